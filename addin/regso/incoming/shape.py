"""Where in a sheet or a CSV file the table is, as people and systems save them.

Above the table may stand titles and dates, its header may take several rows with merged cells,
and below it there may be footnotes. What is no part of the table is left out, and said.

>>> rows = [["Ärenden 2022"], [], ["", "2022", ""], ["kod", "män", "kvinnor"], ["9901R001", 3, 4]]
>>> shaped(rows).headers
['kod', '2022 män', '2022 kvinnor']
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

TOP_ROWS: Final = 40  # titles and notes above the header
REGION: Final = "region"  # what a column of codes without a header is called
_MOST_HEADER_ROWS = 3
_LOOK_BELOW = 5
_LONG = 15  # characters of a note, at least, where no blank row stands before it
_NUMBER = re.compile(r"-?[0-9][0-9 \u00a0\u202f]*(?:[.,][0-9]+)?%?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CODE = re.compile(r"[0-9]{3,4}(?:R[0-9]{3}|[ABC][0-9]{4})(?![0-9]).*", re.DOTALL)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*")
_BY = re.compile(r"\befter (.+)$")
_AND = re.compile(r", | och ")
_NOTE = re.compile(r"(?:käll|not|fotnot|anm|\*|[0-9]\))", re.IGNORECASE)

Row = Sequence[object]


class Shaped(NamedTuple):
    """The table in some rows.

    Attributes
    ----------
    headers : list of str
    first : int
        The index of the first row below the header.
    last : int
        The index after the last row of the table.
    merged : int
        How many of the first columns have a value once for several rows, as merged cells have.
    note : str
        What was left out or put together, for people; empty for a plain table.
    """

    headers: list[str]
    first: int
    last: int
    merged: int
    note: str

    def rows(self, rows: Sequence[Row]) -> list[list[object]]:
        """Return the rows of the table, with the value of merged cells in each of their rows."""
        kept = [list(row) for row in rows[self.first : self.last]]
        for i in range(self.merged):
            above: object = ""
            for row in kept:
                if len(row) > i + 1 and is_blank(row[i]):
                    row[i] = above
                elif row:
                    above = row[i]
        return kept


def shaped(rows: Sequence[Row], header: int | None = None) -> Shaped:
    """Return where the table is in rows; `header` is the index of a row that belongs to its header.

    Rows that start with nothing have no headers.
    """
    top = rows[: TOP_ROWS + _LOOK_BELOW + _MOST_HEADER_ROWS]
    if not any(map(_filled, top)):
        return Shaped([], len(rows), len(rows), 0, "")
    at = _likely(top) if header is None else header
    start, stop = _block(top, at) if at < len(top) else (at, at + 1)
    headers = _headers(rows[start:stop])
    last = _end(rows, stop, len(headers))
    bare = next((i for i, title in enumerate(headers) if title), 0)
    names = _named_in_title(rows[:start]) if bare else []
    if bare and any(_is_code(_at(row, 0)) for row in rows[stop : stop + _LOOK_BELOW]):
        names = names or [REGION]
    headers[:bare] = [names[i] if i < len(names) else "" for i in range(bare)]
    return Shaped(headers, stop, last, max(0, bare - 1), _said(rows, start, stop, last))


def _named_in_title(rows: Sequence[Row]) -> list[str]:
    """Return the variables of a table whose title is "… efter region, kön och år"."""
    titles = (str(row[0]) for row in rows if _filled(row) == [0])
    found = next((match for title in titles if (match := _BY.search(title))), None)
    return [name.strip() for name in _AND.split(found[1])] if found else []


def is_blank(value: object) -> bool:
    """Tell whether a cell holds nothing that can be seen."""
    return value is None or (isinstance(value, str) and not value.strip())


def row_with(rows: Sequence[Row], keys: Collection[str]) -> int | None:
    """Return the index of the first of the top rows that has all the (folded) headers."""
    for i, row in enumerate(rows[:TOP_ROWS]):
        if {_folded(value) for value in row}.issuperset(keys):
            return i
    return None


def _folded(value: object) -> str:
    return " ".join(str(value).split()).casefold() if value is not None else ""


def _filled(row: Row) -> list[int]:
    return [i for i, value in enumerate(row) if not is_blank(value)]


def _likely(top: Sequence[Row]) -> int:
    """Return the index of the first row that is filled as a header of these rows would be."""
    filled = [_filled(row) for row in top]
    widest = max(map(len, filled))
    need = min(widest, max(2, (widest + 1) // 2))
    end = max(places[-1] for places in filled if places)
    found = [
        i
        for i, places in enumerate(filled[:TOP_ROWS])
        if len(places) >= need or (places != [0] and places[-1:] == [end])
    ]
    apart = [i for i in found if not _stands_alone(top, i)]
    return (apart or found or [next(i for i, places in enumerate(filled) if places)])[0]


def _stands_alone(top: Sequence[Row], i: int) -> bool:
    """Tell whether a row is one of facts above the table: a date or "Enhet:", or a blank below."""
    texts = [str(top[i][j]).strip() for j in _filled(top[i])]
    below = next((row for row in top[i + 1 : i + 2]), None)
    is_fact = texts[0].endswith(":") or any(_is_date(top[i][j]) for j in _filled(top[i]))
    return is_fact or (below is not None and not _filled(below) and len(texts) <= 2)  # noqa: PLR2004


def _block(top: Sequence[Row], at: int) -> tuple[int, int]:
    """Return the rows of the header that row `at` belongs to."""
    start, stop = at, at + 1
    while start and at - start < _MOST_HEADER_ROWS - 1 and _is_group(top[start - 1], top[start]):
        start -= 1
    while stop - start < _MOST_HEADER_ROWS and _continues(top, stop):
        stop += 1
    return start, stop


def _is_group(row: Row, below: Row) -> bool:
    """Tell whether a row stands above a header as titles of groups of its columns."""
    places = _filled(row)
    if not places or not all(_is_title(row[i]) for i in places):
        return False
    return places != [0] and (is_blank(row[0]) or not below or is_blank(below[0]))


def _continues(top: Sequence[Row], at: int) -> bool:
    """Tell whether a row goes on with the header above it: it fills its gaps, above other cells."""
    if at >= len(top):
        return False
    above, row, below = top[at - 1], top[at], top[at + 1 : at + 1 + _LOOK_BELOW]
    places = _filled(row)
    if not places or not all(_is_title(row[i]) for i in places):
        return False
    fills = any(is_blank(_at(above, i)) for i in places)
    under_blank = is_blank(above[0]) and is_blank(row[0]) and not is_blank(_at((*below, ())[0], 0))
    if not fills and not under_blank:
        return False
    return any(_is_value(_at(later, i)) for later in below for i in places)


def _headers(block: Sequence[Row]) -> list[str]:
    """Return one header per column: its title in each row, groups reaching over blanks."""
    width = max((max(_filled(row), default=-1) + 1 for row in block), default=0)
    parts: list[list[str]] = [[] for _ in range(width)]
    for n, row in enumerate(block):
        group = ""
        for i in range(width):
            own = " ".join(_text(_at(row, i)).split())
            is_above = any(not is_blank(_at(lower, i)) for lower in block[n + 1 :])
            group = own or (group if is_above else "")
            if group and group not in parts[i][-1:]:
                parts[i].append(group)
    return [" ".join(found) for found in parts]


def _end(rows: Sequence[Row], first: int, width: int) -> int:
    """Return the index after the last row of a table, before the notes below it."""
    last = len(rows)
    while last > first and not _filled(rows[last - 1]):
        last -= 1
    if width < 2:  # noqa: PLR2004 - notes cannot be told from rows
        return last
    at = last
    while at > first and _is_single_text(rows[at - 1]):
        at -= 1
        if at > first and not _filled(rows[at - 1]):
            while at > first and not _filled(rows[at - 1]):
                at -= 1
            last = at
        elif _is_note(rows[at]) and last == at + 1:
            last = at
    return last


def _is_single_text(row: Row) -> bool:
    return _filled(row) == [0] and isinstance(row[0], str) and not _is_code(row[0])


def _is_note(row: Row) -> bool:
    text = str(row[0]).strip()
    return bool(_NOTE.match(text)) or (len(text) >= _LONG and " " in text)


def _said(rows: Sequence[Row], start: int, stop: int, last: int) -> str:
    said = []
    if any(_filled(row) for row in rows[:start]):
        said.append(f"rad 1–{start} över tabellen är inte med" if start > 1 else
                    "rad 1 över tabellen är inte med")  # fmt: skip
    if stop - start > 1:
        said.append(f"rubriken står på rad {start + 1}–{stop}")
    notes = [i for i in range(last, len(rows)) if _filled(rows[i])]
    if notes:
        said.append(f"noterna från rad {notes[0] + 1} är inte med")
    return "; ".join(said)


def _at(row: Row, i: int) -> object:
    return row[i] if i < len(row) else None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _is_code(value: object) -> bool:
    return isinstance(value, str) and _CODE.fullmatch(value.strip().upper()) is not None


def _is_date(value: object) -> bool:
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return True
    return isinstance(value, str) and _DATE.fullmatch(value.strip()) is not None


def _is_value(value: object) -> bool:
    """Tell whether a cell holds what stands in rows and not in headers: no text, and no year."""
    if is_blank(value) or isinstance(value, bool):
        return isinstance(value, bool)
    text = _text(value).strip()
    if _YEAR.fullmatch(text):
        return False
    return _is_date(value) or _is_code(value) or _NUMBER.fullmatch(text) is not None or (
        not isinstance(value, str)
    )  # fmt: skip


def _is_title(value: object) -> bool:
    return not is_blank(value) and not _is_value(value)

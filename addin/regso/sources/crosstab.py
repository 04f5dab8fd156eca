"""Tables of the Statistical Database as it saves them in sheets and CSV files.

A row is a region, perhaps with an age and a sex, and a column a content and a year, in one header
or in several: "Områdestyp 2024", or "2024" over "män" and "kvinnor". Regions write such tables on
with ``regionkod``, ``variabel`` and ``värde``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regso.core.areas import codes
from regso.core.areas.areas import label_of
from regso.errors import BadValueError
from regso.incoming.shape import shaped
from regso.sources.content import fold
from regso.sources.otherforms import CONTENT, JsonStat, of_observations

_REGIONS = ("regionkod", "region", "regso", "deso", "omrade", "kommun")
_YEARS, _AGES, _SEXES = ("ar", "tid"), ("alder",), ("kon",)
_CONTENTS, _VALUES = ("tabellinnehall", "variabel"), ("varde",)
_NAMES = {"namn", "regionnamn", "kommunnamn", "lan", "lansnamn"}
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_SEX = re.compile(r"\b(?:män|kvinnor)\b", re.IGNORECASE)
_SEX_CODES = {"män": "1", "kvinnor": "2", "totalt": "1+2", "man": "1", "kvinna": "2"}
_INDEX = "index"
_OF_STATISTICS = re.compile(
    r"socioekonomiskt index|områdestyp|förgymnasial|låg ekonomisk standard|bistånd", re.IGNORECASE
)
_STATISTICS, _POPULATION = "Socioekonomiskt index", "Folkmängd"
_LOOKED_AT = 50  # rows, to see whether a column holds codes


class _Columns(NamedTuple):
    """Where a table has what; -1 where it has none. `values` are those with numbers."""

    region: int
    year: int
    age: int
    sex: int
    content: int
    values: list[int]


def jsonstat_of(rows: Sequence[Sequence[str]]) -> JsonStat | None:
    """Return a table of regions and years as JSON-stat 2.0; None if the rows are none.

    Parameters
    ----------
    rows : sequence of rows
        A whole sheet or file as text, titles and notes included.
    """
    found = shaped(rows)
    if not found.headers:
        return None
    body = [[str(cell) for cell in row] for row in found.rows(rows)]
    title = next((row[0].strip() for row in rows[: found.first] if row and row[0].strip()), "")
    columns = _columns(found.headers, body)
    if columns is None:
        return None
    label = _label(title, found.headers, columns, body)
    if not label:
        return None
    has = [("region", columns.region), ("tid", 0), (CONTENT, 0),
           ("ålder", columns.age), ("kön", _sex_of(found.headers, columns))]  # fmt: skip
    kept = [i for i, (_, at) in enumerate(has) if at >= 0]
    observed = _observed(found.headers, columns, body)
    return of_observations(
        label,
        [has[i][0] for i in kept],
        (([key[i] for i in kept], value) for key, value in observed),
    )


def title_of(rows: Sequence[Sequence[str]]) -> str:
    """Return the title above a table of regions and years of whatever content; empty for others."""
    found = shaped(rows)
    if not found.headers:
        return ""
    body = [[str(cell) for cell in row] for row in found.rows(rows)]
    if _columns(found.headers, body) is None:
        return ""
    titles = (row[0].strip() for row in rows[: found.first] if row and row[0].strip())
    return next(titles, found.headers[-1])


def _columns(headers: Sequence[str], body: Sequence[Sequence[str]]) -> _Columns | None:
    folded = [fold(header) for header in headers]

    def at(names: Sequence[str]) -> int:
        return next((folded.index(name) for name in names if name in folded), -1)

    those = [folded.index(name) for name in _REGIONS if name in folded]
    region = next((i for i in those if _has_codes(body, i)), -1)
    year, age, sex, content = at(_YEARS), at(_AGES), at(_SEXES), at(_CONTENTS)
    taken = {region, year, age, sex, content} | {i for i, f in enumerate(folded) if f in _REGIONS}
    values = [i for i, f in enumerate(folded) if i not in taken and f]
    if content >= 0:
        values = [i for i in values if folded[i] in _VALUES] or values[-1:]
    named = [i for i in values if year >= 0 or _YEAR.search(headers[i])]
    others = {folded[i] for i in values if i not in named} - _NAMES
    if region < 0 or not named or others:  # another column may divide the values further
        return None
    return _Columns(region, year, age, sex, content, named)


def _has_codes(body: Sequence[Sequence[str]], at: int) -> bool:
    cells = [row[at] for row in body[:_LOOKED_AT] if at < len(row) and row[at].strip()]
    return bool(cells) and all(_region(cell) for cell in cells)


def _region(cell: str) -> str:
    """Return the code of a region, with the vintage that it states; empty for what is none."""
    label = label_of(cell)
    try:
        return label[0].spelled if label else codes.read(cell).spelled
    except BadValueError:
        return ""


def _label(
    title: str, headers: Sequence[str], columns: _Columns, body: Sequence[Sequence[str]]
) -> str:
    """Return what the table is about, in the words that the readers know; empty for others."""
    contents = {_content(headers[i]) for i in columns.values} - {""}
    if columns.content >= 0:
        contents |= {row[columns.content] for row in body if columns.content < len(row)}
    if any(_OF_STATISTICS.search(content) for content in (*contents, title)):
        return title if title.startswith(_STATISTICS) else f"{_STATISTICS} per region"
    persons = next((t for t in (title, *sorted(contents)) if fold(t).startswith("folkmangd")), "")
    return persons and (title if title.startswith(_POPULATION) else f"{_POPULATION} per region")


def _sex_of(headers: Sequence[str], columns: _Columns) -> int:
    if columns.sex >= 0:
        return columns.sex
    return 0 if any(_SEX.search(headers[i]) for i in columns.values) else -1


def _observed(
    headers: Sequence[str], columns: _Columns, body: Sequence[Sequence[str]]
) -> Iterator[tuple[list[str], str]]:
    """Yield region, year, content, age and sex of each value, with the value."""
    for raw in body:
        row = [*raw, *[""] * (len(headers) - len(raw))]
        region = _region(row[columns.region])
        if not region:
            continue
        for at in columns.values:
            header = headers[at]
            year = _YEAR.search(header) if columns.year < 0 else _YEAR.search(row[columns.year])
            sex = _SEX.search(header)
            said = row[columns.sex] if columns.sex >= 0 else sex[0] if sex else ""
            content = row[columns.content] if columns.content >= 0 else _content(header)
            if year:
                age = row[columns.age] if columns.age >= 0 else ""
                sex_code = _SEX_CODES.get(said.casefold(), said)
                yield [region, year[0], content or _POPULATION, age, sex_code], row[at]


def _content(header: str) -> str:
    """Return the content that a header names, without its year and sex."""
    text = " ".join(_SEX.sub("", _YEAR.sub("", header)).split())
    return "Socioekonomiskt index" if fold(text) == _INDEX else text

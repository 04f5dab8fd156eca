"""A table of counts as it stands in a sheet: header rows, label columns and the counts.

Header rows and label columns hold words; ".." and blank cells do not make a row or a column one
of them. A number is a count, also when it is text ("12"), unless something says that it names a
line: a header such as "typ", "år" or "kod" above a column, or years, codes or 1, 2, 3 … in the
first row or column of a table that has words in the other. A column that mixes numbers and words
is no labels, so that one word never shows the counts beside it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from regso.errors import BadValueError, DomainError

HIDDEN = ".."
_YEARS = range(1900, 2101)
_LABEL_HEADER = re.compile(
    r"(exempel: )?((område)?s?typ|[a-zåäö]*år|[a-zåäö]*ålder|åldersgrupp|[a-zåäö]*kod|"
    r"(ålders|års|inkomst|storleks)?klass|årskurs|[a-zåäö]*kvintil|[a-zåäö]*decil|nr|"
    r"[a-zåäö]*nummer|rang|id|regso|deso|vecka|månad|kvartal|period)"
)
_DIGITS = re.compile(r"\d+|\d{1,3}([ \u00a0\u202f]\d{3})+")
_ABOUT_A_NUMBER = re.compile(
    r"([<>≤≥~±]|ca|under|högst|minst)?\s*\d[\d ,.\u00a0\u202f]*\s*(%|‰|procent|st\.?|personer)?"
)
_CODE_LENGTHS = {2, 4}  # län and kommun
_FEW = 2

T = TypeVar("T")
Raw = object


@dataclass(frozen=True)
class Layout:
    """Where the counts of a table are.

    Attributes
    ----------
    rows : the cells of the whole table
    header : number of header rows
    labels : number of label columns
    """

    rows: Sequence[Sequence[Raw]]
    header: int
    labels: int

    @property
    def body(self) -> list[Sequence[Raw]]:
        """The cells of the counts; numbers that were text are numbers."""
        return [[number_of(c) for c in row[self.labels :]] for row in self.rows[self.header :]]

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Return where a cell of the body stands in the table, counted from 1."""
        return row + self.header + 1, column + self.labels + 1

    def row_labels(self) -> list[list[str]]:
        """Return the labels of each row of counts, none where there is no label column."""
        return [[text_of(c) for c in row[: self.labels]] for row in self.rows[self.header :]]

    def column_labels(self) -> list[list[str]]:
        """Return the labels of each column of counts, none where there is no header row."""
        heads = self.rows[: self.header]
        return [[text_of(row[j]) for row in heads] for j in range(self.labels, len(self.rows[0]))]

    def with_body(self, body: Sequence[Sequence[T]]) -> list[list[Raw | T]]:
        """Return the table with other cells where the counts are."""
        head = [list(row) for row in self.rows[: self.header]]
        rest = zip(self.rows[self.header :], body, strict=True)
        return [*head, *([*row[: self.labels], *cells] for row, cells in rest)]


def used(rows: Sequence[Sequence[Raw]]) -> tuple[int, int]:
    """Return how many rows and columns a table has without the blank ones at its end."""
    height = max((i for i, row in enumerate(rows, 1) if not all(map(is_blank, row))), default=0)
    columns = zip(*rows, strict=True)
    width = max((j for j, c in enumerate(columns, 1) if not all(map(is_blank, c))), default=0)
    return height, width


def layout_of(rows: Sequence[Sequence[Raw]]) -> Layout:
    """Find the header rows and the label columns of a table.

    Parameters
    ----------
    rows : sequence of rows of equal length
        Text, numbers, None for blank.

    Raises
    ------
    BadValueError
        The table has no counts.
    """
    header = 0
    while header < len(rows) and _is_header(rows[header], is_first=not header):
        header += 1
    labels = 0
    below = rows[header:]
    width = len(rows[0]) if rows else 0
    while labels < width - 1 and _is_labels(
        [row[labels] for row in below],
        None if not header else rows[header - 1][labels],
        is_first=not labels,
    ):
        labels += 1
    if not below:
        raise BadValueError("Tabellen har inga antal; markera ett område med tal.")
    return Layout(rows, header, labels)


def counts_of(
    layout: Layout, aside: tuple[Collection[int], Collection[int]] = ((), ())
) -> list[list[int | str | None]]:
    """Return the counts: whole numbers, ".." where a cell is hidden, None where it is blank.

    Parameters
    ----------
    layout : Layout
    aside : rows and columns that are no counts, numbered from 0; their cells become None

    Raises
    ------
    BadValueError
        A cell holds other text than "..".
    DomainError
        A number is negative or not whole, so it is no count of persons.
    """
    return [
        [
            None if i in aside[0] or j in aside[1] else _count(cell, *layout.place(i, j))
            for j, cell in enumerate(row)
        ]
        for i, row in enumerate(layout.body)
    ]


def numbers_of(layout: Layout) -> list[list[float | str | None]]:
    """Return the cells of the body as numbers, whole or not; ".." and None as in `counts_of`.

    Raises
    ------
    BadValueError
        A cell holds other text than "..".
    """
    return [
        [_number(cell, *layout.place(i, j)) for j, cell in enumerate(row)]
        for i, row in enumerate(layout.body)
    ]


def _number(cell: Raw, row: int, column: int) -> float | str | None:
    if is_blank(cell):
        return None
    if isinstance(cell, str) and cell.strip() == HIDDEN:
        return HIDDEN
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        found = f' ("{cell.strip()}")' if isinstance(cell, str) else ""
        raise BadValueError(
            f"Cellen på rad {row}, kolumn {column} är inget antal{found}; skriv antalet, 0 där "
            'ingen finns eller ".." där antalet redan är dolt. Är kolumnen etiketter, ge den en '
            "rubrik som säger det, till exempel typ, år eller kod."
        )
    return cell


def _count(cell: Raw, row: int, column: int) -> int | str | None:
    number = _number(cell, row, column)
    if number is None or isinstance(number, str):
        return number
    if number < 0 or number != number // 1:
        raise DomainError(
            f"Cellen på rad {row}, kolumn {column} är inget antal personer; "
            "ta bara med antal, och inte andelar, belopp eller skillnader.",
        )
    return int(number)


def number_of(cell: Raw) -> Raw:
    """Return a whole number that is text as a number, other cells as they are.

    >>> number_of("1 204"), number_of("<5"), number_of("0114")
    (1204, '<5', 114)
    """
    if isinstance(cell, str) and _DIGITS.fullmatch(cell.strip()):
        return int(re.sub(r"\s", "", cell))
    return cell


def is_blank(cell: Raw) -> bool:
    """Tell whether a cell is empty or holds only blanks."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_text(cell: Raw) -> bool:
    """Tell whether a cell is a label: text that is neither blank nor ".."."""
    return isinstance(cell, str) and cell.strip() not in ("", HIDDEN)


def text_of(cell: Raw) -> str:
    """Return a label as text; the number 1.0 is "1"."""
    if isinstance(cell, float) and cell == cell // 1:
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _is_header(row: Sequence[Raw], *, is_first: bool) -> bool:
    corner, *rest = row
    if all(is_text(cell) or is_blank(cell) for cell in row):
        digits = [cell for cell in rest if _is_number(cell)]
        if _is_number(corner) or any(map(_hides_number, row)):
            return False
        return not digits or (is_first and _names_lines(digits))
    years = [c for c in rest if isinstance(c, (int, float)) and not isinstance(c, bool)]
    if HIDDEN in rest or not (is_text(corner) or is_blank(corner)):
        return False
    many = len(years) > 1 or is_blank(corner) or _names_labels(corner)
    return many and bool(years) and all(y in _YEARS for y in years) and years == sorted(set(years))


def _is_labels(column: Sequence[Raw], head: Raw, *, is_first: bool) -> bool:
    """Tell whether a column below a header (None where there is none) holds labels.

    A column of words does. One with numbers does where its header says so, or where it is the
    first and its numbers name rows: with words beside them, as texts, or below a blank corner.
    """
    if _names_labels(head):
        return True
    numbers = [c for c in column if _is_number(c)]
    words = [c for c in column if is_text(c) and c not in numbers]
    if any(map(_hides_number, words)) or not (words or numbers):
        return False
    return not numbers or (is_first and _are_names(column, numbers, words, head))


def _are_names(
    column: Sequence[Raw], numbers: Sequence[Raw], words: Sequence[Raw], head: Raw
) -> bool:
    """Tell whether the numbers of a first column, with words or without, name its rows."""
    if words and _are_steps(column):
        return True
    if not _names_lines(numbers):
        return False
    if words or all(isinstance(c, str) for c in numbers):
        return all(re.search(r"\w", str(word)) for word in words)
    return isinstance(head, str) and is_blank(head) and len(numbers) > _FEW


def _hides_number(cell: Raw) -> bool:
    """Tell whether a text says a number in another way, such as "<5", "6 %" or "12,5"."""
    return (
        isinstance(cell, str)
        and _ABOUT_A_NUMBER.fullmatch(cell.strip().casefold()) is not None
        and not _DIGITS.fullmatch(cell.strip())
    )


def _are_steps(column: Sequence[Raw]) -> bool:
    """Tell whether a column is steps of a scale, as ages: 0, "1–2", "3–5", "6 år och äldre"."""
    found = [re.match(r"\d+", text_of(cell)) for cell in column]
    starts = [int(start[0]) for start in found if start]
    spans = [c for c, start in zip(column, found, strict=True) if start and not _is_number(c)]
    return bool(spans) and starts == sorted(set(starts))


def _is_number(cell: Raw) -> bool:
    return isinstance(number_of(cell), (int, float))


def _names_lines(cells: Sequence[Raw]) -> bool:
    """Tell whether numbers name lines: 1, 2, 3 …, years, or codes of län and kommun."""
    numbers = [number_of(cell) for cell in cells]
    if numbers == list(range(1, len(numbers) + 1)):
        return len(numbers) >= _FEW
    if len(set(numbers)) < len(numbers):
        return False
    if all(n in _YEARS for n in numbers):
        return True
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    is_codes = len(texts) == len(cells) and set(map(len, texts)) <= _CODE_LENGTHS
    return is_codes and any(len(t) == max(_CODE_LENGTHS) or t.startswith("0") for t in texts)


def _names_labels(cell: Raw) -> bool:
    return _LABEL_HEADER.fullmatch(text_of(cell).casefold()) is not None

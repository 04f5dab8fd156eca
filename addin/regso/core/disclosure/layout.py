"""A table of counts as it stands in a sheet: header rows, label columns and the counts.

Header rows and label columns hold text; ".." and blank cells do not make a row or a column one
of them. A first row of years (2020, 2021 …) under a text or blank corner is a header too, and a
first column of numbers is labels when its header says so ("typ", "år" …).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from regso.errors import BadValueError, DomainError

HIDDEN = ".."
_YEARS = range(1900, 2101)
_LABEL_HEADERS = {"typ", "områdestyp", "år", "ålder"}

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
        """The cells of the counts."""
        return [row[self.labels :] for row in self.rows[self.header :]]

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
    while header < len(rows) and _is_header(rows[header]):
        header += 1
    labels = 0
    below = rows[header:]
    width = len(rows[0]) if rows else 0
    while labels < width - 1 and any(is_text(row[labels]) for row in below):
        labels += 1
    if labels == 0 and header and width > 1 and _names_labels(rows[header - 1][0]):
        labels = 1
    if not below:
        raise BadValueError("Tabellen har inga antal; markera ett område med tal.")
    return Layout(rows, header, labels)


def counts_of(layout: Layout) -> list[list[int | str | None]]:
    """Return the counts: whole numbers, ".." where a cell is hidden, None where it is blank.

    Raises
    ------
    BadValueError
        A cell holds other text than "..".
    DomainError
        A number is negative or not whole, so it is no count of persons.
    """
    return [
        [_count(cell, i, j) for j, cell in enumerate(row, layout.labels + 1)]
        for i, row in enumerate(layout.body, layout.header + 1)
    ]


def _count(cell: Raw, row: int, column: int) -> int | str | None:
    if is_blank(cell):
        return None
    if isinstance(cell, str) and cell.strip() == HIDDEN:
        return HIDDEN
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise BadValueError(
            f'Cellen på rad {row}, kolumn {column} är inget antal; skriv ett heltal eller "..".'
        )
    if cell < 0 or cell != cell // 1:
        raise DomainError(
            f"Cellen på rad {row}, kolumn {column} är inget antal personer; "
            "ta bara med antal, och inte andelar, belopp eller skillnader.",
        )
    return int(cell)


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


def _is_header(row: Sequence[Raw]) -> bool:
    if all(is_text(cell) or is_blank(cell) for cell in row):
        return True
    corner, *rest = row
    years = [c for c in rest if isinstance(c, (int, float)) and not isinstance(c, bool)]
    if HIDDEN in rest or not (is_text(corner) or is_blank(corner)):
        return False
    many = len(years) > 1 or is_blank(corner) or _names_labels(corner)
    return many and bool(years) and all(y in _YEARS for y in years) and years == sorted(set(years))


def _names_labels(cell: Raw) -> bool:
    return is_blank(cell) or text_of(cell).casefold() in _LABEL_HEADERS

"""Addresses by name: where the columns and rows of a table on a sheet stand.

An address always names its sheet; what is written on that very sheet drops the name.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from regso.workbook import theme
from regso.workbook.formulas import quoted

Key = int | str


class Addresses(ABC):
    """Columns with names and rows with keys, on a sheet.

    Attributes
    ----------
    sheet : str
    left : str
        The letters of the first column.
    head : int
        The header row, as users see it.
    rows : sequence of keys
    beside : mapping of str to Addresses
        Those with the same keys that formulas may name.
    look : callable
        What the rows of a key add to their look.
    error_of : sequence of str
        Addresses whose error every formula is.
    """

    sheet: str
    left: str
    head: int
    rows: Sequence[Key]
    beside: Mapping[str, Addresses]
    look: Callable[[Key], theme.Style]
    error_of: Sequence[str]

    @property
    @abstractmethod
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""

    @cached_property
    def _letters(self) -> dict[str, str]:
        _, first = xl_cell_to_rowcol(f"{self.left}1")
        return {name: xl_col_to_name(i) for i, name in enumerate(self.names, first)}

    @cached_property
    def _numbers(self) -> dict[Key, int]:
        return {key: row for row, key in enumerate(self.rows, self.head + 1)}

    @property
    def first(self) -> int:
        """The first row below the header."""
        return self.head + 1

    @property
    def last(self) -> int:
        """The last row."""
        return self.head + len(self.rows)

    @property
    def right(self) -> str:
        """The letters of the last column."""
        return self.letter(self.names[-1])

    def letter(self, column: str) -> str:
        """Return the letters of a column."""
        return self._letters[column]

    def number(self, key: Key) -> int:
        """Return the number of a row."""
        return self._numbers[key]

    def at(self, key: Key) -> Row:
        """Return a row, for formulas."""
        return Row(self, key)

    def cell(self, column: str, key: Key | None = None) -> str:
        """Return where a cell is written, without sheet; without a key, the header's."""
        return f"{self.letter(column)}{self.head if key is None else self.number(key)}"

    def cells(
        self, first: str, last: str = "", rows: Sequence[Key] = (), *, head: bool = False
    ) -> str:
        """Return where columns are written, all rows or some, with the header if told so."""
        top, bottom = self.first, self.last
        if rows:
            top, bottom = self.number(rows[0]), self.number(rows[-1])
        if head:
            top = self.head
        return f"{self.letter(first)}{top}:{self.letter(last or first)}{bottom}"

    def __getitem__(self, place: str | tuple[str, Key]) -> str:
        """Return the absolute address of a column, or of one cell of it."""
        if isinstance(place, str):
            return self.span(place)
        column, key = place
        return f"{quoted(self.sheet)}!${self.letter(column)}${self.number(key)}"

    def span(self, first: str, last: str = "", rows: Sequence[Key] = ()) -> str:
        """Return the absolute address of columns, of all rows or of some below each other."""
        top, *_, bottom = 2 * list(rows or self.rows)
        corner = f"${self.letter(last or first)}${self.number(bottom)}"
        return f"{self[first, top]}:{corner}"

    def title(self, first: str, last: str = "") -> str:
        """Return the absolute address of a header, or of those up to another column's."""
        return self._side_by_side(self.head, first, last)

    def above(self, first: str, last: str = "") -> str:
        """Return the absolute address of the cell above a header, or of those up to another's."""
        return self._side_by_side(self.head - 1, first, last)

    def _side_by_side(self, row: int, first: str, last: str) -> str:
        end = last and f":${self.letter(last)}${row}"
        return f"{quoted(self.sheet)}!${self.letter(first)}${row}{end}"

    def whole(self) -> str:
        """Return the absolute address of the grid with its header."""
        return f"{self.title(self.names[0])}:${self.right}${self.last}"


class Row:
    """A row as formulas see it: ``row.share`` is the cell of the column share."""

    def __init__(self, grid: Addresses, key: Key) -> None:
        self.grid, self.key = grid, key

    @property
    def number(self) -> int:
        """The row's number, as users see it."""
        return self.grid.number(self.key)

    def __getattr__(self, column: str) -> str:
        return f"{quoted(self.grid.sheet)}!{self.grid.cell(column, self.key)}"

    def __getitem__(self, name: str) -> str | Row:
        """Return the cell of a column, or the row with the same key beside."""
        beside = self.grid.beside.get(name)
        return getattr(self, name) if beside is None else Row(beside, self.key)

    def of(self, other: Addresses) -> Row:
        """Return the row with the same key of another table."""
        return Row(other, self.key)

    def text(self, formula: Formula) -> str:
        """Return a formula of this row: ``{share}`` is a neighbour, ``{now.share}`` one beside."""
        return formula(self) if callable(formula) else formula.format_map(self)


Formula = str | Callable[[Row], str]


def by_key(formulas: Mapping[str, Formula]) -> Formula:
    """Return the formula of a column where each key has its own."""
    return lambda row: row.text(formulas[str(row.key)])

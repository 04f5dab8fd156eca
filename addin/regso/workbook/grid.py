"""Grids: tables on a sheet whose columns have names and whose rows have keys.

A column is declared once, with its title, width, look and formula. A formula names its neighbours
and not their letters, and everything outside (checks, charts, other sheets, tests) asks the grid:

>>> grid = Grid("Blad", "B", 4, (Col("n", "antal"), Col("twice", formula="2*{n}")), ("a", "b"))
>>> grid["n", "b"], grid["n"]
('Blad!$B$6', 'Blad!$B$5:$B$6')
>>> grid.at("a").text("2*{n}")
'2*Blad!B5'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from xlsxwriter.utility import xl_cell_to_rowcol

from regso.workbook import theme
from regso.workbook.addresses import Addresses, Formula, Key
from regso.workbook.book import Sheet
from regso.workbook.columns import Col


@dataclass(frozen=True)
class Spill:
    """A formula that fills columns side by side over all rows, with the header if it gives one.

    `error_of` has addresses whose error it is when it would else hide it.
    """

    first: str
    last: str
    formula: str | Callable[[Grid], str]
    gives_header: bool = False
    error_of: Sequence[str] = ()


@dataclass(frozen=True)
class RowSpill:
    """A formula of a row that fills columns side by side, in every row a spill of its own."""

    first: str
    last: str
    formula: Formula
    gives_header: ClassVar[bool] = False


def _plain(_: Key) -> theme.Style:
    return {}


@dataclass(frozen=True)
class Grid(Addresses):
    """A table with its header row and, below it, a row per key.

    Attributes
    ----------
    sheet : str
    left : str
        The letters of the first column.
    head : int
        The header row, as users see it.
    columns : sequence of Col
    rows : sequence of keys
    spills : sequence of Spill or RowSpill
    beside : mapping of str to Grid
        Grids with the same keys that formulas may name.
    look : callable
        What the rows of a key add to their look.
    error_of : sequence of str
        Addresses whose error every formula is, for a table that is shown whole or not at all.
    heights : tuple of float
        Of what stands above the header, of the header, and of a row; 0 leaves it as it is.
    """

    sheet: str
    left: str
    head: int
    columns: Sequence[Col]
    rows: Sequence[Key]
    spills: Sequence[Spill | RowSpill] = ()
    beside: Mapping[str, Grid] = field(default_factory=dict)
    look: Callable[[Key], theme.Style] = _plain
    heights: tuple[float, float, float] = (0, 0, 0)
    error_of: Sequence[str] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def corner(self) -> str:
        """The absolute address of the first cell of the first spill, an error if it is one."""
        spill = self.spills[0]
        return self.title(spill.first) if spill.gives_header else self[spill.first, self.rows[0]]

    def _spans(self, column: Col) -> bool:
        """Tell whether what stands above a column continues over its neighbour, or is that."""
        at = self.columns.index(column)
        return "" in (column.over, *(c.over for c in self.columns[at + 1 : at + 2]))

    def write(self, sheet: Sheet) -> None:
        """Write headers, rows and spills."""
        with_header = {c.name for s in self.spills if s.gives_header for c in self._filled(s)}
        for column in self.columns:
            if column.name in with_header:
                column.write_over(sheet, self, spans=self._spans(column))
            else:
                column.write_title(sheet, self, spans=self._spans(column))
        self.write_rows(sheet)

    def write_rows(self, sheet: Sheet) -> None:
        """Write rows and spills, without headers."""
        spilled = {column.name for spill in self.spills for column in self._filled(spill)}
        own = [column for column in self.columns if column.name not in spilled]
        for key in self.rows:
            row = self.at(key)
            for column in own:
                column.write(sheet, row)
        for spill in self.spills:
            self._write_spill(sheet, spill)
        over, head, height = self.heights
        tall = {self.head - 1: over, self.head: head} | dict.fromkeys(
            range(self.first, self.last + 1), height
        )
        sheet.heights({row: points for row, points in tall.items() if points})

    def _filled(self, spill: Spill | RowSpill) -> list[Col]:
        names = [column.name for column in self.columns]
        return list(self.columns[names.index(spill.first) : names.index(spill.last) + 1])

    def _write_spill(self, sheet: Sheet, spill: Spill | RowSpill) -> None:
        columns = self._filled(spill)
        looks = [[column.style_of(self.at(key)) for column in columns] for key in self.rows]
        if isinstance(spill, RowSpill):
            for key, look in zip(self.rows, looks, strict=True):
                formula = self.at(key).text(spill.formula)
                sheet.spill(self.cell(spill.first, key), formula, [look])
            return
        formula = spill.formula(self) if callable(spill.formula) else spill.formula
        if spill.gives_header:
            looks = [[column.title_look() for column in columns], *looks]
        cell = self.cell(spill.first, None if spill.gives_header else self.rows[0])
        sheet.spill(cell, formula, looks, error_of=spill.error_of)


def widths(*grids: Grid, margin: float = 1.5, gap: float = 2) -> tuple[float, ...]:
    """Return the widths of a sheet's columns: the first grid that has a column decides."""
    found: dict[int, float] = {0: margin}
    for grid in grids:
        for column in grid.columns:
            _, at = xl_cell_to_rowcol(f"{grid.letter(column.name)}1")
            found.setdefault(at, column.width)
    return tuple(found.get(i, gap) for i in range(max(found) + 1))

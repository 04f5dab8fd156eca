"""The rows of Indata on a result sheet: always as many, filled from the top.

How many rows Indata has is the user's affair, but a formula that spills fills, in a file and in
Calc, the cells that it filled when it was built. So a result per row of Indata stands in a fixed
number of rows, empty below the data, and our functions read these instead of Indata: what they
spill has one size. Data that do not fit must be refused by who uses this, never cut.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from regso.workbook.addresses import Row
from regso.workbook.grid import Grid
from regso.workbook.indata import TABLE

NUMBER = "rad"  # the column of the grid beside that numbers the rows


@dataclass(frozen=True)
class FixedRows:
    """Formulas of a grid whose rows are the first rows of Indata, by their numbers.

    Attributes
    ----------
    count : str
        The cell with the number of rows of Indata.
    beside : Grid
        The grid with the column `NUMBER`.
    """

    count: str
    beside: Grid

    def shown(self, row: Row) -> str:
        """Return the formula of a row's number, blank where Indata has no such row."""
        return self._within(row, self._number(row))

    def text(self, column: str) -> Callable[[Row], str]:
        """Return the formula of a row's text in a column of Indata."""
        return lambda row: self._within(row, f'{self._read(row, column)}&""')

    def number_or_blank(self, column: str) -> Callable[[Row], str]:
        """Return the formula of a row's number in a column of Indata, blank if it has none."""

        def formula(row: Row) -> str:
            read = self._read(row, column)
            return self._within(row, f'IF({read}="","",{read})')

        return formula

    def filled(self, first: Row) -> str:
        """Return the condition of a rule, written for the first row, that Indata has the row."""
        return f"${self._number(first).rpartition('!')[2]}<={self.count}"

    def _number(self, row: Row) -> str:
        return str(getattr(row.of(self.beside), NUMBER))

    def _read(self, row: Row, column: str) -> str:
        return f"INDEX({TABLE}[{column}],{self._number(row)})"

    def _within(self, row: Row, formula: str) -> str:
        return f'IF({self._number(row)}>{self.count},"",{formula})'

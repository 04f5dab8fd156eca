"""The rows of Indata on a result sheet: always as many, filled from the top.

How many rows Indata has is the user's affair, but a formula that spills fills, in a file and in
Calc, the cells that it filled when it was built. So a result per row of Indata stands in a fixed
number of rows, empty below the data, and our functions read these instead of Indata: what they
spill has one size. Data that do not fit must be refused by who uses this, never cut.
"""

from __future__ import annotations

from dataclasses import dataclass

from regso.workbook import standard as pages


@dataclass(frozen=True)
class FixedRows:
    """Rows of a sheet that hold the first rows of Indata.

    Attributes
    ----------
    place : str
        The sheet, as formulas write it.
    top, most : int
        The first row, and how many there are.
    number : str
        The column with the numbers 1, 2, ... of the rows.
    count : str
        The cell with the number of rows of Indata.
    """

    place: str
    top: int
    most: int
    number: str
    count: str

    @property
    def bottom(self) -> int:
        """The last row."""
        return self.top + self.most - 1

    @property
    def rows(self) -> range:
        """Every row."""
        return range(self.top, self.bottom + 1)

    def column(self, first: str, last: str = "") -> str:
        """Return the reference of a column, or several, from any sheet."""
        return f"{self.place}!${first}${self.top}:${last or first}${self.bottom}"

    def cell(self, address: str) -> str:
        """Return the reference of a cell, from any sheet."""
        return f"{self.place}!{address}"

    def text(self, column: str, row: int) -> str:
        """Return the formula of a row's text in a column of Indata."""
        return self._within(row, f'{self._read(column, row)}&""')

    def number_or_blank(self, column: str, row: int) -> str:
        """Return the formula of a row's number in a column of Indata, blank if it has none."""
        read = self._read(column, row)
        return self._within(row, f'IF({read}="","",{read})')

    def _read(self, column: str, row: int) -> str:
        return f"INDEX({pages.TABLE}[{column}],${self.number}{row})"

    def _within(self, row: int, formula: str) -> str:
        return f'IF(${self.number}{row}>{self.count},"",{formula})'

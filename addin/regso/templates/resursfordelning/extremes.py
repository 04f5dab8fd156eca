"""The units that gain, or lose, the most from alternative A to B, beside the chart."""

from __future__ import annotations

from dataclasses import dataclass

from regso.templates.resursfordelning import bytype
from regso.templates.resursfordelning.units import (
    BESIDE,
    MOST_LISTED,
    SHRUNK,
    SIGNED,
    SIGNED_SHARE,
    UNITS,
)
from regso.workbook import theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, edge
from regso.workbook.grid import Grid

ROWS = MOST_LISTED // 2
_FIRST, _LAST = "G", "I"  # a name stands across these columns
_ORDER = BESIDE["order"]


@dataclass(frozen=True)
class Extremes:
    """The units at one end of the order of their changes.

    Attributes
    ----------
    sheet, title : str
    head : int
        The header row.
    nth : str
        The function that finds the nth from that end.
    condition : str
        What a change must be.
    """

    sheet: str
    title: str
    head: int
    nth: str
    condition: str

    @property
    def _grid(self) -> Grid:
        columns = (
            Col("change", "B − A, kr", formula=self._change, style="cell_money", look=SIGNED),
            Col("per", '="kr/"&per', formula=self._per_volume, style="cell_rate",
                look={"num_format": theme.POINTS}, head_look=SHRUNK),
            Col("share", "B mot A", formula=self._share, style="cell_rate", look=SIGNED_SHARE),
            edge(),
        )  # fmt: skip
        first = BESIDE["order", BESIDE.rows[0]]
        return Grid(self.sheet, "J", self.head, columns, range(1, ROWS + 1), error_of=(first,))

    def _place(self, row: Row) -> str:
        """Return the formula of where in the order the unit of a row is: a number of its own."""
        return f"{self.nth}({_ORDER},{row.key})"

    def _found(self, row: Row, column: str) -> str:
        return f"INDEX({UNITS[column]},MATCH({self._place(row)},{_ORDER},0))"

    def _change(self, row: Row) -> str:
        shown = f'IF({self._place(row)}{self.condition},{self._found(row, "change")},"")'
        # With a hidden type, its volume is the total less the units that are listed.
        return f'IF({bytype.ANY_HIDDEN},"",IF(COUNT({_ORDER})<{row.key},"",{shown}))'

    def _per_volume(self, row: Row) -> str:
        return _as_change(row, f"{self._found(row, 'per_b')}-{self._found(row, 'per_a')}")

    def _share(self, row: Row) -> str:
        return _as_change(row, self._found(row, "share"))

    def _name(self, row: Row) -> str:
        return _as_change(row, self._found(row, "unit"))

    def draw(self, sheet: Sheet) -> None:
        """Write the units."""
        grid = self._grid
        sheet.merged(f"{_FIRST}{grid.head}:{_LAST}{grid.head}", self.title, "header")
        for n in grid.rows:
            row = grid.at(n)
            sheet.across(_FIRST, _LAST, row.number, self._name(row), "cell", shrink=True)
        grid.write(sheet)


def _as_change(row: Row, formula: str) -> str:
    """Return a formula where there is a change; elsewhere it is as blank, or as wrong, as that."""
    return f"IF(ISNUMBER({row.change}),{formula},{row.change})"

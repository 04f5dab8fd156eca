"""Grids with a row per area type: the types, those that belong together, and the total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from regso.core.areas.areatypes import CHALLENGED, NAMES, TYPES
from regso.core.measures.typetable import ROWS
from regso.workbook import theme
from regso.workbook.addresses import Addresses, Key, Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid, Spill

LEVEL = 'IF(konf="",95,ROUND(100*konf,1))&" % konfidensintervall"'
HEIGHTS = (18, 22, 21)
CENTRED = {"align": "center", "indent": 0}


def look(kind: Key) -> theme.Style:
    """Return what sets the rows that are no types of their own apart."""
    extra: theme.Style = {} if isinstance(kind, int) else {"bg_color": theme.BAND}
    if kind == CHALLENGED:
        extra |= {"top": 1, "top_color": theme.MUTED}
    if kind == ROWS[-1]:
        extra |= {"bold": True, "top": 1, "top_color": theme.MUTED}
        extra |= {"bottom": 2, "bottom_color": theme.BRAND}
    return extra


def swatch(sheet: Sheet, cell: str, kind: int) -> None:
    """Paint a cell in the colour of an area type."""
    colour = theme.TYPE_COLOURS[kind]
    sheet.put(cell, None, "body", bg_color=colour, border=1, border_color="#FFFFFF")


@dataclass(frozen=True)
class Swatch(Col):
    """A narrow column with the colour of each type."""

    def write(self, sheet: Sheet, row: Row) -> None:
        """Paint the cell of a type; the other rows only have their look."""
        cell = row.grid.cell(self.name, row.key)
        if isinstance(row.key, int):
            swatch(sheet, cell, row.key)
        else:
            sheet.put_in(cell, None, self.style_of(row))


@dataclass(frozen=True)
class OfType(Col):
    """A column for an area type, whose colour stands above the header."""

    kind: int = 0

    def write_over(self, sheet: Sheet, grid: Addresses, *, spans: bool) -> None:
        """Paint the colour of the type."""
        del spans
        swatch(sheet, f"{grid.letter(self.name)}{grid.head - 1}", self.kind)


MARK = Swatch("mark", width=1.8)
TYPE = Given(
    "typ", "typ", 8, look={**CENTRED, "bold": True}, head_look=CENTRED, values=lambda kind: kind
)
NAME = Given("label", "benämning", 53, values=lambda kind: NAMES[kind])


def type_grid(  # noqa: PLR0913 - what a grid has
    sheet: str,
    head: int,
    columns: Sequence[Col],
    *,
    left: str = "B",
    rows: Sequence[Key] = ROWS,
    spills: Sequence[Spill] = (),
    beside: Mapping[str, Grid] = MappingProxyType({}),
    error_of: Sequence[str] = (),
) -> Grid:
    """Return a grid with a row per type, the types that belong together, and the total."""
    return Grid(sheet, left, head, columns, rows, spills, beside, look, HEIGHTS, error_of)


def of_types(grid: Grid, column: str) -> str:
    """Return the cells of the five types in a column."""
    return grid.span(column, rows=TYPES)


def drawn(grid: Grid, column: str) -> str:
    """Return the cells of the five types in a column, as a chart wants them."""
    return f"={of_types(grid, column)}"

"""Rows that are as high as their longest text, which wraps in its column."""

from __future__ import annotations

from textwrap import wrap

from regso.workbook import theme
from regso.workbook.addresses import Key
from regso.workbook.book import Sheet
from regso.workbook.columns import Given
from regso.workbook.grid import Grid

_LINE, _SPARE = 15, 4  # points
_INDENT, _NARROWER = 1, 1.1  # letters; most are narrower than the digits that a width counts


def heighten(sheet: Sheet, grid: Grid) -> None:
    """Make the rows of a grid as high as the texts that it is given."""
    sheet.heights({grid.number(key): _height(grid, key) for key in grid.rows})


def _height(grid: Grid, key: Key) -> float:
    lines = (
        len(wrap(str(column.constant(key) or ""), int(column.width * _NARROWER) - _INDENT))
        for column in grid.columns
        if isinstance(column, Given) and theme.style(column.style).get("text_wrap")
    )
    return _LINE * max(1, *lines) + _SPARE

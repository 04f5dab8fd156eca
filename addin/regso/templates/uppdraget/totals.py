"""The row of totals below a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regso.workbook import theme
from regso.workbook.addresses import Key
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid

TOTAL = "total"  # the key of the row


class Totals(Grid):
    """A row of totals, without a header: above it is the last row of the table."""

    def write(self, sheet: Sheet) -> None:
        """Write the row."""
        self.write_rows(sheet)


def _line(_: Key) -> theme.Style:
    return {
        "bold": True, "bg_color": theme.BAND, "top": 1, "top_color": theme.MUTED,
        "bottom": 2, "bottom_color": theme.BRAND,
    }  # fmt: skip


def totals(table: Grid, columns: Iterable[Col], height: float) -> Totals:
    """Return the row below a table, with some of its columns; the others are blank."""
    own = {column.name: column for column in columns}
    every = tuple(own.get(name, Col(name)) for name in table.names)
    heights = (0, 0, height)
    return Totals(table.sheet, table.left, table.last, every, (TOTAL,), look=_line, heights=heights)


def label(column: str, text: str) -> Col:
    """Return the column of what the row is called; a formula if it begins with =."""
    if text.startswith("="):
        return Col(column, formula=text[1:])
    return Given(column, values={TOTAL: text})


def sums(table: Grid, columns: Sequence[str], **look: object) -> tuple[Col, ...]:
    """Return columns of the sums of columns of a table."""
    return tuple(
        Col(name, formula=f"SUM({table[name]})", style="cell_money", look=look) for name in columns
    )

"""Rows and columns that are hidden without a name, and shown when the file is rendered with one.

A table that may be of any length has no rows to hide; its printed page ends with its last one.

Where they stand is a fact of the sheet, stored in the file, so that `regso.render.emptyrows`
finds them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from regso.workbook.addresses import Key
    from regso.workbook.book import Sheet
    from regso.workbook.grid import Grid

NAME: Final = "tomma_rader"
BLOCKS: Final = "tomma_block"
COLUMNS: Final = "tomma_kolumner"
LAST: Final = "utskrift_till"
WRAPPED: Final = "radbrytning"
LINE: Final = 15  # points
_PIXEL = 0.75  # points
# What SUBTOTAL counts in rows that are not hidden: numbers, and whatever a cell has.
_NUMBERS, _FILLED = 102, 103


def hide(sheet: Sheet, *tables: tuple[Grid, str, Sequence[Key]]) -> None:
    """Hide rows of tables; each has the column of the names, and the keys of the rows."""
    sheet.fact(NAME, " ".join(grid.cells(column, rows=keys) for grid, column, keys in tables))
    for grid, _, keys in tables:
        _, _, height = grid.heights
        for key in keys:
            sheet.raw.set_row(grid.number(key) - 1, height or None, None, {"hidden": True})


def unseen(*cells: str) -> str:
    """Return the formula of how many rows have a number that nobody sees, in some columns."""
    return "+".join(f"COUNT({those})-SUBTOTAL({_NUMBERS},{those})" for those in cells)


def in_hidden_rows(*cells: str) -> str:
    """Return the formula of how many of some cells, which have a formula each, nobody sees."""
    return "+".join(f"(SUBTOTAL({_FILLED},{cell})=0)" for cell in cells)


def wrap(sheet: Sheet, grid: Grid, column: str, keys: Sequence[Key], letters: int) -> None:
    """Let rows of a rendered file be as high as the texts of a column, with letters on a line."""
    _, _, height = grid.heights
    points = int((height or LINE) / _PIXEL) * _PIXEL  # as the file has it
    sheet.fact(WRAPPED, f"{grid.cells(column, rows=keys)} {letters} {points:g}")


def print_to_last(sheet: Sheet, name: str) -> None:
    """Let the printed page of a rendered file end with the last text from a cell on downwards."""
    sheet.fact(LAST, name)


def hide_by(sheet: Sheet, cells: str, rows: Sequence[int]) -> None:
    """Hide rows by what stands beside them: those whose cell in a column is empty, and now some.

    Parameters
    ----------
    sheet : Sheet
    cells : str
        The cells that decide, one for each row.
    rows : sequence of int
        The rows that are hidden before the file is rendered, as users see them.
    """
    sheet.fact(NAME, cells)
    _hide(sheet, rows)


def hide_blocks(
    sheet: Sheet, step: int, number: int, deciding: Mapping[str, str], rows: Sequence[int]
) -> None:
    """Hide rows of blocks of the same form below each other, and now some.

    Parameters
    ----------
    sheet : Sheet
    step, number : int
        How many rows a block has, and how many blocks there are.
    deciding : mapping of str to str
        Rows of the first block, such as "1:9", with the cell that must not be empty, or the column
        of the cells of their own.
    rows : sequence of int
        The rows that are hidden before the file is rendered, as users see them.
    """
    told = " ".join(f"{those}={cell}" for those, cell in deciding.items())
    sheet.fact(BLOCKS, f"{step} {number} {told}")
    _hide(sheet, rows)


def _hide(sheet: Sheet, rows: Sequence[int]) -> None:
    for row in rows:
        sheet.raw.set_row(row - 1, sheet.tall.get(row), None, {"hidden": True})


def hide_columns(sheet: Sheet, grid: Grid, names: Sequence[str]) -> None:
    """Hide columns of a table that are side by side; their headers are their names."""
    heads = grid.title(names[0], names[-1]).rpartition("!")[2]
    sheet.fact(COLUMNS, heads.replace("$", ""))
    for column in grid.columns:
        if column.name in names:
            letter = grid.letter(column.name)
            sheet.raw.set_column(f"{letter}:{letter}", column.width, None, {"hidden": True})

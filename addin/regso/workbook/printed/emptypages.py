"""Results that have nothing to show until something is given, and say so in one sentence.

Such a page is neither printed nor published while the cell with that sentence is not empty
(`regso.render.uses` asks). One that few need is hidden too, until a rendering shows it
(`regso.render.emptyrows`). Which cells it depends on are facts of the sheet, stored in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from regso.workbook.book import Sheet

NAME: Final = "tom_om"
HIDDEN: Final = "dold_om"


def empty_if(sheet: Sheet, cell: str) -> None:
    """Let a sheet be empty while one of its cells has a text."""
    sheet.fact(NAME, cell)


def hidden_if(sheet: Sheet, cell: str) -> None:
    """Hide a sheet while one of its cells has a text, as it is built."""
    sheet.fact(HIDDEN, cell)
    sheet.raw.hide()

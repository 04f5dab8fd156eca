"""What stands below a table: at most three short notes; the others are numbered on Källa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from xlsxwriter.utility import xl_cell_to_rowcol

from regso.workbook import page
from regso.workbook.book import Sheet
from regso.workbook.printed.lettering import lines
from regso.workbook.reference import source_line

MOST: Final = 3
_LETTERS = 1.27  # of a note in the width of one letter of a column
_LINE, _SOURCE = 13.5, 190  # points; letters of the source, which another sheet makes
_MORE = '&" Fler anmärkningar står på bladet Källa."'


@dataclass(frozen=True)
class Notes:
    """The notes of a page.

    Attributes
    ----------
    below : sequence of str
        Formulas of the notes that stand below the table, before its source.
    further : sequence of str
        Formulas of those that stand on Källa.
    source : str
        The formula of the source, which is the last note.
    """

    below: Sequence[str]
    further: Sequence[str] = ()
    source: str = source_line()

    def __post_init__(self) -> None:
        if len(self.below) >= MOST:
            raise ValueError(f"more than {MOST} notes: {self.below}")

    def write(self, sheet: Sheet, right: str, top: int, *, left_out: int = 0) -> int:
        """Write the notes below a gap in a row; return the last row.

        `left_out` has how many of the last columns the notes leave free.
        """
        letters = letters_of(sheet, right, left_out)
        last = self.source + (_MORE if self.further else "")
        texts = [(text, _LINE * lines(text, letters)) for text in self.below]
        page.notes(sheet, right, top, [*texts, (last, _LINE * ceil(_SOURCE / letters))])
        return top + len(texts) + 1


def letters_of(sheet: Sheet, right: str, left_out: int = 0) -> float:
    """Return how many letters of a note the columns B to the last one have room for."""
    _, last = xl_cell_to_rowcol(f"{right}1")
    widths = (sheet.width(column) for column in range(1, last + 1 - left_out))
    return _LETTERS * sum(widths)

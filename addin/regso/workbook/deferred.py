"""Formulas that wait until every spill of the book is known, and how XlsxWriter writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from regso.workbook import theme
from regso.workbook.declared import Content
from regso.workbook.formulas import SheetArea, guarded, names_one, quoted, reads, without_own_sheet


def stored(formula: str) -> str:
    """Return a formula as the file holds it."""
    return f"={formula}"


class Deferred(NamedTuple):
    """A formula to be written when the book is saved.

    Attributes
    ----------
    area : SheetArea
        The cell, or what the formula spills over.
    text : str
    looks : sequence of sequence of dict
        Of the cells of the area.
    spills, asks_itself, error_of, value
        As for `Sheet.spill` and `Sheet.formula_in`.
    """

    area: SheetArea
    text: str
    looks: Sequence[Sequence[theme.Style]]
    spills: bool = False
    asks_itself: bool = False
    error_of: Sequence[str] = ()
    value: Content = ""

    def guarded_by(self, spills: Mapping[str, Sequence[SheetArea]]) -> str:
        """Return the formula as its sheet has it: the error of what it reads of some spills.

        `spills` has them by sheet.
        """
        sheet = self.area.sheet
        may_read = not self.asks_itself and (sheet in spills or names_one(self.text, spills))
        read = list(reads(self.text, sheet)) if may_read else []
        corners = [
            _corner(spill)
            for area in read
            for spill in spills.get(area.sheet, ())
            if spill.meets(area)
        ]
        errors = [*self.error_of, *corners]
        text = self.text if self.text in errors else guarded(self.text, errors)
        return without_own_sheet(text, sheet)


def _corner(area: SheetArea) -> str:
    cell = xl_rowcol_to_cell(area.top, area.left, row_abs=True, col_abs=True)
    return f"{quoted(area.sheet)}!{cell}"


class PlainWorksheet(Worksheet):  # type: ignore[misc] # XlsxWriter has no types
    """A sheet of XlsxWriter that takes formulas as the file holds them.

    XlsxWriter looks for thirty names of newer functions in each formula, which takes longer than
    all else that it does; ours are written with their prefixes.
    """

    def _prepare_formula(self, formula: str, *_: object) -> str:
        return formula.removeprefix("=")

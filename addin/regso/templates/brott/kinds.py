"""The sheet Brottstyper of the template Brott: the counts that are protected together."""

from __future__ import annotations

from regso.core.measures.typetable import ROWS
from regso.templates.brott.counts import BLOCK, BORDERS
from regso.templates.brott.formulas import KINDS
from regso.workbook import page, typetable
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, edge
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.inputs import LOWEST_SHOWN
from regso.workbook.notes import Notes
from regso.workbook.page import Page
from regso.workbook.typegrid import MARK, look

SHEET = "Brottstyper"
# What must not be shown, or would reveal it, becomes "..".
_MARGINS = "sista raden;sista kolumnen;rad 6=1+2"
_PROTECTED = f'REGSO_SEKRETESS({BLOCK.whole()},{LOWEST_SHOWN},"minst","{_MARGINS}")'


def _count(name: str) -> Col:
    return Col(name, width=14, style="cell_count", head_look={"shrink": True})


TABLE = Grid(
    SHEET,
    "B",
    5,
    (MARK, Col("label", width=32), *map(_count, (*KINDS, "others", "total")), edge()),
    ROWS,
    (Spill("label", "total", _PROTECTED, gives_header=True, error_of=(BORDERS,)),),
    look=look,
    heights=(0, 22, 21),
)
NOTES = Notes(
    (
        typetable.HIDDEN_NOTE,
        '"Antal händelser. Samma tabell skyddar bladen Brott och Brottstyper tillsammans. En '
        'händelse kan röra flera personer, och tröskeln räknar händelser."',
    )
)


def _draw(sheet: Sheet) -> None:
    typetable.title(sheet, TABLE.right, 'rubrik&": brottstyper"', "REGSO_NAMN(omrade,ar)")
    TABLE.write(sheet)
    page.end(sheet, TABLE.right, NOTES.write(sheet, TABLE.right, TABLE.last + 1))


PAGE = Page(SHEET, "result", widths(TABLE), _draw, landscape=True)

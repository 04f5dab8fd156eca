"""The sheet Beräkning of the template Brott: the counts that the other sheets read."""

from __future__ import annotations

from regso.templates.brott.counts import ALL, BLOCK, OF_KIND, SHEET, STATE
from regso.templates.brott.police import AREAS
from regso.workbook import page
from regso.workbook.book import Sheet
from regso.workbook.grid import widths
from regso.workbook.page import Page

_TABLES = (
    ("Alla händelser", ALL),
    ("Antal per brottstyp på bladet Urval", OF_KIND),
    ("Antal som skyddas tillsammans", BLOCK),
)


def _draw(sheet: Sheet) -> None:
    about = "Arbetsblad med oskyddade antal, som de andra bladen läser. Lämna inte ut."
    page.title(sheet, SHEET, about)
    STATE.write_rows(sheet)
    for text, grid in _TABLES:
        sheet.put(f"{grid.left}{grid.head - 1}", text, "label")
        grid.write(sheet)
    AREAS.write(sheet)
    sheet.raw.set_selection("B1")


PAGE = Page(SHEET, "work", widths(ALL, OF_KIND, BLOCK), _draw, landscape=True)

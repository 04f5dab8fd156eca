"""The sheets Urval and Överlapp of the template Brott, which users fill in."""

from __future__ import annotations

from regso.templates.brott.fields import CATEGORIES, OVERLAP, POLICE
from regso.workbook import indata, page, start
from regso.workbook.book import Sheet
from regso.workbook.page import Page

_TABLE = 8  # the header row of the table Överlapp
_TOLD = (
    *(f"{column.name}: {column.doc}" for column in OVERLAP.columns),
    "Andelen tar ni fram själva, till exempel ur befolkningen på fastighet.",
)


def _draw_choices(sheet: Sheet) -> None:
    page.title(sheet, "Urval", "Vilka brottstyper och egna polisområden som redovisas")
    sheet.heights({3: 12})
    start.section(sheet, 4, "Brottstyper", "Alla andra redovisas som övriga")
    form = start.input_rows(sheet, 4, CATEGORIES)
    heading = form.last + 2
    start.section(sheet, heading, "Polisområden", "Berörda RegSO står på bladet Överlapp")
    start.input_rows(sheet, heading, POLICE)
    sheet.raw.set_selection(form.cell("input", CATEGORIES[0].name))


def _draw_overlap(sheet: Sheet) -> None:
    sheet.put("A1", OVERLAP.sheet, "title")
    sheet.put("A2", "Egna områden följer inte RegSO. Ange vilka RegSO de berör.", "lead")
    for row, text in enumerate(_TOLD, 3):
        sheet.put(f"A{row}", text, "aside")
    sheet.heights({1: 32, 2: 20})
    indata.side_table(sheet, _TABLE, OVERLAP)
    sheet.raw.freeze_panes(_TABLE, 0)
    sheet.raw.set_selection(f"A{_TABLE + 1}")


CHOICES = Page("Urval", "input", start.WIDTHS, _draw_choices, landscape=True)
SHARES = Page(OVERLAP.sheet, "input", (34, 16, 16), _draw_overlap, protected=False)

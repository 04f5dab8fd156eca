"""The sheet Beräkning of the template Hälsa.

Beräkning holds the true counts by type and age group and every number that Hälsa shows a part
of, so it must not leave the agency. Its sizes follow from the standard population's places, and
never from the data.
"""

from __future__ import annotations

from regso.templates.halsa import ages, sexes
from regso.templates.halsa.inequality import INEQUALITY
from regso.templates.halsa.results import RESULTS
from regso.templates.halsa.sums import SHEET
from regso.workbook import page, theme
from regso.workbook.book import Sheet
from regso.workbook.grid import widths
from regso.workbook.page import Page

_TABLES = (
    ("Standardbefolkning och referens", ages.WEIGHTS),
    ("Antal händelser per åldersgrupp, valt kön", ages.EVENTS),
    ("Befolkning per åldersgrupp, valt kön", ages.PERSONS),
    ("Händelser per kön: underlaget för vad som döljs", sexes.EVENTS),
    ("Efter sekretessgranskning", sexes.PROTECTED),
    ("Personer per kön", sexes.PERSONS),
    ("Tal per områdestyp, före sekretess", RESULTS),
    ("Ojämlikhet över typ 1–5", INEQUALITY),
)
_LINES = (ages.SHIPPED, ages.REFERENCE_EVENTS, ages.REFERENCE_PERSONS, sexes.SMALL)


def _draw(sheet: Sheet) -> None:
    about = "Sanna antal och alla mellanled. Bladet får inte lämna myndigheten."
    page.title(sheet, SHEET, about)
    for text, grid in _TABLES:
        sheet.put(f"{grid.left}{grid.head - 1}", text, "label", font_color=theme.BRAND)
        grid.write(sheet)
    for line in _LINES:
        line.write_rows(sheet)
    sheet.raw.freeze_panes(3, 2)
    sheet.raw.set_selection("B1")


PAGE = Page(SHEET, "work", widths(ages.EVENTS), _draw, landscape=True)

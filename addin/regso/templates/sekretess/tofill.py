"""The sheets of the template Sekretess that are filled: a table, and one protected otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from regso.templates.sekretess import example, fields, tables
from regso.templates.sekretess.fields import COLUMNS, COUNTS, ROWS
from regso.workbook import indata, theme
from regso.workbook.book import Sheet
from regso.workbook.declared import Cells, Content
from regso.workbook.grid import Grid
from regso.workbook.page import Page

_AS_LARGE = (
    f"Högst {ROWS - 1} rader med antal och {COUNTS} kolumner. Tomma rader och kolumner räknas inte."
)
_WIDTHS = (34, *[13] * COUNTS)
_BLANK: Sequence[Content] = (None,) * len(COLUMNS)


def _page(place: Grid, about: str, told: Sequence[str], rows: Sequence[Cells]) -> Page:
    def draw(sheet: Sheet) -> None:
        sheet.put("A1", place.sheet, "title")
        sheet.put("A2", about, "label", font_color=theme.WARN_INK)
        for row, text in enumerate(told, 3):
            sheet.put(f"A{row}", text, "aside")
        sheet.put("A6", "Bladet får inte lämna myndigheten.", "aside", bold=True)
        indata.table(sheet, place.sheet, place.head, COLUMNS, _all_places(rows))
        headings = place.cells(tables.LABEL, tables.LAST, [tables.HEADINGS])
        sheet.rule(headings, "TRUE", {"bold": True, "bg_color": theme.BAND})
        sheet.heights({1: 32})
        sheet.raw.fit_to_pages(1, 1)
        sheet.raw.set_selection(place.cell(tables.LABEL, tables.HEADINGS))

    return Page(place.sheet, "input", _WIDTHS, draw, landscape=True, protected=False)


def _all_places(rows: Sequence[Cells]) -> list[Cells]:
    """Return the rows of a table with every place of the largest one, blank where it has none."""
    filled: list[Cells] = [[*row, *_BLANK][: len(COLUMNS)] for row in rows]
    return filled + [_BLANK] * (ROWS - len(filled))


PASTED = _page(
    tables.PASTED,
    "Klistra in din egen tabell över exemplet.",
    (
        "Översta raden har kolumnernas rubriker; etikett har radernas.",
        _AS_LARGE,
        "Ta med alla summor som publiceras, och ge dem etiketten totalt: det som inte syns här "
        "kan inte skyddas.",
    ),
    example.rows(),
)
OWN = _page(
    tables.OWN,
    "Valfritt: en tabell som är skyddad på annat sätt, för prövning på bladet Granskning.",
    ("Samma rader och kolumner som i Indata, med .. i de dolda cellerna.", _AS_LARGE),
    fields.OWN.rows,
)

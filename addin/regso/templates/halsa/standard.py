"""The sheet Standardbefolkning of the template Hälsa: age groups and their weights."""

from __future__ import annotations

from regso.templates.halsa.example import STANDARD
from regso.workbook import theme
from regso.workbook.book import Sheet
from regso.workbook.columns import Col
from regso.workbook.declared import Cells, Column, SideTable
from regso.workbook.grid import Grid
from regso.workbook.indata import side_table
from regso.workbook.page import Page

_SHEET = "Standardbefolkning"
MOST = 21  # age groups that the standard population may have
PLACES = range(1, MOST + 1)
_COLUMNS = (
    Column("alder", "åldersgrupp, skriven som i Indata.", True, True),
    Column("vikt", "antal personer i standardbefolkningen.", True, number_format=theme.COUNT),
    Column(
        "ref_antal",
        "händelser i referensbefolkningen (riket), för SMR. Tomt: materialets total är referens.",
        number_format=theme.COUNT,
    ),
    Column("ref_befolkning", "personer i referensbefolkningen.", number_format=theme.COUNT),
)
_SPARE: list[Cells] = [(None,) * len(_COLUMNS)] * (MOST - len(STANDARD))
# A standard that is in use, and no example: it may stay.
TABLE = SideTable(
    name="Standard",
    sheet=_SHEET,
    columns=_COLUMNS,
    rows=[*((age, weight, None, None) for age, weight in STANDARD.items()), *_SPARE],
    known_by="",
)
# Where its cells are; its rows are the places.
CELLS = Grid(_SHEET, "A", 9, tuple(Col(column.name) for column in _COLUMNS), PLACES)
_ABOUT = (
    "Svensk praxis skiljer sig åt: skriv över med en annan standardbefolkning om din myndighet "
    "använder det,",
    "och skriv dess namn i fältet Standardbefolkning på bladet Start: namnet står i rapporten. "
    f"Högst {MOST} grupper.",
    *(f"{column.name}: {column.doc}" for column in _COLUMNS),
)


def _draw(sheet: Sheet) -> None:
    sheet.put("A1", _SHEET, "title")
    sheet.put("A2", "Europeiska standardbefolkningen 2013 (Eurostat), 100 000 personer.", "label")
    for row, text in enumerate(_ABOUT, 3):
        sheet.put(f"A{row}", text, "aside")
    side_table(sheet, CELLS.head, TABLE)
    sheet.heights({1: 32})
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection(CELLS.cell("alder", PLACES[0]))


PAGE = Page(_SHEET, "input", (20, 16, 16, 20), _draw, protected=False)

"""The sheet Standardbefolkning of the template Hälsa: age groups and their weights."""

from __future__ import annotations

from regso.templates.halsa.example import STANDARD
from regso.workbook import standard as pages
from regso.workbook import theme
from regso.workbook.book import Book
from regso.workbook.declared import Column, SideTable

SHEET = "Standardbefolkning"
PLACES = 21  # age groups that the standard population may have
TOP = 9  # the header row of the table Standard
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
_SPARE: list[pages.Row] = [(None,) * 4] * (PLACES - len(STANDARD))
# A standard that is in use, and no example: it may stay.
TABLE = SideTable(
    name="Standard",
    sheet=SHEET,
    columns=_COLUMNS,
    rows=[*((age, weight, None, None) for age, weight in STANDARD.items()), *_SPARE],
    known_by="",
)


def standard(book: Book) -> None:
    """Add the sheet Standardbefolkning: a table with room for other age groups."""
    sheet = book.sheet(SHEET, (20, 16, 16, 20), use="input", protected=False)
    sheet.put("A1", SHEET, "title")
    sheet.put("A2", "Europeiska standardbefolkningen 2013 (Eurostat), 100 000 personer.", "label")
    for row, text in enumerate(
        (
            "Svensk praxis skiljer sig åt: skriv över med en annan standardbefolkning om din "
            "myndighet använder det,",
            "och skriv dess namn i fältet Standardbefolkning på bladet Start: namnet står i "
            f"rapporten. Högst {PLACES} grupper.",
            *(f"{c.name}: {c.doc}" for c in _COLUMNS),
        ),
        3,
    ):
        sheet.put(f"A{row}", text, "aside")
    pages.side_table(sheet, f"A{TOP}", TABLE)
    sheet.heights({1: 32})
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection(f"A{TOP + 1}")

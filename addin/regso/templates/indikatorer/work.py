"""The sheet Beräkning: protected counts, how types differ, and what is used but hidden."""

from __future__ import annotations

from regso.templates.indikatorer import bygroup, overview
from regso.templates.indikatorer.counts import COUNTRY, COUNTS, SHEET, is_used
from regso.templates.indikatorer.fields import NUMBERS, PLACES
from regso.templates.indikatorer.gaps import GAPS
from regso.templates.indikatorer.names import is_compared
from regso.templates.indikatorer.paired import country_of
from regso.templates.indikatorer.single import GROUPS, title_of
from regso.workbook import page
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page
from regso.workbook.printed import emptyrows


def _indicator(row: Row) -> str:
    number = int(row.key)
    rows = (overview.TABLE["name", number], bygroup.TABLE["name", number], title_of(number))
    return f"IF({is_used(number)},{emptyrows.in_hidden_rows(*rows)},0)"


def _country(row: Row) -> str:
    number = int(row.key)
    hidden = emptyrows.in_hidden_rows(overview.TABLE["name", country_of(number)])
    return f"IF(AND({is_used(number)},{is_compared(number)}),{hidden},0)"


def _group(row: Row) -> str:
    """Return whether a group is hidden on the first page of all, whose rows are as the others'."""
    if int(row.key) > PLACES:
        return ""
    cell = GROUPS[NUMBERS[0]]["group", row.key]
    return f'IF({cell}&""="",0,{emptyrows.in_hidden_rows(cell)})'


# How many rows that are used, of each indicator and group, nobody sees.
UNSEEN = Grid(
    SHEET,
    "B",
    bygroup.PERSONS.last + 4,
    (
        Given("number", "nummer", values=lambda key: key),
        Col("indicator", "indikator", formula=_indicator),
        Col("country", "riket", formula=_country),
        Col("group", "grupp", formula=_group),
    ),
    NUMBERS,
)
_TABLES = (
    ("Antal efter sekretessgranskning, alla och per grupp", COUNTS),
    ("Rikets publicerade värden", COUNTRY),
    ("Typ 1 minus typ 5", GAPS),
    ("Personer i den områdestyp som Grupper visar", bygroup.PERSONS),
    ("Rader som används men är dolda på bladen", UNSEEN),
)


def _draw(sheet: Sheet) -> None:
    page.title(sheet, SHEET, "Skyddade antal och det som räknas på dem")
    for text, grid in _TABLES:
        sheet.put(f"{grid.left}{grid.head - 1}", text, "label")
        grid.write(sheet)
    sheet.raw.freeze_panes(COUNTS.head, 5)
    sheet.raw.set_selection("B1")


PAGE = Page(SHEET, "work", widths(COUNTS), _draw, landscape=True)

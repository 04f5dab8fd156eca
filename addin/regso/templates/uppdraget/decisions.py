"""The sheet Myndigheter: what the decision to each agency states."""

from __future__ import annotations

from regso.workbook import page
from regso.workbook.agencies import AGENCIES, Agency
from regso.workbook.book import Sheet
from regso.workbook.columns import Given
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page
from regso.workbook.printed import tallrows

_SHEET = "Myndigheter"


def _texts(agency: Agency) -> dict[str, str]:
    """Return the texts of a row; those that an input asks for have its name."""
    first, last = ("", "", *agency.address)[-2:]
    return {
        "agency": agency.name,
        "dnr": agency.dnr,
        "beslut_nr": agency.decision,
        "adress1": first,
        "adress2": last,
        "goals": "; ".join(agency.goals),
        "note": agency.note if agency.is_known else "Beslutet finns inte i underlaget.",
        "copies": ", ".join(agency.copies),
    }


_TEXTS = {name: _texts(agency) for name, agency in AGENCIES.items()}


def _text(name: str, title: str, width: float, style: str = "cell_wrap") -> Given:
    return Given(name, title, width, style=style, values=lambda key: _TEXTS[key][name])


_GRID = Grid(
    _SHEET,
    "B",
    5,
    (
        _text("agency", "myndighet", 21, "cell_name"),
        _text("dnr", "dnr", 14),
        _text("beslut_nr", "beslut", 15),
        _text("adress1", "adress, rad 1", 13),
        _text("adress2", "adress, rad 2", 17),
        _text("goals", "delmål", 30),
        _text("note", "beslutet säger också", 36),
        _text("copies", "kopia till", 30),
    ),
    tuple(_TEXTS),
    heights=(10, 22, 0),
)


def states(name: str) -> bool:
    """Tell whether the decisions may state what an input of this name asks for."""
    return name in _GRID.names


def known(name: str) -> str:
    """Return the formula of what the chosen agency's decision states, or an empty text."""
    return f'INDEX({_GRID[name]},MATCH(myndighet,{_GRID["agency"]},0))&""'


def _draw(sheet: Sheet) -> None:
    lead = "Det som regeringens beslut 2022-04-28 anger; tomt betyder inte känt"
    page.title(sheet, _SHEET, lead)
    sheet.heights({3: 10})
    _GRID.write(sheet)
    tallrows.heighten(sheet, _GRID)
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.freeze_panes(_GRID.head, 2)
    sheet.raw.set_selection("B1")


PAGE = Page(_SHEET, "help", widths(_GRID, margin=2), _draw, landscape=True)

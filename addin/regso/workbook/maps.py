"""What pages with a map have in common: the place of the picture, its classes, and its notes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from regso.core.measures.classing import EQUAL, FEWEST, MOST, QUANTILES
from regso.workbook import inputs, page, typetable
from regso.workbook.book import Sheet
from regso.workbook.declared import Input
from regso.workbook.facts import Facts
from regso.workbook.formulas import quoted
from regso.workbook.mapplace import (
    FACT,
    HEADED,
    KINDS,
    METHOD,
    NOT_YET,
    NUMBER,
    SHEET,
    blank,
)
from regso.workbook.page import Page
from regso.workbook.printed import emptypages
from regso.workbook.reference import source_grid, source_line

ROWS: Final = 27  # that the picture covers, of the usual height
NOTE: Final = (
    '"Kartan är en bild som regso render ritar. Den ändras inte när du byter område, år eller '
    'annat här: bildens egen rubrik säger vad den visar."'
)
CLASSES = (
    Input(
        METHOD,
        "Klassning",
        QUANTILES,
        f"{QUANTILES} (lika många områden), {EQUAL} (lika breda) eller egna gränser i procent, "
        "till exempel 5;10;15.",
        inputs.suggested((QUANTILES, EQUAL), "Skriv egna gränser så: 5;10;15."),
        "input_text",
        is_example=False,
    ),
    Input(
        NUMBER,
        "Klasser",
        5,
        "Antal klasser; egna gränser bestämmer det själva.",
        inputs.between("integer", FEWEST, MOST, f"Ange ett heltal från {FEWEST} till {MOST}."),
        "input_count",
        is_example=False,
    ),
)
BESIDE: Final = tuple(replace(item, label=f"Karta: {item.label.lower()}") for item in CLASSES)
NO_BORDERS: Final = (
    'INDEX(REGSO_KALLA("gränser",ar),3,2)&""=""',  # they have no source
    '"Kartan behöver områdenas gränser, som inte är inlästa: regso data update hämtar dem."',
)
_COLUMNS: Final = (1.5, *[22.2] * 6)  # as wide as the picture
_RIGHT: Final = "G"
_HEADING, _REASON = "B1", "B3"
_PICTURE: Final = 4
_NOTES: Final = _PICTURE + ROWS

Reason = tuple[str, str]  # formulas: the condition, and the sentence


@dataclass(frozen=True)
class MapPage:
    """A sheet with a map of shares beside other sheets of the same register.

    Attributes
    ----------
    heading, subtitle : str
        Formulas; the map has the heading too.
    drawn : str
        What the renderer draws, see `mapplace`.
    reasons : sequence of Reason
        Why there is no map; the first that holds is told.
    about : str
        A formula that says what of the other sheets the map shows.
    facts : Facts, optional
        Beside the page, with one that is called `KINDS`.
    """

    heading: str
    subtitle: str
    drawn: str
    reasons: Sequence[Reason]
    about: str
    facts: Facts | None = None

    @property
    def page(self) -> Page:
        """The sheet."""
        return Page(SHEET, "result", _COLUMNS, self._draw, landscape=True)

    def _draw(self, sheet: Sheet) -> None:
        typetable.title(sheet, _RIGHT, self.heading, self.subtitle)
        reason = reduce(lambda rest, r: f"IF({r[0]},{r[1]},{rest})", self.reasons[::-1], '""')
        # Without the add-in that is an error, and so must the reason be.
        sheet.across("B", _RIGHT, 3, reason, "lead", error_of=(source_grid().corner,))
        sheet.fact(HEADED, _HEADING)
        emptypages.empty_if(sheet, _REASON)
        place(sheet, _PICTURE, self.drawn, NOT_YET)
        shown = f'{quoted(SHEET)}!{_REASON}&""=""'
        texts = (NOTE, self.about, source_line())
        notes = [(f'IF({shown},{text},"")', "note", 14.0) for text in texts]
        page.lines(sheet, _RIGHT, notes, _NOTES)
        page.end(sheet, _RIGHT, _NOTES + len(texts) - 1)
        if self.facts is not None:
            self.facts.write(sheet)
            sheet.fact(KINDS, self.facts.cell(KINDS))


def place(sheet: Sheet, row: int, drawn: str, about: str) -> None:
    """Leave room for a map from a row on: an empty picture, with the text of what it will be."""
    sheet.fact(FACT, drawn)
    options = {"image_data": io.BytesIO(blank()), "object_position": 2, "description": about}
    sheet.raw.insert_image(f"B{row}", "karta.png", options)

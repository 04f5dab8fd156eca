"""What pages with a map have in common: the place of the picture, its classes, and its notes."""

from __future__ import annotations

import io
from typing import Final

from regso.core.measures.classing import EQUAL, FEWEST, MOST, QUANTILES
from regso.workbook import inputs
from regso.workbook.book import Sheet
from regso.workbook.declared import Input
from regso.workbook.mapplace import FACT, METHOD, NUMBER, blank

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


def place(sheet: Sheet, row: int, drawn: str, about: str) -> None:
    """Leave room for a map from a row on: an empty picture, with the text of what it will be."""
    sheet.fact(FACT, drawn)
    options = {"image_data": io.BytesIO(blank()), "object_position": 2, "description": about}
    sheet.raw.insert_image(f"B{row}", "karta.png", options)

"""The place of a map: what the template that has one and who draws it must agree on."""

from __future__ import annotations

from typing import Final

SHEET: Final = "Karta"
AREA, YEAR = "omrade", "ar"  # the names of the inputs that choose it
WIDTH, HEIGHT = 1500, 900  # pixels of the picture
DPI: Final = 150

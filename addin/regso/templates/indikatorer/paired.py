"""A column whose rows come in pairs: an indicator, and below it the country's values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from regso.templates.indikatorer.fields import NUMBERS
from regso.workbook import theme
from regso.workbook.addresses import Addresses, Formula, Key, Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col
from regso.workbook.typegrid import swatch

_COUNTRY = "riket"


def country_of(number: int) -> str:
    """Return the key of the row of the country below an indicator."""
    return f"{_COUNTRY}{number}"


ROWS: tuple[Key, ...] = tuple(key for n in NUMBERS for key in (n, country_of(n)))
COUNTRY_ROWS = tuple(key for key in ROWS if isinstance(key, str))


def number_of(row: Row) -> int:
    """Return the number of the indicator that a row is about."""
    key = row.key
    return key if isinstance(key, int) else int(key.removeprefix(_COUNTRY))


@dataclass(frozen=True)
class Paired(Col):
    """A column of indicators.

    Attributes
    ----------
    below : str or callable
        The formula of the rows of the country; empty where they are.
    kind : int
        The area type whose colour stands above the header, if there is one.
    """

    below: Formula = ""
    kind: int = 0
    small: ClassVar[Mapping[str, object]] = {
        "font_size": theme.SMALL, "font_color": theme.MUTED, "valign": "top",
    }  # fmt: skip

    def write(self, sheet: Sheet, row: Row) -> None:
        """Write the cell of an indicator, or of the country."""
        if isinstance(row.key, int):
            super().write(sheet, row)
            return
        wrap = {"text_wrap": True} if self.style == "plain_text" else {}
        look = {**self.small, **wrap}
        Col(self.name, formula=self.below, style=self.style, look=look).write(sheet, row)

    def write_over(self, sheet: Sheet, grid: Addresses, *, spans: bool) -> None:
        """Paint the colour of the type, or write what stands above the header."""
        if self.kind:
            swatch(sheet, f"{grid.letter(self.name)}{grid.head - 1}", self.kind)
        else:
            super().write_over(sheet, grid, spans=spans)

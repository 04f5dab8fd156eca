"""The sheet Namn: the indicators' names, measures, and what of the country they compare with."""

from __future__ import annotations

from regso.templates.indikatorer import fields
from regso.templates.indikatorer.fields import NUMBERS, column
from regso.workbook import page
from regso.workbook.book import Sheet
from regso.workbook.columns import Field, Given
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page

SHEET = "Namn"
TABLE = Grid(
    SHEET,
    "B",
    4,
    (
        Given("column", "kolumn", 9, values=column),
        Field("name", "namn", 62, inputs=dict(zip(NUMBERS, fields.NAMES, strict=True))),
        Field("measure", "mått", 12, inputs=dict(zip(NUMBERS, fields.MEASURED, strict=True))),
        Field("country", "jämförelse: rikets publicerade värde (får vara tom)", 70,
              inputs=dict(zip(NUMBERS, fields.COMPARED, strict=True))),
    ),
    NUMBERS,
)  # fmt: skip


COMPARED = f'SUMPRODUCT(--({TABLE["country"]}&""<>""))'  # how many are compared with the country


def _draw(sheet: Sheet) -> None:
    page.title(sheet, SHEET, "Vad indikatorerna i Indata heter, hur de mäts och vad de jämförs med")
    TABLE.write(sheet)
    sheet.raw.freeze_panes(TABLE.head, 0)
    page.end(sheet, TABLE.right, TABLE.last, select=TABLE.cell("name", 1))


PAGE = Page(SHEET, "input", widths(TABLE), _draw)


def is_rate(number: int) -> str:
    """Return the condition that an indicator is a rate per 1,000."""
    return f'{TABLE["measure", number]}="{fields.RATE}"'


def is_compared(number: int) -> str:
    """Return the condition that an indicator has a value of the country to compare with."""
    return f'{TABLE["country", number]}&""<>""'


def name_of(number: int) -> str:
    """Return the formula of an indicator's name."""
    name = TABLE["name", number]
    return f'IF({name}="","Indikator {number}",{name})'


def unit(number: int) -> str:
    """Return the formula of what a value is multiplied by: shares are shown in percent."""
    return f"IF({is_rate(number)},1,100)"

"""The chart of the sheet Indikatorer: how type 1 and type 5 differ in each share.

It has a row of the sheet for each indicator, and is as high as those that are used. Rates have no
place on its scale.
"""

from __future__ import annotations

from regso.templates.indikatorer.counts import is_used
from regso.templates.indikatorer.fields import NUMBERS
from regso.templates.indikatorer.gaps import GAPS
from regso.templates.indikatorer.names import is_rate, name_of
from regso.workbook import theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.charts.bars import Differences, differences
from regso.workbook.charts.typebars import ABOUT
from regso.workbook.columns import Col
from regso.workbook.grid import Grid
from regso.workbook.typegrid import LEVEL

SHEET = "Indikatorer"
_TOP = 5  # the first row of the chart
_AXIS = 2  # rows of its scale
HEADING = _TOP - 1
LAST = _TOP + len(NUMBERS) + _AXIS - 1
_FEW, _MANY = 4, 12
_HIGH, _LOW, _LEAST, _SCALE = 19.0, 8.5, 10.0, 20.0  # points of rows
_POINT = 4 / 3  # pixels
ALT_TEXT = (
    "Skillnaden mellan typ 1 och typ 5 för varje andel, som liggande staplar med intervall; samma "
    "tal står i tabellen nedanför."
)


def _label(row: Row) -> str:
    number = int(row.key)
    gap = GAPS["difference", number]
    hidden = f'IF({gap}&""=".."," (..)","")'
    shown = f"AND({is_used(number)},NOT({is_rate(number)}))"
    return f'IF({shown},{name_of(number)}&{hidden},"")'


_PARTS = {
    "value": ("skillnad", "{difference}"),
    "down": ("nedåt", "{difference}-{low}"),
    "up": ("uppåt", "{high}-{difference}"),
    "low": ("nedre", "{low}"),
    "high": ("övre", "{high}"),
}


def _number(name: str) -> Col:
    title, formula = _PARTS[name]

    def text(row: Row) -> str:
        number = int(row.key)
        limits = {part: GAPS[part, number] for part in ("difference", "low", "high")}
        shown = f'AND({row.label}<>"",ISNUMBER({limits["difference"]}))'
        return f'IF({shown},{formula.format_map(limits)},"")'

    right = {"bottom": 1, "align": "right"}
    return Col(name, title, 9, text, "aside_number", head="aside", head_look=right)


def data(left: str) -> Grid:
    """Return the grid of what the chart draws, beside its rows from a column on."""
    label = Col("label", "indikator", 34, _label, "aside", head="aside", head_look={"bottom": 1})
    columns = (label, *map(_number, _PARTS))
    return Grid(SHEET, left, HEADING, columns, NUMBERS)


def _tall(place: int) -> float:
    """Return the height of the row of an indicator, from 0."""
    if place < _FEW:
        return _HIGH
    return _LOW if place < _MANY else _LEAST


def draw(sheet: Sheet, grid: Grid, right: str, width: int) -> None:
    """Write the heading, what the chart draws, and the chart over rows of its own."""
    sheet.put(f"{grid.letter('label')}{HEADING - 1}", ABOUT, "aside", bold=True)
    grid.write(sheet)
    heading = f'"Typ 1 − typ 5, procentenheter med "&{LEVEL}'
    sheet.across("B", right, HEADING, heading, "label", font_color=theme.BRAND)
    heights = {grid.number(n): _tall(i) for i, n in enumerate(NUMBERS)}
    heights |= dict.fromkeys(range(grid.last + 1, LAST + 1), _SCALE)
    sheet.heights({HEADING - 1: 6, HEADING: 20, **heights})
    cells = Differences(*(f"={grid[name]}" for name in grid.names))
    chart = differences(sheet.book, cells)
    pixels = sum(int(_POINT * points) for points in heights.values())
    chart.set_size({"width": width, "height": pixels})
    options = {"object_position": 4, "description": ALT_TEXT}
    sheet.raw.insert_chart(f"B{_TOP}", chart, options)

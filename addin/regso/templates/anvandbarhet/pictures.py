"""What the three pictures of the page draw, beside the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from regso.templates.anvandbarhet.tables import (
    DIVISIONS,
    EXPLAINED,
    LEVELS,
    TABLE,
    TARGETING,
    TYPE,
    key,
)
from regso.workbook import page, theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.charts import curves, typebars
from regso.workbook.charts.bars import LabelBars, label_bars
from regso.workbook.columns import Col
from regso.workbook.grid import Grid

SHEET = "Användbarhet"
_LINE = {"bottom": 1}
_HEAD = 2
_CURVE_WIDTH, _SIDE_WIDTH, _WIDE = 304, 480, 790
_CURVE_TEXT = (
    "Koncentrationskurva: andelen av de berörda mot andelen av alla, när typerna läggs till från "
    "1 till 5. Ligger kurvan på den streckade linjen säger typerna inget. Talen står på bladet "
    "Tabeller."
)
_UNIT_TEXT = (
    "Andelen av de berörda som nås i typ 1–2, och som mest med lika många personer i kommuner, "
    "RegSO och DeSO, som liggande staplar. Talen står på bladet Tabeller."
)
_EXPLAINED_TEXT = (
    "Andelen av skillnaderna mellan områden som ligger mellan län, kommuner, områdestyper, kommun "
    "× områdestyp och RegSO, som liggande staplar. Talen står på bladet Tabeller."
)


def _bars(
    left: str,
    head: int,
    keys: Sequence[str],
    value: Callable[[str], str],
    name: Callable[[str], str],
) -> Grid:
    """Return labels, values in percent, and a short bar where a value is not shown."""

    def of(row: Row) -> str:
        return value(str(row.key))

    def label(row: Row) -> str:
        return f'{name(str(row.key))}&IF({of(row)}&""=".."," (..)","")'

    def shown(row: Row) -> str:
        return f'IF(ISNUMBER({of(row)}),100*{of(row)},"")'

    def hidden(row: Row) -> str:
        values = row.grid["value"]
        stub = f"IF(COUNT({values})=0,1,MAX({values})/20)"
        return f'IF({of(row)}&""="..",{stub},"")'

    columns = (
        Col("label", "stapel", 30, label, "aside", head_look=_LINE),
        Col("value", "procent", 9, shown, "aside_number", head="aside", head_look=_LINE),
        Col("hidden", "dold", 9, hidden, "aside_number", head="aside", head_look=_LINE),
    )
    return Grid(SHEET, left, head, columns, keys)


def _with_persons(division: str) -> str:
    """Return the formula of a label that says what is explained between persons too."""
    persons = EXPLAINED["persons", key(division)]
    percent = f'SUBSTITUTE(ROUND(100*{persons},1)&"",".",",")'
    name = division.replace(f"× {TYPE}", "× typ")
    return f'"{name}"&IF(ISNUMBER({persons})," (personer "&{percent}&" %)","")'


def _level(level: str) -> str:
    return '"områdestyp 1–2"' if level == TYPE else f'"{level}, som bäst"'


CURVE = curves.points(SHEET, "H", _HEAD, TABLE)
UNITS = _bars(
    "K", _HEAD, LEVELS, lambda level: TARGETING["sensitivity", key(level)], _level
)  # fmt: skip
_EXPLAINED = _bars(
    "K", UNITS.last + 3, DIVISIONS, lambda name: EXPLAINED["areas", key(name)], _with_persons
)
GRIDS = (CURVE, UNITS, _EXPLAINED)


def write(sheet: Sheet, top: int, rows: int, low_rows: int) -> int:
    """Write what is drawn, and the three pictures with their headings; return the next row.

    The curve and the bars of the units stand side by side over `rows`, the others below.
    """
    sheet.put(f"{CURVE.letter('trials')}1", typebars.ABOUT, "aside", bold=True)
    curves.write_points(sheet, CURVE)
    UNITS.write(sheet)
    _EXPLAINED.write(sheet)
    brand = {"font_color": theme.BRAND}
    sheet.put(f"B{top}", "Så samlas de berörda från typ 1 till 5", "label", **brand)
    sheet.put(f"C{top}", "Andel av de berörda som nås med lika många personer, %", "label", **brand)
    curve = curves.curve(sheet.book, CURVE)
    curve.set_size({"width": _CURVE_WIDTH, "height": rows * page.ROW_PIXELS})
    page.chart(sheet, "B", top + 1, rows, curve, _CURVE_TEXT)
    _draw_bars(sheet, UNITS, ("C", top + 1, rows, _SIDE_WIDTH), "Andel av de berörda", _UNIT_TEXT)
    below = top + rows + 1
    heading = "Andel av skillnaderna mellan områden som ligger mellan grupperna, %"
    sheet.put(f"B{below}", heading, "label", **brand)
    place = ("B", below + 1, low_rows, _WIDE)
    _draw_bars(sheet, _EXPLAINED, place, "Andel av skillnaderna", _EXPLAINED_TEXT)
    sheet.heights({top: 20, below: 20})
    return below + low_rows + 1


def _draw_bars(
    sheet: Sheet, grid: Grid, place: tuple[str, int, int, int], name: str, about: str
) -> None:
    left, top, rows, width = place
    cells = LabelBars(*(f"={grid[column]}" for column in ("label", "value", "hidden")))
    chart = label_bars(sheet.book, name, cells, most=100)
    chart.set_size({"width": width, "height": rows * page.ROW_PIXELS})
    page.chart(sheet, left, top, rows, chart, about)

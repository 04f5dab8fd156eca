"""The bars of the five types beside a grid: what the chart draws, and the chart."""

from __future__ import annotations

from typing import NamedTuple

from regso.core.areas.areatypes import TYPES
from regso.workbook import page, theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.charts.bars import TypeBars, type_bars
from regso.workbook.columns import Col
from regso.workbook.grid import Grid
from regso.workbook.typegrid import SHORT, drawn

ABOUT = "Diagramdata (skrivs inte ut)"


class Values(NamedTuple):
    """The columns of a grid whose value and limits the bars show."""

    value: str = "value"
    low: str = "low"
    high: str = "high"


def bars(grid: Grid, left: str, unit: str = "1", values: Values = Values()) -> Grid:  # noqa: B008
    """Return the grid of what the chart draws: labels, values, intervals, and what is hidden.

    Parameters
    ----------
    grid : Grid
        With the types among its rows.
    left : str
        The first column of the data.
    unit : str
        The formula of what values are multiplied by, such as 100 for percent.
    values : Values
    """

    def of(row: Row) -> tuple[str, str, str]:
        value, low, high = (getattr(row.of(grid), name) for name in values)
        return value, low, high

    def label(row: Row) -> str:
        value, _, _ = of(row)
        return (
            f'"{SHORT[int(row.key)]}"&IF(ISNUMBER({value}),IF({value}=0," (0)",""),'
            f'IF(ISTEXT({value}),IF({value}&""="",""," ("&{value}&")"),""))'
        )

    def shown(row: Row) -> str:
        value, _, _ = of(row)
        return f"IF(ISNUMBER({value}),{value}*{unit},{value})"

    def length(row: Row, difference: str) -> str:
        numbers = ",".join(f"ISNUMBER({cell})" for cell in of(row))
        return f'IF(AND({numbers}),({difference})*{unit},"")'

    def down(row: Row) -> str:
        value, low, _ = of(row)
        return length(row, f"{value}-{low}")

    def up(row: Row) -> str:
        value, _, high = of(row)
        return length(row, f"{high}-{value}")

    def hidden(row: Row) -> str:
        value, _, _ = of(row)
        every = row.grid["value"]
        stub = f"IF(COUNT({every})=0,1,MAX({every})/20)"
        return f'IF(ISTEXT({value}),IF({value}&""="..",{stub},""),"")'

    def number(name: str, title: str, formula: object) -> Col:
        right = {"bottom": 1, "align": "right"}
        return Col(name, title, 9, formula, "aside_number", head="aside", head_look=right)  # type: ignore[arg-type]

    text = Col("label", "områdestyp", 34, label, "aside", head="aside",
               head_look={"bottom": 1, "align": "left"})  # fmt: skip
    columns = (
        text,
        number("value", "värde", shown),
        number("down", "nedåt", down),
        number("up", "uppåt", up),
        number("hidden", "dold", hidden),
    )
    return Grid(grid.sheet, left, grid.head, columns, TYPES)


class ChartPlace(NamedTuple):
    """Where the chart stands on a page: its first row, its rows, its width, the page's columns."""

    top: int
    rows: int
    width: int
    right: str


def draw(
    sheet: Sheet, data: Grid, place: ChartPlace, heading: str, about: str, *, reach: str = ""
) -> None:
    """Write the data of the chart, a heading above it, and the chart.

    `reach` has the cells that the axis must have room for, such as upper limits of long intervals.
    """
    sheet.put(f"{data.letter('label')}{data.head - 1}", ABOUT, "aside", bold=True)
    data.write(sheet)
    sheet.across("B", place.right, place.top - 1, heading, "label", font_color=theme.BRAND)
    sheet.heights({place.top - 2: 10, place.top - 1: 20})
    cells = [drawn(data, name) for name in ("label", "value", "down", "up", "hidden")]
    label, value, down, up, hidden = cells
    chart = type_bars(sheet.book, TypeBars(label, value, down, up, hidden, reach and f"={reach}"))
    chart.set_size({"width": place.width, "height": place.rows * page.ROW_PIXELS})
    page.chart(sheet, "B", place.top, place.rows, chart, about)

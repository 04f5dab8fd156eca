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
from regso.workbook.numerals import in_words
from regso.workbook.typegrid import drawn, of_types

ABOUT = "Diagramdata (skrivs inte ut)"
_TOLD, _GAP = 33, 4  # heights of the sentence, and of the row between the chart and what follows


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
        said = in_words(f"{value}*{unit}")
        return (
            f'"{theme.TYPE_NAMES[int(row.key)]}"&IF(ISNUMBER({value}),":  "&{said},'
            f'IF(ISTEXT({value}),IF({value}&""="","",":  "&{value}),""))'
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
    """Where the chart stands on a page: its first row, its rows, its width, the page's columns.

    `sized` as for `page.chart`.
    """

    top: int
    rows: int
    width: int
    right: str
    sized: bool = False


def sentence(grid: Grid, measure: str, after: str = "", values: Values = Values()) -> str:  # noqa: B008
    """Return the formula of what a table by type allows to be said.

    Parameters
    ----------
    grid : Grid
        With the types among its rows.
    measure, after : str
        Formulas: the measure as REGSO_SLUTSATS has it, and the words after a value.
    values : Values
    """
    cells = (of_types(grid, name) for name in values)
    return f"REGSO_SLUTSATS({','.join(filter(None, (*cells, measure, after)))})"


def draw(  # noqa: PLR0913 - each is a thing of its own that is written
    sheet: Sheet,
    data: Grid,
    place: ChartPlace,
    heading: str,
    about: str,
    *,
    reach: str = "",
    told: str = "",
) -> None:
    """Write the data of the chart, a heading above it, and the chart.

    `reach` has the cells that the axis must have room for, such as upper limits of long intervals.
    `told` is the formula of a sentence above the heading; the two take a row of the chart each.
    """
    sheet.put(f"{data.letter('label')}{data.head - 1}", ABOUT, "aside", bold=True)
    data.write(sheet)
    sheet.heights({place.top - 2: 10, place.top - 1: 20})
    if told:
        cell = f"{data.letter('label')}{data.last + 2}"
        # Calc makes an error in a range #VALUE!, whichever it is.
        values = [data["value", kind] for kind in TYPES]
        sheet.formula_in(cell, told, theme.style("aside"), error_of=values)
        page.lines(sheet, place.right, [(cell, "wrap", _TOLD)], place.top - 1)
        sheet.heights({place.top: 20, place.top + place.rows - 1: _GAP})
        place = place._replace(top=place.top + 1, rows=place.rows - 2)
    sheet.across("B", place.right, place.top - 1, heading, "label", font_color=theme.BRAND)
    cells = [drawn(data, name) for name in ("label", "value", "down", "up", "hidden")]
    label, value, down, up, hidden = cells
    chart = type_bars(sheet.book, TypeBars(label, value, down, up, hidden, reach and f"={reach}"))
    chart.set_size({"width": place.width, "height": place.rows * page.ROW_PIXELS})
    page.chart(sheet, "B", place.top, place.rows, chart, about, sized=place.sized)

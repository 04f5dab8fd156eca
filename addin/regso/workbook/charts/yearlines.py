"""Lines of the five types over years, with a gap wherever a value must not be shown.

Excel draws a text as 0 and closes the gap of #N/A, so a line through the cells of the table would
show what is hidden. Here a series is pairs of points, a year and the next, with a truly empty row
between them, which every spreadsheet draws as a gap. A pair where one value is hidden is the other
one twice, and a pair without values repeats the pair before it. The name of a type stands at the
end of its line, as the label of a series that is that point alone.
"""

from __future__ import annotations

from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from regso.core.areas.areatypes import TYPES
from regso.workbook import theme
from regso.workbook.book import Sheet
from regso.workbook.charts.look import Chart, font, line_axes, plain
from regso.workbook.formulas import quoted
from regso.workbook.grid import Grid

_OUTSIDE = -1  # below the axis, which begins at 0: nothing is drawn
_PAIR = 3  # rows of a pair: two points and the gap
_LABEL = '[=0]"..";""'
_MARKERS = {1: "circle", 2: "square", 3: "triangle", 4: "diamond", 5: "circle"}
_DASHES = {1: "solid", 2: "long_dash", 3: "solid", 4: "dash", 5: "round_dot"}
_HOLLOW = frozenset({5})


class YearTable(NamedTuple):
    """A grid whose rows are years, some of them empty, with a column per type.

    Attributes
    ----------
    grid : Grid
        With the columns `year` and `type1` to `type5`.
    unit : str
        The cell with what values are multiplied by, such as 100 for percent.
    """

    grid: Grid
    unit: str

    def year(self, row: int) -> str:
        """Return the year of a row, counted from 0."""
        return self.grid["year", self.grid.rows[row]]

    def value(self, kind: int, row: int) -> str:
        """Return the value of a type in a row, counted from 0."""
        return self.grid[f"type{kind}", self.grid.rows[row]]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.grid.rows)


def chart_data(sheet: Sheet, table: YearTable, top: int, left: int) -> None:
    """Write what the chart draws: x and y per type, then x and y of the years with hidden values.

    `top` is the row of the headers as users see it, `left` a column counted from 0.
    """
    for kind in TYPES:
        column = left + 2 * (kind - TYPES[0])
        _titles(sheet, top, column, f"typ {kind}")
        _points_of_type(sheet, table, kind, top + 1, column)
        _end_of_line(sheet, table, top, column)
    column = left + 2 * len(TYPES)
    _titles(sheet, top, column, "dold")
    _hidden_years(sheet, table, top + 1, column)


def lines(sheet: Sheet, table: YearTable, top: int, left: int) -> Chart:
    """Return the chart that draws what `chart_data` wrote."""
    chart = sheet.book.chart("scatter")
    last = top + _PAIR * (table.rows - 1) - 1
    for kind in TYPES:
        colour = theme.TYPE_COLOURS[kind]
        fill = "#FFFFFF" if kind in _HOLLOW else colour
        chart.add_series(
            {
                "name": theme.TYPE_NAMES[kind],
                **_cells(sheet, left + 2 * (kind - TYPES[0]), top + 1, last),
                "line": {"color": colour, "width": 2.5, "dash_type": _DASHES[kind]},
                "marker": {
                    "type": _MARKERS[kind],
                    "size": 8,
                    "fill": {"color": fill},
                    "border": {"color": theme.OUTLINE, "width": 1},
                },
            },
        )
    chart.add_series(
        {
            "name": "Året har värden som inte visas (..)",
            **_cells(sheet, left + 2 * len(TYPES), top + 1, top + table.rows),
            "line": {"none": True},
            "marker": {"type": "x", "size": 8, "border": {"color": theme.INK, "width": 1.5}},
            "data_labels": {
                "value": True,
                "position": "above",
                "num_format": _LABEL,
                "font": {**font(11), "bold": True},
            },
        },
    )
    for kind in TYPES:
        chart.add_series(_name_of_type(sheet, kind, left + 2 * (kind - TYPES[0]), last + 3))
    line_axes(chart)
    plain(chart)
    chart.set_plotarea({"layout": {"x": 0.05, "y": 0.04, "width": 0.7, "height": 0.85}})
    chart.show_blanks_as("gap")
    return chart


def _name_of_type(sheet: Sheet, kind: int, column: int, row: int) -> dict[str, object]:
    """Return the series that writes the name of a type beside the last point of its line."""
    return {
        "name": theme.TYPE_NAMES[kind],
        **_cells(sheet, column, row, row),
        "line": {"none": True},
        "marker": {"type": "none"},
        "data_labels": {
            "series_name": True,
            "value": False,
            "position": "right",
            "font": font(theme.SMALL),
        },
    }


def _end_of_line(sheet: Sheet, table: YearTable, top: int, column: int) -> None:
    """Write the last point of a type that is shown, below its points and an empty row."""
    x, y = _letters(column), _letters(column + 1)
    first, last = top + 1, top + _PAIR * (table.rows - 1) - 1
    years, row = f"{x}{first}:{x}{last}", last + 3
    _number(sheet, f"{x}{row}", f"MAX({years})")
    _number(sheet, f"{y}{row}", f"INDEX({y}{first}:{y}{last},MATCH({x}{row},{years},0))")


def _letters(column: int) -> str:
    return str(xl_col_to_name(column))


def _cells(sheet: Sheet, column: int, first: int, last: int) -> dict[str, str]:
    place = quoted(sheet.raw.get_name())
    x, y = _letters(column), _letters(column + 1)
    return {
        "categories": f"={place}!${x}${first}:${x}${last}",
        "values": f"={place}!${y}${first}:${y}${last}",
    }


def _titles(sheet: Sheet, row: int, column: int, name: str) -> None:
    for at, text in ((column, f"{name}: år"), (column + 1, "värde")):
        sheet.put(f"{_letters(at)}{row}", text, "aside", bottom=1, align="right")


def _points_of_type(sheet: Sheet, table: YearTable, kind: int, top: int, column: int) -> None:
    x, y = _letters(column), _letters(column + 1)
    first = table.year(0)
    before = (f"IF(ISNUMBER({first}),{first},0)", f"{_OUTSIDE}")
    pairs = range(table.rows - 1)
    # Calc does not draw a pair that begins where the one before it ended.
    for at_pair, row in enumerate([*pairs[::2], *pairs[1::2]]):
        for at, (one, other) in enumerate(((row, row + 1), (row + 1, row)), top + _PAIR * at_pair):
            here, there = (table.value(kind, r) for r in (one, other))
            years = (table.year(one), table.year(other), before[0])
            _number(sheet, f"{x}{at}", _shown((here, there), years))
            values = (f"{here}*{table.unit}", f"{there}*{table.unit}", before[1])
            _number(sheet, f"{y}{at}", _shown((here, there), values))
        end = top + _PAIR * at_pair + 1
        before = (f"{x}{end}", f"{y}{end}")


def _shown(shown: tuple[str, str], values: tuple[str, str, str]) -> str:
    """Return the formula of the first of three values whose number is shown, else the last."""
    one, other, otherwise = values
    return f"IF(ISNUMBER({shown[0]}),{one},IF(ISNUMBER({shown[1]}),{other},{otherwise}))"


def _hidden_years(sheet: Sheet, table: YearTable, top: int, column: int) -> None:
    x, y = _letters(column), _letters(column + 1)
    before = "0"
    for row in range(table.rows):
        year, key = table.year(row), (table.grid.rows[row],)
        types = table.grid.span(f"type{TYPES[0]}", f"type{TYPES[-1]}", key)
        hidden = f'IF(SUMPRODUCT(({types}&""="..")*1)>0,0,{_OUTSIDE})'
        at = top + row
        _number(sheet, f"{x}{at}", f"IF(ISNUMBER({year}),{year},{before})")
        _number(sheet, f"{y}{at}", hidden)
        before = f"{x}{at}"


def _number(sheet: Sheet, cell: str, formula: str) -> None:
    """Write a formula whose value is a number before it is calculated too.

    Of years that are not numbers yet, XlsxWriter would make texts on the axis.
    """
    look = theme.style("aside_number", num_format="General")
    sheet.formula_in(cell, formula, look, value=0)

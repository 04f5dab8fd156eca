"""The sums from the first month on the sheet Uppföljning, and their chart."""

from __future__ import annotations

from regso.templates.uppdraget import budget, costs, months
from regso.templates.uppdraget.months import FIRST, LAST, MONTHS, PERCENT
from regso.templates.uppdraget.totals import TOTAL
from regso.workbook import theme
from regso.workbook.addresses import Formula, Key, by_key
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid

_LABELS = {
    "utfall": "Utfall",
    "plan": "Budget",
    "prognos": "Prognos",
    "disponibelt": "Disponibelt",
    "over": "Utfall − budget",
    "share": "i procent av budget",
}
_PERCENT: theme.Style = {"num_format": PERCENT}
_ALT_TEXT = (
    "Ackumulerat utfall per månad som staplar, med linjer för budget, prognos och disponibelt "
    "belopp; samma tal står i tabellen ovanför."
)
_LINES = (
    ("plan", theme.MUTED, "solid", "none"),
    ("prognos", theme.BRAND, "dash", "diamond"),
    ("disponibelt", theme.BAD_INK, "round_dot", "none"),
)
_FONT = {"name": theme.FONT, "size": 12, "color": theme.INK}


def _month(number: int, name: str) -> Col:
    """Return the column of the sums up to a month."""
    day = costs.TABLE.title(name)
    spent, planned = costs.SUMS[name, TOTAL], budget.PLANNED[name, TOTAL]
    taken = f'IF({costs.TABLE.above(name)}="utfall",{spent},{planned})'
    before = f"{{{MONTHS[number - 1]}}}+" if number else ""  # the cell to the left
    formulas: dict[str, Formula] = {
        "utfall": f'IF({day}<=avstamningsdag,SUM({costs.SUMS.span(FIRST, name)}),"")',
        "plan": f"SUM({budget.PLANNED.span(FIRST, name)})",
        "prognos": before + taken,
        "disponibelt": "disponibelt",
        "over": lambda row: _if_past(day, f"{row.grid[name, 'utfall']}-{row.grid[name, 'plan']}"),
        "share": lambda row: _if_past(
            day,
            f'IF({row.grid[name, "plan"]}=0,"",{row.grid[name, "over"]}/{row.grid[name, "plan"]})',
        ),
    }
    return Col(name, f"={day}", months.WIDTH, by_key(formulas), "cell_money", months.SHRUNK,
               head_look=months.HEAD_LOOK)  # fmt: skip


def _if_past(day: str, formula: str) -> str:
    """Return the formula in the months that the day of the status has reached."""
    return f'IF({day}<=avstamningsdag,{formula},"")'


def _look(key: Key) -> theme.Style:
    return _PERCENT if key == "share" else {}


TABLE = Grid(
    costs.SHEET,
    "B",
    costs.SUMS.last + 2,
    (
        Given("label", "ackumulerat", 30, style="cell_name", look={"valign": "vcenter"},
              values=_LABELS),
        *(_month(number, name) for number, name in enumerate(MONTHS)),
        Col("edge"),  # the air between the last month and the edge of the table
    ),
    tuple(_LABELS),
    look=_look,
    heights=(10, 20, 17),
)  # fmt: skip


def _series(key: str, **look: object) -> dict[str, object]:
    return {
        "name": f"={TABLE['label', key]}",
        "categories": f"={costs.TABLE.title(FIRST, LAST)}",
        "values": f"={months.of_row(TABLE, key)}",
        **look,
    }


def draw_chart(sheet: Sheet, left: str, top: int) -> None:
    """Write a heading in a cell, and place the chart below it."""
    chart = sheet.book.chart("column")
    chart.add_series(_series("utfall", fill={"color": theme.TYPE_COLOURS[2]}, gap=60))
    lines = sheet.book.chart("line")
    for key, colour, dash, marker in _LINES:
        line = {"color": colour, "width": 2, "dash_type": dash}
        look = {"type": marker, "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
        lines.add_series(_series(key, line=line, marker=look))
    chart.combine(lines)
    chart.set_x_axis({"num_font": _FONT, "num_format": months.FORMAT, "text_axis": True})
    grid = {"visible": True, "line": {"color": theme.RULE, "width": 0.5}}
    chart.set_y_axis(
        {"num_font": _FONT, "num_format": theme.COUNT, "min": 0, "major_gridlines": grid,
         "line": {"none": True}}
    )  # fmt: skip
    chart.set_legend({"position": "top", "font": _FONT})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 965, "height": 272})
    sheet.put(f"{left}{top}", "Ackumulerat, kronor", "label", font_color=theme.BRAND)
    options = {"object_position": 2, "description": _ALT_TEXT}
    sheet.raw.insert_chart(f"{left}{top + 1}", chart, options)

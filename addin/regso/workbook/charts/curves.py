"""The concentration curve: how the cases gather as the types are added, from type 1 on."""

from __future__ import annotations

from regso.core.areas.areatypes import TYPES
from regso.workbook import theme
from regso.workbook.addresses import Row
from regso.workbook.book import Book, Sheet
from regso.workbook.charts.look import Chart, font, plain
from regso.workbook.columns import Col
from regso.workbook.grid import Grid

_POINTS = (0, *TYPES)
_RULE = {"visible": True, "line": {"color": theme.RULE, "width": 0.5}}


def points(sheet: str, left: str, head: int, table: Grid) -> Grid:
    """Return what the curve draws: the share of all persons and of the cases, up to each type.

    All are 0 where a count of a type is not shown.

    Parameters
    ----------
    sheet, left, head
        Where the grid stands.
    table : Grid
        With the types among its rows, and the columns `events` and `trials`.
    """
    counts = [table.span(column, rows=TYPES) for column in ("trials", "events")]
    known = ",".join(f"COUNT({cells})={len(TYPES)},SUM({cells})>0" for cells in counts)

    def share(column: str) -> Col:
        cells = table.span(column, rows=TYPES)

        def formula(row: Row) -> str:
            if row.key == 0:
                return "0"
            reached = table.span(column, rows=TYPES[: int(row.key)])
            return f"IF(AND({known}),100*SUM({reached})/SUM({cells}),0)"

        title = {"trials": "alla, %", "events": "berörda, %"}[column]
        return Col(column, title, 10, formula, "aside_number", head="aside",
                   head_look={"bottom": 1, "align": "right"})  # fmt: skip

    return Grid(sheet, left, head, (share("trials"), share("events")), _POINTS)


def write_points(sheet: Sheet, grid: Grid) -> None:
    """Write the points as numbers also before they are calculated, which an axis needs."""
    for column in grid.columns:
        column.write_title(sheet, grid, spans=False)
        for key in grid.rows:
            row = grid.at(key)
            look = column.style_of(row)
            sheet.formula_in(grid.cell(column.name, key), row.text(column.formula), look, value=0)


def curve(book: Book, grid: Grid) -> Chart:
    """Return the chart: the curve, and the line where the cases are spread as everyone is."""
    chart = book.chart("scatter", "straight_with_markers")
    x, y = f"={grid['trials']}", f"={grid['events']}"
    marker = {"type": "circle", "size": 7, "fill": {"color": theme.TYPE_COLOURS[1]},
              "border": {"color": theme.OUTLINE}}  # fmt: skip
    chart.add_series(
        {
            "name": "Berörda",
            "categories": x,
            "values": y,
            "line": {"color": theme.TYPE_COLOURS[1], "width": 2.25},
            "marker": marker,
        }
    )
    chart.add_series(
        {
            "name": "Jämn fördelning",
            "categories": x,
            "values": x,
            "line": {"color": theme.MUTED, "width": 1, "dash_type": "dash"},
            "marker": {"type": "none"},
        }
    )
    for axis, name in (
        (chart.set_x_axis, "andel av alla, typ 1 till 5, %"),
        (chart.set_y_axis, "andel av de berörda, %"),
    ):
        axis(
            {
                "name": name,
                "name_font": {**font(10, theme.MUTED), "bold": False},
                "num_font": font(10, theme.MUTED),
                "num_format": "0",
                "min": 0,
                "max": 100,
                "major_unit": 25,
                "major_gridlines": _RULE,
                "line": {"color": theme.MUTED},
            }
        )
    plain(chart)
    return chart

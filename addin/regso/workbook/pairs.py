"""A chart of two values per area type, to be compared within each type."""

from __future__ import annotations

from typing import Any, NamedTuple

from regso.workbook import theme
from regso.workbook.book import Book

_GAP, _OVERLAP = 55, -8
# A type without a value is drawn as 0, and must not be labelled so; the name of the type says
# what is really 0.
_NOT_ZERO = '[=0]"";'


class Pair(NamedTuple):
    """The cells that the chart draws, as references such as ``=Blad!$A$1:$A$5``.

    Attributes
    ----------
    labels : str
    names : tuple of str
        What the two values are called in the labels of the bars: short, such as A and B.
    values : tuple of str
    number_format : str
    """

    labels: str
    names: tuple[str, str]
    values: tuple[str, str]
    number_format: str


def type_pairs(book: Book, cells: Pair) -> Any:
    """Return a chart with two bars per type: the first filled, the second striped.

    Both have the colour of their type and are labelled with their names, so that neither the
    colour nor a legend is needed to tell them apart.
    """
    chart = book.chart("bar")
    colours = theme.TYPE_COLOURS.values()
    for i, (name, values) in enumerate(zip(cells.names, cells.values, strict=True)):
        chart.add_series(
            {
                "name": name,
                "categories": cells.labels,
                "values": values,
                "gap": _GAP,
                "overlap": _OVERLAP,
                "points": [_look(colour, striped=bool(i)) for colour in colours],
                "data_labels": {
                    "value": True,
                    "series_name": True,
                    "separator": " ",
                    "position": "outside_end",
                    "num_format": _NOT_ZERO + cells.number_format,
                    "font": _font(9, theme.INK),
                },
            },
        )
    _axes(chart, cells.number_format)
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    return chart


def _look(colour: str, *, striped: bool) -> dict[str, Any]:
    border = {"color": theme.OUTLINE, "width": 0.5}
    if not striped:
        return {"fill": {"color": colour}, "border": border}
    pattern = {"pattern": "dark_downward_diagonal", "fg_color": colour, "bg_color": "#FFFFFF"}
    return {"pattern": pattern, "border": border}


def _font(size: int, colour: str) -> dict[str, Any]:
    return {"name": theme.FONT, "size": size, "color": colour}


def _axes(chart: Any, number_format: str) -> None:
    """Put type 1 on top and the scale below, which reversing alone would move up."""
    chart.set_x_axis(
        {
            "num_format": number_format,
            "num_font": _font(9, theme.MUTED),
            "major_gridlines": {"visible": True, "line": {"color": theme.RULE, "width": 0.5}},
            "line": {"none": True},
            "min": 0,
        },
    )
    chart.set_y_axis(
        {
            "reverse": True,
            "crossing": "max",
            "num_font": _font(10, theme.INK),
            "line": {"color": theme.MUTED},
        },
    )

"""A chart of two values per area type, to be compared within each type."""

from __future__ import annotations

from typing import NamedTuple

from regso.workbook import theme
from regso.workbook.book import Book
from regso.workbook.charts.look import OUTLINED, Chart, bar_axes, font, plain

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


def type_pairs(book: Book, cells: Pair) -> Chart:
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
                    "font": font(theme.SMALL),
                },
            },
        )
    bar_axes(chart, cells.number_format)
    plain(chart)
    return chart


def _look(colour: str, *, striped: bool) -> dict[str, object]:
    if not striped:
        return {"fill": {"color": colour}, "border": OUTLINED}
    pattern = {"pattern": "dark_downward_diagonal", "fg_color": colour, "bg_color": "#FFFFFF"}
    return {"pattern": pattern, "border": OUTLINED}

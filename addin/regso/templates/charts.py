"""The charts of the templates."""

from __future__ import annotations

from typing import Any, NamedTuple

from regso.templates import theme
from regso.templates.book import Book

# A hidden or empty value is drawn as 0, and must not be labelled 0.
_LABEL = '[=0]"";[<1]0.00;#,##0.0'


class Whiskers(NamedTuple):
    """The cells with the lengths of the intervals, down and up from the values."""

    down: str
    up: str


def type_bars(book: Book, labels: str, values: str, whiskers: Whiskers) -> Any:
    """Return a chart with one bar per area type in its colour, each with its interval.

    Parameters
    ----------
    book : Book
    labels, values : str
        References to five cells each, such as ``=Blad!$A$1:$A$5``.
    whiskers : Whiskers
    """
    chart = book.bar_chart()
    chart.add_series(
        {
            "categories": labels,
            "values": values,
            "gap": 45,
            "points": [
                {"fill": {"color": colour}, "border": {"color": theme.OUTLINE, "width": 0.5}}
                for colour in theme.TYPE_COLOURS.values()
            ],
            "y_error_bars": {
                "type": "custom",
                "end_style": 0,  # with ends, an interval of no length would still be drawn
                "plus_values": whiskers.up,
                "minus_values": whiskers.down,
                "line": {"color": theme.BLACK, "width": 2},
            },
            "data_labels": {
                "value": True,
                "position": "inside_base",  # at the end the interval would cross it
                "num_format": _LABEL,
                "font": {"name": theme.FONT, "size": 10, "bold": True, "color": theme.INK},
                "fill": {"color": "#FFFFFF"},
            },
        },
    )
    _axes(chart)
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    return chart


def _axes(chart: Any) -> None:
    """Put type 1 on top and the scale below, which reversing alone would move up."""
    font = {"name": theme.FONT, "size": 10, "color": theme.INK}
    chart.set_x_axis(
        {
            "num_format": "General",
            "num_font": {**font, "color": theme.MUTED, "size": 9},
            "major_gridlines": {"visible": True, "line": {"color": theme.RULE, "width": 0.5}},
            "line": {"none": True},
            "min": 0,  # Excel would cut off the feet of bars of nearly the same length
        },
    )
    line = {"color": theme.MUTED}
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": font, "line": line})

"""The charts of the templates."""

from __future__ import annotations

from typing import NamedTuple

from regso.workbook import theme
from regso.workbook.book import Book
from regso.workbook.charts.look import OUTLINED, Chart, bar_axes, font, hatched, plain

_HIDDEN = "Uppgiften visas inte (..)"
_HIDDEN_LABEL = '".."'  # whatever the length of its stub


class TypeBars(NamedTuple):
    """The cells that a chart of the types draws: references such as ``=Blad!$A$1:$A$5``.

    Attributes
    ----------
    labels, values : str
    down, up : str
        The lengths of the intervals, down and up from the values.
    hidden : str
        The length of a short bar where the value must not be shown; empty elsewhere.
    reach : str
        What the axis must have room for though it is not drawn, such as the upper limits of long
        intervals: Calc looks at the bars alone.
    """

    labels: str
    values: str
    down: str
    up: str
    hidden: str
    reach: str = ""


def type_bars(book: Book, cells: TypeBars) -> Chart:
    """Return a chart with one bar per area type in its colour, each with a thin interval.

    The label of a type says its value too, where no bar or interval can cross it. A value that is
    not shown has a short hatched bar.
    """
    chart = book.chart("bar")
    chart.add_series(
        {
            "name": "Värde",
            "categories": cells.labels,
            "values": cells.values,
            "gap": 70,
            "overlap": 100,
            "points": [
                {"fill": {"color": colour}, "border": OUTLINED}
                for colour in theme.TYPE_COLOURS.values()
            ],
            "y_error_bars": {
                "type": "custom",
                "end_style": 0,  # with ends, an interval of no length would still be drawn
                "plus_values": cells.up,
                "minus_values": cells.down,
                "line": {"color": theme.INK, "width": 1},
            },
        },
    )
    chart.add_series(
        {
            "name": _HIDDEN,
            "categories": cells.labels,
            "values": cells.hidden,
            "pattern": hatched(),
            "border": OUTLINED,
        },
    )
    if cells.reach:
        chart.add_series({**_unseen(), "categories": cells.labels, "values": cells.reach})
    bar_axes(chart)
    plain(chart)  # the notes say what hatched bars are
    return chart


def _unseen() -> dict[str, object]:
    """Return the look of bars that only make room on the axis."""
    nothing = {"none": True}
    return {"name": "Diagrammets bredd", "fill": nothing, "border": nothing}


class LabelBars(NamedTuple):
    """The cells that a chart of anything but types draws: references, as those of `TypeBars`.

    Attributes
    ----------
    labels, values : str
    hidden : str
        The length of a short bar where the value must not be shown; empty elsewhere.
    """

    labels: str
    values: str
    hidden: str


def label_bars(book: Book, name: str, cells: LabelBars, *, most: float | None = None) -> Chart:
    """Return a chart with one bar per label, all in one colour; `name` is what they show.

    `most` is where the scale ends, such as 100 for percent; else the program decides. A value
    that is not shown has a short hatched bar with the label "..".
    """
    chart = book.chart("bar")
    filled = {"fill": {"color": theme.TYPE_COLOURS[2]}}
    for series, values, look, number_format in (
        (name, cells.values, filled, '[=0]"";#,##0.0'),
        (_HIDDEN, cells.hidden, {"pattern": hatched()}, _HIDDEN_LABEL),
    ):
        chart.add_series(
            {
                "name": series,
                "categories": cells.labels,
                "values": values,
                "gap": 40,
                "overlap": 100,
                "border": OUTLINED,
                "data_labels": {
                    "value": True,
                    "position": "outside_end",
                    "num_format": number_format,
                    "font": {**font(theme.SMALL), "bold": True},
                },
                **look,
            },
        )
    bar_axes(chart, most=most)
    plain(chart)
    return chart


class Differences(NamedTuple):
    """The cells of a chart of differences: references, as those of `TypeBars`.

    Attributes
    ----------
    labels, values, down, up : str
    low, high : str
        The limits, which the axis must have room for: Calc looks at the bars alone.
    """

    labels: str
    values: str
    down: str
    up: str
    low: str
    high: str


def differences(book: Book, cells: Differences) -> Chart:
    """Return a chart with one bar per label to the left or the right of 0, with its interval.

    A label in a row that is hidden has no place in it.
    """
    chart = book.chart("bar")
    chart.add_series(
        {
            "name": "Skillnad",
            "categories": cells.labels,
            "values": cells.values,
            "gap": 60,
            "overlap": 100,
            "fill": {"color": theme.TYPE_COLOURS[2]},
            "border": OUTLINED,
            "y_error_bars": {
                "type": "custom",
                "end_style": 0,
                "plus_values": cells.up,
                "minus_values": cells.down,
                "line": {"color": theme.INK, "width": 1},
            },
        },
    )
    for limits in (cells.low, cells.high):
        chart.add_series({**_unseen(), "categories": cells.labels, "values": limits})
    bar_axes(chart, least=None)
    chart.set_title({"none": True})
    plain(chart)
    return chart


def column_counts(book: Book, labels: str, values: str) -> Chart:
    """Return a chart of counts, one column each with its number on top; 0 has no number."""
    chart = book.chart("column")
    chart.add_series(
        {
            "name": "Antal",
            "categories": labels,
            "values": values,
            "gap": 60,
            "fill": {"color": theme.TYPE_COLOURS[1]},
            "data_labels": {
                "value": True,
                "num_format": '#,##0;;""',
                "font": {**font(theme.SMALL), "bold": True},
            },
        },
    )
    chart.set_x_axis({"num_font": font(theme.SMALL), "line": {"color": theme.MUTED}})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_title({"none": True})
    plain(chart)
    return chart

"""A chart as what is to be drawn: its series, its axes and how they look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

LINE, POINTS = "line", "xy"
NO_LINE: Final = ""


class Series(NamedTuple):
    """What is drawn in one colour, or one per point; None is no value.

    Attributes
    ----------
    name : str
    values, down, up : of each point; the two lengths of an interval may be missing
    colours : list of str
    hatched : bool
        Whether the bars stand for what is not shown.
    across : sequence
        The values along the other axis, of points in a plane.
    as_line : bool
        Whether it is a line over the bars of the other series.
    stroke : str
        Of a line, in the words of matplotlib; `NO_LINE` for markers alone.
    marker : str
        Of a line: "" for none, "x" for a value that is not shown.
    striped, named : bool
        Whether its bars are striped, and their labels begin with its name.
    """

    name: str
    values: list[float | None]
    down: list[float]
    up: list[float]
    colours: list[str]
    hatched: bool
    across: Sequence[float | None] = ()
    as_line: bool = False
    stroke: str = "-"
    marker: str = "o"
    striped: bool = False
    named: bool = False


class Axis(NamedTuple):
    """What an axis is of, where it begins and ends if the workbook says so, and its format."""

    title: str = ""
    least: float | None = None
    most: float | None = None
    form: str = ""


class DrawnChart(NamedTuple):
    """A chart of bars, columns, lines or points.

    Attributes
    ----------
    kind : str
        "bar", "col" (which may have lines over them), "line", or "xy" for points in a plane.
    stacked, overlapping, upside_down : bool
        How series of bars stand; whether the first category is on top.
    across, along : Axis
        The axis below, and the one on the left.
    """

    kind: str
    stacked: bool
    overlapping: bool
    upside_down: bool
    labels: list[str]
    series: list[Series]
    across: Axis = Axis()
    along: Axis = Axis()

    @property
    def is_plain(self) -> bool:
        """Whether every series is of the chart's own kind, over named categories."""
        return self.kind != POINTS and not any(series.as_line for series in self.series)

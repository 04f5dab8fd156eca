"""What the charts have in common: fonts, axes, and no frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from regso.workbook import theme

Options = Mapping[str, object]
OUTLINED = {"color": theme.OUTLINE, "width": 0.5}  # the border of bars
_GRID = {"visible": True, "line": {"color": theme.RULE, "width": 0.5}}


class Chart(Protocol):
    """What we use of a chart of XlsxWriter."""

    def add_series(self, options: Options) -> None:
        """Add a series."""

    def set_x_axis(self, options: Options) -> None:
        """Set the axis that XlsxWriter calls x."""

    def set_y_axis(self, options: Options) -> None:
        """Set the axis that XlsxWriter calls y."""

    def set_legend(self, options: Options) -> None:
        """Set the legend."""

    def set_title(self, options: Options) -> None:
        """Set the title."""

    def set_chartarea(self, options: Options) -> None:
        """Set the area behind the chart."""

    def set_size(self, options: Options) -> None:
        """Set the size, in pixels."""

    def set_plotarea(self, options: Options) -> None:
        """Set the area between the axes."""

    def combine(self, chart: Chart) -> None:
        """Draw another chart in the same place."""

    def show_blanks_as(self, option: str) -> None:
        """Set what an empty cell is drawn as."""


def font(size: float, colour: str = theme.INK) -> dict[str, object]:
    """Return a font."""
    return {"name": theme.FONT, "size": size, "color": colour}


def bar_axes(
    chart: Chart,
    number_format: str = "General",
    *,
    least: float | None = 0,
    most: float | None = None,
) -> None:
    """Put the first bar on top and the scale below, which reversing alone would move up.

    The scale begins at 0: Excel would cut off the feet of bars of nearly the same length. Without
    a least value it holds bars on both sides of 0, with the labels at its left side.
    """
    chart.set_x_axis(
        {
            "num_format": number_format,
            "num_font": font(theme.SMALL, theme.MUTED),
            "major_gridlines": _GRID,
            "line": {"none": True},
            **({} if least is None else {"min": least}),
            **({} if most is None else {"max": most}),
        },
    )
    line = {"color": theme.MUTED}
    place = {"label_position": "low"} if least is None else {}
    chart.set_y_axis(
        {"reverse": True, "crossing": "max", "num_font": font(theme.SMALL), "line": line, **place}
    )


def line_axes(chart: Chart) -> None:
    """Write every year below lines over years, and a scale from 0 at their left."""
    chart.set_x_axis(
        {
            "num_format": "0",
            "num_font": font(theme.SMALL),
            "major_unit": 1,
            "major_gridlines": {"visible": False},
            "line": {"color": theme.MUTED},
        },
    )
    chart.set_y_axis(
        {
            "num_format": "General",
            "num_font": font(theme.SMALL, theme.MUTED),
            "major_gridlines": _GRID,
            "line": {"none": True},
            "min": 0,
        },
    )


def plain(chart: Chart, *, legend: bool = False) -> None:
    """Draw no frame, and no legend unless told to, which then stands below."""
    chart.set_legend(
        {"position": "bottom", "font": font(theme.SMALL)} if legend else {"none": True}
    )
    chart.set_chartarea({"border": {"none": True}})


def hatched() -> dict[str, str]:
    """Return the pattern of a bar that stands for a value that is not shown."""
    return {
        "pattern": "wide_upward_diagonal",
        "fg_color": theme.MUTED,
        "bg_color": "#FFFFFF",
    }

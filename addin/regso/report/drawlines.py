"""Lines drawn over bars, and points in a plane, each as the workbook has it."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from regso.report.charts import NO_LINE, Axis, DrawnChart, Series
from regso.report.look import Look
from regso.report.shown import shown
from regso.workbook import theme

HIDDEN_MARK = "x"  # where a value is not shown
_NOTHING = float("nan")
_LETTERS = 9
_STEPS = [1, 2, 2.5, 5, 10]


def draw_over(axes: Axes, lines: Sequence[Series], look: Look) -> None:
    """Draw lines over the bars of a chart, along its categories."""
    for series in lines:
        _draw(axes, range(len(series.values)), series, look)


def draw_points(axes: Axes, chart: DrawnChart, look: Look) -> None:
    """Draw series of points in a plane with both of its axes and the names of the series."""
    for series in chart.series:
        _draw(axes, series.across, _within(series, chart.along), look)
    for axis, of, limit in (
        (axes.xaxis, chart.across, axes.set_xlim),
        (axes.yaxis, chart.along, axes.set_ylim),
    ):
        are_years = _are_years(chart, of)
        form = "0" if are_years else ""
        axis.set_major_formatter(FuncFormatter(lambda value, _, form=form: tick(value, form)))
        axis.set_major_locator(MaxNLocator(6, steps=_STEPS, integer=are_years))
        limit(of.least, of.most)
        axis.set_label_text(of.title, fontsize=_LETTERS, color=theme.MUTED)
    axes.set_axisbelow(True)
    axes.grid(color=theme.RULE, linewidth=0.5)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=_LETTERS, labelcolor=theme.INK)
    handles, names = axes.get_legend_handles_labels()
    if len(names) > 1:
        axes.figure.legend(handles, names, fontsize=8.5, frameon=False, loc="outside lower center",
                           ncols=3)  # fmt: skip


def tick(value: float, form: str = "") -> str:
    """Return what is written at a place of an axis."""
    value = round(float(value), 10)  # NumPy has numbers of its own
    return shown(value, form or (theme.COUNT if value.is_integer() else "General"))


def _within(series: Series, axis: Axis) -> Series:
    """Return a series without the values below its axis, where a workbook puts what is unseen."""
    if axis.least is None:
        return series
    values = [None if v is None or v < axis.least else v for v in series.values]
    return series._replace(values=values)


def _are_years(chart: DrawnChart, of: Axis) -> bool:
    """Tell whether the values along the lower axis are whole, as years are."""
    values = [value for series in chart.series for value in series.across if value is not None]
    return of is chart.across and all(map(float.is_integer, values))


def _draw(axes: Axes, across: Sequence[float | None], series: Series, look: Look) -> None:
    along = [_NOTHING if value is None else value for value in series.values]
    if all(value is None for value in series.values):
        return
    places = [_NOTHING if value is None else value for value in across]
    colour = look.colour(series.colours[0]) if series.colours else theme.INK
    is_hidden = series.stroke == NO_LINE and series.marker == HIDDEN_MARK
    axes.plot(places, along, color=colour, linestyle=series.stroke or "none", linewidth=2,
              marker=series.marker or "none", markersize=6, label=series.name, zorder=4,
              markeredgecolor=theme.INK if is_hidden else theme.OUTLINE,
              markeredgewidth=1.5 if is_hidden else 0.6, clip_on=False)  # fmt: skip

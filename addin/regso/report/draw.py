"""Draw a chart as a PNG picture in the colours of the templates."""

from __future__ import annotations

import io
from typing import TypedDict

from matplotlib import font_manager, rc_context
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from regso.report.drawings import DrawnChart, Series
from regso.report.shown import shown
from regso.workbook import theme

_FONTS = ("Calibri", "Carlito", "DejaVu Sans")
_WIDTH, _HEIGHT, _ROW, _DPI = 6.3, 2.8, 0.42, 200  # inches, and dots per inch
_HATCH = "///"
_BAR = 0.66
_NOTHING = float("nan")  # no value is drawn as nothing, never as 0


class _Look(TypedDict, total=False):
    """How the bars of a series look, in the words of matplotlib."""

    color: str | list[str]
    edgecolor: str
    hatch: str
    linewidth: float
    label: str


def picture(chart: DrawnChart) -> bytes:
    """Return a chart as a PNG: the same chart gives the same bytes on the same machine."""
    known = set(font_manager.get_font_names())
    fonts = [name for name in _FONTS if name in known]
    with rc_context({"font.family": fonts, "hatch.linewidth": 0.8}):
        return _drawn(chart)


def _drawn(chart: DrawnChart) -> bytes:
    height = max(1.6, 0.7 + _ROW * len(chart.labels)) if chart.kind == "bar" else _HEIGHT
    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    if chart.kind == "line":
        _lines(axes, chart)
    else:
        _bars(axes, chart)
    _style(axes, chart)
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _bars(axes: Axes, chart: DrawnChart) -> None:
    places = list(range(len(chart.labels)))
    together = chart.stacked or chart.overlapping or len(chart.series) == 1
    width = _BAR if together else _BAR / len(chart.series)
    feet = [0.0] * len(places)
    for number, series in enumerate(chart.series):
        shift = 0.0 if together else (number - (len(chart.series) - 1) / 2) * width
        at = [place + shift for place in places]
        lengths = [_NOTHING if value is None else value for value in series.values]
        starts = feet if chart.stacked else [0.0] * len(places)
        look = _look(series, number, len(places))
        if chart.kind == "bar":
            axes.barh(at, lengths, width, left=starts, **look)
        else:
            axes.bar(at, lengths, width, bottom=starts, **look)
        _intervals(axes, chart, series, at)
        _labels(axes, chart, series, list(zip(at, starts, strict=True)))
        if chart.stacked:
            feet = [foot + (v or 0.0) for foot, v in zip(feet, series.values, strict=True)]
    set_ticks = axes.set_yticks if chart.kind == "bar" else axes.set_xticks
    set_ticks(places, chart.labels)
    if chart.upside_down:
        axes.invert_yaxis()


def _look(series: Series, number: int, points: int) -> _Look:
    if series.hatched:
        return {"color": "white", "edgecolor": theme.MUTED, "hatch": _HATCH, "linewidth": 0.8,
                "label": series.name}  # fmt: skip
    colours = (
        series.colours if len(series.colours) == points else [_colour(series, number)] * points
    )
    return {"color": colours, "edgecolor": theme.OUTLINE, "linewidth": 0.5, "label": series.name}


def _colour(series: Series, number: int) -> str:
    palette = list(theme.TYPE_COLOURS.values())
    return series.colours[0] if series.colours else palette[number % len(palette)]


def _intervals(axes: Axes, chart: DrawnChart, series: Series, at: list[float]) -> None:
    for place, value, down, up in zip(at, series.values, series.down, series.up, strict=False):
        if value is None or not (down or up):
            continue
        ends = (value - down, value + up)
        if chart.kind == "bar":
            axes.hlines(place, *ends, colors=theme.BLACK, linewidth=1.6, zorder=3)
        else:
            axes.vlines(place, *ends, colors=theme.BLACK, linewidth=1.6, zorder=3)


def _labels(
    axes: Axes, chart: DrawnChart, series: Series, places: list[tuple[float, float]]
) -> None:
    """Write each value at the foot of its bar, or on its top, and dots where none is shown."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    for (at, start), value in zip(places, series.values, strict=True):
        if not value:
            continue
        text = ".." if series.hatched else _label(value)
        if chart.kind == "bar":
            place, offset = (value if series.hatched else start, at), (4, 0)
            sides = ("left", "center")
        else:
            foot = chart.stacked or bool(series.up)  # on top an interval would cross it
            place, offset = (at, start if foot else value), (0, 3 if foot or value > 0 else -11)
            sides = ("center", "baseline")
        axes.annotate(text, place, offset, textcoords="offset points", ha=sides[0], va=sides[1],
                      color=theme.INK, fontsize=8.5, fontweight="bold", bbox=box,
                      zorder=4)  # fmt: skip


def _label(value: float) -> str:
    if value == int(value):
        return shown(value, theme.COUNT)
    return shown(value, theme.RATE if abs(value) >= 1 else theme.MEAN)


def _lines(axes: Axes, chart: DrawnChart) -> None:
    markers = "osD^v"
    for number, series in enumerate(chart.series):
        values = [_NOTHING if value is None else value for value in series.values]
        axes.plot(chart.labels, values, color=_colour(series, number), label=series.name,
                  marker=markers[number % len(markers)], linewidth=2, markersize=5,
                  markeredgecolor=theme.OUTLINE)  # fmt: skip


def _style(axes: Axes, chart: DrawnChart) -> None:
    scale = axes.xaxis if chart.kind == "bar" else axes.yaxis
    scale.set_major_formatter(FuncFormatter(lambda value, _: shown(round(value, 10))))
    values = [value for series in chart.series for value in series.values if value]
    scale.set_major_locator(
        MaxNLocator(6, steps=[1, 2, 2.5, 5, 10], integer=all(map(float.is_integer, values)))
    )
    axes.set_axisbelow(True)
    axes.grid(axis="x" if chart.kind == "bar" else "y", color=theme.RULE, linewidth=0.5)
    for side in ("top", "right", "bottom" if chart.kind == "bar" else "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=9, labelcolor=theme.INK)
    seen = [s for s in chart.series if s.name and any(s.values)]
    if len(seen) > 1 or any(s.hatched for s in seen):
        axes.legend(*_keys(axes, seen), fontsize=8.5, frameon=False, loc="upper center",
                    bbox_to_anchor=(0.5, -0.12), ncols=3)  # fmt: skip


def _keys(axes: Axes, seen: list[Series]) -> tuple[list[Artist], list[str]]:
    """Return the legend: the series that are drawn; one in a colour per point has no key."""
    named = [s.name for s in seen if s.hatched or len(s.colours) <= 1]
    pairs = [pair for pair in zip(*axes.get_legend_handles_labels(), strict=True)
             if pair[1] in named]  # fmt: skip
    return [handle for handle, _ in pairs], [text for _, text in pairs]

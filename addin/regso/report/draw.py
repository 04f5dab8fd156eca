"""Draw a chart as a picture, PNG or SVG, in the colours of the templates or of an agency.

A value with an interval is a dot with a thin whisker, and any other value a bar. In SVG each mark
has an id, ``value-0-2`` for the third value of the first series, and texts are texts.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal, NamedTuple, TypedDict

from matplotlib import font_manager, rc_context
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from regso.report.charts import LINE, POINTS, Axis, DrawnChart, Series
from regso.report.drawlines import draw_over, draw_points, tick
from regso.report.look import Look
from regso.report.shown import shown
from regso.workbook import theme

Form = Literal["png", "svg"]
FORMS: Final[tuple[Form, Form]] = ("svg", "png")
_FONTS = ("Calibri", "Carlito", "DejaVu Sans")
_WIDTH, _HEIGHT, _ROW, _DPI = 6.3, 2.8, 0.42, 200  # inches, and dots per inch
_HATCH, _STRIPES = "///", "\\\\\\\\"
_BAR = 0.66
_LETTERS, _SMALL_LETTERS = 80, 105  # of a line around a chart
_NOTHING = float("nan")  # no value is drawn as nothing, never as 0


class _Look(TypedDict, total=False):
    """How the bars of a series look, in the words of matplotlib."""

    color: str | list[str]
    edgecolor: str | list[str]
    hatch: str
    linewidth: float
    label: str


class Around(NamedTuple):
    """What stands around a chart that is on its own: its title, its source, and a mark."""

    title: str = ""
    source: str = ""
    mark: str = ""


def picture(
    chart: DrawnChart,
    look: Look = Look(),  # noqa: B008 - cannot be changed
    form: Form = "png",
    around: Around = Around(),  # noqa: B008 - cannot be changed
) -> bytes:
    """Return a chart as PNG or SVG: the same chart gives the same bytes on the same machine."""
    with drawing(look):
        figure = _drawn(chart, look)
        if around.title:
            figure.suptitle(textwrap.fill(around.title, _LETTERS), x=0.01, ha="left", fontsize=11,
                            fontweight="bold", color=look.brand, parse_math=False)  # fmt: skip
        if around.source:
            source = textwrap.fill(around.source, _SMALL_LETTERS)
            figure.supxlabel(source, x=0.01, ha="left", fontsize=7, color=theme.MUTED,
                             parse_math=False)  # fmt: skip
        return finished(figure, form, around.mark)


@contextmanager
def drawing(look: Look) -> Iterator[None]:
    """Draw in the font of a look, or one like it that the machine has."""
    known = set(font_manager.get_font_names())
    fonts = [name for name in (look.font, *_FONTS) if name in known]
    with rc_context(
        {"font.family": fonts, "hatch.linewidth": 0.8, "svg.fonttype": "none",
         "svg.hashsalt": "regso"}
    ):  # fmt: skip
        yield


def finished(figure: Figure, form: Form, mark: str = "") -> bytes:
    """Return a figure as a file, with a mark in its lower right corner."""
    if mark:
        figure.text(0.995, 0.01, mark, ha="right", va="bottom", fontsize=7, fontweight="bold",
                    color=theme.BAD_INK, parse_math=False)  # fmt: skip
    out = io.BytesIO()
    nothing = {"Software": None} if form == "png" else {"Date": None, "Creator": None}
    figure.savefig(out, format=form, metadata=nothing)
    return out.getvalue()


def _drawn(chart: DrawnChart, look: Look) -> Figure:
    height = max(1.6, 0.7 + _ROW * len(chart.labels)) if chart.kind == "bar" else _HEIGHT
    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    if chart.kind == POINTS:
        draw_points(axes, chart, look)
        return figure
    if chart.kind == LINE:
        _lines(axes, chart, look)
    else:
        lines = [series for series in chart.series if series.as_line]
        bars = chart._replace(series=[s for s in chart.series if not s.as_line])
        _bars(axes, bars, look, with_values=not lines)
        draw_over(axes, lines, look)
    _style(axes, chart)
    return figure


def _bars(axes: Axes, chart: DrawnChart, look: Look, *, with_values: bool) -> None:
    places = list(range(len(chart.labels)))
    together = chart.stacked or chart.overlapping or len(chart.series) == 1
    width = _BAR if together else _BAR / len(chart.series)
    feet = [0.0] * len(places)
    for number, series in enumerate(chart.series):
        shift = 0.0 if together else (number - (len(chart.series) - 1) / 2) * width
        at = [place + shift for place in places]
        lengths = [_NOTHING if value is None else value for value in series.values]
        starts = feet if chart.stacked else [0.0] * len(places)
        own = _look(series, number, len(places), look)
        if _has_intervals(series) and chart.kind == "bar":
            _dots(axes, number, series, at, own)
            continue
        bars = (
            axes.barh(at, lengths, width, left=starts, **own)
            if chart.kind == "bar"
            else axes.bar(at, lengths, width, bottom=starts, **own)
        )
        for mark, bar in enumerate(bars):
            bar.set_gid(f"value-{number}-{mark}")
        _intervals(axes, chart, series, at)
        if with_values:
            _labels(axes, chart, series, list(zip(at, starts, strict=True)))
        if chart.stacked:
            feet = [foot + (v or 0.0) for foot, v in zip(feet, series.values, strict=True)]
    set_ticks = axes.set_yticks if chart.kind == "bar" else axes.set_xticks
    set_ticks(places, chart.labels)
    if chart.upside_down:
        axes.invert_yaxis()


def _has_intervals(series: Series) -> bool:
    return any((*series.down, *series.up))


def _dots(axes: Axes, number: int, series: Series, at: list[float], own: _Look) -> None:
    """Draw values as dots, each with its interval as a thin line behind it."""
    colours = own["color"]
    for mark, (place, value) in enumerate(zip(at, series.values, strict=True)):
        if value is None:
            continue
        ends = (value - series.down[mark], value + series.up[mark])
        [line] = axes.plot(ends, [place, place], color=theme.INK, linewidth=1, zorder=2)
        line.set_gid(f"interval-{number}-{mark}")
        [dot] = axes.plot([value], [place], "o", color=colours[mark], markersize=9,
                          markeredgecolor=theme.OUTLINE, markeredgewidth=0.6, zorder=3)  # fmt: skip
        dot.set_gid(f"value-{number}-{mark}")
    if any(value is not None and value < 0 for value in series.values):
        axes.axvline(0, color=theme.MUTED, linewidth=0.8, zorder=1)
    else:
        axes.set_xlim(left=0)
    axes.set_ylim(-0.5, len(at) - 0.5)


def _look(series: Series, number: int, points: int, look: Look) -> _Look:
    if series.striped and len(series.colours) == points:
        return {"color": "white", "edgecolor": [look.colour(one) for one in series.colours],
                "hatch": _STRIPES, "linewidth": 1.2, "label": series.name}  # fmt: skip
    if series.hatched:
        return {"color": "white", "edgecolor": theme.MUTED, "hatch": _HATCH, "linewidth": 0.8,
                "label": series.name}  # fmt: skip
    colours = (
        [look.colour(one) for one in series.colours]
        if len(series.colours) == points
        else [_colour(series, number, look)] * points
    )
    return {"color": colours, "edgecolor": theme.OUTLINE, "linewidth": 0.5, "label": series.name}


def _colour(series: Series, number: int, look: Look) -> str:
    palette = list(look.types.values())
    return look.colour(series.colours[0]) if series.colours else palette[number % len(palette)]


def _intervals(axes: Axes, chart: DrawnChart, series: Series, at: list[float]) -> None:
    for place, value, down, up in zip(at, series.values, series.down, series.up, strict=False):
        if value is None or not (down or up):
            continue
        ends = (value - down, value + up)
        if chart.kind == "bar":
            axes.hlines(place, *ends, colors=theme.INK, linewidth=1, zorder=3)
        else:
            axes.vlines(place, *ends, colors=theme.INK, linewidth=1, zorder=3)


def _labels(
    axes: Axes, chart: DrawnChart, series: Series, places: list[tuple[float, float]]
) -> None:
    """Write each value at the foot of its bar, or on its top, and dots where none is shown."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    for (at, start), value in zip(places, series.values, strict=True):
        if not value:
            continue
        text = ".." if series.hatched else _label(value, _value_axis(chart).form)
        text = f"{series.name} {text}" if series.named else text
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


def _value_axis(chart: DrawnChart) -> Axis:
    return chart.across if chart.kind == "bar" else chart.along


def _label(value: float, form: str) -> str:
    if "%" in form:
        return shown(value, form)
    if value == int(value):
        return shown(value, theme.COUNT)
    return shown(value, theme.RATE if abs(value) >= 1 else theme.MEAN)


def _lines(axes: Axes, chart: DrawnChart, look: Look) -> None:
    markers = "osD^v"
    for number, series in enumerate(chart.series):
        values = [_NOTHING if value is None else value for value in series.values]
        axes.plot(chart.labels, values, color=_colour(series, number, look), label=series.name,
                  marker=markers[number % len(markers)], linewidth=2, markersize=5,
                  markeredgecolor=theme.OUTLINE)  # fmt: skip


def _style(axes: Axes, chart: DrawnChart) -> None:
    scale = axes.xaxis if chart.kind == "bar" else axes.yaxis
    of, limit = _value_axis(chart), axes.set_xlim if chart.kind == "bar" else axes.set_ylim
    form = of.form if "%" in of.form else ""
    scale.set_major_formatter(FuncFormatter(lambda value, _: tick(value, form)))
    limit(of.least, of.most)
    scale.set_label_text(of.title, fontsize=9, color=theme.MUTED)
    values = [value for series in chart.series for value in series.values if value]
    scale.set_major_locator(
        MaxNLocator(6, steps=[1, 2, 2.5, 5, 10], integer=all(map(float.is_integer, values)))
    )
    axes.set_axisbelow(True)
    axes.grid(axis="x" if chart.kind == "bar" else "y", color=theme.RULE, linewidth=0.5)
    for side in ("top", "right", "bottom" if chart.kind == "bar" else "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=9, labelcolor=theme.INK)
    seen = [s for s in chart.series if s.name and (any(s.values) or s.as_line)]
    if len(seen) > 1 or any(s.hatched for s in seen):
        axes.legend(*_keys(axes, seen), fontsize=8.5, frameon=False, loc="upper center",
                    bbox_to_anchor=(0.5, -0.12), ncols=3)  # fmt: skip


def _keys(axes: Axes, seen: list[Series]) -> tuple[list[Artist], list[str]]:
    """Return the legend: the series that are drawn; one in a colour per point has no key."""
    named = [s.name for s in seen if s.hatched or (len(s.colours) <= 1 and not s.named)]
    pairs = [pair for pair in zip(*axes.get_legend_handles_labels(), strict=True)
             if pair[1] in named]  # fmt: skip
    pairs.sort(key=lambda pair: named.index(pair[1]))  # lines come before bars otherwise
    return [handle for handle, _ in pairs], [text for _, text in pairs]

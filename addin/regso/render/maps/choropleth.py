"""Draw a map of own shares: classes as colours, and what is uncertain or hidden as hatches."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from regso.render.maps import canvas, legend
from regso.render.maps.insets import Box, frames
from regso.render.maps.lettering import Lettering
from regso.render.maps.view import Inset, MapArea, OwnView
from regso.workbook import theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_THIN, _KOMMUN = 0.25, 0.7  # widths of borders, points
_LABEL = 0.045  # of the picture, for the name of an inset
_FOOT, _SCALE = 0.06, 34  # room for the scale: of the height, and at least in pixels
_MANY = 600  # areas; from there on borders between them would be all that is seen


def drawn(view: OwnView) -> Figure:
    """Return the picture of a map, not yet written."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415

    figure = canvas.figure()
    FigureCanvasAgg(figure)  # measures every text with one renderer
    corners = np.concatenate([ring for area in view.areas for ring in area.rings])
    wide, high = np.ptp(corners, axis=0)
    place, insets = frames(float(wide / high), len(view.insets))
    main = figure.add_axes(place)
    main.set_gid("karta")
    _areas(main, view.areas, view.classes.number)
    _kommuner(main, view)
    _finish(figure, main)
    for inset, box in zip(view.insets, insets, strict=True):
        _inset(figure, box, inset, view)
    lettering = Lettering(main)
    _letters(lettering, view)
    insets_of = tuple(inset.code for inset in view.insets)
    lettering.names([kommun for kommun in view.kommuner if not kommun.code.startswith(insets_of)]
                    if insets_of else view.kommuner)  # fmt: skip
    if view.has_types:
        lettering.types(view.areas, view.classes.number)
    legend.write(figure, view)
    return figure


def _areas(axes: Axes, areas: Sequence[MapArea], number: int) -> None:
    from matplotlib.collections import PathCollection  # noqa: PLC0415

    axes.set_axis_off()
    axes.set_aspect("equal")
    width = _THIN / 2 if len(areas) > _MANY else _THIN
    for look in legend.looks(number):
        paths = [canvas.path(a.rings) for a in areas if a.rings and legend.look_of(a) == look.key]
        if not paths:
            continue
        # The border of a patch has the colour of its hatch, so it is drawn once more, above.
        axes.add_collection(
            PathCollection(paths, facecolor=look.colour, edgecolor=look.ink, hatch=look.hatch,
                           linewidth=0, gid=look.name)
        )  # fmt: skip
        axes.add_collection(
            PathCollection(paths, facecolor="none", edgecolor=theme.MUTED, linewidth=width)
        )


def _kommuner(axes: Axes, view: OwnView) -> None:
    from matplotlib.collections import PathCollection  # noqa: PLC0415

    if not view.kommuner:
        return
    paths = [canvas.path(kommun.rings) for kommun in view.kommuner]
    width = _KOMMUN if view.level == "RegSO" else _THIN
    axes.add_collection(
        PathCollection(
            paths, facecolor="none", edgecolor=theme.INK, linewidth=width, gid="kommuner"
        )
    )


def _finish(figure: Figure, axes: Axes) -> None:
    axes.margins(0.03)
    axes.autoscale_view()
    bottom, top = axes.get_ylim()
    room = max(_FOOT, _SCALE / axes.bbox.height)
    axes.set_ylim(bottom - (top - bottom) * room, top)
    figure.draw_without_rendering()  # so that what is measured is what will be drawn
    canvas.scale(axes, canvas.READ)


def _inset(figure: Figure, box: Box, inset: Inset, view: OwnView) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    left, bottom, wide, high = box
    figure.add_artist(Rectangle((left, bottom), wide, high, facecolor="none",
                                edgecolor=theme.RULE, linewidth=0.8))  # fmt: skip
    label = f"{inset.letter}  {textwrap.shorten(inset.name, 30)}"
    figure.text(left + 0.006, bottom + high - 0.012, label, fontsize=10, fontweight="bold",
                color=theme.BRAND, va="top")  # fmt: skip
    axes = figure.add_axes((left, bottom, wide, high - _LABEL))
    axes.set_gid(f"infälld-{inset.letter}")
    _areas(axes, inset.areas, view.classes.number)
    _finish(figure, axes)
    lettering = Lettering(axes)
    lettering.names(inset.kommuner)
    if view.has_types:
        lettering.types(inset.areas, view.classes.number)


def _letters(lettering: Lettering, view: OwnView) -> None:
    for inset in view.insets:
        middles = [canvas.middle(canvas.largest(a.rings)) for a in inset.areas if a.rings]
        east, north = (float(np.median(each)) for each in zip(*middles, strict=True))
        lettering.letter(inset.letter, (east, north))

"""What every map is drawn with: the picture, paths, the scale, and a sentence in place of a map."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from regso.workbook import theme
from regso.workbook.mapplace import DPI, HEIGHT, WIDTH

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path

    from regso.core.places.projection import Floats

MAP = (0.0, 0.0, 0.74, 1.0)  # the part of the picture that the map fills
NO_BORDERS = "Området har inga gränser i referensdata; läs in SCB:s GeoJSON."
READ: Final = 9.7  # points in the picture, which the page prints as 8
_ABOVE = 8  # pixels from the bar of the scale to its length, at least
_SCALES = (0.5, 1, 2, 5, 10, 20, 50, 100, 200)  # kilometres


class Picture(NamedTuple):
    """A map as PNG, as SVG, and in words: its alternative text."""

    png: bytes
    svg: bytes
    text: str


def figure() -> Figure:
    """Return an empty picture of the map's size."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - slow to import, and seldom needed

    return Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor="white")


def message(text: str) -> Figure:
    """Return a picture that says why there is no map."""
    drawn = figure()
    drawn.text(0.5, 0.5, textwrap.fill(f"Kartan kan inte ritas: {text}", 60), color=theme.INK,
               fontsize=12, ha="center", va="center")  # fmt: skip
    return drawn


def picture(drawn: Figure, text: str) -> Picture:
    """Return a figure as a picture with an alternative text."""
    return Picture(png(drawn), svg(drawn), text)


def png(drawn: Figure) -> bytes:
    """Return a figure as PNG."""
    out = io.BytesIO()
    drawn.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def svg(drawn: Figure) -> bytes:
    """Return a figure as SVG, where texts are texts and nothing changes with the day."""
    from matplotlib import rc_context  # noqa: PLC0415

    out = io.BytesIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "regso"}):
        drawn.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def path(rings: Iterable[Floats]) -> Path:
    """Return the rings of an area as one path."""
    from matplotlib.path import Path  # noqa: PLC0415

    return Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))


def largest(rings: Iterable[Floats]) -> Floats:
    """Return the ring that reaches the furthest."""
    return max(rings, key=lambda ring: float(np.ptp(ring[:, 0]) * np.ptp(ring[:, 1])))


def middle(ring: Floats) -> tuple[float, float]:
    """Return a point well inside a ring."""
    import shapely  # noqa: PLC0415

    inside = shapely.point_on_surface(shapely.make_valid(shapely.polygons(ring)))
    return float(inside.x), float(inside.y)


def scale(axes: Axes, size: float = 7) -> None:
    """Draw a bar of a round length, at most a quarter of the map, in its lower left corner."""
    left, right = axes.get_xlim()
    bottom, top = axes.get_ylim()
    fits = [km for km in _SCALES if 1000 * km <= (right - left) / 4] or [_SCALES[0]]
    length, foot = 1000 * fits[-1], bottom + (top - bottom) * 0.03
    start = left + (right - left) * 0.03
    axes.plot([start, start + length], [foot, foot], color=theme.INK, linewidth=2)
    label = f"{fits[-1]:g} km".replace(".", ",")
    above = foot + (top - bottom) * max(0.012, _ABOVE / axes.bbox.height)
    axes.text(start + length / 2, above, label, color=theme.INK, fontsize=size, ha="center")

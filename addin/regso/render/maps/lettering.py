"""The names, letters and figures on a map: written where there is room, and never over another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from regso.core.areas.areatypes import CHALLENGED
from regso.core.measures.aggregate import members
from regso.render.maps import canvas, palette
from regso.render.maps.view import MapArea, Outline
from regso.workbook import theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

    from regso.core.places.projection import Floats

_FILLED = 0.9  # of the width of a kommun, at most, by its name
_ROOM = 26  # pixels that an area needs in both directions to have its type written in it


class Lettering:
    """What is written on one map."""

    def __init__(self, axes: Axes) -> None:
        self._axes = axes
        self._taken: list[Bbox] = []

    def letter(self, text: str, at: tuple[float, float]) -> None:
        """Write the letter of an inset in a small frame."""
        box = {
            "boxstyle": "round,pad=0.15",
            "facecolor": "white",
            "edgecolor": theme.INK,
            "lw": 0.6,
        }
        self._keep(self._axes.text(*at, text, fontsize=canvas.READ, fontweight="bold", ha="center",
                                   va="center", color=theme.BRAND, bbox=box, zorder=6))  # fmt: skip

    def names(self, kommuner: Iterable[Outline]) -> None:
        """Write the names of kommuner, the widest first, where they fit inside."""
        found = [(self._size(canvas.largest(k.rings)), k) for k in kommuner if k.rings]
        for (wide, high), kommun in sorted(found, key=lambda each: -each[0][0]):
            text = self._text(kommun.name, canvas.largest(kommun.rings), theme.INK)
            box = text.get_window_extent()
            if box.width > _FILLED * wide or box.height > high or self._meets(box):
                text.remove()
            else:
                self._taken.append(box)

    def types(self, areas: Iterable[MapArea], number: int) -> None:
        """Write the type of each area where it has room, and mark types 1 and 2 where not."""
        marked: list[tuple[float, float]] = []
        for area in areas:
            if area.kind is None or not area.rings:
                continue
            ring = canvas.largest(area.rings)
            at = canvas.middle(ring)
            if min(self._size(ring)) >= _ROOM:
                ink = theme.INK
                if area.place is not None:
                    ink = palette.ink_on(palette.COLOURS[number][area.place])
                text = self._text(str(area.kind), ring, ink)
                box = text.get_window_extent()
                if not self._meets(box):
                    self._taken.append(box)
                    continue
                text.remove()
            if area.kind in members(CHALLENGED):
                marked.append(at)
        if marked:
            east, north = zip(*marked, strict=True)
            self._axes.scatter(east, north, s=9, marker="^", color=theme.INK, edgecolors="white",
                               linewidths=0.5, zorder=5, gid="typ-1-2")  # fmt: skip

    def _text(self, words: str, ring: Floats, ink: str) -> Text:
        from matplotlib.patheffects import withStroke  # noqa: PLC0415

        halo = withStroke(
            linewidth=1.4, foreground=palette.PAPER if ink == theme.INK else theme.INK
        )
        return self._axes.text(*canvas.middle(ring), words, fontsize=canvas.READ, color=ink,
                               ha="center", va="center", zorder=5, path_effects=[halo])  # fmt: skip

    def _size(self, ring: Floats) -> tuple[float, float]:
        wide, high = np.ptp(self._axes.transData.transform(ring), axis=0)
        return float(wide), float(high)

    def _keep(self, text: Text) -> None:
        self._taken.append(text.get_window_extent())

    def _meets(self, box: Bbox) -> bool:
        return any(box.overlaps(other) for other in self._taken)

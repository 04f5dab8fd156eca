"""Draw the RegSO of a län or a kommun by area type, as a picture for a workbook.

Every area has its type as a figure too, where there is room, so that no colour is needed to read
the map. The picture says what it shows, because it does not follow when a cell changes.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from regso.core.areas.areas import vintage_of
from regso.core.areas.areatypes import TYPES
from regso.errors import CellError, NotInstalledError
from regso.functions import Cell, Rows, call
from regso.functions.borders import regso_map
from regso.functions.sidebyside import number
from regso.render.maps import canvas
from regso.render.maps.canvas import Picture
from regso.store import current
from regso.workbook import theme
from regso.workbook.mapplace import ALT_TEXT, WIDTH

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from regso.core.places.projection import Floats

_ROOM = 24  # pixels that an area needs in both directions to have its type written in it
_UNTYPED = "#FFFFFF"


class MapArea(NamedTuple):
    """An area as it is drawn: its type is None where it has none that year."""

    code: str
    kind: int | None
    rings: list[Floats]


class MapView(NamedTuple):
    """What a map shows."""

    areas: list[MapArea]
    title: str
    year: int
    source: str
    without_border: int


def picture(area: Cell, year: Cell) -> Picture:
    """Return a map; where it cannot be drawn, a picture that says why.

    Parameters
    ----------
    area : cell
        Code of a län, a kommun or a RegSO; empty for all that is installed.
    year : cell
        The year of the types; empty for the latest complete one.
    """
    header, *rows = call("REGSO_LISTA", [area, None, year])
    if isinstance(header[0], CellError):
        return _message(header[0].message)
    try:
        shown = _map(area, rows)
    except NotInstalledError as error:
        return _message(str(error))
    if not shown.areas:
        return _message(canvas.NO_BORDERS)
    figure = canvas.figure()
    _draw(figure.add_axes(canvas.MAP), shown.areas)
    _explain(figure, shown)
    return canvas.picture(figure, ALT_TEXT)


def _message(why: str) -> Picture:
    return canvas.picture(canvas.message(why), ALT_TEXT)


def _map(area: Cell, rows: Rows) -> MapView:
    year = int(number(rows[0][-1]))
    types = {str(row[0]): _type(row[3]) for row in rows}
    borders = regso_map(current(), vintage_of(year))
    wide = borders.extent(types)
    rings = borders.outlines(types, wide / WIDTH / 2) if wide else {}
    areas = [MapArea(code, types[code], rings[code]) for code in types if code in rings]
    name = call("REGSO_NAMN", [area, year])[0][0] if area else "Hela riket"
    source = call("REGSO_KALLA", ["gränser", year])[1][1]
    return MapView(areas, str(name), year, str(source), len(types) - len(areas))


def _type(cell: Cell) -> int | None:
    return cell if isinstance(cell, int) and cell in TYPES else None


def _draw(axes: Axes, areas: list[MapArea]) -> None:
    from matplotlib.collections import PathCollection  # noqa: PLC0415

    axes.set_axis_off()
    axes.set_aspect("equal")
    for kind in (*TYPES, None):
        paths = [canvas.path(area.rings) for area in areas if area.kind == kind]
        axes.add_collection(
            PathCollection(
                paths,
                facecolor=theme.TYPE_COLOURS[kind] if kind else _UNTYPED,
                edgecolor="white" if kind else theme.MUTED,
                hatch=None if kind else "////",
                linewidth=0.6 if kind else 0.3,
            )
        )
    axes.margins(0.03)
    axes.autoscale_view()
    bottom, top = axes.get_ylim()
    axes.set_ylim(bottom - (top - bottom) * 0.06, top)  # room for the scale
    axes.figure.canvas.draw()
    for area in areas:
        _write_type(axes, area)
    canvas.scale(axes)


def _write_type(axes: Axes, area: MapArea) -> None:
    largest = canvas.largest(area.rings)
    corners = axes.transData.transform(largest)
    if area.kind is None or np.ptp(corners, axis=0).min() < _ROOM:
        return
    east, north = canvas.middle(largest)
    ink = "white" if area.kind == 1 else theme.INK
    axes.text(east, north, str(area.kind), color=ink, fontsize=7, ha="center", va="center")


def _explain(figure: Figure, shown: MapView) -> None:
    """Write title, legend with the number of areas of each type, and what is lacking."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    left, height = canvas.MAP[2] + 0.015, 0.9
    figure.text(left, height, textwrap.fill(shown.title, 24), color=theme.BRAND, fontsize=12,
                fontweight="bold", va="top")  # fmt: skip
    height -= 0.05 * len(textwrap.wrap(shown.title, 24)) + 0.01
    figure.text(left, height, f"Områdestyper {shown.year}", color=theme.MUTED, fontsize=9, va="top")
    height -= 0.1
    for kind in (*TYPES, None):
        count = sum(area.kind == kind for area in shown.areas)
        if kind is None and not count:
            continue
        figure.add_artist(
            Rectangle(
                (left, height),
                0.022,
                0.032,
                facecolor=theme.TYPE_COLOURS[kind] if kind else _UNTYPED,
                edgecolor=theme.OUTLINE,
                hatch=None if kind else "////",
                linewidth=0.5,
            )
        )
        label = theme.TYPE_NAMES[kind] if kind else "Saknar typ detta år"
        figure.text(left + 0.03, height + 0.017, label, color=theme.INK, fontsize=8, va="center")
        figure.text(0.99, height + 0.017, str(count), color=theme.INK, fontsize=8, va="center",
                    ha="right")  # fmt: skip
        height -= 0.055
    note = "Antal RegSO till höger."
    if shown.without_border:
        note += f" {shown.without_border} RegSO saknar gräns i referensdata och är inte ritade."
    lines = [*textwrap.wrap(note, 44), "", *textwrap.wrap(shown.source, 44)]
    figure.text(left, height, "\n".join(lines), color=theme.MUTED, fontsize=6, va="top")

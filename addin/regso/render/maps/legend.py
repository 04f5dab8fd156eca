"""The legend of a map of own shares: every look that the map has, with its number of areas."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from regso.core.areas.areatypes import TYPES
from regso.render.maps import palette
from regso.render.maps.canvas import MAP, READ
from regso.render.maps.view import MapArea, OwnView, plural
from regso.workbook import theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Key = tuple[int | None, str]
_LEFT, _RIGHT = MAP[2] + 0.012, 0.99
_LINE, _SWATCH = 0.042, (0.024, 0.028)
_WRAPPED = 33  # characters of a note
_WITH_TYPES = 1.8  # lines of a class with its types below
_FOOT, _NOTE_LINE, _BELOW = 0.015, 0.0283, 0.25  # letters reach a quarter of a line down
_FIGURES = "Siffran är områdestypen; ▲ är typ 1–2 utan plats för siffra."
_TITLE = 13  # points; all else is canvas.READ
_HATCHED: tuple[Key, ...] = ((0, "osäker"), (None, "dold"), (None, "saknas"))
_WORDS: Final = {"dold": "dold", "saknas": "uppgift saknas", "osäker": "varav osäker"}


class Look(NamedTuple):
    """How areas of a class and a state are drawn, and what tests find them by."""

    key: Key
    name: str
    colour: str
    hatch: str
    ink: str


def looks(number: int) -> list[Look]:
    """Return the looks of a map with a number of classes."""
    found = []
    for place, colour in enumerate(palette.COLOURS[number]):
        ink = palette.ink_on(colour)
        found.append(Look((place, "visad"), f"klass-{place + 1}", colour, "", ink))
        name = f"klass-{place + 1}-osäker"
        found.append(Look((place, "osäker"), name, colour, palette.UNRELIABLE, ink))
    for state, hatch in (("dold", palette.HIDDEN), ("saknas", palette.MISSING)):
        found.append(Look((None, state), state, palette.PAPER, hatch, theme.MUTED))
    return found


def look_of(area: MapArea) -> Key:
    """Return the key of the look that an area has."""
    return area.place, area.state


def write(figure: Figure, view: OwnView) -> None:
    """Write title, classes, the hatches that the map has, and the notes."""
    height = _title(figure, view)
    lines = _lines(view)
    step = min(_LINE, (height - _notes(figure, view)) / (1 + sum(line.tall for line in lines)))
    _words(figure, _LEFT, height, "procent", theme.MUTED)
    _words(figure, _RIGHT, height, f"antal {plural(view.level)}", theme.MUTED, right=True)
    height -= step
    for line in lines:
        _write(figure, height, line)
        if line.tall > 1:
            _types(figure, height - (line.tall - 1) * step, line.areas)
        height -= line.tall * step


class _Line(NamedTuple):
    """A line of the legend: a look, what it means, its areas, and how many lines it takes."""

    look: Look
    label: str
    areas: Sequence[MapArea]
    tall: float


def _lines(view: OwnView) -> list[_Line]:
    by_key = {look.key: look for look in looks(view.classes.number)}
    tall = _WITH_TYPES if view.has_types else 1
    found = [
        _Line(by_key[i, "visad"], label, [area for area in view.areas if area.place == i], tall)
        for i, label in enumerate(view.classes.labels())
    ]
    for key in _HATCHED:
        areas = [area for area in view.areas if area.state == key[1]]
        found.append(_Line(by_key[key], _WORDS[key[1]], areas, 1))
    # A class with no area keeps its line; a hatch that no area has does not.
    return [line for line in found if line.areas or line.look.key[1] == "visad"]


def _notes(figure: Figure, view: OwnView) -> float:
    """Write the notes at the foot, and return how high they reach."""
    told = [_FIGURES, *view.notes] if view.has_types else view.notes
    lines = [line for note in told for line in textwrap.wrap(note, _WRAPPED)]
    for place, line in enumerate(reversed(lines)):  # one by one: Matplotlib spaces them unevenly
        height = _FOOT + _NOTE_LINE * (place + _BELOW)
        figure.text(_LEFT, height, line, color=theme.MUTED, fontsize=READ, va="baseline")
    return _FOOT + _NOTE_LINE * (len(lines) + 1)


def _title(figure: Figure, view: OwnView) -> float:
    title = textwrap.wrap(view.title, 24)
    figure.text(_LEFT, 0.965, "\n".join(title), color=theme.BRAND, fontsize=_TITLE,
                fontweight="bold", va="top", linespacing=1.1)  # fmt: skip
    height = 0.955 - 0.05 * len(title)
    heading = textwrap.wrap(f"{view.heading}, per {view.level} {view.year}", 32)
    figure.text(_LEFT, height, "\n".join(heading), color=theme.INK, fontsize=READ, va="top",
                linespacing=1.2)  # fmt: skip
    return height - 0.039 * len(heading) - 0.02


def _write(figure: Figure, height: float, line: _Line) -> None:
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    look, (wide, high) = line.look, _SWATCH
    corner, name = (_LEFT, height - high / 2), f"teckenförklaring-{look.name}"
    swatch = Rectangle(corner, wide, high, facecolor=look.colour, edgecolor=look.ink,
                       hatch=look.hatch, linewidth=0, gid=name)  # fmt: skip
    figure.add_artist(swatch)
    figure.add_artist(
        Rectangle(corner, wide, high, facecolor="none", edgecolor=theme.OUTLINE, linewidth=0.5)
    )
    _words(figure, _LEFT + wide + 0.007, height, line.label, theme.INK)
    _words(figure, _RIGHT, height, str(len(line.areas)), theme.INK, right=True)


def _types(figure: Figure, height: float, areas: Sequence[MapArea]) -> None:
    """Write how many areas of a class have each type, below its line."""
    counts = (sum(area.kind == kind for area in areas) for kind in TYPES)
    figure.text(_RIGHT, height, f"typ 1–5: {' · '.join(map(str, counts))}", fontsize=READ,
                color=theme.MUTED, va="center", ha="right")  # fmt: skip


def _words(
    figure: Figure, left: float, height: float, text: str, ink: str, *, right: bool = False
) -> None:
    figure.text(left, height, text, color=ink, fontsize=READ, va="center",
                ha="right" if right else "left")  # fmt: skip

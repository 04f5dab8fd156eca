"""What a map of own shares shows, as plain data: nothing is drawn that is not here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from regso.core.measures.classing import Classes

if TYPE_CHECKING:
    from regso.core.places.projection import Floats

State = Literal["visad", "osäker", "dold", "saknas"]
_WORDS: tuple[tuple[State, str], ...] = (
    ("osäker", "osäkra"),
    ("dold", "dolda"),
    ("saknas", "utan uppgift"),
)


class MapArea(NamedTuple):
    """An area as it is drawn.

    Attributes
    ----------
    code : str
    share : float or None, per cent
        None where it is hidden or there is none.
    state : "visad", "osäker", "dold" or "saknas"
    place : int or None
        Its class, from 0; None with no share.
    kind : int or None
        Its type, in a view with types.
    rings : list of arrays, shape (n, 2), east and north in metres; empty without a border
    """

    code: str
    share: float | None
    state: State
    place: int | None
    kind: int | None
    rings: list[Floats]


class Outline(NamedTuple):
    """A kommun on the map: its border and its name."""

    code: str
    name: str
    rings: list[Floats]


class Inset(NamedTuple):
    """A part of the map that is drawn once more, larger, with the letter that points it out."""

    letter: str
    name: str
    code: str
    areas: list[MapArea]
    kommuner: list[Outline]


class OwnView(NamedTuple):
    """What a map of own shares shows.

    Attributes
    ----------
    title, heading : str
        The place, and what the shares are.
    level : "RegSO" or "kommun"
    year : int
    areas : list of MapArea
        All in the place, with or without a border.
    classes : Classes
    kommuner : list of Outline
        Empty on the map of one kommun.
    insets : list of Inset
    has_types : bool
        Whether the types are drawn too.
    notes : list of str
        How the classes were made, what is hidden, how good the borders are, and the source.
    """

    title: str
    heading: str
    level: str
    year: int
    areas: list[MapArea]
    classes: Classes
    kommuner: list[Outline]
    insets: list[Inset]
    has_types: bool
    notes: list[str]

    def number_of(self, place: int | None = None, *states: State, kind: int | None = None) -> int:
        """Return how many areas have a class (None for any), one of some states, and a type."""
        return sum(
            (place is None or area.place == place)
            and (not states or area.state in states)
            and (kind is None or area.kind == kind)
            for area in self.areas
        )


def plural(level: str) -> str:
    """Return what several areas of a level are called.

    >>> plural("kommun"), plural("RegSO")
    ('kommuner', 'RegSO')
    """
    return "kommuner" if level == "kommun" else level


def about(view: OwnView) -> str:
    """Return the alternative text of a map: its classes with the number of areas in each."""
    labels = view.classes.labels()
    places = [f"{view.number_of(i)} {label}" for i, label in enumerate(labels) if view.number_of(i)]
    parts = [f"procent: {', '.join(places)}"] if places else []
    for state, word in _WORDS:
        count = view.number_of(None, state)
        if count:
            parts.append(f"{count} {word}")
    types = " Typens siffra står i de områden som rymmer den." if view.has_types else ""
    return (
        f"Karta över {view.title}, {view.year}. {view.heading} per {view.level}. "
        f"{len(view.areas)} {plural(view.level)}; {'; '.join(parts)}.{types}"
    )

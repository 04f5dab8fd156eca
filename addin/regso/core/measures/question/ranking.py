"""Areas ranked, but not by chance: only those whose share chance does not explain have a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from regso.core.measures.question import smoothing
from regso.core.measures.question.resampling import Limits
from regso.core.measures.question.targeting import Persons, total

ABOVE, WITHIN, BELOW = POSITIONS = ("över", "inom", "under")
_MOST_CERTAIN: Final = 1 - 1e-15


class Judged(NamedTuple):
    """An area against what chance does around the mean of all.

    Attributes
    ----------
    smoothed : float, 0–1, see `smoothing.smoothed`
    limits : (lower, upper), 0–1, the limits of chance
    position : str, one of `POSITIONS`
    place : int or None
        1 for the highest smoothed share among those above, and for the lowest among those below;
        equal ones share it. None within the limits.
    """

    smoothed: float
    limits: Limits
    position: str
    place: int | None


def judged(
    areas: Mapping[str, Persons], pools: Sequence[Persons], level: float
) -> dict[str, Judged]:
    """Return what can be said of each area.

    Parameters
    ----------
    areas : mapping of code to Persons, each with persons
    pools : sequence of Persons
        Areas that are not listed, known as sums: they count in the mean, each as one area.
    level : float, in (0, 1)
        If all areas had the mean share, none of them would pass its limits with at least this
        probability: each has the limits of 1 − (1 − level) / n, for n areas (Bonferroni).

    References
    ----------
    Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in
    Medicine 24:1185–1202, section 6 (many comparisons).
    """
    if not areas:
        return {}
    everyone = [*areas.values(), *(pool for pool in pools if pool.persons)]
    cases, persons = total(everyone)
    each = min(_MOST_CERTAIN, 1 - (1 - level) / len(areas))
    smoothed = dict(zip(areas, smoothing.smoothed(everyone), strict=False))
    limits = {c: smoothing.funnel(cases / persons, max(1, round(n)), each)
              for c, (_, n) in areas.items()}  # fmt: skip
    where = {code: _position(x / n, limits[code]) for code, (x, n) in areas.items()}
    places: dict[str, int] = {}
    for position, order in _ORDERS.items():
        places |= _places({c: order(smoothed[c]) for c, p in where.items() if p == position})
    return {c: Judged(smoothed[c], limits[c], where[c], places.get(c)) for c in areas}


_ORDERS: Final[Mapping[str, Callable[[float], float]]] = {
    ABOVE: lambda share: -share,
    BELOW: lambda share: share,
}


def _position(share: float, limits: Limits) -> str:
    low, high = limits
    return BELOW if share < low else ABOVE if share > high else WITHIN


def _places(values: Mapping[str, float]) -> dict[str, int]:
    """Return the place of each, the least value first; equal ones have the same."""
    ordered = sorted(values.values())
    first = {value: place for place, value in reversed([*enumerate(ordered, 1)])}
    return {code: first[value] for code, value in values.items()}

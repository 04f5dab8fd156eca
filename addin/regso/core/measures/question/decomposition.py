"""Why the share of a type changed between two years: within areas, by type, or by population.

A type's share is the mean of its areas' shares, weighted by their persons. It changes when the
shares of the areas do, when other areas are of the type, and when persons move among its areas.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from operator import mul
from statistics import fmean
from typing import NamedTuple

from regso.core.measures.question.targeting import Persons


class Area(NamedTuple):
    """An area in two years: whether it was and is of the type, and its persons."""

    was: bool
    is_now: bool
    before: Persons
    after: Persons


class Parts(NamedTuple):
    """What a change of a share is the sum of, unit 1.

    The last two are None where they cannot be told apart.
    """

    within: float
    reclassified: float | None
    population: float | None


def decomposed(areas: Sequence[Area]) -> Parts | None:
    """Return what the change of a type's share is the sum of.

    Parameters
    ----------
    areas : sequence of Area, shape (n,)

    Returns
    -------
    Parts, or None where the type has no persons one of the years. Within areas: the areas'
        changes with the mean of their weights before and after. The rest is the change of the
        weights with the mean of the shares; of it, reclassified is what comes of other areas,
        population of other numbers of persons, each the mean of being changed first and last.
        An order that asks for the share of areas without persons is left out. An area without
        persons one year has the share of the other year.

    References
    ----------
    Kitagawa (1955), Components of a difference between two rates, JASA 50:1168–1194; Das Gupta
    (1993), Standardization and Decomposition of Rates: A User's Manual, U.S. Bureau of the
    Census, P23-186 (the mean over the orders).

    >>> one, other = Persons(1, 8), Persons(3, 8)
    >>> decomposed([Area(True, True, one, one), Area(False, True, other, other)])
    Parts(within=0.0, reclassified=0.125, population=0.0)
    """
    lived_in = [area for area in areas if area.before.persons or area.after.persons]
    was = [area.was * area.before.persons for area in lived_in]
    is_now = [area.is_now * area.after.persons for area in lived_in]
    ends = [_shares(area) for area in lived_in]
    middle = [(first + last) / 2 for first, last in ends]
    old, new = _mean(middle, was), _mean(middle, is_now)
    if old is None or new is None:
        return None
    change = [last - first for first, last in ends]
    within = ((_mean(change, was) or 0.0) + (_mean(change, is_now) or 0.0)) / 2
    types_first = _mean(middle, [area.is_now * area.before.persons for area in lived_in])
    persons_first = _mean(middle, [area.was * area.after.persons for area in lived_in])
    orders = []
    if types_first is not None:
        orders.append((types_first - old, new - types_first))
    if persons_first is not None:
        orders.append((new - persons_first, persons_first - old))
    if not orders:
        return Parts(within, None, None)
    reclassified, population = map(fmean, zip(*orders, strict=True))
    return Parts(within, reclassified, population)


def _shares(area: Area) -> tuple[float, float]:
    """Return the share before and after; of the other year where one has no persons."""
    before, after = (p.cases / p.persons if p.persons else None for p in (area.before, area.after))
    first = after if before is None else before
    last = before if after is None else after
    return first or 0.0, last or 0.0


def _mean(values: Sequence[float], weights: Sequence[float]) -> float | None:
    size = fsum(weights)
    return fsum(map(mul, values, weights)) / size if size else None

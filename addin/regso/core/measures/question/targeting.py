"""How well areas point out the persons that a measure is meant for.

Everybody in the areas chosen is pointed out, nobody else. Cases are the persons in need; those
whose area is not known are never pointed out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import fsum
from operator import mul
from typing import NamedTuple

from regso.core.areas.areatypes import TYPES
from regso.core.measures.question import resampling
from regso.core.measures.question.resampling import Limits
from regso.core.measures.rates import wilson


class Persons(NamedTuple):
    """Cases among persons."""

    cases: float
    persons: float


class Hits(NamedTuple):
    """How well some areas point out the cases; None where a measure is not defined."""

    share: float | None
    sensitivity: float | None
    specificity: float | None
    predictive: float | None
    lift: float | None


NO_LIMITS: tuple[Limits | None, ...] = (None,) * len(Hits._fields)


@dataclass(frozen=True)
class Areas:
    """The areas of a level where anyone lives, each with its type, cases and persons."""

    kinds: Sequence[int]
    cases: Sequence[float]
    persons: Sequence[float]

    def pairs(self) -> list[Persons]:
        """Return the cases and persons of each area."""
        return list(map(Persons, self.cases, self.persons))

    def ordered(self, order: Sequence[int]) -> Areas:
        """Return the areas in another order."""
        kinds, cases, persons = self.kinds, self.cases, self.persons
        return Areas(
            [kinds[i] for i in order], [cases[i] for i in order], [persons[i] for i in order]
        )


def hits(chosen: Persons, whole: Persons) -> Hits:
    """Return how well the chosen persons are the cases.

    Parameters
    ----------
    chosen, whole : Persons
        The chosen are a part of the whole.

    Returns
    -------
    Hits. The share is that of all persons who are chosen, the sensitivity that of the cases, the
    specificity that of the others who are not chosen; the predictive value is the share of the
    chosen who are cases, and the lift is it divided by the share of all who are.

    >>> hits(Persons(30, 100), Persons(60, 1000))
    Hits(share=0.1, sensitivity=0.5, specificity=0.925531914893617, predictive=0.3, lift=5.0)
    """
    x, n = chosen
    cases, persons = whole
    others = persons - cases
    common = cases / persons if persons else 0.0  # 0 also when it is too small
    return Hits(
        n / persons if persons else None,
        x / cases if cases else None,
        _others_left(chosen, whole) / others if others > 0 else None,
        x / n if n else None,
        x / n / common if n and common else None,
    )


def wilson_limits(chosen: Persons, whole: Persons, level: float) -> tuple[Limits | None, ...]:
    """Return Wilson's limits of the four shares of `hits`, where they are defined."""
    x, n = chosen
    cases, persons = whole
    shares = (
        (n, persons),
        (x, cases),
        (_others_left(chosen, whole), max(0.0, persons - cases)),
        (x, n),
    )
    found = (wilson(a, b, level) if b else None for a, b in shares)
    return tuple(each and (each.lower, each.upper) for each in found)


def _others_left(chosen: Persons, whole: Persons) -> float:
    """Return the persons who are neither cases nor chosen; sums of decimals may pass an end."""
    others = whole.persons - whole.cases
    return min(max(0.0, others - (chosen.persons - chosen.cases)), max(0.0, others))


def best(areas: Areas, size: float) -> Persons:
    """Return the cases among as many persons of the areas with the highest shares of cases.

    Parameters
    ----------
    areas : Areas
    size : float, at most all persons in the areas

    Returns
    -------
    Persons : `size` of them; the last area is split in proportion. No other choice of so many
        persons has more cases, when the areas are chosen by these very numbers.
    """
    ranked = by_share(areas)
    return _first(ranked, b"\x01" * len(ranked.persons), size)


def by_share(areas: Areas) -> Areas:
    """Return the areas in the order of their share of cases, the highest first."""
    shares = [x / n for x, n in zip(areas.cases, areas.persons, strict=True)]
    order = sorted(range(len(shares)), key=lambda i: (-shares[i], areas.persons[i], areas.kinds[i]))
    return areas.ordered(order)


def _first(ranked: Areas, weights: bytes, size: float) -> Persons:
    reached = list(accumulate(map(mul, weights, ranked.persons)))
    at = bisect_left(reached, size)
    cases = fsum(map(mul, weights[:at], ranked.cases))
    if at == len(reached):
        return Persons(cases, size)
    left = size - (reached[at - 1] if at else 0.0)
    return Persons(cases + ranked.cases[at] * (left / ranked.persons[at]), size)


def limits_of_best(
    areas: Areas, unknown: Persons, share: float, level: float
) -> tuple[Limits | None, ...]:
    """Return the limits of `hits` for the best areas of each draw, at a share of the persons.

    Parameters
    ----------
    areas : Areas
    unknown : Persons, who are in no area and so in every draw
    share : float, of all persons
    level : float, in (0, 1)
    """
    ranked = by_share(areas)

    def measure(weights: bytes) -> Hits:
        cases = sum(map(mul, weights, ranked.cases))
        known = sum(map(mul, weights, ranked.persons))
        whole = Persons(cases + unknown.cases, known + unknown.persons)
        return hits(_first(ranked, weights, min(known, share * whole.persons)), whole)

    return (*resampling.limits(len(areas.persons), measure, level),) or NO_LIMITS


def concentration(by_type: Sequence[Persons]) -> float | None:
    """Return the concentration index of the cases over the types, as Wagstaff normalises it.

    Parameters
    ----------
    by_type : sequence of Persons, shape (5,), types 1 to 5

    Returns
    -------
    float in [-1, 1], or None where nobody or everybody is a case. Persons are ranked by their
        type, those of a type share its midrank; below 0 the cases are found with the types with
        more challenges.

    References
    ----------
    Kakwani, Wagstaff and van Doorslaer (1997), Socioeconomic inequalities in health:
    measurement, computation, and statistical inference, Journal of Econometrics 77:87–103;
    Wagstaff (2005), The bounds of the concentration index when the variable of interest is
    binary, Health Economics 14:429–432.

    >>> concentration([Persons(10, 10), *[Persons(0, 10)] * 4])
    -1.0
    """
    cases = fsum(group.cases for group in by_type)
    persons = fsum(group.persons for group in by_type)
    if not 0 < cases < persons:
        return None
    below = [0.0, *accumulate(group.persons for group in by_type)]
    ranks = fsum(
        group.cases * (before + group.persons / 2)
        for group, before in zip(by_type, below, strict=False)
    )
    index = (2 * ranks / persons - cases) / cases
    return min(1.0, max(-1.0, index * persons / (persons - cases)))


def limits_of_types(
    areas: Areas, unknown: Persons, chosen: Sequence[int], level: float
) -> tuple[Limits | None, Limits | None]:
    """Return the limits of the lift of the chosen types and of the concentration index.

    Parameters
    ----------
    areas : Areas, each with its type
    unknown : Persons, who are in no area and so in every draw
    chosen : sequence of int, types
    level : float, in (0, 1)
    """
    columns = areas.kinds, areas.persons, areas.cases
    order = sorted(range(len(areas.kinds)), key=lambda i: tuple(column[i] for column in columns))
    ordered = areas.ordered(order)
    ends = [bisect_left(ordered.kinds, kind) for kind in (*TYPES, len(TYPES) + 1)]
    parts = [slice(low, high) for low, high in pairwise(ends)]

    def measure(weights: bytes) -> tuple[float | None, float | None]:
        cases = list(map(mul, weights, ordered.cases))
        persons = list(map(mul, weights, ordered.persons))
        by_type = [Persons(sum(cases[part]), sum(persons[part])) for part in parts]
        whole = total([*by_type, unknown])
        return hits(total([by_type[t - 1] for t in chosen]), whole).lift, concentration(by_type)

    lift, index = resampling.limits(len(ordered.kinds), measure, level) or (None, None)
    return lift, index


def total(groups: Sequence[Persons]) -> Persons:
    """Return the sum of groups of persons."""
    return Persons(fsum(g.cases for g in groups), fsum(g.persons for g in groups))

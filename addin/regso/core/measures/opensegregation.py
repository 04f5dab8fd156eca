"""Measures of segregation from which no small count of an area can be worked out.

The measures of a place are equations in the counts of the areas, whose totals everybody knows. They
are published together, so they are decided together: rounded until the counts may be any small
number, else withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import add, le, sub
from typing import NamedTuple

from regso.core.disclosure.siblings import are_settled
from regso.core.disclosure.witness import Counts, Published, Search, Sums
from regso.core.measures import chance, segregation

MOST_AREAS = 1000
"""In more areas than this the search takes long, and the measures are withheld."""

Areas = tuple[int, ...]
# Units of an index from 0 to 100, and of the isolation.
_ROUNDINGS = ((0.1, 0.001), (1.0, 0.01), (2.0, 0.02), (5.0, 0.05), (10.0, 0.1))


Units = tuple[float, float]
Pair = tuple[int, int]
Split = Callable[[int, int], Pair]


@lru_cache(maxsize=256)
def open_units(group: Areas, other: Areas, total: Areas, threshold: int) -> Units | None:
    """Return what roundings protect the counts of the areas, when all measures are published.

    These are the dissimilarity of group and other, the segregation index and the isolation of the
    group, and what chance gives of each.

    Parameters
    ----------
    group, other, total : tuples of int, shape (n,), persons per area; each at most its
        total, and the two may have persons in common
    threshold : int, the smallest count that may be shown

    Returns
    -------
    (float, float) or None : units of the indices (0 to 100) and of the isolation (0 to 1). None
        where the measures are withheld: no rounding lets every count from 1 to the threshold - 1,
        in the group, among those that it is compared with and outside the group, be any small
        number, one of the three has fewer persons than the threshold, or there are more areas than
        `MOST_AREAS`.
    """
    outside = tuple(map(sub, total, group))
    few = min(sum(group), sum(other), sum(outside)) < max(1, threshold)
    if few or len(total) > MOST_AREAS or are_settled():  # other units say more
        return None
    views = _views(group, other, total)
    searches = [Search(view.summed(), threshold) for view in views]
    for units in _ROUNDINGS:
        if all(
            search.all_open(view.published(units))
            for search, view in zip(searches, views, strict=True)
        ):
            return units
    return None


class _View(NamedTuple):
    """One set of counts that a reader looks for: the others follow from it, or stand still."""

    counts: Areas
    most: Areas
    total: Areas
    apart: bool  # nobody is both in the group and among those that it is compared with
    split: Split  # of a place and its count, into group and other

    def summed(self) -> Counts:
        """Return the counts with the sums that the measures are made of."""
        group, other = (sum(column) for column in self._columns(self.counts))
        rest = sum(self.total) - group

        def terms(place: int, number: int) -> Sums:
            (x, y), n = self.split(place, number), self.total[place]
            return (
                50 * abs(x / group - y / other),
                50 * abs(x / group - (n - x) / rest),
                x / group * x / n if n else 0.0,
            )

        return Counts(self.counts, self.most, terms)

    def published(self, units: Units) -> Published:
        """Return what a reader sees where the measures are rounded to these units."""
        seen = self._seen(self.counts, units)
        of_each = (units[0], *units)

        def same(sums: Sums) -> bool:
            return all(map(_near, sums, seen, of_each))

        def exact(counts: Sequence[int]) -> bool:
            columns = self._columns(counts)
            possible = all(
                0 <= x <= n - y * self.apart for x, y, n in zip(*columns, self.total, strict=True)
            )
            return possible and self._seen(counts, units) == seen

        half = units[0] / 2
        return Published((seen[0] - half, seen[0] + half), same, exact)

    def _seen(self, counts: Sequence[int], units: Units) -> tuple[float, ...]:
        group, other = self._columns(counts)
        of_index, of_isolation = units
        by_chance = chance.dissimilarity(sum(group), list(map(add, group, other)))
        return (
            rounded(100 * segregation.dissimilarity(group, other), of_index),
            rounded(100 * segregation.segregation_index(group, self.total), of_index),
            rounded(segregation.exposure(group, group, self.total), of_isolation),
            rounded(100 * by_chance, of_index),
        )

    def _columns(self, counts: Sequence[int]) -> tuple[list[int], list[int]]:
        pairs = [self.split(place, number) for place, number in enumerate(counts)]
        return [x for x, _ in pairs], [y for _, y in pairs]


def _views(group: Areas, other: Areas, total: Areas) -> list[_View]:
    """Return the group, who it is compared with, and who is outside it, each as what is sought."""
    outside = tuple(map(sub, total, group))
    if other == outside:
        return [
            _View(group, total, total, True, lambda place, x: (x, total[place] - x)),
            _View(outside, total, total, True, lambda place, y: (total[place] - y, y)),
        ]
    apart = all(map(le, other, outside))
    room = tuple(map(sub, total, other)) if apart else total
    room_of_other = outside if apart else total
    return [
        _View(group, room, total, apart, lambda place, x: (x, other[place])),
        _View(other, room_of_other, total, apart, lambda place, y: (group[place], y)),
        _View(outside, total, total, apart, lambda place, y: (total[place] - y, other[place])),
    ]


def rounded(value: float, unit: float) -> float:
    """Return the nearest multiple of a unit that is at least a thousandth."""
    return round(round(value / unit) * unit, 3)


def _near(value: float, seen: float, unit: float) -> bool:
    return abs(value - seen) <= unit / 2

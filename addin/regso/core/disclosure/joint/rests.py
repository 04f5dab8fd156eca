"""Tables whose counts are part of those of another: everybody in a place, and those of one kind.

What such a count leaves of the other is printed nowhere, but it cannot be below 0. So every place
is compared with the same place of the other table, whichever way each stands (`places.matches`).
Counts of other persons are as often larger as smaller, so each that is not larger is worth a bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations, product
from math import log2
from typing import NamedTuple

from regso.core.disclosure.joint.between import Signs
from regso.core.disclosure.joint.places import Match, matches
from regso.core.disclosure.joint.sides import Side

_LIKELY = 2.0  # bits beyond what chance gives, that a part must be worth
_PROVEN = 8.0  # and where no label tells it

Sides = tuple[int, int]


class Part(NamedTuple):
    """A table that is part of another.

    Attributes
    ----------
    whole, part : tables
    alike : sides of the two that have several lines in common
    rests : what the part leaves in each place, as the signs of cells
    is_told : words that limit the part tell it
    is_proven : numbers prove it
    """

    whole: int
    part: int
    alike: tuple[Sides, ...]
    rests: tuple[Signs, ...]
    is_told: bool
    is_proven: bool

    @property
    def is_sure(self) -> bool:
        """Labels tell it, or numbers prove it."""
        return self.is_told or self.is_proven


def found_parts(sides: Sequence[Side]) -> list[Part]:
    """Return the tables that are part of others, in every way that their places may be the same.

    Parameters
    ----------
    sides : sequence of Side
        The rows and then the columns of each table.
    """
    tables = range(len(sides) // 2)
    return [
        found
        for whole, part in permutations(tables, 2)
        if not sides[2 * whole].limits > sides[2 * part].limits
        for found in _parts(sides, whole, part)
    ]


class _Way(NamedTuple):
    """The sides of a table beside the rows and columns of another, and which lines are the same."""

    others: Sides
    down: Match
    along: Match

    def alike(self, table: int) -> tuple[Sides, ...]:
        """Return the sides that have several lines in common."""
        found = zip((2 * table, 2 * table + 1), self.others, (self.down, self.along), strict=True)
        return tuple((own, other) for own, other, lines in found if len(lines) > 1)

    def is_labelled(self, sides: Sequence[Side], table: int) -> bool:
        """Tell whether all lines that are the same have the same labels."""
        found = zip((2 * table, 2 * table + 1), self.others, (self.down, self.along), strict=True)
        return all(
            sides[own].categories[i] == sides[other].categories[j]
            for own, other, lines in found
            for i, j in lines.items()
        )


def _parts(sides: Sequence[Side], whole: int, part: int) -> list[Part]:
    """Return the ways in which a table is part of another; of those that labels tell the finest."""
    ways = [*_ways(sides, whole, part)]
    is_limited = sides[2 * whole].limits < sides[2 * part].limits
    told, likely = list[Part](), list[Part]()
    for way in ways:
        pairs = [*_pairs(sides, whole, way)]
        both = [(x, y) for x, y, _ in pairs]
        if any(x < y for x, y in both) or all(x == y for x, y in both):
            continue
        bits = sum(x > 0 for x, _ in both) - log2(len(ways))
        is_told = is_limited and way.is_labelled(sides, whole)
        rests = tuple(rest for x, _, rest in pairs if x)
        found = Part(whole, part, way.alike(whole), rests, is_told, bits >= _PROVEN)
        if is_told:
            told.append(found)
        elif bits >= _LIKELY:
            likely.append(found)
    return sorted(told, key=lambda p: -len(p.rests))[:1] + likely


def _ways(sides: Sequence[Side], whole: int, part: int) -> Iterator[_Way]:
    rows, columns = sides[2 * whole : 2 * whole + 2]
    for others in ((2 * part, 2 * part + 1), (2 * part + 1, 2 * part)):
        other, across = (sides[s] for s in others)
        for down, along in product(matches(columns, across), matches(rows, other)):
            yield _Way(others, down, along)


def _pairs(sides: Sequence[Side], whole: int, way: _Way) -> Iterator[tuple[int, int, Signs]]:
    """Yield a count, what may be a part of it, and the signs of what that leaves, per place."""
    rows, columns = sides[2 * whole : 2 * whole + 2]
    other = sides[way.others[0]]
    for i, k in product(_finest(columns, way.down), _finest(rows, way.along)):
        j, m = way.down[i], way.along[k]
        signs = dict.fromkeys(rows.spots[i][k], 1) | dict.fromkeys(other.spots[j][m], -1)
        yield rows.values[i][k], other.values[j][m], signs


def _finest(side: Side, match: Match) -> list[int]:
    """Return the places of a match that are no sums of others of it."""
    sums = {left[0]: right for left, right in side.place_sums if len(left) == 1 < len(right)}
    parts = {k: _parts_of(sums, k) for k in match}
    within = {k: [other for other in parts.values() if other < parts[k]] for k in match}
    return [k for k in match if frozenset[int]().union(*within[k]) != parts[k]]


def _parts_of(sums: Mapping[int, Sequence[int]], place: int) -> frozenset[int]:
    """Return the places that are no sums of others and make up a place."""
    found, left = set[int](), {place}
    for _ in range(len(sums) + 1):
        found |= {k for k in left if k not in sums}
        left = {part for k in left if k in sums for part in sums[k]}
    return frozenset(found)

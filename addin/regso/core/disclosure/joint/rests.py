"""Tables whose counts are part of those of another: everybody in a place, and those of one kind.

What such a count leaves of the other is printed nowhere, but it cannot be below 0. So every place
is compared with the same place of the other table, whichever way each stands (`places.matches`).
Counts of other persons are as often larger as smaller, so each that is not larger is worth a bit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import permutations, product
from math import factorial, log2
from typing import NamedTuple

from regso.core.disclosure.joint.links import Signs
from regso.core.disclosure.joint.orders import orders_within
from regso.core.disclosure.joint.places import Match, matches, with_whole
from regso.core.disclosure.joint.sides import Side

_LIKELY = 2.0  # bits beyond what chance gives, that a part must be worth
_PROVEN = 8.0  # and where no label tells it

Sides = tuple[int, int]


class Pair(NamedTuple):
    """A count, what may be a part of it, and the signs of what that leaves."""

    whole: int
    part: int
    rest: Signs


class Way(NamedTuple):
    """The sides of a table beside the rows and columns of another, and which lines are the same.

    Attributes
    ----------
    others : the sides of the other table beside the rows and the columns
    down, along : which rows are the same, and which columns
    tried : how many orders of lines were tried besides, in bits
    is_only : of those no other is possible
    """

    others: Sides
    down: Match
    along: Match
    tried: float = 0
    is_only: bool = True

    def side(self, table: int, *, turned: bool) -> tuple[Sides, Match, Match]:
        """Return the rows of the table, or turned its columns, beside the lines of the other.

        And which lines are the same, and which places.
        """
        sides = 2 * table + turned, self.others[turned]
        return (sides, self.along, self.down) if turned else (sides, self.down, self.along)

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


class Part(NamedTuple):
    """A table that is part of another.

    Attributes
    ----------
    whole, part : tables
    way : which of their lines are the same
    rests : what the part leaves in each place, as the signs of cells
    sums : what it leaves in places that are sums of those
    is_told : words that limit the part tell it
    is_proven : numbers prove it
    """

    whole: int
    part: int
    way: Way
    rests: tuple[Signs, ...]
    sums: tuple[Signs, ...]
    is_told: bool
    is_proven: bool

    @property
    def alike(self) -> tuple[Sides, ...]:
        """The sides of the two that have several lines in common."""
        return self.way.alike(self.whole)

    @property
    def is_sure(self) -> bool:
        """Labels tell it, or numbers prove it."""
        return self.is_told or self.is_proven


def found_parts(sides: Sequence[Side], known: Collection[tuple[int, int]] = ()) -> list[Part]:
    """Return the tables that are part of others, in every way that their places may be the same.

    Parameters
    ----------
    sides : sequence of Side
        The rows and then the columns of each table.
    known : tables that sums between them show to be whole and part
    """
    tables = range(len(sides) // 2)
    return [
        found
        for whole, part in permutations(tables, 2)
        if not sides[2 * whole].limits > sides[2 * part].limits
        for found in _parts(sides, whole, part, is_known=(whole, part) in known)
    ]


def _parts(sides: Sequence[Side], whole: int, part: int, *, is_known: bool) -> list[Part]:
    """Return the ways in which a table is part of another; of those that labels tell the finest.

    Where it is known to be a part, so are all that say more than labels and are possible.
    """
    ways = [*ways_of(sides, whole, part)]
    plain = sum(not way.tried for way in ways)  # the others have been tried besides
    is_limited = sides[2 * whole].limits < sides[2 * part].limits
    told, likely, possible = list[Part](), list[Part](), list[Part]()
    for way in ways:
        pairs, coarser = _pairs(sides, whole, way)
        both = [(x, y) for x, y, _ in pairs]
        if any(x < y for x, y in both) or all(x == y for x, y in both):
            continue
        bits = sum(x > 0 for x, _ in both) - (way.tried or log2(plain))
        is_told = is_limited and way.is_labelled(sides, whole)
        rests = tuple(rest for x, _, rest in pairs if x)
        is_proven = bits >= _PROVEN and way.is_only
        sums = tuple(rest for x, _, rest in coarser if x)
        found = Part(whole, part, way, rests, sums, is_told, is_proven)
        if is_told:
            told.append(found)
        else:
            (likely if bits >= _LIKELY else possible).append(found)
    most = max((len(each.rests) for each in told), default=0)
    finest_told = [each for each in told if len(each.rests) == most][:1]
    if is_known or is_limited:
        likely += [each for each in possible if len(each.rests) > most]
    return finest_told + likely


def ways_of(sides: Sequence[Side], whole: int, part: int) -> Iterator[Way]:
    rows, columns = sides[2 * whole : 2 * whole + 2]
    for others in ((2 * part, 2 * part + 1), (2 * part + 1, 2 * part)):
        other, across = (sides[s] for s in others)
        both = [*matches(columns, across)], [*matches(rows, other)]
        for down, along in product(*both):
            yield Way(others, down, along)
        for down in both[0]:
            for along, tried, is_only in _orders(rows, other, down, both[1]):
                yield Way(others, down, along, tried, is_only)
        for along in both[1]:
            for down, tried, is_only in _orders(columns, across, along, both[0]):
                yield Way(others, down, along, tried, is_only)
        totals = with_whole({}, rows, other)
        for down, more, _ in _orders(columns, across, totals, both[0]) if totals else ():
            for along, tried, _ in _orders(rows, other, down, both[1]):
                yield Way(others, down, along, more + tried, is_only=False)


def _orders(
    one: Side, other: Side, lines: Match, known: Sequence[Match]
) -> Iterator[tuple[Match, float, bool]]:
    """Yield more orders of places, how many were tried, and whether no other is possible."""
    for found in orders_within(one, other, lines):
        for order in found:
            tried = log2(factorial(len(order.keys() - {one.whole_place})))
            if order not in known:
                yield order, tried, len(found) == 1


def _pairs(sides: Sequence[Side], whole: int, way: Way) -> tuple[list[Pair], list[Pair]]:
    """Return each count beside what may be a part of it: in the finest places, and in others."""
    rows, columns = sides[2 * whole : 2 * whole + 2]
    other = sides[way.others[0]]
    down, along = finest(columns, way.down), finest(rows, way.along)
    found: tuple[list[Pair], list[Pair]] = ([], [])
    for (i, j), (k, m) in product(way.down.items(), way.along.items()):
        signs = dict.fromkeys(rows.spots[i][k], 1) | dict.fromkeys(other.spots[j][m], -1)
        pair = Pair(rows.values[i][k], other.values[j][m], signs)
        found[not (i in down and k in along)].append(pair)
    return found


def finest(side: Side, places: Collection[int]) -> list[int]:
    """Return those of some places that are no sums of others of them."""
    sums = {left[0]: right for left, right in side.place_sums if len(left) == 1 < len(right)}
    parts = {k: _parts_of(sums, k) for k in places}
    within = {k: [other for other in parts.values() if other < parts[k]] for k in places}
    return [k for k in places if frozenset[int]().union(*within[k]) != parts[k]]


def _parts_of(sums: Mapping[int, Sequence[int]], place: int) -> frozenset[int]:
    """Return the places that are no sums of others and make up a place."""
    found, left = set[int](), {place}
    for _ in range(len(sums) + 1):
        found |= {k for k in left if k not in sums}
        left = {part for k in left if k in sums for part in sums[k]}
    return frozenset(found)

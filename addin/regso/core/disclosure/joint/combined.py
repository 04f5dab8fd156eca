"""What two tables are together, or what one leaves of the other, beside a third table.

All and inrikes are counted per kommun, and utrikes per län: then a län is what inrikes leave of
its kommuner, although no table has utrikes per kommun, and no label says which kommuner those are.
So it is where inrikes and utrikes are counted per kommun, and all per län.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from math import log2
from typing import NamedTuple

from regso.core.disclosure.joint.divisions import Division, divisions
from regso.core.disclosure.joint.links import End, Link, link_of
from regso.core.disclosure.joint.places import Group, Match, Member, matches
from regso.core.disclosure.joint.rests import Part, Way, finest, ways_of
from regso.core.disclosure.joint.sides import Side
from regso.core.disclosure.relations import Relation


class Found(NamedTuple):
    """Sums between two tables and a third, how many bits they are worth, and if all is sure."""

    links: list[Link]
    bits: float
    is_sure: bool


class _Two(NamedTuple):
    """Two tables, which of their lines are the same, and 1 where they are added, else -1."""

    tables: tuple[int, int]
    way: Way
    sign: int
    is_sure: bool


def found_combined(sides: Sequence[Side], parts: Sequence[Part]) -> list[Found]:
    """Return the sums between two tables, added or subtracted, and a third, the likeliest first.

    Parameters
    ----------
    sides : sequence of Side
        Of all tables.
    parts : tables that are part of others
    """
    left = [_Two((p.whole, p.part), p.way, -1, p.is_sure) for p in parts if p.way.is_only]
    added = [
        _Two((one, other), way, 1, is_sure=False)
        for one, other in combinations(range(len(sides) // 2), 2)
        for way in ways_of(sides, one, other)
        if not way.tried
    ]
    found = [each for twos in (left, added) for each in _found(sides, twos)]
    return sorted(found, key=lambda each: (-each.is_sure, -each.bits))


def _found(sides: Sequence[Side], twos: Sequence[_Two]) -> Iterator[Found]:
    tried = [
        (two, _Beside(sides, one, third, match))
        for two in twos
        for one in (_combined(sides, two, turned=turned) for turned in (False, True))
        for third, side in enumerate(sides)
        if side.table not in two.tables
        for match in matches(one.side, side)
    ]
    chance = log2(max(1, len(tried)))
    for two, each in tried:
        for links, bits in each.found():
            yield Found(links, bits - chance, two.is_sure)


class _Combined(NamedTuple):
    """The sides of two tables, added or subtracted.

    Attributes
    ----------
    side : its counts, printed nowhere
    of : the sides of the two
    lines, places : those of the two that each line and each place is of
    sign : 1 where they are added, else -1
    """

    side: Side
    of: tuple[int, int]
    lines: list[tuple[int, int]]
    places: list[tuple[int, int]]
    sign: int


def _combined(sides: Sequence[Side], two: _Two, *, turned: bool) -> _Combined:
    of, down, along = two.way.side(two.tables[0], turned=turned)
    one, other = (sides[s] for s in of)
    lines, places = sorted(down.items()), sorted(along.items())
    side = replace(
        one,
        spots=[[one.spots[i][k] for k, _ in places] for i, _ in lines],
        values=[
            [one.values[i][k] + two.sign * other.values[j][m] for k, m in places] for i, j in lines
        ],
        labels=[one.labels[i] for i, _ in lines],
        categories=[one.categories[i] for i, _ in lines],
        places=[one.places[k] for k, _ in places],
        sums=_among(one.sums, [i for i, _ in lines]),
        place_sums=_among(one.place_sums, [k for k, _ in places]),
    )
    return _Combined(side, of, lines, places, two.sign)


def _among(sums: Sequence[Relation], lines: Sequence[int]) -> list[Relation]:
    """Return the sums that are of these lines alone, by their order."""
    at = {line: n for n, line in enumerate(lines)}
    return [
        Relation(*(tuple(at[i] for i in each) for each in relation))
        for relation in sums
        if at.keys() >= {*relation.left, *relation.right}
    ]


class _Beside:
    """The sides of two tables, beside a side of a third table, at the same places."""

    def __init__(self, sides: Sequence[Side], two: _Combined, third: int, match: Match) -> None:
        self.sides, self.two, self.third, self.match = sides, two, third, match

    def found(self) -> Iterator[tuple[list[Link], float]]:
        """Yield the ways in which the lines divide each other, and what those are worth."""
        here, third = self.two.side, self.sides[self.third]
        lines = [[line[k] for k in self.match] for line in here.values]
        lines += [[line[m] for m in self.match.values()] for line in third.values]
        totals = [len(self.two.lines) + i for i in third.leaves]
        one, same = finest(here, self.match), finest(third, self.match.values())
        evidence = [n for n, (k, m) in enumerate(self.match.items()) if k in one and m in same]
        leaves = [i for i in here.leaves if min(lines[i], default=-1) >= 0]
        for each, parts in ((totals, leaves), (leaves, totals)):
            for division in divisions(lines, each, parts):
                yield self._links(division), division.bits(lines, evidence)

    def _links(self, division: Division) -> list[Link]:
        places = [self.two.places[k] for k in self.match]
        group: Group = (
            Member(self.two.of[0], tuple(k for k, _ in places)),
            Member(self.two.of[1], tuple(m for _, m in places)),
            Member(self.third, tuple(self.match.values())),
        )
        return [link_of(self.sides, group, *self._ends(each)) for each in division.sums]

    def _ends(self, relation: Relation) -> tuple[list[End], list[End]]:
        """Return the lines of the tables whose sums are equal."""
        ends: tuple[list[End], list[End]] = ([], [])
        first, second = self.two.of
        for at, lines in enumerate(relation):
            for n in lines:
                if n >= len(self.two.lines):
                    ends[at].append(End(self.third, n - len(self.two.lines)))
                    continue
                own, other = self.two.lines[n]
                ends[at].append(End(first, own))
                ends[at if self.two.sign > 0 else 1 - at].append(End(second, other))
        return ends

"""What a part leaves of a table, beside a third table that groups it or that it groups.

All and inrikes are counted per kommun, and utrikes per län: then a län is what inrikes leave of
its kommuner, although no table has utrikes per kommun, and no label says which kommuner those are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log2
from typing import NamedTuple

from regso.core.disclosure.joint.divisions import Division, divisions
from regso.core.disclosure.joint.links import End, Link, link_of
from regso.core.disclosure.joint.places import Group, Match, Member, matches
from regso.core.disclosure.joint.rests import Part, finest
from regso.core.disclosure.joint.sides import Side
from regso.core.disclosure.relations import Relation


class Found(NamedTuple):
    """Sums between what a part leaves and a third table, and how many bits they are worth."""

    part: Part
    links: list[Link]
    bits: float


def found_remainders(sides: Sequence[Side], parts: Sequence[Part]) -> list[Found]:
    """Return the sums between what parts leave and the other tables, the likeliest first.

    Parameters
    ----------
    sides : sequence of Side
        Of all tables.
    parts : tables that are part of others
    """
    tried = [
        (part, _Beside(sides, left, third, match))
        for part in parts
        if part.way.is_only
        for left in (_left(sides, part, turned=turned) for turned in (False, True))
        for third, side in enumerate(sides)
        if side.table not in (part.whole, part.part)
        for match in matches(left.side, side)
    ]
    chance = log2(max(1, len(tried)))
    found = [
        Found(part, links, bits - chance) for part, each in tried for links, bits in each.found()
    ]
    return sorted(found, key=lambda each: (-each.part.is_sure, -each.bits))


class _Left(NamedTuple):
    """What a part leaves of a side of a table.

    Attributes
    ----------
    side : its counts, printed nowhere
    of : the sides of the whole and of the part
    lines, places : those of the whole, and of the part, that each line and each place is of
    """

    side: Side
    of: tuple[int, int]
    lines: list[tuple[int, int]]
    places: list[tuple[int, int]]


def _left(sides: Sequence[Side], part: Part, *, turned: bool) -> _Left:
    of, down, along = part.way.side(part.whole, turned=turned)
    whole, other = (sides[s] for s in of)
    lines, places = sorted(down.items()), sorted(along.items())
    side = replace(
        whole,
        spots=[[whole.spots[i][k] for k, _ in places] for i, _ in lines],
        values=[[whole.values[i][k] - other.values[j][m] for k, m in places] for i, j in lines],
        labels=[whole.labels[i] for i, _ in lines],
        categories=[whole.categories[i] for i, _ in lines],
        places=[whole.places[k] for k, _ in places],
        sums=_among(whole.sums, [i for i, _ in lines]),
        place_sums=_among(whole.place_sums, [k for k, _ in places]),
    )
    return _Left(side, of, lines, places)


def _among(sums: Sequence[Relation], lines: Sequence[int]) -> list[Relation]:
    """Return the sums that are of these lines alone, by their order."""
    at = {line: n for n, line in enumerate(lines)}
    return [
        Relation(*(tuple(at[i] for i in each) for each in relation))
        for relation in sums
        if at.keys() >= {*relation.left, *relation.right}
    ]


class _Beside:
    """What a part leaves of a side, beside a side of a third table, at the same places."""

    def __init__(self, sides: Sequence[Side], left: _Left, third: int, match: Match) -> None:
        self.sides, self.left, self.third, self.match = sides, left, third, match

    def found(self) -> Iterator[tuple[list[Link], float]]:
        """Yield the ways in which the lines divide each other, and what those are worth."""
        here, third = self.left.side, self.sides[self.third]
        lines = [[line[k] for k in self.match] for line in here.values]
        lines += [[line[m] for m in self.match.values()] for line in third.values]
        totals = [len(self.left.lines) + i for i in third.leaves]
        one, same = finest(here, self.match), finest(third, self.match.values())
        evidence = [n for n, (k, m) in enumerate(self.match.items()) if k in one and m in same]
        leaves = [i for i in here.leaves if min(lines[i], default=-1) >= 0]
        for each, parts in ((totals, leaves), (leaves, totals)):
            for division in divisions(lines, each, parts):
                yield self._links(division), division.bits(lines, evidence)

    def _links(self, division: Division) -> list[Link]:
        places = [self.left.places[k] for k in self.match]
        group: Group = (
            Member(self.left.of[0], tuple(k for k, _ in places)),
            Member(self.left.of[1], tuple(m for _, m in places)),
            Member(self.third, tuple(self.match.values())),
        )
        return [link_of(self.sides, group, *self._ends(each)) for each in division.sums]

    def _ends(self, relation: Relation) -> tuple[list[End], list[End]]:
        """Return the lines of the tables whose sums are equal."""
        ends: tuple[list[End], list[End]] = ([], [])
        whole, part = self.left.of
        for at, lines in enumerate(relation):
            for n in lines:
                if n >= len(self.left.lines):
                    ends[at].append(End(self.third, n - len(self.left.lines)))
                    continue
                own, other = self.left.lines[n]
                ends[at].append(End(whole, own))
                ends[1 - at].append(End(part, other))
        return ends

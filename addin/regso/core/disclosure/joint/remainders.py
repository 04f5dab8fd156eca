"""What a part leaves of a table, beside a third table that groups it or that it groups.

All and inrikes are counted per kommun, and utrikes per län: then a län is what inrikes leave of
its kommuner, although no table has utrikes per kommun, and no label says which kommuner those are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
        _Beside(sides, part, turned, third, match)
        for part in parts
        for turned in (False, True)
        for third, side in enumerate(sides)
        if side.table not in (part.whole, part.part)
        for match in matches(sides[2 * part.whole + turned], side)
    ]
    chance = log2(max(1, len(tried)))
    found = [
        Found(each.part, links, bits - chance) for each in tried for links, bits in each.found()
    ]
    return sorted(found, key=lambda each: (-each.part.is_sure, -each.bits))


class _Beside:
    """The lines that a part leaves of a side, beside the lines of a side of a third table."""

    def __init__(
        self, sides: Sequence[Side], part: Part, turned: bool, third: int, match: Match
    ) -> None:
        self.sides, self.part, self.third = sides, part, third
        (self.whole, self.other), lines, places = part.way.side(part.whole, turned=turned)
        own = [k for k in places if k in match]
        self.group: Group = (
            Member(self.whole, tuple(own)),
            Member(self.other, tuple(places[k] for k in own)),
            Member(third, tuple(match[k] for k in own)),
        )
        self.at = {i: lines[i] for i in finest(sides[2 * part.whole + (not turned)], lines)}

    def found(self) -> Iterator[tuple[list[Link], float]]:
        """Yield the ways in which the lines divide each other, and what those are worth."""
        (w, own), (p, others), (s, there) = self.group
        whole, other, third = self.sides[w], self.sides[p], self.sides[s]
        left = [
            [whole.values[i][k] - other.values[j][m] for k, m in zip(own, others, strict=True)]
            for i, j in self.at.items()
        ]
        lines = left + [[third.values[i][k] for k in there] for i in third.leaves]
        rests, totals = range(len(left)), range(len(left), len(lines))
        ways = ((totals, rests), (rests, totals)) if own and min(map(min, lines)) >= 0 else ()
        one, same = finest(whole, own), finest(third, there)
        places = zip(own, there, strict=True)
        evidence = [n for n, (k, m) in enumerate(places) if k in one and m in same]
        for totals_, parts in ways:
            for division in divisions(lines, totals_, parts):
                yield self._links(division), division.bits(lines, evidence)

    def _links(self, division: Division) -> list[Link]:
        return [link_of(self.sides, self.group, *self._ends(sum_)) for sum_ in division.sums]

    def _ends(self, relation: Relation) -> tuple[list[End], list[End]]:
        """Return the lines of the tables whose sums are equal."""
        own, leaves = [*self.at], self.sides[self.third].leaves
        sides: list[list[End]] = [[], []]
        for at, lines in enumerate(relation):
            for n in lines:
                if n < len(own):
                    sides[at].append(End(self.whole, own[n]))
                    sides[1 - at].append(End(self.other, self.at[own[n]]))
                else:
                    sides[at].append(End(self.third, leaves[n - len(own)]))
        return sides[0], sides[1]

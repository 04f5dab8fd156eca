"""Sums between lines of several tables, as what they say of the cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regso.core.disclosure.joint.places import Group
from regso.core.disclosure.joint.sides import Side, Spot

Signs = dict[Spot, int]


class End(NamedTuple):
    """A line of a side; the one after the last is the sum of all."""

    side: int
    line: int


@dataclass(frozen=True)
class Link:
    """A sum between lines of several tables.

    Attributes
    ----------
    left, right : the lines whose sums are equal
    group : the sides of those lines and the places in which it holds
    is_told : labels say it too
    is_proven : numbers prove it without labels
    balances : per place the signs of the cells that sum to 0
    """

    left: tuple[End, ...]
    right: tuple[End, ...]
    group: Group
    balances: tuple[Signs, ...]
    is_told: bool = False
    is_proven: bool = False

    def shown_places(self, sides: Sequence[Side]) -> list[int]:
        """Return the places of the group that stand in all its tables."""
        return [
            k
            for k in range(len(self.group[0].places))
            if all(len(sides[s].spots[0][places[k]]) == 1 for s, places in self.group)
        ]


def link_of(sides: Sequence[Side], group: Group, left: Sequence[End], right: Sequence[End]) -> Link:
    """Return a sum between lines over the places of a group."""
    at = {member.side: member.places for member in group}
    balances = []
    for place in range(len(group[0].places)):
        signs: dict[Spot, int] = defaultdict(int)
        for ends, sign in ((left, 1), (right, -1)):
            for side, line in ends:
                for spot in sides[side].spots[line][at[side][place]]:
                    signs[spot] += sign
        balances.append({spot: sign for spot, sign in signs.items() if sign})
    return Link(tuple(left), tuple(right), group, tuple(balances))

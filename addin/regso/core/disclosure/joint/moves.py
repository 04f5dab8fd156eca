"""Counts by type and by the groups of several breakdowns, and the moves that keep their sums.

A move lets a few counts change together, each by one up or down, so that the sums which do not
change may be shown. It has one of three shapes:

- a square: between two types and two groups of a breakdown; all sums over groups and types stay,
- a pair: between two groups of a breakdown, in one type; the groups' sizes change,
- a shift: between two types, in one group of every breakdown; the types' sizes change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

from regso.core.disclosure.bytype import BOTH, ONE, ROWS, TOTAL, TWO, TYPES, UNKNOWN

LEAVES = (*TYPES, UNKNOWN)  # the rows that are no sums of others
_IN = {row: {row} for row in LEAVES} | {BOTH: {ONE, TWO}, TOTAL: {*LEAVES}}
PARTS = tuple(frozenset(LEAVES.index(leaf) for leaf in _IN[row]) for row in ROWS)


class Place(NamedTuple):
    """Where a count is shown: its breakdown (0 is no breakdown), its group, and its row."""

    breakdown: int
    group: int
    row: int


class Leaf(NamedTuple):
    """A count that is no sum of others in its group."""

    breakdown: int
    group: int
    kind: int

    @property
    def place(self) -> Place:
        """Where it is shown."""
        return Place(self.breakdown, self.group, LEAVES[self.kind])

    def is_part_of(self, place: Place) -> bool:
        """Tell whether it is the count of a place, or a part of the sum there."""
        return self[:2] == place[:2] and self.kind in PARTS[place.row]


def parts_of(place: Place) -> list[Leaf]:
    """Return the counts that a count is the sum of; itself where it is no sum."""
    return [Leaf(place.breakdown, place.group, kind) for kind in sorted(PARTS[place.row])]


EVERYTHING = Place(0, 0, TOTAL)


@dataclass(frozen=True)
class Counts:
    """Counts by type and group.

    Attributes
    ----------
    breakdowns : sequence of groups of counts
        Per breakdown and group the counts of types 1–5 and okänd. The first breakdown has one
        group, of all; in every other the groups sum to it.
    """

    breakdowns: Sequence[Sequence[Sequence[int]]]

    @classmethod
    def of_rows(cls, breakdowns: Sequence[Sequence[Sequence[float]]]) -> Counts:
        """Return the counts of tables with the rows of `bytype.ROWS`."""
        return cls([[[int(rows[i]) for i in LEAVES] for rows in groups] for groups in breakdowns])

    def leaf(self, leaf: Leaf) -> int:
        """Return a count that is no sum."""
        return self.breakdowns[leaf.breakdown][leaf.group][leaf.kind]

    def at(self, place: Place) -> int:
        """Return the count of a place."""
        group = self.breakdowns[place.breakdown][place.group]
        return sum(group[kind] for kind in PARTS[place.row])

    def without(self, some: Counts) -> Counts:
        """Return the counts of those who are not among some of them."""
        pairs = zip(self.breakdowns, some.breakdowns, strict=True)
        return Counts(
            [
                [[n - x for n, x in zip(*group, strict=True)] for group in zip(*both, strict=True)]
                for both in pairs
            ]
        )

    def least(self, place: Place, everywhere: AbstractSet[Place] = frozenset()) -> int:
        """Return the least that a count can be: 1 for each part that is known not to be 0.

        Those are the parts that would be shown if they were 0.
        """
        leaves = parts_of(place)
        return sum(self.leaf(leaf) > 0 and leaf.place not in everywhere for leaf in leaves)

    @cached_property
    def places(self) -> list[Place]:
        """All places, those of sums over all groups first."""
        return [
            Place(b, g, row)
            for b, groups in enumerate(self.breakdowns)
            for g in range(len(groups))
            for row in ROWS
        ]

    def of(self, breakdowns: AbstractSet[int]) -> set[Place]:
        """Return all places of some breakdowns."""
        return {place for place in self.places if place.breakdown in breakdowns}


@dataclass(frozen=True)
class Move:
    """Counts that change together, each by one.

    Attributes
    ----------
    up, down : sequence of Leaf
    """

    up: Sequence[Leaf]
    down: Sequence[Leaf]

    @property
    def leaves(self) -> list[Leaf]:
        """Every count that changes and is no sum."""
        return [*self.up, *self.down]

    @cached_property
    def changed(self) -> set[Place]:
        """The places whose counts change."""
        found: dict[Place, int] = {}
        for leaves, by in ((self.up, 1), (self.down, -1)):
            for b, g, kind in leaves:
                for row, parts in enumerate(PARTS):
                    if kind in parts:
                        found[Place(b, g, row)] = found.get(Place(b, g, row), 0) + by
        return {place for place, by in found.items() if by}


def within(counts: Counts, place: Place) -> Iterator[Move]:
    """Yield the squares and pairs along which a count rises by one."""
    b, g, row = place
    others = [each for each in range(len(counts.breakdowns[b])) if each != g]
    for kind, other in product(PARTS[row], others):
        yield Move([Leaf(b, g, kind)], [Leaf(b, other, kind)])
    for kind, less, other in product(PARTS[row], range(len(LEAVES)), others):
        if less not in PARTS[row]:
            yield Move(
                [Leaf(b, g, kind), Leaf(b, other, less)], [Leaf(b, g, less), Leaf(b, other, kind)]
            )


def across(counts: Counts, place: Place, without: AbstractSet[int] = frozenset()) -> Iterator[Move]:
    """Yield the shifts along which a count rises by one, in all breakdowns but some."""
    sizes = {
        b: range(len(groups)) for b, groups in enumerate(counts.breakdowns) if b not in without
    }
    sizes[place.breakdown] = range(place.group, place.group + 1)
    for kind, less in product(PARTS[place.row], range(len(LEAVES))):
        if less not in PARTS[place.row]:
            for groups in product(*sizes.values()):
                chosen = [*zip(sizes, groups, strict=True)]
                yield Move(
                    [Leaf(b, g, kind) for b, g in chosen], [Leaf(b, g, less) for b, g in chosen]
                )

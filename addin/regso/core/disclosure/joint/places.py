"""Which places of two lines are the same, in tables that stand any way.

By their labels where they have some in common, else by their order, which leaves totals for last,
else because two lines have the same numbers in another order, perhaps among those of more places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, permutations, product
from math import log2, perm
from typing import NamedTuple

from regso.core.disclosure.joint.sides import TOTAL, Category, Side

Match = dict[int, int]  # a place of one side, and of another
_FEW = 3  # numbers in another order say nothing where they are fewer
_MOST_ORDERS = 3


class Member(NamedTuple):
    """A side of a table, and its places in the order of the group."""

    side: int
    places: tuple[int, ...]


Group = tuple[Member, ...]


def groups(sides: Sequence[Side]) -> list[Group]:
    """Return the sides of two tables or more that have places in common, and which those are."""
    found: dict[frozenset[Member], Group] = {}
    pairs = [
        (s, u)
        for s, one in enumerate(sides)
        for u, other in enumerate(sides)
        if one.table != other.table
    ]
    ways = {(s, u): list(matches(sides[s], sides[u])) for s, u in pairs}
    for (s, u), each in ways.items():
        for match in each if s < u else ():
            _add(found, _group(s, match, {u: match}))
    for s in range(len(sides)):
        others = {u: each[0] for (one, u), each in ways.items() if one == s and each}
        for match in others.values():
            _add(found, _group(s, match, others))
    return list(found.values())


def _add(found: dict[frozenset[Member], Group], group: Group) -> None:
    places = sorted(zip(*(member.places for member in group), strict=True))
    ordered = [tuple(place) for place in zip(*places, strict=True)]
    group = tuple(Member(m.side, order) for m, order in zip(group, ordered, strict=True))
    found.setdefault(frozenset(group), group)


def _group(side: int, match: Match, others: Mapping[int, Match]) -> Group:
    places = tuple(match)
    members = {side: places} | {
        u: tuple(other[k] for k in places)
        for u, other in others.items()
        if other.keys() >= {*places}
    }
    return tuple(Member(s, members[s]) for s in sorted(members))


def matches(one: Side, other: Side) -> Iterator[Match]:
    """Yield the ways in which places of two sides may be the same, the likeliest first."""
    here, there = _named(one), _named(other)
    by_label = {k: there[place] for place, k in here.items() if place in there}
    named = sum(one.places[k] != TOTAL for k in by_label)
    if named > 1 or (named and named == min(len(one.place_leaves), len(other.place_leaves))):
        yield by_label
        return
    if (by_order := _by_order(one, other)) is not None:
        yield by_order
    if by_label and by_label != by_order:
        yield by_label
    yield from _by_numbers(one, other)


def _named(side: Side) -> dict[Category, int]:
    """Return the places by name; those of the table come before the sums that it lacks."""
    found: dict[Category, int] = {}
    for k, place in enumerate(side.places):
        found.setdefault(place, k)
    return found


def _by_order(one: Side, other: Side) -> Match | None:
    if len(one.place_leaves) != len(other.place_leaves):
        return None
    found = dict(zip(one.place_leaves, other.place_leaves, strict=True))
    return with_whole(found, one, other)


def with_whole(match: Match, one: Side, other: Side) -> Match:
    if one.whole_place is not None and other.whole_place is not None:
        match.setdefault(one.whole_place, other.whole_place)
    return match


def _by_numbers(one: Side, other: Side) -> Iterator[Match]:
    """Yield the orders of places in which a line of one side is a line of the other.

    The other may have more places, such as sums that nothing proves.
    """
    if len(one.place_leaves) > len(other.place_leaves):
        for match in _by_numbers(other, one):
            yield {there: here for here, there in match.items()}
        return
    found: list[Match] = []
    for line, among in product(one.values, other.values):
        here = {k: line[k] for k in one.place_leaves if line[k]}
        there = {k: among[k] for k in other.place_leaves if among[k]}
        for match in _in_other_order(here, there) if _is_likely(here, there) else ():
            every = len(match) == len(one.place_leaves) == len(other.place_leaves)
            if every and [*match.values()] == other.place_leaves:
                continue
            if match not in found and len(found) < _MOST_ORDERS:
                found.append(with_whole(match, one, other) if every else match)
                yield found[-1]


def _is_likely(here: Mapping[int, int], there: Mapping[int, int]) -> bool:
    """Tell whether it is hardly chance that all numbers of one are among those of the other."""
    if not _FEW <= len(here) <= len(there) or Counter(here.values()) - Counter(there.values()):
        return False
    bits = sum(log2(1 + number) for number in here.values())
    return len(here) == len(there) or bits >= log2(perm(len(there), len(here)))


def _in_other_order(here: Mapping[int, int], there: Mapping[int, int]) -> list[Match]:
    """Return the ways in which places have the same numbers; none where they are too many."""
    ways: list[Match] = [{}]
    for number, size in Counter(here.values()).items():
        own = [k for k, value in here.items() if value == number]
        others = [k for k, value in there.items() if value == number]
        ways = [
            way | dict(zip(own, chosen, strict=True))
            for way, chosen in islice(product(ways, permutations(others, size)), _MOST_ORDERS + 1)
        ]
    return ways if len(ways) <= _MOST_ORDERS else []

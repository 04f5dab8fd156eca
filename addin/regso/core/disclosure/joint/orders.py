"""In which order the lines of a part stand beside those of the whole, where no label says it.

Kommuner may be called by their names in one table, by their codes in another, and stand in order
of size. What is a part is nowhere larger, and often that leaves but one order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from regso.core.disclosure.joint.places import Match, with_whole
from regso.core.disclosure.joint.sides import TOTAL, Side

_MOST_LINES = 8
_MOST_ORDERS = 100


def orders_within(one: Side, other: Side, lines: Match) -> list[Match]:
    """Return the orders of places in which other lines are nowhere larger; none where many are.

    Parameters
    ----------
    one, other : Side
        Of the whole, and of what may be a part of it.
    lines : the lines of the two that are the same
    """
    size = len(one.place_leaves)
    named = {*one.places} & {*other.places} - {TOTAL}
    if named or not 1 < size == len(other.place_leaves) <= _MOST_LINES:
        return []
    fits = {
        k: [
            m for m in other.place_leaves
            if all(one.values[i][k] >= other.values[j][m] for i, j in lines.items())
        ]
        for k in one.place_leaves
    }  # fmt: skip
    found = [*islice(_orders(fits, one.place_leaves), _MOST_ORDERS + 1)]
    return [with_whole(order, one, other) for order in found] if len(found) <= _MOST_ORDERS else []


def _orders(fits: Mapping[int, Sequence[int]], places: Sequence[int]) -> Iterator[Match]:
    """Yield the ways to give each place another of its own."""
    if not places:
        yield {}
        return
    first = min(places, key=lambda k: len(fits[k]))
    rest = [k for k in places if k != first]
    for chosen in fits[first]:
        left = {k: [m for m in fits[k] if m != chosen] for k in rest}
        if all(left.values()):
            for others in _orders(left, rest):
                yield {first: chosen, **others}

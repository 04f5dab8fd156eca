"""In which order the lines of a part stand beside those of the whole, where no label says it.

Kommuner may be called by their names in one table, by their codes in another, and stand in order
of size. What is a part is nowhere larger, and often that leaves but one order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from regso.core.disclosure.joint.places import Match, with_whole
from regso.core.disclosure.joint.sides import TOTAL, Side

_MOST_LINES = 8
_MOST_ORDERS = 100


def orders_within(one: Side, other: Side, lines: Match) -> list[list[Match]]:
    """Return the orders of places in which other lines are nowhere larger; none where many are.

    One list for the finest places of both, and one for each other level, such as the län of a
    table of kommuner, that has as many places as the other table.

    Parameters
    ----------
    one, other : Side
        Of the whole, and of what may be a part of it.
    lines : the lines of the two that are the same
    """
    if {*one.places} & {*other.places} - {TOTAL}:
        return []
    found = []
    for here, there in product(_levels(one), _levels(other)):
        if 1 < len(here) == len(there) <= _MOST_LINES:
            fits = {
                k: [
                    m for m in there
                    if all(one.values[i][k] >= other.values[j][m] for i, j in lines.items())
                ]
                for k in here
            }  # fmt: skip
            orders = [*islice(_orders(fits, here), _MOST_ORDERS + 1)]
            if 0 < len(orders) <= _MOST_ORDERS:
                found.append([with_whole(order, one, other) for order in orders])
    return found


def _levels(side: Side) -> list[list[int]]:
    """Return the finest places of a side, and its coarsest but the whole where they are others."""
    sums = {r.left[0]: r.right for r in side.place_sums if len(r.left) == 1}
    inside = {part for total, parts in sums.items() if total != side.whole_place for part in parts}
    coarse = [k for k in range(len(side.places)) if k not in inside and k != side.whole_place]
    return [side.place_leaves] + [coarse] * (coarse != side.place_leaves)


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

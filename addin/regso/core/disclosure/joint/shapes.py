"""The moves that are hidden beside a small count, and how the cheapest are chosen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import combinations

from regso.core.disclosure.bytype import BOTH, UNKNOWN
from regso.core.disclosure.joint.moves import (
    EVERYTHING,
    PARTS,
    Counts,
    Leaf,
    Move,
    Place,
    across,
    parts_of,
    within,
)

_CHEAP = {BOTH, UNKNOWN}
_PRICES = ((40, 8), (10, 1))  # of others and of those: over all groups, and in one of them

Reach = tuple[int, int]  # how far a count must be able to fall and to rise
NO_LIMIT = 10**9


class Rules(ABC):
    """How counts can move.

    Attributes
    ----------
    counts : Counts
    everywhere : set of Place
        What is hidden before.
    """

    counts: Counts
    everywhere: AbstractSet[Place]

    @abstractmethod
    def reach(self, place: Place, threshold: int) -> Reach | None:
        """Return how far a count must be able to fall and rise; None where it is not small."""

    @abstractmethod
    def can_move(self, move: Move, place: Place, reach: Reach) -> bool:
        """Tell whether all counts of a move can make it so far."""

    @abstractmethod
    def room(self, leaf: Leaf) -> Reach:
        """Return how far a count itself can fall and rise."""

    @abstractmethod
    def can_be_poured(self, place: Place, kind: int, reach: Reach) -> bool:
        """Tell whether the other groups of a hidden breakdown can take and give what it needs."""


def protected(rules: Rules, place: Place, reach: Reach, hidden: AbstractSet[Place]) -> set[Place]:
    """Return the cheapest places whose hiding protects a small count.

    Where no move of one or several of its parts does, whole breakdowns are hidden: others, which
    then fit any sums of the types, or its own, where the count can be poured; or else everything.
    """
    counts = rules.counts
    if place == EVERYTHING:
        return {*counts.places}
    move = _cheapest(rules, place, reach, hidden, within(counts, place)) or _cheapest(
        rules, place, reach, hidden, across(counts, place)
    )
    if move is not None:
        return move.changed
    together = _of_parts(rules, place, reach, hidden)
    if together is not None:
        return together
    for others in _other_breakdowns(counts, place):
        move = _cheapest(rules, place, reach, hidden, across(counts, place, others))
        if move is not None:
            return move.changed | counts.of(others)
    is_poured = any(rules.can_be_poured(place, kind, reach) for kind in PARTS[place.row])
    return counts.of({place.breakdown}) if place.breakdown and is_poured else {*counts.places}


def _other_breakdowns(counts: Counts, place: Place) -> Iterator[frozenset[int]]:
    """Yield the sets of breakdowns that a count does not stand in, the smallest first."""
    others = [b for b in range(1, len(counts.breakdowns)) if b != place.breakdown]
    for size in range(1, len(others) + 1):
        yield from map(frozenset, combinations(others, size))


def _cheapest(
    rules: Rules, place: Place, reach: Reach, hidden: AbstractSet[Place], moves: Iterable[Move]
) -> Move | None:
    found = [move for move in moves if rules.can_move(move, place, reach)]
    return min(found, key=lambda move: _price(move.changed - hidden), default=None)


def _of_parts(
    rules: Rules, place: Place, reach: Reach, hidden: AbstractSet[Place]
) -> set[Place] | None:
    """Return the places of moves of several parts of a sum, which go as far together."""
    found: set[Place] = set()
    used: set[Leaf] = set()
    fall, rise = reach
    for leaf in sorted(parts_of(place), key=rules.counts.leaf, reverse=True):
        falls, rises = rules.room(leaf)
        own = max(0, min(fall, falls)), max(0, min(rise, rises))
        best = _of_part(rules, leaf, place, own, used, hidden | found) if any(own) else None
        if best is not None:
            found |= best.changed
            used |= {*best.leaves}
            fall, rise = fall - own[0], rise - own[1]
    return None if fall or rise else found


def _of_part(
    rules: Rules,
    leaf: Leaf,
    place: Place,
    reach: Reach,
    used: AbstractSet[Leaf],
    hidden: AbstractSet[Place],
) -> Move | None:
    """Return the cheapest move of a part that changes the sum and no count of other moves."""
    for moves in (within, across):
        fit = (
            move
            for move in moves(rules.counts, place)
            if leaf in move.up and used.isdisjoint(move.leaves)
        )
        found = _cheapest(rules, place, reach, hidden, fit)
        if found is not None:
            return found
    return None


def _price(places: AbstractSet[Place]) -> int:
    return sum(_PRICES[place.row in _CHEAP][place.breakdown > 0] for place in places)

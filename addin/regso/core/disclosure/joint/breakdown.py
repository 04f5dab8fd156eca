"""Which counts of many indicators by type and breakdown must be hidden, all read together.

An indicator divides the persons of every cell in two, those who have it and the rest. All counts
are known by type and by the groups of every breakdown, with sums over types and over groups.
For each small count a move is hidden (`moves`): a few counts that can change together while
everything that is shown stays as it is. Along its move the small count can be any number from the
least possible to threshold - 1, so a reader of every table cannot tell which.

Persons come first: where their number is hidden, so is every indicator, zeros too, and those can
follow the move. Then each indicator by itself, for a reader who knows all persons: what she cannot
tell of one, no other tells her. Who is alone in a count knows it, so no move leads through another
count that is 1. Where no move is found the whole breakdown is hidden, or all that there is.

References
----------
Giessing and Repsilber (2002), Tools and strategies to protect multiple tables with the GHQUAR
cell suppression engine, LNCS 2316:181–192 (hiding by small closed shapes).
Vorob'ev (1962), Theory of Probability and Its Applications 7:147–163 (tables that have their
types in common, and no more, fit one register).
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from regso.core.disclosure import siblings
from regso.core.disclosure.joint.moves import EVERYTHING, Counts, Leaf, Move, Place
from regso.core.disclosure.joint.shapes import NO_LIMIT, Reach, Rules, protected


@dataclass(frozen=True)
class Indicator:
    """Counts of an indicator.

    Attributes
    ----------
    has : Counts
    is_share : bool
        Whether they are some of the persons; events may be more than those.
    """

    has: Counts
    is_share: bool = True


@dataclass(frozen=True)
class Hidden:
    """What is hidden: places where nothing is shown, and more places of single indicators."""

    everywhere: AbstractSet[Place]
    of: Sequence[AbstractSet[Place]] = field(default_factory=list)


def hidden_together(persons: Counts, indicators: Sequence[Indicator], threshold: int) -> Hidden:
    """Return what to hide so that no number from 1 to threshold - 1 can be worked out.

    Parameters
    ----------
    persons : Counts
    indicators : sequence of Indicator
        With the groups of `persons`.
    threshold : int
        The lowest count that may be shown.
    """
    siblings.refuse("Indikatorer")
    rules = [
        _OfIndicator(each.has, persons.without(each.has) if each.is_share else None)
        for each in indicators
    ]
    everywhere = _hidden(_OfPersons(persons, [r for r in rules if r.rest]), threshold)
    if EVERYTHING in everywhere:
        return Hidden(everywhere, [everywhere for _ in rules])
    found = [_hidden(each.beside(everywhere), threshold) for each in rules]
    return Hidden(everywhere, [hidden - everywhere for hidden in found])


def _hidden(rules: Rules, threshold: int) -> set[Place]:
    hidden = {*rules.everywhere}
    for place in rules.counts.places:
        reach = rules.reach(place, threshold)
        if reach is not None:
            hidden |= {place} | protected(rules, place, reach, hidden)
            if EVERYTHING in hidden:
                return {*rules.counts.places}
    return hidden


@dataclass(frozen=True)
class _OfIndicator(Rules):
    """How the counts of an indicator can move, for a reader who knows all persons.

    Attributes
    ----------
    counts, rest : Counts
        Those who have it, and the others; no others where it counts events.
    everywhere : set of Place
        Where all is hidden, also what is 0.
    """

    counts: Counts
    rest: Counts | None
    everywhere: AbstractSet[Place] = frozenset()

    def beside(self, everywhere: AbstractSet[Place]) -> _OfIndicator:
        """Return the rules where places are hidden everywhere."""
        return _OfIndicator(self.counts, self.rest, everywhere)

    def reach(self, place: Place, threshold: int) -> Reach | None:
        """See `Rules`; small may be those who have it, or the rest, or both."""
        has, low = self.counts.at(place), self.counts.least(place, self.everywhere)
        if self.rest is None:
            return _to(has, low, threshold - 1) if 0 < has < threshold else None
        rest, least = self.rest.at(place), self.rest.least(place, self.everywhere)
        found = []
        if 0 < has < threshold:
            found.append(_to(has, low, min(threshold - 1, has + rest - least)))
        if 0 < rest < threshold:
            fall, rise = _to(rest, least, min(threshold - 1, has + rest - low))
            found.append((rise, fall))
        falls, rises = zip(*found, strict=True) if found else ((), ())
        return (max(falls), max(rises)) if found else None

    def room(self, leaf: Leaf) -> Reach:
        """See `Rules`."""
        least = int(leaf.place not in self.everywhere)
        rises = NO_LIMIT if self.rest is None else self.rest.leaf(leaf) - least
        return self.counts.leaf(leaf) - least, rises

    def can_move(self, move: Move, place: Place, reach: Reach) -> bool:
        """See `Rules`."""
        back = Move(move.down, move.up)
        return self._can(self.counts, move, place, reach) and (
            self.rest is None or self._can(self.rest, back, place, reach)
        )

    def _can(self, counts: Counts, move: Move, place: Place, reach: Reach) -> bool:
        return not _meets_loner(counts, move.leaves, place) and all(
            counts.leaf(leaf) - by >= int(leaf.place not in self.everywhere)
            for leaves, by in zip((move.up, move.down), reach, strict=True)
            for leaf in leaves
        )

    def can_be_poured(self, place: Place, kind: int, reach: Reach) -> bool:
        """See `Rules`."""
        return _pours(self.counts, place, kind, reach) and (
            self.rest is None or _pours(self.rest, place, kind, (reach[1], reach[0]))
        )


@dataclass(frozen=True)
class _OfPersons(Rules):
    """How the counts of persons can move; every share of them must be able to follow.

    Attributes
    ----------
    counts : Counts
    shares : sequence of _OfIndicator
    """

    counts: Counts
    shares: Sequence[_OfIndicator]
    everywhere: AbstractSet[Place] = frozenset()

    def reach(self, place: Place, threshold: int) -> Reach | None:
        """See `Rules`."""
        count = self.counts.at(place)
        if not 0 < count < threshold:
            return None
        return _to(count, self.counts.least(place), threshold - 1)

    def room(self, leaf: Leaf) -> Reach:
        """See `Rules`."""
        return self.counts.leaf(leaf) - 1, NO_LIMIT

    def can_move(self, move: Move, place: Place, reach: Reach) -> bool:
        """See `Rules`."""
        sides = list(zip((move.up, move.down), reach, strict=True))
        return (
            not _meets_loner(self.counts, move.leaves, place)
            and all(_has_room(self.counts, leaves, by, 1) for leaves, by in sides)
            and all(_follows(each, sides, place) for each in self.shares)
        )

    def can_be_poured(self, place: Place, kind: int, reach: Reach) -> bool:
        """See `Rules`; indicators can always be poured with the persons."""
        return _pours(self.counts, place, kind, reach)


def _to(count: int, low: int, high: int) -> Reach:
    """Return how far a count must fall and rise to be any number from low to high."""
    return max(0, count - low), max(0, high - count)


def _follows(
    share: _OfIndicator, sides: Sequence[tuple[Sequence[Leaf], int]], place: Place
) -> bool:
    """Tell whether those with an indicator, or the rest, or both, can make a move of persons.

    Who is alone in one of the two knows it, so the other must be able to make the whole move.
    """
    halves = [counts for counts in (share.counts, share.rest) if counts is not None]
    can = [all(_has_room(each, leaves, by, 0) for leaves, by in sides) for each in halves]
    moved = [leaf for leaves, _ in sides for leaf in leaves]
    knows = [_meets_loner(each, moved, place) for each in halves]
    if any(one and not other for one, other in zip(knows, reversed(can), strict=True)):
        return False
    return any(can) or all(
        sum(min(map(each.leaf, leaves)) for each in halves) >= by for leaves, by in sides
    )


def _has_room(counts: Counts, leaves: Sequence[Leaf], by: int, least: int) -> bool:
    return all(counts.leaf(leaf) - by >= least for leaf in leaves)


def _meets_loner(counts: Counts, leaves: Sequence[Leaf], place: Place) -> bool:
    """Tell whether one of some counts is one person, who knows it, and not the one of a place."""
    return any(counts.leaf(leaf) == 1 and not _is_hers(counts, leaf, place) for leaf in leaves)


def _is_hers(counts: Counts, leaf: Leaf, place: Place) -> bool:
    """Tell whether the one person of a count is also the one of a place, or of a part of it."""
    own = Leaf(place.breakdown, place.group, leaf.kind)
    if leaf.is_part_of(place):
        return True
    if not own.is_part_of(place) or counts.leaf(own) != 1:
        return False
    is_in_another = 0 in {leaf.breakdown, place.breakdown}
    return is_in_another or counts.leaf(Leaf(0, 0, leaf.kind)) == 1


def _pours(counts: Counts, place: Place, kind: int, reach: Reach) -> bool:
    """Tell whether other groups can give what a count must rise, and it gives what it must fall.

    Counts of 1 stay, for those who are alone in them.
    """
    b, g, _ = place
    others = range(len(counts.breakdowns[b]))
    given = [counts.leaf(Leaf(b, each, kind)) for each in others if each != g]
    return counts.leaf(Leaf(b, g, kind)) >= reach[0] and sum(n for n in given if n > 1) >= reach[1]

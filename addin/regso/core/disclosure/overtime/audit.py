"""What copies of one register, published on different days, reveal together.

A reader has all the copies. Each has its own sums and its own hidden counts, and between two of
them each count without parts has changed by what came to it and what left it. The reader is
thought to hold one of three beliefs, and may be right:

- few: as few persons as the copies allow came and left, at most `FEW` of each between two copies,
  and how many more came than left is known (shown totals tell it; elsewhere each number is tried).
  One who was moved or changed left one count and came to another.
- growth: no one left, however many came.
- shrinkage: no one came, however many left.

The reader also knows the method: where counts are hidden, at least one of those that are joined
by sums is small. Without that knowledge only what one copy says by itself is audited.

A belief that the true counts of the last copy rule out is not audited: what a reader concludes
from it is wrong. "As few" is therefore counted with the true last copy. To allow more of them
only adds to what is possible, so nothing else about fewer or more needs to be tried.

A count is disclosed when a belief leaves one number for it, and a small one. Whether there is
another number is asked of whole-number programs (HiGHS); no step of the search for a pattern
takes part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from regso.core.disclosure.overtime.editions import Belief, Cell, Count, Edition, Editions, Key
from regso.errors import BadValueError

__all__ = ["Cell", "Disclosed", "Edition", "disclosed"]

FEW = 5
_ALONE = Belief(knows_method=False)


class Disclosed(NamedTuple):
    """A count that the copies give away: which copy (counted from 0), and which cell."""

    edition: int
    cell: Cell


def disclosed(editions: Sequence[Edition], truth: Mapping[Cell, int]) -> set[Disclosed]:
    """Return the small counts, in any of the copies, that a reader of them all can know.

    Parameters
    ----------
    editions : in the order they were published; one alone is audited by itself
    truth : the true counts that the last of them prints

    Returns
    -------
    set of Disclosed; empty as well when no belief can be true.

    Raises
    ------
    BadValueError
        The sums do not fit the shown counts, so the copies cannot be audited.
    """
    history = Editions(editions)
    last = {(len(editions) - 1, cell): value for cell, value in truth.items()}
    if history.solve(_ALONE, {}, last) is None:
        raise BadValueError(
            "Kopiorna går inte att pröva tillsammans, eftersom summorna inte stämmer med de visade "
            "antalen; publicera tabellen under ett annat registernamn om det är en annan tabell."
        )
    beliefs = [_ALONE] if len(editions) == 1 else _beliefs(history, last)
    return {found for belief in beliefs for found in _only_number(history, belief)}


def _beliefs(history: Editions, truth: Mapping[Count, int]) -> Iterator[Belief]:
    """Yield the beliefs that can be true, without those that a stronger one implies."""
    knows = history.solve(Belief(), {}, truth) is not None
    came: dict[Key, float] = dict.fromkeys(history.changes(1), 1.0)
    only: set[str] = set()
    for net in _nets(history, knows, truth):
        belief = Belief(_most(history), _most(history), net, knows)
        found = history.solve(belief, came, truth)
        if found is not None:
            least = round(sum(found[change] for change in came))
            yield belief._replace(came=least, left=least - net)
            only |= {"growth"} if least == net else {"shrinkage"} if not least else set()
    growth = Belief(left=0, knows_method=knows)
    shrinkage = Belief(came=0, knows_method=knows)
    for name, belief in (("growth", growth), ("shrinkage", shrinkage)):
        if name not in only and history.solve(belief, {}, truth) is not None:
            yield belief


def _nets(history: Editions, knows: bool, truth: Mapping[Count, int]) -> range:
    """Return how many more came than left, at the least and up to the most, if few did."""
    net: dict[Key, float] = dict.fromkeys(history.changes(1), 1.0)
    net |= dict.fromkeys(history.changes(-1), -1.0)
    few = Belief(_most(history), _most(history), None, knows)
    ends = []
    for sign in (1.0, -1.0):
        found = history.solve(few, {change: sign * v for change, v in net.items()}, truth)
        if found is None:
            return range(0)
        ends.append(round(sum(v * found[change] for change, v in net.items())))
    return range(ends[0], ends[1] + 1)


def _most(history: Editions) -> int:
    return FEW * (len(history.editions) - 1)


def _only_number(history: Editions, belief: Belief) -> Iterator[Disclosed]:
    """Yield the small counts for which a belief leaves one number."""
    first = history.solve(belief, {})
    if first is None:
        return
    left = {
        (e, cell)
        for e, edition in enumerate(history.editions)
        for cell in edition.cells()
        if edition.is_small(cell, first[e, cell])
    }
    for sign in (1.0, -1.0):  # all at once, which mostly moves nearly all
        left -= _moved(history, belief, left, sign, first)
    for count in sorted(left):
        for sign in (1.0, -1.0):
            if count in left:
                left -= _moved(history, belief, {count}, sign, first, left)
    yield from (Disclosed(*count) for count in sorted(left))


def _moved(
    history: Editions,
    belief: Belief,
    pushed: AbstractSet[Count],
    sign: float,
    first: Mapping[Key, int],
    among: AbstractSet[Count] = frozenset(),
) -> set[Count]:
    """Return the counts that have another number when some are pushed up or down."""
    other = history.solve(belief, dict.fromkeys(pushed, sign)) if pushed else None
    return {c for c in among or pushed if other is not None and other[c] != first[c]}

"""Lines that are the same in tables that call them different things, such as Alby and K0.

Numbers tell it: a line of one table is a line of another in all their places, so those places are
the same two and two. A third table may use either word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from regso.core.disclosure.joint.links import Link
from regso.core.disclosure.joint.places import Member
from regso.core.disclosure.joint.sides import TOTAL, Category, Side

_FEWEST = 3  # places; the numbers of fewer say little of which is which
Words = dict[Category, Category]


def called_alike(sides: Sequence[Side], links: Sequence[Link]) -> list[Side] | None:
    """Return the sides with one word for what links show to be the same; None if nothing is.

    Parameters
    ----------
    sides : sequence of Side
        Of all tables.
    links : the sums between them that are proven
    """
    words: Words = {}
    for link in links:
        ends = {end.side for end in (*link.left, *link.right)}
        summed = [member for member in link.group if member.side in ends]
        for pair in combinations(summed, 2) if link.is_proven else ():
            more = _joined(words, _places(sides, pair))
            if all(_keeps_apart(side, more) for side in sides):
                words = more
    if not words:
        return None
    return [
        replace(
            side,
            categories=[_word(words, c) for c in side.categories],
            places=[_word(words, c) for c in side.places],
        )
        for side in sides
    ]


def _places(
    sides: Sequence[Side], pair: tuple[Member, Member]
) -> Iterator[tuple[Category, Category]]:
    """Yield what two sides call each place; nothing unless all that are no sums have one."""
    one, other = (sides[member.side] for member in pair)
    at = dict(zip(pair[0].places, pair[1].places, strict=True))
    leaves = [k for k in one.place_leaves if k in at]
    if _FEWEST <= len(leaves) == len(one.place_leaves) and {at[k] for k in leaves} == {
        *other.place_leaves
    }:
        yield from ((one.places[k], other.places[at[k]]) for k in leaves)


def _joined(words: Words, pairs: Iterable[tuple[Category, Category]]) -> Words:
    """Return words, each with another that stands for it, where those of pairs are the same."""
    found = {**words}
    for one, other in pairs:
        first, second = _word(found, one), _word(found, other)
        if first != second:
            found[first] = second
    return found


def _word(words: Words, category: Category) -> Category:
    while category in words:
        category = words[category]
    return category


def _keeps_apart(side: Side, words: Words) -> bool:
    """Tell whether places with words of their own still have that, and the whole is no other."""
    named = {place for place in side.places if place != TOTAL}
    return TOTAL not in words and len({_word(words, place) for place in named}) == len(named)

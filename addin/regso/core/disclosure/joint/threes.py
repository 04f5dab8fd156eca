"""Tables of which one is what two others are together: all, and inrikes and utrikes of them.

Each may be divided in its own way (all per kommun, utrikes per län), stand in its own order and
call its lines its own, and no label need say which lines are the same. So every way is tried to
divide the lines of the three in blocks in which they add up, and the numbers tell which is likely:
first ways that keep the order and what labels say, then, of few lines, any.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, combinations, product
from math import log2
from typing import NamedTuple

from regso.core.disclosure.joint.blocks import Block, Lines, Way, ways_to_add
from regso.core.disclosure.joint.links import End, Link, link_of
from regso.core.disclosure.joint.places import Group, Member, matches
from regso.core.disclosure.joint.rests import finest
from regso.core.disclosure.joint.sides import TOTAL, Side
from regso.core.disclosure.relations import Relation, worth

_BASE = 1_000_003
_CLOSE = 6.0  # bits that a way may be worth less than the best of the same sides


class Found(NamedTuple):
    """Two tables that are a third together.

    Attributes
    ----------
    links : the sums of their lines
    bits : what they are worth
    is_told : words limit a part that do not limit the whole
    pairs : the whole and each part
    """

    links: list[Link]
    bits: float
    is_told: bool
    pairs: tuple[tuple[int, int], ...]


Sides = tuple[int, int, int]  # of the whole, and of its two parts
Places = tuple[int, int, int]  # one of each


def found_threes(sides: Sequence[Side]) -> list[Found]:
    """Return the ways in which two tables are a third together, the likeliest first.

    Parameters
    ----------
    sides : sequence of Side
        Of all tables.
    """
    tables = range(len(sides) // 2)
    tried = [
        [(2 * whole + i, 2 * one + j, 2 * other + k) for i, j, k in product((0, 1), repeat=3)]
        for whole in tables
        for one, other in combinations([t for t in tables if t != whole], 2)
        if _total(sides[2 * whole]) == _total(sides[2 * one]) + _total(sides[2 * other])
    ]
    chance = log2(max(1, sum(map(len, tried))))
    found = [each for ways in tried for of in ways for each in _likely(sides, of, chance)]
    return sorted(found, key=lambda each: (-each.is_told, -each.bits))


def _total(side: Side) -> int:
    return sum(side.values[i][k] for i in side.leaves for k in side.place_leaves)


def _likely(sides: Sequence[Side], of: Sides, chance: float) -> list[Found]:
    """Return the ways of three sides that are worth as much as the best of them, or nearly."""
    is_told = any(sides[of[0]].limits < sides[part].limits for part in of[1:])
    whole, *parts = (sides[s].table for s in of)
    pairs = tuple((whole, part) for part in parts)
    found = [
        Found(_links(sides, group, way.blocks), bits - chance, is_told, pairs)
        for group in _groups(sides, of)
        for way, bits in _ways(sides, group)
    ]
    best = max((each.bits for each in found), default=0)
    return [each for each in found if each.bits >= best - _CLOSE]


def _ways(sides: Sequence[Side], group: Group) -> Iterator[tuple[Way, float]]:
    """Yield the ways in which the lines of three sides add up in all places, and their worth."""
    three = [_lines(sides[s], places) for s, places in group]
    own = [{*finest(sides[s], places)} for s, places in group]
    evidence = [
        n
        for n, at in enumerate(zip(*(member.places for member in group), strict=True))
        if all(k in each for k, each in zip(at, own, strict=True))
    ]
    for way in ways_to_add(three[0], three[1], three[2]):
        bits = sorted(_worth(sides, group, block, evidence) for block in way.blocks)
        yield way, sum(bits[1:]) - way.ways  # one follows, from that all are the whole


def _worth(sides: Sequence[Side], group: Group, block: Block, evidence: Collection[int]) -> float:
    """Return what it is worth that the lines of a block add up."""
    ends = [[(member, i) for i in some] for member, some in zip(group, block, strict=True)]
    lines = [[sides[member.side].values[i][k] for k in member.places] for member, i in chain(*ends)]
    left = len(ends[0])
    return worth(lines, Relation((*range(left),), (*range(left, len(lines)),)), evidence)


def _lines(side: Side, places: Sequence[int]) -> Lines:
    """Return the lines of a side that are no sums, each with one number for all its places."""
    values = {
        i: sum(side.values[i][k] * _BASE**n for n, k in enumerate(places)) for i in side.leaves
    }
    above = [(side.categories[r.left[0]], r.right) for r in side.sums if len(r.left) == 1]
    names = {
        i: [side.categories[i], *(name for name, parts in above if name != TOTAL and i in parts)]
        for i in side.leaves
    }
    return Lines(names, values)


def _links(sides: Sequence[Side], group: Group, blocks: Sequence[Block]) -> list[Link]:
    """Return the sums of blocks; a line of zeros that nothing corresponds to is none."""
    ends = [
        [[End(member.side, i) for i in some] for member, some in zip(group, block, strict=True)]
        for block in blocks
    ]
    return [
        link_of(sides, group, whole, [*one, *other])
        for whole, one, other in ends
        if whole and (one or other)
    ]


def _groups(sides: Sequence[Side], of: Sides) -> list[Group]:
    """Return the ways in which the places of three sides may be the same: the whole, or each."""
    found: dict[tuple[Places, ...], None] = {}
    if whole := _whole(sides, of):
        found[whole,] = None
    for places in (*_by_matches(sides, of), *_by_totals(sides, of)):
        if places:
            found[tuple(sorted(places))] = None
    return [
        tuple(Member(s, tuple(p)) for s, p in zip(of, zip(*each, strict=True), strict=True))
        for each in found
    ]


def _whole(sides: Sequence[Side], of: Sides) -> Places | None:
    """Return the place that is the sum of all in each of three sides."""
    first, second, third = (sides[s].whole_place for s in of)
    if first is None or second is None or third is None:
        return None
    return first, second, third


def _by_matches(sides: Sequence[Side], of: Sides) -> Iterator[set[Places]]:
    """Yield the places that are the same as one of the three has them, two and two."""
    for centre in range(3):
        second, third = (n for n in range(3) if n != centre)
        ways = [[*matches(sides[of[centre]], sides[of[n]])] for n in (second, third)]
        for one, other in product(*ways):
            found = set[Places]()
            for k in one.keys() & other.keys():
                at = {centre: k, second: one[k], third: other[k]}
                found.add((at[0], at[1], at[2]))
            yield found


def _by_totals(sides: Sequence[Side], of: Sides) -> Iterator[set[Places]]:
    """Yield the places, one of each side, whose totals add up."""
    across = of[0] ^ 1, of[1] ^ 1, of[2] ^ 1
    whole, ends = _whole(sides, across), _whole(sides, of)
    if not whole:
        return
    group = tuple(Member(s, (k,)) for s, k in zip(across, whole, strict=True))
    for way, _ in _ways(sides, group):
        if all(len(lines) == 1 for block in way.blocks for lines in block):
            yield {(a[0], b[0], c[0]) for a, b, c in way.blocks} | ({ends} if ends else set())

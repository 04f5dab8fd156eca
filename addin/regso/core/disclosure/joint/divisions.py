"""Lines that divide the lines of another side among them, such as län the kommuner of a country.

Each line alone may be the sum of others by chance. That all of them are, and use every line of the
other side once, is much less likely, so that few places are enough to show it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import comb, factorial, log2
from operator import le
from typing import NamedTuple

from regso.core.disclosure.relations import Relation, worth

_MOST_LINES = 14  # that are divided in any way; blocks beside each other may be more
_MOST_FOUND = 4
_MOST_STEPS = 20_000

Line = Sequence[int]
Parts = tuple[int, ...]


class Division(NamedTuple):
    """Lines that are the sums of others, all of which are used once.

    Attributes
    ----------
    sums : each line and its parts
    ways : how many divisions have the same form, in bits
    """

    sums: tuple[Relation, ...]
    ways: float

    def bits(
        self, lines: Sequence[Line], places: Collection[int], *, is_new: bool = False
    ) -> float:
        """Return what it is worth beyond its form.

        One sum follows from the others, unless it is new that all lines have one sum.
        """
        each = sorted(worth(lines, relation, places) for relation in self.sums)
        return sum(each if is_new else each[1:]) - self.ways

    @property
    def whole(self) -> Relation:
        """That all the lines have the same sum."""
        left, right = (tuple(sorted(i for r in self.sums for i in r[at])) for at in (0, 1))
        return Relation(left, right)


def divisions(lines: Sequence[Line], totals: Sequence[int], parts: Sequence[int]) -> list[Division]:
    """Return the ways in which some lines divide others, the one with the fewest of its form first.

    Parameters
    ----------
    lines : whole numbers, at least 0
    totals, parts : lines, in the order of their tables; those of 0, and the same, divide nothing
    """
    both = {*totals} & {*parts}
    totals, parts = (
        [i for i in some if any(lines[i]) and i not in both] for some in (totals, parts)
    )
    if not 1 < len(totals) <= len(parts):
        return []
    sums = ([sum(line) for line in zip(*(lines[i] for i in some), strict=True)]
            for some in (totals, parts))  # fmt: skip
    if next(sums) != next(sums):
        return []
    search = _Search(lines)
    found: dict[tuple[Relation, ...], float] = {}
    m, n = len(totals), len(parts)
    for blocks in search.blocks(totals, parts):
        used = [total for total, _ in blocks]
        orders = 1 if used == totals else factorial(m)
        found[_relations(blocks)] = log2(comb(n - 1, m - 1) * orders)
    if n <= _MOST_LINES:
        for chosen in search.any_parts(totals, parts):
            found.setdefault(_relations(chosen), log2(factorial(n)) if m == n else n * log2(m))
    return sorted(
        (Division(sums, ways) for sums, ways in found.items()), key=lambda each: each.ways
    )[:_MOST_FOUND]


Sums = list[tuple[int, Parts]]


def _relations(sums: Sums) -> tuple[Relation, ...]:
    return tuple(sorted(Relation((total,), tuple(sorted(parts))) for total, parts in sums))


class _Search:
    """A search for divisions, which ends after a number of steps: no clock takes part."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines, self.steps = lines, 0

    def blocks(self, totals: Sequence[int], parts: Sequence[int]) -> Iterator[Sums]:
        """Yield the ways in which each line is the sum of a block of others."""
        if self._is_over():
            return
        if not totals:
            yield []
            return
        sizes = {total: tuple(self.lines[total]) for total in totals}
        size = (0,) * len(self.lines[0])
        for end, part in enumerate(parts, 1):
            size = tuple(a + b for a, b in zip(size, self.lines[part], strict=True))
            if not any(all(map(le, size, whole)) for whole in sizes.values()):
                return
            for total in (t for t in totals if sizes[t] == size):
                rest = [t for t in totals if t != total]
                if rest or end == len(parts):
                    for others in self.blocks(rest, parts[end:]):
                        yield [(total, tuple(parts[:end])), *others]

    def any_parts(self, totals: Sequence[int], parts: Sequence[int]) -> Iterator[Sums]:
        """Yield the ways in which each line is the sum of any others."""
        if len(totals) == 1:
            yield [(totals[0], tuple(parts))]
            return
        first, *rest = totals
        for chosen in self._sums(tuple(self.lines[first]), parts):
            left = [part for part in parts if part not in chosen]
            for others in self.any_parts(rest, left) if left else ():
                yield [(first, chosen), *others]

    def _sums(self, size: Parts, parts: Sequence[int]) -> Iterator[Parts]:
        """Yield the lines among others that have a sum."""
        if self._is_over():
            return
        if not any(size):
            yield ()
        for at, part in enumerate(parts):
            rest = tuple(a - b for a, b in zip(size, self.lines[part], strict=True))
            if min(rest) >= 0:
                for others in self._sums(rest, parts[at + 1 :]):
                    yield (part, *others)

    def _is_over(self) -> bool:
        self.steps += 1
        return self.steps > _MOST_STEPS

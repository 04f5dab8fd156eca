"""Other counts that fit what is published: a small count is safe when it may be any small number.

A reader who knows a measure, its rounding, the sum of the counts and what is public solves for the
counts. A count is open when for every small number there are whole counts with that number in its
place and the same published values: a witness. Witnesses are sought among changes of few counts,
met in the middle. What is not found within the limits counts as disclosed, so that an error is
always towards hiding.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, islice, product
from operator import add, itemgetter, sub
from typing import NamedTuple

HELPERS = 11
"""How many counts the second half of a change is sought among."""
MOST_TRIES = 10_000
"""How many changes are tried for each number of each small count."""
MOST_WITNESSES = 3
"""How many of those that fit by their sums are then counted in full."""
_STEPS = (-2, -1, 1, 2)

Sums = tuple[float, ...]
Cell = tuple[int, int]


class Counts(NamedTuple):
    """Whole counts with a known sum, and what measures make of them.

    Attributes
    ----------
    counts : the true counts, shape (n,), whole numbers >= 0
    most : the largest number that each may be, shape (n,)
    terms : terms of the sums that the measures are made of, given the place and the number
    """

    counts: Sequence[int]
    most: Sequence[int]
    terms: Callable[[int, int], Sums]


class Published(NamedTuple):
    """What a reader sees of the counts.

    Attributes
    ----------
    window : what the first sum lies within, by the published values
    same : whether sums give the published values
    exact : whether counts give the published values, asked of a witness before it is believed
    """

    window: tuple[float, float]
    same: Callable[[Sums], bool]
    exact: Callable[[Sequence[int]], bool]


class _Change(NamedTuple):
    sums: Sums
    steps: tuple[Cell, ...]
    mask: int


_Half = tuple[float, _Change, _Change]  # its first sum, and the two changes that it is made of
_ByNet = dict[int, list[tuple[float, _Change]]]


class Search:
    """The changes of one set of counts, for any rounding of what is published of them.

    Parameters
    ----------
    counts : Counts
    threshold : int, the smallest count that may be shown
    """

    def __init__(self, counts: Counts, threshold: int) -> None:
        self.counts, self.most, self.term = counts
        self.now = [self.term(place, count) for place, count in enumerate(self.counts)]
        self.total = tuple(map(sum, zip(*self.now, strict=True)))
        self._nothing = (0.0,) * len(self.total)
        self.wanted = [
            (place, number)
            for place, count in enumerate(self.counts)
            if 0 < count < threshold
            for number in range(min(threshold - 1, self.most[place]) + 1)
            if number != count
        ]
        # The largest changes are the ones most seldom possible: a disclosure is found soon.
        self.wanted.sort(key=lambda each: -abs(self.term(*each)[0] - self.now[each[0]][0]))
        by_size = sorted(
            range(len(self.now)), key=lambda place: (-self.counts[place], -self.most[place])
        )
        self._steps: dict[Cell, Sums | None] = {}
        # Most sets of counts have no small one: then nothing is sought.
        halves = self._halves(sorted(by_size[:HELPERS])) if self.wanted else ()
        self.halves = sorted(halves, key=itemgetter(0))
        self.keys = [*map(itemgetter(0), self.halves)]

    def all_open(self, published: Published) -> bool:
        """Tell whether every count from 1 to the threshold - 1 may be any of 0 to it.

        A count that may be at most less than that may be any number up to its most. False also
        when a witness was not found within `HELPERS` and `MOST_TRIES`.
        """
        return all(
            any(
                published.exact(self._applied(steps))
                for steps in islice(self._fitting(published, *each), MOST_WITNESSES)
            )
            for each in self.wanted
        )

    def _fitting(self, published: Published, place: int, number: int) -> Iterator[Sequence[Cell]]:
        low, high = published.window
        tries = 0
        for first in self._firsts(place, number):
            if (tries := tries + 1) > MOST_TRIES:
                return
            so_far, taken = tuple(map(add, self.total, first.sums)), first.mask
            start = bisect_left(self.keys, low - so_far[0])
            stop = bisect_right(self.keys, high - so_far[0], start)
            stop = min(stop, start + MOST_TRIES - tries + 1)
            for _, one, other in self.halves[start:stop]:
                if (one.mask | other.mask) & taken:
                    continue
                if published.same(tuple(map(add, so_far, map(add, one.sums, other.sums)))):
                    yield first.steps + one.steps + other.steps
            tries += stop - start

    def _firsts(self, place: int, number: int) -> Iterator[_Change]:
        """Yield changes of a place to a number that up to three others make up for."""
        less = self.counts[place] - number
        others = [other for other in range(len(self.now)) if other != place]
        ways = (
            (chosen, shares)
            for parts in range(1, min(3, abs(less)) + 1)
            for shares in _shares(abs(less), parts)
            for chosen in combinations(others, parts)
        )
        sign = 1 if less > 0 else -1
        for chosen, shares in islice(ways, MOST_TRIES):
            made_up = [(each, sign * share) for each, share in zip(chosen, shares, strict=True)]
            if change := self._change([(place, -less), *made_up]):
                yield change

    def _halves(self, helpers: Sequence[int]) -> Iterator[_Half]:
        """Yield the changes of up to four helpers that leave the sum of all counts as it is.

        Those of three and of four are each put together of two: there are many, and most are
        never used.
        """
        nothing = _Change(self._nothing, (), 0)
        yield 0.0, nothing, nothing
        one = {place: self._of(place) for place in helpers}
        two = {(a, b): _both(one[a], one[b]) for a, b in combinations(helpers, 2)}
        for pair in two.values():
            yield from [(x, change, nothing) for x, change in pair.get(0, ())]
        for a, b, c in combinations(helpers, 3):
            yield from _together(two[a, b], one[c])
        for a, b, c, d in combinations(helpers, 4):
            yield from _together(two[a, b], two[c, d])

    def _of(self, place: int) -> _ByNet:
        """Return the changes of a count, and their first sums, by what they add to all."""
        changes = ((step, self._change([(place, step)])) for step in _STEPS)
        return {step: [(change.sums[0], change)] for step, change in changes if change}

    def _change(self, steps: Sequence[Cell]) -> _Change | None:
        """Return a change of some counts, unless one becomes less than 0 or more than its most."""
        sums, mask = self._nothing, 0
        for step in steps:
            if step not in self._steps:
                self._steps[step] = self._step(*step)
            if (term := self._steps[step]) is None:
                return None
            sums = tuple(map(add, sums, term))
            mask |= 1 << step[0]
        return _Change(sums, tuple(steps), mask)

    def _step(self, place: int, step: int) -> Sums | None:
        number = self.counts[place] + step
        if not 0 <= number <= self.most[place]:
            return None
        return tuple(map(sub, self.term(place, number), self.now[place]))

    def _applied(self, steps: Sequence[Cell]) -> list[int]:
        counts = list(self.counts)
        for place, step in steps:
            counts[place] += step
        return counts


def _shares(size: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to write a number as a sum of positive parts, in order."""
    if parts == 1:
        yield (size,)
        return
    for first in range(1, size - parts + 2):
        for rest in _shares(size - first, parts - 1):
            yield (first, *rest)


def _both(first: _ByNet, second: _ByNet) -> _ByNet:
    """Return the changes of two counts, and their first sums, by what they add to all."""
    found: _ByNet = {}
    for (net, ones), (other_net, others) in product(first.items(), second.items()):
        for (x, one), (y, other) in product(ones, others):
            sums = tuple(map(add, one.sums, other.sums))
            both = _Change(sums, one.steps + other.steps, one.mask | other.mask)
            found.setdefault(net + other_net, []).append((x + y, both))
    return found


def _together(first: _ByNet, second: _ByNet) -> Iterator[_Half]:
    """Yield the changes of two groups of counts that leave their sum as it is."""
    for net, ones in first.items():
        others = second.get(-net, ())
        yield from [(x + y, one, other) for x, one in ones for y, other in others]

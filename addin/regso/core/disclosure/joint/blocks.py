"""Ways to divide the lines of three tables in blocks, in each of which two add up to the third.

The table with the fewest lines has one in each block. What the lines of the two others are in a
block is looked up by its sum: first of lines beside each other, then, where they are few, of any.
Lines that are called the same stand in the same block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from math import comb, factorial, log2
from typing import NamedTuple

_MOST_LINES = 8  # that are divided in any way
_MOST_FOUND = 200
_MOST_STEPS = 20_000

Parts = tuple[int, ...]
Block = tuple[Parts, Parts, Parts]  # the lines of the whole, and of its two parts


class Way(NamedTuple):
    """Blocks, and how many ways have their form, in bits."""

    blocks: tuple[Block, ...]
    ways: float


class Lines(NamedTuple):
    """The lines of a table: what each and its sums are called, and its number, not below 0."""

    names: Mapping[int, Sequence[Hashable]]
    values: Mapping[int, int]

    @property
    def used(self) -> list[int]:
        """Those that are not 0."""
        return [line for line, value in self.values.items() if value]

    def called(self, other: Lines) -> dict[int, int]:
        """Return its lines that, or whose sums, are called as lines of another, and those.

        None if but one is.
        """
        at = {names[0]: line for line, names in other.names.items()}
        found = {i: at[name] for i, names in self.names.items() for name in names if name in at}
        fewest = min(len(self.names), len(other.names))
        return found if len({*found.values()}) > 1 or len(found) == fewest else {}


def ways_to_add(whole: Lines, one: Lines, other: Lines) -> list[Way]:
    """Return the ways in which blocks of lines of two tables are those of a whole.

    Parameters
    ----------
    whole, one, other : Lines
        The numbers of the whole are those of its parts together.
    """
    if sum(whole.values.values()) != sum(one.values.values()) + sum(other.values.values()):
        return []
    three = whole, one, other
    first = min(range(3), key=lambda n: (len(three[n].names), n))
    second, third = (n for n in range(3) if n != first)
    search = _Search(three[first], three[second], three[third], is_whole=first == 0)
    found: dict[tuple[Block, ...], float] = {}
    for each, ways in (*search.in_order(), *search.any_order()):
        blocks = []
        for lines in each:
            at = {first: lines[0], second: lines[1], third: lines[2]}
            blocks.append((at[0], at[1], at[2]))
        found.setdefault(tuple(sorted(blocks)), ways)
    return [Way(blocks, ways) for blocks, ways in found.items()]


@dataclass
class _Search:
    """A search for blocks, which ends after a number of steps: no clock takes part.

    Attributes
    ----------
    few : the table with one line in each block
    one, other : the others; one is the whole if few is not
    """

    few: Lines
    one: Lines
    other: Lines
    is_whole: bool
    steps: int = 0

    def __post_init__(self) -> None:
        self.called = self.one.called(self.few), self.other.called(self.few)
        self.both = self.one.called(self.other)
        self.used = (
            self._ordered(self.one, self.called[0]),
            self._ordered(self.other, self.called[1]),
        )
        first, second = (frozenset(each) for each in self.used)
        self.named = (
            [(part, line) for part, line in self.called[0].items() if part in first],
            [(part, line) for part, line in self.called[1].items() if part in second],
            [(part, mate) for part, mate in self.both.items() if part in first and mate in second],
        )
        self.empty = [len(t.names) - len(t.used) for t in (self.one, self.other)]

    def _ordered(self, table: Lines, called: Mapping[int, int]) -> list[int]:
        """Return the lines of a table, in the order of those called the same if all are."""
        mates = {mate: n for n, mate in enumerate(self.both.values())}
        at = {line: n for n, line in enumerate(self.few.names)}
        if called.keys() == table.names.keys():
            return sorted(table.used, key=lambda line: at[called[line]])
        if table is self.other and mates.keys() == table.names.keys():
            return sorted(table.used, key=lambda line: mates[line])
        return table.used

    def _rest(self, number: int, one: int) -> int:
        """Return what the other table must have where few and one have these numbers."""
        return number - one if self.is_whole else one - number

    def _agrees(self, line: int, one: Parts, other: Parts) -> bool:
        """Tell whether labels let lines stand in one block, and neither table lacks a line."""
        if (not one and not self.empty[0]) or (not other and not self.empty[1]):
            return False
        return (
            all((called == line) == (part in one) for part, called in self.named[0])
            and all((called == line) == (part in other) for part, called in self.named[1])
            and all((part in one) == (mate in other) for part, mate in self.named[2])
        )

    def _ways(self, lines: int, called: Mapping[int, int], *, in_order: bool) -> float:
        """Return how many ways there are to divide lines in blocks, in bits."""
        blocks = len(self.few.names)
        if len(called) == lines:
            return 0
        if in_order:
            return log2(comb(max(lines - 1, 0), blocks - 1)) if lines > blocks else 0
        return log2(factorial(lines)) if lines <= blocks else lines * log2(blocks)

    def _all_ways(self, *, in_order: bool) -> float:
        sizes = len(self.one.names), len(self.other.names)
        both = self._ways(sizes[0], self.called[0], in_order=in_order)
        if len({*self.both.values()}) == sizes[1]:
            return both
        return both + self._ways(sizes[1], self.called[1], in_order=in_order)

    def in_order(self) -> list[tuple[list[Block], float]]:
        """Return the ways of which each block is of lines beside each other."""
        sums = [
            [0, *accumulate(table.values[i] for i in used)]
            for table, used in zip((self.one, self.other), self.used, strict=True)
        ]
        at = {number: end for end, number in enumerate(sums[1])}
        lines = [*self.few.names]
        ways = self._all_ways(in_order=True)
        turned = ways + log2(factorial(len(lines)))
        self.steps = 0
        return [
            (found, ways if [b[0][0] for b in found] == lines else turned)
            for found, _ in zip(
                self._runs(lines, (0, 0), sums, at), range(_MOST_FOUND), strict=False
            )
        ]

    def _runs(
        self,
        lines: Sequence[int],
        start: tuple[int, int],
        sums: Sequence[Sequence[int]],
        at: Mapping[int, int],
    ) -> Iterator[list[Block]]:
        first, second = start
        if not lines:
            if first == len(self.used[0]) and second == len(self.used[1]):
                yield []
            return
        for end in range(first, len(self.used[0]) + 1):
            size = sums[0][end] - sums[0][first]
            for line in lines:
                self.steps += 1
                if self.steps > _MOST_STEPS:
                    return
                rest = self._rest(self.few.values[line], size)
                stop = at.get(sums[1][second] + rest, -1)
                one, other = tuple(self.used[0][first:end]), tuple(self.used[1][second:stop])
                if stop < second or not self._agrees(line, one, other):
                    continue
                left = [i for i in lines if i != line]
                for others in self._runs(left, (end, stop), sums, at):
                    yield [((line,), one, other), *others]

    def any_order(self) -> list[tuple[list[Block], float]]:
        """Return the ways of few lines, whatever their order."""
        if max(map(len, self.used)) > _MOST_LINES:
            return []
        own, others = (
            _sums(table.values, used)
            for table, used in zip((self.one, self.other), self.used, strict=True)
        )
        of_sum: dict[int, list[Parts]] = defaultdict(list)
        for parts, size in others.items():
            of_sum[size].append(parts)
        ways = self._all_ways(in_order=False)
        self.steps = 0
        every = frozenset(self.used[0]), frozenset(self.used[1])
        found = self._subsets([*self.few.names], every, own, of_sum)
        return [(each, ways) for each in islice(found, _MOST_FOUND)]

    def _subsets(
        self,
        lines: Sequence[int],
        left: tuple[frozenset[int], frozenset[int]],
        own: Mapping[Parts, int],
        of_sum: Mapping[int, Sequence[Parts]],
    ) -> Iterator[list[Block]]:
        if not lines:
            if not any(left):
                yield []
            return
        line, *rest = lines
        most = [len(each) - len(rest) + none for each, none in zip(left, self.empty, strict=True)]
        for one, size in own.items():
            self.steps += 1
            if self.steps > _MOST_STEPS:
                return
            if len(one) > most[0] or not left[0].issuperset(one):
                continue
            for other in of_sum.get(self._rest(self.few.values[line], size), ()):
                if len(other) > most[1] or not left[1].issuperset(other):
                    continue
                if self._agrees(line, one, other):
                    after = left[0].difference(one), left[1].difference(other)
                    for others in self._subsets(rest, after, own, of_sum):
                        yield [((line,), one, other), *others]


def _sums(values: Mapping[int, int], lines: Sequence[int]) -> dict[Parts, int]:
    """Return every choice of lines, and its sum."""
    found: dict[Parts, int] = {(): 0}
    for line in lines:
        found |= {(*parts, line): size + values[line] for parts, size in found.items()}
    return found

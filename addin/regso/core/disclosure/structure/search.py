"""Sums among the lines of a table, found in the numbers.

The forms of sums that tables have are tried, the likeliest first: a total beside the block that it
sums, two equal lines, the sum of two lines, of a block elsewhere, of every second, third … line,
of any lines where they are few, and last two lines with the sum of two others (as stocks and
flows have). When totals are found the search is done again without their parts, and without the
totals. What is proven and what is chance is told in `relations`; a relation that the labels also
tell needs no more proof.

Sums are looked up by one number per line, a fixed linear form of its places, and then compared
place by place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations
from math import comb, log2

from regso.core.disclosure.layout import HIDDEN
from regso.core.disclosure.relations import MARGIN, Line, Relation, Span, holds, number, worth

MOST_LINES = 500  # of more lines only totals beside their blocks are sought
_MOST_BLOCKS = 5000
_FEW = 14  # of so few lines any sum is sought
_SOME = 40  # of so many lines two with the sum of two others
_ROUNDS = 5
_BASE, _PRIME = 1_000_003, 2**61 - 1

Order = Sequence[int]


def found_sums(
    lines: Sequence[Line],
    places: Collection[int],
    is_told: Callable[[Relation], bool],
    margin: float = MARGIN,
    known: Collection[Relation] = (),
) -> list[Relation]:
    """Return the sums that the numbers prove, none of which follows from the others.

    Parameters
    ----------
    lines : sequence of lines, each with a count, ".." or None in every place
    places : those that are evidence: not the sums of other places
    is_told : tells whether labels say the same, so that no more proof is needed
    margin : how many bits of proof are asked for
    known : relations that need no proof; they, and what follows from them, are not returned
    """
    search = _Search(lines, places, is_told, margin, known)
    search.run()
    return search.found[len(known) :]


def sums_and_doubts(
    lines: Sequence[Line],
    places: Collection[int],
    is_told: Callable[[Relation], bool],
    margins: tuple[float, float],
    known: Collection[Relation] = (),
    *,
    any_lines: bool = True,
) -> tuple[list[Relation], list[Relation]]:
    """Return the sums that are proven by the first margin, and others by the second.

    See `found_sums`; sums of any lines are sought or not.
    """
    search = _Search(lines, places, is_told, margins[0], known)
    search.run(any_lines=any_lines)
    doubts = [
        relation
        for lack, relation in search.lacking
        if lack <= margins[0] - margins[1] and search.span.add(relation)
    ]
    return search.found[len(known) :], doubts


class _Search:
    def __init__(
        self,
        lines: Sequence[Line],
        places: Collection[int],
        is_told: Callable[[Relation], bool],
        margin: float,
        known: Collection[Relation],
    ) -> None:
        self.lines, self.places, self.is_told, self.margin = lines, places, is_told, margin
        self.found = list(known)
        self.lacking: list[tuple[float, Relation]] = []  # that hold, and how many bits they lack
        self.span = Span()
        for relation in known:
            self.span.add(relation)
        some = [i for i, line in enumerate(lines) if any(number(v) for v in line)]
        shown = [k for k in range(len(lines[0])) if all(lines[i][k] != HIDDEN for i in some)]
        fewest = min(
            range(len(lines[0])), key=lambda k: sum(line[k] == HIDDEN for line in lines), default=0
        )
        factors = {k: pow(_BASE, n, _PRIME) for n, k in enumerate(shown or [fewest])}
        self.value = {
            i: sum(int(number(lines[i][k]) or 0) * f for k, f in factors.items())
            for i in some
            if all(lines[i][k] != HIDDEN for k in factors)
        }
        self.useful = [i for i in some if self.value.get(i)]

    def run(self, *, any_lines: bool = True) -> None:
        """Find the sums."""
        if len(self.useful) > _MOST_BLOCKS:
            return
        self._scan(self.useful)
        for _ in range(_ROUNDS):
            before = len(self.found)
            parts = {i for r in self.found if len(r.left) == 1 for i in r.right}
            totals = {r.left[0] for r in self.found if len(r.right) > 1}
            self._scan([i for i in self.useful if i not in parts])
            self._scan([i for i in self.useful if i not in totals])
            if len(self.found) == before:
                break
        n = len(self.useful)
        if n <= _FEW and any_lines:
            self._take(n * 2 ** (n - 1), self._subsets(self.useful))
        if n <= _SOME:
            self._take(3 * comb(n, 4), self._balances(self.useful))

    def _scan(self, order: Order) -> None:
        n = len(order)
        self._take(n * n, self._beside(order))
        self._take(n * n, self._equal(order))
        if n > MOST_LINES:
            return
        self._take(n**3 / 2, self._looked_up(self._groups(order, 2)))
        self._take(n**3 / 2, self._looked_up(self._runs(order)))
        for step in range(2, n // 2 if n <= _SOME else 0):
            self._take(n**3, self._looked_up(self._runs(order, step)))

    def _take(self, tries: float, relations: Iterator[Relation]) -> None:
        """Take the relations of a form that has so many instances, when they are proven."""
        needed = log2(max(1, tries)) + self.margin
        for relation in relations:
            if not holds(self.lines, relation):
                continue
            bits = worth(self.lines, relation, self.places)
            proven = bits >= needed or (bits > 1 and self.is_told(relation))
            if not proven:
                self.lacking.append((needed - bits, relation))
            elif self.span.add(relation):
                self.found.append(relation)

    def _beside(self, order: Order) -> Iterator[Relation]:
        """Yield each line that is the sum of the block before or after it."""
        for at, line in enumerate(order):
            for block in (order[:at][::-1], order[at + 1 :]):
                rest = self.value[line]
                for size, part in enumerate(block, 1):
                    rest -= self.value[part]
                    if rest == 0 and size > 1:
                        yield Relation((line,), tuple(sorted(block[:size])))
                    if rest <= 0:  # counts are not negative, so more parts only add to them
                        break

    def _equal(self, order: Order) -> Iterator[Relation]:
        """Yield each line that is equal to one before it."""
        first: dict[int, int] = {}
        for line in order:
            other = first.setdefault(self.value[line], line)
            if other != line:
                yield Relation((line,), (other,))

    def _looked_up(self, groups: Iterator[tuple[int, Order]]) -> Iterator[Relation]:
        """Yield each line that is the sum of one of the groups, given with their sums."""
        of_value: dict[int, list[int]] = defaultdict(list)
        for line in self.useful:
            of_value[self.value[line]].append(line)
        for total, parts in groups:
            for line in of_value.get(total, ()):
                if line not in parts:
                    yield Relation((line,), tuple(sorted(parts)))

    def _groups(self, order: Order, size: int) -> Iterator[tuple[int, Order]]:
        for parts in combinations(order, size):
            yield sum([self.value[i] for i in parts]), parts

    def _runs(self, order: Order, step: int = 1) -> Iterator[tuple[int, Order]]:
        """Yield every block of three lines or more, or of every so many lines."""
        for start in range(len(order)):
            total = 0
            for end in range(start, len(order), step):
                total += self.value[order[end]]
                if end >= start + 2 * step:
                    yield total, order[start : end + 1 : step]

    def _subsets(self, order: Order) -> Iterator[Relation]:
        """Yield each line that is the sum of any others."""
        for size in range(3, len(order)):
            yield from self._looked_up(self._groups(order, size))

    def _balances(self, order: Order) -> Iterator[Relation]:
        """Yield two lines that have the sum of two others."""
        pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for a, b in combinations(order, 2):
            pairs[self.value[a] + self.value[b]].append((a, b))
        for same in pairs.values():
            for one, other in combinations(same, 2):
                if not set(one) & set(other):
                    yield Relation(other, one)

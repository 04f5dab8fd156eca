"""The structure of a true table as an auditor finds it: by another way than the protector.

Differences: for every two lines their difference is compared with all lines, which finds sums of
two, and with all other differences, which finds two lines with the sum of two others. Subtraction:
from each line the nearest lines that it can hold are taken away, one after the other, until
nothing is left; totals that are explained are not taken again. A sum is believed when its
numbers are worth more bits (`relations.worth`) than it takes to describe it among all sums: the
shorter of its runs of lines and of its place among all sets of so many lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations, permutations
from math import comb, log2

from regso.core.disclosure.relations import MARGIN, Relation, Share, Span, worth

_MOST_LINES = 400
_SOME = 40
_STEPS = 3000  # of the subtraction from one line
_STEPS_OF_MANY = 300
_MOST_DECIMALS = 3
_TEN = 10
_TINY = 1e-9

Whole = Sequence[int]
Tells = Callable[[Relation], bool]


def suspected_sums(
    lines: Sequence[Sequence[int | None]],
    places: Collection[int],
    tells: Tells,
    margin: float = MARGIN,
) -> list[Relation]:
    """Return sums among the lines that are no chance, none of which follows from the others.

    Parameters
    ----------
    lines : counts, None where blank
    places : those that are evidence: not the sums of other places
    tells : whether labels say the same, so that no more proof is needed
    margin : how many bits more than its description a sum must be worth
    """
    if not lines or len(lines) > _MOST_LINES:
        return []
    whole = [[v or 0 for v in line] for line in lines]
    used = [i for i, line in enumerate(whole) if any(line)]
    span, believed = Span(), []

    def believe(relation: Relation) -> bool:
        bits = worth(whole, relation, places)
        cost = _description(relation, len(used)) + margin
        if (bits < cost and not (bits > 1 and tells(relation))) or not span.add(relation):
            return False
        believed.append(relation)
        return True

    for relation in _from_differences(whole, used):
        believe(relation)
    explained = {r.left[0] for r in believed if len(r.left) == 1 < len(r.right)}
    steps = _STEPS if len(used) <= _SOME else _STEPS_OF_MANY
    for line in sorted(used, key=lambda i: sum(whole[i])):
        parts = _Subtraction(whole, steps).parts(line, [i for i in used if i not in explained])
        if len(parts) > 1 and (line in explained or believe(Relation((line,), parts))):
            explained.add(line)
    return believed


def _description(relation: Relation, lines: int) -> float:
    """Return how many bits it takes to say which lines a relation joins."""
    each = log2(max(2, lines))
    if len(relation.left) > 1:
        return log2(max(1, 3 * comb(lines, 4)))
    total, parts = relation.left[0], sorted(relation.right)
    starts = [i for n, i in enumerate(parts) if not n or parts[n - 1] != i - 1]
    if len(starts) == 1 and total in (parts[0] - 1, parts[-1] + 1):
        return each + 1 + log2(max(2, lines))
    runs = 2 * each * len(starts)
    return each + min(runs, log2(max(1, comb(lines, len(parts)))))


def _from_differences(lines: Sequence[Whole], used: Sequence[int]) -> Iterator[Relation]:
    """Yield equal lines, sums of two lines, and two lines with the sum of two others."""
    line_of: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for i in used:
        line_of[tuple(lines[i])].append(i)
    for same in line_of.values():
        yield from (Relation((other,), (same[0],)) for other in same[1:])
    of_gap: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for more, less in permutations(used, 2):
        gap = tuple(a - b for a, b in zip(lines[more], lines[less], strict=True))
        for part in line_of.get(gap, ()):
            if part < less and part != more:
                yield Relation((more,), (part, less))
        of_gap[gap].append((more, less))
    for pairs in of_gap.values() if len(used) <= _SOME else ():
        for (a, b), (c, d) in combinations(pairs, 2):
            if a < c and len({a, b, c, d}) > 3:  # noqa: PLR2004 - four lines
                yield Relation((a, d), (c, b))


class _Subtraction:
    """The lines that are left when others are taken away from one."""

    def __init__(self, lines: Sequence[Whole], steps: int) -> None:
        self.lines, self.steps = lines, steps

    def parts(self, total: int, others: Sequence[int]) -> tuple[int, ...]:
        """Return lines with the sum of another, the nearest first; none where none were found."""
        goal = self.lines[total]
        near = sorted(
            (i for i in others if i != total and self._fits(self.lines[i], goal)),
            key=lambda i: abs(i - total),
        )
        left = [[0] * len(goal)]  # the sum of all lines from one on
        for i in reversed(near):
            left.append([a + b for a, b in zip(left[-1], self.lines[i], strict=True)])
        self._near, self._left = near, left[::-1]
        return tuple(sorted(self._rest(0, goal) or ()))

    def _rest(self, at: int, rest: Whole) -> list[int] | None:
        taken: list[int] = []
        ways: list[tuple[int, Whole, int]] = []  # where a line was taken, before it, how many
        while self.steps > 0:
            self.steps -= 1
            left = self._left[at]
            if list(rest) == left:
                return taken + self._near[at:]
            if self._fits(rest, left):
                line = self._near[at]
                if self._fits(self.lines[line], rest):
                    ways.append((at, rest, len(taken)))
                    taken.append(line)
                    rest = [a - b for a, b in zip(rest, self.lines[line], strict=True)]
                    if not any(rest):
                        return taken
                at += 1
            elif ways:  # what is left is too little: do not take the last line that was taken
                at, rest, size = ways.pop()
                del taken[size:]
                at += 1
            else:
                return None
        return None

    @staticmethod
    def _fits(small: Whole, large: Whole) -> bool:
        return all(a <= b for a, b in zip(small, large, strict=True))


def parted(lines: Sequence[Sequence[float | None]]) -> set[int]:
    """Return the lines with decimals."""
    return {i for i, line in enumerate(lines) if any(v and v != round(v) for v in line)}


def suspected_shares(
    lines: Sequence[Sequence[float | None]], called: Collection[int], summed: Collection[int] = ()
) -> list[Share]:
    """Return all ways in which lines are rounded shares of others, by the scale they would have.

    Parameters
    ----------
    lines : numbers, None where blank
    called : lines that are called shares; they and lines with decimals need no proof
    summed : lines that are sums, or parts of sums, by their labels, and so are no shares
    """
    sure = parted(lines).union(called)
    sources = [i for i in range(len(lines)) if i not in sure]
    found: list[Share] = []
    for line in range(len(lines)) if len(lines) <= _SOME else sorted(sure):
        if line in summed and line not in sure:
            continue
        shares, bits = [], 0.0
        for part in sources:
            for whole, at in _wholes(lines, sources, part):
                share, value = _share(lines, Share(line, part, whole, 0, 0, at))
                if share is not None and line not in (part, whole):
                    shares.append(share)
                    bits = max(bits, value)
        tries = 2 + 3 * log2(max(2, len(lines)))
        if line in sure or bits >= tries + MARGIN:
            found += shares
    return found


def _wholes(
    lines: Sequence[Sequence[float | None]], sources: Sequence[int], part: int
) -> Iterator[tuple[int, int | None]]:
    yield from ((whole, None) for whole in sources if whole != part)
    yield from ((part, at) for at in range(len(lines[0])))


def _share(lines: Sequence[Sequence[float | None]], share: Share) -> tuple[Share | None, float]:
    """Return a share with the scale and decimals that its numbers have, and its worth in bits."""
    if list(lines[share.line]) == list(lines[share.part]):
        return None, 0
    known: list[tuple[float, float, float]] = []
    for place, shown in enumerate(lines[share.line]):
        part, whole = (lines[i][k] or 0 for i, k in share.sources(place))
        if shown is None or (not whole and not shown):
            continue
        if not whole or min(shown, part, whole) < 0:
            return None, 0
        known.append((shown, part, whole))
    total = sum(part / whole for _, part, whole in known)
    if not total or not (sum_shown := sum(shown for shown, _, _ in known)):
        return None, 0
    power = round((log2(sum_shown) - log2(total)) / log2(_TEN))  # a quotient may be 0
    if not 0 <= power <= 5:  # noqa: PLR2004 - from shares of 1 to shares of 100 000
        return None, 0
    decimals = next(
        (d for d in range(_MOST_DECIMALS) if all(abs(s - round(s, d)) < _TINY for s, *_ in known)),
        _MOST_DECIMALS,
    )
    unit, scale = 10.0**-decimals, _TEN**power
    if any(abs(scale * a - s * n) > (unit / 2 + _TINY) * n for s, a, n in known):
        return None, 0
    bits = sum(log2(1 + s / unit) for s, _, _ in known)
    return share._replace(scale=scale, decimals=decimals), bits

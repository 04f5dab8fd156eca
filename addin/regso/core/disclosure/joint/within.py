"""Sums within a table that only together are proven, such as län among their kommuner.

Each line may be the sum of others by chance. That some lines divide all the others among them is
much less likely (`divisions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from math import comb, log2

from regso.core.disclosure.joint.divisions import Division, divisions
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.relations import MARGIN, Relation, Span
from regso.core.disclosure.stated import COLUMN, ROW
from regso.core.disclosure.structure.reading import Structure

_MOST_LINES = 14
_MOST_TOTALS = 4

Line = Sequence[int]


def divided_within(table: Structure) -> list[str]:
    """Return the sums that divide all the rows, or columns, as `margins` reads them."""
    counts = [[v if isinstance(v, int) else 0 for v in row] for row in table.counts]
    columns = [list(column) for column in zip(*counts, strict=True)]
    found = []
    for name, lines, sums, across in (
        (ROW, counts, table.rows, table.columns), (COLUMN, columns, table.columns, table.rows),
    ):  # fmt: skip
        found += [f"{name} {_numbers(r.left)}={_numbers(r.right)}" for r in _implied(sums)]
        places = [k for k in range(len(lines[0])) if k not in across.parts]
        likely = {each.sums for bits, each in _divisions(lines, sums, places) if bits >= MARGIN}
        if len(likely) == 1:  # of more, none is proven
            found += [f"{name} {_numbers(r.left)}={_numbers(r.right)}" for r in likely.pop()]
    return found


def _implied(sums: Sums) -> Iterator[Relation]:
    """Yield the sums that follow from two ways to sum a line, such as the last of some län."""
    for one, other in permutations(sums.relations(), 2):
        if one.left == other.left and len(one.left) == 1:
            every = {part for line in one.right for part in sums.parts.get(line, (line,))}
            lines, parts = {*other.right} - every, every - {*other.right}
            if len(lines) == 1 < len(parts) and not lines & sums.parts.keys():
                yield Relation(tuple(lines), tuple(sorted(parts)))


def _numbers(lines: Sequence[int]) -> str:
    return "+".join(str(line + 1) for line in lines)


def _divisions(
    lines: Sequence[Line], sums: Sums, places: Sequence[int]
) -> Iterator[tuple[float, Division]]:
    """Yield the ways in which lines that are no sums divide the others, and their bits."""
    own = [i for i in range(len(lines)) if i not in sums.parts and any(lines[i])]
    if not 3 < len(own) <= _MOST_LINES:  # noqa: PLR2004 - two of one, at least
        return
    span = Span()
    for relation in sums.relations():
        span.add(relation)
    every = [sum(place) for place in zip(*(lines[i] for i in own), strict=True)]
    for size in range(2, min(_MOST_TOTALS, len(own) // 2) + 1):
        for totals in combinations(own, size):
            half = [2 * sum(place) for place in zip(*(lines[i] for i in totals), strict=True)]
            parts = [i for i in own if i not in totals]
            for each in divisions(lines, totals, parts) if half == every else ():
                is_new = not span.follows(Relation(totals, tuple(parts)))
                chosen = log2(comb(len(own), size)) if is_new else 0  # else the sums say which
                yield each.bits(lines, places, is_new=is_new) - chosen, each

"""Lines that are the sum of any lines of another table, whatever their order.

Half of the lines that may be parts are summed in every way, and so are the others; a total is
then looked up as one of the first sums and one of the others (Horowitz and Sahni 1974, Journal of
the ACM 21:277–292).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from regso.core.disclosure.relations import Relation

_MOST_PARTS = 20
_MOST_FOUND = 4  # ways to sum a line
_BASE = 1_000_003

Parts = tuple[int, ...]


def sums_of_any(
    lines: Sequence[Sequence[int]], totals: Collection[int], parts: Sequence[int]
) -> Iterator[Relation]:
    """Yield each of some lines that is the sum of two or more of others.

    Parameters
    ----------
    lines : whole numbers, at least 0
    totals, parts : lines; nothing is yielded where there are too many parts to try them all
    """
    value = {i: sum(v * _BASE**k for k, v in enumerate(lines[i])) for i in {*totals, *parts}}
    used = [i for i in parts if value[i]]
    if not 1 < len(used) <= _MOST_PARTS:
        return
    first, second = (_sums(value, half) for half in (used[::2], used[1::2]))
    for total in totals:
        found = 0
        for size, some in first.items():
            for rest in second.get(value[total] - size, ()):
                for own in some:
                    chosen = tuple(sorted((*own, *rest)))
                    if len(chosen) > 1 and total not in chosen and found < _MOST_FOUND:
                        found += 1
                        yield Relation((total,), chosen)


def _sums(value: Mapping[int, int], lines: Sequence[int]) -> dict[int, list[Parts]]:
    """Return every sum of some of the lines, and the lines that have it."""
    found: dict[int, list[Parts]] = {0: [()]}
    for line in lines:
        more: dict[int, list[Parts]] = defaultdict(list)
        for size, ways in found.items():
            more[size + value[line]] += [(*way, line) for way in ways[:_MOST_FOUND]]
        for size, ways in more.items():
            found.setdefault(size, []).extend(ways)
    return found

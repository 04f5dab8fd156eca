"""How far hidden counts can move where shares of them are shown, for the audit."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from math import inf
from typing import NamedTuple

from regso.core.disclosure.auditor.limits import Reaches
from regso.core.disclosure.counts import Cell, Counts
from regso.core.disclosure.solvers import matrix_of, whole_numbers


class Ratio(NamedTuple):
    """What a share that is shown says: ``|scale * part - shown * whole| <= unit / 2 * whole``."""

    shown: float
    scale: int
    unit: float
    part: int
    whole: int


def by_shares(counts: Counts, hidden: AbstractSet[Cell], ratios: Sequence[Ratio]) -> Reaches:
    """Return the least and the greatest that each hidden count can be.

    Every share that is shown keeps its part within half a unit of it times its whole.
    """
    cells = sorted(hidden)
    column = {cell: j for j, cell in enumerate(cells)}
    entries: list[tuple[int, int, float]] = []
    least: list[float] = []
    most: list[float] = []
    for signs in counts.balances():
        entries += [(len(least), column[c], v) for c, v in signs.items() if c in column]
        least.append(0)
        most.append(0)
    for ratio in ratios:
        for edge, limits in ((-ratio.unit / 2, (0, inf)), (ratio.unit / 2, (-inf, 0))):
            rate = ratio.shown + edge
            now = ratio.scale * counts.value[ratio.part] - rate * counts.value[ratio.whole]
            signed = {ratio.part: float(ratio.scale)}
            signed[ratio.whole] = signed.get(ratio.whole, 0) - rate
            entries += [(len(least), column[c], v) for c, v in signed.items() if c in column]
            least.append(limits[0] - now)
            most.append(limits[1] - now)
    matrix = matrix_of(entries, (len(least), len(cells)))
    far = 10 * sum(counts.value) + 10
    found: Reaches = {}
    for cell in cells:
        ends = []
        bounds = [(-counts.fall(c), inf if c != cell else far) for c in cells]
        for sign in (1, -1):
            costs = [float(sign * (c == cell)) for c in cells]
            moved = whole_numbers(costs, matrix, bounds, least, most)
            ends.append(0 if moved is None else round(moved[column[cell]]))
        value = counts.value[cell]
        found[cell] = value + ends[0], inf if ends[1] == far else value + ends[1]
    return found

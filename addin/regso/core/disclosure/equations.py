"""The sums of counts as the rows of a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from regso.core.disclosure.counts import Cell, Known
from regso.core.disclosure.solvers import matrix_of

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass
class Equations:
    """Which counts each sum joins, and which sums each count is in."""

    counts: Known
    sums: list[dict[Cell, int]] = field(init=False)
    sums_of: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.sums = list(self.counts.balances())
        self.sums_of = [[] for _ in self.counts.value]
        for i, signs in enumerate(self.sums):
            for cell in signs:
                self.sums_of[cell].append(i)

    def near(self, cell: Cell) -> set[Cell]:
        """Return the counts that share a sum with a count that shares a sum with this one."""
        beside = {c for i in self.sums_of[cell] for c in self.sums[i]}
        return {c for other in beside for i in self.sums_of[other] for c in self.sums[i]}

    def linked(self, cell: Cell, movable: AbstractSet[Cell]) -> list[Cell]:
        """Return the movable counts that share sums with a count, directly or not."""
        found, waiting, seen = {cell}, [cell], set()
        while waiting:
            for i in self.sums_of[waiting.pop()]:
                if i in seen:
                    continue
                seen.add(i)
                new = (movable & self.sums[i].keys()) - found
                found |= new
                waiting += new
        return sorted(found)

    def loose(self, cell: Cell, movable: AbstractSet[Cell]) -> list[Cell]:
        """Return the linked counts without those that some sum fixes; none where this one is."""
        cells = set(self.linked(cell, movable))
        left = {i: len(cells & self.sums[i].keys()) for c in cells for i in self.sums_of[c]}
        fixing = [i for i, count in left.items() if count == 1]
        while fixing:
            fixed = cells & self.sums[fixing.pop()].keys()
            for c in fixed:
                cells.remove(c)
                for i in self.sums_of[c]:
                    left[i] -= 1
                    if left[i] == 1:
                        fixing.append(i)
        return self.linked(cell, cells) if cell in cells else []

    def matrix(self, columns: Sequence[tuple[Cell, int]]) -> csr_array:
        """Return the sums that some of the counts are in, a signed count per column."""
        entries = [
            (i, j, sign * self.sums[i][c])
            for j, (c, sign) in enumerate(columns)
            for i in self.sums_of[c]
        ]
        order = {i: n for n, i in enumerate(sorted({i for i, _, _ in entries}))}
        return matrix_of(((order[i], j, v) for i, j, v in entries), (len(order), len(columns)))

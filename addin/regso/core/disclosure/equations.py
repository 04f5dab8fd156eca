"""The sums of counts as the rows of a matrix."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from regso.core.disclosure.counts import Cell, Known
from regso.core.disclosure.solvers import matrix_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csc_array, csr_array

    Marks = NDArray[np.bool_]


@dataclass
class Equations:
    """Which counts each sum joins, and which sums each count is in."""

    counts: Known

    @cached_property
    def all(self) -> csc_array:
        """The sign of every count (column) in every sum (row)."""
        sums = list(self.counts.balances())
        entries = ((i, cell, sign) for i, signs in enumerate(sums) for cell, sign in signs.items())
        return matrix_of(entries, (len(sums), len(self.counts.value))).tocsc()

    @cached_property
    def _joins(self) -> tuple[csr_array, csr_array]:
        """1 where a sum (row) has a count (column), and the same turned."""
        joins = abs(self.all)
        return joins.tocsr(), joins.T.tocsr()

    def near(self, cell: Cell) -> set[Cell]:
        """Return the counts that share a sum with a count that shares a sum with this one."""
        marks = self._marks([cell])
        for _ in range(2):
            marks = self._beside(marks)
        return set(marks.nonzero()[0].tolist())

    def linked(self, cell: Cell, movable: Collection[Cell]) -> list[Cell]:
        """Return the movable counts that share sums with a count, directly or not."""
        return self._linked(cell, self._marks(movable))

    def loose(self, cell: Cell, movable: Collection[Cell]) -> list[Cell]:
        """Return the linked counts without those that some sum fixes; none where this one is."""
        marks = self._marks([*movable, cell])
        of_sum, of_count = self._joins
        while (fixed := marks & (of_count @ (of_sum @ marks == 1) > 0)).any():
            marks &= ~fixed
        return self._linked(cell, marks) if marks[cell] else []

    def matrix(self, cells: Sequence[Cell]) -> csc_array:
        """Return the sums that some of the counts are in, a count per column."""
        import numpy as np  # noqa: PLC0415 - slow to import
        from scipy.sparse import csc_array  # noqa: PLC0415

        whole = self.all
        start, end = whole.indptr[cells], whole.indptr[np.add(cells, 1)]
        ends = np.cumsum(end - start)
        chosen = np.arange(ends[-1]) + np.repeat(end - ends, end - start)
        used, rows = np.unique(whole.indices[chosen], return_inverse=True)
        starts = np.concatenate([[0], ends])
        return csc_array((whole.data[chosen], rows, starts), shape=(len(used), len(cells)))

    def _linked(self, cell: Cell, marks: Marks) -> list[Cell]:
        found = new = self._marks([cell])
        while new.any():
            new = self._beside(new) & marks & ~found
            found = found | new
        return list(found.nonzero()[0].tolist())

    def _beside(self, marks: Marks) -> Marks:
        """Return the counts that share a sum with one of these."""
        of_sum, of_count = self._joins
        beside: Marks = of_count @ (of_sum @ marks > 0) > 0
        return beside

    def _marks(self, cells: Collection[Cell]) -> Marks:
        from numpy import zeros  # noqa: PLC0415 - slow to import

        marks = zeros(len(self.counts.value), dtype=bool)
        marks[list(cells)] = True
        return marks

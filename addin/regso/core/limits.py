"""How far hidden counts can move in the network of the sums, by maximum flows (SciPy)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from regso.core.attack import Cell
from regso.core.programs import matrix_of
from regso.errors import DomainError

_LARGEST = 2**31 - 1  # SciPy's flows are 32-bit


class Limits:
    """The greatest fall and rise of each hidden count.

    Parameters
    ----------
    arcs : the two sums that each count of the table joins
    falls : how far each hidden count can fall by itself; all of them can rise without limit
    """

    def __init__(self, arcs: Sequence[tuple[int, int]], falls: Mapping[Cell, int]) -> None:
        from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - slow to import

        self.arcs, self.falls = arcs, falls
        self.far = 1 + sum(falls.values())  # more than any flow that has a limit
        if self.far > _LARGEST:
            raise DomainError("Tabellens antal är för stora att granska; dela tabellen i delar.")
        self.source = 1 + max((max(arcs[cell]) for cell in falls), default=0)
        self.room: dict[tuple[int, int], int] = {}
        for cell, fall in falls.items():
            tail, head = arcs[cell]
            for key, room in (((tail, head), self.far), ((head, tail), fall)):
                self.room[key] = self.room.get(key, 0) + room
        self.room.update({(self.source, node): 0 for node in range(self.source)})
        self.room.update({(node, self.source): 0 for node in range(self.source)})
        self.at = {key: i for i, key in enumerate(sorted(self.room))}
        entries = [(a, b, min(self.far, self.room[a, b])) for a, b in sorted(self.room)]
        size = (self.source + 1, self.source + 1)
        self.matrix = matrix_of(entries, size).astype("int32")
        rising = [(*arcs[cell], 1) for cell in falls]
        self.parts = connected_components(matrix_of(rising, size), connection="strong")[1]

    def rise(self, cell: Cell) -> float:
        """Return how far a count can rise: without limit when the way back only rises too."""
        tail, head = self.arcs[cell]
        if self.parts[tail] == self.parts[head]:
            return inf
        return self._flow(cell, head, tail, self.far)

    def fall(self, cell: Cell) -> int:
        """Return how far a count can fall."""
        tail, head = self.arcs[cell]
        return self.falls[cell] if tail == head else self._flow(cell, tail, head, self.falls[cell])

    def _flow(self, cell: Cell, start: int, goal: int, most: int) -> int:
        """Return the greatest flow between two sums that leaves out the arc of the count."""
        from scipy.sparse.csgraph import maximum_flow  # noqa: PLC0415 - slow to import

        tail, head = self.arcs[cell]
        own = {
            (tail, head): self.room[tail, head] - self.far,
            (head, tail): self.room[head, tail] - self.falls[cell],
            (self.source, start): most,
        }
        data = self.matrix.data
        kept = {key: int(data[self.at[key]]) for key in own}
        for key, room in own.items():
            data[self.at[key]] = min(self.far, room)
        try:
            return int(maximum_flow(self.matrix, self.source, goal).flow_value)
        finally:
            for key, room in kept.items():
                data[self.at[key]] = room

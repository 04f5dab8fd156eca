"""How far hidden counts can move, for the audit of a published table.

In the network of the sums by maximum flows: along shortest paths with room (Edmonds and Karp 1972,
Journal of the ACM 19:248–264), or in large tables SciPy's where it is installed. Where the sums
are no network, by whole-number programs. A greatest flow is one number, however it is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import inf
from typing import Protocol

from regso.core.disclosure.counts import Cell, Counts, Known
from regso.core.disclosure.equations import Equations
from regso.core.disclosure.flows import arcs_of
from regso.core.disclosure.solvers import matrix_of, whole_numbers
from regso.errors import DomainError

_LARGEST = 2**31 - 1  # SciPy's flows are 32-bit
_FEW_ARCS = 1000  # of so few the standard library finds the flows as fast

Arc = tuple[int, int]
Rooms = dict[Arc, int]
Reaches = dict[Cell, tuple[float, float]]


def reaches(counts: Counts, hidden: AbstractSet[Cell]) -> Reaches:
    """Return the least and the greatest that each hidden count can be."""
    arcs = arcs_of(counts)
    return by_programs(counts, hidden) if arcs is None else by_flows(counts, arcs, hidden)


def by_flows(counts: Counts, arcs: Sequence[Arc], hidden: AbstractSet[Cell]) -> Reaches:
    """Return the limits of hidden counts where each joins two sums."""
    limits = Limits(arcs, {cell: int(counts.fall(cell)) for cell in hidden})
    return {
        cell: (counts.value[cell] - limits.fall(cell), counts.value[cell] + limits.rise(cell))
        for cell in hidden
    }


def by_programs(counts: Known, hidden: AbstractSet[Cell]) -> Reaches:
    """Return the limits of hidden counts in any sums."""
    equations = Equations(counts)
    return {cell: _reach(equations, cell, hidden) for cell in hidden}


def _reach(equations: Equations, cell: Cell, hidden: AbstractSet[Cell]) -> tuple[float, float]:
    counts = equations.counts
    cells = equations.linked(cell, hidden)
    far = 10 * sum(counts.value) + 10  # beyond every vertex: a count so high has no limit
    at = cells.index(cell)
    found = []
    for sign in (1, -1):
        costs = [0.0] * len(cells)
        costs[at] = sign
        bounds = [(-counts.fall(c), inf if c != cell else far) for c in cells]
        moved = whole_numbers(costs, equations.matrix(cells), bounds)
        found.append(0 if moved is None else round(moved[at]))
    value = counts.value[cell]
    return value + found[0], inf if found[1] == far else value + found[1]


class Limits:
    """The greatest fall and rise of each hidden count.

    Parameters
    ----------
    arcs : the two sums that each count of the table joins
    falls : how far each hidden count can fall by itself; all of them can rise without limit
    """

    def __init__(self, arcs: Sequence[Arc], falls: Mapping[Cell, int]) -> None:
        self.arcs, self.falls = arcs, falls
        self.far = 1 + sum(falls.values())  # more than any flow that has a limit
        if self.far > _LARGEST:
            raise DomainError("Tabellens antal är för stora att granska; dela tabellen i delar.")
        self.room: Rooms = {}
        for cell, fall in falls.items():
            tail, head = arcs[cell]
            for key, room in (((tail, head), self.far), ((head, tail), fall)):
                self.room[key] = self.room.get(key, 0) + room
        self.network = _network(self.room, self.far)
        self.parts = strong_parts(arcs[cell] for cell in falls)

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
        tail, head = self.arcs[cell]
        others = {
            (tail, head): self.room[tail, head] - self.far,
            (head, tail): self.room[head, tail] - self.falls[cell],
        }
        return self.network.flow((start, goal), most, others)


class _Network(Protocol):
    """Room along arcs."""

    def flow(self, ends: Arc, most: int, instead: Rooms) -> int:
        """Return the greatest flow between two nodes, with other room along some arcs."""


def _network(room: Rooms, far: int) -> _Network:
    if len(room) <= _FEW_ARCS:
        return PlainNetwork(room)
    try:
        return SciPyNetwork(room, far)
    except ImportError:
        return PlainNetwork(room)


class SciPyNetwork:
    """A network whose greatest flows SciPy finds, from a source before the start."""

    def __init__(self, room: Rooms, far: int) -> None:
        from scipy.sparse.csgraph import maximum_flow  # noqa: PLC0415 - slow to import

        self.maximum_flow, self.far = maximum_flow, far
        self.source = source = 1 + max(map(max, room), default=0)
        room = {**room, **{key: 0 for node in range(source) for key in _both(source, node)}}
        self.at = {key: i for i, key in enumerate(sorted(room))}
        entries = [(*key, min(far, room[key])) for key in sorted(room)]
        self.matrix = matrix_of(entries, (source + 1, source + 1)).astype("int32")

    def flow(self, ends: Arc, most: int, instead: Rooms) -> int:
        """See `_Network`."""
        start, goal = ends
        data = self.matrix.data
        changed = {**instead, (self.source, start): most}
        kept = {key: int(data[self.at[key]]) for key in changed}
        for key, room in changed.items():
            data[self.at[key]] = min(self.far, room)
        try:
            return int(self.maximum_flow(self.matrix, self.source, goal).flow_value)
        finally:
            for key, room in kept.items():
                data[self.at[key]] = room


class PlainNetwork:
    """A network whose greatest flows the standard library finds."""

    def __init__(self, room: Rooms) -> None:
        self.room = room
        self.near = _neighbours(room)

    def flow(self, ends: Arc, most: int, instead: Rooms) -> int:
        """See `_Network`."""
        left = {**self.room, **instead}
        moved = 0
        while moved < most and (path := self._path(ends, left)):
            step = min(most - moved, *(left[arc] for arc in path))
            moved += step
            for a, b in path:
                left[a, b] -= step
                left[b, a] = left.get((b, a), 0) + step
        return moved

    def _path(self, ends: Arc, left: Rooms) -> list[Arc]:
        """Return the shortest way with room between two nodes, empty where there is none."""
        start, goal = ends
        came = {start: start}
        queue = [start]
        for here in queue:
            for there in self.near.get(here, ()):
                if there not in came and left.get((here, there), 0) > 0:
                    came[there] = here
                    queue.append(there)
        path: list[Arc] = []
        while goal in came and goal != start:
            path.append((came[goal], goal))
            goal = came[goal]
        return path


def strong_parts(arcs: Iterable[Arc]) -> dict[int, int]:
    """Return for each node which strongly connected part it is in (Kosaraju).

    >>> parts = strong_parts([(1, 2), (2, 1), (2, 3)])
    >>> parts[1] == parts[2], parts[2] == parts[3]
    (True, False)
    """
    arcs = list(arcs)
    onward, back = _neighbours(arcs), _neighbours((b, a) for a, b in arcs)
    order = [node for walk in _walks(onward, onward) for node in walk]
    return {node: walk[-1] for walk in _walks(reversed(order), back) for node in walk}


def _walks(roots: Iterable[int], near: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Return what each root leads to and no earlier one did, itself last (depth first)."""
    seen: set[int] = set()
    walks = []
    for root in roots:
        walk: list[int] = []
        waiting = [] if root in seen else [(root, iter(near[root]))]
        seen.add(root)
        while waiting:
            here, more = waiting[-1]
            there = next((node for node in more if node not in seen), None)
            if there is None:
                walk.append(here)
                waiting.pop()
            else:
                seen.add(there)
                waiting.append((there, iter(near[there])))
        walks.append(walk)
    return walks


def _neighbours(arcs: Iterable[Arc]) -> dict[int, list[int]]:
    near: dict[int, list[int]] = {}
    for a, b in arcs:
        near.setdefault(a, []).append(b)
        near.setdefault(b, [])
    return near


def _both(a: int, b: int) -> tuple[Arc, Arc]:
    return (a, b), (b, a)

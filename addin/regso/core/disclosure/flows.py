"""Moves of hidden counts as flows, in tables where one side has a tree of sums."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

from regso.core.disclosure.circuits import Circuits
from regso.core.disclosure.counts import Cell, Changes, Counts, Cut, Need, is_reached
from regso.core.disclosure.margins import Sums

Room = tuple[float, float]
MayMove = tuple[Container[Cell], Container[Cell]]  # told by two, as their union is large
SMALL = 1e-9
_GROUND = 0


def arcs_of(counts: Counts) -> list[tuple[int, int]] | None:
    """Return for every cell the sums it leaves and enters as it rises; None where it has more."""
    rows, columns = counts.rows, counts.columns
    height, width = counts.shape
    if rows.is_tree and columns.is_flat:
        tree, flat, deep, broad, step, stride = rows, columns, height, width, width, 1
    elif columns.is_tree and rows.is_flat:
        tree, flat, deep, broad, step, stride = columns, rows, width, height, 1, width
    else:
        return None
    leave = [_GROUND] * (height * width)
    enter = list(leave)
    node = _GROUND
    for total, parts in tree.parts.items():
        for j in range(broad):
            node += 1
            at_total, at_part = (leave, enter) if j in flat.parts else (enter, leave)
            at_total[total * step + j * stride] = node
            for part in parts:
                at_part[part * step + j * stride] = node
    for i in range(deep):
        if i in tree.parts:
            continue  # the sums along a margin follow from those along its parts
        for total, parts in flat.parts.items():
            node += 1
            leave[i * step + total * stride] = node
            for part in parts:
                enter[i * step + part * stride] = node
    return list(zip(leave, enter, strict=True))


def restricted_flows(counts: Counts) -> Flows | None:
    """Return flows that leave the inner sums of one side as they are: not all moves, but quick.

    None where a side is no tree. On the side with fewer inner sums those are frozen, so that
    each other count of that side is in one sum at most.
    """
    if not (counts.rows.is_tree and counts.columns.is_tree):
        return None
    height, width = counts.shape
    inner_rows, inner_columns = _inner(counts.rows), _inner(counts.columns)
    if len(inner_rows) * width < len(inner_columns) * height:
        frozen = {i * width + j for i in inner_rows for j in range(width)}
        loose = replace(counts, rows=_flattened(counts.rows, inner_rows))
    else:
        frozen = {i * width + j for i in range(height) for j in inner_columns}
        loose = replace(counts, columns=_flattened(counts.columns, inner_columns))
    arcs = arcs_of(loose)
    return None if arcs is None else Flows(loose, arcs, frozenset(frozen))


def _inner(sums: Sums) -> set[int]:
    """Return the margins that are parts of other margins."""
    return {part for parts in sums.parts.values() for part in parts if part in sums.parts}


def _flattened(sums: Sums, inner: set[int]) -> Sums:
    return Sums({t: tuple(p for p in parts if p not in inner) for t, parts in sums.parts.items()})


@dataclass
class Flows:
    """Moves as flows in the network of the sums.

    Attributes
    ----------
    counts : Counts
    arcs : the two sums that each count joins, from `arcs_of`
    frozen : counts that may not move
    """

    counts: Counts
    arcs: list[tuple[int, int]]
    frozen: AbstractSet[Cell] = frozenset()
    near: list[list[tuple[int, Cell, int]]] = field(init=False)
    falls: list[float] = field(init=False)
    circuits: Circuits = field(init=False)

    def __post_init__(self) -> None:
        self.circuits = Circuits(self.counts)
        self.falls = [self.counts.fall(cell) for cell in range(len(self.arcs))]
        self.near = [[] for _ in range(1 + max(map(max, self.arcs), default=0))]
        for cell, (tail, head) in enumerate(self.arcs):
            if cell in self.frozen:
                continue
            self.near[tail].append((head, cell, 1))
            self.near[head].append((tail, cell, -1))

    def move(
        self,
        need: Need,
        hidden: AbstractSet[Cell],
        price: Mapping[Cell, float] | None = None,
    ) -> Changes | None:
        """See `Attack.move` in `counts`."""
        if price is None and (found := self.circuits.move(need, hidden)) is not None:
            return found
        asked = price or {}
        hidden = need.unknown(hidden)

        def room(cell: Cell) -> Room | None:
            return (inf, self.falls[cell]) if cell in hidden or cell in asked else None

        moved, changes, _ = self._flow(
            need, (hidden, asked), room, lambda c: 0 if c in hidden else asked[c]
        )
        if moved < abs(need.by):
            return None
        self.circuits.add(changes)
        return changes

    def cut(self, need: Need, given: AbstractSet[Cell], share: Mapping[Cell, float]) -> Cut | None:
        """See `Attack.cut` in `counts`."""
        by = abs(need.by)
        given = need.unknown(given)

        def room(cell: Cell) -> Room | None:
            if cell in given:
                return inf, self.falls[cell]
            y = share.get(cell, 0)
            return (by * y, min(by, self.falls[cell]) * y) if y > SMALL else None

        moved, _, reached = self._flow(need, (given, share), room)
        if is_reached(moved, by):
            return None
        least = by
        weights: dict[Cell, float] = {}
        for here in reached:
            for there, cell, sign in self.near[here]:
                if there in reached or cell == need.cell:
                    continue
                if cell in given:
                    least -= self.falls[cell]
                elif cell in share:
                    weights[cell] = inf if sign > 0 else self.falls[cell]
        return Cut({c: min(weight, least) for c, weight in weights.items() if weight}, least)

    def _flow(
        self,
        need: Need,
        may_move: MayMove,
        room: Callable[[Cell], Room | None],
        price: Callable[[Cell], float] = lambda _: 0,
    ) -> tuple[float, Changes, AbstractSet[int]]:
        """Return how far the count moved, all changes, and the sums reached when it stopped."""
        cell, by = need.cell, need.by
        tail, head = self.arcs[cell]
        ends = (head, tail) if by > 0 else (tail, head)
        changes: Changes = {}
        moved: float = 0
        reached: AbstractSet[int] = set()
        while moved < abs(by) - SMALL:
            left = _Left(cell, may_move, room, changes, price)
            path, reached = self._path(ends, left)
            if path is None:
                break
            step = min([abs(by) - moved, *(left.of(c, sign) for c, sign in path)])
            moved += step
            if step < inf:
                for other, sign in path:
                    changes[other] = changes.get(other, 0) + sign * step
        changes = {c: change for c, change in changes.items() if change}
        return moved, {**changes, cell: moved if by > 0 else -moved}, reached

    def _path(
        self,
        ends: tuple[int, int],
        left: _Left,
    ) -> tuple[list[tuple[Cell, int]] | None, AbstractSet[int]]:
        """Return the cheapest way with room between two sums, and the sums reached."""
        start, goal = ends
        came: dict[int, tuple[int, Cell, int]] = {}
        hidden, others = left.may_move  # most counts may not: asking for their room takes longer
        best: dict[int, float] = {start: 0}
        done: set[int] = set()
        queue: list[tuple[float, int, int]] = [(0, 0, start)]
        serial = 0
        while queue:
            cost, _, here = heappop(queue)
            if here in done:
                continue
            done.add(here)
            if here == goal:
                break
            for there, cell, sign in self.near[here]:
                may_move = cell in hidden or cell in others
                if there in done or not may_move or left.of(cell, sign) <= SMALL:
                    continue
                total = cost + left.price(cell)
                if total < best.get(there, inf):
                    best[there] = total
                    came[there] = (here, cell, sign)
                    serial += 1
                    heappush(queue, (total, serial, there))
                    if there == goal and total == cost:  # nothing is cheaper than that
                        done.add(goal)
                        queue.clear()
                        break
        if goal not in done:
            return None, done
        path = []
        while goal != start:
            goal, cell, sign = came[goal]
            path.append((cell, sign))
        return path, done


class _Left(NamedTuple):
    """The room that is left for each count during a flow, and the price of using it."""

    moving: Cell
    may_move: MayMove
    room: Callable[[Cell], Room | None]
    changes: Mapping[Cell, float]
    price_of: Callable[[Cell], float]

    def of(self, cell: Cell, sign: int) -> float:
        """Return how far a count can still rise (sign 1) or fall (-1)."""
        limits = None if cell == self.moving else self.room(cell)
        if limits is None:
            return 0
        change = self.changes.get(cell, 0)
        return limits[0] - change if sign > 0 else limits[1] + change

    def price(self, cell: Cell) -> float:
        """Return 0 for a count that is hidden or already moves."""
        return 0 if cell in self.changes else self.price_of(cell)

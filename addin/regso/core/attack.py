"""What a reader can work out about the hidden counts of a published table.

The reader knows every shown count and every sum, that counts are whole numbers, and the least
that each hidden count can be. Starting from one table that fits all this, a count can be moved
only if other hidden counts move with it, so that all sums still hold.

Where one side of the table has a tree of sums and the other at most one level, every count is
an arc between two sums, and the moves are flows: exact for whole numbers (Ahuja, Magnanti and
Orlin 1993, Network Flows, ch. 6; for tables: Cox 1995, JASA 90:1453–1462). Where both sides
have levels, or margins overlap, whole-number programs are solved by HiGHS.

What must also be hidden follows as inequalities ("cuts") from the cuts of the flow, or from the
dual of the linear program (Fischetti and Salazar-González 2001, Management Science
47:1008–1027).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf
from typing import Any, NamedTuple, Protocol

from regso.core.margins import Sums

Cell = int
Changes = dict[Cell, int]
Room = tuple[float, float]
_GROUND = 0
SMALL = 1e-9
LACK = 1e-4


class Need(NamedTuple):
    """A count, and how far it should be able to move: up, or down when negative."""

    cell: Cell
    by: float


class Cut(NamedTuple):
    """The weights of hidden counts must sum to at least `least` in every safe pattern."""

    weights: dict[Cell, float]
    least: float


@dataclass(frozen=True)
class Counts:
    """A table of counts in reading order, and its sums.

    Attributes
    ----------
    shape : rows and columns
    value : counts that fit all that is known, 0 where a cell is blank
    floor : the least that each count can be for a reader to whom it is hidden
    rows, columns : the sums down the rows and along the columns
    """

    shape: tuple[int, int]
    value: Sequence[int]
    floor: Sequence[int]
    rows: Sums
    columns: Sums

    def equations(self) -> Iterator[tuple[Cell, list[Cell]]]:
        """Yield every sum in the table: its cell and the cells of its parts."""
        height, width = self.shape
        for total, parts in self.rows.parts.items():
            for j in range(width):
                yield total * width + j, [p * width + j for p in parts]
        for total, parts in self.columns.parts.items():
            for i in range(height):
                yield i * width + total, [i * width + p for p in parts]


class Attack(Protocol):
    """How hidden counts can be moved."""

    def move(
        self,
        need: Need,
        hidden: AbstractSet[Cell],
        price: Mapping[Cell, int] | None = None,
    ) -> Changes | None:
        """Return changes that move a count that far, or None where it cannot be moved so.

        With prices, counts that are shown may change too: those at the lowest price.
        """

    def reach(self, cell: Cell, hidden: AbstractSet[Cell]) -> tuple[int, float]:
        """Return the least and the greatest that a hidden count can be."""

    def cut(self, need: Need, given: AbstractSet[Cell], share: Mapping[Cell, float]) -> Cut | None:
        """Return what every pattern needs, and this one lacks, to let a count move so far.

        `given` are hidden in every pattern, and `share` is how far each other count that may be
        hidden is: 0 or 1, or between them while the best pattern is searched.
        """


def attack_on(counts: Counts) -> Attack:
    """Return the fastest exact attack on a table."""
    from regso.core.programs import Programs  # noqa: PLC0415 - needs the solver, flows do not

    arcs = _arcs(counts)
    return Programs(counts) if arcs is None else Flows(counts, arcs)


def _arcs(counts: Counts) -> list[tuple[int, int]] | None:
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


@dataclass
class Flows:
    """Moves as flows in the network of the sums."""

    counts: Counts
    arcs: list[tuple[int, int]]
    near: list[list[tuple[int, Cell, int]]] = field(init=False)

    def __post_init__(self) -> None:
        self.near = [[] for _ in range(1 + max(map(max, self.arcs), default=0))]
        for cell, (tail, head) in enumerate(self.arcs):
            self.near[tail].append((head, cell, 1))
            self.near[head].append((tail, cell, -1))

    def move(
        self,
        need: Need,
        hidden: AbstractSet[Cell],
        price: Mapping[Cell, int] | None = None,
    ) -> Changes | None:
        """See `Attack.move`."""
        asked = price or {}

        def room(cell: Cell) -> Room | None:
            return (inf, self._fall(cell)) if cell in hidden or cell in asked else None

        moved, changes, _ = self._flow(need, room, lambda c: 0 if c in hidden else asked[c])
        return changes if moved == abs(need.by) else None

    def reach(self, cell: Cell, hidden: AbstractSet[Cell]) -> tuple[int, float]:
        """See `Attack.reach`."""

        def room(cell: Cell) -> Room | None:
            return (inf, self._fall(cell)) if cell in hidden else None

        value = self.counts.value[cell]
        down, _, _ = self._flow(Need(cell, -self._fall(cell)), room)
        up, _, _ = self._flow(Need(cell, inf), room)
        return value - int(down), value + up

    def cut(self, need: Need, given: AbstractSet[Cell], share: Mapping[Cell, float]) -> Cut | None:
        """See `Attack.cut`."""
        by = abs(need.by)

        def room(cell: Cell) -> Room | None:
            if cell in given:
                return inf, self._fall(cell)
            y = share.get(cell, 0)
            return (by * y, min(by, self._fall(cell)) * y) if y > SMALL else None

        moved, _, reached = self._flow(need, room)
        if moved > by - LACK:
            return None
        least = by
        weights: dict[Cell, float] = {}
        for here in reached:
            for there, cell, sign in self.near[here]:
                if there in reached or cell == need.cell:
                    continue
                if cell in given:
                    least -= self._fall(cell)
                elif cell in share:
                    weights[cell] = inf if sign > 0 else self._fall(cell)
        return Cut({c: min(weight, least) for c, weight in weights.items() if weight}, least)

    def _fall(self, cell: Cell) -> int:
        return self.counts.value[cell] - self.counts.floor[cell]

    def _flow(
        self,
        need: Need,
        room: Callable[[Cell], Room | None],
        price: Callable[[Cell], int] = lambda _: 0,
    ) -> tuple[float, Changes, AbstractSet[int]]:
        """Return how far the count moved, all changes, and the sums reached when it stopped."""
        cell, by = need
        tail, head = self.arcs[cell]
        ends = (head, tail) if by > 0 else (tail, head)
        changes: dict[Cell, Any] = {}
        moved: float = 0
        reached: AbstractSet[int] = set()
        while moved < abs(by) - SMALL:
            left = _Left(cell, room, changes, price)
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
        best: dict[int, int] = {start: 0}
        done: set[int] = set()
        queue = [(0, 0, start)]
        serial = 0
        while queue:
            cost, _, here = heappop(queue)
            if here in done:
                continue
            done.add(here)
            if here == goal:
                break
            for there, cell, sign in self.near[here]:
                if there in done or left.of(cell, sign) <= SMALL:
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
    room: Callable[[Cell], Room | None]
    changes: Mapping[Cell, float]
    price_of: Callable[[Cell], int]

    def of(self, cell: Cell, sign: int) -> float:
        """Return how far a count can still rise (sign 1) or fall (-1)."""
        limits = None if cell == self.moving else self.room(cell)
        if limits is None:
            return 0
        change = self.changes.get(cell, 0)
        return limits[0] - change if sign > 0 else limits[1] + change

    def price(self, cell: Cell) -> int:
        """Return 0 for a count that is hidden or already moves."""
        return 0 if cell in self.changes else self.price_of(cell)

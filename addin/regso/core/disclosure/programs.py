"""Moves of hidden counts in tables of any sums, by linear and whole-number programs (HiGHS)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from regso.core.disclosure.circuits import Circuits
from regso.core.disclosure.counts import Cell, Changes, Counts, Cut, Known, Need, is_reached
from regso.core.disclosure.equations import Equations
from regso.core.disclosure.flows import Flows, restricted_flows
from regso.core.disclosure.solvers import (
    any_whole,
    both_ways,
    cost_and_duals,
    pairs,
    whole_if_any,
    whole_numbers,
)

if TYPE_CHECKING:
    from regso.core.disclosure.solvers import Numbers

_STEP = 1e-3  # the price of moving a hidden count: nearly free, but no farther than it must
_TINY = 1e-7
_STRETCH = 4  # how much farther than a count others may have to move where sums are no trees


@dataclass
class Programs:
    """Moves as solutions of programs over all sums of the table."""

    counts: Known
    equations: Equations = field(init=False)
    quick: Flows | None = field(init=False)
    stretch: int = field(init=False, default=1)
    circuits: Circuits = field(init=False)

    def __post_init__(self) -> None:
        self.equations = Equations(self.counts)
        self.circuits = Circuits(self.counts)
        counts = self.counts
        self.quick = restricted_flows(counts) if isinstance(counts, Counts) else None
        if isinstance(counts, Counts) and (counts.rows.others or counts.columns.others):
            self.stretch = _STRETCH

    @cached_property
    def falls(self) -> Numbers:
        """How far each count can fall by itself."""
        from numpy import array  # noqa: PLC0415 - slow to import

        return array([self.counts.fall(c) for c in range(len(self.counts.value))], dtype=float)

    def move(
        self,
        need: Need,
        hidden: AbstractSet[Cell],
        price: Mapping[Cell, float] | None = None,
    ) -> Changes | None:
        """See `Attack.move` in `counts`; what is faster and mostly enough comes first."""
        if price is None:
            return self._possible(need, hidden)
        if self.quick is not None and need.cell not in self.quick.frozen:
            found = self.quick.move(need, hidden, price)
            if found is not None:
                return found
        near = self.equations.near(need.cell)
        found = self._moved(need, hidden, {c: p for c, p in price.items() if c in near})
        found = self._moved(need, hidden, price) if found is None else found
        return self.circuits.move(need, hidden | price.keys()) if found is None else found

    def _possible(self, need: Need, hidden: AbstractSet[Cell]) -> Changes | None:
        """Return any move within the hidden counts: known ones are tried before programs."""
        found = self.circuits.move(need, hidden)
        if found is None and self.quick is not None and need.cell not in self.quick.frozen:
            found = self.quick.move(need, hidden)
        if found is None:
            found = self._moved(need, hidden, {})
        return found

    def _moved(
        self,
        need: Need,
        hidden: AbstractSet[Cell],
        price: Mapping[Cell, float],
    ) -> Changes | None:
        """Return the cheapest move in whole numbers; without prices any move will do.

        A program in fractions mostly gives one, and several equally cheap ones differ. Where
        margins are trees the program in whole numbers alone chooses.
        """
        hidden = need.unknown(hidden)
        cells = self.equations.linked(need.cell, hidden | price.keys())
        if not price:
            cells = self.equations.loose(need.cell, hidden)
            if not cells:
                return None
        import numpy as np  # noqa: PLC0415 - slow to import

        size, at = len(cells), cells.index(need.cell)
        costs = np.full(2 * size, _STEP)
        if price:
            most = max(price.values())
            for n, c in enumerate(cells):
                if c in price and c not in hidden:
                    costs[n] = costs[n + size] = price[c] / most
        solve = whole_numbers if price and self.quick is not None else whole_if_any
        matrix = both_ways(self.equations.matrix(cells))
        found = solve(costs, matrix, self._bounds(cells, at, need.by))
        if found is None:
            return None
        return self._note(cells, found)

    def settles(self, need: Need, hidden: AbstractSet[Cell]) -> bool | None:
        """Tell whether a count can be moved so, however far others move; None: not settled.

        A move that is found is known from then on.
        """
        cells = self.equations.loose(need.cell, need.unknown(hidden))
        if not cells:
            return False
        matrix = both_ways(self.equations.matrix(cells))
        found = any_whole(matrix, self._bounds(cells, cells.index(need.cell), need.by))
        if found is None:
            return None
        if found:
            self._note(cells, found)
        return bool(found)

    def _note(self, cells: list[Cell], both: Sequence[float]) -> Changes:
        """Return the changes that rises and falls of counts are, known from then on."""
        import numpy as np  # noqa: PLC0415 - slow to import

        size = len(cells)
        net = np.rint(np.subtract(both[:size], both[size:])).astype(int)
        changes: Changes = {cells[n]: int(net[n]) for n in net.nonzero()[0]}
        self.circuits.add(changes)
        return changes

    def _bounds(self, cells: Sequence[Cell], at: int, by: float) -> Numbers:
        """Return how far each count can rise and then fall; one of them goes all the way."""
        import numpy as np  # noqa: PLC0415 - slow to import

        upper = np.concatenate([np.full(len(cells), inf), self.falls[cells]])
        lower = np.zeros(2 * len(cells))
        lower[at] = upper[at] = max(by, 0)
        lower[at + len(cells)] = upper[at + len(cells)] = -min(by, 0)
        return pairs(lower, upper)

    def cut(self, need: Need, given: AbstractSet[Cell], share: Mapping[Cell, float]) -> Cut | None:
        """See `Attack.cut` in `counts`."""
        cell, by = need.cell, need.by
        given = need.unknown(given)
        far, fall = abs(by), self.counts.fall
        most = far * self.stretch
        cells = self.equations.linked(cell, given | share.keys())
        costs = [0.0] * len(cells)
        costs[cells.index(cell)] = -1 if by > 0 else 1
        lower, upper = [], []
        for c in cells:
            y = share.get(c, 0)
            fallen, risen = (fall(c), inf) if c in given else (min(most, fall(c)) * y, most * y)
            lower.append(-fallen if c != cell else min(by, 0))
            upper.append(risen if c != cell else max(by, 0))
        moved, duals = cost_and_duals(costs, self.equations.matrix(cells), pairs(lower, upper))
        if is_reached(-moved, far):
            return self._one_more(need, given, share)
        least = far
        weights: dict[Cell, float] = {}
        for c, rate in zip(cells, duals, strict=True):
            if c == cell or abs(rate) < _TINY:
                continue
            if c in given:
                least -= rate * fall(c)
            else:
                weights[c] = rate * min(most, fall(c)) if rate > 0 else -rate * most
        return Cut({c: min(weight, least) for c, weight in weights.items()}, least)

    def _one_more(
        self, need: Need, given: AbstractSet[Cell], share: Mapping[Cell, float]
    ) -> Cut | None:
        """Return that one more count must be hidden where only fractions can move."""
        extra = {c for c, y in share.items() if y == 1}
        if any(0 < y < 1 for y in share.values()) or self.move(need, given | extra) is not None:
            return None
        return Cut(dict.fromkeys(share.keys() - extra, 1.0), 1.0)

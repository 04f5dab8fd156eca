"""The best of all safe patterns of a small table, by branch and bound on the standard library.

Every safe pattern meets every cut of the attack (Fischetti and Salazar-González 2001). The
search hides counts of a cut that is not met, one after the other, and asks the attack for more
cuts only when all that are known are met; a pattern that lacks none is safe.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import repeat
from math import inf
from typing import NamedTuple

from regso.core.disclosure.counts import Cell, Cut
from regso.core.disclosure.growth import grown_and_thinned
from regso.core.disclosure.problem import Problem

_NONE: frozenset[Cell] = frozenset()
_ZEROS = repeat(0)  # what a count adds to a cut that it has no weight in


class Cover(NamedTuple):
    """The further counts of a safe pattern, and whether no pattern is better."""

    cells: frozenset[Cell]
    is_best: bool


def best_pattern(
    problem: Problem, most_steps: float = inf, start: AbstractSet[Cell] = _NONE
) -> Cover | None:
    """Return the best safe pattern, or the best found in so many steps; None if none is safe.

    `start` are further counts to begin with, such as a pattern that is safe but for few needs.

    Steps, not time, so that the same table always gets the same pattern, on every computer.
    """
    prices = problem.prices()
    known = grown_and_thinned(problem, prices, start)
    if known is None:
        return None
    search = _Search(problem, prices, known, most_steps)
    is_best = search.visit(_NONE, _NONE, [])
    return Cover(search.best, is_best)


class _Search:
    """A search for patterns that are better than the best known."""

    def __init__(
        self,
        problem: Problem,
        prices: Mapping[Cell, float],
        known: frozenset[Cell],
        most_steps: float,
    ) -> None:
        self.problem, self.prices, self.best = problem, prices, known
        self.least_cost = self._cost(known)
        self.cheapest = sorted(prices, key=lambda c: (prices[c], c))
        self.cuts: list[Cut] = []
        self.steps_left = most_steps

    def visit(self, chosen: frozenset[Cell], barred: frozenset[Cell], cuts: list[Cut]) -> bool:
        """Search among patterns with the chosen counts and without the barred; tell if all of it.

        The counts of one cut are tried in turn, the cheapest first, and each is barred from
        the tries after its own: together they are all patterns, and none comes twice. `cuts` are
        those that fewer chosen counts did not meet; one that is met stays so when more are chosen.
        """
        self.steps_left -= 1
        if self.steps_left < 0:
            return False
        unmet = [cut for cut in cuts if _sum(cut, chosen) < cut.least] or self._new_cuts(chosen)
        if not unmet:
            self.best, self.least_cost = chosen, self._cost(chosen)
            return True
        tried = chosen | barred
        lacking = [self._lack(cut, cut.least - _sum(cut, chosen), tried) for cut in unmet]
        known = len(self.cuts)
        cost = self._cost(chosen)
        if cost + self._bound(lacking) >= self.least_cost:
            return True
        for cell in min(lacking, key=lambda lack: len(lack.cells)).cells:
            if cost + self.prices[cell] < self.least_cost and not self.visit(
                chosen | {cell}, barred, unmet + self.cuts[known:]
            ):
                return False
            barred |= {cell}
        return True

    def _cost(self, cells: frozenset[Cell]) -> float:
        return sum(map(self.prices.__getitem__, cells))

    def _new_cuts(self, chosen: frozenset[Cell]) -> list[Cut]:
        """Return, and keep, what a pattern that meets all known cuts lacks.

        For each need these are cuts without a count in common.
        """
        found: list[Cut] = []
        for need in self.problem.needs:
            share = {cell: float(cell in chosen) for cell in self.prices}
            while (cut := self.problem.attack.cut(need, self.problem.given, share)) is not None:
                cheapest = {c: cut.weights[c] for c in self.cheapest if c in cut.weights}
                found.append(cut._replace(weights=cheapest))
                share.update(dict.fromkeys(cut.weights, 1.0))
        self.cuts += found
        return found

    def _lack(self, cut: Cut, lack: float, tried: frozenset[Cell]) -> _Lack:
        """Return the counts that may still meet a cut, and the least that meeting it costs."""
        cells = [cell for cell in cut.weights if cell not in tried]
        weights = [*map(cut.weights.__getitem__, cells)]
        if max(weights, default=0) >= lack:  # as nearly always: the cheapest alone may do
            return _Lack(cells, self.prices[cells[0]])
        needed = 0
        for weight in sorted(weights, reverse=True):
            if lack <= 0:
                break
            lack -= weight
            needed += 1
        cost = inf if lack > 0 else sum(self.prices[c] for c in cells[:needed])
        return _Lack(cells, cost)

    @staticmethod
    def _bound(lacking: list[_Lack]) -> float:
        """Return the least that it costs to meet cuts that have no count in common."""
        used: set[Cell] = set()
        bound = 0.0
        for lack in sorted(lacking, key=lambda lack: -lack.cost):
            if used.isdisjoint(lack.cells):
                used.update(lack.cells)
                bound += lack.cost
        return bound


class _Lack(NamedTuple):
    """The counts that may meet a cut, the cheapest first, and the least that they cost."""

    cells: list[Cell]
    cost: float


def _sum(cut: Cut, chosen: frozenset[Cell]) -> float:
    return sum(map(cut.weights.get, chosen, _ZEROS))

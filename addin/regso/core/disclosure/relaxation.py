"""A small safe pattern of a large table, by linear and whole-number programs (HiGHS).

The programs ask for all cuts of the attack that are found so far (Fischetti and
Salazar-González 2001): with fractions of counts first, in tables of moderate size then with
whole counts, which gives the best pattern of all unless the search grows too long.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from regso.core.disclosure.counts import LACK, Cell, Cut
from regso.core.disclosure.growth import grown_and_thinned
from regso.core.disclosure.problem import Problem
from regso.core.disclosure.programs import Programs
from regso.core.disclosure.solvers import fractions, matrix_of, whole_numbers

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# How long a search may grow: numbers and not times, so that the answer is always the same.
_MOST_ROUNDS = 40
_ROUND_EFFORT = 300_000  # needs times counts that may be hidden, over all rounds
_PROGRAM_EFFORT = 5  # a program costs more than a flow
_OVERLAP_EFFORT = 12  # and more still without flows that serve for most moves
_LOOSE_EFFORT = 60  # and most where sums are no trees, such as two sums of one margin
_EXACT_EFFORT = 1_500  # the same over all rounds in whole numbers, which cost more
_EXACT_NODES = 20


def better_pattern(problem: Problem, known: frozenset[Cell]) -> frozenset[Cell]:
    """Return the best further counts that can be found in reasonable time, or the known ones."""
    search = _Search(problem, known)
    for goal in range(len(problem.costs)):
        search.improve(goal)
    return search.known


class _Search:
    """A search for the best pattern among those that meet all cuts found so far."""

    def __init__(self, problem: Problem, known: frozenset[Cell]) -> None:
        self.problem, self.known = problem, known
        self.cells = problem.free
        self.prices = problem.prices()
        self.cuts: list[Cut] = []
        size = len(problem.needs) * len(self.cells)
        if isinstance(problem.attack, Programs):
            size *= _OVERLAP_EFFORT if problem.attack.quick is None else _PROGRAM_EFFORT
            size *= _LOOSE_EFFORT // _OVERLAP_EFFORT if problem.attack.stretch > 1 else 1
        self.rounds = min(_MOST_ROUNDS, _ROUND_EFFORT // size)
        self.exact_rounds = min(_MOST_ROUNDS, _EXACT_EFFORT // size)

    def improve(self, goal: int) -> None:
        """Lower one of the costs of the best known pattern, and none that comes before it.

        Parts of counts come first: they give many cuts at little cost. What a round finds is
        no safe pattern but a bound, and a hint from which a safe one is grown.
        """
        cost = self.problem.costs[goal]
        for whole, rounds in ((False, self.rounds), (True, self.exact_rounds)):
            for _ in range(rounds):
                shares = self._cheapest(goal, whole=whole)
                if not shares:
                    return
                bound = sum(cost[c] * y for c, y in shares.items())
                if bound > self.problem.rank(self.known)[goal] - 1 + LACK:
                    return
                is_new = self._add_cuts(shares)
                if not is_new and whole:
                    self.known = frozenset(c for c, y in shares.items() if y)
                    return
                self._try_rounded(shares)
                if not is_new:
                    break

    def _cheapest(self, goal: int, *, whole: bool) -> dict[Cell, float]:
        """Return how far each count is hidden in the cheapest pattern that meets all cuts."""
        costs, matrix, least = self._program(goal)
        if whole:
            bounds = [(0, 1)] * len(costs)
            found = whole_numbers(costs, matrix, bounds, least, nodes=_EXACT_NODES)
            found = [float(round(y)) for y in found or ()]
        else:
            found = fractions(costs, matrix, least)
        return dict(zip(self.cells, found, strict=True)) if found else {}

    def _try_rounded(self, shares: Mapping[Cell, float]) -> None:
        """Grow a pattern where the counts are nearly hidden, and keep it if it is better."""
        price = {c: 1 + round(self.prices[c] * (1 - y)) for c, y in shares.items()}
        found = grown_and_thinned(self.problem, price)
        if found is not None and self.problem.rank(found) < self.problem.rank(self.known):
            self.known = found

    def _add_cuts(self, shares: Mapping[Cell, float]) -> bool:
        """Add what a pattern lacks, and tell whether it lacked anything."""
        before = len(self.cuts)
        for need in self.problem.needs:
            opened = dict(shares)
            while (cut := self.problem.attack.cut(need, self.problem.given, opened)) is not None:
                self.cuts.append(cut)
                opened.update(dict.fromkeys(cut.weights, 1.0))  # and what it lacks beyond this cut
        return len(self.cuts) > before

    def _program(self, goal: int) -> tuple[list[float], csr_array, list[float]]:
        at = {cell: j for j, cell in enumerate(self.cells)}
        self.cuts = _strongest(self.cuts)
        known = self.problem.rank(self.known)
        no_dearer = [
            Cut({cell: -price for cell, price in cost.items()}, -most)
            for cost, most in zip(self.problem.costs[:goal], known, strict=False)
        ]
        rules = [*self.cuts, *no_dearer]
        entries = [
            (i, at[c], w) for i, (weights, _) in enumerate(rules) for c, w in weights.items()
        ]
        matrix = matrix_of(entries, (len(rules), len(self.cells)))
        cost = self.problem.costs[goal]
        return [float(cost[c]) for c in self.cells], matrix, [rule.least for rule in rules]


def _strongest(cuts: list[Cut]) -> list[Cut]:
    """Return the cuts without those that others imply: "one of these" implies "one of more"."""
    covers: list[AbstractSet[Cell]] = []
    kept = []
    for cut in sorted(cuts, key=lambda c: len(c.weights)):
        if any(cover <= cut.weights.keys() for cover in covers):
            continue
        kept.append(cut)
        if all(weight >= cut.least for weight in cut.weights.values()):
            covers.append(cut.weights.keys())
    return kept

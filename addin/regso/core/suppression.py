"""Which counts of a table must be hidden so that no small count can be worked out.

A count n with 1 <= n < threshold is sensitive and is hidden; so is 0 when zeros are hidden.
Further counts are hidden until every sensitive count could be, for all that the reader can see,
any number from the least possible to threshold - 1 (and at least two numbers). The reader knows
the sums, that counts are whole numbers and, when zeros are shown, that a hidden count is at
least 1, so that a sum is at least the number of its parts that are not zero.

To hide more never reveals more, so a pattern is grown by the cheapest moves (Cox 1995) and then
shown again count by count as far as it stays safe. In tables of moderate size it is then
replaced by the best of all patterns, from a whole-number program that grows by the cuts of the
attack (Fischetti and Salazar-González 2001). No clock takes part: the same table always gets
the same pattern, because two patterns of one table together reveal more than either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from regso.core.attack import LACK, Cell, Cut
from regso.core.flows import Flows
from regso.core.margins import Sums
from regso.core.programs import fractions, matrix_of, whole_numbers
from regso.core.protection import Policy, Problem, Table, problem_of

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# How long a search may grow: numbers and not times, so that the answer is always the same.
_MOST_ROUNDS = 40
_ROUND_EFFORT = 300_000  # needs times counts that may be hidden, over all rounds
_PROGRAM_EFFORT = 5  # a program costs more than a flow
_EXACT_EFFORT = 1_500  # the same over all rounds in whole numbers, which cost more
_EXACT_NODES = 20


def hidden_cells(table: Table, rows: Sums, columns: Sums, policy: Policy) -> frozenset[Cell]:
    """Return the cells to hide, numbered in reading order.

    Parameters
    ----------
    table : rows of int, ".." (already hidden) or None (blank), shape (m, n), persons
    rows, columns : Sums
        From `margins`.
    policy : Policy

    Raises
    ------
    BadValueError
        The shown counts allow no counts in the cells that are already hidden.
    """
    problem = problem_of(table, rows, columns, policy)
    price = _prices(problem, by_value=policy.by_value)
    hidden = _thinned(problem, _grown(problem, price), price)
    if hidden != problem.given:
        hidden = _best(problem, hidden, by_value=policy.by_value)
    if not problem.is_safe(hidden):
        raise RuntimeError("the pattern is not safe")
    return hidden


def _prices(problem: Problem, *, by_value: bool) -> dict[Cell, int]:
    """Return the price of hiding each free count: by number of cells first, or by value."""
    value = problem.counts.value
    base = 0 if by_value else 1 + sum(value)
    return {cell: base + value[cell] for cell in sorted(problem.free)}


def _grown(problem: Problem, price: dict[Cell, int]) -> set[Cell]:
    """Return a safe pattern: for each need in turn, the cheapest further counts."""
    hidden = set(problem.given)
    for need in problem.needs:
        if problem.attack.move(need, hidden) is None:
            changes = problem.attack.move(need, hidden, price)
            if changes is None:
                raise RuntimeError("not even hiding everything is safe")
            hidden |= changes.keys()
    return hidden


def _thinned(problem: Problem, hidden: set[Cell], price: dict[Cell, int]) -> frozenset[Cell]:
    """Return a safe pattern without the counts that can be shown, the dearest first."""
    moves = {need: problem.attack.move(need, hidden) or {} for need in problem.needs}
    for cell in sorted(hidden - problem.given, key=lambda c: (-price[c], c)):
        fewer = hidden - {cell}
        anew = {}
        for need in [need for need, changes in moves.items() if cell in changes]:
            changes = problem.attack.move(need, fewer)
            if changes is None:
                break
            anew[need] = changes
        else:
            hidden = fewer
            moves.update(anew)
    return frozenset(hidden)


def _best(problem: Problem, hidden: frozenset[Cell], *, by_value: bool) -> frozenset[Cell]:
    """Return the best of all safe patterns, or the best found when the search grows too long."""
    value = {cell: problem.counts.value[cell] for cell in sorted(problem.free)}
    search = _Search(problem)
    extra = hidden - problem.given
    if by_value:
        return problem.given | search.best(_Goal(value, by_value=True), extra)
    extra = search.best(_Goal(dict.fromkeys(value, 1)), extra)
    return problem.given | search.best(_Goal(value, len(extra)), extra)


class _Goal(NamedTuple):
    """What a pattern costs per count, and the most counts that it may hide."""

    price: dict[Cell, int]
    most: int | None = None
    by_value: bool = False

    def rank(self, cells: AbstractSet[Cell], value: Sequence[int]) -> tuple[int, int]:
        """Return the cost of hiding these counts, and then the persons in them."""
        return self.cost(cells), sum(value[cell] for cell in cells)

    def cost(self, cells: Iterable[Cell]) -> int:
        """Return the cost of hiding these counts."""
        return sum(map(self.price.__getitem__, cells))


class _Search:
    """A search for the best pattern among those that meet all cuts found so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.cells = sorted(problem.free)
        self.cuts: list[Cut] = []
        size = len(problem.needs) * len(problem.free)
        size *= 1 if isinstance(problem.attack, Flows) else _PROGRAM_EFFORT
        self.rounds = min(_MOST_ROUNDS, _ROUND_EFFORT // size)
        self.exact_rounds = min(_MOST_ROUNDS, _EXACT_EFFORT // size)

    def best(self, goal: _Goal, known: frozenset[Cell]) -> frozenset[Cell]:
        """Return the safe extra counts of least cost; the best known when the search is long.

        Parts of counts come first: they give many cuts at little cost. What a round finds is
        no safe pattern but a bound, and a hint from which a safe one is grown.
        """
        for whole, rounds in ((False, self.rounds), (True, self.exact_rounds)):
            for _ in range(rounds):
                shares = self._cheapest(goal, whole=whole)
                if not shares:
                    return known
                bound = sum(goal.price[c] * y for c, y in shares.items())
                if bound > goal.cost(known) - 1 + LACK:
                    return known
                is_new = self._add_cuts(shares)
                if not is_new and whole:
                    return frozenset(c for c, y in shares.items() if y)
                known = self._rounded(goal, shares, known)
                if not is_new:
                    break
        return known

    def _cheapest(self, goal: _Goal, *, whole: bool) -> dict[Cell, float]:
        """Return how far each count is hidden in the cheapest pattern that meets all cuts."""
        costs, matrix, least = self._program(goal)
        if whole:
            bounds = [(0, 1)] * len(costs)
            found = whole_numbers(costs, matrix, bounds, least, nodes=_EXACT_NODES)
            found = [float(round(y)) for y in found or ()]
        else:
            found = fractions(costs, matrix, least)
        return dict(zip(self.cells, found, strict=True)) if found else {}

    def _rounded(
        self,
        goal: _Goal,
        shares: dict[Cell, float],
        known: frozenset[Cell],
    ) -> frozenset[Cell]:
        """Return the pattern grown where the counts are nearly hidden, if it is better."""
        value = self.problem.counts.value
        first = 0 if goal.by_value else 1 + sum(value)  # few cells first, then few persons
        price = {c: 1 + round((first + value[c]) * (1 - y)) for c, y in shares.items()}
        pattern = _thinned(self.problem, _grown(self.problem, price), price)
        extra = pattern - self.problem.given
        fits = goal.most is None or len(extra) <= goal.most
        return extra if fits and goal.rank(extra, value) < goal.rank(known, value) else known

    def _add_cuts(self, shares: dict[Cell, float]) -> bool:
        """Add what a pattern lacks, and tell whether it lacked anything."""
        before = len(self.cuts)
        for need in self.problem.needs:
            opened = dict(shares)
            while (cut := self.problem.attack.cut(need, self.problem.given, opened)) is not None:
                self.cuts.append(cut)
                opened.update(dict.fromkeys(cut.weights, 1.0))  # and what it lacks beyond this cut
        return len(self.cuts) > before

    def _program(self, goal: _Goal) -> tuple[list[float], csr_array, list[float]]:
        at = {cell: j for j, cell in enumerate(self.cells)}
        rules = self.cuts = _strongest(self.cuts)
        if goal.most is not None:
            rules = [*rules, Cut(dict.fromkeys(self.cells, -1.0), -float(goal.most))]
        entries = [
            (i, at[c], w) for i, (weights, _) in enumerate(rules) for c, w in weights.items()
        ]
        matrix = matrix_of(entries, (len(rules), len(self.cells)))
        return (
            [float(goal.price[cell]) for cell in self.cells],
            matrix,
            [cut.least for cut in rules],
        )


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

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

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from regso.core.attack import LACK, Attack, Cell, Counts, Cut, Need, attack_on
from regso.core.layout import HIDDEN
from regso.core.margins import Sums
from regso.core.programs import fractions, matrix_of, whole_numbers
from regso.errors import BadValueError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

FEWEST, LEAST_VALUE = "minst", "värde"
AIMS = (FEWEST, LEAST_VALUE)
DEFAULT_THRESHOLD = 5

# How long a search may grow: numbers and not times, so that the answer is always the same.
_MOST_ROUNDS = 40
_ROUND_EFFORT = 300_000  # needs times counts that may be hidden, over all rounds
_EXACT_EFFORT = 5_000
_EXACT_ROUNDS = 10
_EXACT_NODES = 100
_SCALE = 1000

Table = Sequence[Sequence[int | str | None]]


class Policy(NamedTuple):
    """What is sensitive, and what counts as little."""

    threshold: int = DEFAULT_THRESHOLD
    hide_zeros: bool = False
    aim: str = FEWEST


@dataclass(frozen=True)
class Problem:
    """A table, what it must not reveal, and what may be hidden for that.

    Attributes
    ----------
    counts : Counts
    given : the counts that are hidden from the start: the small ones, and those already hidden
    needs : list of Need
    free : the other counts that may be hidden
    """

    counts: Counts
    attack: Attack
    given: frozenset[Cell]
    free: frozenset[Cell]
    needs: list[Need]

    def is_safe(self, hidden: AbstractSet[Cell]) -> bool:
        """Audit a pattern: tell whether every need is met."""
        return all(self.attack.move(need, hidden) is not None for need in self.needs)


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
    price = _prices(problem, policy.aim)
    hidden = _thinned(problem, _grown(problem, price), price)
    if hidden != problem.given:
        hidden = _best(problem, policy.aim, hidden)
    if not problem.is_safe(hidden):
        raise RuntimeError("the pattern is not safe")
    return hidden


def problem_of(table: Table, rows: Sums, columns: Sums, policy: Policy) -> Problem:
    """Return what a table must not reveal, and the counts to start from."""
    flat = [cell for row in table for cell in row]
    unknown = frozenset(i for i, v in enumerate(flat) if v == HIDDEN)
    floor = [int(v is not None and v != 0 and not policy.hide_zeros) for v in flat]
    value = [v if isinstance(v, int) else floor[i] for i, v in enumerate(flat)]
    counts = Counts((len(table), len(table[0])), value, floor, rows, columns)
    if unknown:
        counts = replace(counts, value=_fitting(counts, sorted(unknown)))
    attack = attack_on(counts)
    lowest = 0 if policy.hide_zeros else 1
    small = {i for i, v in enumerate(flat) if isinstance(v, int) and lowest <= v < policy.threshold}
    given = unknown | small
    surely_small = {
        i
        for i in unknown
        if attack.move(Need(i, max(0, policy.threshold - counts.value[i])), given) is None
    }
    needs = [
        need
        for cell in sorted(small | surely_small)
        for need in needs_of(counts, cell, policy.threshold)
    ]
    free = frozenset(i for i, v in enumerate(flat) if isinstance(v, int) and v >= lowest) - given
    return Problem(counts, attack, given, free, needs)


def needs_of(counts: Counts, cell: Cell, threshold: int) -> list[Need]:
    """Return how far a sensitive count must be able to rise and to fall.

    It must admit all from the least possible to threshold - 1, and two numbers at least.
    """
    width = counts.shape[1]
    value = counts.value[cell]
    rows, columns = counts.rows.leaves(cell // width), counts.columns.leaves(cell % width)
    if counts.floor[cell]:
        least = sum(counts.value[i * width + j] > 0 for i in rows for j in columns)
    else:
        least = min(value, 1)
    top = max(threshold - 1, least + 1)
    moves = (min(0, least - value), max(0, top - value))
    return [Need(cell, by) for by in moves if by]


def _fitting(counts: Counts, unknown: Sequence[Cell]) -> list[int]:
    """Return counts that fit the sums, where some are not known."""
    at = {cell: j for j, cell in enumerate(unknown)}
    entries: list[tuple[int, int, int]] = []
    sums: list[int] = []
    for total, parts in counts.equations():
        signed = [(total, 1), *((p, -1) for p in parts)]
        entries += [(len(sums), at[c], sign) for c, sign in signed if c in at]
        sums.append(-sum(sign * counts.value[c] for c, sign in signed if c not in at))
    found = whole_numbers(
        [0.0] * len(unknown),
        matrix_of(entries, (len(sums), len(unknown))),
        [(counts.floor[c], inf) for c in unknown],
        sums,
        sums,
    )
    if found is None:
        raise BadValueError(
            'Inga antal i cellerna med ".." ger tabellens summor; rätta summorna, '
            'eller ange nollor "dölj" om ".." kan stå för 0.',
        )
    value = list(counts.value)
    for cell, number in zip(unknown, found, strict=True):
        value[cell] = round(number)
    return value


def _prices(problem: Problem, aim: str) -> dict[Cell, int]:
    """Return the price of hiding each free count: by number of cells first, or by value."""
    value = problem.counts.value
    base = 1 + sum(value) if aim == FEWEST else 0
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


def _best(problem: Problem, aim: str, hidden: frozenset[Cell]) -> frozenset[Cell]:
    """Return the best of all safe patterns, or the best found when the search grows too long."""
    value = problem.counts.value
    search = _Search(problem)
    extra = hidden - problem.given
    if aim == FEWEST:
        extra = search.best(lambda _: 1, extra)
        return problem.given | search.best(lambda c: value[c], extra, most=len(extra))
    return problem.given | search.best(lambda c: value[c], extra)


class _Search:
    """A search for the best pattern among those that meet all cuts found so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.cells = sorted(problem.free)
        self.cuts: list[Cut] = []
        size = len(problem.needs) * len(problem.free)
        self.rounds = min(_MOST_ROUNDS, _ROUND_EFFORT // size)
        self.is_small = size <= _EXACT_EFFORT

    def best(
        self,
        cost: Callable[[Cell], int],
        known: frozenset[Cell],
        most: int | None = None,
    ) -> frozenset[Cell]:
        """Return the safe extra counts of least cost; the best known when the search is long.

        Parts of counts come first: they give many cuts, a bound, and a hint of what to hide.
        """
        shares = dict.fromkeys(self.cells, 0.0)
        for _ in range(self.rounds):
            shares = self._shares(fractions(*self._program(cost, most)))
            if sum(cost(c) * y for c, y in shares.items()) > sum(map(cost, known)) - 1 + LACK:
                return known
            if not self._add_cuts(shares):
                break
        known = self._rounded(cost, shares, known, most)
        for _ in range(_EXACT_ROUNDS if self.is_small else 0):
            costs, matrix, least = self._program(cost, most)
            bounds = [(0, 1)] * len(costs)
            found = whole_numbers(costs, matrix, bounds, least, nodes=_EXACT_NODES)
            if found is None:
                return known
            shares = self._shares([float(round(y)) for y in found])
            if not self._add_cuts(shares):
                return frozenset(c for c, y in shares.items() if y)
        return known

    def _shares(self, found: list[float]) -> dict[Cell, float]:
        return dict(zip(self.cells, found, strict=True))

    def _rounded(
        self,
        cost: Callable[[Cell], int],
        shares: dict[Cell, float],
        known: frozenset[Cell],
        most: int | None,
    ) -> frozenset[Cell]:
        """Return the pattern grown where the counts are nearly hidden, if it is better."""
        price = {c: 1 + round(_SCALE * cost(c) * (1 - y)) for c, y in shares.items()}
        pattern = _thinned(self.problem, _grown(self.problem, price), price)
        extra = pattern - self.problem.given
        fits = most is None or len(extra) <= most
        return extra if fits and sum(map(cost, extra)) < sum(map(cost, known)) else known

    def _add_cuts(self, shares: dict[Cell, float]) -> bool:
        """Add what a pattern lacks, and tell whether it lacked anything."""
        before = len(self.cuts)
        for need in self.problem.needs:
            opened = dict(shares)
            while (cut := self.problem.attack.cut(need, self.problem.given, opened)) is not None:
                self.cuts.append(cut)
                opened.update(dict.fromkeys(cut.weights, 1.0))  # and what it lacks beyond this cut
        return len(self.cuts) > before

    def _program(
        self,
        cost: Callable[[Cell], int],
        most: int | None,
    ) -> tuple[list[float], csr_array, list[float]]:
        at = {cell: j for j, cell in enumerate(self.cells)}
        rules = list(self.cuts)
        if most is not None:
            rules.append(Cut(dict.fromkeys(self.cells, -1.0), -float(most)))
        entries = [
            (i, at[c], w) for i, (weights, _) in enumerate(rules) for c, w in weights.items()
        ]
        matrix = matrix_of(entries, (len(rules), len(self.cells)))
        return [float(cost(cell)) for cell in self.cells], matrix, [cut.least for cut in rules]

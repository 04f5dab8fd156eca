"""Which counts of a table must be hidden so that no small count can be worked out.

A count n with 1 <= n < threshold is sensitive and is hidden; so is 0 when zeros are hidden.
Further counts are hidden until every sensitive count could be, for all that the reader can see,
any number from the least possible to threshold - 1 (and at least two numbers). The reader knows
the sums, that counts are whole numbers and, when zeros are shown, that a hidden count is at
least 1, so that a sum is at least the number of its parts that are not zero.

To hide more never reveals more, so a pattern is grown by the cheapest moves and then shown again
count by count as far as it stays safe. In small tables it is then replaced by the best of all
patterns (`covers`), in others by a better one from programs (`relaxation`). No clock takes
part: the same table always gets the same pattern, because two patterns of one table together
reveal more than either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from regso.core.disclosure.bytype import SUMS, TYPES
from regso.core.disclosure.counts import Cell
from regso.core.disclosure.covers import best_pattern
from regso.core.disclosure.flows import Flows
from regso.core.disclosure.insiders import insider_needs
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.problem import Problem
from regso.core.disclosure.programs import Programs
from regso.core.disclosure.protection import SHOW, Policy, ShownCounts, problem_of
from regso.core.disclosure.relaxation import better_pattern
from regso.core.disclosure.siblings import settled
from regso.errors import DomainError

_EFFORT = 500_000  # steps of the search, times needs, times counts that may be hidden
_FEWEST_STEPS = 100
_NOT_SHOWN = (
    "Inget säkert mönster visar alla celler som krav säger ska visas; ta bort ett krav "
    '"visa", helst bredvid ett litet antal.'
)
_NOT_SETTLED = (
    "Tabellens summor gick inte att pröva till slut; ange dess egna summor som marginaler, till "
    'exempel "rad 1=2+3", eller skydda den i mindre delar.'
)


def hidden_cells(table: ShownCounts, rows: Sums, columns: Sums, policy: Policy) -> frozenset[Cell]:
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
    DomainError
        No safe pattern shows what the wishes ask for, or none was found.
    """
    problem = problem_of(table, rows, columns, policy)
    hidden = settled(problem, lambda: _hidden(problem, table, policy))
    if hidden is None:
        raise RuntimeError("the search ended without a pattern")
    return hidden


def _hidden(problem: Problem, table: ShownCounts, policy: Policy) -> frozenset[Cell]:
    """Return the cells that a table hides when no one has others of its kind."""
    cells = _further(problem, policy)
    width = len(table[0])
    loners = {i * width + j for i, row in enumerate(table) for j, v in enumerate(row) if v == 1}
    while policy.guard_loners and (needs := insider_needs(problem, problem.given | cells, loners)):
        problem = replace(problem, needs=[*problem.needs, *needs])
        cells = _further(problem, policy, cells)
    hidden = problem.given | cells
    if not problem.is_safe(hidden):
        raise RuntimeError("the pattern is not safe")
    return hidden


def _further(
    problem: Problem, policy: Policy, known: frozenset[Cell] = frozenset()
) -> frozenset[Cell]:
    """Return the further counts; refused where wishes, or the limits of a search, leave none."""
    found = further_cells(problem, known)
    if found is None:
        raise DomainError(_NOT_SHOWN if SHOW in policy.wishes.values() else _NOT_SETTLED)
    return found


def further_cells(problem: Problem, known: frozenset[Cell] = frozenset()) -> frozenset[Cell] | None:
    """Return the counts to hide beside those that are given; None where no pattern is safe.

    `known` is what a search for fewer needs of the same table found. Programs take long, so they
    add to it; flows do not, and a search anew hides a little less.
    """
    start = known if isinstance(problem.attack, Programs) else frozenset()
    found = best_pattern(problem, _steps(problem), start)
    if found is None:
        return None
    if found.is_best or not found.cells:
        return found.cells
    return better_pattern(problem, found.cells)


def _steps(problem: Problem) -> int:
    """Return how many steps a search for the best pattern may take, none where it has no hope."""
    size = max(1, len(problem.needs) * len(problem.free))
    steps = _EFFORT // size if isinstance(problem.attack, Flows) else 0
    return steps if steps >= _FEWEST_STEPS else 0


def hidden_in_crosstab(
    rows: Sequence[Sequence[float]], threshold: float, key: bytes | None = None
) -> frozenset[Cell]:
    """Return the cells to hide in a table by områdestyp and category with totals (`crosstab`).

    Counts of the five types are what the table is for: sums and okänd are hidden before them.
    """
    total = len(rows[0]) - 1
    return hidden_cells(
        [[int(count) for count in row] for row in rows],
        SUMS,
        Sums({total: tuple(range(total))}),
        Policy(int(threshold), dear_rows=TYPES, key=key, guard_loners=True),
    )

"""Which cells of a table by områdestyp must be hidden so that no small count can be worked out.

A count of persons n is sensitive when 1 <= n < threshold: a printed numerator or denominator,
and also the difference between them. Zeros are shown, so the reader knows that a hidden count
is at least 1, and a sum at least the number of its parts that are not zero. A pattern is safe
when every sensitive count could still, for all that the reader can see, be any number from
that least one to threshold - 1, and at least two numbers; also for somebody who is alone in a
cell and so knows that it is 1.

Among safe patterns the one is taken that leaves most figures about the five types, whose
differences from type 5 are what the table is for: 1+2, okänd and the total are hidden before
them. Among equals it hides the fewest counts, and then the fewest persons.

The table is a table of three columns, numerator + rest = denominator, of which the rest is
never printed: what is not printed is hidden from the start and may be 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from regso.core.disclosure.counts import Cell, Counts
from regso.core.disclosure.covers import best_pattern
from regso.core.disclosure.flows import Flows, arcs_of
from regso.core.disclosure.insiders import insider_needs
from regso.core.disclosure.keys import drawn_prices
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.problem import Problem
from regso.core.disclosure.siblings import are_settled, settled

ONE, TWO, THREE, FOUR, FIVE, BOTH, UNKNOWN, TOTAL = ROWS = tuple(range(8))
SUMS = Sums({BOTH: (ONE, TWO), TOTAL: (THREE, FOUR, FIVE, BOTH, UNKNOWN)})
TYPES = (ONE, TWO, THREE, FOUR, FIVE)
_COLUMNS = Sums({2: (0, 1)})
_EVENTS, _REST, _TRIALS = _WIDTH = range(3)
# Figures about the types that go with a row: its value and its difference from type 5. With type
# 5 go its value and the four differences, and with a total that the values are shares of, all.
FIGURES = {ONE: 2, TWO: 2, THREE: 2, FOUR: 2, FIVE: 5}
_ALL_FIGURES = 9
_NOT_PUBLIC = (UNKNOWN, TOTAL)  # rows that a denominator published elsewhere does not have


class Pattern(NamedTuple):
    """The rows (0–7 in the table's order) whose numerator or denominator is hidden."""

    events: frozenset[int]
    trials: frozenset[int]
    everything: bool = False


def smallest_safe_pattern(
    events: Sequence[float],
    trials: Sequence[float] | None,
    threshold: float,
    *,
    trials_are_public: bool = False,
    shares_of_total: bool = False,
    key: bytes | None = None,
) -> Pattern:
    """Return the safe pattern that takes the fewest figures about the types, then the smallest.

    Parameters
    ----------
    events : sequence of float, shape (8,), persons
        Numerators of types 1, 2, 3, 4, 5, 1+2, okänd and total.
    trials : sequence of float, shape (8,), persons, or None
        Denominators, each at least its numerator; None when only one column is printed.
    threshold : float
        The lowest count that may be shown.
    trials_are_public : bool
        The denominators are published elsewhere, so hiding them would protect nothing.
    shares_of_total : bool
        The values are shares of the total of the events, so they are hidden with it.
    key : bytes or None
        The agency's secret, which then decides among equals instead of the counts.

    Returns
    -------
    Pattern; with ``everything`` when no pattern is safe while zeros are shown.
    """
    value = _values(events, trials)
    if not any(0 < v < threshold for v in value) and not are_settled():
        return Pattern(frozenset(), frozenset())
    fixed = {_cell(row, _TRIALS) for row in ROWS if trials_are_public}
    printed = _printed(trials, public=trials_are_public)
    figures = {**FIGURES, TOTAL: _ALL_FIGURES} if shares_of_total else FIGURES
    problem = _problem(value, threshold, printed, fixed, figures)
    if key is not None:
        *first, persons = problem.costs
        problem = replace(problem, costs=[*first, drawn_prices(key, persons)])
    loners = {cell for cell, v in enumerate(value) if v == 1}
    found = settled(problem, lambda: _hidden(problem, loners))
    hidden = printed - fixed if found is None else printed & found
    return Pattern(_rows(hidden, _EVENTS), _rows(hidden, _TRIALS), everything=found is None)


def _hidden(problem: Problem, loners: AbstractSet[Cell]) -> frozenset[Cell] | None:
    """Return the cells of the best safe pattern, also for those who are alone in a cell."""
    found = best_pattern(problem)
    while found and (needs := insider_needs(problem, problem.given | found.cells, loners)):
        problem = replace(problem, needs=[*problem.needs, *needs])
        found = best_pattern(problem)
    return None if found is None else problem.given | found.cells


def _cell(row: int, column: int) -> Cell:
    return row * len(_WIDTH) + column


def _rows(hidden: AbstractSet[Cell], column: int) -> frozenset[int]:
    return frozenset(row for row in ROWS if _cell(row, column) in hidden)


def _printed(trials: Sequence[float] | None, *, public: bool) -> set[Cell]:
    """Return the counts that a reader has unless they are hidden."""
    events = {_cell(row, _EVENTS) for row in ROWS}
    if trials is None:
        return events
    return events | {_cell(r, _TRIALS) for r in ROWS if not (public and r in _NOT_PUBLIC)}


def _values(events: Sequence[float], trials: Sequence[float] | None) -> list[float]:
    """Return numerator, rest and denominator of each row."""
    known = map(max, trials or events, events)
    return [v for x, n in zip(events, known, strict=True) for v in (x, n - x, n)]


def _problem(
    value: Sequence[float],
    threshold: float,
    printed: AbstractSet[Cell],
    fixed: AbstractSet[Cell],
    figures: Mapping[int, int],
) -> Problem:
    """Return what must not be revealed where some counts are printed, and some of those fixed."""
    floor = [int(cell in printed and v > 0) for cell, v in enumerate(value)]
    counts = Counts((len(ROWS), len(_WIDTH)), value, floor, SUMS, _COLUMNS)
    small = {
        cell
        for cell, v in enumerate(value)
        if 0 < v < threshold and cell not in fixed and _is_known(cell, printed)
    }
    given = frozenset(small | set(range(len(value))) - printed)
    free = {c: value[c] for c in sorted(printed - given - fixed) if value[c] > 0}
    return Problem(
        counts,
        Flows(counts, arcs_of(counts) or []),
        given,
        [need for cell in sorted(small) for need in counts.needs(cell, threshold)],
        [_figures_lost(free, small & printed, figures), dict.fromkeys(free, 1), free],
    )


def _is_known(cell: Cell, printed: AbstractSet[Cell]) -> bool:
    """Tell whether a reader has a count: it is printed, or the rest of two that are."""
    row, column = divmod(cell, len(_WIDTH))
    return cell in printed or (column == _REST and _cell(row, _TRIALS) in printed)


def _figures_lost(
    free: Iterable[Cell], hidden: AbstractSet[Cell], figures: Mapping[int, int]
) -> dict[Cell, int]:
    """Return the figures about the types that go with each count, where they are not gone yet."""
    gone = {cell // len(_WIDTH) for cell in hidden}
    rows = {cell: cell // len(_WIDTH) for cell in free}
    return {cell: 0 if row in gone else figures.get(row, 0) for cell, row in rows.items()}

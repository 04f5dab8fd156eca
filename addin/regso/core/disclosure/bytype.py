"""Which cells of a table by områdestyp must be hidden so that no small count can be worked out.

A count of persons n is sensitive when 1 <= n < threshold: a printed numerator or denominator,
and also the difference between them. Zeros are shown, so the reader knows that a hidden count
is at least 1, and a sum at least the number of its parts that are not zero. A pattern is safe
when every sensitive count could still, for all that the reader can see, be any number from
that least one to threshold - 1, and at least two numbers.

The table is a table of three columns, numerator + rest = denominator, of which the rest is
never printed: what is not printed is hidden from the start and may be 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from regso.core.disclosure.counts import Cell, Counts
from regso.core.disclosure.covers import best_pattern
from regso.core.disclosure.flows import Flows, arcs_of
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.problem import Problem

ONE, TWO, THREE, FOUR, FIVE, BOTH, UNKNOWN, TOTAL = ROWS = tuple(range(8))
SUMS = Sums({BOTH: (ONE, TWO), TOTAL: (THREE, FOUR, FIVE, BOTH, UNKNOWN)})
_COLUMNS = Sums({2: (0, 1)})
_EVENTS, _REST, _TRIALS = _WIDTH = range(3)
_NOT_PUBLIC = (UNKNOWN, TOTAL)  # rows that a denominator published elsewhere does not have


@dataclass(frozen=True)
class Pattern:
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
) -> Pattern:
    """Return the smallest pattern of hidden counts that is safe.

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

    Returns
    -------
    Pattern; with ``everything`` when no pattern is safe while zeros are shown.
    """
    printed = _printed(trials, public=trials_are_public)
    problem = _problem(_values(events, trials), printed, threshold, public=trials_are_public)
    found = best_pattern(problem)
    if found is None:
        hidden = printed - {_cell(row, _TRIALS) for row in ROWS if trials_are_public}
    else:
        hidden = printed & (found.cells | problem.given)
    return Pattern(_rows(hidden, _EVENTS), _rows(hidden, _TRIALS), everything=found is None)


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


def _problem(value: list[float], printed: set[Cell], threshold: float, *, public: bool) -> Problem:
    floor = [int(cell in printed and v > 0) for cell, v in enumerate(value)]
    counts = Counts((len(ROWS), len(_WIDTH)), value, floor, SUMS, _COLUMNS)
    fixed = {_cell(row, _TRIALS) for row in ROWS if public}
    small = {
        cell
        for row in ROWS
        for cell in (_cell(row, column) for column in _WIDTH)
        if 0 < value[cell] < threshold
    }
    secret = {c for c in small if _is_secret(c, printed) and c not in fixed}
    given = frozenset(secret | set(range(len(value))) - printed)
    free = {c: value[c] for c in sorted(printed - given - fixed) if value[c] > 0}
    return Problem(
        counts,
        Flows(counts, arcs_of(counts) or []),
        given,
        [need for cell in sorted(secret) for need in counts.needs(cell, threshold)],
        [dict.fromkeys(free, 1), free],
    )


def _is_secret(cell: Cell, printed: set[Cell]) -> bool:
    """Tell whether a small count must be kept: printed, or the rest of two that are."""
    row, column = divmod(cell, len(_WIDTH))
    return cell in printed or (column == _REST and _cell(row, _TRIALS) in printed)

"""Safe patterns of hidden counts, grown by the cheapest moves and thinned again (Cox 1995)."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from regso.core.disclosure.counts import Cell
from regso.core.disclosure.problem import Problem

Prices = Mapping[Cell, float]


def grown_and_thinned(
    problem: Problem,
    price: Prices,
    start: AbstractSet[Cell] = frozenset(),
    *,
    stay: bool = True,
) -> frozenset[Cell] | None:
    """Return the further counts of a safe pattern; None where no pattern is safe.

    `start` are further counts that are hidden to begin with, and `stay` says whether to the end.
    """
    hidden = _grown(problem, price, problem.given | start)
    kept = problem.given | start if stay else problem.given
    return None if hidden is None else _thinned(problem, hidden, price, kept) - problem.given


def _grown(problem: Problem, price: Prices, kept: AbstractSet[Cell]) -> set[Cell] | None:
    """Return a safe pattern: for each need in turn, the cheapest further counts."""
    hidden = set(kept)
    for need in problem.needs:
        if problem.attack.move(need, hidden) is None:
            changes = problem.attack.move(need, hidden, price)
            if changes is None:
                return None
            hidden |= changes.keys()
    return hidden


def _thinned(
    problem: Problem, hidden: set[Cell], price: Prices, kept: AbstractSet[Cell]
) -> frozenset[Cell]:
    """Return a safe pattern without the counts that can be shown, the dearest first."""
    moves = {need: problem.attack.move(need, hidden) or {} for need in problem.needs}
    for cell in sorted(hidden - kept, key=lambda c: (-price[c], c)):
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

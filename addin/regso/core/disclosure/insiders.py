"""What somebody who is alone in a hidden cell must not work out of the others."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from regso.core.disclosure.counts import Cell, Need
from regso.core.disclosure.problem import Problem


def insider_needs(
    problem: Problem, hidden: AbstractSet[Cell], loners: AbstractSet[Cell]
) -> list[Need]:
    """Return the needs that a pattern meets for others, but not for one who is alone in a cell.

    She knows that her cell, one of `loners`, is 1. What she would know however much is hidden,
    such as a total in which she is alone too, is no need.
    """
    everything = problem.given.union(problem.free)
    needs = []
    for need in [need for need in problem.needs if need.known is None]:
        moved = problem.attack.move(need, hidden) or {}
        for known in sorted(loners & moved.keys() - {need.cell}):
            hers = need._replace(known=known)
            if (
                problem.attack.move(hers, hidden) is None
                and problem.attack.move(hers, everything) is not None
            ):
                needs.append(hers)
    return needs

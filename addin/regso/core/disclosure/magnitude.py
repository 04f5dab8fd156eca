"""Which sums of amounts by områdestyp must be hidden so that nobody's amount can be worked out.

A sum of kronor is sensitive when few contribute to it, when one contributor dominates it (the
(n,k) rule), or when the second largest contributor could work out the largest one too closely
(the p% rule). Further sums are hidden until no sensitive sum can be computed closer than p% of
its largest contribution, in either direction.

References
----------
Hundepool et al. (2012), Statistical Disclosure Control, Wiley, ch. 4; tau-argus user's manual
4.2 (Statistics Netherlands), sections 2.2 and 2.4.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil, fsum
from typing import NamedTuple

from regso.core.disclosure.bytype import BOTH, FIGURES, ROWS, SUMS, TOTAL
from regso.core.disclosure.counts import Counts, Need
from regso.core.disclosure.covers import best_pattern
from regso.core.disclosure.flows import Flows, arcs_of
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.problem import Problem
from regso.core.disclosure.siblings import are_settled

_PERCENT = 100
_LEAVES = tuple(row for row in ROWS if row not in SUMS.parts)


class Amount(NamedTuple):
    """A sum of amounts, and who contributes to it.

    Attributes
    ----------
    total : float, kronor
    size : float, kronor, the sum of the contributions without sign
    contributors : float
    largest : the two largest contributions without sign, largest first; None where not known
    """

    total: float
    size: float
    contributors: float
    largest: tuple[float, float] | None = (0.0, 0.0)


def joined(parts: Sequence[Amount]) -> Amount:
    """Return the sum of sums.

    >>> joined([Amount(9, 9, 2, (6, 3)), Amount(5, 5, 1, (5, 0))])
    Amount(total=14.0, size=14.0, contributors=3.0, largest=(6, 5))
    """
    known = [part.largest for part in parts if part.largest is not None]
    first, second = sorted((x for pair in known for x in pair), reverse=True)[:2] or (0.0, 0.0)
    return Amount(
        fsum(part.total for part in parts),
        fsum(part.size for part in parts),
        fsum(part.contributors for part in parts),
        (first, second) if len(known) == len(parts) else None,
    )


@dataclass(frozen=True)
class Rule:
    """What makes a sum of amounts sensitive.

    Attributes
    ----------
    contributors : float
        The fewest who may contribute; with 1 or less nothing is sensitive.
    n, k : int, 1 or 2, and float, percent
        The (n,k) rule: the n largest contributions may be at most k % of the sum.
    p : float, percent
        The p% rule: all but the two largest must be at least so much of the largest.
    """

    contributors: float
    n: int = 1
    k: float = 75
    p: float = 10

    def forbids(self, amount: Amount) -> bool:
        """Tell whether a sum is sensitive; one of nothing never is.

        >>> [Rule(3).forbids(Amount(x, x, 5, top)) for x, top in ((100, (60, 20)), (100, (80, 9)))]
        [False, True]
        """
        if self.contributors <= 1 or not amount.size:
            return False
        if amount.contributors < self.contributors:
            return True
        if amount.largest is None:
            return False
        first, second = amount.largest
        rest = amount.size - first - second
        largest = sum(amount.largest[: self.n])
        return _PERCENT * largest > self.k * amount.size or _PERCENT * rest < self.p * first

    def margin(self, amount: Amount) -> int:
        """Return how far a sensitive sum must be able to move; not known is the whole sum."""
        largest = amount.size if amount.largest is None else amount.largest[0]
        return ceil(self.p * largest / _PERCENT) + 1  # one for the rounding to whole kronor


def hidden_amounts(
    amounts: Sequence[Amount], rule: Rule, given: Collection[int] = ()
) -> frozenset[int]:
    """Return the rows (0–7 in the table's order) whose sums are to be hidden.

    Parameters
    ----------
    amounts : sequence of Amount, shape (8,), kronor
        Types 1, 2, 3, 4, 5, 1+2, okänd and total.
    rule : Rule
    given : rows that are hidden for another reason

    Returns
    -------
    The given and the sensitive rows, and what would reveal the latter: the fewest figures about
    the types, then the fewest rows, then the smallest amounts. Where no pattern is enough, all
    rows that are not 0; so also where tables are settled together with those of other units.

    Notes
    -----
    The reader knows every shown sum and that no contribution is negative, unless one is.
    """
    if are_settled():  # no one settles amounts over units
        return frozenset(row for row in ROWS if amounts[row].size).union(given)
    sensitive = [row for row in ROWS if rule.forbids(amounts[row])]
    if not sensitive:
        return frozenset(given)
    value = _whole(amounts)
    is_signed = any(a.size > abs(a.total) or a.total < 0 for a in amounts)
    floor = -2 * ceil(amounts[TOTAL].size) - 2 if is_signed else 0
    counts = Counts((len(ROWS), 1), value, [floor] * len(ROWS), SUMS, Sums({}))
    start = frozenset((*sensitive, *given))
    free = [row for row in ROWS if row not in start and amounts[row].size]
    needs = []
    for row in sensitive:
        margin = rule.margin(amounts[row])
        needs += [Need(row, margin), Need(row, -min(margin, value[row] - floor))]
    problem = Problem(
        counts,
        Flows(counts, arcs_of(counts) or []),
        start,
        [need for need in needs if need.by],
        [
            {row: FIGURES.get(row, 0) for row in free},
            dict.fromkeys(free, 1),
            {row: ceil(amounts[row].size) for row in free},
        ],
    )
    found = best_pattern(problem)
    return start | (frozenset(free) if found is None else found.cells)


def _whole(amounts: Sequence[Amount]) -> list[int]:
    """Return the sums in whole kronor, which add up."""
    value = [round(amount.total) for amount in amounts]
    value[BOTH] = sum(value[row] for row in SUMS.parts[BOTH])
    value[TOTAL] = sum(value[row] for row in _LEAVES)
    return value

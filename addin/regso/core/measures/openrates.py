"""Directly standardised rates from which no small count of an age group can be worked out.

A rate, its limits and the number of events are three equations in the counts by age, whose
weights everybody knows. They are rounded until the counts may be any small number, else withheld.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, isnan, sqrt
from typing import NamedTuple

from regso.core.disclosure.siblings import are_settled
from regso.core.disclosure.witness import Counts, Published, Search, Sums
from regso.core.measures.rates import Interval, poisson_limits
from regso.core.measures.standardisation import WITHHELD, directly_standardised
from regso.errors import BadValueError

Column = Sequence[float]
_ROUNDINGS = 5  # each ten times coarser than the one before
_LEAST_WIDTH = 2  # units of rounding from a value to its upper limit


def open_rate(
    events: Column, persons: Column, standard: Column, per: float, level: float, threshold: float
) -> Interval:
    """Return a directly standardised rate, rounded so that it tells no small count by age.

    Parameters
    ----------
    events, persons, standard : sequences of float, shape (n,), as in `directly_standardised`
    per : float, the rate's unit; a rate per 100 000 has at most one decimal, per 1 000 two
    level : float, in (0, 1)
    threshold : float, the smallest count that may be shown

    Returns
    -------
    Interval of rates, each a multiple of one power of ten. All NaN where the rate is withheld:
    no rounding that leaves the upper limit two units above the rate protects every count from 1
    to the threshold - 1, or fewer events than the threshold are counted.

    Raises
    ------
    BadValueError
        The events are not whole numbers, which a threshold needs.
    DomainError, EmptyError
        As `directly_standardised`.
    """
    if any(count != count // 1 for count in events):
        raise BadValueError("Med en tröskel ska antalen vara hela tal; kontrollera antal.")
    rate = directly_standardised(events, persons, standard, per, level)
    used = [place for place, weight in enumerate(standard) if weight > 0]
    count = int(fsum(events[place] for place in used))
    if isnan(rate.value) or count < threshold or are_settled():  # other units say more
        return WITHHELD
    behind = _Behind(
        [int(events[place]) for place in used],
        [persons[place] for place in used],
        [standard[place] for place in used],
        per,
        level,
    )
    search = Search(behind.summed(), int(threshold))
    finest = 1 if per >= 100_000 else 2  # noqa: PLR2004 - as the rates are usually written
    for digits in range(finest, finest - _ROUNDINGS, -1):
        shown = _rounded(rate, digits)
        if shown.upper - shown.value < _LEAST_WIDTH * 10.0**-digits:
            break
        if search.all_open(behind.published(shown, digits)):
            return shown
    return WITHHELD


def _rounded(rate: Interval, digits: int) -> Interval:
    return Interval(*(round(value, digits) for value in rate))


class _Behind(NamedTuple):
    """The counts behind a rate, and what everybody knows."""

    counts: list[int]
    persons: list[float]
    standard: list[float]
    per: float
    level: float

    def summed(self) -> Counts:
        """Return the counts with the sums that the rate and its standard error are made of."""
        total = fsum(self.standard)
        weights = [
            self.per * share / (n * total)
            for share, n in zip(self.standard, self.persons, strict=True)
        ]

        def terms(place: int, number: int) -> Sums:
            weight = weights[place]
            return weight * number, weight * weight * number

        return Counts(self.counts, [sum(self.counts)] * len(self.counts), terms)

    def published(self, shown: Interval, digits: int) -> Published:
        """Return what a reader sees where the rate is shown with so many digits."""
        count, half = sum(self.counts), 0.5 * 10.0**-digits
        lower, upper = poisson_limits(count, self.level)
        below, above = lower - count, upper - count

        def same(sums: Sums) -> bool:
            value, spread = sums[0], sqrt(max(0.0, sums[1]) / count)
            return (
                abs(value + spread * above - shown.upper) < half
                and abs(max(0.0, value + spread * below) - shown.lower) < half
            )

        def exact(counts: Sequence[int]) -> bool:
            rate = directly_standardised(counts, self.persons, self.standard, self.per, self.level)
            return _rounded(rate, digits) == shown

        return Published((shown.value - half, shown.value + half), same, exact)

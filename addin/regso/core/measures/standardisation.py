"""Rates standardised for age, directly and indirectly, with intervals.

The standard population decides a directly standardised rate, so it is always an argument and
belongs in the source line of what is published.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, nan, sqrt

from regso.core.measures.rates import Interval, poisson_limits
from regso.errors import DomainError, EmptyError

WITHHELD_BELOW = 10
WITHHELD = Interval(nan, nan, nan)

Column = Sequence[float]


def directly_standardised(
    events: Column, persons: Column, standard: Column, per: float, level: float = 0.95
) -> Interval:
    """Return a directly standardised rate with Dobson's limits.

    Parameters
    ----------
    events : sequence of float, shape (n,), counts per age group, >= 0
    persons : sequence of float, shape (n,), persons or person-years, > 0 where standard is
    standard : sequence of float, shape (n,), the standard population, >= 0
    per : float, the rate's unit, such as 100 000 persons
    level : float, in (0, 1)

    Returns
    -------
    Interval of rates per `per`. All NaN when the events are fewer than `WITHHELD_BELOW` in all:
    such a rate says nothing. The lower limit is at least 0. Events count, here and in the limits,
    only in groups that the standard gives weight.

    Raises
    ------
    DomainError
        A number is negative, or the level is not between 0 and 1.
    EmptyError
        The standard population is empty, or a group of it has no persons.

    References
    ----------
    Dobson, Kuulasmaa, Eberle and Scherer (1991), Confidence intervals for weighted sums of
    Poisson parameters, Statistics in Medicine 10:457–462, with Byar's limits of the count.
    """
    _check(events, persons, standard)
    total = fsum(standard)
    if total == 0:
        raise EmptyError("Standardbefolkningen är tom; ange antal personer per åldersgrupp.")
    count = fsum(c for c, share in zip(events, standard, strict=True) if share > 0)
    lower, upper = poisson_limits(count, level)
    if count < WITHHELD_BELOW:
        return WITHHELD
    weights = [_ratio(share, n) for share, n in zip(standard, persons, strict=True)]
    value = fsum(w * c for w, c in zip(weights, events, strict=True)) / total
    spread = sqrt(fsum(w * w * c for w, c in zip(weights, events, strict=True)) / count) / total
    return Interval(
        per * value,
        per * max(0.0, value + spread * (lower - count)),
        per * (value + spread * (upper - count)),
    )


def indirectly_standardised(
    events: Column,
    persons: Column,
    reference_events: Column,
    reference_persons: Column,
    level: float = 0.95,
) -> Interval:
    """Return observed by expected events, with Byar's limits, exact Poisson below 10 events.

    Parameters
    ----------
    events : sequence of float, the area's counts, >= 0, in any number of parts
    persons : sequence of float, shape (n,), the area's persons per age group, >= 0
    reference_events, reference_persons : sequences of float, shape (n,), of the reference
    level : float, in (0, 1)

    Returns
    -------
    Interval of ratios, 1 where the area has the rates of the reference.

    Raises
    ------
    DomainError
        A number is negative, or the level is not between 0 and 1.
    EmptyError
        No events are expected, or an age group with persons has none in the reference.

    References
    ----------
    Breslow and Day (1987), Statistical Methods in Cancer Research II, IARC, p. 69 (Byar);
    Garwood (1936), Biometrika 28:437–442 (exact).
    """
    _check(events, persons, reference_events, reference_persons)
    expected = fsum(
        _ratio(n, ref) * c
        for n, ref, c in zip(persons, reference_persons, reference_events, strict=True)
    )
    if expected == 0:
        raise EmptyError("Det förväntade antalet är 0; kontrollera befolkningen och referensen.")
    observed = fsum(events)
    lower, upper = poisson_limits(observed, level)
    return Interval(observed / expected, lower / expected, upper / expected)


def _ratio(share: float, persons: float) -> float:
    """Return share by persons; a group that weighs nothing may be empty."""
    if share == 0:
        return 0.0
    if persons == 0:
        raise EmptyError(
            "En åldersgrupp med vikt saknar befolkning; slå ihop den med gruppen bredvid."
        )
    return share / persons


def _check(*columns: Column) -> None:
    lowest = min((value for column in columns for value in column), default=0.0)
    if lowest < 0:
        raise DomainError(f"Talet {lowest:g} är negativt; antal och befolkning är minst 0.")

"""The gap between two groups: the difference of two rates with its interval."""

from __future__ import annotations

from math import sqrt

from regso.core.measures.rates import Interval, rate


def rate_difference(
    x1: float, n1: float, x2: float, n2: float, per: float, level: float = 0.95
) -> Interval:
    """Return the difference between two rates with limits recovered from those of each rate.

    With rates r and their limits l and u (`rates.rate`: Byar, exact below 10 events) the lower
    limit is r1 - r2 - √((r1 - l1)² + (u2 - r2)²), and the upper one its mirror image. It is to
    rates what Newcombe's interval is to shares.

    Parameters
    ----------
    x1, x2 : float, counts of events, >= 0
    n1, n2 : float, persons or person-years, > 0
    per : float, the unit of the rates, such as 1 000 persons
    level : float, in (0, 1)

    Returns
    -------
    Interval in the unit of the rates.

    Raises
    ------
    DomainError
        A count is negative.
    EmptyError
        A denominator is 0.

    References
    ----------
    Zou and Donner (2008), Construction of confidence limits about effect measures: a general
    approach, Statistics in Medicine 27:1693–1702 (MOVER).

    >>> [round(v, 6) for v in rate_difference(5, 100, 1, 100, 100)]
    [4.0, -1.683376, 10.739188]
    """
    one, two = rate(x1, n1, per, level), rate(x2, n2, per, level)
    value = one.value - two.value
    below = sqrt((one.value - one.lower) ** 2 + (two.upper - two.value) ** 2)
    above = sqrt((one.upper - one.value) ** 2 + (two.value - two.lower) ** 2)
    return Interval(value, value - below, value + above)

"""Two groups compared.

A limit that cannot be had is NaN: the logarithm of a ratio with no events has no variance.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, fsum, log, nan, sqrt
from sys import float_info

from regso.core.measures.rates import Interval, check_counts, wilson, z_of
from regso.errors import EmptyError

_LARGEST = log(float_info.max)


def rate_ratio(x1: float, n1: float, x2: float, n2: float, level: float = 0.95) -> Interval:
    """Return the ratio of two rates with limits on the log scale, variance 1/x1 + 1/x2.

    Parameters
    ----------
    x1, x2 : float, events, >= 0
    n1, n2 : float, persons or person-years, > 0
    level : float, in (0, 1)

    Returns
    -------
    Interval of ratios. The limits are NaN without events in the first group, and with so small a
    part of an event that the interval is every ratio that a cell can hold.

    Raises
    ------
    DomainError
        A count is negative, or the level is not between 0 and 1.
    EmptyError
        A group has no persons, or the second has no events.

    References
    ----------
    Rothman, Greenland and Lash (2008), Modern Epidemiology, 3rd ed., ch. 14.
    """
    return _ratio((x1, n1, x2, n2), level, lambda: 1 / x1 + 1 / x2)


def risk_ratio(x1: float, n1: float, x2: float, n2: float, level: float = 0.95) -> Interval:
    """Return the ratio of two shares with limits on the log scale.

    The variance is 1/x1 - 1/n1 + 1/x2 - 1/n2. The limits are NaN when the first group has no
    events, and when all in both groups have one (the variance is then 0, which says nothing).
    Parameters and errors are those of `rate_ratio`; events may not exceed persons.

    References
    ----------
    Katz, Baptista, Azen and Pike (1978), Obtaining confidence intervals for the risk ratio in
    cohort studies, Biometrics 34:469–474.
    """
    for events, persons in ((x1, n1), (x2, n2)):
        wilson(events, persons, level)  # refuses what is no share
    return _ratio((x1, n1, x2, n2), level, lambda: fsum((1 / x1, -1 / n1, 1 / x2, -1 / n2)))


def _ratio(
    counts: tuple[float, float, float, float], level: float, variance: Callable[[], float]
) -> Interval:
    x1, n1, x2, n2 = counts
    z = z_of(level)
    check_counts(x1, n1)
    check_counts(x2, n2)
    if x2 == 0:
        raise EmptyError(
            "Jämförelsegruppen har inga händelser; kvoten finns inte. Jämför skillnaden i stället."
        )
    value = (x1 / n1) / (x2 / n2)
    spread = variance() if x1 else 0.0
    if spread <= 0 or z * sqrt(spread) > _LARGEST:
        return Interval(value, nan, nan)
    factor = exp(z * sqrt(spread))
    return Interval(value, value / factor, value * factor)


def share_difference(x1: float, n1: float, x2: float, n2: float, level: float = 0.95) -> Interval:
    """Return the difference of two shares with Newcombe's limits from the Wilson intervals.

    Parameters
    ----------
    x1, x2 : float, events, ``0 <= x <= n``
    n1, n2 : float, persons, > 0
    level : float, in (0, 1)

    Returns
    -------
    Interval of differences of shares, unit 1 (not procentenheter).

    Raises
    ------
    DomainError, EmptyError
        As `rates.wilson`.

    References
    ----------
    Newcombe (1998), Interval estimation for the difference between independent proportions,
    Statistics in Medicine 17:873–890, method 10.
    """
    one, two = wilson(x1, n1, level), wilson(x2, n2, level)
    value = one.value - two.value
    return Interval(
        value,
        value - sqrt((one.value - one.lower) ** 2 + (two.upper - two.value) ** 2),
        value + sqrt((one.upper - one.value) ** 2 + (two.value - two.lower) ** 2),
    )

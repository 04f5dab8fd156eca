"""Two groups compared, and a gradient over ordered groups.

A limit that cannot be had is NaN: the logarithm of a ratio with no events has no variance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import exp, fsum, nan, sqrt
from typing import NamedTuple

from regso.core.rates import Interval, check_counts, wilson, z_of
from regso.errors import DomainError, EmptyError

Column = Sequence[float]


def rate_ratio(x1: float, n1: float, x2: float, n2: float, level: float = 0.95) -> Interval:
    """Return the ratio of two rates with limits on the log scale, variance 1/x1 + 1/x2.

    Parameters
    ----------
    x1, x2 : float, events, >= 0
    n1, n2 : float, persons or person-years, > 0
    level : float, in (0, 1)

    Returns
    -------
    Interval of ratios; without events in the first group the limits are NaN.

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
    if spread <= 0:
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


class _Ends(NamedTuple):
    """A fitted line at rank 0 and rank 1, with the variances and covariance of the two."""

    first: float
    last: float
    var_first: float
    var_last: float
    covariance: float


def slope_index(
    values: Column, persons: Column, errors: Column | None = None, level: float = 0.95
) -> Interval:
    """Return the slope index of inequality over ordered groups.

    Each group stands at the middle of its share of the population, from rank 0 to rank 1. The
    index is the slope of the line through the values, weighted by population: the value at the
    last end of the ranks minus that at the first.

    Parameters
    ----------
    values : sequence of float, shape (n,), one value per group, in order; n >= 2
    persons : sequence of float, shape (n,), >= 0
    errors : sequence of float, shape (n,), optional
        Standard errors of the values, >= 0, independent of each other.
    level : float, in (0, 1)

    Returns
    -------
    Interval in the unit of the values; without errors the limits are NaN. The slope is a
    weighted sum of the values, so its variance is the sum of weight² × error²; the weights are
    those of the population, not of the errors.

    Raises
    ------
    DomainError
        A population or an error is negative.
    EmptyError
        Fewer than two groups have a population.

    References
    ----------
    Mackenbach and Kunst (1997), Measuring the magnitude of socio-economic inequalities in
    health, Social Science & Medicine 44:757–771.
    """
    z = z_of(level)
    ends = _fit(values, persons, errors)
    value = ends.last - ends.first
    if errors is None:
        return Interval(value, nan, nan)
    spread = z * sqrt(max(0.0, ends.var_first + ends.var_last - 2 * ends.covariance))
    return Interval(value, value - spread, value + spread)


def relative_index(
    values: Column, persons: Column, errors: Column | None = None, level: float = 0.95
) -> Interval:
    """Return the relative index of inequality: the fitted value at rank 1 by that at rank 0.

    Parameters and errors are those of `slope_index`; also, the fitted line must be positive at
    both ends.

    Returns
    -------
    Interval of ratios with Fieller's limits. They are NaN without errors, and when the value at
    rank 0 does not differ from 0 at the level (Fieller's interval is then unbounded).

    References
    ----------
    Mackenbach and Kunst (1997), as in `slope_index`; Fieller (1954), Some problems in interval
    estimation, JRSS B 16:175–185.
    """
    square = z_of(level) ** 2
    ends = _fit(values, persons, errors)
    if min(ends.first, ends.last) <= 0:
        raise DomainError(
            "Den anpassade linjen är inte positiv i båda ändar; använd matt sii i stället."
        )
    value = ends.last / ends.first
    a = ends.first**2 - square * ends.var_first
    if errors is None or a <= 0:
        return Interval(value, nan, nan)
    b = ends.first * ends.last - square * ends.covariance
    root = sqrt(max(0.0, b * b - a * (ends.last**2 - square * ends.var_last)))
    return Interval(value, (b - root) / a, (b + root) / a)


def _fit(values: Column, persons: Column, errors: Column | None) -> _Ends:
    """Return the ends of the line through the values, weighted by population."""
    if min((*persons, *(errors or ())), default=0.0) < 0:
        raise DomainError("En befolkning eller ett medelfel är negativt; ange tal som är minst 0.")
    total = fsum(persons)
    if sum(n > 0 for n in persons) < 2:  # noqa: PLR2004 - a line needs two points
        raise EmptyError("Minst två grupper måste ha befolkning; ange fler grupper.")
    shares = [n / total for n in persons]
    ranks = [(up_to - n / 2) / total for up_to, n in zip(accumulate(persons), persons, strict=True)]
    middle = fsum(s * r for s, r in zip(shares, ranks, strict=True))
    spread = fsum(s * (r - middle) ** 2 for s, r in zip(shares, ranks, strict=True))
    slopes = [s * (r - middle) / spread for s, r in zip(shares, ranks, strict=True)]
    first = [s - k * middle for s, k in zip(shares, slopes, strict=True)]
    last = [f + k for f, k in zip(first, slopes, strict=True)]
    squares = [e * e for e in errors] if errors is not None else [0.0] * len(values)
    return _Ends(
        _dot(first, values),
        _dot(last, values),
        _dot([f * f for f in first], squares),
        _dot([v * v for v in last], squares),
        _dot([f * v for f, v in zip(first, last, strict=True)], squares),
    )


def _dot(one: Column, other: Column) -> float:
    return fsum(a * b for a, b in zip(one, other, strict=True))

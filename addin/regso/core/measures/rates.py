"""Shares and rates with intervals.

The interval describes random variation of a count. It does not hold for weighted sample surveys.
"""

from __future__ import annotations

from math import exp, inf, lgamma, log, sqrt
from typing import NamedTuple

from regso.errors import DomainError, EmptyError

EXACT_BELOW = 10


class Interval(NamedTuple):
    """A value with its lower and upper limit, all in the same unit."""

    value: float
    lower: float
    upper: float


def z_of(level: float) -> float:
    """Return the standard normal quantile of a two-sided interval.

    Parameters
    ----------
    level : float, in (0, 1)
        The confidence level, such as 0.95.

    Raises
    ------
    DomainError
        The level is not between 0 and 1, or so near to one of them that it cannot be told apart.
    """
    probability = 0.5 + level / 2
    if not 0.5 < probability < 1:  # noqa: PLR2004 - the two ends
        raise DomainError(
            f"Konfidensnivån {level:g} ligger inte mellan 0 och 1; ange till exempel 0,95."
        )
    from statistics import NormalDist  # noqa: PLC0415 - slow to import

    return NormalDist().inv_cdf(probability)


def wilson(events: float, trials: float, level: float = 0.95) -> Interval:
    """Return a share and its Wilson score interval.

    Parameters
    ----------
    events, trials : float, counts
        ``0 <= events <= trials``.
    level : float, in (0, 1)

    Returns
    -------
    Interval of shares, unit 1.

    Raises
    ------
    DomainError
        A count is negative, or events exceed trials.
    EmptyError
        There are no trials.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference,
    JASA 22:209–212.

    >>> [round(v, 12) for v in wilson(65, 100)]
    [0.65, 0.552544432969, 0.736357517569]
    """
    z = z_of(level)
    check_counts(events, trials)
    if events > trials:
        raise DomainError(
            f"Täljaren {events:g} är större än nämnaren {trials:g}; "
            'använd måttet "tal" om händelserna kan vara fler än personerna.',
        )
    square, spread = z * z, z * sqrt(z * z + 4 * events * (1 - events / trials))
    scale = 2 * (trials + square)
    share = events / trials
    # The share lies in its interval also where rounding says otherwise (all or none).
    return Interval(
        share,
        max(0.0, min(share, (2 * events + square - spread) / scale)),
        min(1.0, max(share, (2 * events + square + spread) / scale)),
    )


def rate(events: float, persons: float, per: float, level: float = 0.95) -> Interval:
    """Return a rate with Byar's limits, or exact Poisson limits below 10 events.

    Parameters
    ----------
    events : float, count, >= 0
    persons : float, count or person-years, > 0
    per : float, the rate's unit, such as 1 000 persons
    level : float, in (0, 1)

    References
    ----------
    Breslow and Day (1987), Statistical Methods in Cancer Research II, IARC, p. 69 (Byar);
    Garwood (1936), Biometrika 28:437–442 (exact).
    """
    check_counts(events, persons)
    lower, upper = poisson_limits(events, level)
    return Interval(*(per * count / persons for count in (events, lower, upper)))


def poisson_limits(events: float, level: float = 0.95) -> tuple[float, float]:
    """Return limits of a Poisson mean: exact below 10 events, else Byar's approximation.

    >>> [round(v, 9) for v in poisson_limits(65)]
    [50.16318771, 82.849138546]
    """
    z = z_of(level)
    if events < 0:
        raise DomainError(f"Antalet {events:g} är negativt; ange ett antal som är minst 0.")
    if events < EXACT_BELOW:
        tail = (1 - level) / 2
        return (
            _gamma_quantile(events, tail) if events else 0.0,
            _gamma_quantile(events + 1, 1 - tail),
        )
    above = events + 1
    return (
        events * (1 - 1 / (9 * events) - z / (3 * sqrt(events))) ** 3,
        above * (1 - 1 / (9 * above) + z / (3 * sqrt(above))) ** 3,
    )


def check_counts(events: float, trials: float) -> None:
    """Raise if a count is negative or the denominator is empty."""
    for name, count in (("Täljaren", events), ("Nämnaren", trials)):
        if count < 0:
            raise DomainError(f"{name} {count:g} är negativ; ange ett antal som är minst 0.")
    if trials == 0:
        raise EmptyError("Nämnaren är 0; det finns inget att räkna en andel av.")


def _gamma_quantile(shape: float, probability: float) -> float:
    """Return the quantile of the standard gamma distribution by bisection to the last bit."""
    low, high = 0.0, 1.0
    while _gamma_cdf(shape, high) < probability:
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        if _gamma_cdf(shape, middle) < probability:
            low = middle
        else:
            high = middle
    return middle


def _gamma_cdf(shape: float, x: float) -> float:
    """Return the regularized lower incomplete gamma function by its power series."""
    if x <= 0:
        return 0.0
    term, total, k, last = 1.0, 1.0, shape, -inf
    while total > last:
        k += 1
        term *= x / k
        last, total = total, total + term
    return total * exp(shape * log(x) - x - lgamma(shape + 1))

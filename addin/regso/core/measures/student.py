"""Student's t distribution, for intervals that rest on few independent parts."""

from __future__ import annotations

from math import exp, lgamma, log, log1p, pi

from regso.core.measures.beta import incomplete
from regso.core.measures.rates import z_of

_ROUNDS = 200
_CLOSE = 1e-14


def t_of(level: float, freedom: float) -> float:
    """Return the quantile of Student's t distribution of a two-sided interval.

    Parameters
    ----------
    level : float, in (0, 1)
    freedom : float, degrees of freedom, >= 1

    Raises
    ------
    DomainError
        The level is not between 0 and 1.

    References
    ----------
    Student (1908), The probable error of a mean, Biometrika 6:1–25.

    >>> [round(t_of(0.95, freedom), 4) for freedom in (1, 10, 1000)]
    [12.7062, 2.2281, 1.9623]
    """
    t, tail = z_of(level), (1 - level) / 2
    for _ in range(_ROUNDS):  # from below, so that Newton's step never passes the quantile
        step = (_tail(t, freedom) - tail) / _density(t, freedom)
        t += step
        if abs(step) <= _CLOSE * t:
            break
    return t


def _density(t: float, freedom: float) -> float:
    return exp(
        lgamma((freedom + 1) / 2)
        - lgamma(freedom / 2)
        - log(freedom * pi) / 2
        - (freedom + 1) / 2 * log1p(t * t / freedom)
    )


def _tail(t: float, freedom: float) -> float:
    """Return the probability above t."""
    whole = freedom + t * t
    return incomplete(freedom / 2, 0.5, freedom / whole, t * t / whole) / 2

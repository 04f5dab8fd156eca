"""Areas that are to be ranked: shares drawn towards their mean, and limits of what chance does.

A small area easily has the highest or the lowest share of all, by chance alone. An empirical
Bayes share is drawn towards the mean, the more the fewer the persons; funnel limits say how far
from the mean chance takes an area of that size.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import fsum, sqrt

from regso.core.measures.discrete import binomial
from regso.core.measures.question.resampling import Limits
from regso.core.measures.rates import z_of

_NEGLIGIBLE = 1e-18  # of the most probable count
_MANY = 1e8  # a variance of the count above this is normal to nine figures
_ALONE = 1.0


def smoothed(areas: Sequence[tuple[float, float]]) -> list[float]:
    """Return the empirical Bayes share of each area.

    Parameters
    ----------
    areas : sequence of (cases, persons), shape (n,), each with persons

    Returns
    -------
    list of float, shape (n,), 0–1: m + w (p − m), where m is the common share and, with the
        variance A between areas, w = A / (A + (m (1 − m) − A) / persons). A is what is left of
        the observed variance, weighted by persons, when the binomial noise is taken from it; at
        least 0.

    References
    ----------
    Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators,
    Journal of the Royal Statistical Society C 40:283–294; Martuzzi and Elliott (1996), Empirical
    Bayes estimation of small area prevalence of non-rare conditions, Statistics in Medicine
    15:1867–1873 (binomial noise, for shares that are not small).

    >>> [round(share, 4) for share in smoothed([(5, 10), (20, 100), (9, 90)])]
    [0.2724, 0.1945, 0.1139]
    """
    cases, persons = fsum(x for x, _ in areas), fsum(n for _, n in areas)
    mean, size = cases / persons, persons / len(areas)
    noise = mean * (1 - mean)
    observed = fsum(n * (x / n - mean) ** 2 for x, n in areas) / persons
    between = max(0.0, (size * observed - noise) / (size - 1)) if size > _ALONE else 0.0
    if not between:
        return [mean] * len(areas)
    within = max(0.0, noise - between)
    return [mean + between / (between + within / n) * (x / n - mean) for x, n in areas]


@lru_cache(maxsize=200_000)
def funnel(mean: float, persons: int, level: float) -> Limits:
    """Return the limits that an area's share passes by chance alone at most so often.

    Parameters
    ----------
    mean : float, 0–1, the share that all areas would have
    persons : int, >= 1
    level : float, in (0, 1)

    Returns
    -------
    (lower, upper), 0–1. If the mean holds, a share is below the lower limit with a probability
        of at most (1 − level) / 2, and as often above the upper. The limits are interpolated
        between the counts of the binomial distribution, from either end.

    References
    ----------
    Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in
    Medicine 24:1185–1202, appendix A.1 (exact limits, interpolated). The upper limit is here the
    lower one of those who are no cases, so that the two sides are alike.

    >>> [round(limit, 4) for limit in funnel(0.1, 100, 0.95)]
    [0.0404, 0.1677]
    """
    z = z_of(level)
    variance = persons * mean * (1 - mean)
    if not 0 < mean < 1:
        return mean, mean
    if variance > _MANY:
        reach = z * sqrt(variance) / persons
        return max(0.0, mean - reach), min(1.0, mean + reach)
    tail = (1 - level) / 2
    first, chances = binomial(mean / (1 - mean), persons, _NEGLIGIBLE)
    last = first + len(chances) - 1
    low = first + _reached(chances, tail)
    high = last - _reached(chances[::-1], tail)
    return max(0.0, low / persons), min(1.0, high / persons)


def _reached(chances: Sequence[float], tail: float) -> float:
    """Return the place, from the first count on, where so much of the probability lies before."""
    below = 0.0
    for place, until in enumerate(accumulate(chances)):
        if until >= tail:
            return place - (until - tail) / (until - below)
        below = until
    raise ValueError(f"the probabilities do not reach {tail}")

"""Fisher's F distribution, for tests that compare variances."""

from __future__ import annotations

from regso.core.measures.beta import incomplete


def f_tail(ratio: float, one: float, other: float) -> float:
    """Return the probability of a larger ratio of two independent variances, 0–1.

    Parameters
    ----------
    ratio : float, >= 0
    one, other : float, > 0, the degrees of freedom above and below

    References
    ----------
    Fisher (1924), On a distribution yielding the error functions of several well known
    statistics, Proceedings of the International Congress of Mathematics, Toronto 2:805–813.

    >>> round(f_tail(161.4476387975881, 1, 1), 12)
    0.05
    """
    whole = other + one * ratio
    return incomplete(other / 2, one / 2, other / whole, one * ratio / whole)

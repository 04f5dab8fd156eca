"""The incomplete beta function, of which the tails of t and F are made."""

from __future__ import annotations

from math import exp, lgamma, log

_ROUNDS = 20_000
_CLOSE = 1e-15
_TINY = 1e-300


def incomplete(a: float, b: float, x: float, rest: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), 0–1.

    Parameters
    ----------
    a, b : float, > 0
    x, rest : float, in [0, 1]
        `rest` is 1 − x, which the caller often knows more exactly than the difference.

    References
    ----------
    Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.5.8 (the continued
    fraction); Lentz (1976), Applied Optics 15:668–671 (how it is summed).

    >>> round(incomplete(2, 3, 0.5, 0.5), 12)
    0.6875
    """
    if x <= 0 or rest <= 0:
        return float(x > 0)
    scale = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest))
    if x < (a + 1) / (a + b + 2):
        return scale * _fraction(a, b, x) / a
    return 1 - scale * _fraction(b, a, rest) / b


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, _ROUNDS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        change = 1.0
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            change = c * d
            found *= change
        if abs(change - 1) < _CLOSE:
            break
    return found


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY

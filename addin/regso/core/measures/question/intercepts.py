"""A logistic model where every group has its own level: how much the groups differ.

The likelihood needs only the cases and the persons of each group. Its integral over the level of
a group is taken around the level that fits the group best (adaptive Gauss–Hermite quadrature).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, inf, log, log1p, pi, sqrt
from statistics import NormalDist
from typing import NamedTuple

from regso.core.measures.question.targeting import Persons
from regso.core.measures.rates import z_of

# The nodes of fifteen-point Gauss–Hermite quadrature, and their weights times exp(node²).
_NODES = (
    (0.0, 0.5641003087264174),
    (0.5650695832555758, 0.5670211534466041),
    (1.1361155852109206, 0.5761933502834994),
    (1.7199925751864888, 0.5930274497642098),
    (2.325732486173858, 0.6206626035270373),
    (2.967166927905603, 0.6661660051090437),
    (3.6699503734044527, 0.7486073660169049),
    (4.499990707309392, 0.9483689708276103),
)
_NODES_BOTH = tuple(
    (sign * node, log(weight)) for node, weight in _NODES for sign in ((1, -1) if node else (1,))
)
_ROUNDS = 60
_CLOSE = 1e-8
_LEAST = 1e-3
"""A standard deviation below this is none: an odds ratio of 1.001."""
_MOST = 20.0
"""A limit above this, an odds ratio of 10⁸, says nothing: the groups hardly differ."""
_LARGEST_STEP = 1.0
_QUARTILE = NormalDist().inv_cdf(0.75)


class Spread(NamedTuple):
    """How much the groups differ: the standard deviation of their log odds, and its limits.

    The limits are None where the standard deviation is 0, or so near it that they say nothing.
    """

    sd: float
    limits: tuple[float, float] | None


class _Slope(NamedTuple):
    of_mean: float
    of_log_sd: float


def spread(groups: Sequence[Persons], level: float = 0.95) -> Spread | None:
    """Return the standard deviation of the log odds between groups, by maximum likelihood.

    Parameters
    ----------
    groups : sequence of Persons, shape (n,), each with persons
    level : float, in (0, 1)

    Returns
    -------
    Spread, with Wald's limits on the logarithm of the standard deviation; None where there are
        fewer than two groups, nobody or everybody is a case, or the likelihood has no maximum.

    References
    ----------
    Merlo et al. (2006), A brief conceptual tutorial of multilevel analysis in social
    epidemiology, Journal of Epidemiology and Community Health 60:290–297; Pinheiro and Bates
    (1995), Approximations to the log-likelihood function in the nonlinear mixed-effects model,
    Journal of Computational and Graphical Statistics 4:12–35 (the quadrature).
    """
    z = z_of(level)
    cases, persons = sum(g.cases for g in groups), sum(g.persons for g in groups)
    if len(groups) < 2 or not 0 < cases < persons:  # noqa: PLR2004 - one group does not differ
        return None
    model = _Model(groups)
    mean, log_sd = log(cases / (persons - cases)), log(0.5)
    for _ in range(_ROUNDS):
        slope = model.slope(mean, log_sd)
        a, b, c = model.curvature(mean, log_sd)
        steps = _step(slope, (a, b, c))
        mean, log_sd = mean + steps[0], log_sd + steps[1]
        if log_sd < log(_LEAST):
            return Spread(0.0, None)
        if max(map(abs, steps)) < _CLOSE:
            determinant = a * c - b * b
            if a >= 0 or determinant <= 0:
                return None
            reach = z * sqrt(-a / determinant)
            if log_sd + reach > log(_MOST):
                return Spread(exp(log_sd), None)
            return Spread(exp(log_sd), (exp(log_sd - reach), exp(log_sd + reach)))
    return None


def correlation(sd: float) -> float:
    """Return the share of the variance of the latent scale between groups (ICC), 0–1.

    >>> correlation(0.0)
    0.0
    """
    return sd * sd / (sd * sd + pi * pi / 3)


def median_odds_ratio(sd: float) -> float:
    """Return the median odds ratio of two persons alike in two groups drawn by chance, >= 1.

    >>> median_odds_ratio(0.0)
    1.0
    """
    return exp(sqrt(2) * sd * _QUARTILE)


class _Model:
    def __init__(self, groups: Sequence[Persons]) -> None:
        self.groups = groups
        self._levels = [0.0] * len(groups)  # the best levels of the last call, to start from

    def curvature(self, mean: float, log_sd: float) -> tuple[float, float, float]:
        """Return the second derivatives, by differences of the slope."""
        h = 1e-4
        up, down = self.slope(mean + h, log_sd), self.slope(mean - h, log_sd)
        more, less = self.slope(mean, log_sd + h), self.slope(mean, log_sd - h)
        a, b = ((x - y) / (2 * h) for x, y in zip(up, down, strict=True))
        c = (more.of_log_sd - less.of_log_sd) / (2 * h)
        return a, b, c

    def slope(self, mean: float, log_sd: float) -> _Slope:
        """Return the derivatives of the log likelihood by the mean and the log of the sd."""
        of_mean = of_log_sd = 0.0
        precision = exp(-2 * log_sd)
        for i, (x, n) in enumerate(self.groups):
            level = _best_level(x, n, mean, precision, self._levels[i])
            self._levels[i] = level
            residual, square = _expected(x, n, mean, precision, level)
            of_mean += residual
            of_log_sd += square * precision - 1
        return _Slope(of_mean, of_log_sd)


def _best_level(x: float, n: float, mean: float, precision: float, start: float) -> float:
    level = start
    for _ in range(_ROUNDS):
        p = _logistic(mean + level)
        step = (x - n * p - level * precision) / (n * p * (1 - p) + precision)
        level += max(-_LARGEST_STEP, min(_LARGEST_STEP, step))
        if abs(step) < _CLOSE:
            break
    return level


def _expected(
    x: float, n: float, mean: float, precision: float, level: float
) -> tuple[float, float]:
    """Return the expected residual and squared level of a group, given its cases."""
    p = _logistic(mean + level)
    scale = sqrt(2 / (n * p * (1 - p) + precision))
    points = [(level + scale * node, weight) for node, weight in _NODES_BOTH]
    heights = [
        weight + x * (mean + b) - n * _log_sum(mean + b) - b * b * precision / 2
        for b, weight in points
    ]
    top = max(heights, default=-inf)
    shares = [exp(height - top) for height in heights]
    total = sum(shares)
    residual = sum(
        s * (x - n * _logistic(mean + b)) for s, (b, _) in zip(shares, points, strict=True)
    )
    square = sum(s * b * b for s, (b, _) in zip(shares, points, strict=True))
    return residual / total, square / total


def _step(slope: _Slope, curvature: tuple[float, float, float]) -> tuple[float, float]:
    """Return Newton's step, or one uphill where the likelihood does not bend down."""
    a, b, c = curvature
    determinant = a * c - b * b
    if a < 0 and determinant > 0:
        steps = (
            (b * slope.of_log_sd - c * slope.of_mean) / determinant,
            (b * slope.of_mean - a * slope.of_log_sd) / determinant,
        )
    else:
        steps = (slope.of_mean / (abs(a) or 1.0), slope.of_log_sd / (abs(c) or 1.0))
    return (
        max(-_LARGEST_STEP, min(_LARGEST_STEP, steps[0])),
        max(-_LARGEST_STEP, min(_LARGEST_STEP, steps[1])),
    )


def _logistic(value: float) -> float:
    if value >= 0:
        return 1 / (1 + exp(-value))
    power = exp(value)
    return power / (1 + power)


def _log_sum(value: float) -> float:
    """Return ln(1 + exp(value))."""
    return max(value, 0.0) + log1p(exp(-abs(value)))

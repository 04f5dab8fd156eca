"""Inequality over ordered groups: the slope index and the relative index, in their definitions.

Each group stands at the middle of its share of the population, from rank 0 to rank 1, and a line
is fitted through the values, weighted by population. The absolute index (SII) is the line at rank 1
minus that at rank 0. Three relative indices (RII) have the same name in the literature, so each
has a function of its own: the ratio of the ends, the slope by the mean, and the ratio of the ends
of a line through the logarithms of the values.

A limit that cannot be had is NaN.

References
----------
Mackenbach and Kunst (1997), Measuring the magnitude of socio-economic inequalities in health,
Social Science & Medicine 44:757–771; Regidor (2004), Measures of health inequalities: part 2,
Journal of Epidemiology and Community Health 58:900–903, for the definitions side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import exp, fsum, isnan, log, nan, sinh, sqrt
from typing import NamedTuple

from regso.core.measures.rates import Interval, z_of
from regso.errors import DomainError, EmptyError

Column = Sequence[float]


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
    """Return the slope index of inequality: the fitted value at rank 1 minus that at rank 0.

    Parameters
    ----------
    values : sequence of float, shape (n,), one value per group, in order; n >= 2
    persons : sequence of float, shape (n,), >= 0
    errors : sequence of float, shape (n,), optional
        Standard errors of the values, > 0 where there are persons, independent of each other.
    level : float, in (0, 1)

    Returns
    -------
    Interval in the unit of the values; without errors the limits are NaN. The slope is a
    weighted sum of the values, so its variance is the sum of weight² × error²; the weights are
    those of the population, not of the errors.

    Raises
    ------
    DomainError
        A population is negative, or an error is not positive.
    EmptyError
        Fewer than two groups have a population.

    References
    ----------
    Mackenbach and Kunst (1997); the weights are those of PHEindicatormethods 2.1.0 (OHID).
    """
    z = z_of(level)
    ends = _fit(values, persons, errors)
    value = ends.last - ends.first
    variance = ends.var_first + ends.var_last - 2 * ends.covariance
    spread = nan if isnan(variance) else z * sqrt(max(0.0, variance))
    return Interval(value, value - spread, value + spread)


def relative_index(
    values: Column, persons: Column, errors: Column | None = None, level: float = 0.95
) -> Interval:
    """Return the relative index as a ratio: the fitted value at rank 1 by that at rank 0.

    Parameters and errors are those of `slope_index`; also, the fitted line must be positive at
    both ends.

    Returns
    -------
    Interval of ratios with Fieller's limits. They are NaN without errors, and when the value at
    rank 0 does not differ from 0 at the level (Fieller's interval is then unbounded).

    References
    ----------
    Mackenbach and Kunst (1997); Fieller (1954), Some problems in interval estimation, JRSS B
    16:175–185.
    """
    z = z_of(level)
    ends = _fit(values, persons, errors)
    if min(ends.first, ends.last) <= 0:
        raise DomainError(
            "Den anpassade linjen är inte positiv i båda ändar; använd matt sii i stället."
        )
    return _fieller((ends.last, ends.first), (ends.var_last, ends.var_first), ends.covariance, z)


def mean_relative_index(
    values: Column, persons: Column, errors: Column | None = None, level: float = 0.95
) -> Interval:
    """Return the relative index as the slope index by the mean of the values.

    Parameters and errors are those of `slope_index`; also, the mean, weighted by population, must
    be positive. The line passes through it at rank ½.

    Returns
    -------
    Interval of ratios, 0 without inequality, with Fieller's limits as in `relative_index`.

    References
    ----------
    Pamuk (1985), Social class inequality in mortality from 1921 to 1972 in England and Wales,
    Population Studies 39:17–31.
    """
    z = z_of(level)
    ends = _fit(values, persons, errors)
    mean = (ends.first + ends.last) / 2
    if mean <= 0:
        raise DomainError("Värdenas medelvärde är inte positivt; använd matt sii i stället.")
    both = ends.var_first + ends.var_last
    return _fieller(
        (ends.last - ends.first, mean),
        (both - 2 * ends.covariance, (both + 2 * ends.covariance) / 4),
        (ends.var_last - ends.var_first) / 2,
        z,
    )


def log_slope_index(
    values: Column, persons: Column, errors: Column | None = None, level: float = 0.95
) -> Interval:
    """Return the slope index of a line through the logarithms: the difference of its ends.

    Parameters and errors are those of `slope_index`; also, values must be positive where there
    are persons.

    Returns
    -------
    Interval in the unit of the values: the ends are back from the logarithms. The limits are those
    of the slope, the line turned about its middle.

    References
    ----------
    PHEindicatormethods 2.1.0 (OHID), `phe_sii` for rates with `transform`, also for the limits.
    """
    middle, slope = _log_line(values, persons, errors, level)
    return Interval(*(2 * exp(middle) * sinh(value / 2) for value in slope))


def log_relative_index(
    values: Column, persons: Column, errors: Column | None = None, level: float = 0.95
) -> Interval:
    """Return the relative index of a line through the logarithms: the ratio of its ends.

    Parameters, errors and references are those of `log_slope_index`.

    Returns
    -------
    Interval of ratios: exp of the slope and of its limits.
    """
    _, slope = _log_line(values, persons, errors, level)
    return Interval(*map(exp, slope))


def _fieller(
    parts: tuple[float, float], variances: tuple[float, float], covariance: float, z: float
) -> Interval:
    """Return the ratio of two values with Fieller's limits, NaN where they are unbounded."""
    top, bottom = parts
    value = top / bottom
    a = bottom * bottom - z * z * variances[1]
    if not a > 0:
        return Interval(value, nan, nan)
    b = top * bottom - z * z * covariance
    root = sqrt(max(0.0, b * b - a * (top * top - z * z * variances[0])))
    return Interval(value, (b - root) / a, (b + root) / a)


def _log_line(
    values: Column, persons: Column, errors: Column | None, level: float
) -> tuple[float, Interval]:
    """Return the middle and the slope of the line through the logarithms.

    The standard error of a logarithm is error by value.
    """
    if any(v <= 0 for v, n in zip(values, persons, strict=True) if n > 0):
        raise DomainError(
            "Ett värde är inte större än 0 och har ingen logaritm; använd matt sii eller rii."
        )
    kept = [v if v > 0 else 1.0 for v in values]  # a group without persons weighs nothing
    logs = [*map(log, kept)]
    relative = None if errors is None else [e / v for e, v in zip(errors, kept, strict=True)]
    slope = slope_index(logs, persons, relative, level)
    return _dot(logs, persons) / fsum(persons), slope


def _fit(values: Column, persons: Column, errors: Column | None) -> _Ends:
    """Return the ends of the line through the values, weighted by population."""
    _check(persons, errors)
    total = fsum(persons)
    shares = [n / total for n in persons]
    ranks = [(up_to - n / 2) / total for up_to, n in zip(accumulate(persons), persons, strict=True)]
    middle = fsum(s * r for s, r in zip(shares, ranks, strict=True))
    spread = fsum(s * (r - middle) ** 2 for s, r in zip(shares, ranks, strict=True))
    slopes = [s * (r - middle) / spread for s, r in zip(shares, ranks, strict=True)]
    first = [s - k * middle for s, k in zip(shares, slopes, strict=True)]
    last = [f + k for f, k in zip(first, slopes, strict=True)]
    squares = [nan] * len(values) if errors is None else [e * e for e in errors]
    return _Ends(
        _dot(first, values),
        _dot(last, values),
        _dot([f * f for f in first], squares),
        _dot([v * v for v in last], squares),
        _dot([f * v for f, v in zip(first, last, strict=True)], squares),
    )


def _check(persons: Column, errors: Column | None) -> None:
    """Raise if there is no line, or if a value is said to be without error."""
    if min(persons, default=0.0) < 0:
        raise DomainError("En befolkning är negativ; ange tal som är minst 0.")
    if sum(n > 0 for n in persons) < 2:  # noqa: PLR2004 - a line needs two points
        raise EmptyError("Minst två grupper måste ha befolkning; ange fler grupper.")
    if errors is not None and any(e <= 0 for e, n in zip(errors, persons, strict=True) if n > 0):
        raise DomainError(
            "Ett medelfel är inte större än 0; utelämna medelfel om de inte är kända."
        )


def _dot(one: Column, other: Column) -> float:
    return fsum(a * b for a, b in zip(one, other, strict=True))

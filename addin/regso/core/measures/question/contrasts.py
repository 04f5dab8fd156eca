"""Two groups of persons compared, as they are or standardised: difference, ratio and test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import erfc, exp, fsum, sqrt
from typing import NamedTuple

from regso.core.measures.discrete import at_most_as_probable, binomial, hypergeometric
from regso.core.measures.question.resampling import Limits
from regso.core.measures.question.targeting import Persons, total
from regso.core.measures.rates import Interval, rate, wilson, z_of
from regso.core.measures.typetable import SHARE

FEW = 5
"""Where fewer are expected in some cell, the normal distribution is not trusted."""
_NEGLIGIBLE = 1e-300
_LARGEST = 700.0  # a logarithm that a cell can hold


class Stratum(NamedTuple):
    """The persons of one group, such as an age, in the two that are compared; weights sum to 1."""

    weight: float
    one: Persons
    other: Persons


class Contrast(NamedTuple):
    """How two groups differ.

    Attributes
    ----------
    difference : Interval, of shares or of events per person
    ratio : float or None, where the other has no cases
    ratio_limits : (lower, upper) or None, where the logarithm has no variance
    p : float or None, two-sided; None where few are expected and they cannot be counted out
    """

    difference: Interval
    ratio: float | None
    ratio_limits: Limits | None
    p: float | None


def contrast(strata: Sequence[Stratum], measure: str, level: float) -> Contrast:
    """Return how one group differs from another, weighted over strata.

    Parameters
    ----------
    strata : sequence of Stratum
        One with weight 1 where nothing is standardised; each has persons in both groups.
    measure : str
        SHARE, where cases are persons; else rates, where they are events.
    level : float, in (0, 1)

    Returns
    -------
    Contrast. The limits of the difference are recovered from those of every share (Wilson) or
        rate (Byar, exact below 10 events): for one stratum Newcombe's. Those of the ratio are on
        the log scale; for one stratum Katz's. The test is the score test that the two are alike
        in every stratum; with fewer than `FEW` expected in a cell of one stratum it is exact
        (Fisher's; for rates the binomial of the events), and with more strata there is none.

    References
    ----------
    Zou and Donner (2008), Construction of confidence limits about effect measures: a general
    approach, Statistics in Medicine 27:1693–1702; Newcombe (1998), Statistics in Medicine
    17:873–890; Katz, Baptista, Azen and Pike (1978), Biometrics 34:469–474; Cochran (1954), Some
    methods for strengthening the common χ² tests, Biometrics 10:417–451 (few expected).

    >>> found = contrast([Stratum(1, Persons(30, 100), Persons(20, 100))], "andel", 0.95)
    >>> [round(v, 4) for v in (*found.difference, found.ratio, found.p)]
    [0.1, -0.0202, 0.2167, 1.5, 0.1025]
    """
    interval = _share if measure == SHARE else _rate
    ones = [interval(s.one, level) for s in strata]
    others = [interval(s.other, level) for s in strata]
    weights = [s.weight for s in strata]
    one, other = (_weighted(weights, [i.value for i in each]) for each in (ones, others))
    down = _length(weights, [a.value - a.lower for a in ones], [b.upper - b.value for b in others])
    up = _length(weights, [a.upper - a.value for a in ones], [b.value - b.lower for b in others])
    difference = Interval(one - other, one - other - down, one - other + up)
    noise = _noise_of_share if measure == SHARE else _noise_of_rate
    spread = _relative([(s.weight, noise(s.one)) for s in strata], one) + _relative(
        [(s.weight, noise(s.other)) for s in strata], other
    )
    ratio = one / other if other else None
    limits = None
    reach = z_of(level) * sqrt(max(0.0, spread))
    if ratio and 0 < reach < _LARGEST:
        limits = ratio / exp(reach), ratio * exp(reach)
    return Contrast(difference, ratio, limits, _p(strata, measure, one - other))


def holm(values: Sequence[float | None], compared: int) -> list[float | None]:
    """Return p-values adjusted for being several.

    Parameters
    ----------
    values : sequence of float or None, None where there is none to show
    compared : int
        How many comparisons were made, at least those that have a value. Those without count as
        the least striking, so that nothing that is shown depends on them.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of
    Statistics 6:65–70.

    >>> holm([0.01, None, 0.04, 0.03], 4)
    [0.04, None, 0.09, 0.09]
    """
    order = sorted((v, i) for i, v in enumerate(values) if v is not None)
    adjusted: list[float | None] = [None] * len(values)
    largest = 0.0
    for rank, (value, i) in enumerate(order):
        largest = max(largest, min(1.0, (compared - rank) * value))
        adjusted[i] = largest
    return adjusted


def _share(group: Persons, level: float) -> Interval:
    return wilson(group.cases, group.persons, level)


def _rate(group: Persons, level: float) -> Interval:
    return rate(group.cases, group.persons, 1, level)


def _noise_of_share(group: Persons) -> float:
    share = group.cases / group.persons
    return share * (1 - share) / group.persons


def _noise_of_rate(group: Persons) -> float:
    return group.cases / group.persons / group.persons


def _weighted(weights: Sequence[float], values: Sequence[float]) -> float:
    return fsum(w * v for w, v in zip(weights, values, strict=True))


def _length(weights: Sequence[float], *sides: Sequence[float]) -> float:
    """Return the root of the sum of the weighted distances squared."""
    return sqrt(fsum((w * v) ** 2 for side in sides for w, v in zip(weights, side, strict=True)))


def _relative(parts: Sequence[tuple[float, float]], value: float) -> float:
    """Return the variance of the logarithm of a weighted value."""
    return fsum(w * w * noise for w, noise in parts) / value / value if value else 0.0


def _p(strata: Sequence[Stratum], measure: str, difference: float) -> float | None:
    """Return the two-sided p-value of no difference in any stratum."""
    both = [total([s.one, s.other]) for s in strata]
    sizes = [each for s in strata for each in (s.one.persons, s.other.persons)]
    common = [each.cases / each.persons for each in both for _ in range(2)]
    cells = [_per_side(sizes, common)]
    if measure == SHARE:
        cells.append(_per_side(sizes, [1 - share for share in common]))
    if min(min(cell) for cell in cells) < FEW:
        return _exact(strata[0], measure) if len(strata) == 1 else None
    noise: Callable[[float], float] = (lambda m: m * (1 - m)) if measure == SHARE else float
    variance = fsum(
        s.weight**2 * noise(each.cases / each.persons) * (1 / s.one.persons + 1 / s.other.persons)
        for s, each in zip(strata, both, strict=True)
    )
    return erfc(abs(difference) / sqrt(2 * variance))


def _per_side(sizes: Sequence[float], shares: Sequence[float]) -> tuple[float, float]:
    """Return how many are expected in each of the two groups."""
    expected = [n * share for n, share in zip(sizes, shares, strict=True)]
    return fsum(expected[::2]), fsum(expected[1::2])


def _exact(stratum: Stratum, measure: str) -> float | None:
    (x, n), (y, m) = stratum.one, stratum.other
    if measure != SHARE:
        if not float(x).is_integer() or not float(y).is_integer():
            return None
        return at_most_as_probable(binomial(n / m, int(x + y), _NEGLIGIBLE), int(x))
    if not all(float(v).is_integer() for v in (x, n, y, m)):
        return None
    counts = hypergeometric(int(n), int(x + y), int(n + m), _NEGLIGIBLE)
    return at_most_as_probable(counts, int(x))

"""The socioeconomic index from its three shares, and what a year's cut-offs are made of.

References
----------
Statistics Sweden, table TAB6586 "Socioekonomiskt index efter region och år", notes: the index is
the mean of three percentages, and the types follow the number of standard deviations from the
mean of the index. See `areatypes.CUT_OFF_RULE` for what is known of the cut-offs.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

from regso.core.areas.areatypes import CUT_OFF_RULE, CutOffs, check_index
from regso.errors import BadValueError, DomainError, EmptyError

_PERCENT = 100


class Moments(NamedTuple):
    """The number of areas, and the mean and standard deviation of their index (index points)."""

    n: int
    mean: float
    sd: float

    def cut_offs(self) -> CutOffs:
        """Return the cut-offs between the types."""
        return CutOffs.from_moments(self.mean, self.sd)


def index_of(shares: Sequence[float]) -> float:
    """Return the index of an area: the mean of its three percentages.

    Parameters
    ----------
    shares : sequence of float, shape (3,), percent 0–100
        Low economic standard; pre-secondary education; economic assistance or long-term
        unemployment.

    Raises
    ------
    DomainError
        A share is not between 0 and 100, or all look like shares of 1: their largest is above 0
        and at most 1, while in no area that Statistics Sweden has published it is below 2.7.
        Three zeros are zero in either unit.

    >>> round(index_of([12.0, 10.5, 4.8]), 12)
    9.1
    """
    for share in shares:
        if not 0 <= share <= _PERCENT:
            raise DomainError(
                f"Andelen {share:g} ligger inte mellan 0 och 100; ange andelarna i procent.",
            )
    if 0 < max(shares) <= 1:
        raise DomainError(
            f"Andelarna är högst {max(shares):g} och ser ut som tal 0–1; ange dem i procent.",
        )
    return fsum(shares) / len(shares)


def moments(index: Sequence[float], weights: Sequence[float] | None = None) -> Moments:
    """Return the mean and the standard deviation of an index, weighted when weights are given.

    Parameters
    ----------
    index : sequence of float, shape (n,), index points 0–100
    weights : sequence of float, shape (n,), >= 0, or None
        How many each area counts for, such as its inhabitants: a weight of 2 is the same as
        two areas. The standard deviation divides by the sum of weights less 1.

    Raises
    ------
    DomainError
        A weight is negative, or an index is not between 0 and 100.
    EmptyError
        There are fewer than two values, or the weights sum to 1 or less.

    References
    ----------
    Weights as counts and divisor as in `statsmodels.stats.weightstats.DescrStatsW` (ddof=1).
    """
    for value in index:
        check_index(value)
    if weights is None:
        weights = [1.0] * len(index)
    if any(weight < 0 for weight in weights):
        raise DomainError("En vikt är negativ; vikter ska vara minst 0.")
    scale = fsum(weights)
    counted = sum(weight > 0 for weight in weights)
    if counted < 2 or scale <= CUT_OFF_RULE.ddof:  # noqa: PLR2004 - a standard deviation needs two
        raise EmptyError(
            "Standardavvikelsen kräver minst två indexvärden, och vikter som är antal; "
            "ange fler områden eller vikter som summerar till mer än 1.",
        )
    mean = fsum(w * v for v, w in zip(index, weights, strict=True)) / scale
    squares = fsum(w * (v - mean) ** 2 for v, w in zip(index, weights, strict=True))
    return Moments(counted, mean, sqrt(squares / (scale - CUT_OFF_RULE.ddof)))


def thresholds(values: Sequence[float | None]) -> CutOffs:
    """Return cut-offs from the lowest index of types 1, 2, 3 and 4.

    Raises
    ------
    BadValueError
        There are not exactly four numbers.
    DomainError
        They do not fall from type 1 to type 4.
    """
    given = [v for v in values if v is not None]
    if len(values) != 4 or len(given) != 4:  # noqa: PLR2004 - between five types
        raise BadValueError(
            f"Gränserna är {len(given)} tal men ska vara fyra: lägsta index för typ 1, 2, 3 och 4; "
            "eller ange medelvärde och standardavvikelse.",
        )
    one, two, three, four = given
    if not one > two > three > four:
        raise DomainError(
            f"Gränserna {one:g}, {two:g}, {three:g}, {four:g} faller inte; "
            "ange dem från typ 1 (högst) till typ 4 (lägst).",
        )
    return CutOffs((one, two, three, four))

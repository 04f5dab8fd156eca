"""Whether the shares of types rise or fall over years, and whether they do so alike.

A line is drawn through the shares of the years, each weighted by its persons. How far the years
lie from their line says how uncertain its slope is: also what is no chance of single persons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum, sqrt
from typing import NamedTuple

from regso.core.measures.fisher import f_tail
from regso.core.measures.question.resampling import Limits
from regso.core.measures.question.targeting import Persons, total
from regso.core.measures.rates import z_of
from regso.core.measures.student import t_of

_FEWEST = 2  # years, of a line; and lines, that can be compared
_NOTHING = 1e-12
"""Years that lie nearer to their line than this, in share, lie on it."""

Years = Mapping[int, Persons]


class Slope(NamedTuple):
    """The change of a share per year, unit 1, with its limits."""

    value: float
    limits: Limits | None


class _Line(NamedTuple):
    """A line through shares.

    Attributes
    ----------
    years : int, how many
    mean : float, the share over all years
    squares : float, of the years around their mean, weighted by persons
    slope : float
    residual : float, the squares left around the line; 0 where they are rounding alone
    """

    years: int
    mean: float
    squares: float
    slope: float
    residual: float


def slope(years: Years, level: float) -> Slope | None:
    """Return the slope of the shares of a type over years, by weighted least squares.

    Parameters
    ----------
    years : mapping of year to Persons
    level : float, in (0, 1)

    Returns
    -------
    Slope, with limits by Student's t with years − 2 degrees of freedom; without limits where
        there are two years or all lie on the line. None where fewer than two have persons.

    References
    ----------
    Draper and Smith (1998), Applied Regression Analysis, Wiley, ch. 1 and 9.
    """
    z_of(level)
    line = _line(years)
    if line is None:
        return None
    freedom = line.years - _FEWEST
    if not freedom or not line.residual:
        return Slope(line.slope, None)
    reach = t_of(level, freedom) * sqrt(line.residual / freedom / line.squares)
    return Slope(line.slope, (line.slope - reach, line.slope + reach))


def parallel(types: Sequence[Years]) -> float | None:
    """Return the p value of the test that the shares of several types have the same slope.

    Parameters
    ----------
    types : sequence of mappings of year to Persons

    Returns
    -------
    float, 0–1, by the F test of one common slope against a slope of each. The years of a type
        are weighted by persons / (p (1 − p)), where p is the type's share over all years: types
        whose shares vary more by chance weigh less. A type where nobody or everybody is a case,
        or with fewer than two years, is not compared. None where fewer than two are, or there
        are no more years than lines need.

    References
    ----------
    Draper and Smith (1998), Applied Regression Analysis, Wiley, ch. 6.1 and 14.
    """
    lines = [line for line in map(_line, types) if line and 0 < line.mean < 1]
    freedom = sum(line.years - _FEWEST for line in lines)
    if len(lines) < _FEWEST or freedom < 1:
        return None
    scales = [1 / (line.mean * (1 - line.mean)) for line in lines]
    pairs = list(zip(scales, lines, strict=True))
    weights = [s * line.squares for s, line in pairs]
    common = fsum(w * line.slope for w, line in zip(weights, lines, strict=True)) / fsum(weights)
    between = fsum(w * (line.slope - common) ** 2 for w, line in zip(weights, lines, strict=True))
    left = fsum(s * line.residual for s, line in pairs)
    if not left:
        return None
    more = len(lines) - 1
    return f_tail(between / more / (left / freedom), more, freedom)


def rolling(years: Years, last: int, window: int) -> Persons | None:
    """Return the persons of a number of years together; None where one of them is missing.

    >>> rolling({2021: Persons(1, 9), 2022: Persons(3, 9)}, 2022, 2)
    Persons(cases=4.0, persons=18.0)
    """
    wanted = range(last - window + 1, last + 1)
    return total([years[y] for y in wanted]) if all(y in years for y in wanted) else None


def _line(years: Years) -> _Line | None:
    lived_in = {year: group for year, group in years.items() if group.persons}
    if len(lived_in) < _FEWEST:
        return None
    persons = [group.persons for group in lived_in.values()]
    shares = [group.cases / group.persons for group in lived_in.values()]
    size = fsum(persons)
    middle = fsum(n * year for n, year in zip(persons, lived_in, strict=True)) / size
    mean = fsum(group.cases for group in lived_in.values()) / size
    points = [
        (n, year - middle, share - mean)
        for n, year, share in zip(persons, lived_in, shares, strict=True)
    ]
    squares = fsum(n * x * x for n, x, _ in points)
    slope_ = fsum(n * x * y for n, x, y in points) / squares
    residual = fsum(n * (y - slope_ * x) ** 2 for n, x, y in points)
    is_rounding = residual <= size * _NOTHING**2
    return _Line(len(lived_in), mean, squares, slope_, 0.0 if is_rounding else residual)

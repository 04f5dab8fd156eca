"""Classes of a map: where one colour ends and the next begins.

A class reaches from its lower break up to, but not including, its upper one; the first and the
last are open. The breaks that are printed are those that are used: each is a short decimal, chosen
before any value is put in a class.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import accumulate, pairwise
from math import floor, log10
from typing import Final, NamedTuple

from regso.errors import DomainError

QUANTILES: Final = "kvantiler"
EQUAL: Final = "lika steg"
FEWEST, MOST = 3, 7
_DIGITS = 17  # decimals that tell any two floats apart
_FINER = 10  # equal steps are rounded to a tenth of a step, at most


class Classes(NamedTuple):
    """The classes of some values.

    Attributes
    ----------
    breaks : tuple of float, rising, in the unit of the values
        One fewer than the classes.
    """

    breaks: tuple[float, ...]

    @property
    def number(self) -> int:
        """How many classes there are."""
        return len(self.breaks) + 1

    def of(self, value: float) -> int:
        """Return the class of a value, from 0.

        >>> [Classes((5.0, 10.0)).of(value) for value in (4.9, 5.0, 10.0)]
        [0, 1, 2]
        """
        return bisect_right(self.breaks, value)

    def labels(self) -> list[str]:
        """Return the classes in words, with decimal commas.

        >>> Classes((5.0, 7.5)).labels()
        ['under 5', '5–7,5', '7,5 eller mer']
        """
        if not self.breaks:
            return ["alla värden"]
        texts = [_text(value) for value in self.breaks]
        between = [f"{low}–{high}" for low, high in pairwise(texts)]
        return [f"under {texts[0]}", *between, f"{texts[-1]} eller mer"]


def classes_of(values: Sequence[float], how: str, number: int) -> Classes:
    """Return the classes of values.

    Parameters
    ----------
    values : sequence of float, shape (n,)
        Those that are shown, and no others: a break would tell of the hidden.
    how : str
        `QUANTILES`, `EQUAL`, or own breaks such as "5;10;15".
    number : int, 3–7
        How many classes; own breaks say it themselves.

    Raises
    ------
    DomainError
        The number or the breaks cannot be used.
    """
    method = how.strip().casefold()
    if method not in {QUANTILES, EQUAL}:
        return own(how)
    if number not in range(FEWEST, MOST + 1):
        raise DomainError(f"klasser {number} ska vara ett helt tal från {FEWEST} till {MOST}.")
    return quantiles(values, number) if method == QUANTILES else equal_steps(values, number)


def quantiles(values: Sequence[float], number: int) -> Classes:
    """Return classes with as many values in each as ties permit.

    Equal values are never parted, so each break stands between two different values: of those
    places the one nearest to an even division, the lower of two as near. Places that coincide make
    one break, so there may be fewer classes. Between the two values the break is the shortest
    decimal.

    References
    ----------
    Slocum et al. (2009), Thematic Cartography and Geovisualization, chapter 4 (quantiles).

    >>> quantiles([1, 2, 3, 4, 5, 6], 3).breaks
    (3.0, 5.0)
    """
    counts = sorted(Counter(values).items())
    ends = list(accumulate(count for _, count in counts))[:-1]
    if not ends:
        return Classes(())
    size = len(values)
    places = {
        min(range(len(ends)), key=lambda at: (abs(ends[at] * number - cut * size), at))
        for cut in range(1, number)
    }
    return Classes(tuple(_shortest(counts[at][0], counts[at + 1][0]) for at in sorted(places)))


def equal_steps(values: Sequence[float], number: int) -> Classes:
    """Return classes that are equally wide, from the least value to the greatest.

    Start and step have as many decimals as it takes to come within a tenth of a step.

    >>> equal_steps([2, 3, 17], 3).breaks
    (7.0, 12.0)
    """
    low, high = min(values, default=0.0), max(values, default=0.0)
    finest = (high - low) / number / _FINER
    if not finest:  # they are alike, or as good as
        return Classes(())
    unit = Decimal(10) ** floor(log10(finest))
    start = _rounded(Decimal(low), unit, ROUND_FLOOR)
    step = _rounded((Decimal(high) - start) / number, unit, ROUND_CEILING)
    return Classes(tuple(float(start + i * step) for i in range(1, number)))


def own(text: str) -> Classes:
    """Return the classes of breaks, in per cent, that a user has written.

    Raises
    ------
    DomainError
        They are no rising numbers, or too few or many.

    >>> own("2,5; 10").breaks
    (2.5, 10.0)
    """
    parts = text.split(";")
    remedy = (
        f"skriv {QUANTILES}, {EQUAL} eller {FEWEST - 1}–{MOST - 1} stigande gränser mellan 0 och "
        "100 procent, till exempel 5;10;15."
    )
    try:
        breaks = tuple(float(part.strip().replace(",", ".")) for part in parts)
    except ValueError:
        raise DomainError(f"klassning {text} går inte att tolka; {remedy}") from None
    rising = all(low < high for low, high in pairwise((0.0, *breaks, 100.0)))
    if not rising or not FEWEST - 1 <= len(breaks) <= MOST - 1:
        raise DomainError(f"klassning {text} går inte att använda; {remedy}")
    return Classes(breaks)


def _shortest(low: float, high: float) -> float:
    """Return the number above `low`, and not above `high`, that has the fewest decimals."""
    for decimals in range(_DIGITS):
        found = float(_rounded(Decimal(high), Decimal(10) ** -decimals, ROUND_FLOOR))
        if found > low:
            return found
    return high


def _rounded(value: Decimal, unit: Decimal, way: str) -> Decimal:
    return (value / unit).to_integral_value(way) * unit


def _text(value: float) -> str:
    return f"{Decimal(repr(value)).normalize():f}".replace(".", ",")

"""The cell key method: small noise in every count, the same wherever the cell stands.

Every record has a key, even over 0 ≤ key < 1. The key of a cell is the fractional part of the sum
of its records' keys, so that the same records always make the same key, in whatever table, and
other records another. The key and the count say what is added to the count, by a table of
probabilities: without bias, with one variance, at most so far, never to a small count other than
0, and 0 stays 0. Among all such tables it is the one of greatest entropy, which gives away least.
Totals are cells of their own, so that parts do not add up to them.

References
----------
Thompson, Broadfoot and Elazar (2013), Methodology for the automatic confidentialisation of
statistical outputs from remote servers at the Australian Bureau of Statistics, UNECE/Eurostat
work session on statistical data confidentiality.
Giessing (2016), Computational issues in the design of transition probabilities and disclosure
risk estimation for additive noise, Privacy in Statistical Databases, LNCS 9867:237–251.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from math import exp, inf, log
from typing import NamedTuple

from regso.errors import DomainError

DIGITS = 12  # of a record's key: every spreadsheet and text file keeps as many
ONE: int = 10**DIGITS
FARTHEST = 20
_ROUNDS = 200
_CLOSE = 1e-12
_SMALLEST_STEP = 1e-9
_ARMIJO = 1e-4


class Noise(NamedTuple):
    """What the noise is to be.

    Attributes
    ----------
    farthest : int, 1 to FARTHEST
        The most that a count may change.
    variance : float, above 0
    least : int, at least 1
        The lowest count above 0 that may be the result.
    """

    farthest: int = 5
    variance: float = 3.0
    least: int = 3


class Row(NamedTuple):
    """The changes that a count can get, and the probability of each."""

    changes: list[int]
    probabilities: list[float]


def record_key(number: float) -> int:
    """Return the key of a record as a whole number of 10**-12, which sums without rounding."""
    if not 0 <= number < 1:
        raise DomainError(f"Nyckeln {number:g} ska vara minst 0 och mindre än 1.")
    return round(number * ONE) % ONE


def cell_key(keys: Iterable[int]) -> float:
    """Return the key of a cell of the keys of its records.

    >>> cell_key([record_key(0.7), record_key(0.6)])
    0.3
    """
    return sum(keys) % ONE / ONE


def perturbed(count: int, key: float, noise: Noise) -> int:
    """Return a count with its noise; 0 stays 0.

    Parameters
    ----------
    count : int, at least 0, persons
    key : float, 0 <= key < 1
        The key of the cell.
    noise : Noise

    Raises
    ------
    DomainError
        No noise is as asked, see `table`.
    """
    if count == 0:
        return 0
    rows = table(noise)
    changes, probabilities = rows[min(count, len(rows)) - 1]
    reached = accumulate(probabilities)
    found = (change for change, sum_ in zip(changes, reached, strict=True) if key < sum_)
    return count + next(found, changes[-1])


@lru_cache(maxsize=16)
def table(noise: Noise) -> tuple[Row, ...]:
    """Return the changes of the counts 1, 2, 3 …; the last row is that of all higher counts.

    Parameters
    ----------
    noise : Noise

    Raises
    ------
    DomainError
        The noise reaches too far or nowhere, or no unbiased noise has that variance for some count.

    Examples
    --------
    For high counts the probability of a change j is proportional to q to the power of j squared:

    >>> [round(p, 4) for p in table(Noise(2, 1, 1))[-1].probabilities]
    [0.0638, 0.2447, 0.383, 0.2447, 0.0638]
    """
    if not 1 <= noise.farthest <= FARTHEST:
        raise DomainError(f"d {noise.farthest} ska vara ett helt tal från 1 till {FARTHEST}.")
    own = noise.farthest + (min(noise.least, noise.farthest + 1) if noise.least > 1 else 0)
    allowed = [_allowed(count, noise) for count in range(1, own + 1)]
    lowest = max(_limits(changes)[0] for changes in allowed)
    highest = min(_limits(changes)[1] for changes in allowed)
    if lowest >= highest:
        raise DomainError(
            f"Med d {noise.farthest} och minst {noise.least} finns inget brus utan systematiskt "
            "fel; ange ett större d eller ett lägre minst."
        )
    if not lowest < noise.variance < highest:
        raise DomainError(
            f"Inget brus utan systematiskt fel har variansen {noise.variance:g} för alla antal; "
            f"ange v mellan {lowest:g} och {highest:g}, inte gränserna själva."
        )
    return tuple(Row(changes, _most_even(changes, noise.variance)) for changes in allowed)


def moments(row: Row) -> tuple[float, float]:
    """Return the bias and the variance of a row."""
    mean = sum(j * p for j, p in zip(*row, strict=True))
    return mean, sum((j - mean) ** 2 * p for j, p in zip(*row, strict=True))


def _allowed(count: int, noise: Noise) -> list[int]:
    """Return the changes that make a count 0 or large enough to be shown."""
    reach = range(-noise.farthest, noise.farthest + 1)
    return [j for j in reach if count + j == 0 or count + j >= noise.least]


def _limits(changes: Sequence[int]) -> tuple[float, float]:
    """Return the limits of the variance of unbiased noise: its changes nearest and farthest."""
    below, above = [j for j in changes if j < 0], [j for j in changes if j > 0]
    if not below or not above:
        return inf, 0.0
    nearest = 0 if 0 in changes else below[-1] * above[0]
    return float(abs(nearest)), float(-below[0] * above[-1])


def _most_even(changes: Sequence[int], variance: float) -> list[float]:
    """Return the probabilities of greatest entropy with mean 0 and that variance.

    They are proportional to exp(a j + b j²). The dual is convex in a and b, and Newton's method
    with ever shorter steps finds its least.
    """
    a = b = 0.0
    for _ in range(_ROUNDS):
        value, p = _dual(changes, variance, a, b)
        m1, m2, m3, m4 = (
            sum(q * j**k for q, j in zip(p, changes, strict=True)) for k in range(1, 5)
        )
        slope = (m1, m2 - variance)
        if max(map(abs, slope)) < _CLOSE:
            return p
        aa, ab, bb = m2 - m1 * m1, m3 - m1 * m2, m4 - m2 * m2
        det = aa * bb - ab * ab
        da = (ab * slope[1] - bb * slope[0]) / det
        db = (ab * slope[0] - aa * slope[1]) / det
        fall = slope[0] * da + slope[1] * db
        step = 1.0
        while step > _SMALLEST_STEP and not (
            _dual(changes, variance, a + step * da, b + step * db)[0]
            <= value + _ARMIJO * step * fall
        ):
            step /= 2
        a, b = a + step * da, b + step * db
    return p


def _dual(changes: Sequence[int], variance: float, a: float, b: float) -> tuple[float, list[float]]:
    """Return the value of the dual, and the probabilities that belong to it."""
    powers = [a * j + b * j * j for j in changes]
    top = max(powers)
    weights = [exp(power - top) for power in powers]
    whole = sum(weights)
    return top + log(whole) - b * variance, [w / whole for w in weights]

"""Decimal numbers as cells show them, computed with exactly.

A cell that shows 0.1 holds the nearest binary number. Here it means the shortest decimal number
that the cell can hold, so that what looks equal is equal and sums come out to the öre.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import isfinite

from regso.errors import DomainError


def scaled(values: Sequence[float]) -> tuple[list[int], int]:
    """Return whole numbers in exact proportion to decimal numbers, and the scale.

    Parameters
    ----------
    values : sequence of float, shape (n,)

    Returns
    -------
    list of int, shape (n,), and int: ``value == whole / scale``, the scale a power of 10.

    Raises
    ------
    DomainError
        A value is not finite.

    >>> scaled([0.1, 2.0, 0.25])
    ([10, 200, 25], 100)
    """
    if not all(map(isfinite, values)):
        raise DomainError("Ett tal är oändligt; ange ett vanligt tal.")
    if all(value == value // 1 for value in values):
        return [int(value) for value in values], 1
    exact = [Decimal(repr(value)) for value in values]
    scale = 10 ** max(-int(value.as_tuple().exponent) for value in exact)
    ratios = [value.as_integer_ratio() for value in exact]
    return [top * (scale // bottom) for top, bottom in ratios], scale

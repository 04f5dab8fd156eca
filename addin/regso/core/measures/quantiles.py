"""Percentiles as spreadsheets compute them."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor

from regso.errors import DomainError


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value below which a share of the values lies, interpolated between two values.

    Parameters
    ----------
    values : iterable of float, shape (n,), n >= 1
    share : float, in [0, 1]

    Raises
    ------
    DomainError
        The share is not between 0 and 1, or there are no values (both #NUM! in Excel too).

    References
    ----------
    Microsoft, PERCENTILE.INC function, Excel documentation; Hyndman and Fan (1996), Sample
    quantiles in statistical packages, The American Statistician 50:361–365 (definition 7).

    >>> percentile([1, 3, 2, 4], 0.3)
    1.9
    """
    if not 0 <= share <= 1:
        raise DomainError(
            f"Andelen p = {share:g} ligger inte mellan 0 och 1; ange till exempel 0,5."
        )
    ordered = sorted(values)
    if not ordered:
        raise DomainError(
            "Det finns inga värden att räkna en percentil av för den områdestypen; "
            "kontrollera koder och värden.",
        )
    place = (len(ordered) - 1) * share
    low = floor(place)
    if low + 1 >= len(ordered):
        return ordered[-1]
    return ordered[low] + (place - low) * (ordered[low + 1] - ordered[low])

"""Register rows summed by områdestyp.

A row belongs to a type 1–5, or to okänd (0) when its code is unknown. A row without any code
(`BLANK`) is okänd when it has a value and is ignored when it has none. A row outside the
region that is studied (`OUTSIDE`), or that is a total of other rows (`ASIDE`), is in no sum.

Sums are exactly rounded (`math.fsum`), so that they do not depend on the order of the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress
from math import fsum

from regso.core.areas.areatypes import ALL, CHALLENGED, TYPES, UNKNOWN
from regso.errors import BadValueError, DomainError, EmptyError

OKAND, BLANK, OUTSIDE, ASIDE = 0, 6, 7, 8
CLASSES = 9
_MANY = 50_000
_EXACT = 2.0**53  # up to here every whole number is a float, so sums do not round
_IS = [bytes(kind == k for k in range(256)) for kind in range(CLASSES)]

Types = Sequence[int]
Values = Sequence[float | None]


def members(which: int | str) -> tuple[int, ...]:
    """Return the classes that a choice of type covers; "alla" includes okänd."""
    if which == ALL:
        return (*TYPES, OKAND, BLANK)
    if which == CHALLENGED:
        return (1, 2)
    return (OKAND, BLANK) if which == UNKNOWN else (int(which),)


def grouped(types: Types, values: Values) -> list[list[float]]:
    """Return the values of the rows per class 0–8.

    Parameters
    ----------
    types : sequence of int, shape (n,)
        Class of each row: 1–5, OKAND, BLANK, OUTSIDE or ASIDE.
    values : sequence of float or None, shape (n,)

    Raises
    ------
    BadValueError
        The lengths differ.
    """
    _same_length(types, values)
    groups: list[list[float]] = [[] for _ in range(CLASSES)]
    put = [group.append for group in groups]
    for kind, value in zip(types, values, strict=True):
        if value is not None:
            put[kind](value)
    return groups


def sums(types: Types, values: Values) -> list[float]:
    """Return the sum of the values per class 0–8, exactly rounded."""
    _same_length(types, values)
    if len(types) >= _MANY:
        whole = _sums_of_whole_numbers(types, values)
        if whole is not None:
            return whole
    kinds = bytes(types)
    try:
        return [
            fsum(compress(values, kinds.translate(_IS[kind]))) if kind in kinds else 0.0  # type: ignore[arg-type] # None is caught
            for kind in range(CLASSES)
        ]
    except TypeError:  # a cell is empty
        return [fsum(group) for group in grouped(types, values)]


def _sums_of_whole_numbers(types: Types, values: Values) -> list[float] | None:
    """Return the sums per class of whole numbers whose every sum is exact, else None."""
    try:
        import numpy as np  # noqa: PLC0415 - only for tables so large that it pays
    except ImportError:
        return None
    try:
        column = np.fromiter(values, dtype=np.float64, count=len(values))
    except TypeError:  # a cell is empty
        return None
    if not np.array_equal(column, np.trunc(column)) or np.abs(column).sum() >= _EXACT:
        return None
    kinds = np.frombuffer(bytes(types), dtype=np.uint8)
    sums: list[float] = np.bincount(kinds, column, minlength=CLASSES).tolist()
    return sums


def counts(types: Types, values: Values | None = None) -> list[float]:
    """Return the number of rows per class; a row with neither code nor value is ignored.

    With `values`, a row without a code counts when it has a value.
    """
    found = Counter(types)
    result = [float(found[kind]) for kind in range(CLASSES)]
    result[BLANK] = 0.0
    if values is not None:
        _same_length(types, values)
        result[BLANK] = float(
            sum(k == BLANK and v is not None for k, v in zip(types, values, strict=True)),
        )
    return result


def total(types: Types, values: Values, which: int | str) -> float:
    """Return the sum of the values of the rows of a type (see `members`)."""
    _same_length(types, values)
    wanted = members(which)
    chosen = bytes(types).translate(bytes(kind in wanted for kind in range(256)))
    return fsum(value for value in compress(values, chosen) if value is not None)


def mean(types: Types, values: Values, weights: Values | None, which: int | str) -> float:
    """Return the mean of the values of a type, weighted when weights are given.

    A row counts when it has a value and, with weights, a weight.

    Raises
    ------
    EmptyError
        No row counts, or the weights sum to 0.
    DomainError
        A weight is negative.
    """
    _same_length(types, values)
    if weights is None:
        weights = [1.0] * len(values)
    _same_length(values, weights)
    wanted = frozenset(members(which))
    rows = [
        (value, weight)
        for kind, value, weight in zip(types, values, weights, strict=True)
        if kind in wanted and value is not None and weight is not None
    ]
    if any(weight < 0 for _, weight in rows):
        raise DomainError("En vikt är negativ; vikter ska vara minst 0.")
    scale = fsum(weight for _, weight in rows)
    if scale == 0:
        raise EmptyError("Det finns inga värden att räkna medelvärde av för den områdestypen.")
    return fsum(value * weight for value, weight in rows) / scale


def _same_length(one: Sequence[object], other: Sequence[object]) -> None:
    if len(one) != len(other):
        raise BadValueError(
            f"Områdena har {len(one)} och {len(other)} celler; markera lika många rader.",
        )

"""Which of the eight rows of a table by områdestyp a threshold withholds from a single value.

A single value is shown only where the whole table would show it, so that the values of all
types together reveal no more than the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from heapq import nlargest
from math import fsum

from regso.core.areas.areatypes import ALL
from regso.core.disclosure.bytype import smallest_safe_pattern
from regso.core.disclosure.magnitude import Amount, Rule, hidden_amounts, joined
from regso.core.measures.aggregate import BLANK, OKAND, Types, Values, sums
from regso.core.measures.typetable import ROWS, in_rows

_TWO = 2
_BOTH, _TOTAL = ROWS.index("1+2"), len(ROWS) - 1


def row_of(typ: int | str) -> int:
    """Return the row (0–7) of a choice of type.

    >>> [row_of(typ) for typ in (1, 5, "1+2", "okänd", "alla")]
    [0, 4, 5, 6, 7]
    """
    return _TOTAL if typ == ALL else ROWS.index(typ)


def of_counts(by_class: Sequence[float], threshold: float, key: bytes | None) -> frozenset[int]:
    """Return the rows of counts to withhold: those that a table hides, with or without shares.

    Parameters
    ----------
    by_class : sequence of float, shape (9,), persons, as `aggregate.sums` gives them
    threshold : float
    key : bytes or None, the agency's, as in the table
    """
    counts = in_rows(by_class)
    alone = smallest_safe_pattern(counts, None, threshold, key=key)
    with_shares = smallest_safe_pattern(counts, None, threshold, shares_of_total=True, key=key)
    return alone.events | with_shares.events


def of_means(
    types: Types, values: Values, persons: Values | None, limit: float, key: bytes | None
) -> frozenset[int]:
    """Return the rows of sums and means of amounts to withhold.

    Parameters
    ----------
    types : sequence of int, shape (n,)
    values : sequence of float or None, shape (n,), such as kronor
    persons : sequence of float or None, shape (n,), or None
        Contributors per row; None where each row is one, who is then known.
    limit : float, the threshold
    key : bytes or None, the agency's, as in the table
    """
    are_shares = persons is None and {0, 1, None}.issuperset(values)
    few = _of_shares if are_shares else of_percentiles
    few_rows = few(types, values, persons, limit, key)
    return hidden_amounts(amounts(types, values, persons), Rule(limit), few_rows)


def of_percentiles(
    types: Types, values: Values, persons: Values | None, limit: float, key: bytes | None
) -> frozenset[int]:
    """Return the rows whose percentiles rest on few; parameters as `of_means`."""
    counts = in_rows(contributors(types, values, persons))
    return smallest_safe_pattern(counts, None, limit, key=key).events


def _of_shares(
    types: Types, values: Values, persons: Values | None, limit: float, key: bytes | None
) -> frozenset[int]:
    """Return the rows of means of 0 and 1, which are shares, that reveal a small count."""
    trials = in_rows(contributors(types, values, persons))
    pattern = smallest_safe_pattern(in_rows(sums(types, values)), trials, limit, key=key)
    return pattern.events | pattern.trials


def contributors(types: Types, values: Values, persons: Values | None) -> list[float]:
    """Return the contributors per class; a row without a value has none."""
    ones = [1.0] * len(values) if persons is None else persons
    return sums(types, [None if v is None else n for v, n in zip(values, ones, strict=True)])


def amounts(types: Types, values: Values, persons: Values | None) -> list[Amount]:
    """Return the sums of amounts in the eight rows of the table, and who contributes to them.

    Parameters as `of_means`. A row with 0 kronor has no contributor where each row is one.
    """
    rows: dict[int, list[tuple[float, float]]] = {}
    for i, (kind, value) in enumerate(zip(types, values, strict=True)):
        if value is not None:
            number = float(value != 0) if persons is None else persons[i] or 0.0
            rows.setdefault(kind, []).append((value, number))
    of_class = {kind: _amount(found, known=persons is None) for kind, found in rows.items()}

    def summed(kinds: Iterable[int]) -> Amount:
        return joined([of_class[kind] for kind in kinds if kind in of_class])

    parts = [summed(kinds) for kinds in ((1,), (2,), (3,), (4,), (5,), (1, 2), (OKAND, BLANK))]
    return [*parts, summed((1, 2, 3, 4, 5, OKAND, BLANK))]


def _amount(rows: Sequence[tuple[float, float]], *, known: bool) -> Amount:
    sizes = [abs(value) for value, _ in rows]
    first, second = [*nlargest(_TWO, sizes), 0.0][:_TWO]
    return Amount(
        fsum(value for value, _ in rows),
        fsum(sizes),
        fsum(number for _, number in rows),
        (first, second) if known else None,
    )


def has_few_beyond(values: Sequence[float], found: float, threshold: float) -> bool:
    """Tell whether a percentile has fewer values than a threshold on a side, itself included.

    >>> [has_few_beyond([1, 2, 3, 4, 5], 3, t) for t in (3, 4)]
    [False, True]
    """
    sides: tuple[Callable[[float], bool], ...] = (lambda v: v <= found, lambda v: v >= found)
    return any(sum(map(side, values)) < threshold for side in sides)

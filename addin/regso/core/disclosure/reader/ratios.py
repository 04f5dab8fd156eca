"""Counts that follow from a share and another count of the same row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from math import ceil, floor

from regso.core.disclosure.reader.shown import HIDDEN, At, Shown, Value, number
from regso.core.disclosure.reader.sums import by_label

_SCALES = (1, 100, 1_000, 10_000, 100_000)
_ENOUGH = {True: 2, False: 1}  # rows that tell a share, of a column of counts and of any other
_MOST = 12  # decimals of a share that is not rounded
_ROUNDING = 1e-9


def derived(number_of: int, table: Shown) -> Iterator[tuple[At, int]]:
    """Yield hidden counts, and the only whole number that the share beside each admits."""
    counted = table.counted
    for part, whole in permutations(counted, 2):
        for share in range(len(table.columns)):
            if share in (part, whole):
                continue
            half = _half_unit([row[share] for row in table.values])
            scale = _scale(table, part, whole, share, half)
            if scale is None:
                continue
            for at, row in enumerate(table.values):
                given, size, amount = (number(row[c]) for c in (share, whole, part))
                if given is not None and row[part] == HIDDEN and size:
                    bounds = ((given - half) * size / scale, (given + half) * size / scale)
                elif given and given > half and row[whole] == HIDDEN and amount:
                    bounds = (scale * amount / (given + half), scale * amount / (given - half))
                else:
                    continue
                column = part if row[part] == HIDDEN else whole
                least, most = ceil(bounds[0] - _ROUNDING), floor(bounds[1] + _ROUNDING)
                if least == most:
                    yield At(number_of, at, column), least


def _half_unit(column: list[Value]) -> float:
    """Return half of the last decimal of a column's numbers."""
    texts = [f"{value:.{_MOST}f}".rstrip("0") for value in map(number, column) if value is not None]
    decimals = max((len(text.rpartition(".")[2]) for text in texts), default=0)
    return 0.5 * 10.0**-decimals + _ROUNDING


def _scale(table: Shown, part: int, whole: int, share: int, half: float) -> int | None:
    """Return the scale at which a column is one count through another in all complete rows."""
    sums = {total for total, _, _ in by_label(table.rows)}  # percentages may have been summed
    rows = [
        [number(row[c]) for c in (part, whole, share)]
        for at, row in enumerate(table.values)
        if at not in sums
    ]
    complete = [(a, b, c) for a, b, c in rows if None not in (a, b, c) and b]
    telling = {c for a, _, c in complete if a}
    if len(telling) < _ENOUGH[table.counts[share]]:
        return None
    # A whole number is no share of one: 3 beside 5 and 2 is close to 5 / 2 by chance alone.
    for scale in _SCALES[1:] if table.counts[share] else _SCALES:
        if all(
            a is not None and b and c is not None and abs(c - scale * a / b) <= half
            for a, b, c in complete
        ):
            return scale
    return None

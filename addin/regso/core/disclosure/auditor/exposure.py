"""What a reader of a published table can work out about each count that is hidden in it."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from regso.core.disclosure.auditor.bounded import Ratio, by_shares
from regso.core.disclosure.auditor.limits import Reaches, reaches
from regso.core.disclosure.counts import Cell, Counts
from regso.core.disclosure.layout import HIDDEN
from regso.core.disclosure.margins import Sums
from regso.errors import BadValueError

OK, EXPOSED = "OK", "RÖJD"


class Exposure(NamedTuple):
    """The least and the greatest that a hidden count can be, and whether that reveals it."""

    cell: Cell
    lower: float
    upper: float
    is_exposed: bool


def exposures(
    table: Sequence[Sequence[int | str | None]],
    published: Sequence[Sequence[int | str | None]],
    sums: tuple[Sums, Sums],
    threshold: int,
    ratios: Sequence[Ratio] = (),
) -> list[Exposure]:
    """Return the exact bounds of every hidden count, for all that the reader knows.

    Parameters
    ----------
    table : rows of int or None (blank), shape (m, n), persons
        The true counts.
    published : the same shape
        ".." or None where the table has a count: hidden.
    sums : down the rows and along the columns, from `margins` of the true table
    threshold : int
        The lowest count that may be shown.
    ratios : sequence of Ratio
        Shares of the counts that are shown.

    Returns
    -------
    One `Exposure` per hidden cell in reading order. A count below the threshold is exposed when
    it cannot be all of 1 … threshold - 1 (a sum: from its least possible); any count is when
    only one number is left. A hidden count is at least 1 when a 0 is shown and none is hidden,
    and at least 0 when a 0 is hidden. Where the table has no 0 the reader may or may not know
    that zeros are shown: the bounds are from 0, unless those from 1 expose the count.

    Raises
    ------
    BadValueError
        The tables differ in a shown count, or the true table has "..".
    """
    value, hidden = _compared(table, published)
    zeros = {cell for cell, count in enumerate(value) if count == 0}
    floors = [0] if zeros & hidden else [1] if zeros else [1, 0]
    flat = [0 if count is None else count for count in value]
    found: dict[Cell, Exposure] = {}
    for floor in floors:
        floor_of = [min(count, floor) for count in flat]
        counts = Counts((len(table), len(table[0])), flat, floor_of, *sums)
        bounds = by_shares(counts, hidden, ratios) if ratios else reaches(counts, hidden)
        widest = _widest(counts, {cell for cell, count in enumerate(value) if count is not None})
        for cell, (lower, upper) in bounds.items():
            if floor == floors[0]:
                ends = widest.get(cell, (-inf, inf))
                known = _is_exposed(counts, cell, (lower, upper), threshold, ends)
                found[cell] = Exposure(cell, lower, upper, known)
            elif not found[cell].is_exposed:
                found[cell] = Exposure(cell, lower, upper, is_exposed=False)
    return [found[cell] for cell in sorted(hidden)]


def _widest(counts: Counts, cells: set[Cell]) -> Reaches:
    """Return the bounds of every count when all are hidden, where sums are no trees alone."""
    has_others = counts.rows.others or counts.columns.others
    return reaches(counts, cells) if has_others else {}


def _is_exposed(
    counts: Counts,
    cell: Cell,
    bounds: tuple[float, float],
    threshold: int,
    widest: tuple[float, float],
) -> bool:
    lower, upper = bounds
    if lower == upper:
        return True
    value = counts.value[cell]
    needs = counts.needs(cell, threshold) if value < threshold else []
    wanted = [min(max(value + need.by, widest[0]), widest[1]) for need in needs]
    return any(not lower <= number <= upper for number in wanted)


def _compared(
    table: Sequence[Sequence[int | str | None]],
    published: Sequence[Sequence[int | str | None]],
) -> tuple[list[int | None], set[Cell]]:
    """Return the true counts and the hidden cells, both in reading order."""
    value: list[int | None] = []
    hidden: set[Cell] = set()
    for i, (row, shown) in enumerate(zip(table, published, strict=True), 1):
        for j, (count, text) in enumerate(zip(row, shown, strict=True), 1):
            if isinstance(count, str):
                raise BadValueError(
                    f'Antal nummer {j} på rad {i} är "{HIDDEN}"; ange den sanna tabellen först.'
                )
            if count is not None and not isinstance(text, int):
                hidden.add(len(value))
            elif count != text:
                raise BadValueError(
                    f"Antal nummer {j} på rad {i} skiljer sig mellan tabellen och den skyddade; "
                    "jämför samma tabell.",
                )
            value.append(count)
    return value, hidden

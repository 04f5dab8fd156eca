"""The same count in two tables: columns that agree wherever both are shown, and totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from math import prod
from typing import Final

from regso.core.disclosure.reader.shown import HIDDEN, At, Finding, Shown, number
from regso.core.disclosure.reader.sums import by_label, is_total

_BEYOND_CHANCE = 20
_ENOUGH = 20  # thresholds: a total this large is not within a threshold of another by chance
_ROWS = 2  # that make a sum
# Heads of columns that count all who are in the register, whatever their number.
_EVERYONE: Final = re.compile(
    r"nämnare|personer|befolkning|folkmängd|invånare|elever", re.IGNORECASE
)


def links(tables: Sequence[Shown]) -> Iterator[tuple[At, At]]:
    """Yield cells of two tables that are the same count: equal labels, and equal where shown."""
    for (i, one), (j, other) in combinations(enumerate(tables), 2):
        rows = [
            (a, other.rows.index(label))
            for a, label in enumerate(one.rows)
            if label and one.rows.count(label) == 1 and other.rows.count(label) == 1
        ]
        tried = max(1, len(one.counted) * len(other.counted))
        for p in one.counted:
            for r in other.counted:
                if _are_one(one, other, rows, (p, r), tried):
                    yield from ((At(i, a, p), At(j, b, r)) for a, b in rows)


def _are_one(
    one: Shown,
    other: Shown,
    rows: Sequence[tuple[int, int]],
    columns: tuple[int, int],
    tried: int,
) -> bool:
    pairs = [
        (number(one.values[a][columns[0]]), number(other.values[b][columns[1]])) for a, b in rows
    ]
    both = [(x, y) for x, y in pairs if x is not None and y is not None]
    agreed = prod(max(1.0, x) for x, _ in both)
    return all(x == y for x, y in both) and agreed >= _BEYOND_CHANCE * tried


def totals(tables: Sequence[Shown], threshold: float) -> Iterator[Finding]:
    """Yield what a total of one table tells of the parts of another.

    A column's total and its shown parts leave a small count for the only part that is hidden.
    A total of another table is believed if both columns count everyone by their heads, or if it
    is so large that it is not so near by chance.
    """
    for (i, one), (j, other) in permutations(enumerate(tables), 2):
        if i == j:
            continue
        for size, of_all in _sizes(one):
            for column in other.counted:
                is_same = of_all and _EVERYONE.search(other.columns[column])
                if not is_same and size < _ENOUGH * threshold:
                    continue
                for row in _lone_part(other, column, size, threshold):
                    left = int(size - _shown(other, column))
                    yield Finding(
                        other.name, other.rows[row], other.columns[column], left, "tables", one.name
                    )


def _sizes(table: Shown) -> set[tuple[float, bool]]:
    """Return the totals of a table's columns, shown or summed, and whether they count everyone."""
    found = set[tuple[float, bool]]()
    said = [i for i, label in enumerate(table.rows) if is_total(label)]
    for column in table.counted:
        shown = [number(table.values[i][column]) for i in said]
        whole = [size for size in shown if size is not None]
        values = [row[column] for row in table.values if row[column] is not None]
        of_all = _EVERYONE.search(table.columns[column]) is not None
        if whole:
            found.update((size, of_all) for size in whole)
        elif not said and len(values) >= _ROWS and HIDDEN not in values:
            found.add((_shown(table, column), of_all))
    return found


def _parts(table: Shown) -> list[int]:
    sums = {total for total, _, _ in by_label(table.rows)}
    return [i for i in range(len(table.rows)) if i not in sums and not is_total(table.rows[i])]


def _shown(table: Shown, column: int) -> float:
    return sum(number(table.values[i][column]) or 0 for i in _parts(table))


def _lone_part(table: Shown, column: int, size: float, threshold: float) -> list[int]:
    """Return the only hidden part of a column without a shown total, if it would be small."""
    said = [number(table.values[i][column]) for i, x in enumerate(table.rows) if is_total(x)]
    hidden = [i for i in _parts(table) if table.values[i][column] == HIDDEN]
    is_small = 0 < size - _shown(table, column) < threshold
    is_lone = len(hidden) == 1 and not any(value is not None for value in said)
    return hidden if is_lone and is_small else []

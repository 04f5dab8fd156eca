"""Counts rounded to a base: to the nearest, with sums kept, or at random.

References
----------
Cox and Ernst 1982, "Controlled rounding", INFOR 20:423–432: every two-way table can be rounded
to neighbouring multiples of the base with all sums kept.
Fellegi 1975, "Controlled random rounding", Survey Methodology 1:123–133: unbiased random rounding.
"""

from __future__ import annotations

from collections.abc import Sequence

from regso.core.disclosure.counts import Counts
from regso.core.disclosure.keys import DRAW_BITS, draw
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.solvers import fractions_equal, matrix_of, whole_numbers
from regso.errors import DomainError

_NEARLY = 1e-6
_NODES = 1000
_MOST_CELLS = 20_000

CountTable = Sequence[Sequence[int | None]]


def nearest(value: float, base: int) -> float:
    """Return the nearest multiple of the base; a half goes away from zero.

    >>> nearest(7, 5), nearest(7.5, 5), nearest(-7.5, 5)
    (5, 10.0, -10.0)
    """
    below = abs(value) // base * base
    rounded = below + base if 2 * (abs(value) - below) >= base else below
    return rounded if value > 0 else -rounded if rounded else 0


def keyed(value: int, base: int, key: bytes, cell: object = None) -> int:
    """Return the multiple of the base below or above, at random but always the same for a cell.

    Parameters
    ----------
    value : int
        A count r above a multiple of the base goes up with probability r / base, so that the
        expected value is the count itself.
    base : int, at least 1
    key : bytes
        The secret of the agency. Without it nobody can tell which way a count went.
    cell : object, shown by its repr
        Where the count stands. Equal counts in other cells may go the other way: were it not
        so, one count that becomes known would reveal all that are equal to it.
    """
    below, rest = divmod(value, base)
    number = draw(key, "rounding", value, base, cell)
    return base * (below + (number * base < rest << DRAW_BITS))


def controlled(table: CountTable, rows: Sums, columns: Sums, base: int) -> list[list[int | None]]:
    """Return the table with every count at a neighbouring multiple of the base and sums kept.

    Parameters
    ----------
    table : rows of int or None (blank), shape (m, n)
    rows, columns : Sums
        Where a side has no total, its sum too stays within one base of the true sum.
    base : int, at least 1

    Returns
    -------
    The rounded table of least total change: multiples of the base stay as they are.

    Raises
    ------
    DomainError
        No such table exists, which can happen when both sides have subtotals.
    """
    height, width = len(table), len(table[0])
    wide, columns = _with_total([list(row) for row in zip(*table, strict=True)], columns)
    tall, rows = _with_total([list(row) for row in zip(*wide, strict=True)], rows)
    flat = [cell or 0 for row in tall for cell in row]
    counts = Counts((len(tall), len(tall[0])), flat, [0] * len(flat), rows, columns)
    ups = _ups(counts, base)
    size = counts.shape[1]
    return [
        [
            None if table[i][j] is None else base * (flat[i * size + j] // base + ups[i * size + j])
            for j in range(width)
        ]
        for i in range(height)
    ]


def _with_total(lines: list[list[int | None]], sums: Sums) -> tuple[list[list[int | None]], Sums]:
    """Add the sum of the outermost lines, unless there is one outermost line already."""
    inside = {p for parts in sums.parts.values() for p in parts}
    top = [
        i for i in range(len(lines)) if i not in inside and (sums.is_tree or i not in sums.parts)
    ]
    if len(top) < 2:  # noqa: PLR2004 - a sum has two parts
        return lines, sums
    total: list[int | None] = [
        sum(v or 0 for v in values) for values in zip(*(lines[i] for i in top), strict=True)
    ]
    return [*lines, total], sums._replace(parts={**sums.parts, len(lines): tuple(top)})


def _ups(counts: Counts, base: int) -> list[int]:
    """Return 1 for the counts that go up, 0 for those that go down or stay."""
    rest = [int(value % base) for value in counts.value]
    equations = list(counts.equations())
    if len(equations) == 1:
        return _largest_rests(rest, *equations[0], base)
    if len(rest) > _MOST_CELLS:
        raise DomainError(
            f"Tabellen har {len(rest)} celler; dela den i delar om högst {_MOST_CELLS}."
        )
    entries: list[tuple[int, int, float]] = []
    sums: list[float] = []
    for total, parts in equations:
        entries += [(len(sums), total, 1.0), *((len(sums), p, -1.0) for p in parts)]
        low = counts.value[total] // base - sum(counts.value[p] // base for p in parts)
        sums.append(-float(low))
    costs = [float(base - 2 * r) for r in rest]
    bounds = [(0.0, float(r > 0)) for r in rest]
    matrix = matrix_of(entries, (len(sums), len(rest)))
    found = fractions_equal(costs, matrix, bounds, sums)
    if found is None or any(_NEARLY < y < 1 - _NEARLY for y in found):
        found = whole_numbers(costs, matrix, bounds, sums, sums, nodes=_NODES)
    if found is None:
        raise DomainError(
            f"Tabellen kan inte avrundas till {base} med alla summor kvar; ta bort delsummor bland "
            'raderna eller kolumnerna, eller använd metoden "närmast".',
        )
    return [round(y) for y in found]


def _largest_rests(rest: list[int], total: int, parts: list[int], base: int) -> list[int]:
    """Return the ups of a single sum: those of its parts that are nearest the multiple above."""
    whole, over = divmod(sum(rest[p] for p in parts), base)
    order = sorted(parts, key=lambda p: -rest[p])
    found: list[tuple[int, list[int]]] = []
    for up in range(whole, whole + 1 + (over > 0)):
        ups = [0] * len(rest)
        for part in order[:up]:
            ups[part] = 1
        ups[total] = up - whole
        found.append((sum(y * (base - 2 * r) for y, r in zip(ups, rest, strict=True)), ups))
    return min(found)[1]

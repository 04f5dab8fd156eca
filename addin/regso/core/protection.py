"""What a table must not reveal: its small counts, and how far each must be able to move."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from math import inf
from typing import NamedTuple

from regso.core.attack import Attack, Cell, Counts, Need, attack_on
from regso.core.layout import HIDDEN
from regso.core.margins import Sums
from regso.core.programs import matrix_of, whole_numbers
from regso.errors import BadValueError, DomainError

_MOST_CELLS = 20_000

Table = Sequence[Sequence[int | str | None]]


class Policy(NamedTuple):
    """What is sensitive, and what counts as little.

    Attributes
    ----------
    threshold : the lowest count that may be shown
    hide_zeros : 0 is sensitive too; a table without any 0 is as if zeros are shown
    by_value : hide as few persons as possible, instead of as few cells
    """

    threshold: int = 5
    hide_zeros: bool = False
    by_value: bool = False


@dataclass(frozen=True)
class Problem:
    """A table, what it must not reveal, and what may be hidden for that.

    Attributes
    ----------
    counts : Counts
    given : the counts that are hidden from the start: the small ones, and those already hidden
    needs : list of Need
    free : the other counts that may be hidden
    """

    counts: Counts
    attack: Attack
    given: frozenset[Cell]
    free: frozenset[Cell]
    needs: list[Need]

    def is_safe(self, hidden: AbstractSet[Cell]) -> bool:
        """Audit a pattern: tell whether every need is met."""
        return all(self.attack.move(need, hidden) is not None for need in self.needs)


def problem_of(table: Table, rows: Sums, columns: Sums, policy: Policy) -> Problem:
    """Return what a table must not reveal, and the counts to start from."""
    flat = [cell for row in table for cell in row]
    if len(flat) > _MOST_CELLS and (rows.parts or columns.parts):
        raise DomainError(
            f"Tabellen har {len(flat)} celler och summor; dela den i delar om högst {_MOST_CELLS}.",
        )
    unknown = frozenset(i for i, v in enumerate(flat) if v == HIDDEN)
    hide_zeros = policy.hide_zeros and (0 in flat or bool(unknown))
    floor = [int(v is not None and v != 0 and not hide_zeros) for v in flat]
    value = [v if isinstance(v, int) else floor[i] for i, v in enumerate(flat)]
    counts = Counts((len(table), len(table[0])), value, floor, rows, columns)
    if unknown:
        counts = replace(counts, value=_fitting(counts, sorted(unknown)))
    attack = attack_on(counts)
    lowest = 0 if hide_zeros else 1
    small = {i for i, v in enumerate(flat) if isinstance(v, int) and lowest <= v < policy.threshold}
    given = unknown | small
    surely_small = {
        i
        for i in unknown
        if attack.move(Need(i, max(0, policy.threshold - counts.value[i])), given) is None
    }
    needs = [
        need
        for cell in sorted(small | surely_small)
        for need in needs_of(counts, cell, policy.threshold)
    ]
    free = frozenset(i for i, v in enumerate(flat) if isinstance(v, int) and v >= lowest) - given
    return Problem(counts, attack, given, free, needs)


def needs_of(counts: Counts, cell: Cell, threshold: int) -> list[Need]:
    """Return how far a sensitive count must be able to rise and to fall.

    It must admit all from the least possible to threshold - 1, and two numbers at least.
    """
    width = counts.shape[1]
    value = counts.value[cell]
    rows, columns = counts.rows.leaves(cell // width), counts.columns.leaves(cell % width)
    if counts.floor[cell]:
        least = sum(counts.value[i * width + j] > 0 for i in rows for j in columns)
    else:
        least = min(value, 1)
    top = max(threshold - 1, least + 1)
    moves = (min(0, least - value), max(0, top - value))
    return [Need(cell, by) for by in moves if by]


def _fitting(counts: Counts, unknown: Sequence[Cell]) -> list[int]:
    """Return counts that fit the sums, where some are not known."""
    at = {cell: j for j, cell in enumerate(unknown)}
    entries: list[tuple[int, int, float]] = []
    sums: list[float] = []
    for total, parts in counts.equations():
        signed = [(total, 1), *((p, -1) for p in parts)]
        entries += [(len(sums), at[c], sign) for c, sign in signed if c in at]
        sums.append(-sum(sign * counts.value[c] for c, sign in signed if c not in at))
    found = whole_numbers(
        [0.0] * len(unknown),
        matrix_of(entries, (len(sums), len(unknown))),
        [(counts.floor[c], inf) for c in unknown],
        sums,
        sums,
    )
    if found is None:
        raise BadValueError(
            'Inga antal i cellerna med ".." ger tabellens summor; rätta summorna, '
            'eller ange nollor "dölj" om ".." kan stå för 0.',
        )
    value = list(counts.value)
    for cell, number in zip(unknown, found, strict=True):
        value[cell] = round(number)
    return value

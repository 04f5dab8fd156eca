"""Which counts to hide in the same table of several units and of all of them together.

Each count of the whole is the sum of the units' counts. A reader has every unit's table and the
whole one, so they are one problem: the sums of each table, and those over the units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regso.core.disclosure.counts import Cell, Need
from regso.core.disclosure.joint.sets import safe_pattern
from regso.core.disclosure.problem import Cost, Problem
from regso.core.disclosure.programs import Programs
from regso.errors import BadValueError, DomainError

_MOST_CELLS = 12_000
Balance = Mapping[Cell, int]


class Posed(NamedTuple):
    """What a unit's table must not reveal, and what it would hide by itself.

    Attributes
    ----------
    value, floor : per cell, as `counts.Known` has them
    balances : every relation as the signs of its cells
    given : the counts that are hidden from the start
    needs : how far small counts must be able to move
    costs : what hiding each further count costs, the most important cost first
    hidden : all that is hidden when nobody has the other units' tables
    """

    value: Sequence[float]
    floor: Sequence[int]
    balances: Sequence[Balance]
    given: frozenset[Cell]
    needs: Sequence[Need]
    costs: Sequence[Cost]
    hidden: frozenset[Cell]


def posed(problem: Problem, hidden: frozenset[Cell] | None) -> Posed:
    """Return a problem as it is told to who settles it; without a safe pattern all is hidden."""
    counts = problem.counts
    return Posed(
        counts.value,
        counts.floor,
        list(counts.balances()),
        problem.given,
        problem.needs,
        [dict(cost) for cost in problem.costs],
        problem.given.union(problem.free) if hidden is None else hidden,
    )


def hidden_in_units(units: Sequence[Posed], whole: Posed) -> list[frozenset[Cell]]:
    """Return the cells to hide in each unit's table, and last in that of all of them.

    Parameters
    ----------
    units : sequence of Posed
    whole : Posed
        Counts that are not the sum of the units' are the same in all tables: what is known of the
        country and not counted in the register.

    Raises
    ------
    BadValueError
        The tables have different forms, or a count is neither the units' sum nor the same.
    DomainError
        They are too large.
    """
    tables = [*units, whole]
    size = len(whole.value)
    if any(len(table.value) != size for table in units):
        raise BadValueError(
            "Enheternas tabeller har olika många rader eller kolumner; ge dem samma kategorier."
        )
    if size * len(tables) > _MOST_CELLS:
        raise DomainError(
            f"Enheternas tabeller har {size * len(tables)} antal; skydda högst {_MOST_CELLS} "
            "tillsammans, med färre enheter eller en mindre tabell."
        )
    if not any(table.needs for table in tables):
        return [table.hidden for table in tables]
    moved = [_moved(table, t * size) for t, table in enumerate(tables)]
    counts = _Together(
        [v for table in tables for v in table.value],
        [f for table in tables for f in table.floor],
        [*(b for table in moved for b in table.balances), *_sums(tables)],
    )
    given = frozenset[Cell]().union(*(table.given for table in moved))
    costs = [
        {cell: price for cost in level for cell, price in cost.items()}
        for level in zip(*(table.costs for table in moved), strict=True)
    ]
    problem = Problem(counts, Programs(counts), given, [], costs)
    hidden = safe_pattern(
        problem,
        [_steps(need) for table in moved for need in table.needs],
        {c for c in given if counts.value[c] == 1},
        frozenset[Cell]().union(*(table.hidden for table in moved)) - given,
    )
    return [
        frozenset(c - t * size for c in hidden if t * size <= c < (t + 1) * size)
        for t in range(len(tables))
    ]


@dataclass(frozen=True)
class _Together:
    """The counts of all tables, one after the other (see `counts.Known`)."""

    value: Sequence[float]
    floor: Sequence[int]
    signs: Sequence[Balance]

    def balances(self) -> Iterator[dict[Cell, int]]:
        return map(dict, self.signs)

    def fall(self, cell: Cell) -> float:
        return max(0, self.value[cell] - self.floor[cell])

    def needs(self, cell: Cell, threshold: float) -> list[Need]:
        raise NotImplementedError  # each table has said its own


def _moved(table: Posed, by: int) -> Posed:
    """Return a table whose cells are numbered from `by`."""
    return table._replace(
        balances=[{c + by: sign for c, sign in b.items()} for b in table.balances],
        given=frozenset(c + by for c in table.given),
        needs=[need._replace(cell=need.cell + by) for need in table.needs],
        costs=[{c + by: price for c, price in cost.items()} for cost in table.costs],
        hidden=frozenset(c + by for c in table.hidden),
    )


def _sums(tables: Sequence[Posed]) -> Iterator[Balance]:
    """Yield the sums over the units, but of counts that are the same in all tables."""
    *units, whole = tables
    size = len(whole.value)
    for cell, total in enumerate(whole.value):
        parts = [unit.value[cell] for unit in units]
        if sum(parts) == total:
            own = {cell + t * size: -1 for t in range(len(units))}
            yield {cell + len(units) * size: 1, **own}
        elif any(part != total for part in parts):
            raise BadValueError(
                f"Ett antal är {total:g} för alla enheter och {sum(parts):g} för dem en och en; "
                "publicera utan --per, eller med ett register där varje rad hör till en enhet."
            )


def _steps(need: Need) -> list[Need]:
    """Return every whole step to where a count must be able to move, the whole way last."""
    step = 1 if need.by > 0 else -1
    return [need._replace(by=by) for by in range(step, int(need.by) + step, step)]

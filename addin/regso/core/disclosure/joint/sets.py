"""Which counts of several tables must be hidden so that they reveal no small count together.

The promise is that of one table (`suppression`), for a reader who has all the tables: every
small count, in whichever table, can be any number to threshold - 1 from the least that is possible
when all counts but the zeros are hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from regso.core.disclosure.bytype import SUMS, TYPES
from regso.core.disclosure.counts import Cell
from regso.core.disclosure.insiders import insider_needs
from regso.core.disclosure.joint.linked import Name, NamedTable, joined
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.problem import Cost, Problem
from regso.core.disclosure.programs import Programs
from regso.core.disclosure.suppression import further_cells
from regso.errors import DomainError

_MOST_CELLS = 5_000
_HIGHEST = 100
"""The highest threshold: every number below it is tried in every small count."""


def hidden_in_set(
    tables: Sequence[NamedTable], threshold: int, dear: AbstractSet[Name] = frozenset()
) -> frozenset[Name]:
    """Return the names of the counts to hide, in every table where they stand.

    Parameters
    ----------
    tables : sequence of NamedTable
    threshold : int
        The lowest count that may be shown.
    dear : set of names
        Counts of which as few as possible are hidden beyond the small ones.

    Raises
    ------
    BadValueError
        A name has two counts (see `joined`).
    DomainError
        The set is too large, or the threshold too high.
    """
    if threshold > _HIGHEST:
        raise DomainError(
            f"Tröskeln är {threshold}; skydda tabeller tillsammans med högst {_HIGHEST}."
        )
    cells, counts = joined(tables)
    if len(cells) > _MOST_CELLS:
        raise DomainError(
            f"Tabellerna har {len(cells)} olika antal; skydda högst {_MOST_CELLS} tillsammans."
        )
    given = frozenset(c for c, v in enumerate(counts.value) if 0 < v < threshold)
    if not given:
        return frozenset()
    free = {c: v for c, v in enumerate(counts.value) if v >= threshold}
    wanted = {cells[name] for name in dear if name in cells}
    costs: list[Cost] = [{c: int(c in wanted) for c in free}, dict.fromkeys(free, 1), free]
    hidden = _pattern(Problem(counts, Programs(counts), given, [], costs), threshold)
    return frozenset(name for name, cell in cells.items() if cell in hidden)


def hidden_in_crosstabs(
    tables: Sequence[Sequence[Sequence[float]]], threshold: int
) -> frozenset[tuple[int, int, int]]:
    """Return table, row and column of the cells to hide in cross tables of one register.

    Parameters
    ----------
    tables : sequence of the rows of `crosstab`
        By områdestyp and category; the last column is the total, the same in all tables. Counts
        of the five types are what they are for: sums and okänd are hidden before them.
    threshold : int
        The lowest count that may be shown.
    """
    named = []
    for t, table in enumerate(tables):
        last = len(table[0]) - 1
        names = [[(t if j < last else -1, i, j if j < last else -1) for j in range(last + 1)]
                 for i in range(len(table))]  # fmt: skip
        counts = [[int(count) for count in row] for row in table]
        named.append(NamedTable(names, counts, (SUMS, Sums({last: tuple(range(last))}))))
    dear = {name for table in named for i in TYPES for name in table.names[i]}
    hidden = hidden_in_set(named, threshold, dear)
    return frozenset(
        (t, i, j)
        for t, table in enumerate(named)
        for i, row in enumerate(table.names)
        for j, name in enumerate(row)
        if name in hidden
    )


def _pattern(problem: Problem, threshold: int) -> frozenset[Cell]:
    """Return a safe pattern: first the ends of what each count must be able to be, then all.

    Last what those who are alone in a hidden count must not work out of the others.
    """
    everything = problem.given | problem.costs[0].keys()
    possible = [
        [n for n in problem.counts.needs(c, threshold) if problem.attack.move(n, everything)]
        for c in sorted(problem.given)
    ]
    needs = list(dict.fromkeys(n for each in possible for n in (each[:1] + each[-1:])))
    whole = replace(problem, needs=[n for each in possible for n in each])
    loners = {c for c in problem.given if problem.counts.value[c] == 1}
    while True:
        hidden = problem.given | further_cells(replace(problem, needs=needs))
        lacking = [n for n in whole.needs if problem.attack.move(n, hidden) is None]
        lacking = lacking or insider_needs(whole, hidden, loners)
        if not lacking:
            return hidden
        if set(lacking) & set(needs):
            raise RuntimeError("the pattern is not safe")
        needs += lacking

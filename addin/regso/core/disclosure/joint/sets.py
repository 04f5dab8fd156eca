"""Which counts of several tables must be hidden so that they reveal no small count together.

The promise is that of one table (`suppression`), for a reader who has all the tables: every
small count, in whichever table, can be any number to threshold - 1 from the least that is possible
when all counts but the zeros are hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from regso.core.disclosure import siblings
from regso.core.disclosure.bytype import SUMS, TYPES
from regso.core.disclosure.counts import Cell, Need
from regso.core.disclosure.growth import grown_and_thinned
from regso.core.disclosure.highs import OutOfWorkError, at_most
from regso.core.disclosure.insiders import insider_needs
from regso.core.disclosure.joint.linked import NOTHING, Between, Linked, Name, NamedTable, joined
from regso.core.disclosure.keys import drawn_prices
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.problem import Cost, Problem
from regso.core.disclosure.programs import Programs
from regso.core.disclosure.suppression import further_cells
from regso.errors import DomainError

Search = Callable[[Problem, frozenset[Cell]], frozenset[Cell] | None]

_MOST_CELLS = 5_000
_MOST_WORK = 40_000_000  # of programs (see `highs`); of a usual set at most a million
_NOT_SETTLED = (
    "Tabellerna hör ihop på ett sätt som inte gick att pröva till slut; skydda dem i mindre delar, "
    "eller ta bort de summor som inte behövs."
)
_HIGHEST = 100
"""The highest threshold: every number below it is tried in every small count."""


def hidden_in_set(
    tables: Sequence[NamedTable],
    threshold: int,
    dear: AbstractSet[Name] = frozenset(),
    between: Between = NOTHING,
    *,
    key: bytes | None = None,
) -> frozenset[Name]:
    """Return the names of the counts to hide, in every table where they stand.

    Parameters
    ----------
    tables : sequence of NamedTable
    threshold : int
        The lowest count that may be shown.
    dear : set of names
        Counts of which as few as possible are hidden beyond the small ones.
    between : Between
        What joins the tables besides names. The pattern is safe for who knows of the doubtful sums
        and of the rests, and for who does not; a small rest is protected as other small counts.
    key : bytes or None
        The agency's secret, which then chooses among equal patterns; else the fewest persons do.

    Raises
    ------
    BadValueError
        A name has two counts (see `joined`).
    DomainError
        The set is too large, or takes too much work, or the threshold is too high.
    """
    siblings.refuse("Tabeller som skyddas tillsammans")
    if threshold > _HIGHEST:
        raise DomainError(
            f"Tröskeln är {threshold}; skydda tabeller tillsammans med högst {_HIGHEST}."
        )
    cells, counts = joined(tables, Between(between.balances))
    if len(cells) > _MOST_CELLS:
        raise DomainError(
            f"Tabellerna har {len(cells)} olika antal; skydda högst {_MOST_CELLS} tillsammans."
        )
    wanted = frozenset(cells[name] for name in dear if name in cells)
    try:
        with at_most(_MOST_WORK):
            hidden = _hidden(counts, threshold, wanted, key)
            if between.doubtful or between.rests:
                value = {name: counts.value[cell] for name, cell in cells.items()}
                _, more = joined(tables, _with_small_rests(between, value, threshold))
                hidden = _hidden(more, threshold, wanted, key, hidden, _grown)
    except OutOfWorkError as error:
        raise DomainError(_NOT_SETTLED) from error
    return frozenset(name for name, cell in cells.items() if cell in hidden)


def _with_small_rests(between: Between, value: Mapping[Name, float], threshold: int) -> Between:
    """Return what joins tables, with the coarser rests that are small among the others."""
    left = [(sum(s * value[name] for name, s in rest.items()), rest) for rest in between.coarser]
    small = [rest for number, rest in left if 0 < number < threshold]
    return between._replace(rests=[*between.rests, *small])


def _hidden(
    counts: Linked,
    threshold: int,
    dear: AbstractSet[Cell],
    key: bytes | None,
    known: frozenset[Cell] = frozenset(),
    search: Search = further_cells,
) -> frozenset[Cell]:
    """Return the cells to hide in a set, with those that are hidden in it whatever else is."""
    small = counts.small(threshold)
    if not small:
        return known
    free = {c: counts.value[c] for c in counts.free(threshold) if c not in known}
    costs: list[Cost] = [{c: int(c in dear) for c in free}, dict.fromkeys(free, 1)]
    costs.append(drawn_prices(key, free, by_value=False))
    return safe_pattern(
        Problem(counts, Programs(counts), small.union(counts.rests, known), [], costs),
        [counts.needs(c, threshold) for c in sorted(small)],
        {c for c in small if counts.value[c] == 1},
        search=search,
    )


def _grown(problem: Problem, known: frozenset[Cell]) -> frozenset[Cell] | None:
    """Return a safe pattern that is grown from the known further counts, if one is found."""
    return grown_and_thinned(problem, problem.prices(), known, stay=False)


def hidden_in_crosstabs(
    tables: Sequence[Sequence[Sequence[float]]], threshold: int, key: bytes | None = None
) -> frozenset[tuple[int, int, int]]:
    """Return table, row and column of the cells to hide in cross tables of one register.

    Parameters
    ----------
    tables : sequence of the rows of `crosstab`
        By områdestyp and category; the last column is the total, the same in all tables. Counts
        of the five types are what they are for: sums and okänd are hidden before them.
    threshold : int
        The lowest count that may be shown.
    key : bytes or None
        As for `hidden_in_set`.
    """
    named = []
    for t, table in enumerate(tables):
        last = len(table[0]) - 1
        names = [[(t if j < last else -1, i, j if j < last else -1) for j in range(last + 1)]
                 for i in range(len(table))]  # fmt: skip
        counts = [[int(count) for count in row] for row in table]
        named.append(NamedTable(names, counts, (SUMS, Sums({last: tuple(range(last))}))))
    dear = {name for table in named for i in TYPES for name in table.names[i]}
    hidden = hidden_in_set(named, threshold, dear, key=key)
    return frozenset(
        (t, i, j)
        for t, table in enumerate(named)
        for i, row in enumerate(table.names)
        for j, name in enumerate(row)
        if name in hidden
    )


def _is_possible(problem: Problem, need: Need, everything: AbstractSet[Cell]) -> bool:
    """Tell whether anything makes a move possible; what is not settled is refused."""
    if problem.attack.move(need, everything):
        return True
    attack = problem.attack
    programs = attack if isinstance(attack, Programs) else Programs(problem.counts)
    settled = programs.settles(need, everything)
    if settled is None:
        raise DomainError(_NOT_SETTLED)
    return settled


def safe_pattern(
    problem: Problem,
    wanted: Sequence[Sequence[Need]],
    loners: AbstractSet[Cell],
    known: frozenset[Cell] = frozenset(),
    search: Search = further_cells,
) -> frozenset[Cell]:
    """Return a safe pattern: first the ends of what each count must be able to be, then all.

    Last what those who are alone in a hidden count must not work out of the others.

    Parameters
    ----------
    problem : Problem
        Its needs are not read.
    wanted : sequence of sequences of Need
        Moves of each count, in order; those that nothing makes possible are no needs.
    loners : set of int
        Counts that are 1.
    known : frozenset of int
        Further counts to begin with.
    search : what finds the further counts of a problem, from those that are known
    """
    everything = problem.given | problem.costs[0].keys()
    possible = [[n for n in moves if _is_possible(problem, n, everything)] for moves in wanted]
    needs = list(dict.fromkeys(n for each in possible for n in (each[:1] + each[-1:])))
    whole = replace(problem, needs=[n for each in possible for n in each])
    while True:
        found = search(replace(problem, needs=needs), known)
        if found is None:  # a search for whole numbers came to its limit: there is a pattern
            raise DomainError(_NOT_SETTLED)
        known, hidden = found, problem.given | found
        lacking = [n for n in whole.needs if problem.attack.move(n, hidden) is None]
        lacking = lacking or insider_needs(whole, hidden, loners)
        if not lacking:
            return hidden
        if set(lacking) & set(needs):  # found before, and not again: a search came to its limit
            raise DomainError(_NOT_SETTLED)
        needs += lacking
        search = _grown

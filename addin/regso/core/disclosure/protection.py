"""What a table in a sheet must not reveal: its small counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from math import inf
from types import MappingProxyType
from typing import NamedTuple

from regso.core.disclosure.counts import Attack, Cell, Counts, Need
from regso.core.disclosure.flows import Flows, arcs_of
from regso.core.disclosure.keys import drawn_prices
from regso.core.disclosure.layout import HIDDEN
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.problem import Cost, Problem
from regso.core.disclosure.programs import Programs
from regso.core.disclosure.solvers import matrix_of, whole_numbers
from regso.errors import BadValueError, DomainError

_MOST_CELLS = 20_000
_LARGEST_IN_PROGRAMS = 10**9  # HiGHS tells whole numbers apart up to about so many
SHOW, HIDE = "visa", "dölj"

ShownCounts = Sequence[Sequence[int | str | None]]


class Policy(NamedTuple):
    """What is sensitive, and what counts as little.

    Attributes
    ----------
    threshold : the lowest count that may be shown
    hide_zeros : 0 is sensitive too; a table without any 0 is as if zeros are shown
    by_value : hide as few persons as possible, instead of as few cells
    dear_rows : rows in which as few further cells as possible are hidden, before all else
    key : the agency's secret; with it no choice between patterns follows from the counts alone
    guard_loners : nobody who is alone in a cell may work out another small count
    wishes : for some cells SHOW, HIDE or how much dearer hiding them is than other cells, 0 or more
    """

    threshold: int = 5
    hide_zeros: bool = False
    by_value: bool = False
    dear_rows: tuple[int, ...] = ()
    key: bytes | None = None
    guard_loners: bool = False
    wishes: Mapping[Cell, str | int] = MappingProxyType({})


def problem_of(table: ShownCounts, rows: Sums, columns: Sums, policy: Policy) -> Problem:
    """Return what a table must not reveal, and the counts to start from."""
    flat = [cell for row in table for cell in row]
    if len(flat) > _MOST_CELLS and (rows.parts or columns.parts):
        raise DomainError(
            f"Tabellen har {len(flat)} celler och summor; dela den i delar om högst {_MOST_CELLS}.",
        )
    unknown = {i for i, v in enumerate(flat) if v == HIDDEN}
    hide_zeros = policy.hide_zeros and (0 in flat or bool(unknown))
    counts = counts_with(table, (rows, columns), zeros_shown=not hide_zeros)
    lowest = 0 if hide_zeros else 1
    small = {i for i, v in enumerate(flat) if isinstance(v, int) and lowest <= v < policy.threshold}
    _refuse_impossible(table, small | unknown, policy.wishes)
    asked = {i for i, wish in policy.wishes.items() if wish == HIDE and flat[i] is not None}
    given = frozenset(unknown | small | asked)
    attack = attack_on(counts)
    sensitive = sorted(small | _surely_small(attack, counts, unknown, given, policy.threshold))
    needs = [need for cell in sensitive for need in counts.needs(cell, policy.threshold)]
    if rows.others or columns.others:
        everything = {i for i, v in enumerate(flat) if v is not None and (v or hide_zeros)}
        needs = [met for need in needs if (met := _possible(attack, need, everything)) is not None]
    value = {i: v for i, v in enumerate(flat) if isinstance(v, int) and v >= lowest}
    free = {i: v for i, v in value.items() if i not in given and policy.wishes.get(i) != SHOW}
    return Problem(counts, attack, given, needs, _costs(free, len(table[0]), policy))


def _refuse_impossible(
    table: ShownCounts, hidden: AbstractSet[Cell], wishes: Mapping[Cell, str | int]
) -> None:
    """Raise if a count must be shown that is small, or a 0 hidden where zeros are shown."""
    for cell, wish in wishes.items():
        i, j = divmod(cell, len(table[0]))
        where = f"antal nummer {j + 1} på rad {i + 1} bland antalen"
        if wish == SHOW and cell in hidden:
            raise DomainError(
                f'Krav är "{SHOW}" för {where}, som måste döljas; ta bort det kravet.'
            )
        if wish == HIDE and table[i][j] == 0 and cell not in hidden:
            raise DomainError(
                f'Krav är "{HIDE}" för {where}, som är 0, och nollor visas; ta bort det kravet '
                f'eller ange nollor "{HIDE}".'
            )


def attack_on(counts: Counts) -> Attack:
    """Return the fastest exact attack on a table."""
    arcs = arcs_of(counts)
    if arcs is not None:
        return Flows(counts, arcs)
    if max(counts.value, default=0) > _LARGEST_IN_PROGRAMS:
        raise DomainError("Tabellens antal är för stora att granska; dela tabellen i delar.")
    return Programs(counts)


def counts_with(table: ShownCounts, sums: tuple[Sums, Sums], *, zeros_shown: bool) -> Counts:
    """Return the counts of a table, with some that fit where they are hidden already.

    Raises
    ------
    BadValueError
        None fit.
    """
    flat = [cell for row in table for cell in row]
    shape = len(table), len(table[0])
    floor = [int(v is not None and v != 0 and zeros_shown) for v in flat]
    value = [v if isinstance(v, int) else floor[i] for i, v in enumerate(flat)]
    counts = Counts(shape, value, floor, *sums)
    unknown = [i for i, v in enumerate(flat) if v == HIDDEN]
    return replace(counts, value=_fitting(counts, unknown)) if unknown else counts


def _surely_small(
    attack: Attack,
    counts: Counts,
    unknown: set[Cell],
    given: frozenset[Cell],
    threshold: int,
) -> set[Cell]:
    """Return the counts, among those hidden already, that a reader knows to be small."""
    return {
        i
        for i in unknown
        if attack.move(Need(i, max(0, threshold - counts.value[i])), given) is None
    }


def _possible(attack: Attack, need: Need, everything: AbstractSet[Cell]) -> Need | None:
    """Return as much of a need as can be met when everything is hidden."""
    step = 1 if need.by > 0 else -1
    for by in range(int(need.by), 0, -step):
        nearer = need._replace(by=by)
        if attack.move(nearer, everything) is not None:
            return nearer
    return None


def _costs(value: dict[Cell, int], width: int, policy: Policy) -> list[Cost]:
    """Return what hiding each count costs, the most important cost first."""
    weight = {cell: w if isinstance(w := policy.wishes.get(cell), int) else 1 for cell in value}
    cells: list[Cost] = [weight]
    if policy.by_value:
        value = {cell: weight[cell] * persons for cell, persons in value.items()}
        cells = []
    if policy.dear_rows:
        cells.insert(0, {cell: int(cell // width in policy.dear_rows) for cell in value})
    return [*cells, drawn_prices(policy.key, value, by_value=policy.by_value)]


def _fitting(counts: Counts, unknown: Sequence[Cell]) -> list[float]:
    """Return counts that fit the sums, where some are not known."""
    at = {cell: j for j, cell in enumerate(unknown)}
    entries: list[tuple[int, int, float]] = []
    sums: list[float] = []
    for signs in counts.balances():
        entries += [(len(sums), at[c], sign) for c, sign in signs.items() if c in at]
        sums.append(-sum(sign * counts.value[c] for c, sign in signs.items() if c not in at))
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

"""The worksheet function that says what a ranking of areas owes to chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from math import fsum
from operator import gt, truediv
from typing import NamedTuple, cast

from regso.core.disclosure.joint.nested import is_small
from regso.core.disclosure.siblings import are_settled
from regso.core.measures.question import smoothing
from regso.core.measures.rates import wilson
from regso.core.measures.typetable import HIDDEN
from regso.errors import CellError, DomainError
from regso.functions.arguments.kinds import CellRange, Codes, Level, Threshold
from regso.functions.question.targeting import FAMILY
from regso.functions.register import label_of, labels_of
from regso.functions.registry import Cell, Cells, Table, worksheet
from regso.functions.sidebyside import by_row, number

_WIDTH = 6
_RANK = 2
_COLUMNS_READ = 3
_ABOVE, _WITHIN, _BELOW = "över", "inom", "under"


class _Areas(NamedTuple):
    """The rows that are areas, in their order.

    Attributes
    ----------
    rows : sequence of int
    cases, persons : sequences of float
    groups : sequence of str, or None for one group of all
    """

    rows: Sequence[int]
    cases: Sequence[float]
    persons: Sequence[float]
    groups: Sequence[str] | None = None


class _Judged(NamedTuple):
    """The shares of areas drawn towards the mean, and where chance would have them."""

    smoothed: list[float]
    low: list[float]
    high: list[float]


@worksheet(FAMILY)
def REGSO_UTJAMNAD(
    taljare: Codes,
    namnare: Codes,
    grupp: CellRange = None,
    konf: Level = 0.95,
    troskel: Threshold = None,
) -> Table:
    """Områdenas andelar utjämnade mot medelvärdet, med rang och gränser för vad slumpen gör.

    taljare: antal personer som berörs per område, en kolumn
    namnare: antal personer per område, minst taljare
    grupp: grupp per område, till exempel områdestyp; utelämnat betyder ett enda medelvärde
    konf: gränsernas konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal personer; det som bygger på ett mindre antal är ".."
    exempel: =REGSO_UTJAMNAD({12;30;9;80};{40;300;50;400})
    """
    columns = {"taljare": taljare, "namnare": namnare}
    if grupp is not None:
        columns["grupp"] = grupp
    areas = _plain(columns, troskel)
    if areas is not None:
        return _answers(areas, konf, troskel)
    read = by_row(_read(troskel), _COLUMNS_READ, columns, frozenset({"grupp"}))
    found = [(i, x, n, str(group)) for i, (x, n, group) in enumerate(read) if isinstance(x, float)]
    if not found:
        return [[row[0]] * _WIDTH for row in read]
    areas = _Areas(*zip(*found, strict=True))
    answers = dict(zip(areas.rows, _answers(areas, konf, troskel), strict=True))
    return [answers.get(i) or [row[0]] * _WIDTH for i, row in enumerate(read)]


def _plain(columns: Mapping[str, Cells], threshold: float | None) -> _Areas | None:
    """Return the areas if every row is one, which is told for all at once; else None."""
    if len({cells.shape for cells in columns.values()}) > 1:
        return None
    cases, persons, *groups = (cells.flat() for cells in columns.values())
    if not cases or {*map(type, cases), *map(type, persons)} != {float}:
        return None
    xs, ns = cast("list[float]", cases), cast("list[float]", persons)
    if columns["taljare"].shape[1] > 1 or min(xs) < 0 or not min(ns) > 0 or any(map(gt, xs, ns)):
        return None
    if threshold is not None and not all(map(float.is_integer, chain(xs, ns))):
        return None
    if groups and any(isinstance(cell, CellError) for cell in groups[0]):
        return None
    return _Areas(range(len(xs)), xs, ns, labels_of(groups[0]) if groups else None)


def _read(threshold: float | None) -> Callable[..., Sequence[Cell]]:
    """Return what reads a row: its cases, its persons and its group."""

    def read(taljare: Cell, namnare: Cell, grupp: Cell = None) -> Sequence[Cell]:
        x, n = float(number(taljare)), float(number(namnare))
        if n <= 0 or not 0 <= x <= n:
            wilson(x, n)  # refuses what is no share
        for name, value in (("taljare", x), ("namnare", n)):
            if threshold is not None and value != value // 1:
                raise DomainError(f"{name} {value:g} är inget antal personer; ange ett helt tal.")
        return [x, n, label_of(grupp)]

    return read


def _answers(areas: _Areas, level: float, threshold: float | None) -> Table:
    """Return the cells of each area."""
    members = _members(areas)
    found = _judged(areas, members, level)
    shares = [*map(truediv, areas.cases, areas.persons)]
    places = _places(found.smoothed)
    positions = map(_position, shares, found.low, found.high)
    ranks = map(places.__getitem__, found.smoothed)
    table: Table = [
        *map(list, zip(shares, found.smoothed, ranks, found.low, found.high, positions,
                       strict=True)),
    ]  # fmt: skip
    few = _few(areas, threshold)
    for at in range(len(table)) if few else ():
        table[at][_RANK] = HIDDEN
    for rows in members:
        if not few.isdisjoint(rows):
            for at in rows:
                table[at][1:] = [HIDDEN] * (_WIDTH - 1)
    for at in few:
        table[at] = [HIDDEN] * _WIDTH
    return table


def _members(areas: _Areas) -> list[Sequence[int]]:
    """Return the places of the areas of each group."""
    if areas.groups is None:
        return [range(len(areas.rows))]
    members: dict[str, list[int]] = {}
    for at, group in enumerate(areas.groups):
        members.setdefault(group, []).append(at)
    return [*members.values()]


def _judged(areas: _Areas, members: Sequence[Sequence[int]], level: float) -> _Judged:
    """Return the shares drawn to the mean of their group, and where chance would have them."""
    if len(members) == 1:
        return _of_group(areas.cases, areas.persons, level)
    judged = _Judged(*([0.0] * len(areas.rows) for _ in _Judged._fields))
    for rows in members:
        cases, persons = ([column[at] for at in rows] for column in (areas.cases, areas.persons))
        for column, values in zip(judged, _of_group(cases, persons, level), strict=True):
            for at, value in zip(rows, values, strict=True):
                column[at] = value
    return judged


def _of_group(cases: Sequence[float], persons: Sequence[float], level: float) -> _Judged:
    mean = fsum(cases) / fsum(persons)
    limits = {n: smoothing.funnel(mean, max(1, round(n)), level) for n in {*persons}}
    low, high = ({n: found[side] for n, found in limits.items()} for side in (0, 1))
    return _Judged(
        smoothing.smoothed([*zip(cases, persons, strict=True)]),
        [*map(low.__getitem__, persons)],
        [*map(high.__getitem__, persons)],
    )


def _few(areas: _Areas, threshold: float | None) -> set[int]:
    """Return the places of the areas whose cases, or other persons, are too few to be shown."""
    if threshold is None:
        return set()
    if are_settled():
        return set(range(len(areas.rows)))
    pairs = zip(areas.cases, areas.persons, strict=True)
    return {at for at, pair in enumerate(pairs) if is_small(pair, threshold)}


def _position(share: float, low: float, high: float) -> str:
    if low <= share <= high:
        return _WITHIN
    return _BELOW if share < low else _ABOVE


def _places(values: Sequence[float]) -> dict[float, float]:
    """Return the place of each value, the largest first; equal ones have the same."""
    ranked = sorted(values)
    last = float(len(ranked))
    # The last place that a value is written with is that of the largest of its equals.
    return {value: last - at for at, value in enumerate(ranked)}

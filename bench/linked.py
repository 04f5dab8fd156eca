"""Tables that are published together: what is hidden beside the least that is safe.

Random sets of two to five tables of one register, linked without rings. The optimum is found from
the definition of the promise alone: a program of whole numbers chooses the counts to hide, each
number that a small count must be able to be is tried as a program of its own, and what fails is a
further condition on the choice, until nothing fails.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, product
from time import perf_counter
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from measure import VALUE, Result
from regso.core.disclosure.joint.linked import Name, NamedTable
from regso.core.disclosure.joint.sets import hidden_in_crosstabs, hidden_in_set
from regso.core.disclosure.margins import Sums

_SEED = 2022
_THRESHOLD = 5
_FAR = 10_000  # more than any count of these sets
_LIMIT_SECONDS = 5
_TYPES = range(5)
_TYPE_ROWS = [[0], [1], [2], [3], [4], [0, 1], [5], [0, 1, 2, 3, 4, 5]]

Pairs = frozenset[tuple[int, int]]  # a grouping and a category of it, for each that limits a count
Need = tuple[int, int, int | None]


class PublicationSet(NamedTuple):
    """Printed counts, their sums (total and parts), those that are dear, and what is hidden."""

    counts: dict[Name, int]
    sums: list[tuple[Name, Sequence[Name]]]
    dear: AbstractSet[Name]
    protect: Callable[[], AbstractSet[Name]]


Draw = Callable[[random.Random], PublicationSet]


def run(*, quick: bool) -> Iterator[Result]:
    """Yield how much the two functions for sets hide beyond the small counts, and the optimum."""
    for title, draw, number, quick_number, limit in _CASES:
        yield from _compared(title, draw, quick_number if quick else number, limit)


def _compared(title: str, draw: Draw, number: int, limit: float) -> Iterator[Result]:
    rng = random.Random(_SEED)  # noqa: S311 - tables, not secrets
    ours, least, slowest = 0, 0, 0.0
    for _ in range(number):
        found = draw(rng)
        start = perf_counter()
        hidden = found.protect()
        slowest = max(slowest, perf_counter() - start)
        counted = found.dear or {name for name, v in found.counts.items() if v >= _THRESHOLD}
        small = {name for name, v in found.counts.items() if v < _THRESHOLD}
        ours += len(hidden & counted - small)
        least += len(Optimum(found).hidden() & counted - small)
    case = f"{title}: {number} sets, further counts{' of types' if found.dear else ''}"
    peer = "the fewest that are safe"
    yield Result("linked", case, "random", "", ours, least, peer, limit=limit)
    case = f"{title}: slowest set"
    yield Result("linked", case, "random", "s", slowest, judged=VALUE, limit=_LIMIT_SECONDS)


def finished_tables(rng: random.Random) -> PublicationSet:
    """Return two to five tables of two groupings each, every grouping linked to an earlier one."""
    number = rng.randint(2, 5)
    sizes = [rng.choice([2, 2, 3]) for _ in range(number + 1)]
    pairs = [(rng.randrange(g), g) for g in range(1, number + 1)]
    skew = rng.choice([1, 1, 2])
    people = [
        tuple(int(size * rng.random() ** skew) for size in sizes)
        for _ in range(rng.randint(30, 150))
    ]
    tables: list[NamedTable] = []
    counts: dict[Name, int] = {}
    sums: list[tuple[Name, Sequence[Name]]] = []
    for pair in pairs:
        lines = [[frozenset({(g, k)}) for k in range(sizes[g])] + [frozenset()] for g in pair]
        names: list[list[Pairs]] = [[a | b for b in lines[1]] for a in lines[0]]
        body = [[sum(all(p[g] == k for g, k in n) for p in people) for n in row] for row in names]
        last = sizes[pair[0]], sizes[pair[1]]
        margins = Sums({last[0]: tuple(range(last[0]))}), Sums({last[1]: tuple(range(last[1]))})
        tables.append(NamedTable(names, body, margins))
        counts.update(zip(chain(*names), chain(*body), strict=True))
        sums += [(row[-1], row[:-1]) for row in names]
        sums += [(column[-1], list(column[:-1])) for column in zip(*names, strict=True)]
    return PublicationSet(counts, sums, frozenset(), lambda: hidden_in_set(tables, _THRESHOLD))


def tables_by_type(rng: random.Random) -> PublicationSet:
    """Return tables by områdestyp and up to three groupings; counts of types are dear."""
    sizes = [2] * rng.randint(2, 3)
    scale = [rng.choice([0.4, 2, 8, 40]) for _ in range(6)]
    cells = {
        at: int(rng.expovariate(1 / scale[at[0]]))
        for at in product(range(6), *(range(size) for size in sizes))
    }
    counts: dict[Name, int] = {}
    sums: list[tuple[Name, Sequence[Name]]] = []
    tables = []
    at: dict[tuple[int, int, int], Name] = {}
    for g, size in enumerate(sizes, 1):
        groups = [(g, k) for k in range(size)]
        names: list[list[Pairs]] = [
            [frozenset({(0, i), group}) for group in groups] + [frozenset({(0, i)})]
            for i in range(len(_TYPE_ROWS))
        ]
        body = [
            [sum(v for c, v in cells.items() if c[0] in types and c[g] in ks)
             for ks in ([*([k] for k in range(size)), range(size)])]
            for types in _TYPE_ROWS
        ]  # fmt: skip
        tables.append(body)
        counts.update(zip(chain(*names), chain(*body), strict=True))
        at |= {(g - 1, i, j): name for i, row in enumerate(names) for j, name in enumerate(row)}
        sums += [(row[-1], row[:-1]) for row in names]
        for column in zip(*names, strict=True):
            sums += [(column[5], list(column[:2])), (column[7], list(column[2:7]))]
    dear = {name for (_, i, _), name in at.items() if i in _TYPES}
    return PublicationSet(
        counts, sums, dear,
        lambda: frozenset(at[cell] for cell in hidden_in_crosstabs(tables, _THRESHOLD)),
    )  # fmt: skip


class Optimum:
    """The best pattern of a set: the fewest dear counts, then counts, then persons."""

    def __init__(self, found: PublicationSet) -> None:
        self.names = list(found.counts)
        self.true = np.array([found.counts[n] for n in self.names])
        place = {name: i for i, name in enumerate(self.names)}
        self.matrix = np.zeros((len(found.sums), len(self.names)))
        for i, (total, parts) in enumerate(found.sums):
            self.matrix[i, place[total]] = 1
            self.matrix[i, [place[p] for p in parts]] = -1
        small = (self.true > 0) & (self.true < _THRESHOLD)
        self.small = frozenset(np.flatnonzero(small).tolist())
        self.free = np.flatnonzero(self.true >= _THRESHOLD).tolist()
        dear = np.array([name in found.dear for name in self.names])
        persons = self.true / (1 + self.true.sum())
        self.moves: dict[Need, list[frozenset[int]]] = {}  # what moved when a need was met
        self.cost = (dear * (1 + len(self.names)) + 1 + persons)[self.free]
        by_cost = sorted(zip(self.cost, self.free, strict=True), reverse=True)
        self.dearest = [cell for _, cell in by_cost]

    def hidden(self) -> frozenset[Name]:
        """Return the names of the counts that the best pattern hides."""
        rules: list[np.ndarray] = []
        needs = [need for need in self._needs() if self._is_met(need, {*self.small, *self.free})]
        while True:
            pattern = self._cheapest(rules)
            before, opened = len(rules), set(pattern)
            for need in needs:
                if not self._is_met(need, opened):
                    rules.append(self._rule(need, opened))
                    opened |= {c for c, one in zip(self.free, rules[-1], strict=True) if one}
            if len(rules) == before:
                return frozenset(self.names[c] for c in pattern)

    def _needs(self) -> list[Need]:
        """Return each count, number that it must be able to be, and count that the reader knows."""
        alone = [None, *(c for c in sorted(self.small) if self.true[c] == 1)]
        return [
            (cell, number, known)
            for cell in sorted(self.small)
            for number in range(1, _THRESHOLD)
            for known in alone
            if number != self.true[cell] and known != cell
        ]

    def _is_met(self, need: Need, pattern: AbstractSet[int]) -> bool:
        cell, number, known = need
        low, high = self.true.copy(), self.true.copy()
        if any(pattern - {known} >= moved for moved in self.moves.get(need, ())):
            return True
        unknown = sorted(pattern - {known})
        low[unknown], high[unknown] = 1, _FAR
        low[cell] = high[cell] = number
        rules = LinearConstraint(self.matrix, 0, 0)
        nothing = np.zeros(len(low))
        solved = milp(nothing, integrality=1, bounds=Bounds(low, high), constraints=rules)
        if solved.status == 0:
            moved = frozenset(np.flatnonzero(np.rint(solved.x) != self.true).tolist())
            self.moves.setdefault(need, []).append(moved)
        return bool(solved.status == 0)

    def _rule(self, need: Need, pattern: AbstractSet[int]) -> np.ndarray:
        """Return counts of which one must be hidden: however many of the others are, it fails."""
        largest = set(pattern)
        for cell in self.dearest:
            if cell not in largest and not self._is_met(need, largest | {cell}):
                largest.add(cell)
        return np.array([float(cell not in largest) for cell in self.free])

    def _cheapest(self, rules: Sequence[np.ndarray]) -> frozenset[int]:
        if not rules:
            return self.small
        solved = milp(
            self.cost, integrality=1, bounds=Bounds(0, 1),
            constraints=LinearConstraint(np.array(rules), 1, np.inf),
            options={"mip_rel_gap": 0.0},
        )  # fmt: skip
        return self.small | {c for c, y in zip(self.free, solved.x, strict=True) if y > 1 / 2}


_CASES = (
    ("SEKRETESS_FLERA", finished_tables, 100, 8, 1.1),
    ("TABELLER", tables_by_type, 30, 3, 2.0),
)

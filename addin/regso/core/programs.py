"""Moves of hidden counts in tables of any sums, by linear and whole-number programs (HiGHS)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any

from regso.core.attack import LACK, Cell, Changes, Counts, Cut, Need
from regso.core.flows import Flows, restricted_flows

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_STEP = 1e-3  # the price of moving a hidden count: nearly free, but no farther than it must
_TINY = 1e-7
_OPTIMAL, _INFEASIBLE = 0, 2


@dataclass
class Programs:
    """Moves as solutions of programs over all sums of the table."""

    counts: Counts
    sums: list[dict[Cell, int]] = field(init=False)
    sums_of: list[list[int]] = field(init=False)
    quick: Flows | None = field(init=False)

    def __post_init__(self) -> None:
        self.quick = restricted_flows(self.counts)
        self.sums = [
            {total: 1, **dict.fromkeys(parts, -1)} for total, parts in self.counts.equations()
        ]
        self.sums_of = [[] for _ in self.counts.value]
        for i, signs in enumerate(self.sums):
            for cell in signs:
                self.sums_of[cell].append(i)

    def move(
        self,
        need: Need,
        hidden: AbstractSet[Cell],
        price: Mapping[Cell, int] | None = None,
    ) -> Changes | None:
        """See `regso.core.attack.Attack.move`; what is faster and mostly enough comes first."""
        if self.quick is not None and need.cell not in self.quick.frozen:
            found = self.quick.move(need, hidden, price)
            if found is not None:
                return found
        if price is not None:
            near = self._near(need.cell)
            found = self._moved(need, hidden, {c: p for c, p in price.items() if c in near})
            if found is not None:
                return found
        return self._moved(need, hidden, price or {})

    def _moved(
        self,
        need: Need,
        hidden: AbstractSet[Cell],
        price: Mapping[Cell, int],
    ) -> Changes | None:
        cell, by = need
        cells = self._linked(cell, hidden | price.keys())
        highest = max(price.values(), default=1)
        costs = [price[c] / highest if c in price and c not in hidden else _STEP for c in cells]
        rises = [(0.0, inf) if c != cell else (max(by, 0), max(by, 0)) for c in cells]
        falls = [(0.0, self._room(c)) if c != cell else (-min(by, 0), -min(by, 0)) for c in cells]
        found = whole_numbers(
            [*costs, *costs],
            self._matrix([(c, 1) for c in cells] + [(c, -1) for c in cells]),
            [*rises, *falls],
        )
        if found is None:
            return None
        net = [round(a - b) for a, b in zip(found[: len(cells)], found[len(cells) :], strict=True)]
        return {c: change for c, change in zip(cells, net, strict=True) if change}

    def reaches(self, hidden: AbstractSet[Cell]) -> dict[Cell, tuple[int, float]]:
        """See `regso.core.attack.Attack.reaches`."""
        return {cell: self._reach(cell, hidden) for cell in hidden}

    def _reach(self, cell: Cell, hidden: AbstractSet[Cell]) -> tuple[int, float]:
        cells = self._linked(cell, hidden)
        value = self.counts.value[cell]
        far = 10 * sum(self.counts.value) + 10  # beyond every vertex: a count so high has no limit
        at = cells.index(cell)
        found = []
        for sign in (1, -1):
            costs = [0.0] * len(cells)
            costs[at] = sign
            bounds = [(-self._room(c), inf if c != cell else far) for c in cells]
            moved = whole_numbers(costs, self._matrix([(c, 1) for c in cells]), bounds)
            found.append(0 if moved is None else round(moved[at]))
        return value + found[0], inf if found[1] == far else value + found[1]

    def cut(self, need: Need, given: AbstractSet[Cell], share: Mapping[Cell, float]) -> Cut | None:
        """See `regso.core.attack.Attack.cut`."""
        from scipy.optimize import linprog  # noqa: PLC0415 - slow to import

        cell, by = need
        far = abs(by)
        cells = self._linked(cell, given | share.keys())
        costs = [0.0] * len(cells)
        costs[cells.index(cell)] = -1 if by > 0 else 1
        bounds: list[tuple[float, float]] = []
        for c in cells:
            y = share.get(c, 0)
            limits = (self._room(c), inf) if c in given else (min(far, self._room(c)) * y, far * y)
            bounds.append((-limits[0], limits[1]) if c != cell else (min(by, 0), max(by, 0)))
        matrix = self._matrix([(c, 1) for c in cells])
        solved = linprog(costs, A_eq=matrix, b_eq=[0.0] * matrix.shape[0], bounds=bounds)
        if -solved.fun > far - LACK:
            return self._one_more(need, given, share)
        least = far
        weights: dict[Cell, float] = {}
        duals = solved.lower.marginals + solved.upper.marginals
        for c, rate in zip(cells, duals, strict=True):
            if c == cell or abs(rate) < _TINY:
                continue
            if c in given:
                least -= rate * self._room(c)
            else:
                weights[c] = rate * min(far, self._room(c)) if rate > 0 else -rate * far
        return Cut({c: min(weight, least) for c, weight in weights.items()}, least)

    def _one_more(
        self, need: Need, given: AbstractSet[Cell], share: Mapping[Cell, float]
    ) -> Cut | None:
        """Return that one more count must be hidden where only fractions can move."""
        extra = {c for c, y in share.items() if y == 1}
        if any(0 < y < 1 for y in share.values()) or self.move(need, given | extra) is not None:
            return None
        return Cut(dict.fromkeys(share.keys() - extra, 1.0), 1.0)

    def _room(self, cell: Cell) -> int:
        return self.counts.value[cell] - self.counts.floor[cell]

    def _near(self, cell: Cell) -> set[Cell]:
        """Return the counts that share a sum with a count that shares a sum with this one."""
        beside = {c for i in self.sums_of[cell] for c in self.sums[i]}
        return {c for other in beside for i in self.sums_of[other] for c in self.sums[i]}

    def _linked(self, cell: Cell, movable: AbstractSet[Cell]) -> list[Cell]:
        """Return the movable counts that share sums with a count, directly or not."""
        found, waiting, seen = {cell}, [cell], set()
        while waiting:
            for i in self.sums_of[waiting.pop()]:
                if i in seen:
                    continue
                seen.add(i)
                new = (movable & self.sums[i].keys()) - found
                found |= new
                waiting += new
        return sorted(found)

    def _matrix(self, columns: Sequence[tuple[Cell, int]]) -> csr_array:
        """Return the sums that some of the counts are in, a signed count per column."""
        entries = [
            (i, j, sign * self.sums[i][c])
            for j, (c, sign) in enumerate(columns)
            for i in self.sums_of[c]
        ]
        order = {i: n for n, i in enumerate(sorted({i for i, _, _ in entries}))}
        return matrix_of(((order[i], j, v) for i, j, v in entries), (len(order), len(columns)))


def matrix_of(entries: Iterable[tuple[int, int, float]], shape: tuple[int, int]) -> csr_array:
    """Return a sparse matrix from its row numbers, column numbers and values."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import

    rows, columns, values = [*zip(*entries, strict=True)] or ((), (), ())
    return csr_array((values, (rows, columns)), shape=shape, dtype=float)


def fractions(
    costs: Sequence[float],
    matrix: csr_array,
    least: Sequence[float],
) -> list[float]:
    """Return numbers between 0 and 1 of least cost with ``matrix @ numbers >= least``."""
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to import

    solved = linprog(costs, A_ub=-matrix, b_ub=[-v for v in least], bounds=(0, 1))
    if solved.x is None:
        raise RuntimeError(f"HiGHS: {solved.message}")
    return [min(1.0, max(0.0, x)) for x in solved.x]


def fractions_equal(
    costs: Sequence[float],
    matrix: csr_array,
    bounds: Sequence[tuple[float, float]],
    sums: Sequence[float],
) -> list[float] | None:
    """Return numbers within bounds of least cost with ``matrix @ numbers == sums``, if any."""
    from scipy.optimize import linprog  # noqa: PLC0415 - slow to import

    solved = linprog(costs, A_eq=matrix, b_eq=sums, bounds=bounds)
    return None if solved.x is None else list(solved.x)


def whole_numbers(
    costs: Sequence[float],
    matrix: csr_array,
    bounds: Sequence[tuple[float, float]],
    least: Sequence[float] | None = None,
    most: Sequence[float] | None = None,
    *,
    nodes: int | None = None,
) -> list[float] | None:
    """Return whole numbers of least cost, or None where there are none (or too many to search).

    Parameters
    ----------
    costs : shape (n,)
    matrix : shape (m, n)
    bounds : shape (n, 2), the least and the greatest of each number
    least, most : shape (m,), limits of the sums; both are 0 when left out
    nodes : how far to search; a number, not a time, so that the answer is always the same

    Raises
    ------
    RuntimeError
        The solver stopped for another reason than that there is no solution.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to import

    zeros = [0.0] * matrix.shape[0]
    rules: Any = ()
    if zeros:
        low = zeros if least is None else least
        high = (zeros if least is None else [inf] * len(zeros)) if most is None else most
        rules = LinearConstraint(matrix, low, high)
    solved = milp(
        costs,
        integrality=1,
        bounds=Bounds([b[0] for b in bounds], [b[1] for b in bounds]),
        constraints=rules,
        options={"mip_rel_gap": 0.0} | ({} if nodes is None else {"node_limit": nodes}),
    )
    if solved.status == _OPTIMAL:
        return list(solved.x)
    if solved.status == _INFEASIBLE or nodes is not None:
        return None
    raise RuntimeError(f"HiGHS: {solved.message}")

"""Editions of a table as one whole-number program: what each prints, and what changed.

An edition is a table as it was published once. Its shown counts are fixed, its hidden ones may be
whatever its sums allow, and between two editions each count without parts changes by what came to
it and what left it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from regso.core.disclosure.solvers import matrix_of, whole_numbers

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Cell = tuple[str, str]
SumsOf = Mapping[Cell, tuple[Cell, ...]]
_Bounds = tuple[float, float]


@dataclass(frozen=True)
class Edition:
    """A table as it was published once.

    Attributes
    ----------
    shown : mapping of (row, column) to int or None
        The printed counts, persons; None is hidden.
    sums : mapping of (row, column) to its parts
        Parts that are not printed may be any number from 0.
    threshold : the lowest count that may be shown
    least : the least that a hidden count can be: 1 where zeros are shown, else 0
    """

    shown: Mapping[Cell, int | None]
    sums: SumsOf
    threshold: int
    least: int = 1

    def is_small(self, cell: Cell, number: float) -> bool:
        """Tell whether a number in a cell is one that must not be known."""
        least = self.least if cell in self.shown else 1
        return self.shown.get(cell) is None and least <= number < self.threshold

    def cells(self) -> set[Cell]:
        """Return the printed cells and those in the sums."""
        parts = (part for parts in self.sums.values() for part in parts)
        return {*self.shown, *self.sums, *parts}


Count = tuple[int, Cell]  # a cell of an edition
Change = tuple[int, Cell, int]  # after an edition, in a cell: 1 what came, -1 what left
_SMALL = 0  # instead of 1 or -1: whether the count of the edition is a small one
Key = Count | Change


class _Rule(NamedTuple):
    """A sum of counts with weights, and between which limits it is."""

    weights: dict[Key, float]
    low: float
    high: float


class Belief(NamedTuple):
    """The most that came and left in all, and how many more came; None is not known.

    `knows_method` is that some hidden count is small where any is hidden.
    """

    came: int | None = None
    left: int | None = None
    net: int | None = None
    knows_method: bool = True


@dataclass
class Editions:
    """The editions as one whole-number program."""

    editions: Sequence[Edition]
    sums: list[dict[Cell, tuple[Cell, ...]]] = field(init=False)
    bounds: dict[Key, _Bounds] = field(init=False)
    rules: list[_Rule] = field(init=False)  # of every belief
    small: list[dict[Key, float]] = field(init=False)  # of each, one at least is a small count

    def __post_init__(self) -> None:
        self.sums = [self._sums(edition) for edition in self.editions]
        cells = {cell for edition in self.editions for cell in edition.cells()}
        counts = [(e, cell) for e in range(len(self.editions)) for cell in sorted(cells)]
        self.bounds = {count: self._bounds(*count) for count in counts}
        self.rules = [
            _Rule({(e, total): 1.0, **{(e, part): -1.0 for part in parts}}, 0, 0)
            for e, sums in enumerate(self.sums)
            for total, parts in sums.items()
        ]
        self._add_changes(cells - {cell for sums in self.sums for cell in sums})
        self.small = [
            self._one_small(e, group)
            for e, edition in enumerate(self.editions)
            for group in _joined(edition)
        ]

    def _add_changes(self, leaves: AbstractSet[Cell]) -> None:
        """Let what came to and left each count without parts be what it changed by."""
        for before, after in pairwise(range(len(self.editions))):
            for cell in sorted(leaves):
                came, left = (before, cell, 1), (before, cell, -1)
                self.bounds.update({came: (0, self._far), left: (0, self._far)})
                change: dict[Key, float] = {came: -1.0, left: 1.0}
                change |= {(after, cell): 1.0, (before, cell): -1.0}
                self.rules.append(_Rule(change, 0, 0))

    def _one_small(self, e: int, group: AbstractSet[Cell]) -> dict[Key, float]:
        """Return, for counts of which one at least is small, what is 1 only if a count is that."""
        edition, far = self.editions[e], self._far
        most = max(edition.threshold - 1, edition.least + 1)
        found: dict[Key, float] = {}
        for cell in sorted(group):
            is_small = (e, cell, _SMALL)
            self.bounds[is_small] = (0, 1)
            self.rules.append(_Rule({(e, cell): 1.0, is_small: far}, -inf, most + far))
            if edition.least or cell not in edition.shown:
                self.rules.append(_Rule({(e, cell): 1.0, is_small: -1.0}, 0, inf))
            found[is_small] = 1.0
        return found

    @property
    def _far(self) -> int:
        """A number beyond all that the counts can be made to be."""
        shown = [number or 0 for edition in self.editions for number in edition.shown.values()]
        return 10 * max(shown, default=0) + 1000

    def _sums(self, edition: Edition) -> dict[Cell, tuple[Cell, ...]]:
        """Return the sums that hold in an edition: its own, and others' of what it does not sum.

        A line that only others have is 0 where it would be a part of a sum that this one has.
        """
        others = {t: parts for other in self.editions for t, parts in other.sums.items()}
        return {**others, **edition.sums}

    def _bounds(self, e: int, cell: Cell) -> _Bounds:
        edition = self.editions[e]
        number = edition.shown.get(cell)
        if number is not None:
            return number, number
        if cell in edition.shown:
            return edition.least, self._far
        return 0, 0 if self._is_new(e, cell) else self._far

    def _is_new(self, e: int, cell: Cell) -> bool:
        """Tell whether a line came later, or went earlier, under a sum that this edition has."""
        if cell in self.sums[e]:
            return False
        sums = self.editions[e].sums
        return any(
            total in sums and cell in _leaves(total, other.sums)
            for other in self.editions
            for total in other.sums
        ) and not any(cell in _leaves(total, self.sums[e]) for total in sums)

    def changes(self, sign: int) -> list[Change]:
        """Return what came (1) to or left (-1) each count, between any two editions."""
        return [key for key in self.bounds if len(key) == 3 and key[2] == sign]  # noqa: PLR2004

    def solve(
        self,
        belief: Belief,
        costs: Mapping[Key, float],
        given: Mapping[Count, int] | None = None,
    ) -> dict[Key, int] | None:
        """Return numbers of least cost that fit the copies and a belief, or None."""
        bounds = dict(self.bounds)
        bounds.update({count: (number, number) for count, number in (given or {}).items()})
        limits = [
            *((rule.low, rule.high) for rule in self.rules),
            *[(1 if belief.knows_method else 0, inf)] * len(self.small),
            (0, inf if belief.came is None else belief.came),
            (0, inf if belief.left is None else belief.left),
            (-inf, inf) if belief.net is None else (belief.net, belief.net),
        ]
        found = whole_numbers(
            [costs.get(key, 0.0) for key in bounds],
            self._matrix,
            list(bounds.values()),
            [low for low, _ in limits],
            [high for _, high in limits],
        )
        if found is None:
            return None
        return {key: round(number) for key, number in zip(bounds, found, strict=True)}

    @cached_property
    def _matrix(self) -> csr_array:
        """The rules, which counts are small, and what came, what left, and the difference."""
        came: dict[Key, float] = dict.fromkeys(self.changes(1), 1.0)
        left: dict[Key, float] = dict.fromkeys(self.changes(-1), 1.0)
        net: dict[Key, float] = came | dict.fromkeys(left, -1.0)
        rows = [*(rule.weights for rule in self.rules), *self.small, came, left, net]
        order = {key: i for i, key in enumerate(self.bounds)}
        entries = [(i, order[key], v) for i, row in enumerate(rows) for key, v in row.items()]
        return matrix_of(entries, (len(rows), len(order)))


def _joined(edition: Edition) -> list[set[Cell]]:
    """Return the counts that are not printed, apart where no sum joins them."""
    groups = [{cell} for cell, number in edition.shown.items() if number is None]
    for total, parts in edition.sums.items():
        joined = {cell for cell in (total, *parts) if edition.shown.get(cell) is None}
        apart = [group for group in groups if not group & joined]
        groups = [*apart, joined.union(*(group for group in groups if group & joined))]
    return [group for group in groups if group & edition.shown.keys()]


def _leaves(total: Cell, sums: SumsOf) -> set[Cell]:
    """Return the cells without parts that a total sums."""
    if total not in sums:
        return {total}
    return set().union(*(_leaves(part, sums) for part in sums[total]))

"""What copies of one register, published on different days, reveal together.

A reader has all the copies. Each has its own sums and its own hidden counts, and between two of
them each count without parts has changed by what came to it and what left it. The reader is
thought to hold one of three beliefs, and may be right:

- few: as few persons as the copies allow came and left, at most `FEW` of each between two copies,
  and how many more came than left is known (shown totals tell it; elsewhere each number is tried).
  One who was moved or changed left one count and came to another.
- growth: no one left, however many came.
- shrinkage: no one came, however many left.

A belief that the true counts of the last copy rule out is not audited: what a reader concludes
from it is wrong. "As few" is therefore counted with the true last copy. To allow more of them
only adds to what is possible, so nothing else about fewer or more needs to be tried.

A count is disclosed when a belief leaves one number for it, and a small one. Whether there is
another number is asked of whole-number programs (HiGHS); no step of the search for a pattern
takes part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from regso.core.disclosure.solvers import matrix_of, whole_numbers

if TYPE_CHECKING:
    from scipy.sparse import csr_array

FEW = 5

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


class Disclosed(NamedTuple):
    """A count that the copies give away: which copy (counted from 0), and which cell."""

    edition: int
    cell: Cell


def disclosed(editions: Sequence[Edition], truth: Mapping[Cell, int]) -> set[Disclosed]:
    """Return the small counts, in any of the copies, that a reader of them all can know.

    Parameters
    ----------
    editions : in the order they were published; one alone is audited by itself
    truth : the true counts that the last of them prints

    Returns
    -------
    set of Disclosed; empty as well when no belief can be true.
    """
    history = _History(editions)
    last = {(len(editions) - 1, cell): value for cell, value in truth.items()}
    if len(editions) == 1:
        return set(history.only_number(_Belief()))
    found: set[Disclosed] = set()
    for belief in history.beliefs(last):
        found.update(history.only_number(belief))
    return found


class _Belief(NamedTuple):
    """The most that came and left in all, and how many more came; None is not known."""

    came: int | None = None
    left: int | None = None
    net: int | None = None


_Count = tuple[int, Cell]  # a cell of an edition
_Change = tuple[int, Cell, int]  # after an edition, in a cell: 1 what came, -1 what left
_Key = _Count | _Change


@dataclass
class _History:
    """The editions as one whole-number program."""

    editions: Sequence[Edition]
    sums: list[dict[Cell, tuple[Cell, ...]]] = field(init=False)
    bounds: dict[_Key, _Bounds] = field(init=False)
    equations: list[dict[_Key, float]] = field(init=False)

    def __post_init__(self) -> None:
        self.sums = [self._sums(edition) for edition in self.editions]
        cells = {cell for edition in self.editions for cell in _cells(edition)}
        totals = {cell for sums in self.sums for cell in sums}
        counts = [(e, cell) for e in range(len(self.editions)) for cell in sorted(cells)]
        self.bounds = {count: self._bounds(*count) for count in counts}
        self.equations = [
            {(e, total): 1.0, **{(e, part): -1.0 for part in parts}}
            for e, sums in enumerate(self.sums)
            for total, parts in sums.items()
        ]
        for before, after in pairwise(range(len(self.editions))):
            for cell in sorted(cells - totals):
                came, left = (before, cell, 1), (before, cell, -1)
                self.bounds |= {came: (0, self._far), left: (0, self._far)}
                self.equations.append(
                    {(after, cell): 1.0, (before, cell): -1.0, came: -1.0, left: 1.0}
                )

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
            stands_alone = all(cell != t and cell not in p for t, p in self.sums[e].items())
            # Nothing else could be worked out from such a count: it is hidden for being small.
            return edition.least, edition.threshold - 1 if stands_alone else self._far
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

    def beliefs(self, truth: Mapping[_Count, int]) -> Iterator[_Belief]:
        """Yield the beliefs that can be true, the weaker of two that imply one another left out."""
        steps = len(self.editions) - 1
        most = FEW * steps
        only: set[str] = set()
        for net in range(-most, most + 1):
            belief = _Belief(most, most, net)
            found = self.solve(belief, dict.fromkeys(self._changes(1), 1.0), truth)
            if found is not None:
                came = round(sum(found[change] for change in self._changes(1)))
                yield _Belief(came, came - net, net)
                only |= {"growth"} if came == net else {"shrinkage"} if not came else set()
        for name, belief in (("growth", _Belief(left=0)), ("shrinkage", _Belief(came=0))):
            if name not in only and self.solve(belief, {}, truth) is not None:
                yield belief

    def _changes(self, sign: int) -> list[_Change]:
        return [key for key in self.bounds if len(key) == 3 and key[2] == sign]  # noqa: PLR2004

    def only_number(self, belief: _Belief) -> Iterator[Disclosed]:
        """Yield the small counts for which a belief leaves one number."""
        first = self.solve(belief, {})
        if first is None:
            return
        left = {
            (e, cell)
            for e, edition in enumerate(self.editions)
            for cell in _cells(edition)
            if edition.is_small(cell, first[e, cell])
        }
        for sign in (1.0, -1.0):  # all at once, which mostly moves nearly all
            left -= self._moved(belief, left, sign, first)
        for count in sorted(left):
            for sign in (1.0, -1.0):
                if count in left:
                    left -= self._moved(belief, {count}, sign, first, left)
        yield from (Disclosed(*count) for count in sorted(left))

    def _moved(
        self,
        belief: _Belief,
        pushed: AbstractSet[_Count],
        sign: float,
        first: Mapping[_Key, int],
        among: AbstractSet[_Count] = frozenset(),
    ) -> set[_Count]:
        """Return the counts that have another number when some are pushed up or down."""
        other = self.solve(belief, dict.fromkeys(pushed, sign)) if pushed else None
        return {c for c in among or pushed if other is not None and other[c] != first[c]}

    def solve(
        self,
        belief: _Belief,
        costs: Mapping[_Key, float],
        given: Mapping[_Count, int] | None = None,
    ) -> dict[_Key, int] | None:
        """Return numbers of least cost that fit the copies and a belief, or None."""
        bounds = dict(self.bounds)
        bounds.update({count: (number, number) for count, number in (given or {}).items()})
        limits = [(0.0, 0.0)] * len(self.equations) + [
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
        """The equations, and below them what came, what left, and the difference."""
        came: dict[_Key, float] = dict.fromkeys(self._changes(1), 1.0)
        left: dict[_Key, float] = dict.fromkeys(self._changes(-1), 1.0)
        net: dict[_Key, float] = came | dict.fromkeys(left, -1.0)
        rows = [*self.equations, came, left, net]
        order = {key: i for i, key in enumerate(self.bounds)}
        entries = [(i, order[key], v) for i, row in enumerate(rows) for key, v in row.items()]
        return matrix_of(entries, (len(rows), len(order)))


def _cells(edition: Edition) -> set[Cell]:
    return {*edition.shown, *edition.sums, *(p for parts in edition.sums.values() for p in parts)}


def _leaves(total: Cell, sums: SumsOf) -> set[Cell]:
    """Return the cells without parts that a total sums."""
    if total not in sums:
        return {total}
    return set().union(*(_leaves(part, sums) for part in sums[total]))

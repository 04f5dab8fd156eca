"""Counts with their sums, and what a reader can work out about those that are hidden.

The reader knows every shown count and every sum, that counts are whole numbers, and the least
that each hidden count can be. Starting from one table that fits all this, a count can be moved
only if other hidden counts move with it, so that all sums still hold.

Where one side of the table has a tree of sums and the other at most one level, every count is
an arc between two sums, and the moves are flows: exact for whole numbers (Ahuja, Magnanti and
Orlin 1993, Network Flows, ch. 6; for tables: Cox 1995, JASA 90:1453–1462). Where both sides
have levels, or margins overlap, whole-number programs are solved by HiGHS.

What must also be hidden follows as inequalities ("cuts") from the cuts of the flow, or from the
dual of the linear program (Fischetti and Salazar-González 2001, Management Science
47:1008–1027).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from regso.core.disclosure.margins import Sums

Cell = int
Changes = dict[Cell, float]
LACK = 1e-4
_ROUNDING = 1e-12  # of a sum of floats, such as of amounts of billions


def is_reached(moved: float, by: float) -> bool:
    """Tell whether a count moves as far as it must, but for rounding.

    >>> is_reached(7, 7), is_reached(6.9, 7), is_reached(10**15, 10**15), is_reached(0, 10**15)
    (True, False, True, False)
    """
    return moved > by - LACK or moved >= by * (1 - _ROUNDING)


class Need(NamedTuple):
    """A count, and how far it should be able to move: up, or down when negative.

    Attributes
    ----------
    known : a hidden count that the reader knows by being in it, and that cannot move for her
    """

    cell: Cell
    by: float
    known: Cell | None = None

    def unknown(self, hidden: AbstractSet[Cell]) -> AbstractSet[Cell]:
        """Return the hidden counts that the reader does not know."""
        return hidden if self.known is None else hidden - {self.known}


class Cut(NamedTuple):
    """The weights of hidden counts must sum to at least `least` in every safe pattern."""

    weights: dict[Cell, float]
    least: float


@dataclass(frozen=True)
class Counts:
    """A table of counts in reading order, and its sums.

    Attributes
    ----------
    shape : rows and columns
    value : counts that fit all that is known, 0 where a cell is blank
    floor : the least that each count can be for a reader to whom it is hidden
    rows, columns : the sums down the rows and along the columns
    """

    shape: tuple[int, int]
    value: Sequence[float]
    floor: Sequence[int]
    rows: Sums
    columns: Sums

    def equations(self) -> Iterator[tuple[Cell, list[Cell]]]:
        """Yield every sum in the table: its cell and the cells of its parts."""
        height, width = self.shape
        for total, parts in self.rows.parts.items():
            for j in range(width):
                yield total * width + j, [p * width + j for p in parts]
        for total, parts in self.columns.parts.items():
            for i in range(height):
                yield i * width + total, [i * width + p for p in parts]

    def balances(self) -> Iterator[dict[Cell, int]]:
        """Yield every relation as the signs of its cells: with them their counts sum to 0."""
        height, width = self.shape
        yield from ({total: 1, **dict.fromkeys(parts, -1)} for total, parts in self.equations())
        for relation in self.rows.others:
            for j in range(width):
                yield {i * width + j: sign for i, sign in relation.signs().items()}
        for relation in self.columns.others:
            for i in range(height):
                yield {i * width + j: sign for j, sign in relation.signs().items()}

    def fall(self, cell: Cell) -> float:
        """Return how far a count can fall by itself."""
        return max(0, self.value[cell] - self.floor[cell])

    def needs(self, cell: Cell, threshold: float) -> list[Need]:
        """Return how far a sensitive count must be able to rise and to fall.

        It must admit all from the least possible to threshold - 1, and two numbers at least.
        """
        value = self.value[cell]
        least = self._least(cell)
        top = max(threshold - 1, least + 1)
        moves = (min(0, least - value), max(0, top - value))
        return [Need(cell, by) for by in moves if by]

    def _least(self, cell: Cell) -> float:
        """Return the least that a count can be, whatever is hidden: a sum has its parts' least."""
        if not self.floor[cell]:
            return min(self.value[cell], 1)
        width = self.shape[1]
        i, j = divmod(cell, width)
        rows, columns = self.rows.leaves(i), self.columns.leaves(j)
        return max(
            sum(self.floor[r * width + j] for r in rows),
            sum(self.floor[r * width + c] for r in rows for c in columns),
        )


class Known(Protocol):
    """Counts with any sums: of one table (`Counts`), or of several (`linked`)."""

    @property
    def value(self) -> Sequence[float]:
        """Counts that fit all that is known."""

    @property
    def floor(self) -> Sequence[int]:
        """The least that each count can be for a reader to whom it is hidden."""

    def balances(self) -> Iterator[dict[Cell, int]]:
        """Yield every relation as the signs of its cells: with them their counts sum to 0."""

    def fall(self, cell: Cell) -> float:
        """Return how far a count can fall by itself."""

    def needs(self, cell: Cell, threshold: float) -> list[Need]:
        """Return how far a sensitive count must be able to rise and to fall."""


class Attack(Protocol):
    """How hidden counts can be moved."""

    def move(
        self,
        need: Need,
        hidden: AbstractSet[Cell],
        price: Mapping[Cell, float] | None = None,
    ) -> Changes | None:
        """Return changes that move a count that far, or None where it cannot be moved so.

        With prices, counts that are shown may change too: those at the lowest price.
        """

    def cut(self, need: Need, given: AbstractSet[Cell], share: Mapping[Cell, float]) -> Cut | None:
        """Return what every pattern needs, and this one lacks, to let a count move so far.

        `given` are hidden in every pattern, and `share` is how far each other count that may be
        hidden is: 0 or 1, or between them while the best pattern is searched.
        """

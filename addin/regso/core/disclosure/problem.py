"""What must not be revealed in a table, and what hiding more of it costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from regso.core.disclosure.counts import Attack, Cell, Known, Need

Cost = Mapping[Cell, float]


@dataclass(frozen=True)
class Problem:
    """Counts, what they must not reveal, and what may be hidden for that.

    Attributes
    ----------
    counts : Known
    attack : Attack
    given : the counts that are hidden from the start: small ones, and those the reader never has
    needs : list of Need
    costs : what hiding each further count costs, at least 0, the most important cost first;
        other counts are never hidden
    """

    counts: Known
    attack: Attack
    given: frozenset[Cell]
    needs: list[Need]
    costs: Sequence[Cost]

    @property
    def free(self) -> list[Cell]:
        """The further counts that may be hidden, in reading order."""
        return sorted(self.costs[0])

    def is_safe(self, hidden: AbstractSet[Cell]) -> bool:
        """Audit a pattern: tell whether every need is met."""
        return all(self.attack.move(need, hidden) is not None for need in self.needs)

    def rank(self, cells: Iterable[Cell]) -> tuple[float, ...]:
        """Return what hiding these further counts costs; a lower rank is better."""
        cells = list(cells)
        return tuple(sum(cost[c] for c in cells) for cost in self.costs)

    def prices(self) -> dict[Cell, float]:
        """Return one price per further count, whose sums order patterns as their ranks do."""
        price: dict[Cell, float] = dict.fromkeys(self.free, 0)
        for cost in self.costs:
            scale = 1 + sum(cost.values())
            price = {cell: p * scale + cost[cell] for cell, p in price.items()}
        return price

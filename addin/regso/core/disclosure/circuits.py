"""Moves that have been found, and what else they can move.

A move keeps all sums, so any multiple of it does. One that has been found for a count often
serves another, or the same count when other counts have been shown again: looking is cheaper
than solving a program anew. A move from here is always possible; that there is none here says
nothing.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from regso.core.disclosure.counts import Cell, Changes, Known, Need

_MOST_TRIED = 60  # per count: the latest moves, which are for patterns like the present one


class Circuits:
    """The moves that have been found for the counts of a table or a set."""

    def __init__(self, counts: Known) -> None:
        self.counts = counts
        self.through: dict[Cell, list[Changes]] = {}

    def add(self, changes: Changes) -> None:
        """Keep a move that has been found."""
        for cell in (cell for cell, change in changes.items() if change):
            self.through.setdefault(cell, []).append(changes)

    def move(self, need: Need, hidden: AbstractSet[Cell]) -> Changes | None:
        """Return a multiple of a known move that meets a need within the hidden counts."""
        cell, by, hidden = need.cell, need.by, need.unknown(hidden)
        for changes in reversed(self.through.get(cell, [])[-_MOST_TRIED:]):
            times, rest = divmod(by, changes[cell])
            if rest or not all(c in hidden or c == cell for c in changes):
                continue
            if all(c == cell or times * d >= -self.counts.fall(c) for c, d in changes.items()):
                return {c: times * d for c, d in changes.items()}
        return None

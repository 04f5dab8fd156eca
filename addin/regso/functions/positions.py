"""Cells that hold positions: pairs of ranges, and tables of points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from regso.core.places.geometry import AreaMap, nearest
from regso.core.places.projection import SYSTEMS, Floats, Geodetic, System, misreading, system_named
from regso.core.places.projection import system_of as system_in_sweden
from regso.errors import BadValueError, CellError
from regso.functions.arguments.kinds import each_number
from regso.functions.registry import Cell, CellErrorFound, Cells, remembered

_DEFAULT = SYSTEMS["SWEREF99TM"]
_WITHOUT_NAME, _WITH_NAME = 2, 3


class Targets(NamedTuple):
    """Points to be near: the name or the number of each, and where it is."""

    names: list[Cell]
    where: Geodetic


@dataclass(frozen=True)
class Positions:
    """The positions in two ranges of cells.

    Attributes
    ----------
    system : System
    cells : what each cell becomes that holds no position; None for one that does
    at : which cells hold positions, shape (n,)
    north, east : the positions, in the units of the system, shape (n,)
    """

    system: System
    cells: list[Cell]
    at: NDArray[np.intp]
    north: Floats
    east: Floats

    def located(self, areas: AreaMap) -> Iterator[tuple[int, str | None]]:
        """Yield the cell and the area of each position in or near Sweden."""
        near = self.system.sweden.holds(self.north, self.east)
        found = areas.locate(self.system.to_sweref(self.north[near], self.east[near]))
        return zip(self.at[near].tolist(), found, strict=True)

    def nearest(self, targets: Targets) -> Iterator[tuple[int, Cell, float]]:
        """Yield the cell, the nearest target and the distance in km of each position."""
        found = nearest(self.system.to_geodetic(self.north, self.east), targets.where)
        names = [targets.names[i] for i in found.which]
        return zip(self.at.tolist(), names, found.kilometres.tolist(), strict=True)


def read(n: Cells, o: Cells, system: str | None) -> Positions:
    """Return the positions in two ranges of one shape; a bad cell spoils no other.

    Raises
    ------
    BadValueError
        The ranges have different shapes, or there is no such system.
    """
    place = _DEFAULT if system is None else system_named(system)
    if n.shape != o.shape:
        raise BadValueError("Områdena n och o är olika stora; markera lika många celler.")
    pairs = list(zip(n.flat(), o.flat(), strict=True))
    cells = [None if _is_in(pair, place) else _instead(pair, place) for pair in pairs]
    at = np.array([i for i, cell in enumerate(cells) if cell is None], dtype=np.intp)
    north, east = np.array([pairs[i] for i in at], dtype=np.float64).reshape(-1, 2).T
    return Positions(place, cells, at, north, east)


def targets(table: Cells, system: System | None = None) -> Targets:
    """Return the points of a table with the columns n, o or name, n, o; empty rows are left out.

    Without a system, the first point tells which it is: it must then be in Sweden.

    Raises
    ------
    BadValueError
        The table has another form, or a row holds no position; the message names the row.
    """
    rows = list(_target_rows(table))
    if not rows:
        raise BadValueError("punkter har inga koordinater; markera kolumnerna n och o.")
    place = system or _told_by(rows[0].pair) or _DEFAULT
    for row in rows:
        sentence = _flaw(row.pair, place)
        if sentence:
            raise BadValueError(f"Rad {row.number} i punkter: {sentence}")
    north, east = np.array([row.pair for row in rows], dtype=np.float64).T
    return Targets([row.name or row.number for row in rows], place.to_geodetic(north, east))


class _Row(NamedTuple):
    number: int
    name: Cell
    pair: Sequence[Cell]


def _target_rows(table: Cells) -> Iterator[_Row]:
    """Yield the rows of a table of points that are not empty."""
    width = table.shape[1]
    if width not in (_WITHOUT_NAME, _WITH_NAME):
        raise BadValueError(
            f"punkter har {width} kolumner; markera två (n, o) eller tre (namn, n, o)."
        )
    pairs = each_number([list(row[-2:]) for row in table.rows], "punkter").rows
    for number, (row, pair) in enumerate(zip(table.rows, pairs, strict=True), 1):
        for cell in pair:
            if isinstance(cell, CellError):
                raise CellErrorFound(cell)
        if any(cell is not None for cell in pair):
            yield _Row(number, row[0] if width == _WITH_NAME else None, pair)


def _told_by(pair: Sequence[Cell]) -> System | None:
    north, east = pair
    if isinstance(north, (int, float)) and isinstance(east, (int, float)):
        return system_in_sweden(north, east)
    return None


def _is_in(pair: Sequence[Cell], system: System) -> bool:
    """Tell whether two cells are a position in Sweden, as nearly all are."""
    north, east = pair
    if not isinstance(north, (int, float)) or not isinstance(east, (int, float)):
        return False
    box = system.sweden
    return box.south <= north <= box.north and box.west <= east <= box.east


def _instead(pair: Sequence[Cell], system: System) -> Cell:
    """Return what a pair of cells becomes that holds no position; None for one that does."""
    for cell in pair:
        if isinstance(cell, CellError):
            return cell
    if all(cell is None for cell in pair):
        return ""
    sentence = _flaw(pair, system)
    return remembered(BadValueError(sentence).cell()) if sentence else None


def _flaw(pair: Sequence[Cell], system: System) -> str | None:
    """Return why two cells hold no position, None if they do."""
    north, east = pair
    if not isinstance(north, (int, float)) or not isinstance(east, (int, float)):
        return "Den ena av n och o saknas; fyll i båda eller ingen."
    return misreading(north, east, system)

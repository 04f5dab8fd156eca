"""Several tables that share counts, as one set of counts and sums.

A count that stands in two tables is one count, known by its name; every sum of every table joins
counts of the set. What a reader can work out follows from all the sums at once.

A rest is a count that no table has: a count less one that is part of it, such as everybody in a
place less those of one kind. It cannot be below 0, which a reader knows too.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regso.core.disclosure.counts import Cell, Counts, Need
from regso.core.disclosure.margins import Sums
from regso.errors import BadValueError

Name = Hashable


class NamedTable(NamedTuple):
    """A table whose counts have names.

    Attributes
    ----------
    names : rows of names, shape (m, n); counts of equal name in two tables are one count
    counts : rows of int or None (blank), shape (m, n), persons
    sums : down the rows and along the columns
    """

    names: Sequence[Sequence[Name]]
    counts: Sequence[Sequence[int | None]]
    sums: tuple[Sums, Sums]


class Between(NamedTuple):
    """What joins tables besides names, as the signs of names.

    Attributes
    ----------
    balances : sums between the tables
    doubtful : sums that hold but may be chance
    rests : what no table has but cannot be below 0, a count less a part of it
    coarser : rests that are sums of those, and tell no more unless they are small
    """

    balances: Sequence[Mapping[Name, int]] = ()
    doubtful: Sequence[Mapping[Name, int]] = ()
    rests: Sequence[Mapping[Name, int]] = ()
    coarser: Sequence[Mapping[Name, int]] = ()


NOTHING = Between()


@dataclass(frozen=True)
class Linked:
    """The counts of a set, and all its sums.

    Attributes
    ----------
    value : true counts
    floor : the least that each count can be for a reader to whom it is hidden
    signs : every sum as the signs of its cells
    rests : the counts that no table has
    """

    value: Sequence[float]
    floor: Sequence[int]
    signs: Sequence[Mapping[Cell, int]]
    rests: range = range(0)

    def small(self, threshold: float) -> frozenset[Cell]:
        """Return the counts from 1 to threshold - 1, also those that no table has."""
        return frozenset(c for c, v in enumerate(self.value) if 0 < v < threshold)

    def free(self, threshold: float) -> list[Cell]:
        """Return the further counts that may be hidden."""
        return [c for c, v in enumerate(self.value) if v >= threshold and c not in self.rests]

    def balances(self) -> Iterator[dict[Cell, int]]:
        """Yield every sum in the set as the signs of its cells."""
        return map(dict, self.signs)

    def fall(self, cell: Cell) -> float:
        """Return how far a count can fall by itself."""
        return max(0, self.value[cell] - self.floor[cell])

    def needs(self, cell: Cell, threshold: float) -> list[Need]:
        """Return every move to a number from 1 to threshold - 1.

        Whole numbers between two that a count can be may be impossible in linked tables, so each
        is a need of its own; some may be impossible whatever is hidden.
        """
        moves = (to - self.value[cell] for to in range(1, int(max(threshold - 1, 2)) + 1))
        return [Need(cell, by) for by in moves if by]


def joined(
    tables: Sequence[NamedTable], between: Between = NOTHING
) -> tuple[dict[Name, Cell], Linked]:
    """Return the counts of tables by name, and as one set of which a reader knows the zeros.

    Rests come after the counts of tables, so that these have the same numbers with and without.

    Raises
    ------
    BadValueError
        A name stands twice in one table, or has two different counts.
    """
    cells: dict[Name, Cell] = {}
    value: list[int] = []
    sums: dict[frozenset[tuple[Cell, int]], None] = {}
    for table in tables:
        names = [name for row in table.names for name in row]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise BadValueError(
                f"{_text(twice)} står på två ställen i samma tabell; ge rader och kolumner "
                "etiketter som skiljer dem åt."
            )
        counts = [count or 0 for row in table.counts for count in row]
        for name, count in zip(names, counts, strict=True):
            if name not in cells:
                cells[name] = len(value)
                value.append(count)
            elif value[cells[name]] != count:
                raise BadValueError(
                    f"{_text(name)} är {value[cells[name]]} i en tabell och {count} i en annan; "
                    "samma etiketter ska vara samma antal. Räknar tabellerna olika personer, "
                    'skriv det i samband, till exempel "tabell 2 för sig".'
                )
        shape = len(table.counts), len(table.counts[0])
        for signs in Counts(shape, counts, [0] * len(counts), *table.sums).balances():
            sums[frozenset((cells[names[c]], sign) for c, sign in signs.items())] = None
    for balance in (*between.balances, *between.doubtful):
        sums[frozenset((cells[name], sign) for name, sign in balance.items())] = None
    floor = [int(v > 0) for v in value] + [0] * len(between.rests)
    for rest in between.rests:
        signs = {cells[name]: sign for name, sign in rest.items()}
        sums[frozenset([*signs.items(), (len(value), -1)])] = None
        value.append(sum(sign * value[cell] for cell, sign in signs.items()))
    ordered = [dict(sorted(signs)) for signs in sums]
    return cells, Linked(value, floor, ordered, range(len(cells), len(value)))


def _text(name: Name) -> str:
    """Return a count's name as its user reads it."""
    words = sorted(map(str, name)) if isinstance(name, frozenset) else [str(name)]
    return f'Antalet för "{", ".join(words) or "totalt"}"'

"""Which counts of several tables in sheets are the same count, by their labels.

A count is named by the categories that it is limited to: the count for typ 1 and kvinnor has the
same name in every table, and so has the count for typ 1 of a table by sex and of one by age, whose
totals are limited to typ 1 alone. A line is a total when it sums all others of its side, or is
the only one.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

from regso.core.areas.areatypes import NAMES
from regso.core.disclosure.joint.linked import NamedTable
from regso.core.disclosure.layout import HIDDEN, Layout, counts_of
from regso.core.disclosure.margins import Sums, margins
from regso.errors import BadValueError

Category = frozenset[str]
_TOTAL: Category = frozenset()
_TYPE_OF_NAME = {name.casefold(): str(kind) for kind, name in NAMES.items()}


@dataclass(frozen=True)
class _Side:
    """The lines along one side of a table."""

    labels: Sequence[Category]
    sums: Sums

    @property
    def leaves(self) -> list[int]:
        return [i for i in range(len(self.labels)) if i not in self.sums.parts]

    @property
    def is_alone(self) -> bool:
        """There is one line, which may be a category or the total."""
        return len(self.labels) == 1

    def categories(self, known: AbstractSet[Category]) -> list[Category]:
        """Return what each line is limited to; a line alone is a category where it is known."""
        if self.is_alone:
            return [label if label in known else _TOTAL for label in self.labels]
        every = set(self.leaves)
        return [
            _TOTAL if i in self.sums.parts and self.sums.leaves(i) == every else label
            for i, label in enumerate(self.labels)
        ]


def named(layouts: Sequence[Layout]) -> list[NamedTable]:
    """Return tables whose counts have the same name where they are the same count.

    Raises
    ------
    BadValueError
        A count is "..", a table has no count in common with the others, or three tables are
        linked in a ring.
    """
    tables = [_whole_numbers(counts_of(layout)) for layout in layouts]
    sums = [margins(layout, table) for layout, table in zip(layouts, tables, strict=True)]
    sides = [
        (_Side(_labels(layout.row_labels()), rows), _Side(_labels(layout.column_labels()), columns))
        for layout, (rows, columns) in zip(layouts, sums, strict=True)
    ]
    known = {label for pair in sides for side in pair if not side.is_alone for label in side.labels}
    found = []
    for table, both, (rows, columns) in zip(tables, sums, sides, strict=True):
        down, along = rows.categories(known), columns.categories(known)
        found.append(NamedTable([[i | j for j in along] for i in down], table, both))
    _refuse_unlinked(found)
    _refuse_rings([[side.categories(known) for side in pair] for pair in sides])
    return found


def _labels(texts: Sequence[Sequence[str]]) -> list[Category]:
    """Return the labels of each line; the official name of a type is its number."""
    folded = [[text.casefold() for text in line if text] for line in texts]
    return [frozenset(_TYPE_OF_NAME.get(text, text) for text in line) for line in folded]


def _whole_numbers(counts: Sequence[Sequence[int | str | None]]) -> list[list[int | None]]:
    if any(cell == HIDDEN for row in counts for cell in row):
        raise BadValueError(
            f'En tabell har "{HIDDEN}"; ange de sanna antalen, så skyddas tabellerna tillsammans.'
        )
    return [[cell if isinstance(cell, int) else None for cell in row] for row in counts]


def _refuse_unlinked(tables: Sequence[NamedTable]) -> None:
    names = [{name for row in table.names for name in row} for table in tables]
    for i, own in enumerate(names):
        others = set().union(*names[:i], *names[i + 1 :])
        if own.isdisjoint(others):
            raise BadValueError(
                f"Tabell {i + 1} har inget antal gemensamt med de andra; ta med summorna och ge "
                "samma sak samma etikett i alla tabeller."
            )


def _refuse_rings(tables: Sequence[Sequence[Sequence[Category]]]) -> None:
    """Refuse tables such as A by B, B by C and C by A, whose sums say more than they show.

    Without a ring any counts that fit the tables one by one fit a register too (Vorob'ev 1962).
    """
    lines = [set(side) - {_TOTAL} for table in tables for side in table]
    place = list(range(len(lines)))  # sides with a category in common have one place
    for i, j in combinations(range(len(lines)), 2):
        if lines[i] & lines[j]:
            place = [place[i] if p == place[j] else p for p in place]
    edges = {
        frozenset(place[side] for side in (2 * t, 2 * t + 1) if lines[side])
        for t in range(len(tables))
    }
    joined = list(range(len(lines)))
    for edge in edges:
        if len(edge) < 2:  # noqa: PLR2004 - a side of totals alone joins nothing
            continue
        a, b = (joined[p] for p in edge)
        if a == b:
            raise BadValueError(
                "Tabellerna är länkade i en ring (till exempel typ × kön, kön × ålder och ålder × "
                "typ); skydda dem som en tabell med alla kombinationer, eller lämna ut två av dem."
            )
        joined = [a if p == b else p for p in joined]

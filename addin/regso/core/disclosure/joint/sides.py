"""The lines along each side of tables that are published together, with what limits their counts.

A side is extended by the sum of its lines where the table has no such line, so that a table
without totals can still be compared with the totals of another; and by groups of lines that are
one line of another table, so that one which is coarser both ways can be compared too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from regso.core.areas.areatypes import NAMES
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.relations import Relation
from regso.core.disclosure.stated import COLUMN, ROW

Category = frozenset[str]
Spot = tuple[int, int, int]  # table, row and column
Cells = list[list[tuple[Spot, ...]]]
TOTAL: Category = frozenset()
_PUNCTUATION = ",;:()"
_TYPE_OF_NAME = {name.casefold(): str(kind) for kind, name in NAMES.items()}


def words_of(text: str) -> list[str]:
    """Return the words of a label.

    >>> words_of("Kvinnor (inrikes)")
    ['kvinnor', 'inrikes']
    """
    return [word for each in text.casefold().split() if (word := each.strip(_PUNCTUATION))]


@dataclass(frozen=True)
class Lines:
    """The lines along one side of a table as its labels and sums tell them.

    Attributes
    ----------
    labels : the texts of each line
    sums : Sums
    where : str
        What a line without a label is called, before its number.
    groups : what lines sum to in another table: the category there, and the lines
    limits : words in every label that limit the whole table (see `limits`)
    """

    labels: Sequence[Sequence[str]]
    sums: Sums
    where: str
    groups: tuple[tuple[Category, tuple[int, ...]], ...] = ()
    limits: frozenset[str] = frozenset()

    @cached_property
    def own(self) -> list[Category]:
        """What the labels of each line limit its counts to; the name of a type is its number."""
        return [
            frozenset(
                _TYPE_OF_NAME.get(text, text) for text in self.texts(i) or [f"{self.where} {i + 1}"]
            )
            for i in range(len(self.labels))
        ]

    def texts(self, line: int) -> list[str]:
        """Return the labels of a line without the words that limit the whole table."""
        folded = [text.casefold() for text in self.labels[line] if text]
        if not self.limits:
            return folded
        kept = ([w for w in words_of(text) if w not in self.limits] for text in folded)
        return [" ".join(words) for words in kept if words]

    @property
    def is_alone(self) -> bool:
        """There is one line, which may be a category or the total."""
        return len(self.labels) == 1

    @cached_property
    def leaves(self) -> list[int]:
        """The lines that are no sums of others."""
        return [i for i in range(len(self.labels)) if i not in self.sums.parts]

    @cached_property
    def totals(self) -> list[int]:
        """The lines that sum all others."""
        every = set(self.leaves)
        return [i for i in self.sums.parts if self.sums.leaves(i) == every]

    def categories(self, known: AbstractSet[Category]) -> list[Category]:
        """Return what each line is limited to; a line alone is a category where it is known."""
        if self.is_alone:
            return [label if label in known else TOTAL for label in self.own]
        return [TOTAL if i in self.totals else label for i, label in enumerate(self.own)]


@dataclass(frozen=True)
class Side:
    """The lines along one side of a table, perhaps with their sum.

    Attributes
    ----------
    table : int
    name : str
        "rad" or "kolumn": what its lines are.
    spots : per line and place the cells whose sum is the number there
    values : per line and place that number
    labels, categories : of each line
    places : the category of each place
    sums, place_sums : sums among the lines, and among the places
    size : how many lines the table has; one more is their sum
    limits : words that limit the whole table
    """

    table: int
    name: str
    spots: Cells
    values: Sequence[Sequence[int]]
    labels: Sequence[Sequence[str]]
    categories: Sequence[Category]
    places: Sequence[Category]
    sums: Sequence[Relation]
    place_sums: Sequence[Relation]
    size: int
    limits: Category = TOTAL

    @cached_property
    def leaves(self) -> list[int]:
        """The lines that are no sums of others."""
        totals = {relation.left[0] for relation in self.sums if len(relation.left) == 1}
        return [i for i in range(len(self.spots)) if i not in totals]

    @cached_property
    def place_leaves(self) -> list[int]:
        """The places that are no sums of others."""
        totals = {relation.left[0] for relation in self.place_sums if len(relation.left) == 1}
        return [k for k in range(len(self.places)) if k not in totals]

    @cached_property
    def whole_place(self) -> int | None:
        """The place that is the sum of all."""
        return next((k for k, place in enumerate(self.places) if place == TOTAL), None)


def sides_of(
    table: int,
    counts: Sequence[Sequence[int | None]],
    both: tuple[Lines, Lines],
    known: AbstractSet[Category],
) -> tuple[Side, Side]:
    """Return the rows and the columns of a table as sides.

    Parameters
    ----------
    table : int
        Its number, from 0.
    counts : rows of int or None (blank)
    both : (Lines, Lines)
        Its rows and columns.
    known : set of Category
        Those of all tables.
    """
    rows, columns = both
    spots: Cells = [
        [((table, i, j),) for j in range(len(columns.own))] for i in range(len(rows.own))
    ]
    spots = _extended(spots, rows)
    spots = _turned(_extended(_turned(spots), columns))
    values = [[sum(counts[i][j] or 0 for _, i, j in cells) for cells in line] for line in spots]
    names = _categories(rows, known), _categories(columns, known)
    sums = _sums(rows), _sums(columns)
    labels = [[*each.labels, *([] for _ in _added(each))] for each in both]
    limits = rows.limits | columns.limits
    return (
        Side(table, ROW, spots, values, labels[0], *names, *sums, len(rows.own), limits),
        Side(
            table, COLUMN, _turned(spots), [list(line) for line in zip(*values, strict=True)],
            labels[1], *names[::-1], *sums[::-1], len(columns.own), limits,
        ),
    )  # fmt: skip


def _added(lines: Lines) -> list[tuple[Category, tuple[int, ...]]]:
    """Return the sums that a side is extended by: all, where it has no such line, and groups."""
    lacks_total = not lines.totals and len(lines.leaves) > 1
    return [(TOTAL, tuple(lines.leaves))] * lacks_total + list(lines.groups)


def _extended(spots: Cells, lines: Lines) -> Cells:
    """Return the cells of lines, and of the sums that they are extended by."""
    sums = [parts for _, parts in _added(lines)]
    return spots + [
        [
            tuple(spot for cells in place for spot in cells)
            for place in zip(*(spots[i] for i in parts), strict=True)
        ]
        for parts in sums
    ]


def _categories(lines: Lines, known: AbstractSet[Category]) -> list[Category]:
    return lines.categories(known) + [category for category, _ in _added(lines)]


def _sums(lines: Lines) -> list[Relation]:
    added = enumerate(_added(lines), len(lines.own))
    return [*lines.sums.relations(), *(Relation((n,), parts) for n, (_, parts) in added)]


def _turned(spots: Cells) -> Cells:
    return [list(line) for line in zip(*spots, strict=True)]


def known_categories(tables: Collection[tuple[Lines, Lines]]) -> set[Category]:
    """Return the categories of all lines that do not stand alone."""
    return {label for both in tables for each in both if not each.is_alone for label in each.own}

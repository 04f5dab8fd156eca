"""A table with its structure: its counts, its sums and its shares."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial

from regso.core.disclosure.labels import tell
from regso.core.disclosure.layout import HIDDEN, Layout, counts_of, numbers_of
from regso.core.disclosure.margins import Found, Sums, margins
from regso.core.disclosure.protection import counts_with
from regso.core.disclosure.relations import MARGIN, Line, Relation, Share, Span, empty_lines
from regso.core.disclosure.stated import AUTO, COLUMN, ROW, searches, searches_shares
from regso.core.disclosure.structure.search import found_sums
from regso.core.disclosure.structure.shares import (
    CERTAIN,
    UNCALLED,
    found_shares,
    is_proven,
    proof,
    stated_shares,
)
from regso.errors import BadValueError

Cell = int
_POSSIBLE = -2.0  # bits of proof; of random tables one in twenty has a sum that is worth so much


@dataclass(frozen=True)
class Structure:
    """What a table is made of.

    Attributes
    ----------
    counts : rows of int, ".." or None, shape (m, n)
        None where a cell is blank, and in lines that are shares; what may be a share or a count
        is both.
    rows, columns : the sums down the rows and along the columns
    shares : rows that are shares of others, and columns that are
    sure : of those the ones that are proven
    """

    counts: list[list[int | str | None]]
    rows: Sums
    columns: Sums
    shares: tuple[list[Share], list[Share]]
    sure: AbstractSet[Share]

    def shares_to_hide(self, hidden: AbstractSet[Cell]) -> set[Cell]:
        """Return the cells of shares that would show something of hidden counts.

        A share that is not proven may be made of any count in its place.
        """
        height, width = len(self.counts), len(self.counts[0])
        found = set()
        for side, shares in enumerate(self.shares):
            for share in shares:
                for place in range(height if side else width):
                    sources = share.sources(place)
                    if share not in self.sure:
                        sources += [(i, place) for i in range(width if side else height)]
                    at = [self._cell(side, *source) for source in sources]
                    if not hidden.isdisjoint(at):
                        found.add(self._cell(side, share.line, place))
        return found

    def _cell(self, side: int, line: int, place: int) -> Cell:
        row, column = (place, line) if side else (line, place)
        return row * len(self.counts[0]) + column


def structure_of(layout: Layout, wish: str = AUTO, *, zeros_shown: bool = True) -> Structure:
    """Return the counts, sums and shares of a table, by its labels and by its numbers.

    Parameters
    ----------
    layout : Layout
    wish : str
        As for `margins`; what numbers say is asked only with "auto", and shares but with "inga".
    zeros_shown : bool, optional
        No count that is hidden already is 0.

    Raises
    ------
    BadValueError, DomainError
        As `counts_of` and `margins`; or a line is called a share and is none.
    """
    numbers = numbers_of(layout)
    aside: list[set[int]] = [set(), set()]
    labels = layout.row_labels(), layout.column_labels()
    lines = numbers, [list(column) for column in zip(*numbers, strict=True)]
    shares: tuple[list[Share], list[Share]] = ([], [])
    if searches_shares(wish):
        stated = tuple(stated_shares(*side) for side in zip(lines, labels, strict=True))
        summed = [
            {i for relation in side for i in relation.signs()}
            for side in told(layout, counts_of(layout, (stated[0], stated[1])), wish)
        ]
        shares = (
            found_shares(lines[0], labels[0], ROW, summed[0]),
            found_shares(lines[1], labels[1], COLUMN, summed[1]),
        )
        aside = [
            {s.line for s in each if s.line in called or is_proven(side, s, CERTAIN)}
            for side, each, called in zip(lines, shares, stated, strict=True)
        ]
        if searches(wish):
            shares = _without_counts(layout, (aside[0], aside[1]), shares, wish)
    counts = counts_of(layout, (aside[0], aside[1]))
    sums = _sums(layout, counts, wish, zeros_shown=zeros_shown)
    sure = {s for side, each in zip(lines, shares, strict=True) for s in each if is_proven(side, s)}
    return Structure(counts, *sums, shares, sure)


def _without_counts(
    layout: Layout,
    aside: tuple[set[int], set[int]],
    shares: tuple[list[Share], list[Share]],
    wish: str,
) -> tuple[list[Share], list[Share]]:
    """Return the shares without lines that are parts of sums, with as much proof as any of them.

    Those that are aside stay. Shares sum to shares, or to a hundred in every place: a sum with any
    other line is of counts.
    """
    maybe = [{s.line for s in each} - known for each, known in zip(shares, aside, strict=True)]
    if not any(maybe):
        return shares
    counts = counts_of(layout, aside)
    sides = counts, [list(column) for column in zip(*counts, strict=True)]
    most = max(
        proof(side, share)
        for side, each, lines in zip(sides, shares, maybe, strict=True)
        for share in each
        if share.line in lines
    )
    kept: tuple[list[Share], list[Share]] = ([], [])
    found = _found(layout, counts, wish, max(most, MARGIN))
    for some, every, lines, side, relations in zip(kept, shares, maybe, sides, found, strict=True):
        alike = lines | {i for i, line in enumerate(side) if _is_scale(line)}
        for _ in relations:  # what one sum shows to be counts may show it of others
            for relation in relations:
                if not alike.issuperset(relation.signs()):
                    alike -= relation.signs().keys()
        some += [share for share in every if share.line not in lines - alike]
    return kept


def _is_scale(line: Line) -> bool:
    """Tell whether a line has what shares sum to, in every place."""
    values = {cell for cell in line if cell}
    return len(values) == 1 and not values.isdisjoint(UNCALLED)


def _sums(
    layout: Layout, counts: Sequence[Line], wish: str, *, zeros_shown: bool
) -> tuple[Sums, Sums]:
    """Return the sums that labels tell, and those of the numbers that no hidden count contradicts.

    Where counts are hidden a sum is compared in the places where all of it is shown, so that it
    may be chance although it is proven there.
    """
    found = _found(layout, counts, wish) if searches(wish) else ((), ())
    sums = margins(layout, counts, wish, found)
    if not any(found) or not any(HIDDEN in row for row in counts):
        return sums
    if _fit(counts, sums, zeros_shown=zeros_shown):
        return sums
    kept: tuple[list[Relation], list[Relation]] = ([], [])
    for side, relations in zip(kept, found, strict=True):
        for relation in relations:
            side.append(relation)
            if not _fit(counts, margins(layout, counts, wish, kept), zeros_shown=zeros_shown):
                side.pop()
    return margins(layout, counts, wish, kept)


def _fit(counts: Sequence[Line], sums: tuple[Sums, Sums], *, zeros_shown: bool) -> bool:
    """Tell whether any counts in the hidden cells give these sums."""
    try:
        counts_with(counts, sums, zeros_shown=zeros_shown)
    except BadValueError:
        return False
    return True


def _found(layout: Layout, counts: Sequence[Line], wish: str, margin: float = MARGIN) -> Found:
    """Return the sums that numbers prove between rows and between columns, by so many bits.

    Only places that are no sums of other places are evidence: those that the labels tell are sums
    are none, nor those that the numbers may.
    """
    columns = [list(column) for column in zip(*counts, strict=True)]
    tells = partial(tell, layout.row_labels()), partial(tell, layout.column_labels())
    sides = counts, columns
    every = range(len(columns)), range(len(counts))
    labelled = told(layout, counts, wish)
    maybe = [
        {r.left[0] for r in (*stated, *found_sums(side, places, each, margin=0))}
        for side, places, each, stated in zip(sides, every, tells, labelled, strict=True)
    ]
    rows, along = (
        found_sums(side, [k for k in places if k not in maybe[1 - n]], each, margin)
        for n, (side, places, each) in enumerate(zip(sides, every, tells, strict=True))
    )
    return rows, along


def told(
    layout: Layout, counts: Sequence[Line], wish: str = AUTO
) -> tuple[list[Relation], list[Relation]]:
    """Return the sums that the labels, or the wish, tell without the numbers."""
    try:
        rows, columns = margins(layout, counts, wish)
    except BadValueError:  # a total that adds up only with what the numbers tell
        return [], []
    return rows.relations(), columns.relations()


def possible_sums(table: Structure) -> tuple[list[Relation], list[Relation]]:
    """Return sums between rows, and between columns, that hold but may be chance."""
    columns = [list(column) for column in zip(*table.counts, strict=True)]
    found: list[list[Relation]] = []
    for lines, sums in ((table.counts, table.rows), (columns, table.columns)):
        span = Span()
        empty = empty_lines(lines)
        for relation in sums.relations():
            span.add(relation.without(empty))
        more = found_sums(lines, range(len(lines[0])), lambda _: False, _POSSIBLE)
        found.append([r for r in more if span.add(r.without(empty))])
    return found[0], found[1]

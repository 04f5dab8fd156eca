"""Which counts of several tables in sheets are the same count, by their labels.

A count is named by the categories that it is limited to: the count for typ 1 and kvinnor has the
same name in every table, and so has the count for typ 1 of a table by sex and of one by age, whose
totals are limited to typ 1 alone. A line is a total when it sums all others of its side, or is
the only one. Words that limit a whole table are in the names of all its counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, combinations

from regso.core.disclosure.joint.linked import NamedTable
from regso.core.disclosure.joint.links import Link
from regso.core.disclosure.joint.sides import TOTAL, Category, Lines, Side, known_categories
from regso.core.disclosure.structure.reading import Structure
from regso.errors import BadValueError


def named(
    structures: Sequence[Structure],
    lines: Sequence[tuple[Lines, Lines]],
    apart: Collection[int] = (),
) -> list[NamedTable]:
    """Return tables whose counts have the same name where they are the same count.

    Parameters
    ----------
    structures, lines : of each table
    apart : tables whose labels name other counts than those of the others
    """
    known = known_categories(lines)
    found = []
    for t, (structure, (rows, columns)) in enumerate(zip(structures, lines, strict=True)):
        down, along = rows.categories(known), columns.categories(known)
        own = rows.limits | columns.limits | ({f"tabell {t + 1}"} if t in apart else TOTAL)
        counts = [[v if isinstance(v, int) else None for v in row] for row in structure.counts]
        names = [[i | j | own for j in along] for i in down]
        found.append(NamedTable(names, counts, (structure.rows, structure.columns)))
    return found


def clashes(tables: Sequence[NamedTable]) -> list[tuple[int, int]]:
    """Return the pairs of tables that give other counts the same names, half of them or more."""
    counts = [
        {
            name: count
            for names, row in zip(table.names, table.counts, strict=True)
            for name, count in zip(names, row, strict=True)
            if count
        }
        for table in tables
    ]
    found = []
    for (t, one), (u, other) in combinations(enumerate(counts), 2):
        shared = one.keys() & other.keys()
        differ = sum(one[name] != other[name] for name in shared)
        if differ and 2 * differ >= len(shared):
            found.append((t, u))
    return found


def refuse_unlinked(tables: Sequence[NamedTable], joined: Collection[int]) -> None:
    """Refuse a table that shares no count with another, unless it is one of those joined."""
    names = [{name for row in table.names for name in row} for table in tables]
    if len(tables) - len(joined) == 1:  # all the others are joined, or said to be of others
        return
    for i, own in enumerate(names):
        others = set().union(*names[:i], *names[i + 1 :])
        if i not in joined and own.isdisjoint(others):
            raise BadValueError(
                f"Tabell {i + 1} har inget antal gemensamt med de andra, och inga summor mellan "
                "dem hittas; ta med summorna och ge samma sak samma etikett i alla tabeller."
            )


def refuse_rings(
    sides: Sequence[Side], links: Sequence[Link], alike: Sequence[tuple[int, int]] = ()
) -> None:
    """Refuse tables in a ring, by their labels alone and with what links them.

    Sides are of one grouping where they have a category in common, or where a sum between tables
    joins their places, or their lines; or are `alike` because a table is part of another.
    """
    _refuse_rings(sides, ())
    if links or alike:
        _refuse_rings(sides, [*_of_links(sides, links), *alike])


def _refuse_rings(sides: Sequence[Side], alike: Sequence[tuple[int, int]]) -> None:
    """Refuse tables such as A by B, B by C and C by A, whose sums say more than they show.

    Without a ring any counts that fit the tables one by one fit a register too (Vorob'ev 1962).
    """
    lines: list[set[Category]] = [set(side.categories) - {TOTAL} for side in sides]
    place = list(range(len(lines)))  # sides of one grouping have one place
    for i, j in chain(_of_one_grouping(lines), alike):
        place = [place[i] if p == place[j] else p for p in place]
    edges = {
        frozenset(place[side] for side in (n, n + 1) if lines[side])
        for n in range(0, len(lines), 2)
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


def _of_one_grouping(lines: Sequence[set[Category]]) -> Iterator[tuple[int, int]]:
    """Yield the sides that have a category in common, two and two."""
    for i, j in combinations(range(len(lines)), 2):
        if lines[i] & lines[j]:
            yield i, j


def _of_links(sides: Sequence[Side], links: Sequence[Link]) -> Iterator[tuple[int, int]]:
    """Yield the sides that sums between tables join, two and two."""
    for link in links:
        has_leaves = all(
            len(set(places) & set(sides[s].place_leaves)) > 1 for s, places in link.group
        )
        for one, other in combinations([*link.left, *link.right], 2):
            if has_leaves:
                yield _other(one.side), _other(other.side)
            if all(sides[end.side].categories[end.line] != TOTAL for end in (one, other)):
                yield one.side, other.side


def _other(side: int) -> int:
    """Return the other side of the same table; the rows of each come before its columns."""
    return side + 1 if side % 2 == 0 else side - 1

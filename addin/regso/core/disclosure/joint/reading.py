"""Tables in sheets that are published together, with all that joins them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from regso.core.disclosure.joint.alike import called_alike
from regso.core.disclosure.joint.between import found_links
from regso.core.disclosure.joint.groups import found_groups, told_groups
from regso.core.disclosure.joint.limits import limited
from regso.core.disclosure.joint.linked import Between, NamedTable, joined
from regso.core.disclosure.joint.links import Link, Signs
from regso.core.disclosure.joint.naming import clashes, named, refuse_rings, refuse_unlinked
from regso.core.disclosure.joint.rests import Part, found_parts
from regso.core.disclosure.joint.samband import Stated, stated_links, stated_of
from regso.core.disclosure.joint.sides import (
    Lines,
    Side,
    Spot,
    known_categories,
    sides_of,
)
from regso.core.disclosure.joint.threes import found_threes
from regso.core.disclosure.joint.within import divided_within
from regso.core.disclosure.layout import HIDDEN, Layout
from regso.core.disclosure.relations import MARGIN
from regso.core.disclosure.stated import AUTO, COLUMN, ROW
from regso.core.disclosure.structure.reading import Structure, possible_sums, structure_of
from regso.errors import BadValueError

Balance = dict[Hashable, int]


@dataclass(frozen=True)
class TableSet:
    """Tables whose counts have names, and the sums between them.

    Attributes
    ----------
    structures : of each table by itself
    tables : list of NamedTable
    sides : the rows and the columns of each table
    margins : per table what is stated of the sums within it
    stated, proven, possible : sums between tables: as stated, found, and found but perhaps chance
    parts : tables that are part of others
    """

    structures: list[Structure]
    tables: list[NamedTable]
    sides: list[Side]
    margins: dict[int, str]
    stated: list[Link]
    proven: list[Link]
    possible: list[Link]
    parts: list[Part]

    @property
    def between(self) -> Between:
        """What joins the tables besides names."""
        sure = self._by_name([*self.stated, *self.proven])
        rests = self._rests([rest for part in self.parts for rest in part.rests], sure)
        sums = self._rests([rest for part in self.parts for rest in part.sums], sure)
        coarser = [rest for rest in sums if rest not in rests]
        return Between(sure, self._doubtful(), rests, coarser)

    def _doubtful(self) -> list[Balance]:
        """Return every sum that holds but may be chance, within a table or between tables."""
        within = []
        for t, structure in enumerate(self.structures):
            height, width = len(structure.counts), len(structure.counts[0])
            rows, columns = possible_sums(structure)
            within += [
                {(t, i, j): sign for i, sign in r.signs().items()}
                for r in rows
                for j in range(width)
            ]
            within += [
                {(t, i, j): sign for j, sign in r.signs().items()}
                for r in columns for i in range(height)
            ]  # fmt: skip
        return [*self._named(within), *self._by_name(self.possible)]

    def _rests(self, left: Sequence[Signs], sums: Sequence[Balance]) -> list[Balance]:
        """Return what parts leave of the counts that they are part of, if no table has it."""
        shown = {
            frozenset((other, -s * sign) for other, s in signs.items() if other != name)
            for signs in sums
            for name, sign in signs.items()
        }
        rests = {frozenset(rest.items()): rest for rest in self._named(left)}
        return [rest for key, rest in rests.items() if len(rest) > 1 and key not in shown]

    def hidden_cells(self, hidden: frozenset[Hashable]) -> list[set[tuple[int, int]]]:
        """Return row and column of what is hidden in each table: counts, and shares of them."""
        found = []
        for structure, table in zip(self.structures, self.tables, strict=True):
            width = len(structure.counts[0])
            cells = {
                i * width + j
                for i, names in enumerate(table.names)
                for j, name in enumerate(names)
                if name in hidden
            }
            every = cells | structure.shares_to_hide(cells)
            found.append({divmod(cell, width) for cell in every})
        return found

    def linked(self, links: Sequence[Link]) -> set[int]:
        """Return the tables that links join."""
        ends = [end for link in links for end in (*link.left, *link.right)]
        return {self.sides[end.side].table for end in ends}

    def _by_name(self, links: Sequence[Link]) -> list[Balance]:
        return self._named([signs for link in links for signs in link.balances])

    def _named(self, balances: Sequence[Signs]) -> list[Balance]:
        found = []
        for balance in balances:
            signs: dict[Hashable, int] = {}
            for (t, i, j), sign in balance.items():
                name = self.tables[t].names[i][j]
                signs[name] = signs.get(name, 0) + sign
            if any(signs.values()):
                found.append({name: sign for name, sign in signs.items() if sign})
        return found


def read_set(layouts: Sequence[Layout], wish: str = AUTO) -> TableSet:
    """Return tables with the counts that they have in common and the sums that join them.

    Counts with the same labels are the same count, unless it is stated that a table counts others,
    or the labels clash and numbers prove another sum between all lines of the tables.

    Parameters
    ----------
    layouts : sequence of Layout
    wish : str
        What is stated of the tables, as `stated_of` reads it.

    Raises
    ------
    BadValueError
        A count is "..", a table has nothing in common with the others, one name has two counts,
        or three tables are linked in a ring; and as `structure_of` and `stated_of`.
    """
    stated = stated_of(wish, len(layouts))
    structures = [_structure(layout, t, stated) for t, layout in enumerate(layouts)]
    lines = [
        (
            Lines(layout.row_labels(), structure.rows, f"tabell {t} {ROW}"),
            Lines(layout.column_labels(), structure.columns, f"tabell {t} {COLUMN}"),
        )
        for t, (layout, structure) in enumerate(zip(layouts, structures, strict=True), 1)
    ]
    apart = set(stated.apart)
    lines = told_groups(limited(structures, lines))
    tables = named(structures, lines, apart)
    while clashing := clashes(tables):
        apart.add(max(clashing[0]))
        tables = named(structures, lines, apart)
    found = _with_links(structures, lines, tables, stated)
    linked = found.linked([*found.stated, *found.proven])
    proven = found.linked([*found.stated, *(link for link in found.proven if link.is_proven)])
    for part in found.parts:
        linked |= {part.whole, part.part} if part.is_sure else set()
        proven |= {part.whole, part.part} if part.is_proven else set()
    if not apart <= proven | stated.apart:
        tables = named(structures, lines, stated.apart)
    joined(tables)  # refuses what cannot be
    refuse_unlinked(tables, linked | stated.apart)
    alike = [pair for part in found.parts if part.is_proven for pair in part.alike]
    refuse_rings(found.sides, [*found.stated, *found.proven], alike)
    return found


def _structure(layout: Layout, table: int, stated: Stated) -> Structure:
    found = structure_of(layout, stated.margins.get(table, AUTO))
    if stated.searches and table not in stated.margins and (sums := divided_within(found)):
        with suppress(BadValueError):  # they contradict what the labels say
            found = structure_of(layout, ";".join([AUTO, *sums]))
    if any(cell == HIDDEN for row in found.counts for cell in row):
        raise BadValueError(
            f'En tabell har "{HIDDEN}"; ange de sanna antalen, så skyddas tabellerna tillsammans.'
        )
    return found


def _with_links(
    structures: list[Structure],
    lines: Sequence[tuple[Lines, Lines]],
    tables: list[NamedTable],
    stated: Stated,
) -> TableSet:
    sides = _sides(lines, tables)
    names = {
        (t, i, j): name
        for t, table in enumerate(tables)
        for i, row in enumerate(table.names)
        for j, name in enumerate(row)
    }
    own = stated_links(stated, sides)
    parts, proven, possible = _searched(sides, names) if stated.searches else ([], [], [])
    grouped = found_groups(lines, sides, [*own, *proven, *possible])
    if stated.searches and grouped is not None:
        sides = _sides(grouped, tables)
        more, proven, possible = _searched(sides, names)
        own = stated_links(stated, sides)
        parts += more
    if stated.searches and (alike := called_alike(sides, proven)) is not None:
        parts += found_parts(alike)
    return TableSet(structures, tables, sides, stated.margins, own, proven, possible, parts)


def _searched(
    sides: Sequence[Side], names: Mapping[Spot, Hashable]
) -> tuple[list[Part], list[Link], list[Link]]:
    """Return the tables that are part of others, and the sums that are proven and possible."""
    threes = found_threes(sides)
    known = {pair for each in threes if each.bits >= MARGIN for pair in each.pairs}
    return found_parts(sides, known), *found_links(sides, names, threes)


def _sides(lines: Sequence[tuple[Lines, Lines]], tables: Sequence[NamedTable]) -> list[Side]:
    known = known_categories(lines)
    return [
        side
        for t, (table, both) in enumerate(zip(tables, lines, strict=True))
        for side in sides_of(t, table.counts, both, known)
    ]

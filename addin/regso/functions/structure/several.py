"""The worksheet function that says what several tables have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from regso.errors import BadValueError
from regso.functions.arguments.kinds import CountTable, OptionalCount, OptionalCountTable, Text
from regso.functions.disclosure import FAMILY
from regso.functions.registry import Cell, Rows, Table, worksheet
from regso.functions.structure.sentences import (
    BY_LABELS,
    BY_NUMBERS,
    HEADER,
    POSSIBLE,
    Names,
    lines,
    texts,
)
from regso.functions.together.finished import read_tables

if TYPE_CHECKING:
    from regso.core.disclosure.joint.links import End, Link
    from regso.core.disclosure.joint.reading import TableSet
    from regso.core.disclosure.joint.rests import Part

_STATED = "samband"


@worksheet(FAMILY)
def REGSO_STRUKTUR_FLERA(
    tabell1: CountTable,
    tabell2: CountTable,
    tabell3: OptionalCountTable = None,
    tabell4: OptionalCountTable = None,
    tabell5: OptionalCountTable = None,
    samband: Text = None,
    antal: OptionalCount = None,
) -> Table:
    """Vad REGSO_SEKRETESS_FLERA ser i flera tabeller: summor i varje tabell och mellan dem.

    tabell1: antal personer med rubrikrad, etiketter och summor
    tabell2: en tabell till
    tabell3: en tredje tabell
    tabell4: en fjärde tabell
    tabell5: en femte tabell
    samband: samma som för REGSO_SEKRETESS_FLERA
    antal: rader i svaret, tomma på slutet; utelämnat betyder så många som behövs
    exempel: =REGSO_STRUKTUR_FLERA({"a",20;"b",30;"totalt",50},{"k",3;"m",47;"totalt",50})
    """
    from regso.core.disclosure.stated import AUTO  # noqa: PLC0415

    layouts, read = read_tables([tabell1, tabell2, tabell3, tabell4, tabell5], samband)
    body: Rows = []
    for number, (layout, structure) in enumerate(zip(layouts, read.structures, strict=True), 1):
        own = [*texts(layout), *lines(layout, structure, read.margins.get(number - 1, AUTO))]
        body += [[number, *row] for row in own]
    body += [*_shared(read), *_parts(read), *_between(read)]
    if antal is not None and len(body) > antal:
        raise BadValueError(
            f"Strukturen har {len(body)} rader men svaret får ha {antal}; ange ett större antal."
        )
    header: list[Cell] = ["tabell", *HEADER]
    body += [[""] * len(header) for _ in range((antal or 0) - len(body))]
    return [header, *body]


def _shared(read: TableSet) -> Iterator[list[Cell]]:
    """Yield how many counts each two tables have in common by their labels."""
    names = [{name for row in table.names for name in row} for table in read.tables]
    for (t, one), (u, other) in combinations(enumerate(names, 1), 2):
        if shared := len(one & other):
            yield [u, "antal", shared, f"samma antal som i tabell {t}", BY_LABELS]


def _parts(read: TableSet) -> Iterator[list[Cell]]:
    """Yield the tables that are part of others, each in the way that is surest."""
    surest: dict[tuple[int, int], Part] = {}
    for part in sorted(read.parts, key=lambda p: (p.is_sure, len(p.rests))):
        surest[part.whole, part.part] = part
    for (whole, table), part in sorted(surest.items()):
        source = BY_LABELS if part.is_told else BY_NUMBERS if part.is_proven else POSSIBLE
        text = f"del av antal i tabell {whole + 1}, skillnaden är minst 0"
        yield [table + 1, "antal", len(part.rests), text, source]


def _between(read: TableSet) -> Iterator[list[Cell]]:
    """Yield the sums between tables."""
    for source, links in (
        (_STATED, read.stated),
        (BY_NUMBERS, read.proven),
        (POSSIBLE, read.possible),
    ):
        for link in links:
            first = link.left[0]
            side = read.sides[first.side]
            where = BY_LABELS if source == BY_NUMBERS and link.is_told else source
            yield [side.table + 1, side.name, _name(read, first), _sum(read, link), where]


def _sum(read: TableSet, link: Link) -> str:
    left = f"{_ends(read, link.left)} " if len(link.left) > 1 else ""
    number = len(link.shown_places(read.sides))
    places = "i summan" if not number else f"på {number} ställen" if number > 1 else "på ett ställe"
    return f"{left}= {_ends(read, link.right)}, {places}"


def _ends(read: TableSet, ends: Sequence[End]) -> str:
    sides = (read.sides[end.side] for end in ends)
    return " + ".join(
        f"tabell {side.table + 1} {side.name} {_name(read, end)}"
        for side, end in zip(sides, ends, strict=True)
    )


def _name(read: TableSet, end: End) -> str:
    """Return what a line is called; the sum of all where the table has no such line."""
    side = read.sides[end.side]
    if end.line >= side.size:
        group = ", ".join(sorted(side.categories[end.line]))
        return f"gruppen {group}" if group else f"1–{side.size}, summan"
    return Names(side.name, side.labels).of(end.line)

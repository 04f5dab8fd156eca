"""The worksheet function that says what the rows of unknown type could change."""

from __future__ import annotations

from regso.core.areas.areatypes import CHALLENGED, NAMES, TYPES, UNKNOWN
from regso.core.measures import aggregate
from regso.core.measures.aggregate import BLANK, OKAND
from regso.core.measures.question import unknown
from regso.core.measures.question.targeting import Persons, total
from regso.core.measures.question.unknown import Could, Group
from regso.core.measures.typetable import HIDDEN, PERCENTAGE_POINTS, ROWS
from regso.functions import rows
from regso.functions.arguments.kinds import Codes, Column, Denominator, Threshold, Year
from regso.functions.question.byarea import ByArea, by_area, head_of
from regso.functions.question.hidden import hidden_in_table, refuse_parts_of_persons
from regso.functions.question.targeting import FAMILY
from regso.functions.registry import Cell, Rows, Table, worksheet
from regso.functions.tables import type_cell
from regso.functions.values import year_of
from regso.store import current

_HEADER = ("ingen okänd", "alla i typ 1", "i proportion", "lägst", "högst")
_KINDS: tuple[int | str, ...] = (*TYPES, CHALLENGED)
_FIRST, _LAST = TYPES[0], TYPES[-1]
_LEVEL = 0.95  # no interval is shown


@worksheet(FAMILY)
def REGSO_OKANDGRANS(
    koder: Codes,
    taljare: Column,
    namnare: Denominator,
    ar: Year = None,
    troskel: Threshold = None,
) -> Table:
    """Vad andelen i varje områdestyp, gapet och kvoten skulle kunna vara om okänd hade en typ.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    taljare: antal personer som berörs per rad, högst namnare
    namnare: antal personer per rad, eller "rader" när varje rad är en person
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    troskel: lägsta antal personer; det som bygger på ett mindre antal är ".."
    exempel: =REGSO_OKANDGRANS({1;2;3;4;5;"okänd"};{30;40;50;60;20;9};{100;200;500;900;600;30})
    """
    reference = current()
    year = year_of(reference, ar)
    found = by_area(koder, taljare, namnare, reference, year)
    refuse_parts_of_persons(found.register, troskel)
    head = head_of(found, "benämning", rows.rests_on(koder, ar, year), troskel)
    hidden = hidden_in_table(found, _LEVEL, troskel)
    groups = {kind: _group(found, kind) for kind in _KINDS}
    table: Rows = [["typ", head, *_HEADER]]
    for kind, group in groups.items():
        could = unknown.share(group) if group.own.persons else None
        table.append([type_cell(kind), NAMES[kind], *_cells(could, {kind}, hidden)])
    one, other = groups[_FIRST], groups[_LAST]
    both = one.own.persons > 0 and other.own.persons > 0
    gap = unknown.difference(one, other) if both else None
    points = gap and Could(*(PERCENTAGE_POINTS * value for value in gap))
    quotient = unknown.ratio(one, other) if both else None
    compared: set[int | str] = {_FIRST, _LAST}
    table.append(["skillnad", "typ 1 − typ 5, procentenheter", *_cells(points, compared, hidden)])
    table.append(["kvot", "typ 1 / typ 5", *_cells(quotient, compared, hidden)])
    return table


def _group(found: ByArea, kind: int | str) -> Group:
    def persons(classes: tuple[int, ...]) -> Persons:
        return total([Persons(found.sums.values[c], found.persons[c]) for c in classes])

    classes = aggregate.members(kind)
    own, known = persons(classes), persons(TYPES).persons
    part = own.persons / known if known else 0.0
    return Group(own, persons((OKAND, BLANK)), part, _FIRST in classes)


def _cells(could: Could | None, kinds: set[int | str], hidden: set[int | str]) -> list[Cell]:
    """Return the cells of a row: what REGSO_TABELL shows without okänd, and the rest with it."""
    if not hidden.isdisjoint(kinds):
        return [HIDDEN] * len(_HEADER)
    if could is None:
        return [""] * len(_HEADER)
    if not hidden.isdisjoint({UNKNOWN, ROWS[-1]}):
        return [could.known, *[HIDDEN] * (len(_HEADER) - 1)]
    return list(could)

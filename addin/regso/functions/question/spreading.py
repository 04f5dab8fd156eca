"""The worksheet function that says what the share of a RegSO hides: how its DeSO differ."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from regso.core.areas import codes
from regso.core.areas.areatypes import ALL, CHALLENGED, NAMES, TOTAL, TYPES
from regso.core.measures import aggregate
from regso.core.measures.question.explained import inside
from regso.core.measures.question.targeting import Persons, total
from regso.core.measures.typetable import HIDDEN, PERCENTAGE_POINTS
from regso.functions import rows
from regso.functions.arguments.kinds import Codes, Column, Denominator, Threshold, Year
from regso.functions.question.byarea import ByArea, by_area, head_of
from regso.functions.question.hidden import has_few, hidden_in_table, refuse_parts_of_persons
from regso.functions.question.targeting import FAMILY
from regso.functions.registry import Cell, Rows, Table, worksheet
from regso.functions.tables import type_cell
from regso.functions.values import year_of
from regso.store import current

_HEADER = (
    "RegSO", "DeSO", "antal", "spridning", "andel inom RegSO", "DeSO som typ 1–2", "antal i dem"
)  # fmt: skip
_KINDS: tuple[int | str, ...] = (*TYPES, CHALLENGED, TOTAL)
_OF_DESO = 4  # columns that rest on the counts of single DeSO
_LEVEL = 0.95  # no interval is shown


class _Deso(NamedTuple):
    regso: str
    kind: int
    persons: Persons


@worksheet(FAMILY)
def REGSO_SPRIDNING(
    koder: Codes,
    taljare: Column,
    namnare: Denominator,
    ar: Year = None,
    troskel: Threshold = None,
) -> Table:
    """Hur mycket DeSO skiljer sig inom samma RegSO, och hur många som har andelar som typ 1 och 2.

    koder: DeSO-koder, en per rad; med RegSO-koder eller typer är det som gäller DeSO tomt
    taljare: antal personer som berörs per rad, högst namnare
    namnare: antal personer per rad, eller "rader" när varje rad är en person
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    troskel: lägsta antal personer; det som bygger på ett mindre antal är ".."
    exempel: =REGSO_SPRIDNING({"9901C1010";"9901C1040";"9901C1050"};{90;40;20};{300;200;200};2022)
    """
    reference = current()
    year = year_of(reference, ar)
    found = by_area(koder, taljare, namnare, reference, year)
    refuse_parts_of_persons(found.register, troskel)
    head = head_of(found, "benämning", rows.rests_on(koder, ar, year), troskel)
    hidden = hidden_in_table(found, _LEVEL, troskel)
    every = [
        _Deso(found.parents.get(code, code), kind, persons)
        for (code, kind), persons in sorted(found.counted.items())
        if persons.persons
    ]
    few = bool(hidden) or has_few([deso.persons for deso in every], troskel)
    known = total([d.persons for d in every if d.kind in aggregate.members(CHALLENGED)])
    table: Rows = [["typ", head, *_HEADER]]
    for kind in _KINDS:
        classes = aggregate.members(ALL if kind == TOTAL else kind)
        inside_it = [deso for deso in every if deso.kind in classes]
        cases: Cell = fsum(found.sums.values[c] for c in classes)
        cells = [*_areas(found, inside_it), HIDDEN if kind in hidden else cases]
        if codes.DESO not in found.levels or not inside_it:
            cells += [""] * _OF_DESO
        else:
            cells += [HIDDEN] * _OF_DESO if few else [*_spread(inside_it), *_like(inside_it, known)]
        table.append([type_cell(kind), NAMES[kind], *cells])
    return table


def _areas(found: ByArea, chosen: list[_Deso]) -> list[Cell]:
    """Return the number of RegSO and of DeSO; blank for a level that the codes lack."""
    regso: Cell = float(len({deso.regso for deso in chosen}))
    deso: Cell = float(len(chosen))
    return [
        regso if codes.REGSO in found.levels else "",
        deso if codes.DESO in found.levels else "",
    ]


def _spread(chosen: list[_Deso]) -> list[Cell]:
    """Return the spread in percentage points, and how much of the variance it is."""
    found = inside([deso.persons for deso in chosen], [deso.regso for deso in chosen])
    return [PERCENTAGE_POINTS * found.spread, "" if found.share is None else found.share]


def _like(chosen: list[_Deso], challenged: Persons) -> list[Cell]:
    """Return the DeSO whose share is at least that of types 1 and 2, and the cases in them."""
    x, n = challenged
    if not x:
        return ["", ""]
    like = [d.persons.cases for d in chosen if d.persons.cases * n >= x * d.persons.persons]
    return [float(len(like)), fsum(like)]

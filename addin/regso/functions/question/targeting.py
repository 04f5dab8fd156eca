"""The worksheet function that says how well types point out the persons in need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regso.core.areas import codes
from regso.core.areas.areatypes import ALL, CHALLENGED, TYPES, UNKNOWN
from regso.core.measures import aggregate
from regso.core.measures.aggregate import BLANK, OKAND
from regso.core.measures.question import targeting
from regso.core.measures.question.resampling import Limits
from regso.core.measures.question.targeting import NO_LIMITS, Areas, Hits, Persons
from regso.core.measures.typetable import HIDDEN, ROWS
from regso.errors import BadValueError
from regso.functions import rows
from regso.functions.arguments.kinds import (
    Codes,
    Column,
    Denominator,
    Level,
    Threshold,
    TypeChoice,
    Year,
)
from regso.functions.question.byarea import ByArea, by_area, head_of
from regso.functions.question.cells import PARTS, column
from regso.functions.question.hidden import has_few, hidden_in_table, refuse_parts_of_persons
from regso.functions.registry import Cell, Rows, Table, worksheet
from regso.functions.values import year_of
from regso.store import current

FAMILY = "Frågan"

_HEADER = (
    "del", "andel", "känslighet", "specificitet", "PPV", "lyft", "koncentrationsindex"
)  # fmt: skip
_LEVELS = ((codes.KOMMUN, "kommun"), (codes.REGSO, "RegSO"), (codes.DESO, "DeSO"))
_MEASURES = len(_HEADER) - 1
_BLANK: list[Cell] = [""] * _MEASURES
_WITHHELD: list[Cell] = [HIDDEN] * _MEASURES


class _Asked(NamedTuple):
    """What is pointed out, among whom, and how the answer is shown."""

    chosen: Persons
    whole: Persons
    unknown: Persons
    types: tuple[int, ...]
    level: float
    threshold: float | None


@worksheet(FAMILY)
def REGSO_TRAFF(
    koder: Codes,
    taljare: Column,
    namnare: Denominator,
    mal: TypeChoice = CHALLENGED,
    ar: Year = None,
    konf: Level = 0.95,
    troskel: Threshold = None,
) -> Table:
    """Hur väl typ 1 och 2 pekar ut de berörda, bredvid det bästa som kommun, RegSO och DeSO kan.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    taljare: antal personer som berörs per rad, högst namnare
    namnare: antal personer per rad, eller "rader" när varje rad är en person
    mal: typerna som pekas ut: "1+2" (förval) eller en av 1–5
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    konf: intervallens konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal personer; det som bygger på ett mindre antal är ".."
    exempel: =REGSO_TRAFF({"9901R001";"9901R002";"9902R001"};{90;40;30};{300;400;500};"1+2";2022)
    """
    if mal in {ALL, UNKNOWN}:
        raise BadValueError(f'mal kan inte vara "{mal}"; ange "1+2" eller en typ 1–5.')
    reference = current()
    year = year_of(reference, ar)
    found = by_area(koder, taljare, namnare, reference, year)
    refuse_parts_of_persons(found.register, troskel)
    asked = _asked(found, aggregate.members(mal), konf, troskel)
    hidden = hidden_in_table(found, konf, troskel)
    head = head_of(found, "indelning", rows.rests_on(koder, ar, year), troskel)
    table: Rows = [[head, *_HEADER]]
    is_hidden = not hidden.isdisjoint({mal, ROWS[-1]})
    table += _block("områdestyp", [_WITHHELD] * 3 if is_hidden else _of_types(found, asked, hidden))
    for level, name in _LEVELS:
        areas = found.levels.get(level)
        if areas is None:
            table += _block(name, [_BLANK] * 3)
        else:
            table += _block(name, _of_best(areas, asked, is_hidden=bool(hidden)))
    return table


def _asked(found: ByArea, types: tuple[int, ...], level: float, threshold: float | None) -> _Asked:
    def persons(classes: Sequence[int]) -> Persons:
        return targeting.total([Persons(found.sums.values[c], found.persons[c]) for c in classes])

    unknown = (OKAND, BLANK)
    whole = persons((*TYPES, *unknown))
    return _Asked(persons(types), whole, persons(unknown), types, level, threshold)


def _of_types(found: ByArea, asked: _Asked, hidden: set[int | str]) -> list[list[Cell]]:
    """Return values and limits of the types: Wilson's, and the bootstrap of the smallest areas."""
    by_type = [Persons(found.sums.values[t], found.persons[t]) for t in TYPES]
    areas = found.finest
    lift = index = None
    if areas is not None and not hidden and not has_few(areas.pairs(), asked.threshold):
        lift, index = targeting.limits_of_types(areas, asked.unknown, asked.types, asked.level)
    limits = (*targeting.wilson_limits(asked.chosen, asked.whole, asked.level), lift)
    lines = _lines(targeting.hits(asked.chosen, asked.whole), limits)
    concentration = (
        [HIDDEN] * len(PARTS)
        if hidden.intersection(TYPES)
        else column(targeting.concentration(by_type), index)
    )
    return [[*line, cell] for line, cell in zip(lines, concentration, strict=True)]


def _of_best(areas: Areas, asked: _Asked, *, is_hidden: bool) -> list[list[Cell]]:
    """Return values and limits of the best areas with the same share of the persons."""
    if is_hidden or has_few(areas.pairs(), asked.threshold):
        return [[*_WITHHELD[:-1], ""]] * len(PARTS)
    chosen, whole = asked.chosen, asked.whole
    best = targeting.best(areas, chosen.persons) if areas.persons else Persons(0, 0)
    limits = NO_LIMITS
    if whole.persons:
        share = chosen.persons / whole.persons
        limits = targeting.limits_of_best(areas, asked.unknown, share, asked.level)
    same_share = targeting.wilson_limits(chosen, whole, asked.level)[0]
    lines = _lines(targeting.hits(best, whole), (same_share, *limits[1:]))
    return [[*line, ""] for line in lines]


def _lines(values: Hits, limits: Sequence[Limits | None]) -> list[list[Cell]]:
    columns = [column(value, each) for value, each in zip(values, limits, strict=True)]
    return [list(line) for line in zip(*columns, strict=True)]


def _block(name: str, lines: Sequence[Sequence[Cell]]) -> Rows:
    return [[name, part, *line] for part, line in zip(PARTS, lines, strict=True)]

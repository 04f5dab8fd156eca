"""The worksheet function that says how much of the differences lies between divisions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from regso.core.areas import codes
from regso.core.measures.question import explained, intercepts
from regso.core.measures.question.targeting import Persons, total
from regso.core.measures.typetable import HIDDEN
from regso.functions import rows
from regso.functions.arguments.kinds import Codes, Column, Denominator, Level, Threshold, Year
from regso.functions.question.byarea import ByArea, by_area, head_of
from regso.functions.question.cells import PARTS, column
from regso.functions.question.hidden import has_few, hidden_in_table, refuse_parts_of_persons
from regso.functions.question.targeting import FAMILY
from regso.functions.registry import Cell, Rows, Table, worksheet
from regso.functions.values import year_of
from regso.store import current

_HEADER = (
    "del", "grupper", "områden brutto", "områden netto", "personer brutto", "personer netto",
    "ICC", "medianoddskvot",
)  # fmt: skip
_TYPES, _REGSO = "områdestyp", "RegSO"
_BLANK: list[Cell] = [""] * len(PARTS)
_WITHHELD: list[Cell] = [HIDDEN] * len(PARTS)
_OF_PERSONS = 2  # the place of "personer brutto" among the shares


class _Place(NamedTuple):
    """An area of known type."""

    regso: str
    kind: int
    persons: Persons


_DIVISIONS: tuple[tuple[str, Callable[[_Place], Hashable], int], ...] = (
    ("län", lambda p: p.regso[:2], 2),
    ("kommun", lambda p: p.regso[:4], 4),
    (_TYPES, lambda p: p.kind, 4),
    ("kommun × områdestyp", lambda p: (p.regso[:4], p.kind), 4),
    (_REGSO, lambda p: p.regso, 4),
)
"""The divisions, with how much of a code names the places that are drawn for their limits."""


@worksheet(FAMILY)
def REGSO_FORKLARING(
    koder: Codes,
    taljare: Column,
    namnare: Denominator,
    ar: Year = None,
    konf: Level = 0.95,
    troskel: Threshold = None,
) -> Table:
    """Hur mycket av skillnaderna som ligger mellan län, kommuner, områdestyper och RegSO.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    taljare: antal personer som berörs per rad, högst namnare
    namnare: antal personer per rad, eller "rader" när varje rad är en person
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    konf: intervallens konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal personer; det som bygger på ett mindre antal är ".."
    exempel: =REGSO_FORKLARING({"9901R001";"9901R002";"9902R001"};{90;40;30};{300;400;500};2022)
    """
    reference = current()
    year = year_of(reference, ar)
    found = by_area(koder, taljare, namnare, reference, year)
    refuse_parts_of_persons(found.register, troskel)
    head = head_of(found, "indelning", rows.rests_on(koder, ar, year), troskel)
    places = [
        _Place(found.parents.get(code, code), kind, persons)
        for (code, kind), persons in sorted(found.counted.items())
        if persons.persons
    ]
    is_hidden = bool(hidden_in_table(found, konf, troskel))
    table: Rows = [[head, *_HEADER]]
    for name, group, length in _DIVISIONS:
        if not places or (name != _TYPES and codes.REGSO not in found.levels):
            lines: list[list[Cell]] = [[""] * (len(_HEADER) - 1)] * len(PARTS)
        else:
            groups = _Groups(found, places, [group(place) for place in places])
            clusters = [place.regso[:length] for place in places]
            columns = _columns(name, groups, clusters, konf, troskel, is_hidden=is_hidden)
            lines = [list(line) for line in zip(*columns, strict=True)]
        table += [[name, part, *line] for part, line in zip(PARTS, lines, strict=True)]
    return table


class _Groups:
    """The areas of a register, and the groups of a division."""

    def __init__(self, found: ByArea, places: Sequence[_Place], names: Sequence[Hashable]) -> None:
        self.places, self.names = places, names
        self.areas = [place.persons for place in places]
        self.has_areas, self.has_deso = found.finest is not None, codes.DESO in found.levels
        members: dict[Hashable, list[Persons]] = {}
        for name, persons in zip(names, self.areas, strict=True):
            members.setdefault(name, []).append(persons)
        self.sums = [total(group) for group in members.values()]


def _columns(
    name: str,
    groups: _Groups,
    clusters: Sequence[str],
    level: float,
    threshold: float | None,
    *,
    is_hidden: bool,
) -> list[list[Cell]]:
    """Return the columns of a division, each with its value and limits."""
    count: list[Cell] = [float(len(groups.sums)), "", ""]
    if is_hidden or has_few(groups.sums, threshold):
        return [count, *[_WITHHELD] * (len(_HEADER) - 2)]
    if not groups.has_areas:
        persons = explained.explained(groups.sums, range(len(groups.sums))).persons
        return [
            count, _BLANK, _BLANK, column(persons, None), _BLANK, *_of_model(groups.sums, level)
        ]  # fmt: skip
    shares: list[list[Cell]]
    found = explained.explained(groups.areas, groups.names)
    if has_few(groups.areas, threshold):
        shares = [_WITHHELD] * len(found)
        shares[_OF_PERSONS] = column(found.persons, None)
    else:
        limits = explained.limits(groups.areas, groups.names, clusters, level)
        shares = [column(*each) for each in zip(found, limits, strict=True)]
    if name == _REGSO and not groups.has_deso:
        shares[:_OF_PERSONS] = [_BLANK] * _OF_PERSONS  # each area is its own group
    return [count, *shares, *_of_model(groups.sums, level)]


def _of_model(sums: Sequence[Persons], level: float) -> list[list[Cell]]:
    """Return ICC and median odds ratio, with limits."""
    found = intercepts.spread(sums, level)
    if found is None:
        return [_BLANK, _BLANK]

    def measured(measure: Callable[[float], float]) -> list[Cell]:
        limits = found.limits and (measure(found.limits[0]), measure(found.limits[1]))
        return column(measure(found.sd), limits)

    return [measured(intercepts.correlation), measured(intercepts.median_odds_ratio)]

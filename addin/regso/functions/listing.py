"""Worksheet functions that list and search areas, and tell what is comparable over time."""

from __future__ import annotations

from typing import NamedTuple

from regso.core.areas import codes
from regso.core.areas.areas import Areas, parts_of, vintage_of
from regso.core.areas.areatypes import ALL, CHALLENGED, TOTAL, TYPES, UNKNOWN
from regso.core.areas.search import NameIndex
from regso.core.areas.transitions import Break, moves, with_totals
from regso.errors import NotFoundError, NotInstalledError
from regso.functions import populations
from regso.functions.arguments.kinds import EVERY_TYPE, Codes, Count, Region, TypeChoice, Word, Year
from regso.functions.breaks import between_vintages
from regso.functions.register import heading
from regso.functions.registry import (
    Cell,
    Lookup,
    PerCell,
    Rows,
    Table,
    Value,
    last_error,
    worksheet,
)
from regso.functions.values import FAMILY, areas_of, year_of
from regso.store import Reference, current
from regso.store.schema import INDEX, TYPE

_LIST_HEADER = ("kod", "namn", "kommun", "typ", "index", "befolkning", "år")
_MATCH_HEADER = ("kod", "namn", "kommun", "likhet")
_RIKET = "00"
_CHOSEN: dict[Cell, tuple[Cell, ...]] = {
    ALL: ("", *TYPES),
    CHALLENGED: (1, 2),
    UNKNOWN: ("",),
}


@worksheet(FAMILY)
def REGSO_LISTA(omrade: Region = _RIKET, typ: TypeChoice = EVERY_TYPE, ar: Year = None) -> Table:
    """Lista över RegSO med namn, kommun, typ, index, befolkning och år, i kodordning.

    omrade: kod för län, kommun eller RegSO; utelämnat betyder hela riket
    typ: 1–5, "1+2", "okänd" eller "alla" (förval, även områden utan typ)
    ar: år; utelämnat betyder året som =REGSO_AR() svarar
    exempel: =REGSO_LISTA("9901";"1+2";2022)
    """
    reference = current()
    year = year_of(reference, ar)
    wanted = set(_members(reference.areas(vintage_of(year)), omrade))
    chosen = _CHOSEN.get(typ, (typ,))
    rows = reference.memo(("listing", year), lambda: _listing(reference, year))
    code, name, *others = _LIST_HEADER
    header: list[Cell] = [code, heading(name, year), *others]
    return [header, *([*row] for row in rows if row[0] in wanted and row[3] in chosen)]


@worksheet(FAMILY)
def REGSO_SOK(text: Word, antal: Count = 10) -> Table:
    """De RegSO vars namn mest liknar en text; stavfel och å, ä, ö skrivna som a, o tolereras.

    text: namn eller en del av det, gärna med kommunens namn
    antal: antal rader i svaret, 1–1000; utelämnat betyder 10
    exempel: =REGSO_SOK("Sagobaken";3)
    """
    reference = current()
    areas = areas_of(reference, None)
    index = reference.memo(("name index", areas.vintage), lambda: _name_index(areas))
    table: Rows = [[*_MATCH_HEADER]]
    for code, likeness in index.best(text, antal):
        table.append([code, areas.names[code], areas.names[code[:4]], likeness])
    return table + [[""] * len(_MATCH_HEADER) for _ in range(antal + 1 - len(table))]


@worksheet(FAMILY)
def REGSO_GRANSANDRING(kod: Codes) -> PerCell:
    """Vad som hände området vid indelningen 2025; "uppgift saknas" om ett DeSO:s gräns är okänd.

    kod: RegSO- eller DeSO-kod; fråga på RegSO, för om DeSO:s egna gränser säger listorna föga
    exempel: =REGSO_GRANSANDRING({"9902R001";"9902R003";"9903R004";"9904R003";"9902R011"})
    """
    reference = current()
    between = between_vintages(reference)
    return kod.map(
        reference.memo(
            "changes between vintages",
            lambda: Lookup({}, lambda raw: _change(between, codes.read(raw))),
        )
    )


@worksheet(FAMILY)
def REGSO_FLYTT(ar_fore: Year, ar_efter: Year, omrade: Region = _RIKET) -> Table:
    """Antalet RegSO efter typ före (rader) och typ efter (kolumner), med summor och bortfall.

    ar_fore: året före
    ar_efter: året efter; från 2024 gäller RegSO 2025, och bara oförändrade gränser jämförs
    omrade: kod för län eller kommun; utelämnat betyder hela riket
    exempel: =REGSO_FLYTT(2022;2024)
    """
    reference = current()
    before, after = (_typed(reference, int(year or 0), omrade) for year in (ar_fore, ar_efter))
    across = before.vintage != after.vintage
    moved = between_vintages(reference).moved if across else frozenset()
    found = moves(before[1:], after[1:], moved)
    corner = f"typ {ar_fore} (rader), typ {ar_efter} (kolumner)"
    table: Rows = [[corner, *map(float, TYPES), TOTAL]]
    labels: list[Cell] = [*map(float, TYPES), TOTAL]
    for label, counts in zip(labels, with_totals(found.counts), strict=True):
        table.append([label, *map(float, counts)])
    empty: list[Cell] = [""] * len(TYPES)
    table.append(["ej jämförda: ändrad gräns", float(found.moved), *empty])
    table.append(["ej jämförda: upphörda eller nya", float(found.ended_or_new), *empty])
    table.append(["ej jämförda: saknar typ något av åren", float(found.without_type), *empty])
    return table


@worksheet(FAMILY, volatile=True)
def REGSO_FEL() -> Value:
    """Texten till det senaste felet på den här datorn; tom om inget fel har hänt.

    exempel: =REGSO_FEL()
    """
    return last_error()


class _Typed(NamedTuple):
    """The areas of a region in a year, and the types of those that have one."""

    vintage: int
    codes: frozenset[str]
    types: dict[str, float]


def _typed(reference: Reference, year: int, region: str) -> _Typed:
    types = reference.values(TYPE, year)
    areas = reference.areas(vintage_of(year))
    return _Typed(areas.vintage, frozenset(_members(areas, region)), types)


def _members(areas: Areas, region: str) -> list[str]:
    """Return the RegSO in riket, or in a län, kommun or RegSO of the vintage."""
    return parts_of(populations.region_of(areas, region), areas.regso)


def _listing(reference: Reference, year: int) -> list[tuple[Cell, ...]]:
    """Return the row of every RegSO of a year's vintage, by code; what is not stored is empty."""
    types = reference.values(TYPE, year)
    areas = reference.areas(vintage_of(year))
    try:
        index = reference.values(INDEX, year)
    except (NotFoundError, NotInstalledError):
        index = {}
    persons = _persons(reference, year, areas)
    return [
        (
            code,
            areas.names[code],
            areas.names.get(code[:4], ""),
            int(types[code]) if code in types else "",
            index.get(code, ""),
            persons.get(code, ""),
            year,
        )
        for code in sorted(areas.regso)
    ]


def _persons(reference: Reference, year: int, areas: Areas) -> dict[str, float]:
    """Return the population of the RegSO that have one in a year."""
    found: dict[str, float] = {}
    try:
        people = populations.of(reference, year, None, None)
    except (NotFoundError, NotInstalledError):
        return found
    for code in areas.regso:
        try:
            found[code] = people.persons(code)
        except NotFoundError:
            continue
    return found


def _name_index(areas: Areas) -> NameIndex:
    """Return the index of names, each by itself and with its kommun."""
    forms = [(code, areas.names[code]) for code in areas.regso]
    return NameIndex(
        [*forms, *((code, f"{areas.names.get(code[:4], '')} ({name})") for code, name in forms)]
    )


def _change(between: Break, code: codes.Code) -> str:
    stated = next((a for a in (between.old, between.new) if a.vintage == code.vintage), None)
    if stated is not None and code.text not in stated:
        raise stated.unknown(code.text)
    return between.change_of(code.text)

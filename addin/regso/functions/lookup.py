"""Worksheet functions that look things up: type, index, name, kommun, län, code, population."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from regso import __version__
from regso.core import areatypes, codes
from regso.core.areas import Areas, vintage_of
from regso.errors import BadValueError, NotFoundError, NotInstalledError
from regso.functions import populations
from regso.functions.kinds import CellRange, Codes, Group, Text, Year
from regso.functions.registry import Cell, Lookup, PerCell, Value, worksheet
from regso.store import Reference, current
from regso.store.schema import AREAS as AREA_LIST
from regso.store.schema import (
    ASSISTANCE,
    BOUNDARIES,
    INDEX,
    KEYS,
    LOW_STANDARD,
    POPULATION,
    PRE_SECONDARY,
    TYPE,
)

FAMILY = "Slå upp"

_PARTS = {
    "index": INDEX,
    "låg ekonomisk standard": LOW_STANDARD,
    "förgymnasial": PRE_SECONDARY,
    "bistånd": ASSISTANCE,
}
_SUBJECTS = {
    "typ": TYPE,
    "områdestyp": TYPE,
    "index": INDEX,
    "befolkning": POPULATION,
    "namn": AREA_LIST,
    "gränser": BOUNDARIES,
}


@worksheet(FAMILY)
def REGSO_TYP(kod: Codes, ar: Year = None) -> PerCell:
    """Områdets officiella områdestyp, 1–5.

    kod: RegSO- eller DeSO-kod, en cell eller ett område
    ar: år; utelämnat betyder det senaste år som har värden för alla områden
    exempel: =REGSO_TYP("9901R001";2022)
    """
    return kod.map(types(current(), ar))


@worksheet(FAMILY)
def REGSO_INDEX(kod: Codes, ar: Year = None, del_: Text = None) -> PerCell:
    """Områdets socioekonomiska index, 0–100; högre betyder större utmaningar.

    kod: RegSO- eller DeSO-kod, en cell eller ett område
    ar: år; utelämnat betyder det senaste år som har värden för alla områden
    del: "index", eller en av andelarna "låg ekonomisk standard", "förgymnasial", "bistånd"
    exempel: =REGSO_INDEX("9901R001";2022)
    """
    measure = _choice(del_ or "index", _PARTS, "del")
    return kod.map(_by_regso(current(), measure, ar))


@worksheet(FAMILY)
def REGSO_NAMN(kod: Codes, ar: Year = None) -> PerCell:
    """Namnet på ett RegSO, en kommun eller ett län; ett DeSO har sitt RegSO:s namn.

    kod: kod för RegSO, DeSO, kommun eller län, en cell eller ett område
    ar: år som bestämmer indelningen; utelämnat betyder den senaste inlästa
    exempel: =REGSO_NAMN("9901R001")
    """
    reference = current()
    areas = areas_of(reference, ar)
    return kod.map(
        reference.memo(
            ("names", areas.vintage),
            lambda: Lookup(
                areas.names,
                lambda raw: areas.name_of(codes.compact(raw)),
            ),
        )
    )


@worksheet(FAMILY)
def REGSO_KOMMUN(kod: Codes, del_: Text = None) -> PerCell:
    """Kommunen som ett område ligger i.

    kod: kod för RegSO, DeSO eller kommun, en cell eller ett område
    del: "namn" (förval) eller "kod"
    exempel: =REGSO_KOMMUN("9901C1010")
    """
    return kod.map(_enclosing(codes.KOMMUN, del_))


@worksheet(FAMILY)
def REGSO_LAN(kod: Codes, del_: Text = None) -> PerCell:
    """Länet som ett område ligger i.

    kod: kod för RegSO, DeSO, kommun eller län, en cell eller ett område
    del: "namn" (förval) eller "kod"
    exempel: =REGSO_LAN("9901R001";"kod")
    """
    return kod.map(_enclosing(codes.LAN, del_))


@worksheet(FAMILY)
def REGSO_KOD(text: Codes, kommun: CellRange = None, ar: Year = None) -> PerCell:
    """Ren områdeskod ur en slarvigt skriven kod, ur "Kommun (Namn)" eller ur namn och kommun.

    text: kod eller namn, en cell eller ett område
    kommun: kommunens namn eller kod när text är ett namn, en cell eller ett lika stort område
    ar: år som bestämmer indelningen; utelämnat betyder den senaste inlästa
    exempel: =REGSO_KOD("Sagobacken";"Exempelby")
    """
    areas = areas_of(current(), ar)
    if kommun is None or kommun.shape == (1, 1):
        where = kommun.rows[0][0] if kommun else None
        return text.map(Lookup({}, partial(_code, areas, kommun=where)))
    if kommun.shape != text.shape:
        raise BadValueError("Områdena text och kommun är olika stora; markera lika många celler.")
    return [
        [
            Lookup({}, partial(_code, areas, kommun=place))[raw]
            for raw, place in zip(*pair, strict=True)
        ]
        for pair in zip(text.rows, kommun.rows, strict=True)
    ]


@worksheet(FAMILY)
def REGSO_FRAN_DESO(deso: Codes, ar: Year = None) -> PerCell:
    """RegSO-koden som ett DeSO hör till i årets indelning.

    deso: DeSO-kod, en cell eller ett område
    ar: år som bestämmer indelningen; utelämnat betyder den senaste inlästa
    exempel: =REGSO_FRAN_DESO("9902C1080";2023)
    """
    reference = current()
    areas = areas_of(reference, ar, KEYS)
    return deso.map(
        reference.memo(
            ("keys", areas.vintage),
            lambda: Lookup(
                areas.parents,
                lambda raw: areas.regso_of(codes.compact(raw)),
            ),
        )
    )


@worksheet(FAMILY)
def REGSO_BEFOLKNING(
    kod: Codes, ar: Year = None, alder: Group = None, kon: Group = None
) -> PerCell:
    """Folkmängd 31 december i ett område.

    kod: kod för RegSO, DeSO, kommun eller län, eller texten "00" för riket
    ar: år; utelämnat betyder det senaste år som har värden för alla områden
    alder: åldersgrupp, till exempel "20-64"; utelämnat betyder alla åldrar
    kon: "män", "kvinnor" eller "totalt" (förval)
    exempel: =REGSO_BEFOLKNING("9901";2022;"20-64")
    """
    reference = current()
    people = populations.of(reference, ar, alder, kon)
    return kod.map(Lookup({}, lambda raw: people.persons(codes.compact(raw))))


@worksheet(FAMILY)
def REGSO_TYPNAMN(typ: Codes) -> PerCell:
    """Områdestypens officiella namn.

    typ: 1–5, "1+2", "okänd" eller "alla", en cell eller ett område
    exempel: =REGSO_TYPNAMN("1+2")
    """
    return typ.map(Lookup({}, lambda raw: areatypes.NAMES[areatypes.to_type(raw)]))


@worksheet(FAMILY)
def REGSO_AR(amne: Text = None) -> Value:
    """Året som ett anrop utan år använder; texten slutar med "ofullständig" om värden saknas.

    amne: "typ" (förval), "index", "befolkning", "namn" eller "gränser"
    exempel: =REGSO_AR("befolkning")
    """
    chosen = current().default_year(subject_of(amne))
    return chosen.year if chosen.complete else f"{chosen.year} ofullständig"


@worksheet(FAMILY)
def REGSO_VERSION() -> Value:
    """Versioner av tillägget och av referensdata.

    exempel: =REGSO_VERSION()
    """
    return version_text(current())


def subject_of(text: str | None) -> str:
    """Return the subject in the store that an argument `amne` names; types by default."""
    return _choice(text or "typ", _SUBJECTS, "amne")


def version_text(reference: Reference) -> str:
    """Return the versions of the add-in and of the reference data, as a text for people."""
    kind = "påhittade exempeldata" if reference.is_example else f"data hämtade {reference.fetched}"
    return f"RegSO för Excel {__version__}, {kind} ({reference.identity[:8]})"


def types(reference: Reference, year: int | None) -> Lookup:
    """Return cell value -> official type 1–5 of a year."""
    return _by_regso(reference, TYPE, year)


def areas_of(reference: Reference, year: int | None, subject: str = AREA_LIST) -> Areas:
    """Return the areas of a year's vintage; without a year, of the latest vintage installed."""
    if year is not None:
        return reference.areas(vintage_of(year))
    return installed_areas(reference, subject)[-1]


def installed_areas(reference: Reference, subject: str = AREA_LIST) -> list[Areas]:
    """Return the areas of the vintages that have a subject, the oldest first.

    Raises
    ------
    NotInstalledError
        No vintage has it.
    """
    installed = reference.years(subject)
    if not installed:
        raise NotInstalledError(
            f"Tabellen {subject} är inte inläst; läs in SCB:s nyckelfil med regso data import."
        )
    return [reference.areas(vintage) for vintage in installed]


def _by_regso(reference: Reference, measure: str, year: int | None) -> Lookup:
    when = reference.default_year(measure).year if year is None else year
    return reference.memo(
        ("lookup", measure, when), lambda: _regso_lookup(reference, measure, when)
    )


def _regso_lookup(reference: Reference, measure: str, year: int) -> Lookup:
    values = reference.values(measure, year)
    areas = reference.areas(vintage_of(year))
    number: Callable[[float], float] = int if measure == TYPE else float
    known: dict[str, Cell] = {code: number(value) for code, value in values.items()}
    known.update({d: known[r] for d, r in areas.parents.items() if r in known})

    def resolve(raw: Any) -> Cell:
        regso = areas.regso_of(codes.compact(raw))
        if regso not in known:
            raise NotFoundError(
                f"Det finns inget värde för {measure} {year} i {regso}; ange ett annat år."
            )
        return known[regso]

    return Lookup(known, resolve)


def _enclosing(level: str, part: str | None) -> Lookup:
    """Return cell value -> name or code of the kommun or län that an area lies in."""
    wanted = _choice(part or "namn", {"namn": "namn", "kod": "kod"}, "del")
    reference = current()
    return reference.memo(
        ("enclosing", level, wanted),
        lambda: _enclosing_lookup(installed_areas(reference), level, part=wanted),
    )


def _enclosing_lookup(vintages: list[Areas], level: str, *, part: str) -> Lookup:
    length = 4 if level == codes.KOMMUN else 2

    def resolve(raw: Any) -> Cell:
        code = codes.compact(raw)
        if code == "00" or len(code) < length or not any(code in areas for areas in vintages):
            raise vintages[-1].unknown(code)
        return code[:length] if part == "kod" else vintages[-1].name_of(code[:length])

    return Lookup({}, resolve)


def _code(areas: Areas, raw: Any, kommun: Cell) -> str:
    try:
        code = codes.compact(raw)
    except BadValueError:
        if not isinstance(raw, str):
            raise
        return areas.find(raw, kommun)
    if code not in areas:
        raise areas.unknown(code)
    return code


def _choice(text: str, choices: dict[str, str], name: str) -> str:
    found = choices.get(text.strip().lower())
    if found is None:
        raise BadValueError(f'{name} kan inte vara "{text}"; ange {" eller ".join(choices)}.')
    return found

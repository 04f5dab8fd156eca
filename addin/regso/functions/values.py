"""Worksheet functions of the values of an area, and what every call reads: its year and vintage."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from regso.core.areas import codes
from regso.core.areas.areas import Areas, vintage_of
from regso.errors import BadValueError, NotFoundError
from regso.functions.arguments.kinds import Codes, Text, Year
from regso.functions.registry import Cell, Lookup, PerCell, worksheet
from regso.store import Reference, current
from regso.store.messages import no_areas
from regso.store.schema import (
    AREAS,
    ASSISTANCE,
    BOUNDARIES,
    INDEX,
    LOW_STANDARD,
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


@worksheet(FAMILY)
def REGSO_TYP(kod: Codes, ar: Year = None) -> PerCell:
    """Områdets officiella områdestyp, 1–5.

    kod: RegSO- eller DeSO-kod, en cell eller ett område
    ar: år; utelämnat betyder året som =REGSO_AR() svarar
    exempel: =REGSO_TYP("9901R001";2022)
    """
    return kod.map(types(current(), ar))


@worksheet(FAMILY)
def REGSO_INDEX(kod: Codes, ar: Year = None, del_: Text = None) -> PerCell:
    """Områdets socioekonomiska index, 0–100; högre betyder större utmaningar.

    kod: RegSO- eller DeSO-kod, en cell eller ett område
    ar: år; utelämnat betyder året som =REGSO_AR() svarar
    del: "index", eller en av andelarna "låg ekonomisk standard", "förgymnasial", "bistånd"
    exempel: =REGSO_INDEX("9901R001";2022)
    """
    measure = choice(del_ or "index", _PARTS, "del")
    return kod.map(by_regso(current(), measure, ar))


def year_of(reference: Reference, year: int | None) -> int:
    """Return the year of a call: the one given, else the default of all calls."""
    return reference.default_year if year is None else year


def stored_year(subject: str, year: int) -> int:
    """Return the year under which a subject is stored: areas and borders go by vintage."""
    return vintage_of(year) if subject in {AREAS, BOUNDARIES} else year


def areas_of(reference: Reference, year: int | None) -> Areas:
    """Return the areas of the vintage of a call's year."""
    return reference.areas(vintage_of(year_of(reference, year)))


def installed_areas(reference: Reference) -> list[Areas]:
    """Return the areas of the vintages that are installed, the oldest first.

    Raises
    ------
    NotInstalledError
        No vintage is.
    """
    installed = reference.years(AREAS)
    if not installed:
        raise no_areas()
    return [reference.areas(vintage) for vintage in installed]


def vintages_of(reference: Reference, year: int | None) -> list[Areas]:
    """Return the vintages in which an area may be identified, the first one first.

    With a year its own alone; without, the vintage of the default year and then the others,
    because what an area is called is no statistic of a year.
    """
    if year is not None:
        return [areas_of(reference, year)]
    wanted = vintage_of(reference.default_year)
    return sorted(installed_areas(reference), key=lambda a: (a.vintage != wanted, -a.vintage))


def types(reference: Reference, year: int | None) -> Lookup:
    """Return cell value -> official type 1–5 of a year."""
    return by_regso(reference, TYPE, year)


def by_regso(reference: Reference, measure: str, year: int | None) -> Lookup:
    """Return cell value -> value of a measure in a year; a DeSO has its RegSO's."""
    when = year_of(reference, year)
    return reference.memo(
        ("lookup", measure, when), lambda: _regso_lookup(reference, measure, when)
    )


def _regso_lookup(reference: Reference, measure: str, year: int) -> Lookup:
    values = reference.values(measure, year)
    areas = reference.areas(vintage_of(year))
    number: Callable[[float], float] = int if measure == TYPE else float
    known: dict[str, Cell] = {code: number(value) for code, value in values.items()}
    known.update({d: known[r] for d, r in areas.parents.items() if r in known})

    def resolve(raw: Cell) -> Cell:
        regso = areas.regso_of(areas.code(raw))
        if regso not in known:
            raise NotFoundError(
                f"Det finns inget värde för {measure} {year} i {regso}; ange ett annat år."
            )
        return known[regso]

    return Lookup(known, resolve)


def identified(vintages: Sequence[Areas], code: codes.Code) -> Areas | None:
    """Return the first vintage that has the area of a code, and is the one that it states."""
    return next(
        (a for a in vintages if code.text in a and code.vintage in {None, a.vintage}),
        None,
    )


def choice(text: str, choices: dict[str, str], name: str) -> str:
    """Return what a word that is one of a few stands for."""
    found = choices.get(text.strip().lower())
    if found is None:
        raise BadValueError(f'{name} kan inte vara "{text}"; ange {" eller ".join(choices)}.')
    return found

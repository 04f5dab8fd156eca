"""Population of areas of any level for one year, age group and sex.

A published value is used before a sum of parts, because published populations carry noise
from 2025, so that sums of parts differ from totals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from regso.core.areas import codes
from regso.core.areas.areas import LABEL, Areas, parts_of, vintage_of
from regso.core.areas.population import TOTAL, age_interval, sex_group, tile
from regso.core.measures.aggregate import CLASSES, OKAND
from regso.core.measures.typetable import Denominators
from regso.errors import BadValueError, NotFoundError
from regso.functions.arguments.spelledout import spelled_out
from regso.functions.values import year_of
from regso.store import Reference
from regso.store.schema import COUNT, INDICATORS, TYPE

_LEVEL_NAMES = {
    codes.RIKET: "riket",
    codes.LAN: "län",
    codes.KOMMUN: "kommun",
    codes.REGSO: "RegSO",
    codes.DESO: "DeSO",
}
_BOTH_SEXES = ("män", "kvinnor")
_RIKET = "00"
_REFERENCE = "befolkning"
_OPTIONS = {"omrade", "alder", "kon", "ar"}
_OF_INDICATORS = {"omrade", "kategori", "ar"}
_CATEGORY = "kategori"
_MOST_SHOWN = 8


@dataclass(frozen=True)
class Populations:
    """Persons per area code in a year, and the areas that they are for."""

    year: int
    label: str
    published: Mapping[str, float]
    areas: Areas
    what: str = "Folkmängd"

    def persons(self, code: str) -> float:
        """Return the published population of an area, else the sum of its parts.

        Raises
        ------
        NotFoundError
            The area is unknown, or neither it nor all of its parts have a value.
        """
        if code in self.published:
            return self.published[code]
        parts = self._parts(code)
        if not parts:
            raise self.areas.unknown(code)
        missing = [part for part in parts if part not in self.published]
        if missing and codes.level(code) != codes.REGSO:
            return fsum(self.persons(part) for part in parts)
        if missing:
            raise NotFoundError(
                f"{self.what} {self.year} ({self.label}) saknas för {code}; ange ett annat år "
                "eller läs in fler tabeller.",
            )
        return fsum(self.published[part] for part in parts)

    @cached_property
    def _deso_of(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for deso, regso in self.areas.parents.items():
            found.setdefault(regso, []).append(deso)
        return found

    def _parts(self, code: str) -> list[str]:
        level = codes.level(code)
        if level == codes.DESO:
            if code not in self.areas:
                raise self.areas.unknown(code)
            raise NotFoundError(
                f"{self.what} {self.year} ({self.label}) saknas för {code}; ange ett annat år."
            )
        if level == codes.REGSO:
            return self._deso_of.get(code, [])
        return parts_of(code, self.areas.regso)


def of(reference: Reference, year: int | None, age: str | None, sex: str | None) -> Populations:
    """Return the populations of a year, by default of all ages and both sexes.

    Raises
    ------
    NotFoundError
        The year, or an age group that makes up the wanted one, has no values.
    """
    when = year_of(reference, year)
    wanted_age, wanted_sex = age or TOTAL, sex_group(sex or TOTAL)
    return reference.memo(
        ("populations", when, wanted_age, wanted_sex),
        lambda: _read(reference, when, wanted_age, wanted_sex),
    )


def _read(reference: Reference, year: int, age: str, sex: str) -> Populations:
    interval = age_interval(age)
    stored = reference.population_groups(year)
    for sexes in ((sex,), _BOTH_SEXES if sex == TOTAL else ()):
        per_sex = [_ages(interval, [a for a, s in stored if s == one]) for one in sexes]
        if per_sex and all(ages is not None for ages in per_sex):
            tables = [
                reference.population(year, group, one)
                for one, ages in zip(sexes, per_sex, strict=True)
                for group in ages or ()
            ]
            label = f"{age}, {sex}"
            return Populations(year, label, _added(tables), reference.areas(vintage_of(year)))
    if not stored:
        reference.population(year)  # says which years there are
    raise NotFoundError(
        f'Åldern "{age}" ({sex}) går inte att sätta samman av grupperna som är inlästa för {year}; '
        "välj en annan grupp eller läs in fler.",
    )


def _ages(interval: tuple[int, int | None], groups: list[str]) -> list[str] | None:
    by_interval = {age_interval(group): group for group in groups}
    found = tile(interval, by_interval)
    return None if found is None else [by_interval[one] for one in found]


def _added(tables: list[dict[str, float]]) -> dict[str, float]:
    if len(tables) == 1:
        return tables[0]
    common = set.intersection(*(set(table) for table in tables))
    return {code: fsum(table[code] for table in tables) for code in common}


def by_type(text: str, reference: Reference, year: int) -> tuple[Denominators, str]:
    """Return the denominators that "befolkning;omrade=01;alder=20-64;ar=2022" spells out.

    An indicator has its name in place of the population's, and a category:
    "hushåll;kategori=Antal hushåll; ensamstående;omrade=01".

    Parameters
    ----------
    text : str
    reference : Reference
    year : int
        The year of the types, and of the population when the text names none.

    Returns
    -------
    Denominators by type, and the clean code of the region.

    Raises
    ------
    BadValueError
        The text is not understood, or its year has another vintage than the types.
    NotFoundError
        The vintage has no such region.
    """
    subject, options = _options(text)
    when = int(options.get("ar", year))
    if vintage_of(when) != vintage_of(year):
        raise BadValueError(
            f"{subject.capitalize()} {when} finns i {LABEL[vintage_of(when)]} men typerna {year} i "
            f"{LABEL[vintage_of(year)]}; välj år i samma indelning.",
        )
    if subject == _REFERENCE:
        people = of(reference, when, options.get("alder"), options.get("kon"))
    else:
        people = counted(reference, subject, options["kategori"], when)
    region = region_of(people.areas, options["omrade"])
    types = reference.values(TYPE, year)
    by_class = [0.0] * CLASSES
    for regso in parts_of(region, people.areas.regso):
        by_class[int(types.get(regso, OKAND))] += people.persons(regso)
    return Denominators(by_class, people.published.get(region), is_public=True), region


def region_of(areas: Areas, raw: str) -> str:
    """Return the clean code of riket, or of a län, kommun or RegSO of the vintage.

    Raises
    ------
    NotFoundError
        The vintage has no such area, or it is smaller than a RegSO.
    """
    code = areas.code(raw)
    if code != _RIKET and code not in areas.names:
        raise NotFoundError(
            f"Området {code} finns inte bland län, kommuner och RegSO i {LABEL[areas.vintage]}; "
            "kontrollera koden.",
        )
    return code


def counted(reference: Reference, subject: str, category: str, year: int) -> Populations:
    """Return an indicator that counts something.

    Raises
    ------
    NotFoundError
        The year has no such category.
    BadValueError
        It is a share or an amount, which cannot be summed over areas.
    """
    found = category_of(reference, subject, category, year)
    unit = reference.unit(subject, found, year)
    if not unit.lower().startswith(COUNT):
        raise BadValueError(
            f'"{found}" ({unit or "utan enhet"}) är inget antal och kan inte summeras till en '
            "nämnare; välj en kategori som räknar personer, hushåll eller lägenheter.",
        )
    values = reference.indicator(subject, found, year)
    return Populations(year, found, values, reference.areas(vintage_of(year)), subject.capitalize())


def category_of(reference: Reference, subject: str, category: str, year: int) -> str:
    """Return the category of an indicator as it is spelled in the store.

    Raises
    ------
    NotFoundError
        The year has no such category.
    """
    there = reference.categories(subject, year)
    found = next((one for one in there if one.casefold() == category.casefold()), None)
    if found is None:
        more = f" med flera ({len(there)} i allt)" if len(there) > _MOST_SHOWN else ""
        raise NotFoundError(
            f'{subject.capitalize()} {year} har ingen kategori "{category}"; det finns '
            f"{' | '.join(there[:_MOST_SHOWN])}{more}.",
        )
    return found


def _options(text: str) -> tuple[str, dict[str, str]]:
    """Return the subject of a denominator, and its options."""
    subject, pairs = spelled_out(text, _OF_INDICATORS, {_CATEGORY})
    options = dict(pairs)
    is_indicator = subject in INDICATORS and bool(options.get(_CATEGORY))
    is_understood = (
        (subject == _REFERENCE or is_indicator)
        and set(options) <= (_OF_INDICATORS if is_indicator else _OPTIONS)
        and len(options) == len(pairs)
        and options.get("omrade")
    )
    if not is_understood:
        raise BadValueError(
            f'Nämnaren "{text}" går inte att tolka; ange ett område, "rader" eller till exempel '
            '"befolkning;omrade=01;alder=20-64;ar=2022" (hela riket är omrade=00).',
        )
    if "ar" in options and not options["ar"].isdecimal():
        raise BadValueError(
            f'Året "{options["ar"]}" i nämnaren är inget årtal; skriv till exempel ar=2022.'
        )
    return subject, options


def values_used(reference: Reference, year: int) -> str:
    """Return which levels have published populations in a year; the others are sums of parts.

    Parameters
    ----------
    reference : Reference
    year : int
        A year with population.
    """
    stored = {codes.level(code) for code in reference.population(year)}
    published = [name for level, name in _LEVEL_NAMES.items() if level in stored]
    summed = [name for level, name in _LEVEL_NAMES.items() if level not in stored]
    text = f"publicerade värden för {', '.join(published)}"
    return f"{text}; summor av delar för {', '.join(summed)}" if summed else text

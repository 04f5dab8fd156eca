"""Population of areas of any level for one year, age group and sex.

A published value is used before a sum of parts, because published populations carry noise
from 2025, so that sums of parts differ from totals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from regso.core import codes
from regso.core.areas import Areas, parts_of, vintage_of
from regso.core.population import TOTAL, age_interval, sex_group, tile
from regso.errors import NotFoundError
from regso.store import Reference
from regso.store.schema import POPULATION

_LEVEL_NAMES = {
    codes.RIKET: "riket",
    codes.LAN: "län",
    codes.KOMMUN: "kommun",
    codes.REGSO: "RegSO",
    codes.DESO: "DeSO",
}
_BOTH_SEXES = ("män", "kvinnor")


@dataclass(frozen=True)
class Populations:
    """Persons per area code in a year, and the areas that they are for."""

    year: int
    label: str
    published: Mapping[str, float]
    areas: Areas

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
                f"Folkmängd {self.year} ({self.label}) saknas för {code}; ange ett annat år eller "
                "läs in fler tabeller.",
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
                f"Folkmängd {self.year} ({self.label}) saknas för {code}; ange ett annat år."
            )
        if level == codes.REGSO:
            return self._deso_of.get(code, [])
        return parts_of(code, self.areas.regso)


def of(reference: Reference, year: int | None, age: str | None, sex: str | None) -> Populations:
    """Return the populations of a year; the default is the latest complete year, all ages.

    Raises
    ------
    NotFoundError
        The year, or an age group that makes up the wanted one, has no values.
    """
    when = reference.default_year(POPULATION).year if year is None else year
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

"""The example of the template Hälsa: invented events in a kommun that does not exist.

The populations are those of the example store, its oldest group split in three; the events
come from a fixed seed. Type 2 has so few that its standardised rate is withheld.
"""

from __future__ import annotations

import random

from regso.functions import populations
from regso.store import EXAMPLE, Reference
from regso.workbook.declared import Cells

YEAR = 2022
# Europeiska standardbefolkningen 2013 (Eurostat), 100 000 in all.
STANDARD = {
    "0-4": 5000, "5-9": 5500, "10-14": 5500, "15-19": 5500, "20-24": 6000, "25-29": 6000,
    "30-34": 6500, "35-39": 7000, "40-44": 7000, "45-49": 7000, "50-54": 7000, "55-59": 6500,
    "60-64": 6000, "65-69": 5500, "70-74": 5000, "75-79": 4000, "80-84": 2500, "85-89": 1500,
    "90+": 1000,
}  # fmt: skip

_SEED = 14
_SEXES = ("kvinnor", "män")
_AREAS = {
    "9901R001": 1, "9901R002": 4, "9901R003": 4, "9901R004": 5, "9901R005": 3, "9901R006": 2,
    "9901R007": 5, "9901R008": 4, "9901R009": 4, "9901R010": 4, "9901R011": 3, "9901R012": 4,
}  # fmt: skip
_OLDEST = {"80-84": 0.52, "85-89": 0.31, "90+": 0.17}
# Events per person and year: all ages, how it rises with age, and how it differs by type.
_LEVEL, _RISE = 0.00006, 1.36
_FACTOR = {1: 2.4, 2: 0.8, 3: 1.5, 4: 1.1, 5: 0.8}
# What real extracts hold: a code to repair, one that nobody knows and one that is missing.
_AS_TYPED = {("9901R003", "kvinnor", "40-44"): " 9901r003"}
_UNMATCHED: tuple[Cells, ...] = (
    ("9901R999", "män", "70-74", 0, 40),
    (None, "kvinnor", "80-84", 0, 55),
)


def rows() -> list[Cells]:
    """Return the rows of Indata: one per area, sex and age group."""
    rng = random.Random(_SEED)  # noqa: S311 - a fixed sequence is the point
    found: list[Cells] = []
    for sex in _SEXES:
        for band, (age, persons) in enumerate(_persons(sex).items()):
            for code, kind in _AREAS.items():
                expected = persons[code] * _LEVEL * _RISE**band * _FACTOR[kind]
                events = int(expected) + (rng.random() < expected % 1)
                typed = _AS_TYPED.get((code, sex, age), code)
                found.append((typed, sex, age, events, persons[code]))
    return [*found, *_UNMATCHED]


def _persons(sex: str) -> dict[str, dict[str, int]]:
    """Return persons by age group and area."""
    reference = Reference(EXAMPLE)

    def published(age: str) -> dict[str, int]:
        people = populations.of(reference, YEAR, age, sex)
        return {code: round(people.persons(code)) for code in _AREAS}

    ages = [age for age in STANDARD if age not in _OLDEST]
    oldest = published("80-")
    return {age: published(age) for age in ages} | {
        age: {code: max(1, round(share * n)) for code, n in oldest.items()}
        for age, share in _OLDEST.items()
    }

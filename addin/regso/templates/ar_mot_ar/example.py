"""The example of the template Uppföljning år mot år: invented, and the same every time."""

from __future__ import annotations

import random

from regso.core.areas.areas import vintage_of
from regso.store import EXAMPLE, Reference
from regso.store.schema import TYPE
from regso.workbook.declared import Cells

YEARS = (2016, 2018, 2020, 2022, 2024)
_SEED = 27
_LEAST, _SPAN = 18, 30  # persons in an area and year
_BASE = 0.36  # share of those in type 1 in the first year
_PER_TYPE, _PER_YEAR = 0.065, 0.008
# What real extracts hold: a code to repair, one that nobody knows with a small count, none at all.
_AS_TYPED = {("9901R001", 2018): " 9901r001"}
_UNMATCHED: tuple[Cells, ...] = (("9901R999", 2018, 3, 11), (None, 2022, 9, 21))


def rows() -> list[Cells]:
    """Return code, year, persons with the outcome and all persons, by year and area."""
    rng = random.Random(_SEED)  # noqa: S311 - a fixed sequence is the point
    reference = Reference(EXAMPLE)
    found: list[Cells] = []
    for year in YEARS:
        types = reference.values(TYPE, year)
        for code in sorted(reference.areas(vintage_of(year)).regso):
            persons = _LEAST + int(_SPAN * rng.random())
            share = _BASE + _PER_TYPE * (types[code] - 1) + _PER_YEAR * (year - YEARS[0])
            events = round(persons * (share + 0.1 * (rng.random() - 0.5)))
            found.append((_AS_TYPED.get((code, year), code), year, events, persons))
    return [*found, *_UNMATCHED]

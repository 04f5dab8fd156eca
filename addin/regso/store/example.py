"""Make the fictional example that ships with the package: everything in it is invented.

``python -m regso.store.example`` writes the reference store example.sqlite and the register
extract example_register.csv into this folder. The numbers come from a fixed seed and only from
`random.Random.random`, which gives the same sequence in every version of Python.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from math import fsum
from pathlib import Path

from regso.core.areas.areas import vintage_of
from regso.core.areas.index import moments
from regso.store import example_map, schema
from regso.store.example_map import Map, Square
from regso.store.schema import Area, Boundary, Population, Row, RowSet, Source, Statistic
from regso.store.writer import merge

STORE, REGISTER = "example.sqlite", "example_register.csv"
YEARS = range(2011, 2025)
YEARS_WITH_AGE = (2022, 2024)
AGES = (*(f"{low}-{low + 4}" for low in range(0, 80, 5)), "80-")
SEXES = ("kvinnor", "män")

_SEED = 10_780  # gives all five types every year, and type 1 in towns
_DATE = "2026-01-01"
# Persons by age group, both sexes: the outline of an ordinary population, per 1 000.
_AGE_WEIGHTS = (54, 58, 60, 57, 54, 61, 71, 67, 62, 62, 66, 63, 58, 54, 53, 48, 52)
# Share of the population 16-64 that the invented register has as unemployed, by area type.
_UNEMPLOYED = {1: 0.115, 2: 0.088, 3: 0.060, 4: 0.037, 5: 0.025}
_REGISTER_YEAR = 2022
# What real extracts hold: a code to repair, a missing code and a code that nobody knows.
_AS_TYPED = {"9901C1010": " 9901c1010"}
_UNMATCHED = (",12,141", "9901C9990,7,96")

Statistics = dict[tuple[str, int], dict[str, float]]


def build(folder: Path) -> None:
    """Write the example store and the example register extract into `folder`."""
    rng = random.Random(_SEED)  # noqa: S311 - a fixed sequence is the point
    old = example_map.map_2020()
    maps = {2020: old, 2025: example_map.map_2025(old)}
    persons = _persons(rng, old)
    statistics = _statistics(rng, maps)
    corners = example_map.corners(rng)
    rows: list[Row] = [
        *_areas(maps),
        *example_map.changes(old),
        *(row for m in maps.values() for row in _boundaries(m, corners)),
        *(
            Statistic(measure, year, code, value)
            for (measure, year), values in statistics.items()
            for code, value in values.items()
        ),
        *_population(maps, persons),
        *_population_by_age(rng, maps, persons),
    ]
    _write_store(folder / STORE, rows)
    register = _register(rng, old, persons, statistics[schema.TYPE, _REGISTER_YEAR])
    (folder / REGISTER).write_text(register, encoding="utf-8", newline="\n")


def _write_store(path: Path, rows: list[Row]) -> None:
    said = repr(rows).replace(", exact=1", "")  # not a new example for that
    source = Source(
        publisher="RegSO för Excel (påhittade uppgifter)",
        title="Exempellän (fiktivt)",
        origin="regso.store.example",
        fetched=_DATE,
        sha256=hashlib.sha256(said.encode()).hexdigest(),
        licence="CC0 1.0",
        note="Allt är påhittat: län, kommuner, områden, gränser och alla tal.",
    )
    with tempfile.TemporaryDirectory() as temporary:
        draft = Path(temporary) / path.name
        merge(draft, [RowSet(source, rows)])
        with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as db:
            db.execute("VACUUM")
        shutil.copyfile(draft, path)


def _areas(maps: dict[int, Map]) -> Iterator[Area]:
    yield Area(schema.ANY_VINTAGE, example_map.LAN, example_map.LAN_NAME, "")
    for code, name in example_map.KOMMUNER.items():
        yield Area(schema.ANY_VINTAGE, code, name, example_map.LAN)
    for vintage, m in maps.items():
        for regso, name in m.names.items():
            yield Area(vintage, regso, name, regso[:4])
        for deso, regso in m.parents.items():
            yield Area(vintage, deso, "", regso)


def _boundaries(m: Map, corners: dict[Square, tuple[int, int]]) -> Iterator[Boundary]:
    for code in (*m.names, *m.parents):
        ring = [corners[corner] for corner in example_map.outline(m.cells_of(code))]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        yield Boundary(
            m.vintage,
            code,
            "SWEREF99TM",
            json.dumps(geometry, separators=(",", ":")),
            exact=1,
        )


# -- the index and the types -----------------------------------------------------------------


def _statistics(rng: random.Random, maps: dict[int, Map]) -> Statistics:
    """Return, by measure and year, the value of every RegSO of the year's vintage."""
    regso = sorted({*maps[2020].names, *maps[2025].names})
    shuffled = sorted(regso, key=lambda _: rng.random())
    level = {code: _skewed((i + 0.5) / len(regso)) for i, code in enumerate(shuffled)}
    drift = {code: 0.04 * rng.random() - 0.02 for code in regso}
    profile = {code: (1.1 + 0.3 * rng.random(), 1.1 + 0.3 * rng.random()) for code in regso}
    found: Statistics = {}
    for year in YEARS:
        for code in maps[vintage_of(year)].names:
            now = level[code] * (1 + drift[code] * (year - YEARS[0])) + 0.6 * (rng.random() - 0.5)
            first, second = profile[code]
            values = (first * now, second * now, (3 - first - second) * now)
            shares = [round(value, 1) for value in values]
            for measure, share in zip(
                (schema.LOW_STANDARD, schema.PRE_SECONDARY, schema.ASSISTANCE),
                shares,
                strict=True,
            ):
                found.setdefault((measure, year), {})[code] = share
            found.setdefault((schema.INDEX, year), {})[code] = round(fsum(shares) / 3, 1)
        index = found[schema.INDEX, year]
        cut_offs = moments(list(index.values())).cut_offs()
        found[schema.TYPE, year] = {code: cut_offs.classify(v) for code, v in index.items()}
    return found


def _skewed(u: float) -> float:
    """Return the index at a quantile (0-1): right-skewed, mean near 9, deviation near 5.5."""
    return 2.6 + 8.5 * u + 14 * u * u * u * u * u * u


# -- population --------------------------------------------------------------------------------


def _persons(rng: random.Random, old: Map) -> dict[int, dict[Square, int]]:
    """Return persons per year and cell; every published figure is a sum of these."""
    size: dict[Square, float] = {}
    for deso in old.parents:
        cells, persons = sorted(old.cells_of(deso)), 800 + 1200 * rng.random()
        size.update({cell: persons / len(cells) * (0.8 + 0.4 * rng.random()) for cell in cells})
    growth = {cell: 0.03 * rng.random() - 0.01 for cell in size}
    return {
        year: {cell: int(n * (1 + growth[cell] * (year - YEARS[0]))) for cell, n in size.items()}
        for year in YEARS
    }


def _areas_around(m: Map, cell: Square) -> tuple[str, str, str, str]:
    """Return DeSO, RegSO, kommun and län of a cell."""
    deso = m.cells[cell]
    regso = m.parents[deso]
    return deso, regso, regso[:4], regso[:2]


def _population(
    maps: dict[int, Map], persons: dict[int, dict[Square, int]]
) -> Iterator[Population]:
    for year in YEARS:
        found: Counter[str] = Counter()
        for cell, n in persons[year].items():
            for code in _areas_around(maps[vintage_of(year)], cell):
                found[code] += n
        for code, n in found.items():
            yield Population(year, schema.TOTAL, schema.TOTAL, code, n)


def _population_by_age(
    rng: random.Random,
    maps: dict[int, Map],
    persons: dict[int, dict[Square, int]],
) -> Iterator[Population]:
    """Yield persons by age and sex, for RegSO, kommun and län."""
    for year in YEARS_WITH_AGE:
        found: Counter[tuple[str, str, str]] = Counter()
        for cell, total in persons[year].items():
            _, *codes = _areas_around(maps[vintage_of(year)], cell)
            for (age, sex), n in _divide(rng, total).items():
                for code in codes:
                    found[age, sex, code] += n
                    found[age, schema.TOTAL, code] += n
                    found[schema.TOTAL, sex, code] += n
        for (age, sex, code), n in found.items():
            yield Population(year, age, sex, code, n)


def _divide(rng: random.Random, total: int) -> dict[tuple[str, str], int]:
    """Divide persons by age and sex; the parts sum to the total."""
    weights = {
        (age, sex): weight * (0.7 + 0.6 * rng.random())
        for age, weight in zip(AGES, _AGE_WEIGHTS, strict=True)
        for sex in SEXES
    }
    whole, before, so_far = fsum(weights.values()), 0, 0.0
    parts = {}
    for key, weight in weights.items():
        so_far += weight
        after = round(total * so_far / whole)
        parts[key], before = after - before, after
    return parts


# -- the register extract ------------------------------------------------------------------------


def _register(
    rng: random.Random,
    old: Map,
    persons: dict[int, dict[Square, int]],
    types: dict[str, float],
) -> str:
    """Return an extract with one row per DeSO 2018: unemployed, and population 16-64."""
    lines = ["kod,taljare,namnare"]
    for deso, regso in sorted(old.parents.items()):
        residents = sum(persons[_REGISTER_YEAR][cell] for cell in old.cells_of(deso))
        base = int(residents * (0.58 + 0.08 * rng.random()))
        share = _UNEMPLOYED[int(types[regso])] * (0.8 + 0.4 * rng.random())
        lines.append(f"{_AS_TYPED.get(deso, deso)},{round(base * share)},{base}")
    lines += _UNMATCHED
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    build(Path(__file__).parent)

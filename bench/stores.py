"""Opening the store and the first lookup: SQLite against the same tables as JSON and as pickle.

The peers hold what one lookup needs in its final shape, nested dictionaries, which favours
them; but a file of either kind is read whole before the first answer. The full run also
measures an invented store of the size that all of Sweden has with 14 years and ages.
"""

from __future__ import annotations

import json
import pickle
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from measure import Result, in_turn
from regso.core.areas.areas import vintage_of
from regso.functions import call
from regso.store import EXAMPLE, Reference, using
from regso.store.schema import (
    MEASURES,
    TOTAL,
    TYPE,
    Area,
    Population,
    Row,
    RowSet,
    Source,
    Statistic,
)
from regso.store.writer import merge

Tables = dict[str, Any]
PEERS: dict[str, Any] = {"json": json, "pickle": pickle}


def run(store: Path, data: str, *, quick: bool) -> Iterator[Result]:
    """Time a first REGSO_TYP of one DeSO with a store that nothing was read from."""
    yield from _measured(store, data, quick=quick)
    if store == EXAMPLE and not quick:
        with tempfile.TemporaryDirectory() as folder:
            yield from _measured(_full_size(Path(folder, "large.sqlite")), "invented", quick=quick)


def _measured(store: Path, data: str, *, quick: bool) -> Iterator[Result]:
    reference = Reference(store)
    year = reference.default_year
    deso = min(reference.areas(vintage_of(year)).parents)
    tables = _tables(reference)
    with tempfile.TemporaryDirectory() as folder:
        for kind, module in PEERS.items():
            path = Path(folder, kind)
            written = module.dumps(tables)
            path.write_bytes(written.encode() if isinstance(written, str) else written)
            product, peer = in_turn(
                partial(_with_sqlite, store, deso, year),
                partial(_with_file, module.loads, path, deso, year),
                5 if quick else 25,
            )
            size = f"{store.stat().st_size / 1e6:.1f} MB, {path.stat().st_size / 1e6:.1f} MB {kind}"
            yield Result(
                "store",
                f"open + first REGSO_TYP ({size})",
                data,
                product=product,
                peer=peer,
                peer_name=f"{kind} file, whole",
            )


def _full_size(path: Path) -> Path:
    """Write a store with 3,363 RegSO and 5,984 DeSO, 14 years, and population by age and sex."""
    regso = [f"{1000 + i // 12}R{i % 12 + 1:03}" for i in range(3_363)]
    deso = [f"{1000 + i // 24}C{10 * (i % 24) + 1000:04}" for i in range(5_984)]
    ages = [f"{low}-{low + 4}" for low in range(0, 85, 5)]
    rows: list[Row] = [Area(2020, code, f"Namn {code}", code[:4]) for code in regso]
    rows += [Area(2020, code, "", regso[i % len(regso)]) for i, code in enumerate(deso)]
    rows += [
        Statistic(measure, year, code, float(i % 5 + 1))
        for measure in MEASURES
        for year in range(2010, 2024)
        for i, code in enumerate(regso)
    ]
    rows += [
        Population(year, age, sex, code, float(i % 97))
        for year in (2022, 2023)
        for age in (TOTAL, *ages)
        for sex in (TOTAL, "kvinnor", "män")
        for i, code in enumerate(regso)
    ]
    source = Source("påhittad", "påhittad", "bench/stores.py", "2026-01-01", "", "CC0 1.0")
    merge(path, [RowSet(source, rows)])
    return path


def _with_sqlite(store: Path, deso: str, year: int) -> object:
    with using(Reference(store)):
        return call("REGSO_TYP", [deso, year])


def _with_file(read: Any, path: Path, deso: str, year: int) -> object:
    tables = read(path.read_bytes())
    regso = tables["area"][str(vintage_of(year))][deso][1]
    return tables["statistic"][TYPE][str(year)][regso]


def _tables(reference: Reference) -> Tables:
    tables: Tables = {"area": {}, "statistic": {}, "population": {}}
    for vintage, code, name, parent in reference.query(
        "SELECT vintage, code, name, parent FROM area"
    ):
        tables["area"].setdefault(str(vintage), {})[code] = [name, parent]
    for measure, year, code, value in reference.query(
        "SELECT measure, year, code, value FROM statistic"
    ):
        tables["statistic"].setdefault(measure, {}).setdefault(str(year), {})[code] = value
    for year, age, sex, code, value in reference.query(
        "SELECT year, age, sex, code, value FROM population"
    ):
        group = tables["population"].setdefault(f"{year} {age} {sex}", {})
        group[code] = value
    tables["boundary"] = reference.query("SELECT vintage, code, crs, geometry FROM boundary")
    tables["change"] = reference.query("SELECT * FROM change")
    return tables

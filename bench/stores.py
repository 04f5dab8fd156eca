"""Opening the store and the first lookup: SQLite against the same tables as JSON and as pickle.

The peers hold what one lookup needs in its final shape, nested dictionaries, which favours
them; but a file of either kind is read whole before the first answer.
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
from regso.core.areas import vintage_of
from regso.functions import call
from regso.store import Reference, using
from regso.store.schema import TYPE

Tables = dict[str, Any]
PEERS: dict[str, Any] = {"json": json, "pickle": pickle}


def run(store: Path, data: str, *, quick: bool) -> Iterator[Result]:
    """Time a first REGSO_TYP of one DeSO with a store that nothing was read from."""
    reference = Reference(store)
    year = reference.default_year(TYPE).year
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

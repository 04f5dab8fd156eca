"""Large registers: `regso aggregate` by year, type and sex beside the same SQL written by hand.

The rows are generated: nine years, both vintages of 3,363 invented areas, 1 % bad codes. Each
measurement is a process of its own, product and peer in turn, and what it costs is processor
seconds, which other work on the machine hardly changes. The answers are compared. Sources are not
hashed: the peer does not say where its rows come from.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Any

from measure import VALUE, Result

SIZES = (100_000, 1_000_000, 10_000_000, 50_000_000, 100_000_000)
QUICK_SIZES = (100_000,)
RATIO, MEMORY = 1.5, 1000
LARGE = 50_000_000  # rows, from which the limits hold: below, a process costs more than its work
YEARS, FIRST_OF_2025, AREAS, TYPES = range(2016, 2025), 2024, 3363, 5
_ROUNDS = 2
_SETTINGS = "SET memory_limit = '900MB'; SET preserve_insertion_order = false"
_BY_HAND = """
SELECT r.ar, coalesce(t.typ, 0), r.kon, count(*), sum(r.belopp)
FROM '{rows}' r LEFT JOIN '{types}' t ON t.ar = r.ar AND t.kod = r.kod GROUP BY ALL"""
_ROWS = """
COPY (WITH r AS (
  SELECT hash(i) h, hash(i * 7 + 3) g, (2016 + hash(i * 31) % 9)::SMALLINT ar FROM range({n}) t(i))
SELECT (g % {persons})::BIGINT person, r.ar,
  CASE WHEN h % 100 = 0 THEN 'XXXX' || (h % 1000) ELSE kod END kod,
  CASE WHEN g % 2 = 0 THEN 'kvinnor' ELSE 'män' END kon, (h % 20000)::INTEGER belopp
FROM r JOIN kod k ON k.i = (h // 128) % {areas} AND k.ny = (r.ar >= {new}))
TO '{path}' (ROW_GROUP_SIZE 1000000)"""


def run(*, quick: bool) -> Iterator[Result]:
    """Yield ratio and memory for each number of rows; answers that differ are an error."""
    if not find_spec("duckdb"):
        yield Result("large", "rows", skipped="needs duckdb")
        return
    with tempfile.TemporaryDirectory(dir=os.environ.get("REGSO_BENCH_FOLDER")) as name:
        folder = Path(name)
        _reference(folder)
        for number in QUICK_SIZES if quick else SIZES:
            yield from _measured(folder, number)


def _measured(folder: Path, number: int) -> Iterator[Result]:
    rows = folder / "rows.parquet"
    _generate(rows, number, folder)
    best: dict[str, dict[str, Any]] = {}
    for _ in range(_ROUNDS):
        for way in ("product", "peer"):
            found = _in_process(way, folder)
            if way not in best or found["cpu"] < best[way]["cpu"]:
                best[way] = found
    rows.unlink()
    product, peer = best["product"], best["peer"]
    if product["answer"] != peer["answer"]:
        raise AssertionError(f"the answers differ for {number:,} rows")
    is_large = number >= LARGE
    yield Result(
        "large",
        f"{number:,} rows by year, type, sex",
        "invented",
        unit="s cpu",
        product=product["cpu"],
        peer=peer["cpu"],
        peer_name="DuckDB by hand",
        limit=RATIO if is_large else None,
    )
    yield Result(
        "large",
        f"{number:,} rows, peak memory",
        "invented",
        unit="MB",
        product=product["memory"],
        peer=peer["memory"],
        peer_name="DuckDB by hand",
        judged=VALUE,
        limit=MEMORY if is_large else None,
    )


def _in_process(way: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, way, str(folder)]
    env = {**os.environ, "REGSO_DATA": str(folder)}
    done = subprocess.run(command, check=True, env=env, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _codes(vintage: int) -> list[str]:
    """Return invented codes; those of 2025 differ in one area of twelve."""
    is_new = vintage == 2025  # noqa: PLR2004 - a vintage
    return [
        f"{100 + i // 12:04}R{900 + i % 12 if is_new and i % 12 == 0 else 1 + i % 12:03}"
        for i in range(AREAS)
    ]


def _type(code: str, year: int) -> int:
    return 1 + (int(code[:4]) * 31 + int(code[5:]) * 7 + year) % TYPES


def _reference(folder: Path) -> None:
    """Write a store with the areas and their types, and the types as the peer joins them."""
    import duckdb  # noqa: PLC0415

    from regso.store.schema import TYPE, Area, Row, RowSet, Source, Statistic  # noqa: PLC0415
    from regso.store.writer import merge  # noqa: PLC0415

    source = Source("RegSO", "påhittade områden", "bench", "2026-01-01", "", "", "")
    codes = {vintage: _codes(vintage) for vintage in (2020, 2025)}
    rows: list[Row] = [Area(v, c, c, c[:4]) for v, own in codes.items() for c in own]
    rows += [Area(0, kommun, kommun, kommun[:2]) for kommun in {c[:4] for c in codes[2020]}]
    rows += [Area(0, lan, lan, "00") for lan in {c[:2] for c in codes[2020]}]
    types = [
        (year, code, _type(code, year))
        for year in YEARS
        for code in codes[2025 if year >= FIRST_OF_2025 else 2020]
    ]
    rows += [Statistic(TYPE, year, code, kind) for year, code, kind in types]
    merge(folder / "regso.sqlite", [RowSet(source, rows)])
    columns = [list(column) for column in zip(*types, strict=True)]
    with duckdb.connect() as db:
        db.execute(
            "COPY (SELECT unnest(?::SMALLINT[]) ar, unnest(?::VARCHAR[]) kod, "
            f"unnest(?::TINYINT[]) typ) TO '{folder}/types.parquet'",
            columns,
        )


def _generate(path: Path, number: int, folder: Path) -> None:
    import duckdb  # noqa: PLC0415

    with duckdb.connect() as db:
        db.execute(f"{_SETTINGS}; SET temp_directory = '{folder}/spill'")
        pairs = [(i, v == 2025, c) for v in (2020, 2025) for i, c in enumerate(_codes(v))]  # noqa: PLR2004
        columns = [list(column) for column in zip(*pairs, strict=True)]
        db.execute("CREATE TABLE kod AS SELECT unnest(?::BIGINT[]) i, unnest(?::BOOLEAN[]) ny, "
                   "unnest(?::VARCHAR[]) kod", columns)  # fmt: skip
        persons = max(1, number // len(YEARS))
        db.execute(_ROWS.format(n=number, persons=persons, areas=AREAS, new=FIRST_OF_2025,
                                path=path))  # fmt: skip


def _product(folder: Path) -> list[tuple[Any, ...]]:
    from regso.aggregating.opening import Place, opened  # noqa: PLC0415
    from regso.aggregating.question import Question  # noqa: PLC0415
    from regso.aggregating.work import asked  # noqa: PLC0415
    from regso.store import current  # noqa: PLC0415

    question = Question("kod", "ar", {"kon": "kon"}, {"taljare": "belopp", "namnare": "rader"},
                        by_type=True)  # fmt: skip
    place = Place([str(folder / "rows.parquet")], "", False, "", "", 900, None)
    with opened(place) as source:
        rows = asked(source.engine, question, current(), None).rows
    return [(year, 0 if kind == "okänd" else kind, sex, n, total)
            for year, kind, sex, n, total, _ in rows]  # fmt: skip


def _peer(folder: Path) -> list[tuple[Any, ...]]:
    import duckdb  # noqa: PLC0415

    with duckdb.connect() as db:
        db.execute(f"{_SETTINGS}; SET temp_directory = '{folder}/spill'")
        text = _BY_HAND.format(rows=folder / "rows.parquet", types=folder / "types.parquet")
        return db.execute(text).fetchall()


def _child(way: str, folder: Path) -> None:
    """Print what a way costs, and its answer."""
    rows = _product(folder) if way == "product" else _peer(folder)
    status = Path("/proc/self/status").read_text("ascii")  # what is used by this program alone
    found = {
        "cpu": process_time(),
        "memory": int(status.partition("VmHWM:")[2].split()[0]) / 1024,
        "answer": sorted([int(y), int(t), s, int(n), int(b)] for y, t, s, n, b in rows),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    _child(sys.argv[1], Path(sys.argv[2]))

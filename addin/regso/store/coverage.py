"""How many RegSO have a value, per subject and year: written with the data, never by hand."""

from __future__ import annotations

import sqlite3

from regso.core.areas.areas import VINTAGES, vintage_of
from regso.store import schema


def write_coverage(db: sqlite3.Connection) -> None:
    """Record, per subject and year, how many RegSO have a value and whether all have."""
    regso = {v: _regso(db, v) for v in VINTAGES}
    found: dict[tuple[str, int], set[str]] = {}
    for measure, year, code in db.execute("SELECT measure, year, code FROM statistic"):
        found.setdefault((measure, year), set()).add(code)
    for year, codes_ in _population_coverage(db).items():
        found[schema.POPULATION, year] = codes_
    sql = "SELECT DISTINCT subject, year, code FROM indicator WHERE length(code) = 8"
    for subject, year, code in db.execute(sql):
        found.setdefault((subject, year), set()).add(code)
    for vintage in VINTAGES:
        if regso[vintage]:
            found[schema.AREAS, vintage] = regso[vintage]
            keyed = {
                p
                for (p,) in db.execute(
                    "SELECT DISTINCT parent FROM area WHERE vintage = ? AND length(code) = 9",
                    (vintage,),
                )
            }
            if keyed:
                found[schema.KEYS, vintage] = keyed
        bordered = _regso(db, vintage, table="boundary")
        if bordered:
            found[schema.BOUNDARIES, vintage] = bordered
    db.execute("DELETE FROM coverage")
    db.executemany(
        "INSERT INTO coverage VALUES (?, ?, ?, ?)",
        [
            (subject, year, len(have), bool(regso[v := vintage_of(year)]) and regso[v] <= have)
            for (subject, year), have in found.items()
        ],
    )


def _regso(db: sqlite3.Connection, vintage: int, table: str = "area") -> set[str]:
    return {
        c
        for (c,) in db.execute(
            f"SELECT code FROM {table} WHERE vintage = ? AND length(code) = 8",
            (vintage,),
        )
    }


def _population_coverage(db: sqlite3.Connection) -> dict[int, set[str]]:
    """Return the RegSO with a total population, published or as the sum of all their DeSO."""
    have: dict[int, set[str]] = {}
    for year, code in db.execute(
        "SELECT year, code FROM population WHERE age = ? AND sex = ?",
        (schema.TOTAL, schema.TOTAL),
    ):
        have.setdefault(year, set()).add(code)
    deso: dict[int, dict[str, set[str]]] = {v: {} for v in VINTAGES}
    for vintage, code, parent in db.execute(
        "SELECT vintage, code, parent FROM area WHERE length(code) = 9",
    ):
        deso[vintage].setdefault(parent, set()).add(code)
    return {
        year: {c for c in codes_ if len(c) == 8}  # noqa: PLR2004 - the length of a RegSO code
        | {parent for parent, parts in deso[vintage_of(year)].items() if parts <= codes_}
        for year, codes_ in have.items()
    }

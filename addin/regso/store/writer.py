"""The only writer of the reference store: merge into a draft, which then takes its place."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from regso.core.areas.areas import VINTAGES, vintage_of
from regso.store import schema
from regso.store.draft import draft_of
from regso.store.schema import KEY_OF, TABLE_OF, Row, RowSet

_SHOWN_CHANGES = 5


class Replaced(NamedTuple):
    """A stored value that an import replaced."""

    table: str
    key: tuple[object, ...]
    before: tuple[object, ...]
    after: tuple[object, ...]


class Merged(NamedTuple):
    """What the merge of one set of rows did to one table."""

    source: schema.Source
    table: str
    rows: int
    new: int
    changed: int
    examples: list[Replaced]


def _unsaid(kept: Path) -> None:
    """Say nothing of a store that was set aside."""


def merge(
    path: Path, row_sets: Iterable[RowSet], *, set_aside: Callable[[Path], object] = _unsaid
) -> list[Merged]:
    """Merge row sets into the store at `path`; on equal keys the later row wins.

    Parameters
    ----------
    path : Path
        The store; it is made, with its folder, if it is not there.
    row_sets : iterable of RowSet
        Later sets replace values of earlier ones, but for those with ``fill_only``.
    set_aside : function, optional
        Called with the path where a store that was damaged, or of another version, is kept.

    Returns
    -------
    One Merged per row set and table.

    Raises
    ------
    FileError
        Another import is running, the store may not be read, or the disk refuses.
    """
    with draft_of(path, set_aside) as draft:
        with contextlib.closing(sqlite3.connect(draft)) as db, db:
            merged = [done for one in row_sets for done in _merge_one(db, one)]
            _write_coverage(db)
            _write_identity(db)
        return merged


def _merge_one(db: sqlite3.Connection, row_set: RowSet) -> Iterator[Merged]:
    columns = ", ".join(schema.Source._fields)
    marks = ", ".join("?" * len(schema.Source._fields))
    source_id = db.execute(
        f"INSERT INTO source ({columns}) VALUES ({marks})",
        row_set.source,
    ).lastrowid
    kinds = groupby(sorted(row_set.rows, key=_table), key=type)
    for kind, rows in kinds:
        yield _merge_kind(db, kind, list(rows), row_set, source_id)
    _drop_unused_sources(db)


def _table(row: Row) -> str:
    return TABLE_OF[type(row)]


def _merge_kind(
    db: sqlite3.Connection,
    kind: type[Row],
    rows: list[Row],
    row_set: RowSet,
    source_id: int | None,
) -> Merged:
    table, fields, key = TABLE_OF[kind], kind._fields, KEY_OF[kind]
    others = [f for f in fields if f not in key]
    names, same_key = ", ".join(fields), " AND ".join(f"old.{k} IS new.{k}" for k in key)
    db.execute(f"CREATE TEMP TABLE incoming ({names})")
    db.executemany(f"INSERT INTO incoming VALUES ({', '.join('?' * len(fields))})", rows)
    joined = f"FROM incoming new {{}}JOIN {table} old ON {same_key}"
    known = db.execute(f"SELECT COUNT(*) {joined.format('')}").fetchone()[0]
    differs = " OR ".join(f"old.{f} IS NOT new.{f}" for f in others) or "0"
    changes = []
    if not row_set.fill_only:
        columns = [f"new.{k}" for k in key] + [
            f"{side}.{f}" for side in ("old", "new") for f in others
        ]
        changes = db.execute(
            f"SELECT {', '.join(columns)} {joined.format('')} WHERE {differs}",
        ).fetchall()
    # An equal row keeps its first source, unless the same table was fetched anew.
    anew = f"({differs}) OR old.source IN (SELECT id FROM source WHERE title = ?)"
    verb, replaced = ("IGNORE", "0") if row_set.fill_only else ("REPLACE", anew)
    values = (source_id,) if row_set.fill_only else (source_id, row_set.source.title)
    taken = f"SELECT {', '.join(f'new.{f}' for f in fields)}, ? {joined.format('LEFT ')}"
    db.execute(
        f"INSERT OR {verb} INTO {table} ({names}, source) {taken} "
        f"WHERE old.source IS NULL OR {replaced}",
        values,
    )
    db.execute("DROP TABLE incoming")
    k, n = len(key), len(others)
    examples = [
        Replaced(table, row[:k], row[k : k + n], row[k + n :]) for row in changes[:_SHOWN_CHANGES]
    ]
    return Merged(row_set.source, table, len(rows), len(rows) - known, len(changes), examples)


def _drop_unused_sources(db: sqlite3.Connection) -> None:
    used = " UNION ".join(f"SELECT source FROM {table}" for table in TABLE_OF.values())
    db.execute(f"DELETE FROM source WHERE id NOT IN ({used})")


def _write_coverage(db: sqlite3.Connection) -> None:
    """Record, per subject and year, how many RegSO have a value and whether all have."""
    regso = {v: _regso(db, v) for v in VINTAGES}
    found: dict[tuple[str, int], set[str]] = {}
    for measure, year, code in db.execute("SELECT measure, year, code FROM statistic"):
        found.setdefault((measure, year), set()).add(code)
    for year, codes_ in _population_coverage(db).items():
        found[schema.POPULATION, year] = codes_
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


def _write_identity(db: sqlite3.Connection) -> None:
    """Give the store a new identity: a digest of the one before and of all sources."""
    before = db.execute("SELECT value FROM meta WHERE key = 'identity'").fetchall()
    sources = db.execute("SELECT * FROM source ORDER BY id").fetchall()
    identity = hashlib.sha256(repr((before, sources)).encode()).hexdigest()[:16]
    db.execute("INSERT OR REPLACE INTO meta VALUES ('identity', ?)", (identity,))

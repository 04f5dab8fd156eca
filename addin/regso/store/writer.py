"""The only writer of the reference store: merge into a draft, which then takes its place."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from regso.store import revisions, schema
from regso.store.coverage import write_coverage
from regso.store.draft import connect, draft_of
from regso.store.schema import KEY_OF, TABLE_OF, Renewed, Row, RowSet
from regso.store.spelling import spells_less

_SHOWN_CHANGES = 5


class Replaced(NamedTuple):
    """A stored value that an import replaced."""

    table: str
    key: tuple[object, ...]
    before: tuple[object, ...]
    after: tuple[object, ...]


class Merged(NamedTuple):
    """What the merge of one set of rows did to one table.

    `kept` names stayed, because the rows only spell them with less.
    """

    source: schema.Source
    table: str
    rows: int
    new: int
    changed: int
    examples: list[Replaced]
    fill_only: bool = False
    kept: int = 0


def _unsaid(kept: Path) -> None:
    """Say nothing of a store that was set aside."""


class Update(NamedTuple):
    """What an update of reference data adds to its rows.

    Attributes
    ----------
    renewed : sequence of Renewed
        What the rows replace whole.
    stamps : mapping of str to str
        The publisher's stamp of each table and layer that was fetched.
    """

    renewed: Sequence[Renewed]
    stamps: Mapping[str, str]


def merge(
    path: Path,
    row_sets: Iterable[RowSet],
    *,
    set_aside: Callable[[Path], object] = _unsaid,
    update: Update | None = None,
    replace: bool = False,
) -> list[Merged]:
    """Merge row sets into the store at `path`; on equal keys the later row wins.

    When anything that is stored changes, the store has a new revision, and the one before is kept
    (see `regso.store.revisions`).

    Parameters
    ----------
    path : Path
        The store; it is made, with its folder, if it is not there.
    row_sets : iterable of RowSet
        Later sets replace values of earlier ones, but for those with ``fill_only``. Sets with equal
        sources have one source. An error that is raised along the way leaves the store as it was.
    set_aside : function, optional
        Called with the path where a store that was damaged, or of another version, is kept.
    update : Update, optional
    replace : bool
        Take also names that have only lost å, ä and ö or their case.

    Returns
    -------
    One Merged per row set and table.

    Raises
    ------
    FileError
        Another import is running, the store may not be read, or the disk refuses.
    """
    with draft_of(path, set_aside) as draft:
        with contextlib.closing(connect(draft.path)) as db, db:
            before = revisions.number_in(db)
            db.create_function("spells_less", 2, spells_less, deterministic=True)
            ids: dict[schema.Source, int] = {}
            merged = [
                done for one in row_sets for done in _merge_one(db, one, ids, replace=replace)
            ]
            renewed = update.renewed if update else ()
            removed = sum(_removed(db, one, ids.values()) for one in renewed)
            _drop_unused_sources(db)
            _write_stamps(db, update, changed=any(done.changed for done in merged))
            write_coverage(db)
            if before and (removed or any(done.new or done.changed for done in merged)):
                draft.keep_as = revisions.file_of(path, before)
                revisions.write_number(db, revisions.next_number(path, before))
            elif not before:
                revisions.write_number(db, revisions.next_number(path, 0))
            _write_identity(db)
        return merged


def _merge_one(
    db: sqlite3.Connection, row_set: RowSet, ids: dict[schema.Source, int], *, replace: bool
) -> Iterator[Merged]:
    if row_set.source not in ids:
        columns = ", ".join(schema.Source._fields)
        marks = ", ".join("?" * len(schema.Source._fields))
        sql = f"INSERT INTO source ({columns}) VALUES ({marks})"
        ids[row_set.source] = db.execute(sql, row_set.source).lastrowid or 0
    kinds = groupby(sorted(row_set.rows, key=_table), key=type)
    for kind, rows in kinds:
        yield _merge_kind(db, kind, list(rows), row_set, ids[row_set.source], replace=replace)


def _removed(db: sqlite3.Connection, renewed: Renewed, new: Iterable[int]) -> int:
    """Remove the rows that an update should have brought again but did not; return how many."""
    conditions = [*(f"{column} = ?" for column in renewed.where), "length(code) = ?"]
    marks = ", ".join("?" * len(ids := list(new)))
    return db.execute(
        f"DELETE FROM {TABLE_OF[renewed.kind]} WHERE {' AND '.join(conditions)} "
        f"AND source NOT IN ({marks})",
        (*renewed.where.values(), renewed.length, *ids),
    ).rowcount


def _write_stamps(db: sqlite3.Connection, update: Update | None, *, changed: bool) -> None:
    """Record what was fetched; a file that changes values makes the next update fetch anew."""
    if update is not None:
        rows = [(schema.STAMP + name, stamp) for name, stamp in update.stamps.items()]
        db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)
    elif changed:
        db.execute("DELETE FROM meta WHERE key LIKE ?", (f"{schema.STAMP}%",))


def _table(row: Row) -> str:
    return TABLE_OF[type(row)]


def _merge_kind(
    db: sqlite3.Connection,
    kind: type[Row],
    rows: list[Row],
    row_set: RowSet,
    source_id: int,
    *,
    replace: bool,
) -> Merged:
    table, fields, key = TABLE_OF[kind], kind._fields, KEY_OF[kind]
    others = [f for f in fields if f not in key]
    names, same_key = ", ".join(fields), " AND ".join(f"old.{k} IS new.{k}" for k in key)
    db.execute(f"CREATE TEMP TABLE incoming ({names})")
    # In the order of the key, so that neighbours are looked up and written together: an answer has
    # the years and ages of an area beside each other, which in the store are far apart.
    rows = sorted(rows, key=itemgetter(*map(fields.index, key)))
    db.executemany(f"INSERT INTO incoming VALUES ({', '.join('?' * len(fields))})", rows)
    joined = f"FROM incoming new {{}}JOIN {table} old ON {same_key}"
    if kind is schema.Boundary:  # an exact border stays
        simpler = f"SELECT new.rowid {joined.format('')} WHERE old.exact AND NOT new.exact"
        db.execute(f"DELETE FROM incoming WHERE rowid IN ({simpler})")
    keeps = kind is schema.Area and not (replace or row_set.fill_only)
    kept = _keep_names(db, same_key) if keeps else 0
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
    anew = f"({differs}) OR ? OR old.source IN (SELECT id FROM source WHERE title = ?)"
    verb, replaced = ("IGNORE", "0") if row_set.fill_only else ("REPLACE", anew)
    values: tuple[object, ...] = (source_id,)
    if not row_set.fill_only:
        values = (source_id, row_set.whole, row_set.source.title)
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
    counts = (len(rows), len(rows) - known, len(changes))
    return Merged(row_set.source, table, *counts, examples, row_set.fill_only, kept)


def _keep_names(db: sqlite3.Connection, same_key: str) -> int:
    """Let rows that come spell names as they are stored, where they only lack å, ä, ö or case."""
    named = f"SELECT old.name FROM area old WHERE {same_key.replace('new.', 'incoming.')}"
    return db.execute(
        f"UPDATE incoming SET name = ({named}) WHERE spells_less(({named}), name)"
    ).rowcount


def _drop_unused_sources(db: sqlite3.Connection) -> None:
    used = " UNION ".join(f"SELECT source FROM {table}" for table in TABLE_OF.values())
    db.execute(f"DELETE FROM source WHERE id NOT IN ({used})")


def _write_identity(db: sqlite3.Connection) -> None:
    """Give the store a new identity: a digest of the one before and of all sources."""
    before = db.execute("SELECT value FROM meta WHERE key = 'identity'").fetchall()
    sources = db.execute("SELECT * FROM source ORDER BY id").fetchall()
    identity = hashlib.sha256(repr((before, sources)).encode()).hexdigest()[:16]
    db.execute("INSERT OR REPLACE INTO meta VALUES ('identity', ?)", (identity,))

"""What differs between two stores: every value, name, key and border, one by one."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from regso.store import schema

Content = str | float | None


class Difference(NamedTuple):
    """A thing that two stores say differently; None is what a store does not say.

    Attributes
    ----------
    subject : str
        As `holdings.inventory` calls it.
    year : int
        The year of a value, the vintage of an area or a border (0 where it has none).
    group : str
        Age and sex of a population, where it is not the total; the category of an indicator.
    code, name : str
        The area; the name is that of the newer store, or of the older.
    before, after : str, float or None
        Of a border, only whether it is there: borders are too long to show.
    """

    subject: str
    year: int
    group: str
    code: str
    name: str
    before: Content
    after: Content


_THERE: Final = "finns"
# Subject, table, condition, year, group, and what is compared.
_GROUP: Final = (
    "CASE WHEN {0}.age = 'totalt' AND {0}.sex = 'totalt' THEN '' "
    "ELSE {0}.age || ', ' || {0}.sex END"
)
_COMPARED: Final = (
    ("measure", "statistic", "1", "year", "''", "value"),
    (f"'{schema.POPULATION}'", "population", "1", "year", _GROUP, "value"),
    ("subject", "indicator", "1", "year", "{0}.category", "value"),
    (f"'{schema.AREAS}'", "area", "length({0}.code) < 9", "vintage", "''", "name"),
    (f"'{schema.KEYS}'", "area", "length({0}.code) = 9", "vintage", "''", "parent"),
    (f"'{schema.BOUNDARIES}'", "boundary", "1", "vintage", "''", "geometry"),
)
_KEYS: Final = {schema.TABLE_OF[kind]: key for kind, key in schema.KEY_OF.items()}


def differences(older: Path, newer: Path) -> Iterator[Difference]:
    """Yield what differs between two stores, by subject, year and code.

    Parameters
    ----------
    older, newer : Path
        Stores of this or an earlier version, which nobody writes meanwhile.
    """
    with contextlib.closing(sqlite3.connect(":memory:", uri=True)) as db:
        for name, path in (("older", older), ("newer", newer)):
            db.execute(f"ATTACH ? AS {name}", (f"{path.resolve().as_uri()}?mode=ro&immutable=1",))
            _complete(db, name)
        names = dict(db.execute(_names("older")))
        names.update(db.execute(_names("newer")))
        for compared in _COMPARED:
            for subject, year, group, code, before, after in db.execute(_sql(*compared)):
                told = (before, after)
                if subject == schema.BOUNDARIES:
                    told = _border(is_new=before is None, is_gone=after is None)
                yield Difference(subject, year, group, code, names.get(code, ""), *told)
        yield from _changes(db)


def _complete(db: sqlite3.Connection, store: str) -> None:
    """Give every table of a store a name that holds also where an older store has none."""
    has = {table for (table,) in db.execute(f"SELECT name FROM {store}.sqlite_master")}
    for kind, table in schema.TABLE_OF.items():
        columns = ", ".join(f"NULL AS {field}" for field in kind._fields)
        rows = f"SELECT * FROM {store}.{table}" if table in has else f"SELECT {columns} LIMIT 0"
        db.execute(f"CREATE TEMP VIEW {store}_{table} AS {rows}")


def _border(*, is_new: bool, is_gone: bool) -> tuple[Content, Content]:
    """Return what is shown of a border: whether there was one, and whether there is."""
    if is_new or is_gone:
        return (None if is_new else _THERE, None if is_gone else _THERE)
    return ("tidigare gräns", "ny gräns")


def _names(store: str) -> str:
    return f"SELECT code, name FROM {store}.area WHERE name <> '' ORDER BY vintage"


def _sql(subject: str, table: str, condition: str, year: str, group: str, value: str) -> str:
    """Return the query of what is in one of two tables alone, or in both but otherwise."""
    same = " AND ".join(f"o.{key} = n.{key}" for key in _KEYS[table])
    halves = []
    for side, other, pair in (("n", "o", "o.{0}, n.{0}"), ("o", "n", "o.{0}, n.{0}")):
        schema_of = {"n": "newer", "o": "older"}
        name = subject if subject.startswith("'") else f"{side}.{subject}"
        where = f"o.{value} IS NOT n.{value}" if side == "n" else "n.code IS NULL"
        halves.append(
            f"SELECT {name}, {side}.{year}, {group.format(side)}, {side}.code, "
            f"{pair.format(value)} FROM {schema_of[side]}_{table} {side} "
            f"LEFT JOIN {schema_of[other]}_{table} {other} ON {same} "
            f"WHERE {condition.format(side)} AND {where}"
        )
    return f"{' UNION ALL '.join(halves)} ORDER BY 1, 2, 3, 4"


def _changes(db: sqlite3.Connection) -> Iterator[Difference]:
    """Yield the changes of RegSO that one of two stores has alone."""
    columns = "date, code_from, code_to, kind"
    told = "code_from, kind || ' ' || date || ': ' || code_to"
    for first, second, is_new in (("newer", "older", True), ("older", "newer", False)):
        alone = f"SELECT {columns} FROM {first}.change EXCEPT SELECT {columns} FROM {second}.change"
        for code, text in db.execute(f"SELECT {told} FROM ({alone}) ORDER BY 1, 2"):
            pair = (None, text) if is_new else (text, None)
            yield Difference(schema.CHANGES, schema.ANY_VINTAGE, "", code, "", *pair)

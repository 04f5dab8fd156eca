"""Whether a store that someone else has written is one that we could have written ourselves."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from regso.core.areas.areas import VINTAGES
from regso.core.areas.areatypes import TYPES
from regso.store import schema
from regso.store.draft import sound_version

_VINTAGES: Final = ", ".join(map(str, (schema.ANY_VINTAGE, *VINTAGES)))
_CODE: Final = (
    "typeof(code) = 'text' AND (code GLOB '[0-9][0-9]' OR code GLOB '[0-9][0-9][0-9][0-9]' "
    "OR code GLOB '[0-9][0-9][0-9][0-9]R[0-9][0-9][0-9]' "
    "OR code GLOB '[0-9][0-9][0-9][0-9][ABC][0-9][0-9][0-9][0-9]')"
)
_NUMBER: Final = "typeof(value) = 'real' AND value BETWEEN 0 AND"
_YEAR: Final = "typeof(year) = 'integer' AND year BETWEEN 1900 AND 2099"
_MEASURES: Final = ", ".join(f"'{measure}'" for measure in schema.MEASURES)
_INDICATORS: Final = ", ".join(f"'{subject}'" for subject in schema.INDICATORS)
# What holds for every row of a table; one for which it does not is no row of ours.
_RULES: Final = {
    "area": f"{_CODE} AND vintage IN ({_VINTAGES}) AND typeof(name) = 'text' "
    "AND typeof(parent) = 'text'",
    "statistic": f"{_CODE} AND length(code) = 8 AND {_YEAR} AND measure IN ({_MEASURES}) AND "
    f"{_NUMBER} 100 AND (measure <> '{schema.TYPE}' OR value IN ({', '.join(map(str, TYPES))}))",
    "population": f"{_CODE} AND {_YEAR} AND {_NUMBER} 1e8 AND value = CAST(value AS INTEGER) "
    "AND typeof(age) = 'text' AND typeof(sex) = 'text'",
    "indicator": f"{_CODE} AND {_YEAR} AND subject IN ({_INDICATORS}) AND "
    "typeof(category) = 'text' AND typeof(unit) = 'text' AND typeof(value) = 'real' "
    "AND abs(value) < 1e15",
    "change": "typeof(code_from) = 'text' AND typeof(code_to) = 'text' AND typeof(date) = 'text'",
    "boundary": f"{_CODE} AND vintage IN ({_VINTAGES}) AND crs IN ('SWEREF99TM', 'WGS84') "
    "AND typeof(geometry) = 'text'",
    "coverage": f"typeof(subject) = 'text' AND {_YEAR} AND complete IN (0, 1)",
    "source": "typeof(title) = 'text' AND typeof(origin) = 'text' AND typeof(fetched) = 'text'",
    "meta": "typeof(key) = 'text' AND typeof(value) = 'text'",
}
_KNOWN_SOURCE: Final = frozenset(schema.TABLE_OF.values())


def fault(path: Path) -> str:
    """Return what is wrong with a store, or nothing.

    Parameters
    ----------
    path : Path
        A file of ours with what someone has sent; nothing in it is run.
    """
    version = sound_version(path)
    if not version:
        return "den är skadad eller av en senare version"
    with contextlib.closing(
        sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    ) as db:
        db.execute("PRAGMA trusted_schema = OFF")
        kinds = {kind for (kind,) in db.execute("SELECT DISTINCT type FROM sqlite_master")}
        if kinds != {"table"}:
            return f"den har annat än tabeller ({', '.join(sorted(kinds - {'table'}))})"
        added = {t for v in range(version, schema.VERSION) for t in schema.ADDED_TABLES[v]}
        for table, rule in _RULES.items():
            if table in added:
                continue
            known = " OR source NOT IN (SELECT id FROM source)" if table in _KNOWN_SOURCE else ""
            wrong = f"SELECT 1 FROM {table} WHERE NOT ({rule}){known} LIMIT 1"
            if db.execute(wrong).fetchone():
                return f"tabellen {table} har en rad med ett värde som inte kan stämma"
    return ""


def borders(path: Path) -> Iterator[list[schema.Boundary]]:
    """Yield the borders of a sound store, some hundred at a time."""
    columns = "vintage, code, crs, geometry"
    with contextlib.closing(
        sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    ) as db:
        rows = db.execute(f"SELECT {columns} FROM boundary")
        while some := rows.fetchmany(500):
            yield [schema.Boundary(*row) for row in some]

"""Where the rows of a store come from."""

from __future__ import annotations

from regso.store import schema
from regso.store.reader import Reference

# The rows of a subject in a year; areas and borders go by vintage.
_ROWS_OF = {
    schema.TYPE: ("statistic", "measure = 'typ' AND year = ?"),
    schema.INDEX: ("statistic", "measure = 'index' AND year = ?"),
    schema.POPULATION: ("population", "year = ?"),
    schema.AREAS: ("area", "vintage = ?"),
    schema.BOUNDARIES: ("boundary", "length(code) = 8 AND vintage = ?"),
}


def sources(
    reference: Reference, table: str, where: str = "1", *values: object
) -> list[schema.Source]:
    """Return the sources of the rows of a table that match a condition."""
    columns = ", ".join(f"s.{f}" for f in schema.Source._fields)
    rows = reference.query(
        f"SELECT {columns} FROM source s WHERE s.id IN "
        f"(SELECT DISTINCT source FROM {table} WHERE {where}) ORDER BY s.id",
        *values,
    )
    return [schema.Source(*row) for row in rows]


def sources_of(reference: Reference, subject: str, year: int) -> list[schema.Source]:
    """Return the sources of a subject in a year; areas and borders go by vintage."""
    table, where = _ROWS_OF[subject]
    return sources(reference, table, where, year)


def are_exact(reference: Reference) -> bool:
    """Tell whether all borders of RegSO are the publisher's own, and none may be simplified."""
    has = reference.query("SELECT 1 FROM pragma_table_info('boundary') WHERE name = 'exact'")
    simple = "SELECT 1 FROM boundary WHERE length(code) = 8 AND NOT exact LIMIT 1"
    return bool(has) and not reference.query(simple)


def fetched(reference: Reference) -> str:
    """Return the date of the newest source, ISO."""
    return str(reference.query("SELECT COALESCE(MAX(fetched), '') FROM source")[0][0])

"""Where the rows of a store come from."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from regso.store import schema
from regso.store.reader import Reference

# The rows of a subject in a year; areas and borders go by vintage.
_ROWS_OF = {
    schema.TYPE: ("statistic", "measure = 'typ' AND year = ?"),
    schema.INDEX: ("statistic", "measure = 'index' AND year = ?"),
    schema.POPULATION: ("population", "year = ?"),
    **{s: ("indicator", f"subject = '{s}' AND year = ?") for s in schema.INDICATORS},
    schema.AREAS: ("area", "vintage = ?"),
    schema.BOUNDARIES: ("boundary", "length(code) = 8 AND vintage = ?"),
}


QUALITIES: Final = ("ungefärliga", "förenklade", "exakta")  # of borders, the worst first
APPROXIMATE: Final = "ungefärlig"


def stamps(reference: Reference) -> dict[str, str]:
    """Return what the publisher said of the revision of each fetched table, by its name."""
    rows = reference.query("SELECT key, value FROM meta WHERE key LIKE ?", f"{schema.STAMP}%")
    return {key.removeprefix(schema.STAMP): value for key, value in rows}


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


def quality_of_borders(reference: Reference, vintage: int, codes: Collection[str]) -> str:
    """Return how good the borders of some areas are: the worst of them, in a word.

    "exakta" are the publisher's own, "ungefärliga" those whose source says so; all others may be
    simplified and are "förenklade".
    """
    has = reference.query("SELECT 1 FROM pragma_table_info('boundary') WHERE name = 'exact'")
    rows = reference.query(
        f"SELECT code, {'exact' if has else '0'}, s.note "
        "FROM boundary JOIN source s ON s.id = source WHERE vintage = ?",
        vintage,
    )
    wanted = set(codes)
    found = {
        "ungefärliga" if APPROXIMATE in note.casefold() else "exakta" if exact else "förenklade"
        for code, exact, note in rows
        if code in wanted
    }
    return next((word for word in QUALITIES if word in found), "")


def fetched(reference: Reference) -> str:
    """Return the date of the newest source, ISO."""
    return str(reference.query("SELECT COALESCE(MAX(fetched), '') FROM source")[0][0])

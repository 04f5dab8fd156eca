"""What a store holds, subject by subject, and its tables row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from regso.core.areas.areas import FIRST_YEAR_OF_2025, VINTAGES, vintage_of
from regso.store import schema
from regso.store.provenance import sources
from regso.store.reader import Reference
from regso.store.schema import Source

# Subjects with a year, which decides the vintage.
DATED = frozenset({*schema.MEASURES, schema.POPULATION, *schema.INDICATORS})
_SUBJECTS = (
    (schema.AREAS, "area", "length(code) < 9"),
    (schema.KEYS, "area", "length(code) = 9"),
    *((measure, "statistic", f"measure = '{measure}'") for measure in schema.MEASURES),
    (schema.POPULATION, "population", "1"),
    *((subject, "indicator", f"subject = '{subject}'") for subject in schema.INDICATORS),
    (schema.CHANGES, "change", "1"),
    (schema.BOUNDARIES, "boundary", "1"),
)


class Coverage(NamedTuple):
    """How many RegSO have a value in a year, and whether all have."""

    areas: int
    complete: bool


class Holding(NamedTuple):
    """A subject in one vintage: its rows, its years with their coverage, and its sources."""

    subject: str
    vintage: int
    rows: int
    years: dict[int, Coverage]
    sources: list[Source]


def inventory(reference: Reference) -> list[Holding]:
    """Return what a store holds, per subject and vintage.

    A subject that is absent has 0 rows; of indicators, which few need, those that are there.
    """
    coverage: dict[tuple[str, int], dict[int, Coverage]] = {}
    for subject, year, areas, complete in reference.query(
        "SELECT subject, year, areas, complete FROM coverage ORDER BY year",
    ):
        years = coverage.setdefault((subject, vintage_of(year)), {})
        years[year] = Coverage(areas, bool(complete))
    return [
        Holding(subject, vintage, rows, coverage.get((subject, vintage), {}), sources)
        for subject, table, condition in _SUBJECTS
        if subject not in schema.INDICATORS or reference.years(subject)
        for vintage, rows, sources in _held(reference, subject, table, condition)
    ]


def table(reference: Reference, name: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the columns of a table of the store, and its rows in the order of their columns."""
    columns = [row[1] for row in reference.query(f"PRAGMA table_info({name})")]
    if not columns:  # in a store of an earlier version
        kind = next(kind for kind, table in schema.TABLE_OF.items() if table == name)
        return [*kind._fields, "source"], []
    order = ", ".join(str(i) for i in range(1, len(columns) + 1))
    return columns, reference.query(f"SELECT * FROM {name} ORDER BY {order}")


def _held(
    reference: Reference, subject: str, name: str, condition: str
) -> Iterator[tuple[int, int, list[Source]]]:
    """Yield vintage, rows and sources of a subject per vintage; once, with 0 rows, if absent."""
    found = False
    for vintage, also in _parts(subject):
        where = f"{condition} AND {also}"
        rows = reference.query(f"SELECT COUNT(*) FROM {name} WHERE {where}")[0][0]
        if rows:
            found = True
            yield vintage, rows, sources(reference, name, where)
    if not found:
        yield schema.ANY_VINTAGE, 0, []


def _parts(subject: str) -> list[tuple[int, str]]:
    """Return the vintages of a subject, each with the condition of its rows."""
    if subject == schema.CHANGES:
        return [(schema.ANY_VINTAGE, "1")]
    if subject in DATED:
        before, after = VINTAGES
        return [(before, f"year < {FIRST_YEAR_OF_2025}"), (after, f"year >= {FIRST_YEAR_OF_2025}")]
    return [(vintage, f"vintage = {vintage}") for vintage in (schema.ANY_VINTAGE, *VINTAGES)]

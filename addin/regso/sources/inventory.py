"""What the reference store holds, table by table, and the same as CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from regso.core.areas.areas import FIRST_YEAR_OF_2025, LABEL, VINTAGES, vintage_of
from regso.errors import FileError
from regso.store import Reference, schema
from regso.store.schema import Source

# Table of the store -> name of its CSV file.
FILE_OF = {
    "area": "omraden.csv",
    "statistic": "statistik.csv",
    "population": "befolkning.csv",
    "change": "andringar.csv",
    "boundary": "granser.csv",
    "source": "sources.csv",
}
# Subjects with a year, which decides the vintage.
DATED = frozenset({*schema.MEASURES, schema.POPULATION})
_SUBJECTS = (
    (schema.AREAS, "area", "length(code) < 9"),
    (schema.KEYS, "area", "length(code) = 9"),
    *((measure, "statistic", f"measure = '{measure}'") for measure in schema.MEASURES),
    (schema.POPULATION, "population", "1"),
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
    """Return what a store holds, per subject and vintage; a subject that is absent has 0 rows."""
    coverage: dict[tuple[str, int], dict[int, Coverage]] = {}
    for subject, year, areas, complete in reference.query(
        "SELECT subject, year, areas, complete FROM coverage ORDER BY year",
    ):
        years = coverage.setdefault((subject, vintage_of(year)), {})
        years[year] = Coverage(areas, bool(complete))
    return [
        Holding(subject, vintage, rows, coverage.get((subject, vintage), {}), sources)
        for subject, table, condition in _SUBJECTS
        for vintage, rows, sources in _held(reference, subject, table, condition)
    ]


def export(reference: Reference, folder: Path) -> list[tuple[Path, int]]:
    """Write each table of a store as CSV UTF-8; return the files and their number of rows.

    Raises
    ------
    FileError
        The folder or a file cannot be written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table, name in FILE_OF.items():
            columns = [row[1] for row in reference.query(f"PRAGMA table_info({table})")]
            order = ", ".join(str(i) for i in range(1, len(columns) + 1))
            rows = reference.query(f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608
            _write(folder / name, columns, rows)
            written.append((folder / name, len(rows)))
    except OSError as error:
        raise FileError(
            f"{folder} går inte att skriva i ({error.strerror}); välj en annan mapp.",
        ) from error
    return written


def _held(
    reference: Reference, subject: str, table: str, condition: str
) -> Iterator[tuple[int, int, list[Source]]]:
    """Yield vintage, rows and sources of a subject per vintage; once, with 0 rows, if absent."""
    found = False
    for vintage, also in _parts(subject):
        where = f"{condition} AND {also}"
        rows = reference.query(f"SELECT COUNT(*) FROM {table} WHERE {where}")[0][0]  # noqa: S608
        if rows:
            found = True
            yield vintage, rows, reference.sources(table, where)
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


def vintage_label(vintage: int) -> str:
    """Return what a vintage is called; nothing for what has none (kommuner, changes)."""
    return LABEL.get(vintage, "")


def years_text(years: Iterable[int]) -> str:
    """Return years as text, runs joined.

    >>> years_text([2012, 2014, 2015, 2016])
    '2012, 2014–2016'
    """
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    # With a byte-order mark, or Excel shows å as Ã¥.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(columns)
        out.writerows([_plain(value) for value in row] for row in rows)


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value

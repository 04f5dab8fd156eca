"""What the reference store holds, table by table, and the same as CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from regso.core.areas import LABEL, VINTAGES, vintage_of
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
    """Return what a store holds, in the order of `regso.store.schema`; absent subjects have 0 rows."""
    coverage: dict[tuple[str, int], dict[int, Coverage]] = {}
    for subject, year, areas, complete in reference.query(
        "SELECT subject, year, areas, complete FROM coverage ORDER BY year",
    ):
        vintage = vintage_of(year) if year not in VINTAGES or subject in DATED else year
        years = coverage.setdefault((subject, vintage), {})
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


DATED = frozenset({*schema.MEASURES, schema.POPULATION})
_REGSO_ROWS, _DESO_ROWS = "length(code) = 8", "length(code) = 9"
_SUBJECTS = (
    (schema.AREAS, "area", _REGSO_ROWS),
    (schema.KEYS, "area", _DESO_ROWS),
    *((measure, "statistic", f"measure = '{measure}'") for measure in schema.MEASURES),
    (schema.POPULATION, "population", "1"),
    (schema.CHANGES, "change", "1"),
    (schema.BOUNDARIES, "boundary", "1"),
)
_CHANGE_TABLE = "change"


def _held(
    reference: Reference, subject: str, table: str, condition: str,
) -> list[tuple[int, int, list[Source]]]:
    """Return vintage, rows and sources of a subject, per vintage that it has."""
    if table == _CHANGE_TABLE:
        parts = [(schema.ANY_VINTAGE, condition)]
    elif subject in DATED:
        border = min(y for y in range(VINTAGES[0], VINTAGES[1] + 1) if vintage_of(y) == VINTAGES[1])
        parts = [
            (VINTAGES[0], f"{condition} AND year < {border}"),
            (VINTAGES[1], f"{condition} AND year >= {border}"),
        ]
    else:
        parts = [(v, f"{condition} AND vintage = {v}") for v in VINTAGES]
    held = []
    for vintage, where in parts:
        rows = reference.query(f"SELECT COUNT(*) FROM {table} WHERE {where}")[0][0]  # noqa: S608
        if rows:
            held.append((vintage, rows, reference.sources(table, where)))
    return held or [(schema.ANY_VINTAGE, 0, [])]


def vintage_label(vintage: int) -> str:
    """Return what a vintage is called; nothing for what has none."""
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

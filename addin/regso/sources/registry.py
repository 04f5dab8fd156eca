"""The readers, and what an import finds among the files that it is given.

A reader recognises a file by what is in it, never by its name. What no reader recognises is
reported and not an error, unless the file was given by name.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from regso import files
from regso.errors import FileError
from regso.sources import areas, geojson, pxweb, statistics
from regso.sources.content import DamagedError, FileTable, Head, look, read_table
from regso.sources.jsonstat import Dataset, dataset_of, is_dataset
from regso.sources.layout import layout_of
from regso.sources.reading import Reading
from regso.store.schema import RowSet, Source

_WANTED = (
    "läs in SCB:s nyckelfiler, listor över RegSO, tabell TAB6586 eller TAB6574, tabeller med "
    "områdestyp eller folkmängd per område, eller gränser som GeoJSON"
)
PUBLISHER, LICENCE = "SCB", "CC0 1.0"


class TableReader(NamedTuple):
    """Reads a table whose (folded) columns it recognises."""

    recognises: Callable[[frozenset[str]], bool]
    read: Callable[[FileTable], Reading]


class DatasetReader(NamedTuple):
    """Reads a JSON-stat dataset that it recognises."""

    recognises: Callable[[Dataset], bool]
    read: Callable[[Dataset], Reading]


# The first that recognises a table reads it: those that want more columns come first.
TABLE_READERS = (
    TableReader(areas.is_changes, areas.read_changes),
    TableReader(statistics.is_statistics, statistics.read_statistics),
    TableReader(statistics.is_population, statistics.read_population),
    TableReader(areas.is_key, areas.read_key),
    TableReader(areas.is_regso_list, areas.read_regso_list),
    TableReader(areas.is_kommun_list, areas.read_kommun_list),
)
DATASET_READERS = (
    DatasetReader(pxweb.is_statistics, pxweb.read_statistics),
    DatasetReader(pxweb.is_population, pxweb.read_population),
)


class Found(NamedTuple):
    """A file to import, and whether the user gave it by name."""

    path: Path
    named: bool


class Outcome(NamedTuple):
    """What a file gave: sets of rows, and what was not used with the reason."""

    file: str
    row_sets: tuple[RowSet, ...]
    unused: str


def find_files(paths: Iterable[Path]) -> list[Found]:
    """Return the files that paths name and those in the folders that they name, in order.

    Raises
    ------
    FileError
        A path does not exist.
    """
    found: dict[Path, Found] = {}
    for path in paths:
        if not path.exists():
            raise FileError(f"{path} finns inte; kontrollera sökvägen.")
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in inside:
            named = not path.is_dir()
            if named or not file.name.startswith((".", "~$")):
                found.setdefault(file.resolve(), Found(file, named))
    return list(found.values())


def read_file(found: Found, fetched: dt.date, *, swedish: bool = False) -> Outcome:
    """Return what a file gives to the store.

    Parameters
    ----------
    found : Found
    fetched : date
        The day that is recorded with the rows.
    swedish : bool
        Accept Windows-1252 and decimal comma (see `regso.files`).

    Raises
    ------
    FileError
        A recognised file is malformed, or a file given by name is not recognised.
    """
    path = found.path
    try:
        head = look(path, _is_header)
    except DamagedError:
        raise
    except FileError as error:
        if found.named:
            raise
        return Outcome(path.name, (), str(error).partition(";")[0])
    reading = _read(path, head, swedish=swedish)
    if reading is None:
        if found.named:
            raise _not_recognised(path, head, swedish=swedish)
        return Outcome(path.name, (), _reason(head))
    source = _source(path, reading, fetched)
    row_sets = (RowSet(source, reading.rows), RowSet(source, reading.filling, fill_only=True))
    unused = ", ".join(reading.unused)
    return Outcome(path.name, tuple(s for s in row_sets if s.rows), unused)


def in_merge_order(outcomes: Iterable[Outcome]) -> list[RowSet]:
    """Return the row sets of files in the order of merging: what only fills gaps comes last."""
    row_sets = [row_set for outcome in outcomes for row_set in outcome.row_sets]
    return sorted(row_sets, key=lambda row_set: row_set.fill_only)


def _is_header(columns: frozenset[str]) -> bool:
    return any(reader.recognises(columns) for reader in TABLE_READERS)


def _read(path: Path, head: Head, *, swedish: bool) -> Reading | None:
    if is_dataset(head.data):
        dataset = dataset_of(head.data, path.name)
        for reader in DATASET_READERS:
            if reader.recognises(dataset):
                return reader.read(dataset)
    elif geojson.is_boundaries(head.data):
        return geojson.read_boundaries(head.data, path.name)
    elif _is_header(head.columns):
        table = read_table(path, _is_header, swedish=swedish)
        columns = frozenset(table.columns)
        return next(r.read(table) for r in TABLE_READERS if r.recognises(columns))
    return None


def _source(path: Path, reading: Reading, fetched: dt.date) -> Source:
    return Source(
        publisher=PUBLISHER,
        title=reading.title,
        origin=f"{reading.table} ({path.name})" if reading.table else path.name,
        fetched=fetched.isoformat(),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        licence=LICENCE,
        updated=reading.updated,
        note=reading.note,
    )


def _reason(head: Head) -> str:
    """Return why a file in a folder is not used."""
    if head.data.get("type") == "FeatureCollection":
        return "ytorna har ingen områdeskod"
    if head.data.get("class") == "dataset":
        return f"tabellen {head.data.get('label')} har inget innehåll som lagret tar emot"
    if _has_codes(head):
        return "har områdeskoder men inga värden som lagret tar emot"
    return "innehållet känns inte igen"


def _has_codes(head: Head) -> bool:
    layout = layout_of(head.columns)
    return bool(layout.regso or layout.deso or layout.kommun)


def _not_recognised(path: Path, head: Head, *, swedish: bool) -> FileError:
    """Return the error for a file given by name; a file that cannot be read at all says why."""
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        files.open_workbook(path).close()
    elif not head.data:
        files.read_text(path, swedish=swedish)
    if head.data or _has_codes(head):
        return FileError(f"{path.name} används inte: {_reason(head)}; {_WANTED}.")
    return FileError(
        f"{path.name} har ingen kolumn med områdeskod; rubrikraden ska ha till exempel "
        "regsokod, RegSOkod_2025 eller deso2018.",
    )

"""The readers, and what an import finds among the files that it is given.

A reader recognises a file by what is in it, never by its name. A file that was given by name must
give something, or nothing is imported. In a folder each file has its own fate: what no reader
recognises is reported, and so is one that is recognised but cannot be read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from regso.errors import FileError
from regso.incoming import plain, px, texts, workbooks
from regso.sources import (
    areas,
    bulk,
    crosstab,
    exported,
    geojson,
    layers,
    otherforms,
    pxweb,
    statistics,
)
from regso.sources.content import DamagedError, FileTable, Head, look, read_rows, read_table
from regso.sources.found import Found
from regso.sources.jsonstat import Dataset, dataset_of, is_dataset
from regso.sources.layout import layout_of
from regso.sources.reading import Reading, clean_name
from regso.store.schema import RowSet, Source

_WANTED = (
    "läs in SCB:s nyckelfiler, listor över RegSO, tabell TAB6586 eller TAB6574, tabeller med "
    "områdestyp eller folkmängd per område, eller gränser som GeoJSON"
)
_START = 128  # bytes that tell what kind of file it is
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


class Outcome(NamedTuple):
    """What a file gave: sets of rows, and what was not used with the reason.

    Attributes
    ----------
    file : str
    row_sets : tuple of RowSet
    unused : str
        Empty also of the list of sources of an export, which its tables use.
    sheet : str
        Which sheet of a workbook was read, where several could be meant.
    refused : bool
        Whether the file, in a folder, is of a kind that is ours but cannot be read; `unused`
        is then the sentence that says why.
    """

    file: str
    row_sets: tuple[RowSet, ...]
    unused: str
    sheet: str = ""
    refused: bool = False


def read_file(
    found: Found, fetched: dt.date, *, swedish: bool = False, vintage: int | None = None
) -> Outcome:
    """Return what a file gives to the store.

    Parameters
    ----------
    found : Found
    fetched : date
        The day that is recorded with the rows.
    swedish : bool
        Accept Windows-1252 and decimal comma (see `regso.incoming.tables`).
    vintage : int or None
        The vintage of a file that does not say its own.

    Raises
    ------
    FileError
        A file given by name is not recognised, is malformed, or gives nothing.
    """
    path, head = found.path, None
    try:
        if part := bulk.part_of(path):
            return _outcome(found, bulk.read(path, part, _of_dataset), fetched)
        head = _head(path)
        if exported.is_exported(head.columns):
            return Outcome(path.name, exported.read_exported(path), "")
        reading = _read(path, head, swedish=swedish, vintage=vintage)
        if reading is None and found.named:
            raise _not_recognised(path, head, swedish=swedish)
        if reading is None:
            return Outcome(path.name, (), _reason(head))
        return _outcome(found, reading, fetched)
    except FileError as error:
        if found.named:
            raise
        if head is not None or isinstance(error, DamagedError):
            return Outcome(path.name, (), str(error), refused=True)
        return Outcome(path.name, (), str(error).partition(";")[0])


def in_merge_order(outcomes: Iterable[Outcome]) -> list[RowSet]:
    """Return the row sets of files in the order of merging.

    What is of an export comes first, because it was imported before, and what only fills gaps
    last.
    """
    row_sets = [row_set for outcome in outcomes for row_set in outcome.row_sets]
    others = [row_set for row_set in row_sets if not row_set.exported]
    return [
        *exported.joined(row_set for row_set in row_sets if row_set.exported),
        *sorted(others, key=lambda row_set: row_set.fill_only),
    ]


def _is_header(columns: frozenset[str]) -> bool:
    recognises = (exported.is_exported, *(reader.recognises for reader in TABLE_READERS))
    return any(recognised(columns) for recognised in recognises)


def _head(path: Path) -> Head:
    """Return what a file seems to hold; of borders in other forms, what GeoJSON would say."""
    layer = layers.read_layer(path)
    return look(path, _is_header) if layer is None else Head(frozenset(), layer)


def _read(path: Path, head: Head, *, swedish: bool, vintage: int | None) -> Reading | None:
    data = _as_dataset(path, head, swedish=swedish)
    if is_dataset(data):
        return _of_dataset(dataset_of(data, path.name))
    if geojson.is_boundaries(head.data):
        return geojson.read_boundaries(head.data, path.name, vintage)
    if _is_header(head.columns):
        table = read_table(path, _is_header, swedish=swedish)._replace(vintage=vintage)
        columns = frozenset(table.columns)
        for kind in TABLE_READERS:
            if kind.recognises(columns):
                return kind.read(table)._replace(sheet=table.note)
    return None


def _of_dataset(dataset: Dataset) -> Reading | None:
    """Return what a dataset gives; None if no reader recognises it."""
    reader = next((one for one in DATASET_READERS if one.recognises(dataset)), None)
    return None if reader is None else reader.read(dataset)


def _as_dataset(path: Path, head: Head, *, swedish: bool) -> otherforms.JsonStat:
    """Return what a file holds as JSON-stat 2.0, if it is an answer in any form."""
    if head.data:
        return otherforms.upgraded(head.data)
    if px.is_px(plain.read_start(path, _START)):
        text = texts.decode(plain.read_bytes(path), path.name, swedish=True)
        return otherforms.of_px(px.parse_px(text, path.name))
    if _is_header(head.columns):
        return {}
    try:
        rows = read_rows(path, swedish=swedish)
    except FileError:  # no table, which is said of a file that was given by name
        return {}
    return crosstab.jsonstat_of(rows) or {}


def _outcome(found: Found, reading: Reading, fetched: dt.date) -> Outcome:
    path = found.path
    source = _source(path, reading, fetched)
    row_sets = (RowSet(source, reading.rows), RowSet(source, reading.filling, fill_only=True))
    kept = tuple(s for s in row_sets if s.rows)
    if found.named and not kept:
        raise FileError(
            f"{path.name} gav inga värden: cellerna är tomma, eller gäller en annan indelning än "
            "årets; hämta filen igen med värden.",
        )
    unused = ", ".join(reading.unused) if kept else "den har inga värden"
    return Outcome(path.name, kept, unused, reading.sheet)


def _source(path: Path, reading: Reading, fetched: dt.date) -> Source:
    name = clean_name(path.name)
    return Source(
        publisher=PUBLISHER,
        title=clean_name(reading.title),
        origin=f"{reading.table} ({name})" if reading.table else name,
        fetched=fetched.isoformat(),
        sha256=hashlib.sha256(plain.read_bytes(path)).hexdigest(),
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
        with workbooks.opened(path):
            pass
    elif not head.data:
        texts.read_text(path, swedish=swedish)
    title = "" if head.data else crosstab.title_of(read_rows(path, swedish=swedish))
    if title:
        return FileError(
            f'{path.name} används inte: tabellen "{texts.printable(title)}" är varken '
            "områdestyper, index eller folkmängd; den kan vara ett register, se regso check.",
        )
    if head.data or _has_codes(head):
        return FileError(f"{path.name} används inte: {_reason(head)}; {_WANTED}.")
    return FileError(
        f"{path.name} har ingen kolumn med områdeskod; rubrikraden ska ha till exempel "
        "regsokod, RegSOkod_2025 eller deso2018.",
    )

"""What is in a file: a table (CSV, Excel) or a JSON object, found by looking inside.

The head of a file is looked at first and leniently, so that a folder may hold anything; the
whole file is read strictly, and only when a reader wants it. A table may have lines above its
header row, as Statistics Sweden's Excel files do.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from regso import files
from regso.errors import FileError
from regso.injection import as_meant

HEADER_WITHIN = 30
_HEAD_BYTES = 1 << 16
_ZIP = b"PK\x03\x04"
_DATASET = re.compile(r'"class"\s*:\s*"dataset"')
_FLAT = str.maketrans("åäöé", "aaoe")
_NOT_WORD = re.compile(r"[\W_]+")

Columns = tuple[str, ...]
Rows = Iterable[tuple[int, tuple[object, ...]]]
IsHeader = Callable[[frozenset[str]], bool]


class FileTable(NamedTuple):
    """A table of text: its titles, the same folded, and its rows with their numbers in the file."""

    name: str
    titles: Columns
    columns: Columns
    rows: list[tuple[int, list[str]]]


class DamagedError(FileError):
    """A damaged file of a kind that is ours: it stops an import also when a folder is read."""


class Head(NamedTuple):
    """What the beginning of a file shows: the (folded) columns of a table, or a JSON object."""

    columns: frozenset[str]
    data: Mapping[str, object]


def fold(title: str) -> str:
    """Return a column title in the form in which titles are compared.

    >>> fold(" RegSOkod_2020 "), fold("År")
    ('regsokod2020', 'ar')
    """
    return _NOT_WORD.sub("", title.strip().lower().translate(_FLAT))


def look(path: Path, is_header: IsHeader) -> Head:
    """Return what a file seems to hold; of a table only the header row that `is_header` accepts.

    Raises
    ------
    FileError
        The file is empty or cannot be opened, or is broken JSON.
    """
    with _opened(path) as file:
        start = file.read(_HEAD_BYTES)
    if not start.strip():
        files.read_bytes(path)
    if start.startswith(_ZIP):
        table = _find_in_workbook(path, is_header)
        return Head(frozenset(table.columns if table else ()) - {""}, {})
    text = _lenient(start)
    if text.lstrip().startswith("{"):
        return Head(frozenset(), read_json(path))
    _, cells = _find_header(text, is_header)
    return Head(_columns_of(cells), {})


def read_json(path: Path) -> Mapping[str, object]:
    """Return the object in a JSON file; empty if it holds something else."""
    text = files.read_text(path)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        kind = DamagedError if _DATASET.search(text, 0, _HEAD_BYTES) else FileError
        raise kind(
            f"{path.name} är trasig JSON (rad {error.lineno}, tecken {error.colno}); "
            "hämta filen igen.",
        ) from error
    return json_object(data)


def json_object(value: object) -> Mapping[str, object]:
    """Return a JSON object; empty if a value is something else."""
    return value if isinstance(value, dict) else {}


def read_table(path: Path, is_header: IsHeader, *, swedish: bool = False) -> FileTable:
    """Return the table of a CSV or Excel file whose header row `is_header` accepts."""
    with _opened(path) as file:
        zipped = file.read(4) == _ZIP
    if zipped:
        table = _find_in_workbook(path, is_header, whole=True)
        if table is None:
            raise FileError(f"{path.name} ändrades under läsningen; försök igen.")
        return table
    text = files.read_text(path, swedish=swedish)
    number, _ = _find_header(text, is_header)
    body = "\n".join(text.split("\n")[number - 1 :])
    titles, rows = files.parse_csv(body, path.name, swedish=swedish, first_line=number)
    meant = ([as_meant(field) for field in row] for row in rows)
    return _table(path.name, titles, enumerate(meant, start=number + 1))


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError:
        files.read_bytes(path)
        raise


def _table(name: str, titles: Sequence[str], rows: Iterable[tuple[int, list[str]]]) -> FileTable:
    kept = [(number, row) for number, row in rows if any(row)]
    return FileTable(name, tuple(titles), tuple(fold(t) for t in titles), kept)


def _lenient(start: bytes) -> str:
    """Return the beginning of a file as text, whatever its encoding; strictness comes later."""
    try:
        return start.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return start[: error.start].decode("utf-8-sig")
        return start.decode("latin-1")


def _columns_of(cells: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(cell) for cell in cells) - {""}


def _find_header(text: str, is_header: IsHeader) -> tuple[int, list[str]]:
    """Return the number and the cells of the header row, or of the first row if none is one."""
    first: tuple[int, list[str]] | None = None
    for number, line in enumerate(text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN], start=1):
        if line.strip():
            separator = files.sniff_separator(line)
            cells = next(csv.reader([line.replace("\r", "")], delimiter=separator))
            first = first or (number, cells)
            if is_header(_columns_of(cells)):
                return number, cells
    return first or (1, [])


def _find_in_workbook(path: Path, is_header: IsHeader, *, whole: bool = False) -> FileTable | None:
    """Return the first table in a workbook with a header row, with its rows when `whole`."""
    with closing(files.open_workbook(path)) as book:
        for sheet in book.worksheets:
            rows = enumerate(sheet.iter_rows(values_only=True), start=1)
            for _, row in islice(rows, HEADER_WITHIN):
                cells = [_text(cell) for cell in row]
                if is_header(_columns_of(cells)):
                    return _table(path.name, cells, _body(rows, len(cells)) if whole else ())
    return None


def _body(rows: Rows, width: int) -> Iterator[tuple[int, list[str]]]:
    for number, row in rows:
        cells = [_text(cell) for cell in row[:width]]
        yield number, cells + [""] * (width - len(cells))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()

"""What is in a file: a table (CSV, Excel) or a JSON object, found by looking inside.

The head of a file is looked at first and leniently, so that a folder may hold anything; the
whole file is read strictly, and only when a reader wants it. A table may have lines above its
header row, as Statistics Sweden's Excel files do.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from regso.errors import FileError
from regso.incoming import jsonfiles, plain, tables, texts, workbooks
from regso.injection import as_meant

HEADER_WITHIN = 30
_HEAD_BYTES = 1 << 16
_START = 128  # bytes that tell what kind of file it is
_DATASET = re.compile(r'"class"\s*:\s*"dataset"')
_FLAT = str.maketrans("åäöé", "aaoe")
_NOT_WORD = re.compile(r"[\W_]+")

Columns = tuple[str, ...]
IsHeader = Callable[[frozenset[str]], bool]


class FileTable(NamedTuple):
    """A table of text: its titles, the same folded, and its rows with their numbers in the file.

    `note` says which sheet of a workbook it is, where several could be meant, and `vintage` which
    one the user says that a table is of that does not say so itself.
    """

    name: str
    titles: Columns
    columns: Columns
    rows: list[tuple[int, list[str]]]
    note: str = ""
    vintage: int | None = None


class DamagedError(FileError):
    """A damaged file of a kind that is ours, also when it lies in a folder among others."""


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
    start = plain.read_start(path, _HEAD_BYTES)
    if not start.strip():
        plain.read_bytes(path)
    if workbooks.is_workbook(start):
        table = _find_in_workbook(path, is_header)
        return Head(frozenset(table.columns if table else ()) - {""}, {})
    text = texts.decode_start(start)
    if text.lstrip().startswith("{"):
        return Head(frozenset(), read_json(path))
    _, cells = _find_header(text, is_header)
    return Head(_columns_of(cells), {})


def read_json(path: Path) -> Mapping[str, object]:
    """Return the object in a JSON file; empty if it holds something else."""
    text = jsonfiles.read_json_text(path)
    try:
        return jsonfiles.parse_json(text, path.name)
    except FileError as error:
        if _DATASET.search(text, 0, _HEAD_BYTES):
            raise DamagedError(str(error)) from error
        raise


def read_rows(path: Path, *, swedish: bool = False) -> list[list[str]]:
    """Return every row of a CSV file, or of the first sheet that can be seen and has rows."""
    if not workbooks.is_workbook(plain.read_start(path, _START)):
        return tables.read_lines(path, swedish=swedish)[0]
    with workbooks.opened(path) as sheets:
        chosen = workbooks.choose(sheets, lambda sheet: 1 if any(map(any, sheet.top(3))) else None)
        return [] if chosen is None else [[*map(_text, row)] for row in chosen.sheet.rows()]


def read_table(
    path: Path,
    is_header: IsHeader,
    *,
    swedish: bool = False,
    longest: int = tables.LONGEST_FIELD,
) -> FileTable:
    """Return the table of a CSV or Excel file whose header row `is_header` accepts.

    In a CSV no field is longer than `longest` characters.
    """
    if workbooks.is_workbook(plain.read_start(path, _START)):
        table = _find_in_workbook(path, is_header, whole=True)
        if table is None:
            raise FileError(f"{path.name} ändrades under läsningen; försök igen.")
        return table
    text = texts.read_text(path, swedish=swedish)
    number, _ = _find_header(text, is_header)
    body = "\n".join(text.split("\n")[number - 1 :])
    titles, rows = tables.parse_csv(
        body, path.name, swedish=swedish, first_line=number, longest=longest
    )
    meant = ([as_meant(field) for field in row] for row in rows)
    return _table(path.name, titles, enumerate(meant, start=number + 1))


def _table(
    name: str, titles: Sequence[str], rows: Iterable[tuple[int, list[str]]], note: str = ""
) -> FileTable:
    kept = [(number, row) for number, row in rows if any(row)]
    return FileTable(name, tuple(titles), tuple(fold(t) for t in titles), kept, note)


def _columns_of(cells: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(cell) for cell in cells) - {""}


def _find_header(text: str, is_header: IsHeader) -> tuple[int, list[str]]:
    """Return the number and the cells of the header row, or of the first row if none is one."""
    first: tuple[int, list[str]] | None = None
    for number, line in enumerate(text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN], start=1):
        if line.strip():
            cells = tables.fields(line)
            first = first or (number, cells)
            if is_header(_columns_of(cells)):
                return number, cells
    return first or (1, [])


def _find_in_workbook(path: Path, is_header: IsHeader, *, whole: bool = False) -> FileTable | None:
    """Return the first table in a workbook with a header row, with its rows when `whole`."""

    def header(sheet: workbooks.Sheet) -> int | None:
        tops = enumerate(sheet.top(HEADER_WITHIN), 1)
        return next((n for n, row in tops if is_header(_columns_of(list(map(_text, row))))), None)

    with workbooks.opened(path) as sheets:
        chosen = workbooks.choose(sheets, header)
        if chosen is None:
            return None
        rows = enumerate(chosen.sheet.rows(), start=1)
        [(_, row)] = islice(rows, chosen.row - 1, chosen.row)
        titles = [_text(cell) for cell in row]
        body = _body(rows, len(titles)) if whole else ()
        return _table(path.name, titles, body, chosen.note)


def _body(
    rows: Iterable[tuple[int, Sequence[object]]], width: int
) -> Iterator[tuple[int, list[str]]]:
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

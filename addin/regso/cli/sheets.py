"""Rows as a file that people open: CSV for Excel, or a workbook with one sheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import xlsxwriter

from regso.errors import CellError, FileError
from regso.injection import harmless
from regso.saving import refuse_output, write_file
from regso.xlsx.archive import FIRST_MOMENT, pack, unpack

_MOST_ROWS: Final = 1_000_000
_WIDEST: Final = 40
_LOOKED_AT: Final = 200  # rows, for the widths


def refuse(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Raise FileError unless a file of rows may be written at a place; asked before the work."""
    if path.suffix.lower() not in {".csv", ".xlsx"}:
        raise FileError(f"{path.name} ska sluta på .csv eller .xlsx; ändra namnet.")
    refuse_output(path, inputs)


def write(
    path: Path,
    titles: Sequence[str],
    rows: Sequence[Sequence[object]],
    sheet: str,
    inputs: Iterable[Path] = (),
    facts: Mapping[str, str] | None = None,
) -> None:
    """Write rows as CSV or as a workbook, as the name of the file says.

    A workbook has the facts, where there are any, on a sheet of their own.
    """
    if path.suffix.lower() == ".csv":
        write_file(path, _csv(titles, rows), inputs)
    elif len(rows) > _MOST_ROWS:
        raise FileError(f"{path.name} rymmer inte {len(rows)} rader; skriv en .csv i stället.")
    else:
        write_file(path, _workbook(titles, rows, sheet, facts or {}), inputs)


def _csv(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow([harmless(title) for title in titles])
    out.writerows([harmless(c) if isinstance(c, str) else c for c in _plain(row)] for row in rows)
    return text.getvalue().encode("utf-8-sig")  # with a mark, or Excel shows å as Ã¥


def _plain(row: Sequence[object]) -> Iterator[object]:
    for cell in row:
        if isinstance(cell, float) and cell.is_integer():
            yield int(cell)
        elif isinstance(cell, dt.datetime) and cell.time() == dt.time():
            yield cell.date().isoformat()
        elif isinstance(cell, (dt.date, dt.time)):
            yield cell.isoformat()
        elif isinstance(cell, (CellError, dt.timedelta)):
            yield str(cell)
        else:
            yield cell


def _workbook(
    titles: Sequence[str], rows: Sequence[Sequence[object]], name: str, facts: Mapping[str, str]
) -> bytes:
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        created = dt.datetime(*FIRST_MOMENT[:3], tzinfo=dt.UTC)
        book.set_properties({"title": name, "created": created})
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, titles, book.add_format({"bold": True, "bottom": 1}))
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, list(_plain(row)))
        for at, title in enumerate(titles):
            longest = max((len(str(row[at])) for row in rows[:_LOOKED_AT]), default=0)
            sheet.set_column(at, at, min(_WIDEST, max(len(title), longest) + 2))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(titles) - 1)
        if facts:
            source = book.add_worksheet("Källa")
            source.set_column(0, 0, 18)
            source.set_column(1, 1, 92)
            for number, fact in enumerate(facts.items()):
                source.write_row(number, 0, fact)
    return pack(unpack(written.getvalue()))

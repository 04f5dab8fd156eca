"""Workbooks of other kinds than xlsx: Excel 97–2003 (xls) and OpenDocument (ods).

python-calamine reads both. Its cells have no error values: one is read as an empty cell. An ods
says how often a cell or a row is repeated, in a few bytes, so that is added up before it is read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from regso.errors import FileError
from regso.incoming.archives import ENCRYPTED, entries
from regso.incoming.reading import reading
from regso.incoming.tables import refuse_too_many
from regso.incoming.xmlparts import events_of

XLS_START: Final = bytes.fromhex("d0cf11e0a1b11ae1")
ODS_START: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
NO_BOOK: Final = (
    "går inte att läsa som kalkylblad; öppna filen i programmet den kommer från och spara den som "
    "Excel-arbetsbok (.xlsx)."
)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW, _CELLS = f"{_TABLE}table-row", (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MOST_REPEATED = 1_048_576
_PANIC = "PanicException"  # of Rust, and no Exception


class OtherSheet(NamedTuple):
    """A sheet that has been read: its title, whether it is hidden, and its rows."""

    title: str
    is_hidden: bool
    rows: list[list[object]]


def is_other(content: bytes) -> bool:
    """Tell whether bytes are a workbook of one of these kinds, as they begin."""
    return content.startswith(XLS_START) or _is_ods(content)


def sheets_of(content: bytes, name: str) -> list[OtherSheet]:
    """Return the worksheets of a workbook.

    Raises
    ------
    FileError
        It is damaged, has a password, or holds more cells than fit in memory.
    """
    if _is_ods(content):
        _refuse_repeated(content, name)
    try:
        with reading(name, NO_BOOK):
            return list(_read(content, name))
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise FileError(f"{name} {NO_BOOK}") from error


def _is_ods(content: bytes) -> bool:
    """Tell whether an archive begins with the mark that every ods has first, uncompressed."""
    return content.startswith(b"PK") and ODS_START in content[: 30 + len(ODS_START)]


def _read(content: bytes, name: str) -> Iterator[OtherSheet]:
    import python_calamine as calamine  # noqa: PLC0415 - only needed here

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError as error:
        raise FileError(f"{name} {ENCRYPTED}") from error
    for sheet in book.sheets_metadata:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        rows: Sequence[Sequence[object]] = book.get_sheet_by_name(sheet.name).to_python(
            skip_empty_area=False
        )
        refuse_too_many(sum(map(len, rows)), name)
        hidden = sheet.visible != calamine.SheetVisibleEnum.Visible
        yield OtherSheet(sheet.name, hidden, [list(row) for row in rows])


def _refuse_repeated(content: bytes, name: str) -> None:
    """Raise FileError if an ods says that it has more cells than fit in memory."""
    parts = {info.filename: part for info, part in entries(content, name, NO_BOOK)}
    cells = width = 0
    with reading(name, NO_BOOK):
        for element in events_of(parts["content.xml"], (_ROW, *_CELLS)):
            if element.tag == _ROW:
                cells += width * _times(element.get(f"{_TABLE}number-rows-repeated"))
                width = 0
            elif len(element):
                width += _times(element.get(f"{_TABLE}number-columns-repeated"))
    refuse_too_many(cells, name)


def _times(text: str | None) -> int:
    return min(int(text or 1), _MOST_REPEATED)

"""Registers of others, read as they are: CSV, workbooks and PC-Axis files as `Data`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from regso.errors import FileError
from regso.incoming import plain, px, tables, texts, workbooks
from regso.incoming.shape import TOP_ROWS, Shaped, row_with, shaped
from regso.indata import BY_ROWS, Data, header_key

_EXCEL_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_START = 128  # bytes that tell what kind of file it is
# What files of other kinds begin with: nobody keeps a register in them.
_NO_TABLES = (
    (b"{", "json"), (b"[", "json"), (b"SQLite format 3", "en databas"), (b"%PDF", "en PDF"),
    (bytes.fromhex("0000270a"), "en shapefil"), (b"<", "xml eller html"),
)  # fmt: skip


def read_data(path: Path, *, swedish: bool = False, wanted: Collection[str] = ()) -> Data:
    """Read a register from a CSV, a workbook or a PC-Axis file.

    Parameters
    ----------
    path : Path
    swedish : bool
        Accept a CSV with decimal comma.
    wanted : collection of str
        Headers that the table must have. The first row with all of them is the header, in a
        workbook on whichever sheet that can be seen; without them it is the row that looks like
        one (see `regso.incoming.shape`).

    Raises
    ------
    FileError
        The file cannot be read, two columns have the same header, or a row does not have the
        form of the header.
    """
    start = plain.read_start(path, _START)
    _refuse_other_kinds(path.name, start)
    if path.suffix.lower() in _EXCEL_SUFFIXES or workbooks.is_workbook(start):
        data = _read_workbook(path, wanted)
    elif px.is_px(start):
        text = texts.decode(plain.read_bytes(path), path.name, swedish=True)
        headers, rows = px.parse_px(text, path.name).rows()
        data = Data(path.name, headers, list(rows), f"{path.name}: värdena i px-filen som rader.")
    else:
        data = _read_csv(path, wanted, swedish=swedish)
    _refuse_duplicates(data)
    return data


def _refuse_other_kinds(name: str, start: bytes) -> None:
    """Raise FileError for a file that begins as one of another kind than a table."""
    begins = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    what = next((what for mark, what in _NO_TABLES if begins.startswith(mark)), "")
    if what:
        raise FileError(
            f"{name} är {what} och ingen tabell; spara registret som csv eller Excel, eller läs in "
            "filen med regso data import om den är referensdata.",
        )


def _read_csv(path: Path, wanted: Collection[str], *, swedish: bool) -> Data:
    lines, separator = tables.read_lines(path, swedish=swedish)
    keys = _keys(wanted)
    found = _shaped(path, lines, row_with(lines, keys) if keys else None)
    width, first = len(found.headers), found.first + 1
    body = [_narrow(line, width) for line in found.rows(lines)]
    rows = tables.checked(body, width, separator, path.name, first, swedish=swedish)
    return Data(path.name, found.headers, [*rows], _noted(path.name, found.note), first)


def _read_workbook(path: Path, wanted: Collection[str]) -> Data:
    keys = _keys(wanted)
    with workbooks.opened(path) as sheets:
        chosen = (_choose(sheets, keys) if keys else None) or _likeliest(sheets)
        if chosen is None:
            raise FileError(f"{path.name} är tom; spara registret med en rubrikrad överst.")
        rows = [_trimmed(row) for row in chosen.sheet.rows()]
    has_keys = keys and keys <= _titles(rows[chosen.row - 1])
    found = _shaped(path, rows, chosen.row - 1 if has_keys else None)
    body = _rows(found.rows(rows), len(found.headers), found.first, path.name)
    note = " ".join(filter(None, (chosen.note, _noted(path.name, found.note))))
    return Data(path.name, found.headers, [*body], note, found.first + 1)


def _shaped(path: Path, rows: Sequence[Sequence[object]], header: int | None) -> Shaped:
    found = shaped(rows, header)
    if not found.headers:
        raise FileError(
            f"{path.name} har inget i de första raderna; spara registret med en rubrikrad överst."
        )
    return found


def _keys(wanted: Collection[str]) -> set[str]:
    return {header_key(header) for header in wanted} - {BY_ROWS}


def _titles(row: Sequence[object]) -> set[str]:
    return {header_key(str(title)) for title in row}


def _noted(name: str, note: str) -> str:
    return f"{name}: {note}." if note else ""


def _narrow(line: Sequence[object], width: int) -> list[str]:
    """Return a line of a CSV without blank fields beyond the header's."""
    texts_ = [str(field) for field in line]
    return texts_[:width] if not any(map(str.strip, texts_[width:])) else texts_


def _choose(
    sheets: Sequence[workbooks.Sheet], keys: set[str], fewest: int = 1
) -> workbooks.Chosen | None:
    """Return the sheet and the row that hold all the keys; no keys: the `fewest` values."""

    def header(sheet: workbooks.Sheet) -> int | None:
        for number_, row in enumerate(sheet.top(TOP_ROWS), 1):
            titles = _trimmed(row)
            if sum(map(bool, _titles(titles))) >= fewest and keys <= _titles(titles):
                return number_
        return None

    return workbooks.choose(sheets, header)


def _likeliest(sheets: Sequence[workbooks.Sheet]) -> workbooks.Chosen | None:
    """Return the first sheet with a row of two values, or else of one."""
    return _choose(sheets, set(), 2) or _choose(sheets, set())


def _trimmed(row: Sequence[object]) -> list[object]:
    """Return a row without the blanks at its end, with empty text for other blanks."""
    values = ["" if value is None else value for value in row]
    while values and not str(values[-1]).strip():
        values.pop()
    return values


def _rows(
    rows: Sequence[Sequence[object]],
    width: int,
    top: int,
    name: str,
) -> Iterator[list[object]]:
    """Yield rows of the header's width; blank rows at the end are left out."""
    blank = 0
    for number_, row in enumerate(rows, start=top + 1):
        values = _trimmed(row)
        if len(values) > width:
            raise FileError(
                f"Rad {number_} i {name} har {len(values)} kolumner men rubrikraden har {width}; "
                "ge varje kolumn en rubrik eller ta bort det som står utanför tabellen.",
            )
        if not values:
            blank += 1
            continue
        for line in (*([[]] * blank), values):
            yield line + [""] * (width - len(line))
        blank = 0


def _refuse_duplicates(data: Data) -> None:
    seen: set[str] = set()
    for header in filter(None, data.headers):
        key = header_key(header)
        if key in seen:
            raise FileError(
                f'Rubriken "{header}" finns två gånger i {data.name}; '
                "ge kolumnerna olika rubriker.",
            )
        seen.add(key)

"""The user's register: a CSV or Excel file as headers and columns of cell values."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from regso.errors import ERROR_CODES, CellError, FileError
from regso.incoming import plain, px, tables, texts, workbooks
from regso.incoming.shape import TOP_ROWS, row_with, shaped

BY_ROWS = "rader"  # the word, in place of a header, for 1 on every row

Cell = str | float | int | bool | CellError | None

_EXCEL_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_START = 128  # bytes that tell what kind of file it is
_EXACT_DIGITS = 15  # a longer number (an account, an id) would lose its last digits
_EXPONENT = r"(?:[eE][+-][0-9]{1,3})?"  # the sign is required: 12E4 is a code, not 120000
_NUMBER = re.compile(rf"-?(?P<digits>0|[1-9][0-9]*)(?:\.[0-9]+)?{_EXPONENT}")
_FIGURE = re.compile(r"\d")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE = re.compile(r"([0-9]{4})-[0-9]{2}(?:-[0-9]{2}.*)?")
_DAYS = (dt.date(1950, 1, 1), dt.date(2101, 1, 1))  # whose serial numbers are no years
_DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no time zone


@dataclass(frozen=True)
class Data:
    """A table of the user's: its headers and its rows as they were read.

    Attributes
    ----------
    name : str
        The file's name, for messages.
    headers : list of str
        Without surrounding blanks; a column without header has an empty one.
    rows : list of sequences, each as long as `headers`
    note : str
        Which sheet of a workbook was read, where several could be meant, and what around the
        table was left out.
    first : int
        The number in the file of the first row.
    """

    name: str
    headers: list[str]
    rows: list[Sequence[object]]
    note: str = ""
    first: int = 2

    def index(self, header: str) -> int | None:
        """Return the position of a header, whatever its case and blanks, if it is there."""
        wanted = header_key(header)
        return next((i for i, h in enumerate(self.headers) if h and header_key(h) == wanted), None)

    def without_blank_rows(self) -> Data:
        """Return the table without the rows that are blank in every column."""
        kept = [row for row in self.rows if any(_cell(value) is not None for value in row)]
        return self if len(kept) == len(self.rows) else replace(self, rows=kept)

    def column(self, index: int) -> list[Cell]:
        """Return the values of a column.

        Text is made into numbers only where every value of the column is a plain number or a
        word without figures: codes keep their leading zeros, and a word among numbers, such as
        "saknas", spoils no other row than its own.
        """
        cells = [_cell(row[index]) for row in self.rows]
        texts = {cell for cell in cells if isinstance(cell, str)}
        numbers = {text: number(text) for text in texts if is_plain_number(text)}
        if numbers and all(text in numbers or not _FIGURE.search(text) for text in texts):
            return [numbers.get(c, c) if isinstance(c, str) else c for c in cells]
        return cells


def header_key(header: str) -> str:
    """Return a header in the form in which headers are compared.

    >>> header_key("  Antal   ärenden ") == header_key("antal ÄRENDEN")
    True
    """
    return unicodedata.normalize("NFC", " ".join(header.split())).casefold()


def is_plain_number(text: str) -> bool:
    """Tell whether text is a number that keeps its meaning as one.

    >>> [is_plain_number(t) for t in ("114", "-1.5", "0114", "12E4", "1,5")]
    [True, True, False, False, False]
    """
    form = _NUMBER.fullmatch(text.strip())
    return form is not None and len(form["digits"]) <= _EXACT_DIGITS


def number(text: str) -> float | int:
    """Return the value of a plain number.

    >>> number("114"), number("1.50")
    (114, 1.5)
    """
    text = text.strip()
    return int(text) if text.lstrip("-").isdigit() else float(text)


def is_day(text: str) -> bool:
    """Tell whether text is an ISO date in form; it may still not be in the calendar.

    >>> [is_day(t) for t in ("2022-09-15", " 2022-09-15 ", "2022-13-40", "15/9 2022")]
    [True, True, True, False]
    """
    return _DAY.fullmatch(text.strip()) is not None


def day(text: str) -> float:
    """Return an ISO date as the number that a cell holds.

    Raises
    ------
    FileError
        There is no such day.

    >>> day("2022-09-15")
    44819.0
    """
    try:
        return _serial(dt.date.fromisoformat(text.strip()))
    except ValueError as error:
        raise FileError(
            f"Datumet {text} finns inte i kalendern; skriv till exempel 2022-09-15."
        ) from error


def year(cell: Cell) -> Cell:
    """Return the year of a date, given as text or as a serial number; others stay as they are.

    A column of years and dates is text, so a year in it is made into a number too.

    >>> year("2022-04-14"), year("2022-04"), year(44665.0), year("2022"), year("okänt")
    (2022, 2022, 2022, 2022, 'okänt')
    """
    if isinstance(cell, str):
        date = _DATE.fullmatch(cell.strip())
        text = date[1] if date else cell
        return number(text) if is_plain_number(text) else cell
    if not isinstance(cell, (int, float)) or not _serial(_DAYS[0]) <= cell < _serial(_DAYS[1]):
        return cell
    return (_DAY_ZERO + dt.timedelta(days=cell)).year


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


def _read_csv(path: Path, wanted: Collection[str], *, swedish: bool) -> Data:
    lines, separator = tables.read_lines(path, swedish=swedish)
    keys = _keys(wanted)
    found = shaped(lines, row_with(lines, keys) if keys else None)
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
    found = shaped(rows, chosen.row - 1 if has_keys else None)
    body = _rows(found.rows(rows), len(found.headers), found.first, path.name)
    note = " ".join(filter(None, (chosen.note, _noted(path.name, found.note))))
    return Data(path.name, found.headers, [*body], note, found.first + 1)


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


def _cell(value: object) -> Cell:
    """Return a value read from a file as a cell value: errors as errors, dates as serials."""
    if isinstance(value, str):
        if value.startswith("#") and value in ERROR_CODES:
            return CellError(value, "Värdet är ett fel redan i registret.")
        return value if value.strip() else None
    if value is None or isinstance(value, (bool, int, float, CellError)):
        return value
    if isinstance(value, (dt.datetime, dt.date, dt.time, dt.timedelta)):
        return _serial(value)
    return str(value)


def _serial(value: dt.date | dt.time | dt.timedelta) -> float:
    """Return the serial number of a date or a time: days since Excel's day zero."""
    if isinstance(value, dt.time):
        value = dt.datetime.combine(_DAY_ZERO, value)
    elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    since = value if isinstance(value, dt.timedelta) else value - _DAY_ZERO
    return since / dt.timedelta(days=1)

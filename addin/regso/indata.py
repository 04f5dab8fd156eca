"""The user's register: headers, and columns of cell values."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from regso.errors import ERROR_CODES, CellError, FileError

BY_ROWS = "rader"  # the word, in place of a header, for 1 on every row

Cell = str | float | int | bool | CellError | None

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
    _columns: dict[int, list[Cell]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def index(self, header: str) -> int | None:
        """Return the position of a header, whatever its case and blanks, if it is there."""
        wanted = header_key(header)
        return next((i for i, h in enumerate(self.headers) if h and header_key(h) == wanted), None)

    def without_blank_rows(self) -> Data:
        """Return the table without the rows that are blank in every column."""
        kept = [row for row in self.rows if _is_filled(row)]
        return self if len(kept) == len(self.rows) else replace(self, rows=kept)

    def column(self, index: int) -> list[Cell]:
        """Return the values of a column, which are read once and are not to be changed.

        Text is made into numbers only where every value of the column is a plain number or a
        word without figures: codes keep their leading zeros, and a word among numbers, such as
        "saknas", spoils no other row than its own.
        """
        if index not in self._columns:
            self._columns[index] = self._column(index)
        return self._columns[index]

    def _column(self, index: int) -> list[Cell]:
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


def _is_filled(row: Sequence[object]) -> bool:
    """Tell whether a row has something in it; its first cell mostly has."""
    first = row[0] if row else None
    if isinstance(first, str) and first.strip():
        return True
    return any(_cell(value) is not None for value in row)


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

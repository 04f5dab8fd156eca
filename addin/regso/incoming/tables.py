"""CSV files as users and agencies save them.

A CSV is UTF-8 (with or without a byte-order mark) or Swedish Windows-1252, with ``,``, ``;`` or
tab between the fields and a point in decimals. With `swedish` it may also have ``;`` and decimal
comma, which is not guessed: a wrong guess turns 1,5 into 15 without anyone noticing.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path
from typing import Final

from regso.errors import FileError
from regso.incoming.texts import SWEDISH_OPTION, read_text

LONGEST_FIELD: Final = 131_072  # characters: Python's own limit
MOST_CELLS: Final = 20_000_000  # of a table: a gigabyte or two when each is a value of its own

_SEPARATORS = (",", ";", "\t")
_TOP = 40  # lines that are looked at to see which separator a file has
_DECIMAL_COMMA = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+),[0-9]+")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+")
_GAPS = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, ",": "."})


class DecimalCommaError(FileError):
    """A table with decimal comma, which is read only when the user says so."""


TextTable = tuple[list[str], list[list[str]]]


def parse_csv(
    text: str,
    name: str,
    *,
    swedish: bool = False,
    first_line: int = 1,
    longest: int = LONGEST_FIELD,
) -> TextTable:
    """Return the header and the rows of CSV text.

    Every row has as many fields as the header. A blank line stays as a row of empty fields, so
    that row i is line i + 2; blank lines at the end are left out. `first_line` is the number in
    the file of the line that `text` begins with: messages count from it. A field has at most as
    many characters as `longest` says.

    Raises
    ------
    FileError
        A row has another number of fields than the header, or numbers have decimal comma and
        `swedish` is not given.
    """
    separator = sniff_separator(text)
    lines = _parsed(text, separator, name, first_line, longest)
    header = [title.strip() for title in lines[0]]
    return header, checked(lines[1:], len(header), separator, name, first_line + 1, swedish=swedish)


def read_lines(path: Path, *, swedish: bool = False) -> tuple[list[list[str]], str]:
    """Return the lines of a CSV file, of whatever lengths, and its separator.

    Blank lines have no fields. Titles may stand above the table, so the separator is the one that
    parts most of the first lines in the same way.
    """
    text = read_text(path, swedish=swedish)
    separator = _separator_of(text)
    return _parsed(text, separator, path.name, 1, LONGEST_FIELD), separator


def _separator_of(text: str) -> str:
    lines = [line for line in text.split("\n", _TOP)[:_TOP] if line.strip()]
    best, most = sniff_separator(text.lstrip("\r\n")), (0, 0)
    for separator in (";", "\t", ","):
        sizes = Counter(len(fields(line, separator)) for line in lines)
        alike = max(((n, size) for size, n in sizes.items() if size > 1), default=(0, 0))
        if alike > most:
            best, most = separator, alike
    return best


def checked(
    rows: list[list[str]],
    width: int,
    separator: str,
    name: str,
    first: int,
    *,
    swedish: bool,
) -> list[list[str]]:
    """Return the rows below a header, the first of which is line `first`; see `parse_csv`."""
    while rows and not any(rows[-1]):
        rows.pop()
    rows = [row or [""] * width for row in rows]
    for number, row in enumerate(rows, start=first):
        if len(row) != width:
            raise FileError(
                f"Rad {number} i {name} har {len(row)} fält men rubrikraden har {width}; "
                "rätta raden eller spara filen igen som CSV UTF-8.",
            )
        if separator == ";" and not swedish:
            _refuse_decimal_comma(row, number, name)
    if separator == ";" and swedish:
        rows = [[_plain_number(field) for field in row] for row in rows]
    return rows


def sniff_separator(text: str) -> str:
    """Return the separator of CSV text: the one most common in its first line."""
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)


def fields(line: str, separator: str = "") -> list[str]:
    """Return the fields of a line that may be of a CSV; none if it cannot be."""
    try:
        delimiter = separator or sniff_separator(line)
        return next(csv.reader([line.replace("\r", "")], delimiter=delimiter))
    except csv.Error:
        return []


def refuse_too_many(cells: int, name: str) -> None:
    """Raise FileError if a table has more cells than fit in memory."""
    if cells > MOST_CELLS:
        raise FileError(
            f"{name} har fler än {MOST_CELLS // 1_000_000} miljoner celler, mer än som kan läsas; "
            "ta bort kolumner som inte används, eller dela upp filen.",
        )


def _parsed(text: str, separator: str, name: str, first_line: int, longest: int) -> list[list[str]]:
    refuse_too_many(text.count(separator) + text.count("\n"), name)
    if "\r\r\n" in text:  # a file in text mode written as text once more
        text = text.replace("\r\r\n", "\n")
    # Not StringIO, which holds four bytes for each character.
    file = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")
    reader = csv.reader(file, delimiter=separator, strict=True)
    before = csv.field_size_limit(longest)
    try:
        return list(reader)
    except csv.Error as error:
        raise FileError(
            f"Rad {reader.line_num + first_line - 1} i {name} går inte att läsa som CSV: ett "
            f"citattecken slutar inte, eller en cell har fler än {longest} tecken; kontrollera "
            "citattecknen och spara filen igen.",
        ) from error
    finally:
        csv.field_size_limit(before)


def _refuse_decimal_comma(row: list[str], number: int, name: str) -> None:
    for field in row:
        if _DECIMAL_COMMA.fullmatch(field.strip()):
            raise DecimalCommaError(
                f"{name} har decimalkomma ({field.strip()} på rad {number}); spara den som "
                f"CSV UTF-8 med decimalpunkt, eller läs den med {SWEDISH_OPTION}.",
            )


def _plain_number(field: str) -> str:
    text = field.strip()
    if _DECIMAL_COMMA.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return text.translate(_GAPS)
    return field

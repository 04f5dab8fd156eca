"""CSV files as users and agencies save them.

A CSV is UTF-8 (with or without a byte-order mark) with ``,``, ``;`` or tab between the fields
and a point in decimals. With `swedish` it may also be Windows-1252 with ``;`` and decimal comma.
Neither is guessed: a wrong guess turns 1,5 into 15 without anyone noticing.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Final

from regso.errors import FileError
from regso.incoming.texts import SWEDISH_OPTION, read_text

LONGEST_FIELD: Final = 131_072  # characters: Python's own limit
MOST_CELLS: Final = 20_000_000  # of a table: a gigabyte or two when each is a value of its own

_SEPARATORS = (",", ";", "\t")
_DECIMAL_COMMA = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+),[0-9]+")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+")
_GAPS = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, ",": "."})

TextTable = tuple[list[str], list[list[str]]]


def read_csv(path: Path, *, swedish: bool = False) -> TextTable:
    """Return the header and the rows of a CSV file.

    Every row has as many fields as the header. A blank line stays as a row of empty fields, so
    that row i is line i + 2 of the file; blank lines at the end are left out.

    Parameters
    ----------
    path : Path
    swedish : bool
        Accept Windows-1252 and decimal comma; decimals are given back with a point.

    Raises
    ------
    FileError
        The file cannot be read as text, a row has another number of fields than the header,
        or numbers have decimal comma and `swedish` is not given.
    """
    text = read_text(path, swedish=swedish)
    body = text.lstrip("\r\n")
    first_line = 1 + text.count("\n", 0, len(text) - len(body))
    return parse_csv(body, path.name, swedish=swedish, first_line=first_line)


def parse_csv(
    text: str,
    name: str,
    *,
    swedish: bool = False,
    first_line: int = 1,
    longest: int = LONGEST_FIELD,
) -> TextTable:
    """Return the header and the rows of CSV text (see `read_csv`).

    `first_line` is the number in the file of the line that `text` begins with: messages count
    from it. A field has at most as many characters as `longest` says.
    """
    separator = sniff_separator(text)
    refuse_too_many(text.count(separator) + text.count("\n"), name)
    lines = _lines(text, separator, name, first_line, longest)
    header, rows = lines[0], lines[1:]
    while rows and not any(rows[-1]):
        rows.pop()
    rows = [row or [""] * len(header) for row in rows]
    for number, row in enumerate(rows, start=first_line + 1):
        if len(row) != len(header):
            raise FileError(
                f"Rad {number} i {name} har {len(row)} fält men rubrikraden har {len(header)}; "
                "rätta raden eller spara filen igen som CSV UTF-8.",
            )
        if separator == ";" and not swedish:
            _refuse_decimal_comma(row, number, name)
    if separator == ";" and swedish:
        rows = [[_plain_number(field) for field in row] for row in rows]
    return [title.strip() for title in header], rows


def sniff_separator(text: str) -> str:
    """Return the separator of CSV text: the one most common in its first line."""
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)


def fields(line: str) -> list[str]:
    """Return the fields of a line that may be of a CSV; none if it cannot be."""
    try:
        return next(csv.reader([line.replace("\r", "")], delimiter=sniff_separator(line)))
    except csv.Error:
        return []


def refuse_too_many(cells: int, name: str) -> None:
    """Raise FileError if a table has more cells than fit in memory."""
    if cells > MOST_CELLS:
        raise FileError(
            f"{name} har fler än {MOST_CELLS // 1_000_000} miljoner celler, mer än som kan läsas; "
            "ta bort kolumner som inte används, eller dela upp filen.",
        )


def _lines(text: str, separator: str, name: str, first_line: int, longest: int) -> list[list[str]]:
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
            raise FileError(
                f"{name} har decimalkomma ({field.strip()} på rad {number}); spara den som "
                f"CSV UTF-8 med decimalpunkt, eller läs den med {SWEDISH_OPTION}.",
            )


def _plain_number(field: str) -> str:
    text = field.strip()
    if _DECIMAL_COMMA.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return text.translate(_GAPS)
    return field

"""Files: read as users and agencies save them, and written whole or not at all.

What cannot be read or written is refused with one sentence.

A CSV is UTF-8 (with or without a byte-order mark) with ``,``, ``;`` or tab between the fields
and a point in decimals. With `swedish` a file may also be Windows-1252 with ``;`` and decimal
comma, as a Swedish Excel saves "CSV (kommaavgränsad)". Neither is guessed: a wrong guess turns
1,5 into 15, or å into Ã¥, without anyone noticing.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from regso.errors import FileError
from regso.temporary import places

if TYPE_CHECKING:
    from openpyxl import Workbook

SWEDISH_OPTION = "--svensk-csv"

_SEPARATORS = (",", ";", "\t")
_DECIMAL_COMMA = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+),[0-9]+")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+")
_GAPS = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, ",": "."})

TextTable = tuple[list[str], list[list[str]]]


def read_bytes(path: Path) -> bytes:
    """Return the content of a file that must not be empty.

    Raises
    ------
    FileError
        The file is empty, is not there or cannot be opened.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileError(
            f"{path.name} går inte att öppna ({error.strerror}); kontrollera sökvägen "
            "och att filen inte är låst av ett annat program.",
        ) from error
    if not content.strip():
        raise FileError(_empty(path.name))
    return content


def decode(content: bytes, name: str, *, swedish: bool = False) -> str:
    """Return bytes as text without a byte-order mark.

    Raises
    ------
    FileError
        There is no text, or it is not UTF-8 (nor, with `swedish`, Windows-1252).
    """
    for encoding in ("utf-8-sig", "cp1252") if swedish else ("utf-8-sig",):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text.strip():
            raise FileError(_empty(name))
        if "\0" not in text:
            return text
    if swedish:
        raise FileError(f"{name} är ingen textfil; spara den som CSV UTF-8 i Excel.")
    raise FileError(
        f"{name} är inte UTF-8; spara den som CSV UTF-8 (kommaavgränsad) i Excel, "
        f"eller läs den med {SWEDISH_OPTION}.",
    )


def read_text(path: Path, *, swedish: bool = False) -> str:
    """Return the text of a file, without a byte-order mark.

    Parameters
    ----------
    path : Path
    swedish : bool
        Accept Windows-1252 when the file is not UTF-8.

    Raises
    ------
    FileError
        The file is empty, cannot be opened or is not UTF-8.
    """
    return decode(read_bytes(path), path.name, swedish=swedish)


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


def parse_csv(text: str, name: str, *, swedish: bool = False, first_line: int = 1) -> TextTable:
    """Return the header and the rows of CSV text (see `read_csv`).

    `first_line` is the number in the file of the line that `text` begins with: messages count
    from it.
    """
    separator = sniff_separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        lines = list(reader)
    except csv.Error as error:
        raise FileError(
            f"Rad {reader.line_num + first_line - 1} i {name} går inte att läsa som CSV ({error}); "
            "kontrollera citattecknen och spara filen igen.",
        ) from error
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


def open_workbook(path: Path) -> Workbook:
    """Return an Excel workbook opened for reading its values; the caller closes it.

    Raises
    ------
    FileError
        The file is empty, cannot be opened, or is no xlsx workbook.
    """
    import openpyxl  # noqa: PLC0415 - slow to import, and only needed here

    content = read_bytes(path)
    try:
        with warnings.catch_warnings():
            # About styles and validations that openpyxl drops: nothing the reader needs.
            warnings.simplefilter("ignore", UserWarning)
            return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise FileError(
            f"{path.name} är ingen Excel-arbetsbok (.xlsx); öppna filen i Excel och spara den "
            "som Excel-arbetsbok (.xlsx).",
        ) from error


def write_file(path: Path, content: bytes) -> None:
    """Write a file that the user has named, into a folder that exists.

    Raises
    ------
    FileError
        The folder does not exist, or the file is open in another program.
    """
    if not path.parent.is_dir():
        raise FileError(f"Mappen {path.parent} finns inte; skapa den eller välj en annan mapp.")
    try:
        replace_file(path, content)
    except PermissionError as error:
        raise FileError(
            f"{path} går inte att skriva; stäng filen i Excel, eller välj en mapp med skrivrätt.",
        ) from error
    except OSError as error:
        raise FileError(
            f"{path} går inte att skriva ({error.strerror}); välj ett annat filnamn.",
        ) from error


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; its folder is made if need be.

    Raises
    ------
    OSError
        The file cannot be written; an old one is left as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with places.draft(path) as draft:
        draft.write_bytes(content)
        draft.replace(path)


def _empty(name: str) -> str:
    return f"{name} är tom; spara eller hämta filen igen."


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

"""What a reader takes from a file, and how it refuses a cell: with the row and the column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple, NoReturn

from regso.core.areas import codes
from regso.core.areas.areas import name_key
from regso.errors import BadValueError, FileError
from regso.incoming.texts import printable
from regso.sources.content import FileTable
from regso.sources.domain import fault, number_of, shown
from regso.store.schema import KEY_OF, Row

MISSING = frozenset({"", "..", "...", ".", "-"})

_KIND = {
    codes.LAN: "länskod",
    codes.KOMMUN: "kommunkod",
    codes.REGSO: "RegSO-kod",
    codes.DESO: "DeSO-kod",
}


class Reading(NamedTuple):
    """What a reader took from a file.

    Attributes
    ----------
    title : str
        What the file is, in the publisher's words where it has any.
    rows : rows that set values.
    filling : rows that only fill gaps (see `regso.store.schema.RowSet`).
    unused : what the file holds and the store does not take, for people.
    table : the publisher's id of the table, or empty.
    updated, note : see `regso.store.schema.Source`.
    sheet : which sheet of a workbook was read, where several could be meant.
    """

    title: str
    rows: Sequence[Row]
    filling: Sequence[Row] = ()
    unused: Sequence[str] = ()
    table: str = ""
    updated: str = ""
    note: str = ""
    sheet: str = ""


def stated_vintage(cell: str) -> int | None:
    """Return the vintage that the code in a cell states, if it is a code that states one."""
    try:
        return codes.read(cell).vintage
    except BadValueError:
        return None


def code_in(table: FileTable, number: int, column: int, cell: str, level: str) -> str:
    """Return the clean code in a cell that must hold a code of one level."""
    try:
        code = codes.compact(cell)
    except BadValueError:
        code = ""
    if not code or codes.level(code) != level:
        refuse(table, number, column, f'"{codes.masked(cell)}" är ingen {_KIND[level]}')
    return code


def number_in(table: FileTable, number: int, column: int, cell: str, subject: str) -> float | None:
    """Return the value of a subject of the store in a cell, or None where it is missing."""
    text = cell.strip()
    if text in MISSING:
        return None
    value = number_of(text)
    if value is None:
        refuse(table, number, column, f'"{shown(cell)}" är inget tal med decimalpunkt')
    wrong = fault(subject, value)
    if wrong:
        refuse(table, number, column, wrong)
    return value


def date_in(table: FileTable, number: int, column: int, cell: str) -> str:
    """Return the ISO date in a cell."""
    text = cell.strip()
    try:
        date = dt.date.fromisoformat(text).isoformat()
    except ValueError:
        date = ""
    if date != text:  # Python also takes 20230101 and 2023-W01-1
        refuse(table, number, column, f'"{cell}" är inget datum (ÅÅÅÅ-MM-DD)')
    return date


def refuse(table: FileTable, number: int, column: int, what: str) -> NoReturn:
    """Raise the error for one cell."""
    raise FileError(
        f"Rad {number} i {table.name}, kolumnen {table.titles[column]}: {what}; "
        "rätta cellen och importera igen.",
    )


def clean_name(name: str) -> str:
    r"""Return a name without blanks at its ends or repeated inside, and without unseen signs.

    >>> clean_name(" Ella  park\x07 ")
    'Ella park'
    """
    return " ".join(printable(name).split())


def unique(numbered: Iterable[tuple[int, Row]], name: str) -> list[Row]:
    """Return each row once; rows with one key must say the same.

    Parameters
    ----------
    numbered : iterable of (line of the file, row)
    name : str
        The file, for the message.

    Raises
    ------
    FileError
        Two lines say different things of one key. Names are the same when `name_key` is.
    """
    kept: dict[tuple[object, ...], Row] = {}
    for number, row in numbered:
        size = len(KEY_OF[type(row)])
        key = (type(row), *row[:size])
        before = kept.setdefault(key, row)
        if before is not row and before != row and _said(before[size:]) != _said(row[size:]):
            raise FileError(
                f"Rad {number} i {name} säger emot en tidigare rad om {_text(row[:size])}: "
                f"{_text(before[size:])} och {_text(row[size:])}; ta bort den felaktiga raden.",
            )
    return list(kept.values())


def _said(values: Sequence[object]) -> list[object]:
    return [name_key(value) if isinstance(value, str) else value for value in values]


def _text(values: Sequence[object]) -> str:
    return " ".join(f"{v:g}" if isinstance(v, float) else str(v) for v in values if v != "")

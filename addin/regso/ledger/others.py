"""The rows of other projects, kept so that they are known again: without texts, many to a cell.

They are most of a ledger and nothing of the assignment. A row of the table has a verification,
its number of rows and their sum, and their content as fields between commas and semicolons.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, unquote

from regso.ledger.amounts import kronor
from regso.ledger.cells import TableRow, money
from regso.ledger.merging import Entry
from regso.ledger.rows import Key, Objects, Row

_MOST_TO_A_CELL: Final = 150  # rows; a cell holds 32,767 characters
_FIELDS: Final = 11


def packed(entries: Iterable[Entry]) -> list[list[object]]:
    """Return the rows of the table Ovriga for entries."""
    by_key: dict[Key, list[Entry]] = {}
    for entry in entries:
        by_key.setdefault(entry.row.key, []).append(entry)
    return [
        [
            *key,
            len(some),
            money(sum(entry.row.amount for entry in some)),
            ";".join(_fields(entry) for entry in some),
        ]
        for key, own in by_key.items()
        for some in _in_parts(own)
    ]


def unpacked(row: TableRow) -> list[Entry]:
    """Return the entries of a row of the table Ovriga.

    Raises
    ------
    FileError
        Someone has changed the row.
    """
    key = Key(row.text("bolag"), row.whole("ar"), row.text("serie"), row.text("nummer"))
    try:
        found = [_entry(key, part) for part in row.text("innehall").split(";")]
    except ValueError as error:
        raise row.wrong("innehall", "det som regso ledger har skrivit") from error
    whole = sum(entry.row.amount for entry in found)
    if len(found) != row.whole("rader") or whole != row.ore("belopp"):
        raise row.wrong("belopp", f"{len(found)} rader och {kronor(whole)} kronor")
    return found


def _in_parts(entries: list[Entry]) -> Iterator[list[Entry]]:
    for start in range(0, len(entries), _MOST_TO_A_CELL):
        yield entries[start : start + _MOST_TO_A_CELL]


def _fields(entry: Entry) -> str:
    row = entry.row
    fields = (
        row.day, entry.day, row.account, row.s_code, *row.objects, row.amount, row.vat,
        entry.reading, entry.mark,
    )  # fmt: skip
    return ",".join(quote(str(field), safe="") for field in fields)


def _entry(key: Key, text: str) -> Entry:
    fields = [unquote(field) for field in text.split(",")]
    if len(fields) != _FIELDS:
        raise ValueError(text)
    day, cost_day = (dt.date.fromisoformat(field) for field in fields[:2])
    account, s_code, *objects = fields[2:7]
    amount, vat, reading = map(int, fields[7:10])
    row = Row(key, day, account, s_code, "", "", Objects(*objects), amount, vat)
    return Entry(row, cost_day, reading=reading, mark=fields[10])

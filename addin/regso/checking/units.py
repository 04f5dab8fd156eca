"""A register split into units: län, kommuner, or the values of a column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from regso.checking.repairs import CODE
from regso.core.areas import codes
from regso.core.areas.areas import Areas
from regso.errors import BadValueError, FileError
from regso.indata import Cell, Data

LAN, KOMMUN = "lan", "kommun"
UNKNOWN: Final = "okänd"
WHOLE: Final = "alla enheter"
MOST: Final = 400  # there are 290 kommuner
_LENGTH: Final = {LAN: 2, KOMMUN: 4}
_LONGEST = 60
_NOT_IN_NAMES = re.compile(r"[^\w-]+")


class Unit(NamedTuple):
    """A unit: what it is called, the name of its file without its end, and its rows."""

    name: str
    stem: str
    data: Data


def split(
    data: Data, per: str, columns: Mapping[str, str], vintages: Sequence[Areas]
) -> list[Unit]:
    """Return the units of a register, in the order of their codes or names; UNKNOWN comes last.

    Parameters
    ----------
    data : Data
    per : str
        LAN or KOMMUN by the codes of the rows, else a header.
    columns : mapping
        Column of the template to header of the data.
    vintages : sequence of Areas
        Where the names of län and kommuner are found.

    Raises
    ------
    FileError
        There is no such column, or there are more units than reports that anyone reads.
    """
    is_area = per in _LENGTH and data.index(per) is None
    at = data.index(columns.get(CODE, CODE) if is_area else per)
    if at is None:
        headers = ", ".join(filter(None, data.headers))
        raise FileError(
            f'--per {per}: rubriken "{per}" finns inte i {data.name}; välj lan, kommun eller en av '
            f"{headers}.",
        )
    rows: dict[str, list[Sequence[object]]] = {}
    for row, cell in zip(data.rows, data.column(at), strict=True):
        if any(value is not None and str(value).strip() for value in row):
            key = _area(cell, _LENGTH[per]) if is_area else _value(cell)
            rows.setdefault(key, []).append(row)
    if len(rows) > MOST:
        raise FileError(
            f"--per {per} ger {len(rows)} enheter, fler än {MOST}; välj en kolumn med färre "
            "värden.",
        )
    stems: set[str] = set()
    return [
        _unit(key, is_area, replace(data, rows=rows[key]), vintages, stems)
        for key in sorted(rows, key=lambda key: (key == UNKNOWN, key.casefold()))
    ]


def with_whole(units: Sequence[Unit], data: Data) -> list[Unit]:
    """Return the units, and last all of them as one."""
    return [*units, Unit(WHOLE, _stem(WHOLE, {unit.stem for unit in units}), data)]


def _area(cell: Cell, length: int) -> str:
    """Return the code of the län or kommun that a code lies in; UNKNOWN for what is none."""
    try:
        code = codes.compact(cell)
    except BadValueError:
        return UNKNOWN
    return code[:length] if len(code) >= length and code != "00" else UNKNOWN


def _value(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else " ".join(str(cell).split())
    return UNKNOWN if not text or text.casefold() == UNKNOWN else text


def _unit(key: str, is_area: bool, data: Data, vintages: Sequence[Areas], stems: set[str]) -> Unit:
    name = key
    if is_area and key != UNKNOWN:
        found = next((areas.names[key] for areas in vintages if key in areas.names), "")
        name = f"{key} {found}".strip()
    return Unit(name, _stem(name, stems), data)


def _stem(name: str, taken: set[str]) -> str:
    """Return a name that every file system takes, and that no other unit has."""
    plain = unicodedata.normalize("NFC", name).replace(" ", "-").lower()
    stem = _NOT_IN_NAMES.sub("-", plain).strip("-_")[:_LONGEST] or "enhet"
    number = 2
    while (found := stem if number == 2 else f"{stem}-{number - 1}") in taken:  # noqa: PLR2004 - the first
        number += 1
    taken.add(found)
    return found

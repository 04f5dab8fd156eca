"""The log of what has been published: a file that the user names, a line of JSON per table.

It holds what a reader of the copies has (labels, sums, shown counts and where counts are hidden)
and why each is hidden; never a hidden count, nor anything computed from one but its reason. Lines
of several registers can share a file, in any order; a publication is whole when it has all its
lines.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from regso.core.disclosure.layout import HIDDEN
from regso.core.disclosure.overtime.audit import Cell, Edition
from regso.errors import FileError
from regso.incoming import jsonfiles
from regso.publication.tables import PublishedTable

FORMAT: Final = "regso-logg 1"
_ZEROS_SHOWN, _ZEROS_HIDDEN = "visas", "dolda"


@dataclass(frozen=True)
class Exemption:
    """What was published although the audit warned: why, who said so, and the warning."""

    reason: str
    by: str
    warning: str


@dataclass(frozen=True)
class Publication:
    """A copy that has been published.

    Attributes
    ----------
    register : str
        What the user calls the register.
    number : int
        Which publication of the register it is, from 1.
    day : date
    template : str
        The heading of its first sheet.
    tables : sequence of PublishedTable
        Without their true counts, when they are read from a log.
    exemptions : sequence of Exemption
    untried : sequence of str
        The sheets with hidden counts that no table has.
    """

    register: str
    number: int
    day: dt.date
    template: str
    tables: Sequence[PublishedTable]
    exemptions: Sequence[Exemption] = ()
    untried: Sequence[str] = ()


# -- writing -----------------------------------------------------------------------------------


def lines(publication: Publication) -> str:
    """Return a publication as lines of a log."""
    common = {
        "format": FORMAT,
        "register": publication.register,
        "publicering": publication.number,
        "dag": publication.day.isoformat(),
        "mall": publication.template,
        "undantag": [
            {"skäl": e.reason, "beslutat av": e.by, "varning": e.warning}
            for e in publication.exemptions
        ],
        "ej prövade blad": list(publication.untried),
        "tabeller": len(publication.tables),
    }
    rows = [
        common | {"tabell": number} | _table(table)
        for number, table in enumerate(publication.tables, 1)
    ]
    return "".join(
        json.dumps(row, ensure_ascii=False) + "\n" for row in rows or [common | {"tabell": 0}]
    )


def _table(table: PublishedTable) -> dict[str, object]:
    edition = table.edition
    rows = list(dict.fromkeys(row for row, _ in edition.shown))
    columns = list(dict.fromkeys(column for _, column in edition.shown))
    return {
        "blad": table.sheet,
        "funktion": table.function,
        "nummer": table.number,
        "tröskel": edition.threshold,
        "nollor": _ZEROS_SHOWN if edition.least else _ZEROS_HIDDEN,
        "rader": rows,
        "kolumner": columns,
        "visat": [[_shown(edition, (row, column)) for column in columns] for row in rows],
        "dolt": [[*cell, reason] for cell, reason in sorted(table.reasons.items())],
        "summor": [
            [list(total), *map(list, parts)] for total, parts in sorted(edition.sums.items())
        ],
    }


def _shown(edition: Edition, cell: Cell) -> int | str | None:
    if cell not in edition.shown:
        return None
    number = edition.shown[cell]
    return HIDDEN if number is None else number


# -- reading -----------------------------------------------------------------------------------


def publications(content: str, name: str, register: str) -> list[Publication]:
    """Return the publications of a register that a log holds, the first one first.

    Parameters
    ----------
    content, name : str
        Of the file.
    register : str

    Raises
    ------
    FileError
        A line is damaged, or one is missing.
    """
    found: dict[int, list[_Read]] = {}
    for number, text in enumerate(content.splitlines(), 1):
        if not text.strip():
            continue
        try:
            line = _line(text)
            if line["register"] != register:
                continue
            table = _read_table(line) if line["tabell"] else None
            head = _head(line)
        except (FileError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise FileError(
                f"Rad {number} i loggen {name} är skadad; hämta loggen från en säkerhetskopia, "
                "för utan den kan tidigare publicering inte prövas.",
            ) from error
        found.setdefault(head.number, []).append(_Read(line, head, table))
    for publication in range(1, max(found, default=0) + 1):
        _refuse_gaps(publication, found.get(publication, []), name)
    return [_whole(found[publication]) for publication in sorted(found)]


def registers(content: str) -> list[str]:
    """Return the registers that a readable log has lines of."""
    return sorted({str(_line(text)["register"]) for text in content.splitlines() if text.strip()})


def _line(text: str) -> Mapping[str, Any]:
    line = jsonfiles.parse_json(text, "loggen")
    if line.get("format") != FORMAT:
        raise ValueError(text)
    return line


class _Read(NamedTuple):
    """A line of a log."""

    line: Mapping[str, Any]
    head: Publication
    table: PublishedTable | None


def _refuse_gaps(publication: int, rows: Sequence[_Read], name: str) -> None:
    there = sorted(row.line["tabell"] for row in rows)
    most = rows[0].line["tabeller"] if rows else 1
    if there != (list(range(1, most + 1)) or [0]):
        raise FileError(
            f"Loggen {name} har inte alla rader om publicering {publication} av registret, eller "
            "har någon två gånger; hämta loggen från en säkerhetskopia.",
        )


def _whole(rows: Sequence[_Read]) -> Publication:
    order = sorted(rows, key=lambda row: row.line["tabell"])
    return replace(order[0].head, tables=[row.table for row in order if row.table is not None])


def _head(line: Mapping[str, Any]) -> Publication:
    if not isinstance(line["tabell"], int) or not isinstance(line["tabeller"], int):
        raise TypeError(line)
    return Publication(
        line["register"],
        int(line["publicering"]),
        dt.date.fromisoformat(line["dag"]),
        str(line["mall"]),
        (),
        [Exemption(e["skäl"], e["beslutat av"], e["varning"]) for e in line["undantag"]],
        [str(sheet) for sheet in line["ej prövade blad"]],
    )


def _read_table(line: Mapping[str, Any]) -> PublishedTable:
    printed = {
        (str(row), str(column)): None if cell == HIDDEN else int(cell)
        for row, cells in zip(line["rader"], line["visat"], strict=True)
        for column, cell in zip(line["kolumner"], cells, strict=True)
        if cell is not None
    }
    sums = {_cell(total): tuple(map(_cell, parts)) for total, *parts in line["summor"]}
    least = {_ZEROS_SHOWN: 1, _ZEROS_HIDDEN: 0}[line["nollor"]]
    return PublishedTable(
        str(line["blad"]),
        str(line["funktion"]),
        int(line["nummer"]),
        Edition(printed, sums, int(line["tröskel"]), least),
        {_cell(cell): str(reason) for *cell, reason in line["dolt"]},
    )


def _cell(pair: Sequence[str]) -> Cell:
    row, column = pair
    return str(row), str(column)

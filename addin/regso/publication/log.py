"""The log of what has been published: a file that the user names, a line of JSON per table.

It holds what a reader of the copies has (labels, sums, shown counts and where counts are hidden)
and why each is hidden; never a hidden count, nor anything computed from one but its reason. Lines
of several registers can share a file, in any order; a publication is whole when it has all its
lines.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from regso.core.disclosure.layout import HIDDEN
from regso.core.disclosure.overtime import Cell, Edition
from regso.errors import FileError
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
    found: dict[int, list[tuple[int, Mapping[str, object], PublishedTable | None]]] = {}
    heads: dict[int, Publication] = {}
    for number, text in enumerate(content.splitlines(), 1):
        if not text.strip():
            continue
        try:
            line = json.loads(text)
            if line["format"] != FORMAT:
                raise ValueError(line["format"])
            if line["register"] != register:
                continue
            table = _read_table(line) if line["tabell"] else None
            head = _head(line)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise FileError(
                f"Rad {number} i loggen {name} är skadad; hämta loggen från en säkerhetskopia, "
                "för utan den kan tidigare publicering inte prövas.",
            ) from error
        heads[head.number] = head
        found.setdefault(head.number, []).append((line["tabell"], line, table))
    for n in range(1, max(found, default=0) + 1):
        _refuse_gaps(n, found.get(n, []), name)
    return [
        _with_tables(heads[n], [table for _, _, table in sorted(found[n], key=lambda one: one[0])])
        for n in sorted(found)
    ]


def registers(content: str) -> list[str]:
    """Return the registers that a readable log has lines of."""
    rows = [json.loads(text) for text in content.splitlines() if text.strip()]
    return sorted({str(row["register"]) for row in rows})


def _refuse_gaps(
    number: int, rows: Sequence[tuple[int, Mapping[str, object], object]], name: str
) -> None:
    there = sorted(table for table, _, _ in rows)
    wanted = rows[0][1]["tabeller"] if rows else 1
    if there != ([0] if wanted == 0 else list(range(1, int(str(wanted)) + 1))):
        raise FileError(
            f"Loggen {name} har inte alla rader om publicering {number} av registret, eller har "
            "någon två gånger; hämta loggen från en säkerhetskopia.",
        )


def _head(line: Mapping[str, object]) -> Publication:
    exemptions = [
        Exemption(str(e["skäl"]), str(e["beslutat av"]), str(e["varning"]))
        for e in _list(line["undantag"])
    ]
    return Publication(
        str(line["register"]),
        int(str(line["publicering"])),
        dt.date.fromisoformat(str(line["dag"])),
        str(line["mall"]),
        (),
        exemptions,
        [str(sheet) for sheet in _list(line["ej prövade blad"])],
    )


def _with_tables(head: Publication, tables: Iterable[PublishedTable | None]) -> Publication:
    return Publication(
        head.register,
        head.number,
        head.day,
        head.template,
        [table for table in tables if table is not None],
        head.exemptions,
        head.untried,
    )


def _read_table(line: Mapping[str, object]) -> PublishedTable:
    rows, columns, shown = line["rader"], line["kolumner"], line["visat"]
    printed = {
        (str(row), str(column)): None if cell == HIDDEN else int(cell)
        for row, cells in zip(_list(rows), _list(shown), strict=True)
        for column, cell in zip(_list(columns), cells, strict=True)
        if cell is not None
    }
    sums = {_cell(total): tuple(map(_cell, parts)) for total, *parts in _list(line["summor"])}
    least = {_ZEROS_SHOWN: 1, _ZEROS_HIDDEN: 0}[str(line["nollor"])]
    return PublishedTable(
        str(line["blad"]),
        str(line["funktion"]),
        int(str(line["nummer"])),
        Edition(printed, sums, int(str(line["tröskel"])), least),
        {(str(row), str(column)): str(reason) for row, column, reason in _list(line["dolt"])},
    )


def _cell(pair: object) -> Cell:
    row, column = _list(pair)
    return str(row), str(column)


def _list(value: object) -> list:  # type: ignore[type-arg] # of JSON
    if not isinstance(value, list):
        raise TypeError(value)
    return value

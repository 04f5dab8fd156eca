"""Which columns of a table hold areas, and in which vintage.

Statistics Sweden and those who pass its tables on write the same columns in several ways::

    RegSO list   regsokod, regsonamn, kommunkod, kommun, lanskod, lan
    key file     Kommun, Kommunnamn, DeSO_2018, RegSO_2020, RegSOkod_2020
    the same     deso2018, regso2020, regsonamn2020, kommunkod, kommun

In the second ``RegSO_2020`` is the name and in the third the code: it is the name when
there is a column ``RegSOkod``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from regso.core.areas import codes
from regso.sources.content import FileTable
from regso.sources.reading import clean_name, code_in
from regso.store.schema import ANY_VINTAGE, Area

RIKET = Area(ANY_VINTAGE, "00", "Riket", "")

_DESO = re.compile(r"deso(?:kod)?(2018|2025)?")
_REGSO_CODE = re.compile(r"regsokod(2020|2025)?")
_REGSO = re.compile(r"regso(2020|2025)?")
_REGSO_NAME = re.compile(r"regsonamn(20[0-9]{2})?")
_SPELLING = "ssdkod"
_VINTAGE = {"2018": 2020, "2020": 2020, "2025": 2025}


class FileLayout(NamedTuple):
    """The names (folded) of the columns that hold areas; empty where there is none.

    `vintages` are those that the titles name; `official` tells that the names of RegSO
    are set by the publisher's own key file.
    """

    lan: str
    lan_name: str
    kommun: str
    kommun_name: str
    regso: str
    regso_name: str
    deso: str
    spelling: str
    vintages: frozenset[int]
    official: bool

    @property
    def used(self) -> frozenset[str]:
        """The columns that hold areas."""
        return frozenset(self[:8]) - {""}

    @property
    def vintage(self) -> int | None:
        """The one vintage that the titles name, if they name one."""
        return next(iter(self.vintages)) if len(self.vintages) == 1 else None


def layout_of(columns: Iterable[str]) -> FileLayout:
    """Return which of the (folded) columns hold areas."""
    found = frozenset(columns)
    deso = _first(_DESO, found)
    plain = _first(_REGSO, found)
    regso = _first(_REGSO_CODE, found) or plain
    regso_name = _last(_REGSO_NAME, found)
    official = not regso_name and bool(plain) and plain != regso
    has_name = "kommunnamn" in found
    tagged = (_DESO.fullmatch(deso), _REGSO.fullmatch(plain), _REGSO_CODE.fullmatch(regso))
    return FileLayout(
        lan=_one_of(found, "lanskod", "lankod"),
        lan_name=_one_of(found, "lan", "lansnamn"),
        kommun=_one_of(found, "kommunkod", *(["kommun"] if has_name else [])),
        kommun_name=_one_of(found, "kommunnamn", "kommun"),
        regso=regso,
        regso_name=plain if official else regso_name,
        deso=deso,
        spelling=_one_of(found, _SPELLING),
        vintages=frozenset(_VINTAGE[m[1]] for m in tagged if m and m[1]),
        official=official,
    )


def area_rows(table: FileTable, layout: FileLayout, vintage: int) -> Iterator[tuple[int, Area]]:
    """Return the areas that the rows of a table name, with the line of each.

    A län, kommun or RegSO without a name is left out; what lies in what follows from the
    codes, and for a DeSO from its row.
    """
    at = {name: table.columns.index(name) for name in layout.used}

    def code(number: int, row: list[str], column: str, level: str) -> str:
        return code_in(table, number, at[column], row[at[column]], level) if column else ""

    def name(row: list[str], column: str) -> str:
        return clean_name(row[at[column]]) if column else ""

    for number, row in table.rows:
        deso = code(number, row, layout.deso, codes.DESO)
        regso = code(number, row, layout.regso, codes.REGSO)
        kommun = code(number, row, layout.kommun, codes.KOMMUN) or (regso or deso)[:4]
        lan = code(number, row, layout.lan, codes.LAN) or kommun[:2]
        for area in (
            Area(ANY_VINTAGE, lan, name(row, layout.lan_name), "00"),
            Area(ANY_VINTAGE, kommun, name(row, layout.kommun_name), kommun[:2]),
            Area(vintage, regso, name(row, layout.regso_name), regso[:4]),
        ):
            if area.code and area.name:
                yield number, area
        if deso and regso:
            yield number, Area(vintage, deso, "", regso)


def _first(pattern: re.Pattern[str], columns: frozenset[str]) -> str:
    return next((c for c in sorted(columns) if pattern.fullmatch(c)), "")


def _last(pattern: re.Pattern[str], columns: frozenset[str]) -> str:
    return next((c for c in sorted(columns, reverse=True) if pattern.fullmatch(c)), "")


def _one_of(columns: frozenset[str], *names: str) -> str:
    return next((n for n in names if n in columns), "")

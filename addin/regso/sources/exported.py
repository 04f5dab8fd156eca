"""Reader of what ``regso data export`` writes: each row of the store with its own source.

The tables name their sources by number in ``sources.csv``, which lies beside them. What is read
is checked as all reference data are, so that a file that someone has changed is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

from regso.core.areas import codes
from regso.core.areas.areas import VINTAGES
from regso.errors import FileError
from regso.incoming.plain import MOST_BYTES, exists
from regso.sources.content import FileTable, fold, read_table
from regso.sources.domain import INDICATOR
from regso.sources.geojson import SYSTEMS, refuse_unsound
from regso.sources.inventory import FILE_OF
from regso.sources.reading import clean_name, date_in, number_in, refuse, unique
from regso.store.schema import (
    ANY_VINTAGE,
    INDICATORS,
    MEASURES,
    POPULATION,
    Area,
    Boundary,
    Change,
    Indicator,
    Population,
    Row,
    RowSet,
    Source,
    Statistic,
)

SOURCES: Final = FILE_OF["source"]
_ID, _SOURCE, _EXACT = "id", "source", "exact"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DIVIDED = (codes.REGSO, codes.DESO)  # what has a vintage
_LEVELS = (codes.LAN, codes.KOMMUN, *_DIVIDED)
_WITHOUT_PARENT = (codes.RIKET, codes.LAN)
_ABOVE = {
    codes.RIKET: "",
    codes.LAN: codes.RIKET,
    codes.KOMMUN: codes.LAN,
    codes.REGSO: codes.KOMMUN,
    codes.DESO: codes.REGSO,
}


class _Line(NamedTuple):
    """A line of a table, by the names of its columns."""

    table: FileTable
    at: dict[str, int]
    number: int
    row: list[str]

    def refuse(self, column: str, what: str) -> NoReturn:
        refuse(self.table, self.number, self.at[column], what)

    def text(self, column: str) -> str:
        """Return a text as an import stores it."""
        text = self.row[self.at[column]]
        if clean_name(text) != text:
            self.refuse(column, "texten har blanksteg eller tecken som inte ska finnas")
        return text

    def one_of(self, column: str, known: Collection[str]) -> str:
        text = self.row[self.at[column]]
        if text not in known:
            self.refuse(column, f'"{codes.masked(text)}" är inte {", ".join(known)}')
        return text

    def code(self, column: str, *levels: str) -> str:
        """Return a code of one of some levels; the code of riket where it is one of them."""
        text = self.row[self.at[column]]
        if text == "00" and codes.RIKET in levels:
            return text
        level = codes.level(text) if codes.is_valid(text) and codes.compact(text) == text else ""
        if level not in levels:
            self.refuse(column, f'"{codes.masked(text)}" är ingen områdeskod som hör dit')
        return text

    def year(self, column: str) -> int:
        text = self.row[self.at[column]]
        if not _YEAR.fullmatch(text):
            self.refuse(column, f'"{codes.masked(text)}" är inget år')
        return int(text)

    def value(self, column: str, subject: str) -> float:
        at = self.at[column]
        value = number_in(self.table, self.number, at, self.row[at], subject)
        if value is None:
            self.refuse(column, "värdet saknas")
        return value

    def vintage(self, column: str, code: str) -> int:
        has_one = codes.level(code) in _DIVIDED
        return int(self.one_of(column, [str(v) for v in (VINTAGES if has_one else [ANY_VINTAGE])]))


def _area(line: _Line) -> Area:
    code = line.code("code", codes.RIKET, *_LEVELS)
    parent = line.text("parent")  # none of riket, nor of a län where riket is not in the store
    if parent or codes.level(code) not in _WITHOUT_PARENT:
        parent = line.code("parent", _ABOVE[codes.level(code)])
    return Area(line.vintage("vintage", code), code, line.text("name"), parent)


def _statistic(line: _Line) -> Statistic:
    measure = line.one_of("measure", MEASURES)
    code = line.code("code", codes.REGSO)
    return Statistic(measure, line.year("year"), code, line.value("value", measure))


def _population(line: _Line) -> Population:
    return Population(
        line.year("year"),
        line.text("age"),
        line.text("sex"),
        line.code("code", codes.RIKET, *_LEVELS),
        line.value("value", POPULATION),
    )


def _indicator(line: _Line) -> Indicator:
    return Indicator(
        line.one_of("subject", INDICATORS),
        line.text("category"),
        line.year("year"),
        line.code("code", codes.RIKET, *_LEVELS),
        line.value("value", INDICATOR),
        line.text("unit"),
    )


def _change(line: _Line) -> Change:
    return Change(
        line.code("code_from", codes.REGSO),
        line.code("code_to", codes.REGSO),
        line.text("kind"),
        date_in(line.table, line.number, line.at["date"], line.row[line.at["date"]]),
        line.text("name_from"),
        line.text("name_to"),
    )


def _boundary(line: _Line) -> Boundary:
    code = line.code("code", *_LEVELS)
    crs = line.one_of("crs", SYSTEMS)
    geometry = line.row[line.at["geometry"]]
    exact = int(line.one_of(_EXACT, "01")) if _EXACT in line.at else 0
    return Boundary(line.vintage("vintage", code), code, crs, geometry, exact)


_READ: dict[type[Row], Callable[[_Line], Row]] = {
    Area: _area,
    Statistic: _statistic,
    Population: _population,
    Indicator: _indicator,
    Change: _change,
    Boundary: _boundary,
}


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, names))


_KIND_OF = {_folded((*kind._fields, _SOURCE)): kind for kind in _READ}
_KIND_OF[_folded((*Boundary._fields, _SOURCE)) - {_EXACT}] = Boundary  # as version 0.1.0 wrote it
_OF_SOURCES = _folded((_ID, *Source._fields))


def is_exported(columns: frozenset[str]) -> bool:
    """Tell whether (folded) columns are those of a table of an export, or of its sources."""
    return columns in _KIND_OF or columns == _OF_SOURCES


def read_exported(path: Path) -> tuple[RowSet, ...]:
    """Return the rows of a table of an export, by source; none for the list of sources.

    Raises
    ------
    FileError
        A cell holds what no import would have stored, or the list of sources does not lie beside
        the table or lacks one that it names.
    """
    table = read_table(path, is_exported, longest=MOST_BYTES)
    if frozenset(table.columns) == _OF_SOURCES:
        _sources(table)
        return ()
    kind = _KIND_OF[frozenset(table.columns)]
    sources = _sources(_beside(path))
    lines = [(line.number, _READ[kind](line), line) for line in _lines(table)]
    rows = unique(((number, row) for number, row, _ in lines), table.name)
    if kind is Boundary:
        refuse_unsound([row for row in rows if isinstance(row, Boundary)], table.name)
    numbers: dict[Row, int] = {}
    for _, row, line in lines:
        numbers.setdefault(row, int(line.one_of(_SOURCE, [str(n) for n in sources])))
    return tuple(
        RowSet(source, kept, exported=number)
        for number, source in sources.items()
        if (kept := [row for row in rows if numbers[row] == number])
    )


def joined(row_sets: Iterable[RowSet]) -> list[RowSet]:
    """Return the row sets of exports with one for each source, in the order of their list."""
    found: dict[Source, RowSet] = {}
    for one in sorted(row_sets, key=lambda one: one.exported):
        before = found.get(one.source)
        found[one.source] = one._replace(rows=[*(before.rows if before else ()), *one.rows])
    return list(found.values())


def _beside(path: Path) -> FileTable:
    """Return the list of sources of the export that a table belongs to."""
    beside = path.with_name(SOURCES)
    if not exists(beside):
        raise FileError(
            f"{path.name} hänvisar till källorna i {SOURCES}, som inte ligger bredvid; läs in "
            "mappen som regso data export skrev, med alla filer.",
        )
    return read_table(beside, lambda columns: columns == _OF_SOURCES)


def _sources(table: FileTable) -> dict[int, Source]:
    """Return the sources by number."""
    found = {}
    for line in _lines(table):
        number = line.row[line.at[_ID]]
        if not re.fullmatch("[1-9][0-9]{0,8}", number) or int(number) in found:
            line.refuse(_ID, f'"{codes.masked(number)}" är inget nytt nummer på en källa')
        fetched = date_in(table, line.number, line.at["fetched"], line.row[line.at["fetched"]])
        texts = {name: line.text(name) for name in Source._fields}
        found[int(number)] = Source(**{**texts, "fetched": fetched})
    return found


def _lines(table: FileTable) -> Iterable[_Line]:
    folded = {column: i for i, column in enumerate(table.columns)}
    names = [*Source._fields, _ID, _SOURCE, *(name for kind in _READ for name in kind._fields)]
    at = {name: folded[fold(name)] for name in names if fold(name) in folded}
    return (_Line(table, at, number, row) for number, row in table.rows)

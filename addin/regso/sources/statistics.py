"""Readers of tables with områdestyper, index and population.

The year of a value decides its vintage. A value whose code is spelled in the other vintage
is not a value for that area, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from regso.core.areas import codes
from regso.core.areas.areas import vintage_of
from regso.sources.areas import unused_titles
from regso.sources.content import FileTable
from regso.sources.layout import RIKET, FileLayout, area_rows, layout_of
from regso.sources.reading import Reading, code_in, number_in, refuse, stated_vintage, unique
from regso.store.schema import (
    ASSISTANCE,
    INDEX,
    LOW_STANDARD,
    POPULATION,
    PRE_SECONDARY,
    TOTAL,
    TYPE,
    Population,
    Row,
    Statistic,
)

MEASURE_OF = {
    "omradestyp": TYPE,
    "socioekonomisktindex": INDEX,
    "andellagekonomiskstandard": LOW_STANDARD,
    "andelforgymnasial": PRE_SECONDARY,
    "andelbistandlangtidsarbetslosa": ASSISTANCE,
}
_DIVISION = "indelning"
_YEAR = "ar"
_PERSONS = re.compile(r"folkmangd(20[0-9]{2})")
_DIVISION_YEAR = re.compile(r"2018|2020|2025")


def is_statistics(columns: frozenset[str]) -> bool:
    """Tell whether columns are those of types or index, one row per RegSO and year."""
    return (
        bool(layout_of(columns).regso) and _YEAR in columns and not columns.isdisjoint(MEASURE_OF)
    )


def read_statistics(table: FileTable) -> Reading:
    """Read types, index and shares per RegSO and year; names in the table fill gaps."""
    layout = layout_of(table.columns)
    measures = [(i, MEASURE_OF[c]) for i, c in enumerate(table.columns) if c in MEASURE_OF]
    rows = unique(_statistics(table, layout, measures), table.name)
    years = sorted({row.year for row in rows if isinstance(row, Statistic)})
    what = "Socioekonomiskt index" if any(m == INDEX for _, m in measures) else "Områdestyp"
    return Reading(
        f"{what} per RegSO {_span(years)}",
        rows,
        _names(table, layout, {vintage_of(year) for year in years}),
        unused_titles(table, layout.used | set(MEASURE_OF) | {_YEAR, _DIVISION}),
    )


def is_population(columns: frozenset[str]) -> bool:
    """Tell whether columns are those of population, one column per year."""
    layout = layout_of(columns)
    return bool(layout.regso or layout.deso) and any(_PERSONS.fullmatch(c) for c in columns)


def read_population(table: FileTable) -> Reading:
    """Read population per DeSO or RegSO, one column per year; names and key fill gaps."""
    layout = layout_of(table.columns)
    years = {
        i: int(found[1])
        for i, column in enumerate(table.columns)
        if (found := _PERSONS.fullmatch(column)) and layout.vintages <= {vintage_of(int(found[1]))}
    }
    used = layout.used | {table.columns[i] for i in years}
    level = "DeSO" if layout.deso else "RegSO"
    return Reading(
        f"Folkmängd per {level} {_span(sorted(years.values()))}",
        unique(_persons(table, layout, years), table.name),
        _names(table, layout, {vintage_of(year) for year in years.values()}),
        unused_titles(table, used),
    )


def _statistics(
    table: FileTable,
    layout: FileLayout,
    measures: list[tuple[int, str]],
) -> Iterator[tuple[int, Statistic]]:
    at, year_at = table.columns.index(layout.regso), table.columns.index(_YEAR)
    for number, row in table.rows:
        year = _year(table, number, year_at, row[year_at])
        code = code_in(table, number, at, row[at], codes.REGSO)
        spelled = _spelled_vintage(table, layout, row)
        if spelled is not None and spelled != vintage_of(year):
            continue
        for column, measure in measures:
            value = number_in(table, number, column, row[column], measure)
            if value is not None:
                yield number, Statistic(measure, year, code, value)


def _persons(
    table: FileTable,
    layout: FileLayout,
    years: dict[int, int],
) -> Iterator[tuple[int, Population]]:
    column, level = (layout.deso, codes.DESO) if layout.deso else (layout.regso, codes.REGSO)
    at = table.columns.index(column)
    for number, row in table.rows:
        code = code_in(table, number, at, row[at], level)
        for i, year in years.items():
            value = number_in(table, number, i, row[i], POPULATION)
            if value is not None:
                yield number, Population(year, TOTAL, TOTAL, code, value)


def _names(table: FileTable, layout: FileLayout, vintages: set[int]) -> list[Row]:
    """Return the areas that a table of one vintage names; names never cross vintages."""
    if len(vintages) != 1:
        return []
    rows = unique(area_rows(table, layout, next(iter(vintages))), table.name)
    return [*rows, RIKET] if rows else []


def _spelled_vintage(table: FileTable, layout: FileLayout, row: list[str]) -> int | None:
    """Return the vintage in which a row says that its code is written."""
    if layout.vintage is not None:
        return layout.vintage
    for name in (layout.spelling, layout.regso):
        vintage = stated_vintage(row[table.columns.index(name)]) if name else None
        if vintage is not None:
            return vintage
    if _DIVISION in table.columns:
        found = _DIVISION_YEAR.search(row[table.columns.index(_DIVISION)])
        return vintage_of(int(found[0])) if found else None
    return None


def _year(table: FileTable, number: int, column: int, cell: str) -> int:
    text = cell.strip()
    if not re.fullmatch(r"20[0-9]{2}|19[0-9]{2}", text):
        refuse(table, number, column, f'"{codes.masked(cell)}" är inget år')
    return int(text)


def _span(years: list[int]) -> str:
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(map(str, years))

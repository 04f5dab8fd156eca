"""The worksheet function that says how the types' shares change over years, and if alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regso.core.areas.areas import FIRST_YEAR_OF_2025, VINTAGES, vintage_of
from regso.core.areas.areatypes import CHALLENGED, TYPES
from regso.core.measures import aggregate
from regso.core.measures.question import trend
from regso.core.measures.question.targeting import Persons, total
from regso.core.measures.question.trend import Years
from regso.core.measures.rates import wilson
from regso.core.measures.typetable import HIDDEN, PERCENTAGE_POINTS
from regso.errors import DomainError, NotFoundError
from regso.functions.arguments.kinds import (
    Codes,
    Column,
    Count,
    Denominator,
    Level,
    Threshold,
    Year,
    YearColumn,
)
from regso.functions.breaks import carried
from regso.functions.byyear import MOST_YEARS, comparable, refuse_more_years, rows_by_year
from regso.functions.question.byarea import register_of
from regso.functions.question.cells import PARTS, column
from regso.functions.question.hidden import hidden_in_sums, refuse_parts_of_persons
from regso.functions.question.targeting import FAMILY
from regso.functions.register import (
    NO_SUMS,
    Register,
    RegisterSums,
    areas_overlap,
    division,
    rows_left_out,
    totals_set_aside,
)
from regso.functions.registry import Cell, Rows, Table, worksheet
from regso.functions.tables import type_cell
from regso.store import Reference, current

_KINDS: tuple[int | str, ...] = (*TYPES, CHALLENGED)
_WIDTH = 2 + len(_KINDS) + 1
_EMPTY: list[Cell] = [""] * len(PARTS)
_WITHHELD: list[Cell] = [HIDDEN] * len(PARTS)
_BREAK = "över indelningsbytet 2023/24"
_FIRST_NEW = "första året i nya indelningen"
_NOT_FULL = "fönstret är inte fullt"
_NO_TYPES = "året har inga typer"


class _Year(NamedTuple):
    """A year of a register.

    Attributes
    ----------
    sums : RegisterSums or None, without types
    hidden : the rows of its REGSO_TABELL that are hidden
    moved : int, the rows in areas with another border
    """

    sums: RegisterSums | None
    hidden: set[int | str]
    moved: int

    def of(self, kind: int | str) -> Persons | None:
        """Return the cases and persons of a type, or of several together."""
        if self.sums is None or self.sums.denominators is None:
            return None
        below = self.sums.denominators.by_class
        return total([Persons(self.sums.values[c], below[c]) for c in aggregate.members(kind)])


@worksheet(FAMILY)
def REGSO_TREND(
    koder: Codes,
    ar_kolumn: YearColumn,
    taljare: Column,
    namnare: Denominator,
    fonster: Count = 3,
    typar: Year = None,
    konf: Level = 0.95,
    troskel: Threshold = None,
) -> Table:
    """Hur andelen i varje områdestyp ändras per år, om typerna ändras lika, och flerårsmedel.

    koder: RegSO- eller DeSO-koder i radens indelning, eller färdiga typer 1–5, en per rad
    ar_kolumn: år per rad, högst 15 olika; raden får det årets typ i det årets indelning
    taljare: antal personer som berörs per rad, högst namnare
    namnare: antal personer per rad, eller "rader" när varje rad är en person
    fonster: antal år i flerårsmedlen, som slutar med radens år; 3 om inget anges
    typar: ett enda år för typerna; över 2023/24 räknas då bara RegSO med oförändrad gräns
    konf: intervallens konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal personer; det som bygger på ett mindre antal är ".."
    exempel: =REGSO_TREND({1;1;1;5;5};{2020;2021;2022;2020;2021};{9;8;6;3;3};{20;20;20;30;30};2)
    """
    if fonster > MOST_YEARS:
        raise DomainError(f"fonster {fonster} är fler år än tabellen har; ange högst {MOST_YEARS}.")
    reference = current()
    register = register_of(koder, taljare, namnare)
    refuse_parts_of_persons(register, troskel)
    by_year = rows_by_year(ar_kolumn.require(koder.shape, "ar_kolumn"), taljare.values)
    refuse_more_years([*by_year])
    is_across = len({vintage_of(year) for year in by_year}) > 1
    years = {
        year: _year(
            register.part(by_year[year], year, keep_text=True),
            reference, year, typar, troskel, is_across=is_across,
        )
        for year in sorted(by_year)
    }  # fmt: skip
    trends = _Trends(years, fonster, konf)
    head = _head(register, years, typar, troskel)
    table: Rows = [[head, "del", *map(type_cell, _KINDS), "anmärkning"], *trends.slopes()]
    table.append(["p för parallella lutningar", PARTS[0], *trends.test()])
    for year in years:
        table += trends.of_year(year)
    return table + [[""] * _WIDTH for _ in range((MOST_YEARS - len(years)) * len(PARTS))]


def _year(
    part: Register,
    reference: Reference,
    year: int,
    types_year: int | None,
    threshold: float | None,
    *,
    is_across: bool,
) -> _Year:
    known, moved = comparable(part, reference, year, types_year or year)
    if is_across and types_year and vintage_of(types_year) == vintage_of(year):
        # What other years cannot have is left out of every year.
        known, moved = _in_both(part, reference, year)
    try:
        sums = known.sums(reference, types_year or year)
    except NotFoundError:
        if types_year is not None:
            raise
        return _Year(None, set(), 0)
    return _Year(sums, hidden_in_sums(sums, threshold), moved)


def _in_both(part: Register, reference: Reference, year: int) -> tuple[Register, int]:
    """Return the rows in areas that the other division has with the same border."""
    other = FIRST_YEAR_OF_2025 - (vintage_of(year) == VINTAGES[-1])
    moved = carried(part.codes.flat(), reference, year, other).moved
    kept = [i for i in range(len(part.codes.flat())) if i not in moved]
    return part.part(kept, year, keep_text=True), len(moved)


class _Trends:
    """The years of a register, and what may be told of them."""

    def __init__(self, years: dict[int, _Year], window: int, level: float) -> None:
        self.years, self.window, self.level = years, window, level
        self.by_kind: dict[int | str, Years] = {
            kind: {y: group for y, year in years.items() if (group := year.of(kind)) is not None}
            for kind in _KINDS
        }
        self.typed = [y for y, year in years.items() if year.sums is not None]

    def slopes(self) -> Rows:
        """Return the three rows of the slopes, in percentage points per year."""
        columns = [self._slope(kind) for kind in _KINDS]
        remark = f"procentenheter per år{f', {_BREAK}' if _spans(self.typed) else ''}"
        return _block("lutning", columns, remark)

    def _slope(self, kind: int | str) -> list[Cell]:
        if self._is_hidden(kind, self.typed):
            return _WITHHELD
        found = trend.slope(self.by_kind[kind], self.level)
        if found is None:
            return _EMPTY
        value, limits = found
        ends = limits and (PERCENTAGE_POINTS * limits[0], PERCENTAGE_POINTS * limits[1])
        return column(PERCENTAGE_POINTS * value, ends)

    def test(self) -> list[Cell]:
        """Return the cells of the row of the test."""
        if any(self._is_hidden(kind, self.typed) for kind in TYPES):
            found: Cell = HIDDEN
        else:
            p = trend.parallel([self.by_kind[kind] for kind in TYPES])
            found = "" if p is None else p
        return [found, *[""] * (len(_KINDS) - 1), "typ 1–5 tillsammans"]

    def of_year(self, year: int) -> Rows:
        """Return the rows of the years that end with one."""
        first = year - self.window + 1
        columns = [self._mean(kind, first, year) for kind in _KINDS]
        return _block(float(year), columns, self._remark(first, year))

    def _mean(self, kind: int | str, first: int, last: int) -> list[Cell]:
        found = trend.rolling(self.by_kind[kind], last, self.window)
        if self._is_hidden(kind, [y for y in self.typed if first <= y <= last]):
            return _WITHHELD if found is not None else _EMPTY
        if found is None or not found.persons:
            return _EMPTY
        share = wilson(*found, self.level)
        return column(share.value, (share.lower, share.upper))

    def _remark(self, first: int, last: int) -> str:
        wanted = range(first, last + 1)
        if self.years[last].sums is None:
            return _NO_TYPES
        if not set(wanted) <= {*self.typed}:
            return _NOT_FULL
        text = f"{first}–{last}" if self.window > 1 else ""
        is_first = last == FIRST_YEAR_OF_2025 and min(self.years) < last
        note = _BREAK if _spans(wanted) else _FIRST_NEW if is_first else ""
        return ", ".join(filter(None, (text, note)))

    def _is_hidden(self, kind: int | str, years: Sequence[int]) -> bool:
        return any(kind in self.years[y].hidden for y in years)


def _spans(years: Sequence[int]) -> bool:
    return len({vintage_of(y) for y in years}) > 1


def _block(label: Cell, columns: Sequence[list[Cell]], remark: str) -> Rows:
    lines = zip(PARTS, zip(*columns, strict=True), (remark, "", ""), strict=True)
    return [[label, part, *line, note] for part, line, note in lines]


def _head(
    register: Register, years: dict[int, _Year], typar: int | None, threshold: float | None
) -> str:
    rests_on = f"{typar}, {division(typar)}" if typar else "varje år"
    all_sums = [year.sums or NO_SUMS for year in years.values()]
    moved = sum(year.moved for year in years.values())
    told = HIDDEN if threshold is not None and moved < threshold else moved
    notes = (
        f"år (områdestyper {rests_on})",
        rows_left_out(register.left_out),
        totals_set_aside(sum(s.totals for s in all_sums), 0.0),
        areas_overlap(max((s.overlaps for s in all_sums), default=0)),
        f"{told} {'rad ej jämförd' if told == 1 else 'rader ej jämförda'}: ändrad gräns"
        if moved
        else "",
    )
    return "; ".join(filter(None, notes))

"""Worksheet functions that compare områdestyper: percentiles, gaps, cross tables and years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import isnan
from typing import Annotated

from regso.core.areas.areas import LABEL, vintage_of
from regso.core.areas.areatypes import NAMES
from regso.core.measures import aggregate
from regso.core.measures.aggregate import ASIDE
from regso.core.measures.comparison import rate_ratio, risk_ratio, share_difference
from regso.core.measures.crosstab import crosstab
from regso.core.measures.gap import rate_difference
from regso.core.measures.quantiles import percentile
from regso.core.measures.rates import Interval
from regso.core.measures.typetable import (
    HIDDEN,
    PERCENTAGE_POINTS,
    RATE,
    RATE_PER,
    ROWS,
    SHARE,
    Denominators,
    Options,
    type_table,
)
from regso.errors import BadValueError, DomainError, NotFoundError, WorksheetError
from regso.functions import rows
from regso.functions.aggregates import FAMILY
from regso.functions.breaks import carried
from regso.functions.kinds import (
    EVERY_TYPE,
    Amounts,
    Codes,
    Column,
    Denominator,
    Level,
    Number,
    OptionalColumn,
    Threshold,
    TypeChoice,
    Year,
    YearColumn,
)
from regso.functions.register import (
    NO_CATEGORY,
    NO_SUMS,
    Register,
    Sums,
    areas_overlap,
    heading,
    label_of,
    outside_note,
    rows_left_out,
    totals_set_aside,
)
from regso.functions.registry import Cell, Cells, Rows, Table, Value, remembered, worksheet
from regso.functions.single import one_of
from regso.functions.values import year_of
from regso.store import Reference, current

_COUNT, _VALUE = 2, 4  # columns of `typetable.HEADER`
_YEARS = 15  # rows of REGSO_UTVECKLING, which never changes size with its data
NOT_COMPARED = "ej jämförda: ändrad gräns"  # the row after the years
_LIMITS = ("värde", "nedre", "övre")

ShareOrRate = Annotated[str, one_of(SHARE, RATE)]


@worksheet(FAMILY)
def REGSO_PERCENTIL(
    koder: Codes, varden: Amounts, p: Number, typ: TypeChoice = EVERY_TYPE, ar: Year = None
) -> Value:
    """Percentilen av värdena för raderna i en områdestyp, räknad som Excels PERCENTILE.INC.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    varden: tal, ett per rad; tomma celler räknas inte
    p: andel 0–1, till exempel 0,5 för medianen
    typ: 1–5, "1+2", "okänd" eller "alla" (förval, okänd inräknad)
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    exempel: =REGSO_PERCENTIL({1;1;1;5};{10;20;40;30};0.5;1)
    """
    types = rows.types_of(koder, ar)
    groups = aggregate.grouped(types, varden.require(koder.shape, "varden"))
    return percentile((v for kind in aggregate.members(typ) for v in groups[kind]), p)


@worksheet(FAMILY)
def REGSO_GAP(
    koder: Codes,
    taljare: Column,
    namnare: Denominator,
    ar: Year = None,
    konf: Level = 0.95,
    matt: ShareOrRate = SHARE,
) -> Table:
    """Gapet mellan områdestyp 1 och 5: skillnad och kvot, var och en med intervall.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    taljare: antal personer eller händelser per rad
    namnare: tal per rad, "rader" eller till exempel "befolkning;omrade=01;alder=20-64"
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    konf: intervallens konfidensnivå, 0,95 om inget anges
    matt: "andel" (förval, skillnad i procentenheter) eller "tal" (skillnad per 1 000)
    exempel: =REGSO_GAP({1;2;5};{30;40;20};{100;200;600})
    """
    reference = current()
    year = year_of(reference, ar)
    register = Register.of(koder, ("taljare", taljare), namnare, matt)
    sums = register.sums(reference, year)
    trials = sums.denominators or Denominators(sums.values)  # there are: namnare is required
    counts = (sums.values[1], trials.by_class[1], sums.values[5], trials.by_class[5])
    unit = "procentenheter" if matt == SHARE else "per 1 000"
    difference, ratio = _COMPARISONS[matt]
    return [
        [
            f"typ 1 och typ 5 (områdestyper {year}){outside_note(sums.outside)}",
            heading(
                _LIMITS[0],
                rows.rests_on(koder, ar, year),
                rows_left_out(register.left_out),
                totals_set_aside(sums.totals, sums.difference),
                areas_overlap(sums.overlaps),
            ),
            *_LIMITS[1:],
        ],
        [f"skillnad typ 1 − typ 5, {unit}", *_limits(difference, counts, konf)],
        ["kvot typ 1 / typ 5", *_limits(ratio, counts, konf)],
    ]


@worksheet(FAMILY)
def REGSO_KORS(
    koder: Codes,
    kategori: Codes,
    varden: OptionalColumn = None,
    ar: Year = None,
    troskel: Threshold = None,
) -> Table:
    """Korstabell med områdestyper som rader, kategorier som kolumner, och summor.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    kategori: kategori per rad, till exempel kön eller brottstyp; kolumnerna i bokstavsordning
    varden: tal per rad; utelämnat betyder 1 per rad
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    troskel: lägsta antal personer som får visas; varden ska då vara antal personer
    exempel: =REGSO_KORS({1;1;5};{"kvinnor";"män";"män"};{10;20;30})
    """
    reference = current()
    year = year_of(reference, ar)
    if kategori.shape != koder.shape:
        raise BadValueError(
            "Området kategori är inte lika stort som koderna; markera lika många rader."
        )
    values = None if varden is None else varden.require(koder.shape, "varden")
    if troskel is not None and values is not None:
        _require_persons(values)
    found = rows.read(koder, reference, year, sizes=values)
    types = found.kinds
    labels = [label_of(cell) for cell in kategori.flat()]
    table = crosstab(types, labels, values, empty=NO_CATEGORY)
    body: Rows = [[*row] for row in table.rows]
    if troskel is not None:
        body = _protected(table.rows, troskel)
    difference = 0.0 if values is None else found.difference(koder, values)
    label = heading(
        "benämning",
        rows.rests_on(koder, ar, year),
        totals_set_aside(types.count(ASIDE), difference, troskel),
    )
    result: Rows = [["typ", label, *table.categories, "totalt"]]
    return result + [
        [_type_cell(kind), NAMES[kind], *row] for kind, row in zip(ROWS, body, strict=True)
    ]


@worksheet(FAMILY)
def REGSO_UTVECKLING(
    koder: Codes,
    ar_kolumn: YearColumn,
    varden: Column,
    namnare: Denominator = None,
    typar: Year = None,
    troskel: Threshold = None,
) -> Table:
    """Tabell med år som rader och områdestyper som kolumner: summor, eller andelar med nämnare.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    ar_kolumn: år per rad, högst 15 olika; raden får det årets typ i det årets indelning
    varden: antal per rad
    namnare: ger andelar: tal per rad, "rader" eller till exempel "befolkning;omrade=01"
    typar: ett enda år för typerna; år utan typer ger annars #SAKNAS! i hela raden
    troskel: lägsta antal personer som får visas; varden ska då vara antal personer
    exempel: =REGSO_UTVECKLING({"9901R001";"9901R001"};{2022;2024};{10;12})
    """
    reference = current()
    years = ar_kolumn.require(koder.shape, "ar_kolumn")
    register = Register.of(koder, ("varden", varden), namnare)
    if troskel is not None:
        _require_persons(varden.values)
    table: Rows = []
    outside = totals = moved = overlaps = 0
    for year, chosen in sorted(_by_year(years, varden.values).items()):
        part = register.part(chosen, year, keep_text=typar is None)
        known, not_compared = _comparable(part, reference, year, typar or year)
        cells, sums = _year_row(known, reference, typar or year, troskel)
        table.append([float(year), *cells])
        moved += not_compared
        outside, totals = outside + sums.outside, totals + sums.totals
        overlaps = max(overlaps, sums.overlaps)
    rests_on = f"{typar}, {LABEL[vintage_of(typar)]}" if typar else "varje år"
    notes = (
        rows_left_out(register.left_out),
        totals_set_aside(totals, 0),
        areas_overlap(overlaps),
    )
    header = "; ".join(
        filter(None, (f"år (områdestyper {rests_on}){outside_note(outside, troskel)}", *notes))
    )
    empty: list[Cell] = [""] * (1 + len(ROWS))
    table += [empty] * (_YEARS - len(table))
    few = troskel is not None and 0 < moved < troskel
    last: list[Cell] = [NOT_COMPARED, HIDDEN if few else float(moved), *empty[2:]]
    return [[header, *map(_type_cell, ROWS)], *table, last]


def _limits(compare: Comparison, counts: tuple[float, ...], level: float) -> list[Cell]:
    """Return a comparison and its limits; a limit that cannot be had is "..", an error its own."""
    try:
        return [HIDDEN if isnan(v) else v for v in compare(*counts, level)]
    except WorksheetError as error:
        return [remembered(error.cell())] * len(_LIMITS)


def _points(x1: float, n1: float, x2: float, n2: float, level: float) -> Interval:
    """Return the difference of two shares in percentage points."""
    return Interval(*(PERCENTAGE_POINTS * v for v in share_difference(x1, n1, x2, n2, level)))


def _per_thousand(x1: float, n1: float, x2: float, n2: float, level: float) -> Interval:
    """Return the difference of two rates per 1 000."""
    return rate_difference(x1, n1, x2, n2, RATE_PER, level)


Comparison = Callable[..., Interval]
_COMPARISONS: dict[str, tuple[Comparison, Comparison]] = {
    SHARE: (_points, risk_ratio),
    RATE: (_per_thousand, rate_ratio),
}


def _protected(table: list[list[float]], threshold: float) -> Rows:
    """Return the cross table with ".." for small counts and for what would reveal them."""
    if not any(0 < count < threshold for row in table for count in row):
        return [[*row] for row in table]
    from regso.core.disclosure.suppression import hidden_in_crosstab  # noqa: PLC0415 - large

    hidden = hidden_in_crosstab(table, threshold)
    width = len(table[0])
    return [
        [HIDDEN if i * width + j in hidden else count for j, count in enumerate(row)]
        for i, row in enumerate(table)
    ]


def _by_year(years: list[float | None], values: list[float | None]) -> dict[int, list[int]]:
    """Return the row numbers per year; a row with neither year nor value is ignored."""
    found: dict[int, list[int]] = {}
    for i, (year, value) in enumerate(zip(years, values, strict=True)):
        if year is not None:
            found.setdefault(int(year), []).append(i)
        elif value is not None:
            raise BadValueError(
                f"Rad {i + 1} i ar_kolumn är tom men raden har ett värde; fyll i året."
            )
    if len(found) > _YEARS:
        raise BadValueError(
            f"ar_kolumn har {len(found)} olika år men tabellen rymmer {_YEARS}; dela upp åren."
        )
    return found


def _comparable(
    part: Register, reference: Reference, year: int, types_year: int
) -> tuple[Register, int]:
    """Return the rows of a year that are the same areas in the types' vintage, and the others."""
    cells, moved = carried(part.codes.flat(), reference, year, types_year)
    kept = [i for i in range(len(cells)) if i not in moved]
    known = replace(part, codes=Cells([cells]))
    return known.part(kept, types_year, keep_text=True) if moved else known, len(moved)


def _year_row(
    part: Register, reference: Reference, year: int, threshold: float | None
) -> tuple[list[Cell], Sums]:
    """Return the cells of a year and its sums; #N/A without types."""
    try:
        sums = part.sums(reference, year)
    except NotFoundError as error:
        return [remembered(error.cell())] * len(ROWS), NO_SUMS
    options = Options(threshold=threshold)
    column = _COUNT if sums.denominators is None else _VALUE
    table = type_table(sums.values, sums.denominators, options)
    return [row[column] for row in table], sums


def _require_persons(values: list[float | None]) -> None:
    """Raise unless the values can be counts of persons, which is what a threshold counts."""
    for i, value in enumerate(values, 1):
        if value is not None and (value < 0 or value != value // 1):
            raise DomainError(
                f"Rad {i} i varden är inget antal personer; en tröskel kräver hela tal som är "
                'minst 0 (för belopp: använd REGSO_TABELL med måttet "medel").',
            )


def _type_cell(kind: int | str) -> float | str:
    return kind if isinstance(kind, str) else float(kind)

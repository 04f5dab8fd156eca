"""Worksheet functions that compare områdestyper: percentiles, gaps and cross tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import isnan
from typing import Annotated

from regso.core.areas.areatypes import NAMES
from regso.core.measures import aggregate
from regso.core.measures.aggregate import ASIDE
from regso.core.measures.comparison import rate_ratio, risk_ratio, share_difference
from regso.core.measures.crosstab import REST, alphabetic, crosstab
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
    hidden_rows,
)
from regso.errors import BadValueError, WorksheetError
from regso.functions import rows
from regso.functions.aggregates import FAMILY
from regso.functions.arguments.contributors import Contributors
from regso.functions.arguments.kinds import (
    EVERY_TYPE,
    Amounts,
    CellRange,
    Codes,
    Column,
    Denominator,
    Level,
    Number,
    OptionalColumn,
    Threshold,
    TypeChoice,
    Year,
)
from regso.functions.arguments.ranges import require_persons
from regso.functions.arguments.single import one_of
from regso.functions.register import (
    NO_CATEGORY,
    Register,
    areas_overlap,
    heading,
    label_of,
    labels_of,
    outside_note,
    rows_left_out,
    totals_set_aside,
)
from regso.functions.registry import Cell, Cells, Rows, Table, Value, remembered, worksheet
from regso.functions.secret.key import key_for
from regso.functions.sidebyside import is_empty
from regso.functions.values import year_of
from regso.store import current

_LIMITS = ("värde", "nedre", "övre")

ShareOrRate = Annotated[str, one_of(SHARE, RATE)]


@worksheet(FAMILY)
def REGSO_PERCENTIL(
    koder: Codes,
    varden: Amounts,
    p: Number,
    typ: TypeChoice = EVERY_TYPE,
    ar: Year = None,
    troskel: Threshold = None,
    personer: Denominator = None,
) -> Value:
    """Percentilen av värdena för raderna i en områdestyp, räknad som Excels PERCENTILE.INC.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    varden: tal, ett per rad; tomma celler räknas inte
    p: andel 0–1, till exempel 0,5 för medianen
    typ: 1–5, "1+2", "okänd" eller "alla" (förval, okänd inräknad)
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    troskel: lägsta antal värden på var sida om percentilen, den själv inräknad; färre blir ".."
    personer: antal personer bakom varje rad; utelämnat betyder att varje rad är en person
    exempel: =REGSO_PERCENTIL({1;1;1;5};{10;20;40;30};0.5;1)
    """
    types = rows.types_of(koder, ar)
    values = varden.require(koder.shape, "varden")
    groups = aggregate.grouped(types, values)
    chosen = [v for kind in aggregate.members(typ) for v in groups[kind]]
    found = percentile(chosen, p)
    if troskel is None:
        return found
    from regso.core.measures import withheld  # noqa: PLC0415 - rarely needed

    each = Contributors.of(personer, koder).per_row
    few = withheld.of_percentiles(types, values, each, troskel, key_for(troskel))
    if withheld.row_of(typ) in few or withheld.has_few_beyond(chosen, found, troskel):
        return HIDDEN
    return found


@worksheet(FAMILY)
def REGSO_GAP(
    koder: Codes,
    taljare: Column,
    namnare: Denominator,
    ar: Year = None,
    konf: Level = 0.95,
    matt: ShareOrRate = SHARE,
    troskel: Threshold = None,
) -> Table:
    """Gapet mellan områdestyp 1 och 5: skillnad och kvot, var och en med intervall.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    taljare: antal personer eller händelser per rad
    namnare: tal per rad, "rader" eller till exempel "befolkning;omrade=01;alder=20-64"
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    konf: intervallens konfidensnivå, 0,95 om inget anges
    matt: "andel" (förval, skillnad i procentenheter) eller "tal" (skillnad per 1 000)
    troskel: lägsta antal personer; gapet är ".." när REGSO_TABELL döljer något av typ 1 eller 5
    exempel: =REGSO_GAP({1;2;5};{30;40;20};{100;200;600})
    """
    reference = current()
    year = year_of(reference, ar)
    register = Register.of(koder, ("taljare", taljare), namnare, matt)
    sums = register.sums(reference, year)
    trials = sums.denominators or Denominators(sums.values)  # there are: namnare is required
    counts = (sums.values[1], trials.by_class[1], sums.values[5], trials.by_class[5])
    unit = "procentenheter" if matt == SHARE else "per 1 000"
    hidden = hidden_rows(sums.values, trials, Options(matt, konf, troskel, key_for(troskel)))
    hide = any(rows_[ROWS.index(kind)] for rows_ in hidden for kind in (1, 5))
    difference, ratio = (
        [HIDDEN] * len(_LIMITS) if hide else _limits(compare, counts, konf)
        for compare in _COMPARISONS[matt]
    )
    return [
        [
            f"typ 1 och typ 5 (områdestyper {year}){outside_note(sums.outside, troskel)}",
            heading(
                _LIMITS[0],
                rows.rests_on(koder, ar, year),
                rows_left_out(register.left_out),
                totals_set_aside(sums.totals, sums.difference, troskel),
                areas_overlap(sums.overlaps),
            ),
            *_LIMITS[1:],
        ],
        [f"skillnad typ 1 − typ 5, {unit}", *difference],
        ["kvot typ 1 / typ 5", *ratio],
    ]


@worksheet(FAMILY)
def REGSO_KORS(
    koder: Codes,
    kategori: Codes,
    varden: OptionalColumn = None,
    ar: Year = None,
    troskel: Threshold = None,
    kategorier: CellRange = None,
) -> Table:
    """Korstabell med områdestyper som rader, kategorier som kolumner, och summor.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    kategori: kategori per rad, till exempel kön eller brottstyp; kolumnerna i bokstavsordning
    varden: tal per rad; utelämnat betyder 1 per rad
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    troskel: lägsta antal personer som får visas; varden ska då vara antal personer
    kategorier: kolumnerna i sin ordning, med "övrigt" för alla andra; utelämnat: alla som finns
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
        require_persons(values)
    found = rows.read(koder, reference, year, sizes=values)
    types = found.kinds
    labels = labels_of(kategori.flat())
    wanted = None if kategorier is None else _wanted(kategorier)
    table = crosstab(types, labels, values, empty=NO_CATEGORY, wanted=wanted)
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
        [type_cell(kind), NAMES[kind], *row] for kind, row in zip(ROWS, body, strict=True)
    ]


def _wanted(cells: Cells) -> list[str]:
    """Return the categories that a table is asked to have; an empty cell is an empty column.

    Raises
    ------
    BadValueError
        One comes twice, or is the column of all others.
    """
    wanted = ["" if is_empty(cell) else label_of(cell) for cell in cells.flat()]
    given = Counter(alphabetic(name) for name in wanted if name)
    for name in wanted:
        if given[alphabetic(name)] > 1:
            raise BadValueError(
                f'Kategorin "{name}" står två gånger i kategorier; ta bort den ena.'
            )
        if alphabetic(name) == alphabetic(REST):
            raise BadValueError(f'Kolumnen "{REST}" kommer alltid sist; ta bort den ur kategorier.')
    return wanted


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

    hidden = hidden_in_crosstab(table, threshold, key_for(threshold))
    width = len(table[0])
    return [
        [HIDDEN if i * width + j in hidden else count for j, count in enumerate(row)]
        for i, row in enumerate(table)
    ]


def type_cell(kind: int | str) -> float | str:
    return kind if isinstance(kind, str) else float(kind)

"""The worksheet function that follows the types over years."""

from __future__ import annotations

from regso.core.areas.areas import LABEL, vintage_of
from regso.core.measures.typetable import (
    HIDDEN,
    ROWS,
    Options,
    type_table,
)
from regso.errors import NotFoundError
from regso.functions.aggregates import FAMILY
from regso.functions.arguments.kinds import Codes, Column, Denominator, Threshold, Year, YearColumn
from regso.functions.arguments.ranges import require_persons
from regso.functions.byyear import MOST_YEARS, comparable, refuse_more_years, rows_by_year
from regso.functions.register import (
    NO_SUMS,
    Register,
    RegisterSums,
    areas_overlap,
    outside_note,
    rows_left_out,
    totals_set_aside,
)
from regso.functions.registry import Cell, Rows, Table, remembered, worksheet
from regso.functions.secret.key import key_for
from regso.functions.tables import type_cell
from regso.store import Reference, current

_COUNT, _VALUE = 2, 4  # columns of `typetable.HEADER`
NOT_COMPARED = "ej jämförda: ändrad gräns"  # the row after the years


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
        require_persons(varden.values)
    table: Rows = []
    outside = totals = moved = overlaps = 0
    by_year = rows_by_year(years, varden.values)
    refuse_more_years([*by_year])
    for year, chosen in sorted(by_year.items()):
        part = register.part(chosen, year, keep_text=typar is None)
        known, not_compared = comparable(part, reference, year, typar or year)
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
    table += [empty] * (MOST_YEARS - len(table))
    few = troskel is not None and 0 < moved < troskel
    last: list[Cell] = [NOT_COMPARED, HIDDEN if few else float(moved), *empty[2:]]
    return [[header, *map(type_cell, ROWS)], *table, last]


def _year_row(
    part: Register, reference: Reference, year: int, threshold: float | None
) -> tuple[list[Cell], RegisterSums]:
    """Return the cells of a year and its sums; #N/A without types."""
    try:
        sums = part.sums(reference, year)
    except NotFoundError as error:
        return [remembered(error.cell())] * len(ROWS), NO_SUMS
    options = Options(threshold=threshold, key=key_for(threshold))
    column = _COUNT if sums.denominators is None else _VALUE
    table = type_table(sums.values, sums.denominators, options)
    return [row[column] for row in table], sums

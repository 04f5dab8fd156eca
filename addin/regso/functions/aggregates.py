"""Worksheet functions that sum register rows by områdestyp."""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from typing import NamedTuple

from regso.core.areas.areatypes import UNKNOWN
from regso.core.measures import aggregate
from regso.core.measures.crosstab import alphabetic
from regso.core.measures.typetable import HEADER, HIDDEN, MEAN, ROWS, SHARE, Options, type_table
from regso.errors import BadValueError
from regso.functions import rows
from regso.functions.arguments.contributors import BY_ROWS, Contributors
from regso.functions.arguments.kinds import (
    EVERY_TYPE,
    Amounts,
    CellRange,
    Codes,
    Denominator,
    Level,
    OptionalAmounts,
    OptionalColumn,
    Threshold,
    TypeChoice,
    Word,
    Year,
)
from regso.functions.arguments.ranges import require_persons
from regso.functions.register import (
    NO_CATEGORY,
    Register,
    RegisterSums,
    Values,
    areas_overlap,
    heading,
    label_of,
    outside_note,
    rows_left_out,
    totals_set_aside,
)
from regso.functions.registry import Cell, Rows, Table, Value, worksheet
from regso.functions.secret.key import key_for
from regso.functions.sidebyside import refuse_half_filled
from regso.functions.values import year_of
from regso.store import Reference, current

FAMILY = "Summera per områdestyp"


@worksheet(FAMILY)
def REGSO_SUMMA(
    koder: Codes,
    varden: Amounts,
    typ: TypeChoice = EVERY_TYPE,
    ar: Year = None,
    troskel: Threshold = None,
    personer: Denominator = None,
) -> Value:
    """Summan av värdena för raderna i en områdestyp.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    varden: tal, ett per rad
    typ: 1–5, "1+2", "okänd" eller "alla" (förval, okänd inräknad)
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    troskel: lägsta antal personer som får visas; mindre antal och det som röjer dem blir ".."
    personer: för belopp: antal personer bakom varje rad, eller "rader"; utan dem räknas varden
    exempel: =REGSO_SUMMA({"9901R001";"9901R002"};{10;20};"alla";2022)
    """
    values = varden.require(koder.shape, "varden")
    kinds = rows.types_of(koder, ar, values)
    found = aggregate.total(kinds, values, typ)
    if troskel is None:
        return found
    if personer is None:
        require_persons(values)
        hide = _is_few(aggregate.sums(kinds, values), typ, troskel)
    else:
        hide = _rests_on_few(kinds, values, Contributors.of(personer, koder), typ, troskel)
    return HIDDEN if hide else found


@worksheet(FAMILY)
def REGSO_ANTAL(
    koder: Codes, typ: TypeChoice = EVERY_TYPE, ar: Year = None, troskel: Threshold = None
) -> Value:
    """Antalet rader i en områdestyp; rader utan kod räknas inte.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    typ: 1–5, "1+2", "okänd" eller "alla" (förval, okänd inräknad)
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    troskel: lägsta antal rader (personer) som får visas; mindre, och det som röjer dem, blir ".."
    exempel: =REGSO_ANTAL({"9901R001";"9901R002"};4;2022)
    """
    found = aggregate.counts(rows.types_of(koder, ar))
    if troskel is not None and _is_few(found, typ, troskel):
        return HIDDEN
    return sum(found[kind] for kind in aggregate.members(typ))


@worksheet(FAMILY)
def REGSO_MEDEL(
    koder: Codes,
    varden: Amounts,
    typ: TypeChoice = EVERY_TYPE,
    vikter: OptionalColumn = None,
    ar: Year = None,
    troskel: Threshold = None,
    personer: Denominator = None,
) -> Value:
    """Medelvärdet för raderna i en områdestyp, vägt om vikter anges.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    varden: tal, ett per rad; tomma celler räknas inte
    typ: 1–5, "1+2", "okänd" eller "alla" (förval, okänd inräknad)
    vikter: vikt per rad, till exempel antal personer
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    troskel: lägsta antal personer bakom ett medelvärde; färre, och det som röjer dem, blir ".."
    personer: antal personer bakom varje rad; utelämnat betyder att varje rad är en person
    exempel: =REGSO_MEDEL({1;1;5};{10;20;30};1)
    """
    columns = {"varden": varden.require(koder.shape, "varden")}
    if vikter is not None:
        columns["vikter"] = vikter.require(koder.shape, "vikter")
    refuse_half_filled(columns)
    weights = columns.get("vikter")
    kinds = rows.types_of(koder, ar, weights)
    found = aggregate.mean(kinds, columns["varden"], weights, typ)
    if troskel is None:
        return found
    values = columns["varden"] if weights is None else _weighted(columns["varden"], weights)
    hide = _rests_on_few(kinds, values, Contributors.of(personer, koder), typ, troskel)
    return HIDDEN if hide else found


@worksheet(FAMILY)
def REGSO_TABELL(
    koder: Codes,
    taljare: OptionalAmounts = None,
    namnare: Denominator = None,
    ar: Year = None,
    konf: Level = 0.95,
    troskel: Threshold = None,
    matt: Word = SHARE,
    grupp: CellRange = None,
    personer: Denominator = None,
) -> Table:
    """Tabell per områdestyp med antal, nämnare, värde, intervall och skillnad mot typ 5.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    taljare: antal eller belopp per rad; utelämnat betyder 1 per rad
    namnare: tal per rad, "rader" eller till exempel "befolkning;omrade=01;alder=20-64"
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    konf: intervallets konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal personer som får visas; mindre antal och det som röjer dem blir ".."
    matt: "andel" (förval), "tal" (per 1 000) eller "medel" (till exempel kronor per person)
    grupp: grupp per rad, till exempel kön; tabellen får ett block per grupp
    personer: för medel med tröskel: antal personer bakom varje rads belopp; utelämnat: en per rad
    exempel: =REGSO_TABELL({1;2;3;4;5};{30;40;50;60;20};{100;200;500;900;600})
    """
    reference = current()
    year = year_of(reference, ar)
    options = Options(measure=matt.lower(), level=konf, threshold=troskel, key=key_for(troskel))
    register = Register.of(koder, ("taljare", taljare), namnare, options.measure)
    if troskel is not None and options.measure == MEAN:
        register = replace(register, contributors=Contributors.of(personer, koder))
    rests_on = rows.rests_on(koder, ar, year)
    if grupp is None:
        blocks = [_Block.of(register, reference, year, options)]
        return [_header(register, blocks, rests_on, options), *blocks[0].rows]
    if grupp.shape != koder.shape:
        raise BadValueError(
            "Området grupp är inte lika stort som koderna; markera lika många rader."
        )
    if isinstance(namnare, str) and namnare.lower() != BY_ROWS:
        raise BadValueError(
            "En befolkning som nämnare kan inte delas på grupper; "
            "ange nämnaren som ett område med ett tal per rad.",
        )
    groups = _groups(grupp.flat())
    parts = (register.part(chosen, year, keep_text=True) for chosen in groups.values())
    blocks = [_Block.of(part, reference, year, options) for part in parts]
    result: Rows = [["grupp", *_header(register, blocks, rests_on, options)]]
    for label, block in zip(groups, blocks, strict=True):
        result += [[label, *row] for row in block.rows]
    return result


def _is_few(counts: list[float], typ: int | str, threshold: float) -> bool:
    from regso.core.measures import withheld  # noqa: PLC0415 - rarely needed

    return withheld.row_of(typ) in withheld.of_counts(counts, threshold, key_for(threshold))


def _rests_on_few(
    kinds: bytes, values: Values, persons: Contributors, typ: int | str, threshold: float
) -> bool:
    from regso.core.measures import withheld  # noqa: PLC0415 - rarely needed

    key = key_for(threshold)
    return withheld.row_of(typ) in withheld.of_means(kinds, values, persons.per_row, threshold, key)


def _weighted(values: Values, weights: Values) -> Values:
    return [None if v is None or w is None else v * w for v, w in zip(values, weights, strict=True)]


class _Block(NamedTuple):
    """The eight rows of the table, and the sums that they show."""

    rows: Rows
    sums: RegisterSums

    @classmethod
    def of(cls, register: Register, reference: Reference, year: int, options: Options) -> _Block:
        sums = register.sums(reference, year)
        table: Rows = [
            [*row] for row in type_table(sums.values, sums.denominators, options, sums.amounts)
        ]
        unknown = table[ROWS.index(UNKNOWN)]
        unknown[1] = f"{unknown[1]}{outside_note(sums.outside, options.threshold)}"
        return cls(table, sums)


def _header(
    register: Register, blocks: list[_Block], year: int | None, options: Options
) -> list[Cell]:
    """Return the header, whose second cell says what the table rests on and leaves out."""
    first, label, *others = HEADER
    totals = sum(block.sums.totals for block in blocks)
    difference = fsum(block.sums.difference for block in blocks)
    return [
        first,
        heading(
            label,
            year,
            rows_left_out(register.left_out),
            totals_set_aside(totals, difference, options.threshold),
            areas_overlap(max((block.sums.overlaps for block in blocks), default=0)),
        ),
        *others,
    ]


def _groups(cells: list[Cell]) -> dict[str, list[int]]:
    """Return the row numbers per group, groups in alphabetic order, empty cells last."""
    found: dict[str, list[int]] = {}
    for i, cell in enumerate(cells):
        found.setdefault(label_of(cell), []).append(i)
    return dict(
        sorted(found.items(), key=lambda item: (item[0] == NO_CATEGORY, alphabetic(item[0])))
    )

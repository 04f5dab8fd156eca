"""Worksheet functions that sum register rows by områdestyp."""

from __future__ import annotations

from typing import TypeVar

from regso.core import aggregate
from regso.core.aggregate import OUTSIDE
from regso.core.areatypes import UNKNOWN
from regso.core.crosstab import alphabetic
from regso.core.typetable import HEADER, ROWS, SHARE, Denominators, Options, type_table
from regso.errors import BadValueError
from regso.functions import rows
from regso.functions.kinds import (
    EVERY_TYPE,
    CellRange,
    Codes,
    Column,
    Denominator,
    Level,
    Numbers,
    OptionalColumn,
    Threshold,
    TypeChoice,
    Word,
    Year,
)
from regso.functions.register import NO_CATEGORY, label_of, outside_note
from regso.functions.registry import Cell, Cells, Table, Value, worksheet
from regso.store import Reference, current

FAMILY = "Summera per områdestyp"

T = TypeVar("T")

_ROWS_TEXT = "rader"


@worksheet(FAMILY)
def REGSO_SUMMA(
    koder: Codes, varden: Column, typ: TypeChoice = EVERY_TYPE, ar: Year = None
) -> Value:
    """Summan av värdena för raderna i en områdestyp.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    varden: tal, ett per rad
    typ: 1–5, "1+2", "okänd" eller "alla" (förval, okänd inräknad)
    ar: typernas år; utelämnat betyder det senaste som är fullständigt
    exempel: =REGSO_SUMMA({"9901R001";"9901R002"};{10;20};"alla";2022)
    """
    reference = current()
    types = rows.classes(koder, reference, rows.year_of(reference, ar))
    return aggregate.total(types, varden.require(koder.shape, "varden"), typ)


@worksheet(FAMILY)
def REGSO_ANTAL(koder: Codes, typ: TypeChoice = EVERY_TYPE, ar: Year = None) -> Value:
    """Antalet rader i en områdestyp; rader utan kod räknas inte.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    typ: 1–5, "1+2", "okänd" eller "alla" (förval, okänd inräknad)
    ar: typernas år; utelämnat betyder det senaste som är fullständigt
    exempel: =REGSO_ANTAL({"9901R001";"9901R002"};4;2022)
    """
    reference = current()
    found = aggregate.counts(rows.classes(koder, reference, rows.year_of(reference, ar)))
    return sum(found[kind] for kind in aggregate.members(typ))


@worksheet(FAMILY)
def REGSO_MEDEL(
    koder: Codes,
    varden: Column,
    typ: TypeChoice = EVERY_TYPE,
    vikter: OptionalColumn = None,
    ar: Year = None,
) -> Value:
    """Medelvärdet för raderna i en områdestyp, vägt om vikter anges.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    varden: tal, ett per rad; tomma celler räknas inte
    typ: 1–5, "1+2", "okänd" eller "alla" (förval, okänd inräknad)
    vikter: vikt per rad, till exempel antal personer
    ar: typernas år; utelämnat betyder det senaste som är fullständigt
    exempel: =REGSO_MEDEL({1;1;5};{10;20;30};1)
    """
    reference = current()
    types = rows.classes(koder, reference, rows.year_of(reference, ar))
    weights = None if vikter is None else vikter.require(koder.shape, "vikter")
    return aggregate.mean(types, varden.require(koder.shape, "varden"), weights, typ)


@worksheet(FAMILY)
def REGSO_TABELL(
    koder: Codes,
    taljare: OptionalColumn = None,
    namnare: Denominator = None,
    ar: Year = None,
    konf: Level = 0.95,
    troskel: Threshold = None,
    matt: Word = SHARE,
    grupp: CellRange = None,
) -> Table:
    """Tabell per områdestyp med antal, nämnare, värde, intervall och skillnad mot typ 5.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    taljare: antal eller belopp per rad; utelämnat betyder 1 per rad
    namnare: tal per rad, "rader" eller till exempel "befolkning;omrade=01;alder=20-64"
    ar: typernas år; utelämnat betyder det senaste som är fullständigt
    konf: intervallets konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal personer som får visas; mindre antal och det som röjer dem blir ".."
    matt: "andel" (förval), "tal" (per 1 000) eller "medel" (till exempel kronor per person)
    grupp: grupp per rad, till exempel kön; tabellen får ett block per grupp
    exempel: =REGSO_TABELL({1;2;3;4;5};{30;40;50;60;20};{100;200;500;900;600})
    """
    reference = current()
    table = _TypeTable(
        reference,
        rows.year_of(reference, ar),
        namnare,
        Options(measure=matt.lower(), level=konf, threshold=troskel),
    )
    values = None if taljare is None else taljare.require(koder.shape, "taljare")
    if isinstance(namnare, Numbers):
        namnare.require(koder.shape, "namnare")
    if grupp is None:
        return [[*HEADER], *table.block(koder, values)]
    if grupp.shape != koder.shape:
        raise BadValueError(
            "Området grupp är inte lika stort som koderna; markera lika många rader."
        )
    if isinstance(namnare, str) and namnare.lower() != _ROWS_TEXT:
        raise BadValueError(
            "En befolkning som nämnare kan inte delas på grupper; "
            "ange nämnaren som ett område med ett tal per rad.",
        )
    result: list[list[Cell]] = [["grupp", *HEADER]]
    for label, chosen in _groups(grupp.flat()).items():
        result += [[label, *row] for row in table.block(koder, values, chosen)]
    return result


class _TypeTable:
    """What all blocks of one call share."""

    def __init__(
        self,
        reference: Reference,
        year: int,
        denominator: Numbers | str | None,
        options: Options,
    ) -> None:
        self.options = options
        self.reference, self.year = reference, year
        self.numbers = denominator if isinstance(denominator, Numbers) else None
        self.by_rows = isinstance(denominator, str) and denominator.lower() == _ROWS_TEXT
        self.public: Denominators | None = None
        self.region = "00"
        if isinstance(denominator, str) and not self.by_rows:
            self.public, self.region = rows.reference_population(denominator, reference, year)

    def block(
        self,
        koder: Cells,
        values: list[float | None] | None,
        chosen: list[int] | None = None,
    ) -> list[list[Cell]]:
        """Return the eight rows for all register rows, or for the chosen ones."""
        types = _pick(rows.classes(koder, self.reference, self.year, self.region), chosen)
        own = None if values is None else _pick(values, chosen)
        sums = aggregate.counts(types) if own is None else aggregate.sums(types, own)
        denominators = self._denominators(types, own, chosen)
        table: list[list[Cell]] = [[*row] for row in type_table(sums, denominators, self.options)]
        note = outside_note(types.count(OUTSIDE), self.options.threshold)
        table[ROWS.index(UNKNOWN)][1] = f"{table[ROWS.index(UNKNOWN)][1]}{note}"
        return table

    def _denominators(
        self,
        types: list[int],
        values: list[float | None] | None,
        chosen: list[int] | None,
    ) -> Denominators | None:
        if self.by_rows:
            return Denominators(aggregate.counts(types, values))
        if self.numbers is not None:
            return Denominators(aggregate.sums(types, _pick(self.numbers.values, chosen)))
        return self.public


def _pick(values: list[T], chosen: list[int] | None) -> list[T]:
    return values if chosen is None else [values[i] for i in chosen]


def _groups(cells: list[Cell]) -> dict[str, list[int]]:
    """Return the row numbers per group, groups in alphabetic order, empty cells last."""
    found: dict[str, list[int]] = {}
    for i, cell in enumerate(cells):
        found.setdefault(label_of(cell), []).append(i)
    return dict(
        sorted(found.items(), key=lambda item: (item[0] == NO_CATEGORY, alphabetic(item[0])))
    )

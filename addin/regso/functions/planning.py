"""Worksheet functions for finance and planning: shares, money, deadlines, identifiers, sums."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated

from regso.core.areas import codes
from regso.core.areas.areas import Areas
from regso.core.measures.typetable import HIDDEN
from regso.core.money import assignment, identifiers
from regso.core.money.allocation import allocate
from regso.errors import BadValueError, NotFoundError
from regso.functions.arguments.kinds import (
    Amounts,
    CellRange,
    Codes,
    Column,
    Number,
    OptionalColumn,
    Threshold,
    Unit,
)
from regso.functions.arguments.single import one_of
from regso.functions.registry import Cell, Cells, Lookup, PerCell, Row, Table, worksheet
from regso.functions.secret.columns import hidden_rows
from regso.functions.sidebyside import by_row, complete, number
from regso.functions.values import installed_areas
from regso.store import current

FAMILY = "Ekonomi och planering"

OK = "OK"
_AREA_KINDS = (codes.KOMMUN, codes.REGSO, codes.DESO)
_YES = frozenset(("ja", "x", "klar", "klart", "sant", "true"))
_NO = frozenset(("", "nej", "falskt", "false"))

CheckKind = Annotated[str, one_of(*identifiers.KINDS, *_AREA_KINDS)]


@worksheet(FAMILY)
def REGSO_FORDELA(
    pott: Number,
    volym: Column,
    index: OptionalColumn = None,
    grundandel: Number = 0.0,
    enhet: Unit = 1,
    troskel: Threshold = None,
) -> PerCell:
    """Fördelar en pott efter volym och index så att delarna summerar exakt till potten.

    pott: kronor att fördela, en multipel av enheten
    volym: volym per rad, till exempel antal elever
    index: vikt per rad; utelämnat betyder att potten fördelas efter volym
    grundandel: andel av potten, 0–1, som fördelas efter volym utan index; 0 om inget anges
    enhet: delarna blir hela 1 (förval), 100 eller 1000 kronor
    troskel: lägsta volym som får visas; beloppen för mindre, och det som röjer dem, blir ".."
    exempel: =REGSO_FORDELA(1000000;{120;80;200};{100;140;90};0.81;100)
    """
    columns = {"volym": volym} if index is None else {"volym": volym, "index": index}
    volumes, *weights = complete(**columns)
    rows = [i for i, value in enumerate(volym.values) if value is not None]
    parts = allocate(pott, volumes, weights[0] if weights else None, grundandel, enhet)
    shares = dict(zip(rows, parts, strict=True))
    width = volym.shape[1]
    hidden = hidden_rows(volym, troskel) & shares.keys()
    cells: list[Cell] = [
        HIDDEN if i in hidden else shares.get(i, "") for i in range(len(volym.values))
    ]
    return [cells[i : i + width] for i in range(0, len(cells), width)]


@worksheet(FAMILY)
def REGSO_UPPDRAGSMEDEL(disponibelt: Number, rekvirerat: Number, upparbetat: Number) -> Table:
    """Uppdragets medel: ej rekvirerat, återbetalning, överskridande och vad som ska göras.

    disponibelt: kronor som myndigheten får disponera enligt beslutet
    rekvirerat: kronor som har rekvirerats
    upparbetat: kronor som har använts
    exempel: =REGSO_UPPDRAGSMEDEL(500000;500000;468250)
    """
    settled = assignment.settle(disponibelt, rekvirerat, upparbetat)
    return [
        ["post", "värde"],
        ["Disponibelt", disponibelt],
        ["Rekvirerat", rekvirerat],
        ["Upparbetat", upparbetat],
        ["Ej rekvirerat", settled.unclaimed],
        ["Återbetalning", settled.repayment],
        ["Överskridande", settled.overspent],
        ["Status", settled.status],
    ]


@worksheet(FAMILY)
def REGSO_FRIST(datum: Codes, idag: Codes, klart: CellRange = None) -> Table:
    """Dagar kvar till en frist och status, i en rad per frist.

    datum: sista dag, en cell eller en kolumn
    idag: dagens datum, till exempel IDAG()
    klart: datum då det blev klart, eller SANT; tomt betyder inte klart
    exempel: =REGSO_FRIST("2022-10-28";"2022-10-03")
    """
    columns = {"datum": datum, "idag": idag, "klart": klart or Cells([[None]])}
    return by_row(_deadline_row, 2, columns, optional=frozenset({"klart"}), strict=False)


@worksheet(FAMILY)
def REGSO_KONTROLL(slag: CheckKind, varde: Codes) -> PerCell:
    """Kontrollerar nummer och koder: "OK", eller en mening om vad som är fel.

    slag: "orgnr", "bankgiro", "plusgiro", "dnr", "kommun", "regso" eller "deso"
    varde: numret eller koden, en cell eller ett område
    exempel: =REGSO_KONTROLL("orgnr";"202100-0837")
    """
    if slag in identifiers.KINDS:
        return varde.map(Lookup({}, partial(_verdict, partial(identifiers.validate, slag))))
    vintages = installed_areas(current())
    return varde.map(Lookup({}, partial(_verdict, partial(_find, vintages, slag))))


@worksheet(FAMILY)
def REGSO_AVSTAM(delar: Amounts, total: Number, tolerans: Number = 0.0) -> Row:
    """Delarnas summa minus totalen, och om det stämmer.

    delar: delarna, till exempel folkmängd per RegSO
    total: den publicerade totalen
    tolerans: största skillnad som godtas, till exempel för SCB:s osäkerhet; 0 om inget anges
    exempel: =REGSO_AVSTAM({120;80;200};401;5)
    """
    parts = [value for value in delar.values if value is not None]
    return [*assignment.reconcile(parts, total, tolerans)]


def _deadline_row(due: Cell, today: Cell, done: Cell) -> list[Cell]:
    state = assignment.deadline(_day(due), _day(today), _done(done))
    return ["" if state.days_left is None else state.days_left, state.status]


def _day(cell: Cell) -> int:
    return assignment.to_day(cell if isinstance(cell, str) else number(cell))


def _done(cell: Cell) -> int | bool:
    """Return whether or when something was settled; some hosts send SANT as 1."""
    word = cell.strip().lower() if isinstance(cell, str) else cell
    if word is None or word in _NO or word in (0, 1):
        return word == 1
    return True if word in _YES else _day(cell)


def _verdict(check: Callable[[Cell], object], raw: Cell) -> str:
    try:
        check(raw)
    except (BadValueError, NotFoundError) as error:
        return str(error)
    return OK


def _find(vintages: list[Areas], level: str, raw: Cell) -> None:
    """Raise unless a cell holds the code of an area of a level, in any vintage or as stated."""
    code, stated = codes.read(raw)
    if codes.level(code) != level:
        raise BadValueError(f"{code} är ingen kod för {_LEVEL_NAMES[level]}; kontrollera slaget.")
    if not any(code in a and stated in {None, a.vintage} for a in vintages):
        raise NotFoundError(f"Koden {code} finns inte i någon inläst indelning; kontrollera koden.")


_LEVEL_NAMES = {codes.KOMMUN: "kommun", codes.REGSO: "RegSO", codes.DESO: "DeSO"}

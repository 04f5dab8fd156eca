"""The worksheet function that lists areas by name, ranked where chance does not explain them."""

from __future__ import annotations

from typing import Annotated, Final

from regso.core.areas.areas import Areas, parts_of, vintage_of
from regso.core.disclosure.siblings import are_settled
from regso.core.measures.crosstab import alphabetic
from regso.core.measures.question.ranking import ABOVE, BELOW, POSITIONS, judged
from regso.core.measures.rates import wilson
from regso.core.measures.typetable import HIDDEN
from regso.functions import populations, rows
from regso.functions.arguments.kinds import (
    Codes,
    Column,
    Count,
    Denominator,
    Level,
    Region,
    Threshold,
    Year,
)
from regso.functions.arguments.single import one_of
from regso.functions.question.byarea import by_area, head_of
from regso.functions.question.hidden import refuse_parts_of_persons
from regso.functions.question.listed import Listed, listed
from regso.functions.question.targeting import FAMILY
from regso.functions.registry import Cell, Rows, Table, worksheet
from regso.functions.rowcodes import RIKET
from regso.functions.values import year_of
from regso.store import current

HEADER: Final = (
    "rang", "kod", "namn", "kommun", "typ", "antal", "nämnare", "andel", "nedre", "övre",
    "utjämnad", "slump nedre", "slump övre", "läge",
)  # fmt: skip
_NAMED: Final = 5  # the columns that say which area it is
_ALL: Final = "alla"
_WITHHELD: Rows = [[HIDDEN] * len(HEADER)]

Position = Annotated[str, one_of(_ALL, *POSITIONS)]


@worksheet(FAMILY)
def REGSO_OMRADEN(
    koder: Codes,
    taljare: Column,
    namnare: Denominator,
    omrade: Region = RIKET,
    lage: Position = _ALL,
    antal: Count = 50,
    ar: Year = None,
    konf: Level = 0.95,
    troskel: Threshold = None,
) -> Table:
    """Lista över RegSO med namn, andel och gränser; det som kan vara slump rangordnas inte.

    koder: RegSO- eller DeSO-koder, en per rad
    taljare: antal personer som berörs per rad, högst namnare
    namnare: antal personer per rad, eller "rader" när varje rad är en person
    omrade: län, kommun eller RegSO som listas; jämförelsen gäller alltid alla i koder
    lage: "över", "under", "inom" slumpens gränser, eller "alla" (förval)
    antal: antal rader i svaret, 1–1000; utelämnat betyder 50
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    konf: intervallens konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal personer; områden med mindre antal och ett till per typ är ".."
    exempel: =REGSO_OMRADEN({"9901R001";"9901R002";"9902R001"};{90;40;30};{300;400;500};;;3;2022)
    """
    reference = current()
    year = year_of(reference, ar)
    found = by_area(koder, taljare, namnare, reference, year)
    refuse_parts_of_persons(found.register, troskel)
    areas = reference.areas(vintage_of(year))
    inside = frozenset(parts_of(populations.region_of(areas, omrade), areas.regso))
    of_areas = None if are_settled() else listed(found, konf, troskel)
    body = _WITHHELD if of_areas is None else _body(of_areas, areas, inside, lage, konf)
    notes = () if of_areas is None else _notes(of_areas, len(body))
    head = head_of(found, HEADER[2], rows.rests_on(koder, ar, year), troskel)
    blank: list[Cell] = [""] * len(HEADER)
    header: list[Cell] = [*HEADER[:2], "; ".join((head, *notes)), *HEADER[3:]]
    return [header, *body[:antal], *[blank] * (antal - len(body))]


def _notes(of_areas: Listed, length: int) -> list[str]:
    """Return what the header says of a list: how long it is, and what is not on it."""
    types = ", ".join(map(str, of_areas.withheld))
    withheld = [f"områden i typ {types} visas inte"] if types else []
    return [f"{length} område{'' if length == 1 else 'n'}", *withheld]


def _body(
    of_areas: Listed, areas: Areas, inside: frozenset[str], position: str, level: float
) -> Rows:
    """Return the rows of a region: above, below, within and hidden, each in its order."""
    found = judged(of_areas.shown, of_areas.pools(), level)

    def position_of(code: str) -> str:
        return found[code].position if code in found else HIDDEN

    def key(code: str) -> tuple[int, int, str, str, str]:
        mine = found.get(code)
        order = len(_ORDER) if mine is None else _ORDER.index(mine.position)
        place = 0 if mine is None else mine.place or 0
        names = alphabetic(_kommun(areas, code)), alphabetic(areas.names.get(code, ""))
        return order, place, *names, code

    def row(code: str) -> list[Cell]:
        named: list[Cell] = [
            code, areas.names.get(code, ""), _kommun(areas, code), float(of_areas.kinds[code])
        ]  # fmt: skip
        if code not in found:
            return ["", *named, *[HIDDEN] * (len(HEADER) - _NAMED)]
        mine, (cases, persons) = found[code], of_areas.shown[code]
        rank: Cell = "" if mine.place is None else float(mine.place)
        shares = wilson(cases, persons, level)
        return [rank, *named, cases, persons, *shares, mine.smoothed, *mine.limits, mine.position]

    codes = [c for c in of_areas.kinds if c in inside and position in {_ALL, position_of(c)}]
    return [row(code) for code in sorted(codes, key=key)]


_ORDER: Final = (ABOVE, BELOW, *(p for p in POSITIONS if p not in {ABOVE, BELOW}))


def _kommun(areas: Areas, code: str) -> str:
    return areas.names.get(code[:4], "")

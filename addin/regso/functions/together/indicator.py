"""The worksheet functions of one indicator: its page, from protected counts, and its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Annotated

from regso.core.areas.areatypes import CHALLENGED, TOTAL, TYPES
from regso.core.measures import rates
from regso.core.measures.conclusion import PERCENT, Point, Unit, conclude, plain
from regso.core.measures.typetable import (
    HIDDEN,
    MEAN,
    PERCENTAGE_POINTS,
    RATE,
    RATE_PER,
    ROWS,
    SHARE,
)
from regso.errors import BadValueError, CellError
from regso.functions.aggregates import FAMILY
from regso.functions.arguments.kinds import CellRange, Codes, Level, Text
from regso.functions.arguments.single import one_of
from regso.functions.registry import (
    Cell,
    CellErrorFound,
    Cells,
    Rows,
    Table,
    Value,
    worksheet,
)
from regso.functions.sidebyside import is_empty

Measure = Annotated[str, one_of(SHARE, RATE)]
Told = Annotated[str, one_of(SHARE, RATE, MEAN)]
BY_TYPE = ("antal", "nämnare", "värde", "nedre", "övre", "skillnad mot totalt")
KINDS = (*TYPES, CHALLENGED, TOTAL)
NOBODY = "."  # nothing to divide by
_LEVEL = 0.95
_PER_THOUSAND = "per 1 000"
_LARGE = 100  # means from there on are written without decimals, as in the tables

Pair = tuple[Cell, Cell]


@worksheet(FAMILY)
def REGSO_INDIKATOR(
    taljare: Codes,
    namnare: Codes,
    grupp: CellRange = None,
    matt: Measure = SHARE,
    konf: Level = _LEVEL,
) -> Table:
    """En indikator ur REGSO_INDIKATORER: värde, intervall och skillnad per typ, eller per grupp.

    taljare: indikatorns kolumn i den tabellen, åtta rader, eller åtta för varje grupp
    namnare: tabellens nämnare i samma rader
    grupp: tabellens grupper i samma rader; ger ett värde per grupp och typ i stället
    matt: "andel" (förval) eller "tal" per 1 000
    konf: intervallets konfidensnivå, 0,95 om inget anges
    exempel: =REGSO_INDIKATOR({30;20;"..";40;50;50;"..";160};{60;60;60;60;60;120;9;309})
    """
    pairs = _pairs(taljare, namnare)
    blocks = [pairs[at : at + len(ROWS)] for at in range(0, len(pairs), len(ROWS))]
    if len(pairs) % len(ROWS) or (grupp is None and len(blocks) > 1):
        raise BadValueError(
            f"Området taljare har {len(pairs)} rader; markera tabellens rader, {len(ROWS)} för "
            "varje grupp, och ange grupp när de är fler."
        )
    if grupp is None:
        return [[*BY_TYPE], *_by_type(blocks[0], matt, konf)]
    if grupp.shape != taljare.shape:
        raise BadValueError("Området grupp är inte lika stort som taljare; markera samma rader.")
    names = grupp.flat()[:: len(ROWS)]
    return [["grupp", *(_headed(kind) for kind in KINDS)], *_by_group(names, blocks, matt)]


@worksheet(FAMILY)
def REGSO_SLUTSATS(
    varde: Codes,
    nedre: CellRange = None,
    ovre: CellRange = None,
    matt: Told = SHARE,
    enhet: Text = None,
) -> Value:
    """Meningen som värdena för områdestyp 1–5 tillåter, med samma regler som under bilder.

    varde: värdet för typ 1–5, fem celler under varandra; ".." är dolt
    nedre: intervallens nedre gränser
    ovre: intervallens övre gränser
    matt: "andel" (förval; skrivs i procent), "tal" eller "medel"
    enhet: ord efter ett tal eller medelvärde; annars "per 1 000" efter tal
    exempel: =REGSO_SLUTSATS({0.48;0.55;"..";0.71;0.81})
    """
    times = PERCENTAGE_POINTS if matt == SHARE else 1
    columns = [cells.flat() if cells else [None] * len(TYPES) for cells in (varde, nedre, ovre)]
    if any(len(column) != len(TYPES) for column in columns):
        raise BadValueError("Markera fem celler, för typ 1–5, i varje område.")
    for cell in (cell for column in columns for cell in column):
        if isinstance(cell, CellError):
            raise CellErrorFound(cell)
    points = [
        Point(kind, _times(value, times), _times(low, times), _times(high, times), value == HIDDEN)
        for kind, value, low, high in zip(TYPES, *columns, strict=True)
    ]
    return _concluded(points, _unit(points, matt, enhet))


def _unit(points: Sequence[Point], measure: str, after: str | None) -> Unit:
    if measure == SHARE:
        return PERCENT["sv"]
    words = after or (_PER_THOUSAND if measure == RATE else "")
    is_large = any(point.value is not None and abs(point.value) >= _LARGE for point in points)
    return plain(f" {words}".rstrip(), 0 if measure == MEAN and is_large else 1)


def _headed(kind: Cell) -> str:
    return str(kind) if kind == TOTAL else f"typ {kind}"


def _concluded(points: Sequence[Point], unit: Unit) -> str:
    is_blank = all(point.value is None and not point.hidden for point in points)
    return "" if is_blank else conclude(points, unit)


def _times(cell: Cell, times: float) -> float | None:
    return cell * times if _is_number(cell) else None  # type: ignore[operator] # it is one


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _pairs(taljare: Cells, namnare: Cells) -> list[Pair]:
    """Return the counts of each row: numbers, what is hidden, and blanks.

    Raises
    ------
    BadValueError
        The ranges differ, or a cell is none of these.
    """
    if taljare.shape != namnare.shape or taljare.shape[1] != 1:
        raise BadValueError(
            "Områdena taljare och namnare ska vara en kolumn var, lika många rader."
        )
    pairs = [*zip(taljare.flat(), namnare.flat(), strict=True)]
    for number, pair in enumerate(pairs, 1):
        for cell in pair:
            if isinstance(cell, CellError):
                raise CellErrorFound(cell)
        if not all(is_empty(cell) or cell == HIDDEN or _is_number(cell) for cell in pair):
            raise BadValueError(f'Rad {number} har varken ett antal eller ".."; rätta området.')
    return pairs


def _by_type(pairs: Sequence[Pair], measure: str, level: float) -> Rows:
    found = [_values(pair, measure, level) for pair in pairs]
    total, unit = found[-1][0], PERCENTAGE_POINTS if measure == SHARE else 1
    rows: Rows = []
    for pair, values in zip(pairs, found, strict=True):
        ends = (values[0], total)
        difference: Cell = ""
        if all(map(_is_number, ends)):
            difference = unit * (ends[0] - ends[1])  # type: ignore[operator] # they are
        elif HIDDEN in ends:
            difference = HIDDEN
        rows.append([*("" if is_empty(pair[0]) else cell for cell in pair), *values, difference])
    return rows


def _values(pair: Pair, measure: str, level: float = _LEVEL) -> list[Cell]:
    """Return value and limits: hidden where a count is, and a point where there is no one."""
    x, n = pair
    if is_empty(x) or is_empty(n):
        return ["", "", ""]
    if HIDDEN in pair:
        return [HIDDEN] * 3
    if n == 0:
        return [NOBODY, "", ""]
    if measure == SHARE:
        return [*rates.wilson(x, n, level)]  # type: ignore[arg-type] # they are numbers
    found = rates.rate(x, n, RATE_PER, level)  # type: ignore[arg-type] # they are numbers
    if not all(map(isfinite, found)):
        raise OverflowError
    return [*found]


def _by_group(names: Sequence[Cell], blocks: Sequence[Sequence[Pair]], measure: str) -> Rows:
    blank: list[Cell] = [""] * (1 + len(KINDS))
    if all(is_empty(x) for block in blocks for x, _ in block):
        return [blank for _ in blocks]
    at = [ROWS.index(kind) for kind in KINDS]
    return [
        blank if is_empty(name) else [name, *(_values(block[i], measure)[0] for i in at)]
        for name, block in zip(names, blocks, strict=True)
    ]

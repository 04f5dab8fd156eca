"""The worksheet function that says how many areas and persons keep their type between years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import repeat
from math import fsum
from typing import NamedTuple

from regso.core.areas.areas import Areas, vintage_of
from regso.core.measures.question import agreement
from regso.core.measures.question.agreement import Agreement, Move
from regso.core.measures.question.resampling import Limits
from regso.core.measures.typetable import HIDDEN, Options, hidden_rows
from regso.errors import BadValueError
from regso.functions import rows
from regso.functions.arguments.contributors import BY_ROWS
from regso.functions.arguments.kinds import Codes, Denominator, Level, Threshold, Year
from regso.functions.arguments.ranges import Numbers, require_whole
from regso.functions.question.cells import PARTS, column
from regso.functions.question.hidden import has_few
from regso.functions.question.overyears import BothYears, both_years
from regso.functions.question.targeting import FAMILY
from regso.functions.register import Register, areas_overlap, totals_set_aside
from regso.functions.registry import Cell, Rows, Table, worksheet
from regso.functions.rowcodes import small_code
from regso.functions.secret.key import key_for
from regso.functions.sidebyside import is_empty
from regso.store import Reference, current

_HEADER = ("del", "antal", "andel kvar", "kappa", "viktad kappa")
_MEASURES = len(_HEADER) - 2
_BLANK: Rows = [["", *[""] * _MEASURES] for _ in PARTS]
_WITHHELD: Rows = [[count, *[HIDDEN] * _MEASURES] for count in (HIDDEN, "", "")]


class _Counted(NamedTuple):
    """The areas of the codes, and their persons."""

    compared: dict[str, float]  # RegSO
    left_out: dict[str, float]  # areas that are not the same in both years
    nowhere: float  # persons without an area


@worksheet(FAMILY)
def REGSO_STABILITET(
    koder: Codes,
    ar_fore: Year,
    ar_efter: Year,
    personer: Denominator = None,
    konf: Level = 0.95,
    troskel: Threshold = None,
) -> Table:
    """Hur stor del av områdena, och av personerna, som har kvar sin områdestyp mellan två år.

    koder: RegSO- eller DeSO-koder, en per rad; varje RegSO räknas en gång
    ar_fore: typernas första år
    ar_efter: typernas andra år; över 2023/24 jämförs bara RegSO med oförändrad gräns
    personer: antal personer per rad, eller "rader" när varje rad är en person
    konf: intervallens konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal personer; det som bygger på ett mindre antal är ".."
    exempel: =REGSO_STABILITET({"9901R001";"9902R001";"9903R001"};2022;2024;{300;400;500})
    """
    reference = current()
    years = both_years(reference, int(ar_fore or 0), int(ar_efter or 0))
    register = _register(koder, personer, troskel)
    counted = _counted(register, years, reference)
    is_hidden = _is_hidden(register, counted, years, reference, troskel)
    moves = [Move(*years.types[regso], n) for regso, n in sorted(counted.compared.items())]
    areas = _of_areas(moves, konf)
    persons = _BLANK if personer is None else _of_persons(moves, konf)
    if is_hidden:
        areas = persons = _WITHHELD
    says = {"is_hidden": is_hidden, "has_persons": personer is not None}
    table: Rows = [[_head(register, counted, years, reference, **says), *_HEADER]]
    for name, lines in (("områden", areas), ("personer", persons)):
        table += [[name, part, *line] for part, line in zip(PARTS, lines, strict=True)]
    others: Cell = HIDDEN if is_hidden else float(len(counted.left_out))
    return [*table, ["ej jämförda", "områden", others, "", "", ""]]


def _register(koder: Codes, personer: Numbers | str | None, threshold: float | None) -> Register:
    """Return the rows; without values where each row is a person, or nobody is counted."""
    if personer is None and threshold is not None:
        raise BadValueError(
            'troskel räknar personer; ange personer (ett antal per rad, eller "rader"), eller '
            "utelämna troskel."
        )
    if isinstance(personer, str) and personer.lower() != BY_ROWS:
        raise BadValueError(
            f'personer kan inte vara "{personer}"; ange ett område med antal personer per rad, '
            'eller "rader" när varje rad är en person.'
        )
    numbers = personer if isinstance(personer, Numbers) else None
    register = Register.of(koder, ("personer", numbers))
    if threshold is not None and register.values is not None:
        require_whole(register.values, "personer")
    return register


def _counted(register: Register, years: BothYears, reference: Reference) -> _Counted:
    """Return the persons by RegSO: what can be compared, and what cannot."""
    aside = rows.read(register.codes, reference, years.before, sizes=register.sizes).total_of
    flat = register.codes.flat()
    by_cell: dict[Cell, list[float]] = {cell: [] for cell in dict.fromkeys(flat)}
    for i, (cell, n) in enumerate(zip(flat, register.values or repeat(1.0), strict=False)):
        if n is not None and i not in aside:
            by_cell[cell].append(n)
    vintages = [reference.areas(v) for v in sorted({vintage_of(year) for year in years.years})]
    compared: dict[str, list[float]] = {}
    left_out: dict[str, list[float]] = {}
    nowhere = []
    for cell, persons in by_cell.items():
        place = _place(cell, vintages)
        if place is not None:
            group = compared if place in years.types else left_out
            group.setdefault(place, []).extend(persons)
        elif register.values is not None or not is_empty(cell):
            nowhere += persons
    return _Counted(
        {place: fsum(n) for place, n in compared.items()},
        {place: fsum(n) for place, n in left_out.items()},
        fsum(nowhere),
    )


def _place(cell: Cell, vintages: Sequence[Areas]) -> str | None:
    """Return the RegSO of a code; the code itself where the divisions place it differently."""
    codes = [(areas, code) for areas in vintages if (code := small_code(cell, areas))]
    found = {areas.parents.get(code, code) for areas, code in codes}
    if len(found) > 1:
        return codes[0][1]
    return found.pop() if found else None


def _is_hidden(
    register: Register,
    counted: _Counted,
    years: BothYears,
    reference: Reference,
    threshold: float | None,
) -> bool:
    """Tell whether an area has few persons, or REGSO_TABELL hides something in one of the years."""
    if threshold is None:
        return False
    areas = (*counted.compared.values(), *counted.left_out.values(), counted.nowhere)
    if has_few([(n, n) for n in areas], threshold):
        return True
    options = Options(threshold=threshold, key=key_for(threshold))
    tables = (register.sums(reference, year).values for year in years.years)
    return any(any(map(any, hidden_rows(values, None, options))) for values in tables)


def _of_areas(moves: Sequence[Move], level: float) -> Rows:
    each = Counter(move[:2] for move in moves)
    counts = agreement.table({move: float(n) for move, n in each.items()})
    limits = agreement.limits_of_areas(counts, level)
    return _lines(len(moves), agreement.agreement(counts), limits)


def _of_persons(moves: Sequence[Move], level: float) -> Rows:
    lived_in = [move for move in moves if move.persons]
    by_move: dict[tuple[int, int], list[float]] = {}
    for move in lived_in:
        by_move.setdefault(move[:2], []).append(move.persons)
    counts = agreement.table({move: fsum(n) for move, n in by_move.items()})
    limits = agreement.limits_of_persons(lived_in, level)
    return _lines(fsum(move.persons for move in moves), agreement.agreement(counts), limits)


def _lines(count: float, found: Agreement, limits: Sequence[Limits | None]) -> Rows:
    columns = [column(*each) for each in zip(found, limits, strict=True)]
    counts: list[Cell] = [float(count), "", ""]
    return [list(line) for line in zip(counts, *columns, strict=True)]


def _head(
    register: Register,
    counted: _Counted,
    years: BothYears,
    reference: Reference,
    *,
    is_hidden: bool,
    has_persons: bool,
) -> str:
    sums = register.sums(reference, years.before)
    count = fsum((*counted.left_out.values(), counted.nowhere))
    told = HIDDEN if is_hidden else f"{count:.10g}"
    others = "person ej jämförd" if told == "1" else "personer ej jämförda"
    return years.heading(
        "vad",
        totals_set_aside(sums.totals, 0.0),
        areas_overlap(sums.overlaps),
        f"{told} {others}" if has_persons and count else "",
    )

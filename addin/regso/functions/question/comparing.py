"""The worksheet function that compares every type with one of them, or with the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from regso.core.areas.areatypes import CHALLENGED, NAMES, TOTAL, TYPES, UNKNOWN, to_type
from regso.core.measures import aggregate
from regso.core.measures.question import contrasts
from regso.core.measures.question.contrasts import Contrast, Stratum
from regso.core.measures.question.targeting import Persons, total
from regso.core.measures.typetable import HIDDEN, PERCENTAGE_POINTS, RATE, RATE_PER, SHARE
from regso.errors import BadValueError
from regso.functions import rows
from regso.functions.arguments.declaration import Kind
from regso.functions.arguments.kinds import (
    CellRange,
    Codes,
    Column,
    Denominator,
    Level,
    OptionalColumn,
    Threshold,
    Year,
)
from regso.functions.arguments.single import given
from regso.functions.question.byarea import head_of, register_of
from regso.functions.question.bygroup import ByGroup, by_group, without_gaps
from regso.functions.question.hidden import has_few, hidden_in_sums, refuse_parts_of_persons
from regso.functions.question.targeting import FAMILY
from regso.functions.register import Register, RegisterSums
from regso.functions.registry import Cell, Rows, Table, worksheet
from regso.functions.tables import ShareOrRate, type_cell
from regso.functions.values import year_of
from regso.store import current

_HEADER = ("skillnad", "nedre", "övre", "kvot", "nedre", "övre", "p (Holm)")
_KINDS: tuple[int | str, ...] = (*TYPES, CHALLENGED)
_REST = "resten"
_LAST = TYPES[-1]
_UNITS = {SHARE: ("i procentenheter", PERCENTAGE_POINTS), RATE: ("per 1 000", RATE_PER)}

_NOBODY = Persons(0.0, 0.0)


def _as_other(raw: object, _name: str) -> int | str | None:
    """Read what the types are compared with; 0 is nothing."""
    value = given(raw)
    if not value:
        return None
    if isinstance(value, str) and value.lower() == _REST:
        return _REST
    kind = to_type(value)
    if kind not in TYPES:
        raise BadValueError(f'mot kan inte vara "{kind}"; ange en typ 1–5 eller "{_REST}".')
    return kind


Other = Annotated[int | str, Kind("Other", _as_other)]


class _Counted(NamedTuple):
    """A register with its sums by type."""

    register: Register
    sums: RegisterSums


@worksheet(FAMILY)
def REGSO_JAMFOR(
    koder: Codes,
    taljare: Column,
    namnare: Denominator,
    mot: Other = _LAST,
    matt: ShareOrRate = SHARE,
    grupp: CellRange = None,
    standard: OptionalColumn = None,
    ar: Year = None,
    konf: Level = 0.95,
    troskel: Threshold = None,
) -> Table:
    """Varje områdestyp mot en av dem eller mot resten: skillnad, kvot, intervall och p-värde.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    taljare: antal personer eller händelser per rad
    namnare: antal personer per rad, eller "rader" när varje rad är en person
    mot: typen som de andra jämförs med, 1–5 (5 om inget anges), eller "resten"
    matt: "andel" (förval, skillnad i procentenheter) eller "tal" (skillnad per 1 000)
    grupp: åldersgrupp per rad, för standardiserade tal; anges tillsammans med standard
    standard: standardbefolkningen i radens grupp; 0 utelämnar gruppen
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    konf: intervallens konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal personer; det som bygger på ett mindre antal är ".."
    exempel: =REGSO_JAMFOR({1;2;3;4;5};{30;40;50;60;20};{100;200;500;900;600})
    """
    reference = current()
    year = year_of(reference, ar)
    if (grupp is None) != (standard is None):
        raise BadValueError("Ange grupp och standard tillsammans, eller ingen av dem.")
    weights = None if standard is None else standard.require(koder.shape, "standard")
    if weights is not None:
        taljare.require(koder.shape, "taljare")
        taljare = without_gaps(taljare, weights)
    register = register_of(koder, taljare, namnare, matt)
    found = _Counted(register, register.sums(reference, year))
    refuse_parts_of_persons(register, troskel)
    kinds = rows.read(koder, reference, year, sizes=register.sizes).kinds
    groups = by_group(register, kinds, grupp, weights)
    hidden = hidden_in_sums(found.sums, troskel, konf, matt)
    if standard is not None and _has_few(groups, matt, troskel):
        hidden.update(_KINDS)
    rest_on = rows.rests_on(koder, ar, year)
    table: Rows = [["typ", head_of(found, _title(mot, matt), rest_on, troskel), *_HEADER]]
    answers = {kind: _compared(groups, kind, mot, matt, konf) for kind in _KINDS}
    shown = {k: a for k, a in answers.items() if a and not _is_hidden(k, mot, hidden)}
    several = contrasts.holm([a.p for a in shown.values()], sum(map(bool, answers.values())))
    adjusted = dict(zip(shown, several, strict=True))
    for kind, answer in answers.items():
        if answer is None:
            cells: list[Cell] = [""] * len(_HEADER)
        elif kind in shown:
            cells = _cells(answer, adjusted[kind], _UNITS[matt][1])
        else:
            cells = [HIDDEN] * len(_HEADER)
        table.append([type_cell(kind), NAMES[kind], *cells])
    return table


def _title(other: int | str, measure: str) -> str:
    compared = other if other == _REST else f"typ {other}"
    return f"benämning, mot {compared}; skillnad {_UNITS[measure][0]}"


def _has_few(groups: ByGroup, measure: str, threshold: float | None) -> bool:
    """Tell whether a group of a type has a count that is too small to be shown."""
    if measure == SHARE:
        return has_few(groups.counted.values(), threshold)
    counts = [count for pair in groups.counted.values() for count in pair]
    return threshold is not None and any(0 < count < threshold for count in counts)


def _rest(kind: int | str) -> list[int]:
    return [t for t in TYPES if t not in aggregate.members(kind)]


def _is_hidden(kind: int | str, other: int | str, hidden: set[int | str]) -> bool:
    """Tell whether REGSO_TABELL hides one of the two; the rest is also the total less the type."""
    if other != _REST:
        return not hidden.isdisjoint({kind, other})
    return kind in hidden or not (
        hidden.isdisjoint(_rest(kind)) or hidden.isdisjoint({UNKNOWN, TOTAL})
    )


def _compared(
    groups: ByGroup, kind: int | str, other: int | str, measure: str, level: float
) -> Contrast | None:
    """Return how a type differs; None from itself, and where a group of it has nobody."""
    own = aggregate.members(kind)
    others = _rest(kind) if other == _REST else aggregate.members(other)
    if not set(own).isdisjoint(others):
        return None

    def persons(label: str, types: Sequence[int]) -> Persons:
        return total([groups.counted.get((label, t), _NOBODY) for t in types])

    strata = [
        Stratum(weight, persons(label, own), persons(label, others))
        for label, weight in groups.weights.items()
    ]
    if not strata or any(not s.one.persons or not s.other.persons for s in strata):
        return None
    return contrasts.contrast(strata, measure, level)


def _cells(answer: Contrast, p: float | None, unit: float) -> list[Cell]:
    difference: list[Cell] = [unit * value for value in answer.difference]
    ratio: list[Cell] = [""] * 3
    if answer.ratio is not None:
        ratio = [answer.ratio, *(answer.ratio_limits or (HIDDEN, HIDDEN))]
    return [*difference, *ratio, HIDDEN if p is None else p]

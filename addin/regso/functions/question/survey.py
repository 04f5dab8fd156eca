"""The worksheet function for sample surveys: shares by type with the design's own intervals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import compress
from math import fsum
from operator import mul
from typing import NamedTuple

from regso.core.areas.areatypes import ALL, NAMES, TOTAL
from regso.core.measures import aggregate
from regso.core.measures.question import survey
from regso.core.measures.question.survey import Answers, Design, Estimate, Part
from regso.core.measures.typetable import HIDDEN, ROWS
from regso.errors import BadValueError, DomainError
from regso.functions import rows
from regso.functions.arguments.contributors import BY_ROWS
from regso.functions.arguments.kinds import CellRange, Codes, Column, Level, Threshold, Year
from regso.functions.arguments.ranges import Numbers
from regso.functions.question.byarea import head_of
from regso.functions.question.hidden import hidden_in_sums
from regso.functions.question.targeting import FAMILY
from regso.functions.register import NO_CATEGORY, Register, RegisterSums, Values, label_of
from regso.functions.registry import Cell, Cells, Rows, Table, worksheet
from regso.functions.sidebyside import is_empty
from regso.functions.tables import type_cell
from regso.functions.values import year_of
from regso.store import current

_HEADER = (
    "svarande", "vikt", "andel", "nedre", "övre", "medelfel", "designeffekt"
)  # fmt: skip
_ANSWERS = {0, 1, None}


class _Survey(NamedTuple):
    """A survey as a register: a row for each person who answered."""

    register: Register
    sums: RegisterSums


@worksheet(FAMILY)
def REGSO_ENKAT(
    koder: Codes,
    svar: Column,
    vikt: Column,
    stratum: CellRange = None,
    kluster: CellRange = None,
    ar: Year = None,
    konf: Level = 0.95,
    troskel: Threshold = None,
) -> Table:
    """Andelar per områdestyp ur en urvalsundersökning, med intervall efter dess urval.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per svarande
    svar: 1 för ja, 0 för nej, tomt för den som inte svarat på frågan
    vikt: antal personer som den svarande står för, större än 0
    stratum: stratum per svarande; utelämnat betyder ett enda
    kluster: kluster per svarande, till exempel skola; utelämnat betyder personer dragna var för sig
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    konf: intervallens konfidensnivå, 0,95 om inget anges
    troskel: lägsta antal svarande; det som bygger på ett mindre antal är ".."
    exempel: =REGSO_ENKAT({1;1;1;5;5;5};{1;0;1;0;0;1};{90;110;80;210;190;250})
    """
    reference = current()
    year = year_of(reference, ar)
    answers, weights = svar.require(koder.shape, "svar"), vikt.require(koder.shape, "vikt")
    _refuse_what_is_no_answer(answers, weights)
    strata = _labels("stratum", koder, weights, stratum)
    clusters = _labels("kluster", koder, weights, kluster)
    design, places = _design(weights, strata, clusters)
    register = _register(koder, answers, weights)
    found = _Survey(register, register.sums(reference, year))
    kinds = rows.read(koder, reference, year, sizes=register.sizes).kinds
    parts = _parts(zip(kinds, places, register.values or (), strict=True), weights)
    hidden = hidden_in_sums(found.sums, troskel, konf)
    head = head_of(found, _title(design), rows.rests_on(koder, ar, year), troskel)
    table: Rows = [["typ", head, *_HEADER]]
    for kind in ROWS:
        chosen = [parts[c] for c in aggregate.members(ALL if kind == TOTAL else kind) if c in parts]
        estimate = survey.share(survey.joined(chosen), design, konf)
        cells = [HIDDEN] * len(_HEADER) if kind in hidden else _cells(estimate, troskel)
        table.append([type_cell(kind), NAMES[kind], *cells])
    return table


def _refuse_what_is_no_answer(answers: Values, weights: Values) -> None:
    if not _ANSWERS.issuperset(answers):
        row, answer = next((i, a) for i, a in enumerate(answers, 1) if a not in _ANSWERS)
        raise DomainError(f"Rad {row} i svar är {answer:g}; ange 1 för ja och 0 för nej.")
    if 0 in weights:
        row = weights.index(0) + 1
        raise DomainError(f"Rad {row} i vikt är 0; ange en vikt större än 0 eller töm cellen.")


def _register(koder: Cells, answers: Values, weights: Values) -> Register:
    """Return those who answered and have a weight; the rows that lack one of the two are left out.

    A row with a code, and neither, is one who did not answer and is not in the sample.
    """
    both = [None if w is None else a for a, w in zip(answers, weights, strict=True)]
    register = Register.of(koder, ("svar", Numbers(both, koder.shape)), BY_ROWS)
    lacks = sum((a is None) != (w is None) for a, w in zip(answers, weights, strict=True))
    return replace(register, left_out=lacks)


def _labels(name: str, koder: Cells, weights: Values, given: CellRange) -> list[str]:
    """Return where each row was drawn; all in one place where nothing says.

    Raises
    ------
    BadValueError
        The column has another size than the codes, or a row has a weight but no place.
    """
    if given is None:
        return []
    if given.shape != koder.shape:
        raise BadValueError(
            f"Området {name} är inte lika stort som koderna; markera lika många rader."
        )
    column = given.flat()
    labels = {cell: label_of(cell) for cell in set(column)}
    if NO_CATEGORY in labels.values():
        for i, (cell, weight) in enumerate(zip(column, weights, strict=True), 1):
            if is_empty(cell) and weight is not None:
                raise BadValueError(f"Rad {i} i {name} är tom men har en vikt; fyll i den.")
    return [labels[cell] for cell in column]


def _design(weights: Values, strata: list[str], clusters: list[str]) -> tuple[Design, list[int]]:
    """Return the design, and the place of each row; clusters lie inside their stratum.

    A row without a weight is not in the design, and its place is nowhere.
    """
    drawn = [weight is not None for weight in weights]
    of_row = _numbered(strata or [""] * len(weights), drawn)
    sizes = Counter(compress(of_row, drawn))
    if not clusters:
        return Design([sizes[s] for s in range(len(sizes))], None), of_row
    places = _numbered(list(zip(of_row, clusters, strict=True)), drawn)
    stratum_of = dict(zip(compress(places, drawn), compress(of_row, drawn), strict=True))
    strata_of = [stratum_of[cluster] for cluster in range(len(stratum_of))]
    sizes = Counter(strata_of)
    return Design([sizes[s] for s in range(len(sizes))], strata_of), places


def _numbered(labels: Sequence[Hashable], drawn: Sequence[bool]) -> list[int]:
    """Return the number of each label, from 0 in the order of the rows that were drawn."""
    numbers = {label: i for i, label in enumerate(dict.fromkeys(compress(labels, drawn)))}
    return [numbers.get(label, -1) for label in labels]


def _parts(rows_: Iterable[tuple[int, int, float | None]], weights: Values) -> dict[int, Part]:
    """Return those who answered, by class and place."""
    by_answer: defaultdict[tuple[int, int, float | None], list[float | None]] = defaultdict(list)
    for row, weight in zip(rows_, weights, strict=True):
        by_answer[row].append(weight)
    parts: dict[int, dict[int, Answers]] = {}
    for kind, place in {(kind, place) for kind, place, a in by_answer if a is not None}:
        yes, no = (
            [w for w in by_answer.get((kind, place, answer), ()) if w is not None]
            for answer in (1, 0)
        )
        parts.setdefault(kind, {})[place] = Answers(
            fsum(yes), fsum(no), sum(map(mul, yes, yes)), sum(map(mul, no, no)), len(yes) + len(no)
        )
    return dict(parts)


def _title(design: Design) -> str:
    lonely = design.sizes.count(1)
    if not lonely:
        return "benämning"
    strata = "1 stratum" if lonely == 1 else f"{lonely} strata"
    return f"benämning; {strata} med ett enda kluster"


def _cells(estimate: Estimate | None, threshold: float | None) -> list[Cell]:
    if estimate is None:
        return [""] * len(_HEADER)
    limits = estimate.limits or (None, None)
    of_design: list[float | None] = [*limits, estimate.error, estimate.effect]
    if threshold is not None and estimate.units < threshold:
        of_design = [None] * len(of_design)
    shown: list[Cell] = [HIDDEN if value is None else value for value in of_design]
    return [estimate.persons, estimate.weight, estimate.share, *shown]

"""The worksheet function that counts many indicators of one register, protected together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regso.core.measures.aggregate import ASIDE
from regso.core.measures.indicators import Groups, groups, tally
from regso.core.measures.typetable import HIDDEN, RATE, ROWS, SHARE
from regso.errors import BadValueError
from regso.functions import rows
from regso.functions.aggregates import FAMILY
from regso.functions.arguments.contributors import BY_ROWS
from regso.functions.arguments.kinds import (
    CellRange,
    Codes,
    Column,
    Denominator,
    OptionalCount,
    Threshold,
    Year,
)
from regso.functions.arguments.ranges import Numbers, require_whole
from regso.functions.register import NO_CATEGORY, heading, labels_of, totals_set_aside
from regso.functions.registry import Cell, Cells, Rows, Table, worksheet
from regso.functions.sidebyside import is_empty, refuse_half_filled, refuse_larger_parts
from regso.functions.tables import type_cell
from regso.functions.values import year_of
from regso.store import current

_PLACES, _MOST_INDICATORS, _MOST_PLACES = 24, 40, 60
_ALL = "alla"

Values = list[float | None]
Breakdowns = list[list[list[float]]]


@worksheet(FAMILY)
def REGSO_INDIKATORER(
    koder: Codes,
    taljare: Column,
    namnare: Denominator,
    troskel: Threshold,
    matt: CellRange = None,
    grupp1: CellRange = None,
    grupp2: CellRange = None,
    platser: OptionalCount = None,
    ar: Year = None,
) -> Table:
    """Antal för flera indikatorer per områdestyp och grupp, alla skyddade tillsammans.

    koder: RegSO- eller DeSO-koder, eller färdiga typer 1–5, en per rad
    taljare: antal personer, en kolumn per indikator, högst 40; en tom kolumn används inte
    namnare: antal personer per rad, eller "rader" när varje rad är en person
    troskel: lägsta antal personer som får visas; mindre antal och det som röjer dem blir ".."
    matt: "andel" (förval) eller "tal", en cell per kolumn i taljare
    grupp1: grupp per rad, till exempel kön
    grupp2: en indelning till av samma rader, till exempel län
    platser: antal grupper som tabellen har plats för (förval 24); de minsta grupperna slås ihop
    ar: typernas år; utelämnat betyder året som =REGSO_AR() svarar
    exempel: =REGSO_INDIKATORER({1;5};{20,9;30,8};{90;80};5)
    """
    reference = current()
    year = year_of(reference, ar)
    width = taljare.shape[1]
    columns, sizes = _complete(koder, taljare, namnare)
    measures = measures_of(matt, width)
    _refuse(columns, sizes, measures)
    found = rows.read(koder, reference, year, sizes=sizes)
    given = [_labels(cells, koder) for cells in (grupp1, grupp2) if cells and _is_used(cells)]
    places = min(platser or _PLACES, _MOST_PLACES)
    persons = _filled(sizes)
    breakdowns = _breakdowns(given, persons, places)
    counts = [tally(found.kinds, breakdowns, persons)]
    counts += [tally(found.kinds, breakdowns, _filled(column)) for column in columns.values()]
    shown = _protected(counts, [measures[k] == SHARE for k in columns], int(troskel or 1))
    label = heading(
        "grupp",
        rows.rests_on(koder, ar, year),
        totals_set_aside(found.kinds.count(ASIDE), found.difference(koder, sizes), troskel),
    )
    header: list[Cell] = ["indelning", label, "typ", "nämnare", *range(1, width + 1)]
    at = {0: 0} | {k + 1: i for i, k in enumerate(columns, 1)}  # the columns that are used
    body: Rows = []
    for number, (names, blocks) in enumerate(zip(_names(breakdowns), shown, strict=True)):
        for name, block in zip(names, blocks, strict=True):
            for kind, cells in zip(ROWS, block, strict=True):
                counted = [cells[at[k]] if k in at else "" for k in range(width + 1)]
                body.append([number, name, type_cell(kind), *counted])
    blank: list[Cell] = [""] * len(header)
    return [header, *body, *[blank] * (len(ROWS) * (1 + places) - len(body))]


def _complete(
    koder: Cells, taljare: Numbers, namnare: Numbers | str | None
) -> tuple[dict[int, Values], Values]:
    """Return the columns that are used by their numbers from 0, and how many persons rows are.

    Raises
    ------
    BadValueError
        The ranges differ in size, there are too many columns, or a row is half-filled.
    """
    length, width = taljare.shape
    if (length, 1) != koder.shape:
        raise BadValueError("Området taljare har inte lika många rader som koderna.")
    if width > _MOST_INDICATORS:
        raise BadValueError(
            f"Området taljare har {width} kolumner; ange högst {_MOST_INDICATORS}, "
            "eller dela upp indikatorerna."
        )
    every = {k: taljare.values[k::width] for k in range(width)}
    used = {k: column for k, column in every.items() if column.count(None) < length}
    if not used:
        raise BadValueError("Området taljare är tomt; fyll i minst en kolumn.")
    named = {_name(k): column for k, column in used.items()}
    if isinstance(namnare, Numbers):
        below = namnare.require(koder.shape, "namnare")
        refuse_half_filled({**named, "namnare": below})
        return used, below
    if not isinstance(namnare, str) or namnare.lower() != BY_ROWS:
        raise BadValueError(
            f'Nämnaren ska vara ett tal per rad, eller "{BY_ROWS}" när varje rad är en person.'
        )
    refuse_half_filled(named)
    first = next(iter(used.values()))
    return used, [None if value is None else 1.0 for value in first]


def _name(k: int) -> str:
    return f"taljare (kolumn {k + 1})"


def measures_of(matt: Cells | None, width: int) -> list[str]:
    """Return the measure of each column.

    Raises
    ------
    BadValueError
        One is no measure, or there is not one for each column.
    """
    cells = [] if matt is None else matt.flat()
    if all(is_empty(cell) for cell in cells):
        return [SHARE] * width
    if len(cells) != width:
        raise BadValueError(f"Området matt har {len(cells)} celler men det är {width} indikatorer.")
    found = [SHARE if is_empty(cell) else str(cell).strip().lower() for cell in cells]
    for measure in found:
        if measure not in {SHARE, RATE}:
            raise BadValueError(f'Måttet "{measure}" finns inte här; ange "andel" eller "tal".')
    return found


def _refuse(columns: Mapping[int, Values], sizes: Values, measures: Sequence[str]) -> None:
    require_whole(_filled(sizes), "namnare")
    for k, column in columns.items():
        require_whole(_filled(column), _name(k))
        if measures[k] == SHARE:
            refuse_larger_parts({_name(k): column, "namnare": sizes}, (_name(k), "namnare"))


def _filled(values: Values) -> list[float]:
    return [value or 0.0 for value in values]


def _is_used(cells: Cells) -> bool:
    return not all(map(is_empty, cells.flat()))


def _labels(cells: Cells, koder: Cells) -> list[str]:
    if cells.shape != koder.shape:
        raise BadValueError(
            "En grupp är inte lika stor som koderna; markera lika många rader i varje område."
        )
    return labels_of(cells.flat())


def _breakdowns(
    given: Sequence[Sequence[str]], persons: Sequence[float], places: int
) -> list[Groups]:
    """Return the groups of each breakdown, which share the places: each at most what it needs."""
    needs = [len(groups(labels, persons, len(labels) + 1, empty=NO_CATEGORY).names)
             for labels in given]  # fmt: skip
    fair = places // max(1, len(given))
    most = [max(fair, places - (sum(needs) - need)) for need in needs]
    return [
        groups(labels, persons, n, empty=NO_CATEGORY) for labels, n in zip(given, most, strict=True)
    ]


def _names(breakdowns: Sequence[Groups]) -> list[list[str]]:
    return [[_ALL], *(each.names for each in breakdowns)]


def _protected(
    counts: Sequence[Breakdowns], are_shares: Sequence[bool], threshold: int
) -> list[list[list[list[Cell]]]]:
    """Return by breakdown, group and row the counts of all columns, ".." for what is hidden."""
    from regso.core.disclosure.joint.breakdown import (  # noqa: PLC0415 - rarely needed
        Indicator,
        hidden_together,
    )
    from regso.core.disclosure.joint.moves import Counts, Place  # noqa: PLC0415

    persons, *others = (Counts.of_rows(each) for each in counts)
    indicators = [Indicator(*pair) for pair in zip(others, are_shares, strict=True)]
    hidden = hidden_together(persons, indicators, threshold)

    def cells(b: int, g: int, row: int) -> list[Cell]:
        place = Place(b, g, row)
        return [
            HIDDEN if place in own else table[b][g][row]
            for own, table in zip(where, counts, strict=True)
        ]

    where = [hidden.everywhere, *(own | hidden.everywhere for own in map(set, hidden.of))]
    return [
        [[cells(b, g, row) for row in range(len(ROWS))] for g in range(len(groups_))]
        for b, groups_ in enumerate(counts[0])
    ]

"""The worksheet function that says why the share of a type changed between two years."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from regso.core.areas.areatypes import CHALLENGED, NAMES, TYPES
from regso.core.measures import aggregate
from regso.core.measures.aggregate import BLANK, OKAND
from regso.core.measures.question.decomposition import Area, Parts, decomposed
from regso.core.measures.question.targeting import Persons, total
from regso.core.measures.typetable import HIDDEN, PERCENTAGE_POINTS, ROWS
from regso.functions.arguments.kinds import Codes, Column, Denominator, Threshold, Year, YearColumn
from regso.functions.byyear import rows_by_year
from regso.functions.question.byarea import ByArea, areas_in, register_of
from regso.functions.question.hidden import has_few, hidden_in_table, refuse_parts_of_persons
from regso.functions.question.overyears import BothYears, both_years
from regso.functions.question.targeting import FAMILY
from regso.functions.register import areas_overlap, rows_left_out, totals_set_aside
from regso.functions.registry import Cell, Rows, Table, worksheet
from regso.functions.tables import type_cell
from regso.store import current

_HEADER = (
    "före", "efter", "förändring", "inom områden", "omklassade", "befolkning", "andel av nämnaren"
)  # fmt: skip
_KINDS: tuple[int | str, ...] = (*TYPES, CHALLENGED)
_LEVEL = 0.95  # no interval is shown
_NOBODY = Persons(0.0, 0.0)
_NOT_COMPARED = "ändrad gräns, utan typ eller utan område"


class _Year(NamedTuple):
    """A year of a register.

    Attributes
    ----------
    persons : dict of RegSO code to persons, of those that can be compared
    left_out : dict of type 1–5, or 0 for okänd, to the persons that cannot be
    everyone : float, all persons
    hidden : the rows of REGSO_TABELL that the year hides
    """

    found: ByArea
    persons: dict[str, Persons]
    left_out: dict[int, Persons]
    everyone: float
    hidden: set[int | str]


@worksheet(FAMILY)
def REGSO_DEKOMP(
    koder: Codes,
    ar_kolumn: YearColumn,
    taljare: Column,
    namnare: Denominator,
    ar_fore: Year,
    ar_efter: Year,
    troskel: Threshold = None,
) -> Table:
    """Varför andelen i varje områdestyp ändrades: inom områden, nya typer eller befolkning.

    koder: RegSO- eller DeSO-koder i radens års indelning, en per rad
    ar_kolumn: år per rad; bara rader för ar_fore och ar_efter räknas
    taljare: antal personer som berörs per rad, högst namnare
    namnare: antal personer per rad, eller "rader" när varje rad är en person
    ar_fore: första året, för rader och typer
    ar_efter: andra året; över 2023/24 jämförs bara RegSO med oförändrad gräns
    troskel: lägsta antal personer; det som bygger på ett mindre antal är ".."
    exempel: =REGSO_DEKOMP({"9902R002";"9902R002"};{2022;2024};{40;60};{500;600};2022;2024)
    """
    reference = current()
    years = both_years(reference, int(ar_fore or 0), int(ar_efter or 0))
    register = register_of(koder, taljare, namnare)
    refuse_parts_of_persons(register, troskel)
    chosen = rows_by_year(ar_kolumn.require(koder.shape, "ar_kolumn"), taljare.values)
    before, after = (
        _year(
            areas_in(register.part(chosen.get(year, []), year, keep_text=True), reference, year),
            years,
            troskel,
        )
        for year in years.years
    )
    change = _Change(years, before, after, troskel)
    sums = before.found.sums, after.found.sums
    head = years.heading(
        "benämning",
        rows_left_out(register.left_out),
        totals_set_aside(sum(s.totals for s in sums), 0.0),
        areas_overlap(max(s.overlaps for s in sums)),
    )
    table: Rows = [["typ", head, *_HEADER]]
    table += [[type_cell(kind), NAMES[kind], *change.of_type(kind)] for kind in _KINDS]
    return [*table, ["ej jämförda", _NOT_COMPARED, *change.left_out()]]


def _year(found: ByArea, years: BothYears, threshold: float | None) -> _Year:
    persons: dict[str, list[Persons]] = {}
    others: dict[int, list[Persons]] = {}
    for (code, kind), group in found.counted.items():
        regso = found.parents.get(code, code)
        if regso in years.types:
            persons.setdefault(regso, []).append(group)
        else:
            others.setdefault(kind, []).append(group)
    unknown = [Persons(found.sums.values[c], found.persons[c]) for c in (OKAND, BLANK)]
    left_out = {kind: total(groups) for kind, groups in (others | {OKAND: unknown}).items()}
    everyone = fsum(found.persons[c] for c in (*TYPES, OKAND, BLANK))
    hidden = hidden_in_table(found, _LEVEL, threshold)
    return _Year(found, {r: total(g) for r, g in persons.items()}, left_out, everyone, hidden)


class _Change:
    """Two years of a register, and what may be told of them."""

    def __init__(
        self, years: BothYears, before: _Year, after: _Year, threshold: float | None
    ) -> None:
        self.years, self.both = years, (before, after)
        self.regso = sorted({*before.persons, *after.persons})
        self.everyone = before.everyone + after.everyone
        self.hidden = before.hidden | after.hidden
        # What is left out is what this table has less than that of each year.
        self.is_all_hidden = any(
            has_few([group], threshold)
            for year in self.both
            for kind, group in year.left_out.items()
            if kind != OKAND
        )
        areas = [group for year in self.both for group in year.persons.values()]
        self.has_small_areas = has_few(areas, threshold)

    def of_type(self, kind: int | str) -> list[Cell]:
        """Return the cells of a type, or of several together."""
        members = aggregate.members(kind)
        areas = [self._area(regso, members) for regso in self.regso]
        before = total([area.before for area in areas if area.was])
        after = total([area.after for area in areas if area.is_now])
        shown = [
            HIDDEN if self.is_all_hidden or kind in year.hidden else _share(group)
            for year, group in zip(self.both, (before, after), strict=True)
        ]
        parts: list[Cell] = [HIDDEN] * len(Parts._fields)
        if not (self.is_all_hidden or self.hidden or self.has_small_areas):
            parts = _cells(decomposed(areas))
        size = self._size(before, after)
        if HIDDEN in shown or ROWS[-1] in self.hidden:
            size = HIDDEN
        return [*shown, _difference(*shown), *parts, size]

    def left_out(self) -> list[Cell]:
        """Return the cells of what cannot be compared."""
        groups = [total([*year.left_out.values()]) for year in self.both]
        shown: list[Cell] = [_share(group) for group in groups]
        size = self._size(*groups)
        if self.is_all_hidden or self.hidden:
            shown, size = [HIDDEN, HIDDEN], HIDDEN
        return [*shown, _difference(*shown), *[""] * len(Parts._fields), size]

    def _area(self, regso: str, members: tuple[int, ...]) -> Area:
        was, is_now = (kind in members for kind in self.years.types[regso])
        before, after = (year.persons.get(regso, _NOBODY) for year in self.both)
        return Area(was, is_now, before, after)

    def _size(self, before: Persons, after: Persons) -> Cell:
        return (before.persons + after.persons) / self.everyone if self.everyone else ""


def _share(group: Persons) -> Cell:
    return group.cases / group.persons if group.persons else ""


def _difference(before: Cell, after: Cell) -> Cell:
    """Return the change in percentage points; hidden where a share is, blank where one is."""
    if HIDDEN in {before, after}:
        return HIDDEN
    if isinstance(before, float) and isinstance(after, float):
        return PERCENTAGE_POINTS * (after - before)
    return ""


def _cells(parts: Parts | None) -> list[Cell]:
    if parts is None:
        return [""] * len(Parts._fields)
    return ["" if part is None else PERCENTAGE_POINTS * part for part in parts]

"""The tables by age group on Beräkning: the standard population, and sums by type.

The age groups stand side by side, one column per place of the standard population, so that no
size follows from the data.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, repeat

from regso.core.areas.areatypes import TOTAL
from regso.core.measures.typetable import ROWS
from regso.templates.halsa.example import STANDARD
from regso.templates.halsa.standard import CELLS, PLACES
from regso.templates.halsa.sums import BOTH, SHEET, SPILLED, by_category, count
from regso.workbook.addresses import Addresses, Formula, Key
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid

_NO_AGE = "–"  # the label of a place that is not used
_GIVEN = f"COUNT({CELLS.span('ref_antal', 'ref_befolkning')})"


def _age(place: int) -> str:
    """Return the name of the column of a place."""
    return f"age{place}"


def ages(grid: Addresses, key: Key) -> str:
    """Return the cells of a row that have an age group each."""
    return grid.span(_age(PLACES[0]), _age(PLACES[-1]), (key,))


def _line(number: int, key: str, label: str, cells: Sequence[Col], check: Formula = "") -> Grid:
    """Return a line of the first table, of which each is another kind of number."""
    labels = Given("label", "åldersgrupp", values={key: label})
    columns = (labels, *cells, count("check", "kontroll", check))
    return Grid(SHEET, "C", number - 1, columns, (key,))


def _weight(place: int) -> Col:
    label = CELLS["alder", place]
    title = f'=IF({label}="","{_NO_AGE}",{label})'
    return count(_age(place), title, f"N({CELLS['vikt', place]})")


def _shipped(place: int, weight: int) -> Col:
    return Given(_age(place), style="cell_count", values={"shipped": weight})


WEIGHTS = _line(
    6, "weight", "vikt", [_weight(place) for place in PLACES],
    lambda row: f"SUMPRODUCT(({ages(row.grid, row.key)}>0)*1)",
)  # fmt: skip
WEIGHT = ages(WEIGHTS, "weight")
SHIPPED = _line(
    7, "shipped", "vikt, ESP 2013",
    [_shipped(*each) for each in zip(PLACES, chain(STANDARD.values(), repeat(0)), strict=False)],
    lambda row: f"SUMPRODUCT(({WEIGHT}<>{ages(row.grid, row.key)})*1)",
)  # fmt: skip


def _sums(head: int, column: str) -> Grid:
    """Return the sums of a column of Indata; what has no age group of the standard comes last."""
    chosen = f'IF(kon="{BOTH}",Indata[{column}],IF(Indata[kon]=kon,Indata[{column}],""))'
    columns = (*SPILLED, *(count(name, "") for name in (*map(_age, PLACES), "other", "total")))
    return Grid(SHEET, "B", head, columns, ROWS, (by_category("alder", chosen, CELLS["alder"]),))


EVENTS, PERSONS = _sums(12, "antal"), _sums(23, "befolkning")


def _reference(place: int, given: str, sums: Grid) -> Col:
    """Return a number of the reference: that of the user, or else that of all of Indata."""
    name = _age(place)
    return count(name, "", f"IF({_GIVEN}=0,{sums[name, TOTAL]},N({CELLS[given, place]}))")


REFERENCE_EVENTS = _line(
    8, "events", "referens, händelser",
    [_reference(place, "ref_antal", EVENTS) for place in PLACES], _GIVEN,
)  # fmt: skip
REFERENCE_PERSONS = _line(
    9, "persons", "referens, personer",
    [_reference(place, "ref_befolkning", PERSONS) for place in PLACES],
)  # fmt: skip
REFERENCE = f"{ages(REFERENCE_EVENTS, 'events')},{ages(REFERENCE_PERSONS, 'persons')}"
AGE_GROUPS = WEIGHTS["check", "weight"]  # how many age groups have a weight
CHANGED_WEIGHTS = SHIPPED["check", "shipped"]
HAS_REFERENCE = REFERENCE_EVENTS["check", "events"]

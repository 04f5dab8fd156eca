"""What the sheet Hälsa may show of the sheet Beräkning: rates, and below them what compares them.

A row whose count is hidden shows nothing that follows from it, and the indices of inequality
need all five types: with four of them shown they would tell the fifth. REGSO_STANDARD has rounded
the rates until they tell no small count of an age group. What is hidden is hidden before any error
of it is shown, so these formulas ask for errors themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from regso.core.areas.areatypes import CHALLENGED, NAMES, TOTAL, TYPES
from regso.templates.halsa.inequality import ABSOLUTE, INEQUALITY, RELATIVE
from regso.templates.halsa.results import COMPARED_WITH, RESULTS
from regso.templates.halsa.sexes import LOCK
from regso.templates.halsa.sums import KINDS
from regso.workbook import theme
from regso.workbook.addresses import Formula, Key, Row
from regso.workbook.columns import Col, Given, edge
from regso.workbook.grid import Grid
from regso.workbook.typegrid import CENTRED, MARK, TYPE, of_types, type_grid

SHEET = "Hälsa"
UNIT = '"per "&IF(per=100000,"100 000",IF(per=10000,"10 000",IF(per=1000,"1 000",per)))'
_HEAD = 5
_DIGITS = "IF(per>=100000,1,2)"
_WIDTH = 8
_TITLES = ("värde", "nedre", "övre")


class Group(NamedTuple):
    """A value with its limits: its name, formulas of two headings, digits, and style."""

    name: str
    heading: str
    unit: str
    digits: str
    style: str

    @property
    def columns(self) -> tuple[str, str, str]:
        """The columns of the value and its limits, in the results and here."""
        return self.name, f"{self.name}_low", f"{self.name}_high"


_CRUDE = Group("crude", '"rått tal"', UNIT, _DIGITS, "cell_rate")
_STANDARD = Group("standard", '"åldersstandardiserat tal"', UNIT, _DIGITS, "cell_rate")
_RATIO = Group("ratio", '"kvot mot typ 5"', '"åldersstandardiserat"', "2", "cell_mean")
_SMR = Group("smr", '"SMR"', '"1 = referensen"', "2", "cell_mean")
RATES, RATIOS = (_CRUDE, _STANDARD), (_RATIO, _SMR)


def _shown(group: Group, column: str) -> Formula:
    """Return the formula of a cell: "." without population, ".." when hidden or withheld."""

    def formula(row: Row) -> str:
        found = row.of(RESULTS)
        value, mask = getattr(found, column), found.hidden
        # The crude rates of all types are one spill; the others are a spill per type.
        first = RESULTS.corner if group is _CRUDE else getattr(found, group.name)
        if group is _RATIO:
            mask = f"MAX({mask},{RESULTS['hidden', COMPARED_WITH]})"
        return (
            f'IF({mask}>0,"..",IF({found.persons}="",".",IF(ISERROR({first}),{first},'
            f'IF(ISNUMBER({value}),ROUND({value},{group.digits}),".."))))'
        )

    return formula


def _ratio(column: str) -> Formula:
    """Return the formula of a ratio: of the type that others are compared with it is 1."""
    shown = _shown(_RATIO, column)

    def formula(row: Row) -> str:
        if row.key == COMPARED_WITH and column == _RATIO.name:
            standard = row.of(TABLE).standard
            return f"IF(ISNUMBER({standard}),1,{standard})"
        return '"."' if row.key in (COMPARED_WITH, TOTAL) else row.text(shown)

    return formula


def _columns(group: Group) -> Iterator[Col]:
    """Yield the columns of a value and its limits."""
    for name, title in zip(group.columns, _TITLES, strict=True):
        formula = _ratio(name) if group is _RATIO else _shown(group, name)
        yield Col(name, title, _WIDTH, formula, group.style, asks_itself=True)


def _label(kind: Key) -> str:
    """Return the short name of a row, which has its type beside it."""
    if kind == CHALLENGED:
        return "Typ 1 och 2"
    return theme.TYPE_NAMES[kind].lstrip("12345 ") if isinstance(kind, int) else NAMES[kind]


_FIRST = (
    MARK,
    replace(TYPE, width=7),
    Given("label", "områdestyp", 27, values=_label),
)
TABLE = type_grid(
    SHEET,
    _HEAD,
    (
        *_FIRST,
        Col("events", "antal", 9, 'IF({result.hidden}=1,"..",{result.events})', "cell_count"),
        Col("persons", "befolkning", 11,
            f'IF({LOCK}>0,"..",IF({{result.persons}}="",0,{{result.persons}}))', "cell_count"),
        *(column for group in RATES for column in _columns(group)),
        edge(),
    ),
    rows=KINDS,
    beside={"result": RESULTS},
)  # fmt: skip


def _index(group: Group, column: str) -> Col:
    """Return a column of an index; it shows only where all five types do."""
    types = of_types(TABLE, group.name)

    def formula(row: Row) -> str:
        found = row.of(INEQUALITY)
        value, first = getattr(found, column), getattr(found, group.name)
        # Fieller's lower limit of a ratio may be just below 0.
        rounded = f"ROUND(MAX(0,{value}),2)" if row.key == RELATIVE else f"ROUND({value},{_DIGITS})"
        return (
            f'IF(COUNT({types})<{len(TYPES)},"..",IF(ISERROR({first}),{first},'
            f'IF(ISNUMBER({value}),{rounded},"..")))'
        )

    return Col(column, formula=formula, style="cell_rate", asks_itself=True)


def _digits(index: Key) -> theme.Style:
    return {"num_format": theme.MEAN} if index == RELATIVE else {}


_ABOUT = {
    ABSOLUTE: "absolut: linjens ände vid typ 5 minus vid typ 1",
    RELATIVE: "relativ: linjens ände vid typ 5 genom vid typ 1",
}
# Below the table, its columns those of the table.
INDICES = Grid(
    SHEET,
    TABLE.letter(TYPE.name),
    TABLE.last + 1,
    (
        Given("index", look={**CENTRED, "bold": True}, values=str),
        Given("about", look={"font_size": theme.SMALL}, values=_ABOUT),
        Col("events"),
        Col("persons"),
        *(_index(group, column) for group in (_CRUDE, _STANDARD) for column in group.columns),
    ),
    tuple(_ABOUT),
    look=_digits,
    heights=(0, 8, 19),
)
COMPARED = type_grid(
    SHEET,
    INDICES.last + 4,
    (*_FIRST, *(column for group in RATIOS for column in _columns(group)), edge()),
    rows=KINDS,
    beside={"result": RESULTS},
)

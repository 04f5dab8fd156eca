"""Protected counts of all indicators, and the country's published values beside them.

No true count stands on any sheet but Indata: REGSO_INDIKATORER hides before it answers.
"""

from __future__ import annotations

from regso.core.areas.areatypes import TOTAL
from regso.core.measures.typetable import ROWS
from regso.functions.together.country import KINDS
from regso.templates.indikatorer.fields import ALL_INDICATORS, NUMBERS, PLACES, column
from regso.templates.indikatorer.names import TABLE as NAMES
from regso.workbook.addresses import Key
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, Spill
from regso.workbook.inputs import LOWEST_SHOWN

SHEET = "Beräkning"
BLOCKS = range(1 + PLACES)  # the first has all, then one for each group
BY_ROWS = "COUNT(Indata[namnare])=0"
_PERSONS = f'IF({BY_ROWS},"rader",Indata[namnare])'
_CALL = (
    f"REGSO_INDIKATORER(Indata[kod],{ALL_INDICATORS},{_PERSONS},{LOWEST_SHOWN},"
    f"{NAMES['measure']},Indata[grupp1],Indata[grupp2],{PLACES},ar)"
)


def at(block: int, kind: Key) -> int:
    """Return the row of the counts of a group, from 0; the first group is everyone."""
    return len(ROWS) * block + ROWS.index(kind)


COUNTS = Grid(
    SHEET,
    "B",
    5,
    (
        Col("breakdown", width=11),
        Col("group", width=34),
        Col("typ", width=8),
        Col("persons", width=10, style="cell_count"),
        *(Col(column(i), width=8, style="cell_count") for i in NUMBERS),
    ),
    range(len(ROWS) * len(BLOCKS)),
    (Spill("breakdown", column(NUMBERS[-1]), _CALL, gives_header=True),),
)


def of_kind(kind: Key) -> str:
    """Return the name of the column of the country's values of a type."""
    return f"kind{KINDS.index(kind)}"


COUNTRY = Grid(
    SHEET,
    "B",
    COUNTS.last + 4,
    (
        Col("label"),
        *(Col(of_kind(kind), style="cell_number") for kind in KINDS),
        Col("year", style="cell_number"),
        Col("source"),
        Col("why"),
    ),
    NUMBERS,
    (Spill("label", "why", f"REGSO_RIKET({NAMES['country']},{NAMES['measure']},ar)",
           gives_header=True),),
)  # fmt: skip


def of_all(name: str) -> str:
    """Return the cells of a column of the counts of everyone."""
    return COUNTS.span(name, rows=COUNTS.rows[: len(ROWS)])


def of_groups(name: str) -> str:
    """Return the cells of a column of the counts of the groups, without everyone's."""
    return COUNTS.span(name, rows=COUNTS.rows[len(ROWS) :])


def is_shown(number: str, kind: Key) -> str:
    """Return the condition that no count of a type is hidden, of an indicator or of persons.

    `number` is a formula; neither everyone's nor any group's may be hidden.
    """
    every = COUNTS.span(column(NUMBERS[0]), column(NUMBERS[-1]))
    hidden = f'(INDEX({every},0,{number})&""="..")+({COUNTS["persons"]}&""="..")'
    row = at(0, kind) + 1
    found = f"COUNT(INDEX({every},{row},{number}),INDEX({COUNTS['persons']},{row}))=2"
    return f'AND(SUMPRODUCT(({COUNTS["typ"]}&""="{kind}")*({hidden}))=0,{found})'


def is_used(number: int) -> str:
    """Return the condition that an indicator has numbers."""
    return f'{COUNTS[column(number), at(0, TOTAL)]}&""<>""'


SUBTITLE = (  # a hidden number of persons is left out
    f'SUBSTITUTE(myndighet&" · "&{COUNTS["persons", at(0, TOTAL)]}&" personer"," · .. personer","")'
)

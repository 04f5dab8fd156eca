"""The tables by sex on Beräkning: what decides which counts may be shown.

The three sexes are protected as one table, so that the reports of båda, kvinnor and män cannot be
subtracted from each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from regso.core.areas.areatypes import TOTAL
from regso.core.measures.typetable import ROWS
from regso.templates.halsa.sums import MEN, SHEET, SPILLED, WOMEN, by_category, count, sound
from regso.workbook.addresses import Row
from regso.workbook.columns import Given
from regso.workbook.grid import Grid, Spill
from regso.workbook.inputs import LOWEST_SHOWN
from regso.workbook.typegrid import of_types

_HEAD = 36


def _by_sex(left: str, column: str) -> Grid:
    """Return the sums of a column of Indata by type and sex."""
    columns = (*SPILLED, *(count(name, "") for name in ("women", "men", "other", "total")))
    spill = by_category("kon", f"Indata[{column}]", f'{{"{WOMEN}","{MEN}"}}')
    return Grid(SHEET, left, _HEAD, columns, ROWS, (spill,))


EVENTS, PERSONS = _by_sex("B", "antal"), _by_sex("P", "befolkning")


def _protection() -> str:
    """Return the formula of the protected events; a missing threshold never means 1."""
    events = sound(EVENTS["total", TOTAL], EVENTS.whole())
    return f"REGSO_SEKRETESS({events},{LOWEST_SHOWN})"


PROTECTED = Grid(
    SHEET,
    "I",
    _HEAD,
    [count(name, "") for name in EVENTS.names],
    ROWS,
    (Spill("kind", "total", _protection(), gives_header=True),),
)


def _small_groups() -> Iterator[str]:
    """Yield the formulas of how many types have too few persons, with or without an event."""
    for name in ("women", "men", "total"):
        persons, events = (of_types(grid, name) for grid in (PERSONS, EVENTS))
        for n in (persons, f"({persons}-{events})"):
            yield f"SUMPRODUCT(({n}>0)*({n}<troskel))"


SMALL = Grid(
    SHEET,
    "B",
    33,
    (
        Given("label", values={"small": "små befolkningar"}),
        count("n", "", "+".join(_small_groups())),
    ),
    ("small",),
)
LOCK = SMALL["n", "small"]  # above 0, the report shows nothing


def hidden(row: Row) -> str:
    """Return the formula that is 1 when the count of a row must not be shown."""
    safe = row.of(PROTECTED)
    chosen = f'IF(kon="{WOMEN}",{safe.women},IF(kon="{MEN}",{safe.men},{safe.total}))'
    return f'IF({LOCK}>0,1,IF({chosen}&""="..",1,0))'

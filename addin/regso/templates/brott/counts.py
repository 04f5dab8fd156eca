"""The counts on the sheet Beräkning as they are: of all events, of each kind, and side by side.

What leaves the agency reads them through one call of REGSO_SEKRETESS over the last table, so that
totals and kinds of event cannot be subtracted from each other.
"""

from __future__ import annotations

from regso.core.areas.areatypes import CHALLENGED, TOTAL, UNKNOWN
from regso.core.measures.typetable import ROWS
from regso.templates.brott.formulas import EVENTS, INSTALLED, KINDS, of_kind, shown, table
from regso.workbook import theme
from regso.workbook.addresses import Formula, Key, Row
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid, Spill

SHEET = "Beräkning"
LABELS: dict[Key, str] = {
    CHALLENGED: "Typ 1 och 2",
    UNKNOWN: "Okänd plats",
    TOTAL: "Totalt",
}
_HEAD = 5
_WIDTH = 12  # of a column of numbers

STATE = Grid(
    SHEET,
    "B",
    2,
    (
        Given("label", style="label", values={"borders": "Områdenas gränser"}),
        Col("state", formula=INSTALLED),
    ),
    ("borders",),
)
BORDERS = STATE["state", "borders"]  # "inlästa", or the error that every count then is


def count(name: str, title: str = "", formula: Formula = "") -> Col:
    """Return a column of counts."""
    return Col(name, title, _WIDTH, formula, "cell_count")


def _rate(name: str, width: float = _WIDTH) -> Col:
    return Col(name, width=width, style="cell_rate")


ALL = Grid(
    SHEET,
    "B",
    _HEAD,
    (
        Col("typ", width=30),
        Col("label", width=50),
        count("events"),
        count("people"),
        *map(_rate, ("rate", "low", "high")),
        _rate("difference", 17),
    ),
    ROWS,
    (Spill("typ", "difference", table(EVENTS), gives_header=True),),
)
OF_KIND = Grid(
    SHEET,
    "K",
    _HEAD,
    tuple(map(count, KINDS)),
    ROWS,
    tuple(Spill(kind, kind, of_kind(kind), gives_header=True) for kind in KINDS),
)


def _label(kind: Key) -> str:
    return theme.TYPE_NAMES[kind] if isinstance(kind, int) else LABELS[kind]


def _others(row: Row) -> str:
    """Return the formula of the events that are of no kind that is named."""
    return f"{row.total}-SUM({row.grid.span(KINDS[0], KINDS[-1], (row.key,))})"


BLOCK = Grid(
    SHEET,
    "B",
    ALL.last + 4,
    (
        Given("label", "områdestyp", values=_label),
        *(count(kind, f"={shown(kind)}", shown(kind, f"{{kinds.{kind}}}")) for kind in KINDS),
        count("others", "övriga", _others),
        count("total", "totalt", "{all.events}"),
    ),
    ROWS,
    beside={"all": ALL, "kinds": OF_KIND},
    error_of=(BORDERS, ALL.corner),  # also of the kinds, so that every cell is the same error
)

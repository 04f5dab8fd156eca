"""The sheet Brott: rates by area type, with local quotients."""

from __future__ import annotations

from regso.core.areas.areatypes import CHALLENGED, NAMES, TYPES
from regso.core.measures.typetable import RATE
from regso.templates.brott import counts, kinds
from regso.templates.brott.formulas import rates
from regso.workbook import theme, typetable
from regso.workbook.addresses import Addresses, Row
from regso.workbook.book import Sheet
from regso.workbook.charts import typebars
from regso.workbook.charts.typebars import Values
from regso.workbook.columns import Col, Given, edge
from regso.workbook.grid import Spill, widths
from regso.workbook.inputs import LOWEST_SHOWN
from regso.workbook.notes import Notes
from regso.workbook.page import Page
from regso.workbook.reference import source_grid
from regso.workbook.typegrid import LEVEL, MARK, TYPE, type_grid
from regso.workbook.typetable import Measure

SHEET = "Brott"
BORDERS = source_grid("gränser", 1)  # on the sheet Källa, below the types
_MEASURE = Measure(RATE)


def _of_types(row: Row, column: str) -> str:
    return row.grid.span(column, rows=TYPES)


def _has_share(row: Row) -> bool:
    """Tell whether a row is a part of the five types, which shares and quotients are of."""
    return row.key in {*TYPES, CHALLENGED}


def _unless_hidden(row: Row, formula: str) -> str:
    """Return a formula that is hidden when a type is, and blank when there are no events."""
    events = _of_types(row, "events")
    none = f'IF(SUM({events})=0,"",{formula})'
    return f'IF(COUNT({events})<{len(TYPES)},"..",{none})'


def _share_of_events(row: Row) -> str:
    share = f"{row.events}/SUM({_of_types(row, 'events')})"
    return _unless_hidden(row, share) if _has_share(row) else ""


def _share_of_people(row: Row) -> str:
    everyone = f"SUM({_of_types(row, 'people')})"
    return f'IF({everyone}=0,"",{row.people}/{everyone})' if _has_share(row) else ""


def _quotient_of_type(row: Row) -> str:
    people = _of_types(row, "people")
    lived_in = (f'IF({people}=0,"",{cells})' for cells in (_of_types(row, "events"), people))
    return f"INDEX(REGSO_LOKALKVOT({','.join(lived_in)},{LOWEST_SHOWN}),{row.key},1)"


def _quotient(row: Row) -> str:
    if not _has_share(row):
        return ""
    together = f"{row.event_share}/{row.people_share}"
    quotient = together if row.key == CHALLENGED else _quotient_of_type(row)
    return f'IF({row.people}=0,"",{_unless_hidden(row, quotient)})'


def _rates(grid: Addresses) -> str:
    return rates(grid["events"], grid["people"])


TABLE = type_grid(
    SHEET,
    typetable.HEAD,
    (
        MARK,
        TYPE,
        Given("label", "benämning", 53,
              values=lambda kind: counts.LABELS.get(kind, NAMES[kind])),
        Col("events", "händelser", 11, "{shown.total}", "cell_count"),
        # Where nothing is counted, for want of borders, nobody is either.
        Col("people", "befolkning", 11, "{all.people}", "cell_count", error_of=("block.total",)),
        Col("rate", "tal", 11, style="cell_rate", over="per 100 000 inv."),
        Col("low", "nedre", 11, style="cell_rate", over=f"={LEVEL}"),
        Col("high", "övre", 11, style="cell_rate", over=""),
        Col("event_share", "händelser", 11, _share_of_events, "cell_value", over="andel av",
            error_of=("events",)),
        Col("people_share", "befolkning", 11, _share_of_people, "cell_value", over="",
            error_of=("people",)),
        Col("quotient", "lokalkvot", 11, _quotient, "cell_rate", {"num_format": theme.MEAN},
            error_of=("events", "people")),
        edge(),
    ),
    spills=(Spill("rate", "high", _rates),),
    beside={"shown": kinds.TABLE, "all": counts.ALL, "block": counts.BLOCK},
)  # fmt: skip
_SHOWN = Values("rate")
_BARS = typebars.bars(TABLE, "N", _MEASURE.unit(), _SHOWN)
NOTES = Notes(
    (typetable.HIDDEN_NOTE, BORDERS["value", "Källrad"]),
    (
        typetable.INTERVAL_NOTE,
        '"Platsen är där händelsen skedde, inte där offer eller gärningsperson bor. I centrum '
        "bor få men vistas många: talet per invånare blir högt utan att invånarna är mer utsatta. "
        'Små antal varierar mycket."',
        '"Områdestyp 1–2 är inte polisens lista över utsatta områden. Okänd plats = '
        'koordinater saknas, är felaktiga eller ligger utanför alla områden; ingår i totalt."',
        '"Lokalkvot = andel av händelserna med känd typ genom andel av befolkningen; 1 är lika '
        'stor andel. Den visas bara när inget antal i typ 1–5 är dolt."',
    ),
)


def _draw(sheet: Sheet) -> None:
    subtitle = 'REGSO_NAMN(omrade,ar)&" · folkmängd "&bef_ar'
    typetable.title(sheet, TABLE.right, "rubrik", subtitle)
    TABLE.write(sheet)
    heading = f'"Händelser per 100 000 invånare och områdestyp, med "&{LEVEL}'
    told = typebars.sentence(TABLE, '"tal"', '"per 100 000"', _SHOWN)
    typetable.chart(sheet, TABLE, _BARS, _MEASURE, heading, told)
    typetable.end(sheet, TABLE.right, NOTES)


PAGE = Page(SHEET, "result", widths(TABLE, _BARS), _draw, landscape=True)

"""The sheet Polisområden of the template Brott: events in the RegSO that police areas touch."""

from __future__ import annotations

from collections.abc import Callable

from regso.templates.brott import counts
from regso.templates.brott import formulas as f
from regso.workbook import page
from regso.workbook.addresses import Addresses, Formula, Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.inputs import LOWEST_SHOWN
from regso.workbook.page import Page
from regso.workbook.typegrid import LEVEL

SHEET = "Polisområden"


def _asked(formula: Callable[[str], str]) -> Callable[[Row], str]:
    """Return the formula of a row from that of the input with its police area."""
    return lambda row: formula(str(row.key))


AREAS = Grid(
    counts.SHEET,
    "B",
    counts.BLOCK.last + 3,
    (
        Col("area", "polisområde", formula=_asked(f.shown)),
        counts.count("regso", "antal RegSO", _asked(f.touched)),
        counts.count("people", "befolkning", _asked(f.people_in)),
        counts.count("within", "därav inom", _asked(f.people_within)),
        counts.count("events", "händelser", _asked(f.events_in)),
    ),
    f.POLICE_AREAS,
)


def _if_named(formula: Formula) -> Callable[[Row], str]:
    """Return a formula that is blank where no police area is named."""
    return lambda row: f.shown(row.key, row.text(formula))


def _rates(grid: Addresses) -> str:
    return f.rates(grid["events"], grid["people"])


_FEW = (
    f'IF({{work.events}}>=1,IF({{work.events}}<{LOWEST_SHOWN},"..",{{work.events}}),'
    "{work.events})"
)
_SHARE = 'IF({work.people}=0,"",{work.within}/{work.people})'
_QUALITY = (
    'IF({share}="","Granska: inga RegSO på bladet Överlapp.",IF({share}>=tackning,"OK: ",'
    '"Granska: bara ")&ROUND(100*{share},0)&'
    '" % av invånarna i dessa RegSO bor i polisområdet.")'
)
TABLE = Grid(
    SHEET,
    "B",
    5,
    (
        Col("area", "polisområde", 34, _asked(f.shown)),
        Col("regso", "RegSO", 11, _if_named("{work.regso}"), "cell_count"),
        Col("people", "dessa RegSO", 15, _if_named("{work.people}"), "cell_count",
            over="befolkning i"),
        Col("share", "polisområdet", 15, _if_named(_SHARE), "cell_value", over="därav i"),
        Col("events", "händelser", 13, _if_named(_FEW), "cell_count"),
        Col("rate", "tal", 13, style="cell_rate", over="per 100 000 inv."),
        Col("low", "nedre", 13, style="cell_rate", over=f"={LEVEL}"),
        Col("high", "övre", 13, style="cell_rate", over=""),
        Col("quality", "översättningens kvalitet", 50, _if_named(_QUALITY), "status",
            error_of=("share",)),
    ),
    f.POLICE_AREAS,
    # Without borders no event is in any area, which is not 0.
    (Spill("rate", "high", _rates, error_of=(counts.BORDERS,)),),
    beside={"work": AREAS},
    heights=(18, 22, 21),
)  # fmt: skip
_NOTES = (
    '"Talen gäller hela de berörda RegSO, inte polisområdet: händelser räknas inte om med '
    "andelen. Andelen av befolkningen som bor i polisområdet visar hur väl RegSO kan stå för "
    'det."',
    '"Kvaliteten bygger på andelarna på bladet Överlapp. Gränsen för OK är er egen. Saknas '
    'ett berört RegSO i tabellen syns det inte här."',
    '"Antal under tröskeln visas som .. men prövas inte mot bladen Brott och Brottstyper. '
    'Därför publiceras inte detta blad."',
)


def _draw(sheet: Sheet) -> None:
    about = "Arbetsblad: händelser i de RegSO som egna polisområden berör"
    page.title(sheet, SHEET, about)
    TABLE.write(sheet)
    sheet.verdict_rules(TABLE.cells("quality"))
    notes = [(note, "note", 15.0) for note in _NOTES]
    page.lines(sheet, TABLE.right, notes, TABLE.last + 2)
    sheet.raw.set_selection("B1")


PAGE = Page(SHEET, "work", widths(TABLE), _draw, landscape=True)

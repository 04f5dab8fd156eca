"""The sheet Hälsa of the template of that name: table, inequality, chart and notes."""

from __future__ import annotations

from regso.core.areas.areatypes import TYPES
from regso.core.measures.standardisation import WITHHELD_BELOW
from regso.templates.halsa.ages import AGE_GROUPS, HAS_REFERENCE
from regso.templates.halsa.sexes import LOCK
from regso.templates.halsa.sums import BOTH
from regso.templates.halsa.table import GROUPS, INDICES, SHEET, TABLE, UNIT
from regso.workbook import page, theme
from regso.workbook.book import Sheet
from regso.workbook.charts import typebars
from regso.workbook.charts.typebars import ChartPlace, Values
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page
from regso.workbook.reference import source_line, types_of_the_year
from regso.workbook.typegrid import LEVEL, of_types
from regso.workbook.typetable import INTERVAL_NOTE

_RIGHT = TABLE.letter("smr_high")  # of the texts across the page
_CHART = ChartPlace(TABLE.last + 6, 12, 1330, _RIGHT)
_ALT_TEXT = (
    "Åldersstandardiserat tal per områdestyp 1–5 som liggande staplar med intervall; samma tal "
    "står i tabellen ovanför."
)
_BARS = typebars.bars(TABLE, "U", values=Values("standard", "standard_low", "standard_high"))
_REACH = Grid(
    SHEET,
    "Z",
    TABLE.head,
    (
        Col("high", "övre", 9, "{table.standard_high}", "aside_number", head="aside",
            head_look={"bottom": 1, "align": "right"}),
    ),
    TYPES,
    beside={"table": TABLE},
)  # fmt: skip
_NOTES = (
    (
        f'"Standardbefolkning: "&standardnamn&" ("&{AGE_GROUPS}&" åldersgrupper). Tal med '
        "olika standardbefolkning kan inte jämföras. SMR: observerat genom förväntat antal; "
        f'referens är "&IF({HAS_REFERENCE}=0,"materialets totalt.",'
        '"referensbefolkningen på bladet Standardbefolkning.")'
    ),
    (
        f"{INTERVAL_NOTE}"
        '&" SII och RII har 95 % intervall; de väger typerna 1–5 efter befolkning. RII är ändarnas '
        'kvot (Mackenbach och Kunst 1997); andra delar SII med medelvärdet."'
    ),
    (
        f'IF({LOCK}>0,"Allt är dolt: en befolkning, eller antalet utan händelse, är '
        'under tröskeln.",IF(troskel>1,".. = visas inte: antalet är 1–"&troskel-1&", eller så '
        "skulle ett sådant antal gå att räkna ut ur de andra typerna eller könen; då döljs också "
        'allt som räknas på det.","Inga antal är dolda: tröskeln är 1."))'
    ),
    (
        f'".. och ▨ = visas inte heller när ett standardiserat tal har färre än {WITHHELD_BELOW} '
        "händelser (för osäkert), eller när ett av de fem talen till SII och RII inte visas. "
        'En punkt = beräknas inte."'
    ),
    (
        'IF(troskel>1,"Varje standardiserat tal är avrundat, eller visas inte, så att inget antal '
        '1–"&troskel-1&" i en åldersgrupp följer av talet, gränserna och folkmängden. Kvot, SII "'
        '&"och RII är räknade på de avrundade talen. Raderna prövas var för sig.","")'
    ),
    (
        '"Små områden: summera flera års händelser och befolkning (flerårsmedel) i stället för '
        'att läsa enskilda år. Totalt innehåller rader utan områdestyp."'
    ),
)


def _draw(sheet: Sheet) -> None:
    about = types_of_the_year(f'myndighet&" · "&IF(kon="{BOTH}","kvinnor och män",kon)')
    page.lines(sheet, _RIGHT, [("rubrik", "report_title", 30), (about, "lead", 20)])
    TABLE.write(sheet)
    _headings(sheet)
    numbers = TABLE.cells("crude", "standard_high")
    sheet.rule(numbers, "per<100000", {"num_format": theme.MEAN})
    INDICES.write_rows(sheet)
    _REACH.write(sheet)
    heading = f'"Åldersstandardiserat tal "&{UNIT}&" per områdestyp, med "&{LEVEL}'
    typebars.draw(sheet, _BARS, _CHART, heading, _ALT_TEXT, reach=of_types(_REACH, "high"))
    notes = [*((text, 13.5) for text in _NOTES), (source_line(), 26)]
    top = _CHART.top + _CHART.rows
    page.notes(sheet, _RIGHT, top, notes)
    page.end(sheet, TABLE.right, top + len(notes))


def _headings(sheet: Sheet) -> None:
    """Write two lines above the headers of each value with limits."""
    for group in GROUPS:
        value, _, high = map(TABLE.letter, group.columns)
        for row, formula, bold in (
            (TABLE.head - 2, group.heading, True),
            (TABLE.head - 1, group.unit, False),
        ):
            sheet.across(value, high, row, formula, "header_span", align="center", bold=bold)
    sheet.heights({TABLE.head - 2: 18, TABLE.head - 1: 15})


PAGE = Page(SHEET, "result", widths(TABLE, _BARS, _REACH, gap=5), _draw, landscape=True)

"""The sheet Hälsa of the template of that name: table, inequality, chart and notes."""

from __future__ import annotations

from collections.abc import Sequence

from regso.core.areas.areatypes import TYPES
from regso.core.measures.standardisation import WITHHELD_BELOW
from regso.templates.halsa.ages import AGE_GROUPS, HAS_REFERENCE
from regso.templates.halsa.sexes import LOCK
from regso.templates.halsa.sums import BOTH
from regso.templates.halsa.table import COMPARED, INDICES, RATES, RATIOS, SHEET, TABLE, UNIT, Group
from regso.workbook import page, theme
from regso.workbook.book import Sheet
from regso.workbook.charts import typebars
from regso.workbook.charts.typebars import ChartPlace, Values
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, widths
from regso.workbook.notes import Notes
from regso.workbook.page import Page
from regso.workbook.reference import types_of_the_year
from regso.workbook.typegrid import LEVEL, of_types
from regso.workbook.typetable import INTERVAL_NOTE

_RIGHT = TABLE.right
_CHART = ChartPlace(COMPARED.last + 3, 11, 800, _RIGHT)
_ALT_TEXT = (
    "Åldersstandardiserat tal per områdestyp 1–5 som liggande staplar med intervall; samma tal "
    "står i tabellen ovanför."
)
_SHOWN = Values("standard", "standard_low", "standard_high")
_BARS = typebars.bars(TABLE, "P", values=_SHOWN)
_REACH = Grid(
    SHEET,
    "U",
    TABLE.head,
    (
        Col("high", "övre", 9, "{table.standard_high}", "aside_number", head="aside",
            head_look={"bottom": 1, "align": "right"}),
    ),
    TYPES,
    beside={"table": TABLE},
)  # fmt: skip
NOTES = Notes(
    (
        f'"Standardbefolkning: "&standardnamn&" ("&{AGE_GROUPS}&" åldersgrupper). Tal med '
        "olika standardbefolkning kan inte jämföras. SMR: observerat genom förväntat antal; "
        f'referens är "&IF({HAS_REFERENCE}=0,"materialets totalt.",'
        '"referensbefolkningen på bladet Standardbefolkning.")',
        f'IF({LOCK}>0,"Allt är dolt: en befolkning, eller antalet utan händelse, är '
        'under tröskeln.",IF(troskel>1,".. = visas inte: antalet är 1–"&troskel-1&", eller så '
        "skulle ett sådant antal gå att räkna ut ur de andra typerna eller könen; då döljs också "
        'allt som räknas på det.","Inga antal är dolda: tröskeln är 1."))',
    ),
    (
        f"{INTERVAL_NOTE}"
        '&" SII och RII har 95 % intervall; de väger typerna 1–5 efter befolkning. RII är ändarnas '
        'kvot (Mackenbach och Kunst 1997); andra delar SII med medelvärdet."',
        f'".. och ▨ = visas inte heller när ett standardiserat tal har färre än {WITHHELD_BELOW} '
        "händelser (för osäkert), eller när ett av de fem talen till SII och RII inte visas. "
        'En punkt = beräknas inte."',
        'IF(troskel>1,"Varje standardiserat tal är avrundat, eller visas inte, så att inget antal '
        '1–"&troskel-1&" i en åldersgrupp följer av talet, gränserna och folkmängden. Kvot, SII "'
        '&"och RII är räknade på de avrundade talen. Raderna prövas var för sig.","")',
        '"Små områden: summera flera års händelser och befolkning (flerårsmedel) i stället för '
        'att läsa enskilda år. Totalt innehåller rader utan områdestyp."',
    ),
)


def _draw(sheet: Sheet) -> None:
    about = types_of_the_year(f'myndighet&" · "&IF(kon="{BOTH}","kvinnor och män",kon)')
    page.lines(sheet, _RIGHT, [("rubrik", "report_title", 30), (about, "lead", 20)])
    TABLE.write(sheet)
    COMPARED.write(sheet)
    _headings(sheet, TABLE, RATES)
    _headings(sheet, COMPARED, RATIOS)
    sheet.heights({COMPARED.head - 3: 10})
    numbers = TABLE.cells("crude", "standard_high")
    sheet.rule(numbers, "per<100000", {"num_format": theme.MEAN})
    INDICES.write_rows(sheet)
    _REACH.write(sheet)
    heading = f'"Åldersstandardiserat tal "&{UNIT}&" per områdestyp, med "&{LEVEL}'
    told = typebars.sentence(TABLE, '"tal"', UNIT, _SHOWN)
    reach = of_types(_REACH, "high")
    typebars.draw(sheet, _BARS, _CHART, heading, _ALT_TEXT, reach=reach, told=told)
    page.end(sheet, _RIGHT, NOTES.write(sheet, _RIGHT, _CHART.top + _CHART.rows))


def _headings(sheet: Sheet, table: Grid, groups: Sequence[Group]) -> None:
    """Write two lines above the headers of each value with limits."""
    for group in groups:
        value, _, high = map(table.letter, group.columns)
        for row, formula, bold in (
            (table.head - 2, group.heading, True),
            (table.head - 1, group.unit, False),
        ):
            sheet.across(value, high, row, formula, "header_span", align="center", bold=bold)
    sheet.heights({table.head - 2: 18, table.head - 1: 15})


PAGE = Page(SHEET, "result", widths(TABLE, _BARS, _REACH, gap=5), _draw)

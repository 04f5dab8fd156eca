"""The sheet År mot år: own figures by year and area type, as lines and as a table."""

from __future__ import annotations

from dataclasses import replace

from regso.core.areas.areatypes import TYPES
from regso.templates.ar_mot_ar.fields import ONE_YEAR
from regso.workbook import basis, page, theme
from regso.workbook.addresses import Key
from regso.workbook.book import Sheet
from regso.workbook.charts import typebars, yearlines
from regso.workbook.charts.yearlines import YearTable
from regso.workbook.columns import Col, edge
from regso.workbook.formulas import following
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.inputs import LOWEST_SHOWN
from regso.workbook.notes import Notes
from regso.workbook.page import Page
from regso.workbook.reference import matched
from regso.workbook.typegrid import OfType

SHEET = "År mot år"
YEARS = 15  # rows of REGSO_UTVECKLING
_MOVED = "moved"  # its last row: the rows of Indata whose area changed its border
_CHART, _CHART_ROWS, _CHART_WIDTH = 5, 21, 780
_NOTES = _CHART + _CHART_ROWS
HEAD = _NOTES + 6  # after a gap, three notes, an empty row and the swatches
DATA_TOP, DATA_LEFT = 5, 13  # the columns N–Y
_DATA_WIDTHS = (8,) * 2 * (len(TYPES) + 1)
_ALT_TEXT = (
    "Värdet per områdestyp 1–5 som linjer över åren; samma tal står i tabellen nedanför. Ett värde "
    "som inte visas är ett avbrott i linjen."
)
_HERE = "alla år"
_ASIDE_HEAD = {"bottom": 1, "align": "right"}
_BASIS = Grid(
    SHEET, "M", DATA_TOP + 2,
    (Col("basis", "nämnare", 6, basis.basis(basis.OF_PERSONS), "aside", head_look=_ASIDE_HEAD),),
    (_HERE,),
)  # fmt: skip
BASIS = _BASIS["basis", _HERE]
_UNIT = Grid(
    SHEET, "M", DATA_TOP,
    (
        Col("unit", "enhet", 6, f'IF({BASIS}="{basis.NOTHING}",1,100)', "aside_number",
            {"num_format": "General"}, head="aside", head_look=_ASIDE_HEAD,
            over=typebars.ABOUT, over_style="aside_title"),
    ),
    (_HERE,),
)  # fmt: skip
UNIT = _UNIT["unit", _HERE]
# An empty cell of ours is "", a missing threshold #N/A, never "hide nothing".
FORMULA = (
    "REGSO_UTVECKLING(Indata[kod],Indata[ar],Indata[taljare],"
    f"{basis.denominator(BASIS)},"
    f'IF(klassning="{ONE_YEAR}",ar,""),{LOWEST_SHOWN})'
)


def _look(row: Key) -> theme.Style:
    return {**theme.STYLES["aside"], "num_format": theme.RATE} if row == _MOVED else {}


# The years have no lines, for a rule draws them below those that there are.
_PLAIN = {"bottom": 0}
TABLE = Grid(
    SHEET, "B", HEAD,
    (
        Col("year", width=23, look={**_PLAIN, "num_format": theme.YEAR},
            head_look={"text_wrap": True}),
        *(OfType(f"type{kind}", width=10, style="cell_value", look=_PLAIN, kind=kind)
          for kind in TYPES),
        Col("challenged", width=10, style="cell_value", look=_PLAIN),
        Col("unknown", width=10, style="cell_value", look=_PLAIN),
        Col("total", width=10, style="cell_value", look={**_PLAIN, "bold": True}),
        replace(edge(), look=_PLAIN),
    ),
    (*range(1, YEARS + 1), _MOVED),
    (Spill("year", "total", FORMULA, gives_header=True),),
    look=_look,
    heights=(14, 32, 16),
)  # fmt: skip
BY_YEAR = replace(TABLE, rows=TABLE.rows[:YEARS])  # without the last row
_LINES = YearTable(BY_YEAR, UNIT)
_NOT_COUNTED = TABLE["type1", _MOVED]
NOTES = Notes(
    (
        'IF(troskel>1,".. = uppgiften visas inte: antalet är 1–"&troskel-1&", eller så skulle ett '
        'sådant antal gå att räkna ut. Linjen har där ett avbrott och året ett ×. Tröskeln är "'
        '&troskel&".",IF(troskel=1,"Inga antal är dolda: tröskeln är 1.","Tröskeln saknas: ange '
        'den på bladet Start."))',
        f'IF(klassning="{ONE_YEAR}","Alla rader har områdestypen för "&ar&": skillnader mellan '
        'åren beror inte på att områden har bytt typ.","Varje rad har sitt eget års områdestyp: '
        'skillnader mellan åren kan bero på att områden har bytt typ.")',
    ),
    (
        '"Okänd = koden saknas, är felaktig eller finns inte i årets indelning; ingår i totalt."',
        '"Typerna är relativa: de bestäms varje år av landets medelvärde och standardavvikelse, så '
        'ett byte av typ behöver inte betyda att området självt har ändrats."',
        '"Index och områdestyper för 2011–2020 räknades om av SCB när 2021 års uppgifter '
        'publicerades. Äldre rapporter kan därför ha andra typer för de åren."',
        '"Till och med 2023 gäller RegSO 2020/DeSO 2018, från 2024 RegSO 2025/DeSO 2025. Av '
        f'raderna i Indata hör "&{matched("gränsändrade")}&" till områden som bytte gräns 2025: '
        'koden är densamma men området är ett annat."',
        '"Från och med 2025 lägger SCB in en liten slumpmässig osäkerhet i folkmängden, så delar '
        'summerar inte alltid till publicerade totaler."',
    ),
)


def _lead() -> str:
    moved = f'" · "&{_NOT_COUNTED}&" rader i områden med ändrad gräns räknas inte"'
    return (
        f'myndighet&" · "&IF(klassning="{ONE_YEAR}","områdestyper "&ar&" för alla år",'
        f'"varje års egna områdestyper")&{basis.told(BASIS)}&'
        f'IF({_NOT_COUNTED}&""="0","",{moved})'
    )


def _draw(sheet: Sheet) -> None:
    page.lines(sheet, TABLE.right, [("rubrik", "report_title", 30), (_lead(), "lead", 20)])
    sheet.heights({3: 8})
    _chart(sheet)
    NOTES.write(sheet, TABLE.right, _NOTES)
    _table(sheet)
    page.end(sheet, TABLE.right, BY_YEAR.last)


def _chart(sheet: Sheet) -> None:
    heading = f'IF({UNIT}=100,"Andel i procent per områdestyp","Antal per områdestyp")'
    sheet.across("B", TABLE.right, _CHART - 1, heading, "label", font_color=theme.BRAND)
    _UNIT.write(sheet)
    _BASIS.write(sheet)
    yearlines.chart_data(sheet, _LINES, DATA_TOP, DATA_LEFT)
    chart = yearlines.lines(sheet, _LINES, DATA_TOP, DATA_LEFT)
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_ROWS * page.ROW_PIXELS})
    page.chart(sheet, "B", _CHART, _CHART_ROWS, chart, _ALT_TEXT)


def _table(sheet: Sheet) -> None:
    TABLE.write(sheet)
    sheet.put(f"{TABLE.letter('year')}{HEAD - 1}", "Områdestyp", "header_over", align="left")
    there_is = f'{following(BY_YEAR["year", 1], down=True)}&""<>""'
    edge = {"bottom": 1, "bottom_color": theme.RULE}
    sheet.rule(BY_YEAR.cells("year", "total"), there_is, edge)
    sheet.rule(BY_YEAR.cells("type1", "total"), f"{UNIT}=1", {"num_format": theme.COUNT})


PAGE = Page(SHEET, "result", (*widths(TABLE, _UNIT, gap=1.5), *_DATA_WIDTHS), _draw)

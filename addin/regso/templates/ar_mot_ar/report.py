"""The sheet År mot år: own figures by year and area type, as lines and as a table."""

from __future__ import annotations

from regso.core.areas.areatypes import TYPES
from regso.core.measures.typetable import ROWS
from regso.workbook import basis, checks, theme, typetable, yearlines
from regso.workbook.book import Book, Sheet
from regso.workbook.checks import SOURCE_TABLE, matched, sourced, unless_error
from regso.workbook.yearlines import YearTable

SHEET = "År mot år"
EACH_YEAR, ONE_YEAR = "varje år för sig", "ett år för alla"
BASIS = f"'{SHEET}'!$M$8"
# An empty cell of ours is "", a missing threshold #N/A, never "hide nothing".
FORMULA = (
    "REGSO_UTVECKLING(Indata[kod],Indata[ar],Indata[taljare],"
    f"{basis.denominator(BASIS)},"
    f'IF(klassning="{ONE_YEAR}",ar,""),IF(troskel>=1,troskel,NA()))'
)
WIDTHS = (1.5, 27, *[10] * 8, 1.5, 1, 6, *[8] * 12)
YEARS = 15  # rows of REGSO_UTVECKLING
_CHART, _CHART_ROWS = 5, 21
_NOTES = _CHART + _CHART_ROWS + 1
HEAD = _NOTES + 10  # after the notes, an empty row and the swatches
_LONG_NOTES = (5, 7)  # over two lines
FIRST, LAST = HEAD + 1, HEAD + YEARS
TABLE = f"$B${HEAD}"
UNIT = "$M$6"
DATA_TOP, DATA_LEFT = 5, 13  # the columns N–Y
_YEAR_TABLE = YearTable(TABLE, "B", 2, FIRST, YEARS, UNIT)
OKAND = f"$I${FIRST}:$I${LAST}"
_SHARES = f"{UNIT}=100"
_ALT_TEXT = (
    "Värdet per områdestyp 1–5 som linjer över åren; samma tal står i tabellen nedanför. Ett värde "
    "som inte visas är ett avbrott i linjen."
)

NOTES = (
    'IF(troskel>1,".. = uppgiften visas inte: antalet är 1–"&troskel-1&", eller så skulle ett '
    'sådant antal gå att räkna ut. Linjen har där ett avbrott och året ett ×. Tröskeln är "'
    '&troskel&".",IF(troskel=1,"Inga antal är dolda: tröskeln är 1.","Tröskeln saknas: ange den '
    'på bladet Start."))',
    '"Okänd = koden saknas, är felaktig eller finns inte i årets indelning; ingår i totalt."',
    f'IF(klassning="{ONE_YEAR}","Alla rader har områdestypen för "&ar&": skillnader mellan åren '
    'beror inte på att områden har bytt typ.","Varje rad har sitt eget års områdestyp: skillnader '
    'mellan åren kan bero på att områden har bytt typ.")',
    '"Typerna är relativa: de bestäms varje år av landets medelvärde och standardavvikelse, så '
    'ett byte av typ behöver inte betyda att området självt har ändrats."',
    '"Index och områdestyper för 2011–2020 räknades om av SCB när 2021 års uppgifter '
    'publicerades. Äldre rapporter kan därför ha andra typer för de åren."',
    unless_error(
        checks.MATCH_TABLE,
        '"Till och med 2023 gäller RegSO 2020/DeSO 2018, från 2024 RegSO 2025/DeSO 2025. Av '
        f'raderna i Indata hör "&{matched("gränsändrade")}&" till områden som bytte gräns 2025: '
        'koden är densamma men området är ett annat."',
    ),
    '"Från och med 2025 lägger SCB in en liten slumpmässig osäkerhet i folkmängden, så delar '
    'summerar inte alltid till publicerade totaler."',
    unless_error(SOURCE_TABLE, sourced("Källrad")),
)


def report(book: Book) -> None:
    """Add the sheet."""
    sheet = book.sheet(SHEET, WIDTHS, use="result")
    _title(sheet)
    _chart(sheet)
    _notes(sheet)
    _table(sheet)
    sheet.raw.print_area(f"A1:K{LAST}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.center_horizontally()
    sheet.raw.set_selection("B1")


# What is said of the table's last row, which stands below the page.
_MOVED = (
    f'IF($C${LAST + 1}&""="0","",'
    f'" · "&$C${LAST + 1}&" rader i områden med ändrad gräns räknas inte")'
)


def _title(sheet: Sheet) -> None:
    lines = {
        1: ("report_title", "rubrik"),
        2: (
            "lead",
            f'myndighet&" · "&IF(klassning="{ONE_YEAR}","områdestyper "&ar&" för alla år",'
            f'"varje års egna områdestyper")&{basis.told(BASIS)}&{unless_error(TABLE, _MOVED)}',
        ),
    }
    for row, (style, formula) in lines.items():
        sheet.merged(f"B{row}:J{row}", "", style)
        sheet.formula(f"B{row}", formula, style)
    sheet.heights({1: 30, 2: 20, 3: 8})


def _chart(sheet: Sheet) -> None:
    top = f"B{_CHART - 1}:J{_CHART - 1}"
    sheet.merged(top, "", "label")
    heading = f'IF({_SHARES},"Andel i procent per områdestyp","Antal per områdestyp")'
    sheet.formula(f"B{_CHART - 1}", heading, "label", font_color=theme.BRAND)
    sheet.put("M4", "Diagramdata (skrivs inte ut)", "aside", bold=True)
    sheet.put("M5", "enhet", "aside", bottom=1, align="right")
    sheet.put("M7", "nämnare", "aside", bottom=1, align="right")
    sheet.formula("M8", basis.basis(basis.OF_PERSONS), "aside")
    unit = f'IF({BASIS}="{basis.NOTHING}",1,100)'
    sheet.formula(UNIT.replace("$", ""), unit, "aside_number", num_format="General")
    yearlines.chart_data(sheet, _YEAR_TABLE, DATA_TOP, DATA_LEFT)
    drawn = yearlines.lines(sheet, _YEAR_TABLE, DATA_TOP, DATA_LEFT)
    drawn.set_size({"width": 780, "height": 21 * _CHART_ROWS})
    options = {"object_position": 2, "description": _ALT_TEXT}
    sheet.raw.insert_chart(f"B{_CHART}", drawn, options)
    sheet.heights(dict.fromkeys(range(_CHART, _CHART + _CHART_ROWS), 15.75))


def _notes(sheet: Sheet) -> None:
    for row, formula in enumerate(NOTES, _NOTES):
        sheet.merged(f"B{row}:J{row}", "", "note")
        sheet.formula(f"B{row}", formula, "note")
        sheet.heights({row: 25 if row - _NOTES in _LONG_NOTES else 13})


def _table(sheet: Sheet) -> None:
    for kind in TYPES:
        typetable.swatch(sheet, f"{_YEAR_TABLE.column(kind)}{HEAD - 1}", kind)
    sheet.put(f"B{HEAD - 1}", "Områdestyp", "header_over", align="left")
    header = [theme.style("header", text_wrap=True), *[theme.style("header_right")] * len(ROWS)]
    plain = {"bottom": 0}
    body = [
        theme.style("cell", num_format=theme.YEAR, **plain),
        *[theme.style("cell_value", **plain)] * (len(ROWS) - 1),
        theme.style("cell_value", bold=True, **plain),
    ]
    last = [theme.style("aside"), *[theme.style("aside_number")] * 8]
    sheet.spill(f"B{HEAD}", FORMULA, [header, *[body] * YEARS, last])
    sheet.heights({HEAD - 1: 14.0, HEAD: 32.0} | dict.fromkeys(range(FIRST, LAST + 2), 16.0))
    cells = f"B{FIRST}:J{LAST}"
    sheet.rule(cells, f'$B{FIRST}&""<>""', {"bottom": 1, "bottom_color": theme.RULE})
    sheet.rule(f"C{FIRST}:J{LAST}", f"{UNIT}=1", {"num_format": theme.COUNT})

"""The sheet Ojämlikhet: measures of segregation for chosen kommuner, never to be ranked by."""

from __future__ import annotations

from regso.templates.skola.measures import SHEET, STATE, TABLE
from regso.workbook import page, theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.charts import typebars
from regso.workbook.charts.bars import LabelBars, label_bars
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, widths
from regso.workbook.notes import Notes
from regso.workbook.page import Page

NOT_SKOLVERKET = (
    '"Områdestyperna bygger på SCB:s socioekonomiska index för RegSO. Skolverkets socioekonomiska '
    'index, som fördelar statsbidrag, är ett annat mått med samma namn."'
)
_CHART, _CHART_ROWS, _CHART_WIDTH = TABLE.last + 3, 9, 1115
_NOTES = _CHART + _CHART_ROWS
_ALT_TEXT = (
    "Olikhetsindex per kommun som liggande staplar, med antal områden i namnet; samma tal står i "
    "tabellen ovanför."
)


def _label(row: Row) -> str:
    shown, state = row.of(TABLE), row.of(STATE).state
    label = f'{shown.name}&" ("&{shown.areas}&" områden)"&IF({state}=".."," (..)","")'
    return f'IF({shown.code}="","",{label})'


def _hidden(row: Row) -> str:
    """Return the formula of a short bar, where the index is hidden."""
    values = row.grid["value"]
    stub = f"IF(COUNT({values})=0,1,MAX({values})/20)"
    return f'IF({row.of(TABLE).dissimilarity}="..",{stub},"")'


_LINE = {"bottom": 1}
_DRAWN = Grid(
    SHEET, "P", TABLE.head,
    (
        Col("label", "kommun", 34, _label, "aside", head_look=_LINE,
            over=typebars.ABOUT, over_style="aside_title"),
        Col("value", "värde", 8,
            'IF(ISNUMBER({table.dissimilarity}),{table.dissimilarity},"")', "aside_number",
            head="aside", head_look=_LINE, error_of=("table.dissimilarity",)),
        Col("hidden", "dold", 8, _hidden, "aside_number", head="aside", head_look=_LINE,
            error_of=("table.dissimilarity",)),
    ),
    TABLE.rows,
    beside={"table": TABLE},
)  # fmt: skip
NOTES = Notes(
    (
        '"Rangordna inte kommuner efter måtten. De beror på hur kommunen är indelad, på hur många '
        'områdena är och hur stora (MAUP), och det skiljer sig. "&"Följ i stället en kommun över '
        'tid med samma indelning."',
        'IF(troskel>1,".. och ▨ = visas inte: en grupp, eller de utanför den, är 1–"&'
        'troskel-1&" personer, eller områdena färre än "&minst&". Måtten är avrundade så att '
        'inga små antal i ett område följer av dem; går det inte visas de inte.",'
        '"Inga antal är dolda: tröskeln är 1. Områdena ska '
        'vara minst "&minst&".")',
    ),
    (
        '"Olikhetsindex (ojämlikhetsindex): så många procent av den ena gruppen skulle behöva byta '
        'område för att båda skulle bo lika. Segregationsindex: detsamma för gruppen mot "&'
        '"alla andra."',
        '"Isolering: gruppens andel av dem som bor i området där en genomsnittlig person i gruppen '
        'bor. Den är minst gruppens andel av alla i kommunen."',
        '"– = måttet finns inte: en grupp är tom eller alla hör till den. Kommunen läses '
        'ur kodens fyra första tecken. "&"Av slumpen: måttet i medeltal om personerna placerades '
        "slumpvis, områdena lika stora som nu. Små grupper och små områden ger höga tal av "
        'slumpen ensam."',
    ),
)


def _draw(sheet: Sheet) -> None:
    sheet.merged(f"B1:{TABLE.right}1", "Hur ojämnt bor grupperna?", "report_title")
    lead = 'myndighet&" · "&grupp&" jämfört med "&jamfor'
    sheet.across("B", TABLE.right, 2, lead, "lead", shrink=True)
    sheet.heights({1: 30, 2: 20, 3: 8})
    for grid in (TABLE, _DRAWN, STATE):
        grid.write(sheet)
    _chart(sheet)
    last = NOTES.write(sheet, TABLE.right, _NOTES)
    page.end(sheet, TABLE.right, last, select=TABLE.cell("code", TABLE.rows[0]))


def _chart(sheet: Sheet) -> None:
    above = _CHART - 1
    heading = "Olikhetsindex per kommun, med antal områden: jämför inte kommuner med varandra"
    sheet.merged(f"B{above}:{TABLE.right}{above}", heading, "label", font_color=theme.BRAND)
    sheet.heights({TABLE.last + 1: 10, above: 20})
    cells = LabelBars(*(f"={_DRAWN[name]}" for name in ("label", "value", "hidden")))
    chart = label_bars(sheet.book, "Olikhetsindex", cells)
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_ROWS * page.ROW_PIXELS})
    page.chart(sheet, "B", _CHART, _CHART_ROWS, chart, _ALT_TEXT)


PAGE = Page(SHEET, "result", widths(TABLE, _DRAWN, STATE, gap=1.5), _draw, landscape=True)

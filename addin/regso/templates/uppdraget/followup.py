"""The sheet Uppföljning: the costs, their sums over the year with a chart, and the money."""

from __future__ import annotations

from regso.templates.uppdraget import costs, example, money, running
from regso.templates.uppdraget.dates import dated
from regso.workbook import page
from regso.workbook.book import Sheet
from regso.workbook.grid import widths
from regso.workbook.page import Page
from regso.workbook.printed import longpages

SHEET = costs.SHEET
_RIGHT = costs.TABLE.right
_CHART = "F"  # the first column of the chart, beside the money
_NOTES = money.HEAD + 13
_TITLES: tuple[page.Line, ...] = (
    ('"Uppföljning av uppdragets medel"', "report_title", 30),
    (
        f'myndighet&" · läget "&{dated("avstamningsdag")}&" · kronor, "&'
        'IF(moms_ingar="ja","inklusive","exklusive")&" moms"&'
        f'IF({example.ROWS}>0," · PÅHITTADE EXEMPELKOSTNADER","")',
        "lead",
        20,
    ),
)
_TEXTS = (
    '"Prognos = utfall i de månader som är slut på avstämningsdagen + planen (bladet Budget) '
    'för månaderna därefter. En rad hör till den månad som dess datum har."',
    '"Kvar = budget − utfall, med ören; övriga kolumner och breven har hela kronor. Utfallet '
    "tar med alla rader i loggen, också de som är daterade "
    'efter avstämningsdagen; bladet Kontroll säger till om det finns sådana."',
    '"OH = det som är bokfört i loggen"&IF(oh_procent>0," + "&ROUND(100*oh_procent,2)&" % av "'
    '&IF(oh_bas="löner","löner inkl. LKP","alla direkta kostnader"),"")&". Upparbetat och '
    'återbetalning räknas på summan avrundad till hela kronor."',
)


def _draw(sheet: Sheet) -> None:
    page.lines(sheet, _RIGHT, _TITLES)
    sheet.heights({3: 8})
    costs.draw(sheet)
    running.TABLE.write(sheet)
    sheet.heights({running.TABLE.last + 1: 10})
    money.draw(sheet)
    running.draw_chart(sheet, _CHART, money.HEAD)
    for row, formula in enumerate(_TEXTS, _NOTES):
        sheet.across("B", _RIGHT, row, formula, "note", font_size=11)
        sheet.heights({row: 15})
    last = _NOTES + len(_TEXTS) - 1
    page.end(sheet, _RIGHT, last)
    longpages.allow(sheet, costs.TABLE, last, (running.TABLE.head, money.HEAD))
    sheet.raw.freeze_panes(costs.TABLE.head, 2)


PAGE = Page(SHEET, "result", widths(costs.TABLE, costs.BESIDE), _draw, landscape=True)

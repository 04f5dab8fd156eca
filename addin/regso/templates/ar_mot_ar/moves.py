"""The sheet Flytt: how areas moved between types from one year to another, with a picture."""

from __future__ import annotations

from regso.core.areas.areatypes import TYPES
from regso.workbook import theme, typetable
from regso.workbook.book import Book, Sheet
from regso.workbook.checks import unless_error
from regso.workbook.formulas import quoted

MOVES = "Flytt"
FORMULA = "REGSO_FLYTT(ar_fore,ar,omrade)"
HEAD = 6
FIRST, LAST = HEAD + 1, HEAD + len(TYPES)
TOTAL = LAST + 1
TABLE = f"{MOVES}!$B${HEAD}"
_LEFT_OUT = 3  # rows below the total: areas that are not compared
_END = TOTAL + _LEFT_OUT
_CHART, _CHART_ROWS = _END + 3, 12
_WIDTHS = (1.5, 44, *[9.5] * 6, 10, 1.5)
_SELF = f"$B${HEAD}"
_ALT_TEXT = (
    "En liggande stapel per områdestyp det första året, delad efter områdestypen det andra året; "
    "samma antal står i tabellen ovanför."
)
NOTES = (
    "Tabellen räknar områden (RegSO), inte personer. Andelen stannat är områden med samma typ båda "
    "åren av dem som gick att jämföra.",
    "Typerna är relativa: de bestäms varje år av landets medelvärde och standardavvikelse. Ett "
    "område kan byta typ för att andra områden har ändrats.",
    "Från 2024 gäller RegSO 2025. Områden som då bytte gräns jämförs inte, för samma kod är ett "
    "annat område.",
    "Index och områdestyper för 2011–2020 räknades om av SCB när 2021 års uppgifter publicerades.",
)


def moves(book: Book) -> None:
    """Add the sheet with the table of moves."""
    sheet = book.sheet(MOVES, _WIDTHS, use="result")
    sheet.put("B1", "Områden som har bytt områdestyp", "report_title", shrink=False)
    sheet.merged("B2:I2", "", "lead")
    place = 'IF(omrade="00","hela riket","område "&omrade)'
    sheet.formula("B2", f'"Från "&ar_fore&" till "&ar&" · "&{place}', "lead")
    sheet.merged("B3:I3", "", "label")
    sheet.formula("B3", unless_error(_SELF, _summary()), "label", text_wrap=True)
    sheet.heights({1: 30, 2: 20, 3: 34, 4: 8})
    _table(sheet)
    _chart(sheet)
    for row, text in enumerate(NOTES, _CHART + _CHART_ROWS + 1):
        sheet.merged(f"B{row}:I{row}", text, "note")
        sheet.heights({row: 14})
    sheet.raw.print_area(f"A1:J{_CHART + _CHART_ROWS + len(NOTES)}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.center_horizontally()
    sheet.raw.set_selection("B1")


def _column(kind: int) -> str:
    return "CDEFG"[kind - 1]


def _diagonal() -> list[str]:
    return [f"{_column(kind)}{HEAD + kind}" for kind in TYPES]


def _summary() -> str:
    total, same = f"$H${TOTAL}", "+".join(_diagonal())
    more = "+".join(f"SUM(C{HEAD + k}:{_column(k - 1)}{HEAD + k})" for k in TYPES[1:])
    fewer = "+".join(f"SUM({_column(k + 1)}{HEAD + k}:G{HEAD + k})" for k in TYPES[:-1])
    return (
        f'"Av "&{total}&" jämförda områden har "&({same})&" samma typ, "&({fewer})&" en typ med '
        f'bättre förutsättningar och "&({more})&" en typ med större utmaningar."'
    )


def _table(sheet: Sheet) -> None:
    for kind in TYPES:
        typetable.swatch(sheet, f"{_column(kind)}{HEAD - 1}", kind)
        typetable.swatch(sheet, f"A{HEAD + kind}", kind)
    header = [theme.style("header"), *[theme.style("header_right")] * 6]
    body = [
        theme.style("cell", bold=True, num_format='"typ "0'),
        *[theme.style("cell_count")] * 5,
        theme.style("cell_count", bg_color=theme.BAND, bold=True),
    ]
    total = [
        theme.style("cell", bold=True, bg_color=theme.BAND),
        *[theme.style("cell_count", bold=True, bg_color=theme.BAND)] * 6,
    ]
    left_out = [
        theme.style("cell", font_color=theme.MUTED),
        *[theme.style("cell_count", font_color=theme.MUTED)] * 6,
    ]
    styles = [header, *[body] * len(TYPES), total, *[left_out] * _LEFT_OUT]
    sheet.spill(f"B{HEAD}", FORMULA, styles)
    sheet.put(f"I{HEAD}", "stannat", "header_right")
    for kind, cell in zip(TYPES, _diagonal(), strict=True):
        row = HEAD + kind
        stayed = f'IF($H{row}=0,"",{cell}/$H{row})'
        sheet.formula(f"I{row}", unless_error(_SELF, stayed), "cell_value", bg_color=theme.BAND)
        sheet.rule(cell, "TRUE", {"bold": True, "bg_color": theme.BAND})
    everyone = f'IF($H{TOTAL}=0,"",({"+".join(_diagonal())})/$H{TOTAL})'
    look = {"bg_color": theme.BAND, "bold": True}
    sheet.formula(f"I{TOTAL}", unless_error(_SELF, everyone), "cell_value", **look)
    sheet.heights({HEAD - 1: 9.0, HEAD: 22.0} | dict.fromkeys(range(FIRST, _END + 1), 19.0))


def _chart(sheet: Sheet) -> None:
    sheet.merged(f"B{_CHART - 1}:I{_CHART - 1}", "", "label")
    heading = '"Områden per typ "&ar_fore&" (staplar), delade efter typ "&ar&", procent"'
    sheet.formula(f"B{_CHART - 1}", heading, "label", font_color=theme.BRAND)
    chart = sheet.book.chart("bar", "percent_stacked")
    place = quoted(MOVES)
    for kind in TYPES:
        column = _column(kind)
        chart.add_series(
            {
                "name": typetable.SHORT[kind],
                "categories": f"={place}!$B${FIRST}:$B${LAST}",
                "values": f"={place}!${column}${FIRST}:${column}${LAST}",
                "fill": {"color": theme.TYPE_COLOURS[kind]},
                "border": {"color": theme.OUTLINE, "width": 0.5},
                "gap": 45,
                "data_labels": {
                    "value": True,
                    "num_format": '[=0]"";#,##0',
                    "font": {"name": theme.FONT, "size": 10, "bold": True},
                    "fill": {"color": "#FFFFFF"},
                },
            },
        )
    muted = {"name": theme.FONT, "size": 9, "color": theme.MUTED}
    grid = {"visible": True, "line": {"color": theme.RULE, "width": 0.5}}
    chart.set_x_axis({"num_font": muted, "major_gridlines": grid, "line": {"none": True}})
    font = {"name": theme.FONT, "size": 10, "color": theme.INK}
    chart.set_y_axis(
        {"reverse": True, "crossing": "max", "num_format": '"typ "0', "num_font": font}
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 790, "height": 21 * _CHART_ROWS})
    options = {"object_position": 2, "description": _ALT_TEXT}
    sheet.raw.insert_chart(f"B{_CHART}", chart, options)
    sheet.heights(dict.fromkeys(range(_CHART, _CHART + _CHART_ROWS), 15.75))

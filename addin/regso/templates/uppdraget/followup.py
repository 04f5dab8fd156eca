"""The sheet Uppföljning: costs by kind and month against the budget, forecast and chart.

The columns B–R are the page; the columns T–V beside it hold what the other sheets read.
"""

from __future__ import annotations

from typing import Any

from regso.templates.uppdraget import plan
from regso.templates.uppdraget.example import MARK
from regso.templates.uppdraget.fields import BOOKED, DIRECT, KINDS, WAGES
from regso.templates.uppdraget.plan import MONTHS, dated, given, next_month, total_line
from regso.workbook import theme
from regso.workbook.book import Book, Sheet
from regso.workbook.checks import unless_error

NAME = "Uppföljning"
HEAD = 5
TOP, BOTTOM = HEAD + 1, HEAD + len(KINDS)
TOTAL = BOTTOM + 1
_RUNNING = TOTAL + 2
_MONTHS = tuple("CDEFGHIJKLMN")
_SPENT, _BUDGET, _LEFT, _FORECAST = "OPQR"
_ROWS = {"utfall": 1, "plan": 2, "prognos": 3, "disponibelt": 4}
_MEDEL = _RUNNING + 7
_ALT_TEXT = (
    "Ackumulerat utfall per månad som staplar, med linjer för budget, prognos och disponibelt "
    "belopp; samma tal står i tabellen ovanför."
)

EXAMPLE_ROWS = f'COUNTIF(Indata[verifikation],"{MARK}*")'
WEIGHTS = f"{NAME}!$T${TOP}:$T${BOTTOM}"
WHOLE = f"{NAME}!$T${TOTAL}"  # the total in whole kronor
DIRECT_COSTS = f"{NAME}!$U${TOP}:$U${BOTTOM}"
FORECAST = f"{NAME}!${_FORECAST}${TOTAL}"
COSTS = f"{NAME}!${_SPENT}${TOP}:${_SPENT}${BOTTOM}"
BUDGETS = tuple(f"{NAME}!${_BUDGET}${row}" for row in range(TOP, BOTTOM + 1))
_FACTS = ("post", "disponibelt", "rekvirerat", "upparbetat", "ej rekvirerat", "återbetalning",
          "överskridande", "status")  # fmt: skip


def money(fact: str) -> str:
    """Return the cell of an amount of REGSO_UPPDRAGSMEDEL, an error if the call is one."""
    return f"{NAME}!$C${_MEDEL + _FACTS.index(fact)}"


def sheet_of_followup(book: Book) -> None:
    """Add the sheet Uppföljning."""
    sheet = book.sheet(
        NAME, (1.5, 30, *[9.3] * MONTHS, 11, 11, 11, 11, 2, 16, 14), use="result", landscape=True
    )
    sheet.merged("B1:R1", "", "report_title")
    sheet.formula("B1", '"Uppföljning av uppdragets medel"', "report_title")
    sheet.merged("B2:R2", "", "lead")
    sheet.formula(
        "B2",
        f'myndighet&" · läget "&{dated("avstamningsdag")}&" · kronor, "&'
        'IF(moms_ingar="ja","inklusive","exklusive")&" moms"&'
        f'IF({EXAMPLE_ROWS}>0," · PÅHITTADE EXEMPELKOSTNADER","")',
        "lead",
    )
    sheet.heights({1: 30, 2: 20, 3: 8, 4: 16, HEAD: 22})
    _header(sheet)
    for row, kind in enumerate(KINDS, TOP):
        _kind(sheet, row, kind)
    _totals(sheet)
    _running(sheet)
    _medel(sheet)
    _chart(sheet)
    _notes(sheet)


def _header(sheet: Sheet) -> None:
    sheet.put(f"B{HEAD}", "kostnadsslag", "header")
    for column, planned in zip(_MONTHS, plan.PLANNED, strict=True):
        month = f"{plan.BUDGET}!{planned}${plan.HEAD}"
        sheet.formula(f"{column}{HEAD}", month, "header_right", num_format=plan.MONTH_FORMAT)
        over = next_month(f"{column}${HEAD}")
        sheet.formula(
            f"{column}{HEAD - 1}", f'IF({over}<=avstamningsdag+1,"utfall","plan")', "header_over"
        )
    titles = ("utfall", "budget", "kvar", "prognos")
    for column, title in zip((_SPENT, _BUDGET, _LEFT, _FORECAST), titles, strict=True):
        sheet.put(f"{column}{HEAD}", title, "header_right")
    sheet.put(f"B{HEAD - 1}", "prognosen tar för månaden", "header_over", align="left", indent=1)
    sheet.put(f"T{HEAD - 1}", "Underlag för sidorna (skrivs inte ut)", "aside", bold=True)
    sheet.put(f"T{HEAD}", "vikt, hela kronor", "aside", align="right")
    sheet.put(f"U{HEAD}", "ur loggen", "aside", align="right")


def _kind(sheet: Sheet, row: int, kind: str) -> None:
    sheet.put(f"B{row}", kind, "cell_name", valign="vcenter")
    sheet.heights({row: 20})
    for column in _MONTHS:
        logged = _logged(f"$B{row}", f"{column}${HEAD}")
        if kind == BOOKED:
            wages = f"{column}{TOP + KINDS.index(WAGES)}"
            direct = f"SUM({column}{TOP}:{column}{TOP + len(DIRECT) - 1})"
            logged += f'+oh_procent*IF(oh_bas="löner",{wages},{direct})'
        sheet.formula(f"{column}{row}", logged, "cell_money")
    planned = plan.TOP + row - TOP
    months = f"{plan.BUDGET}!${plan.PLANNED[0]}${planned}:${plan.PLANNED[-1]}${planned}"
    outcome = f"$C${HEAD - 1}:$N${HEAD - 1}"
    forecast = (
        f'SUMPRODUCT(({outcome}="utfall")*C{row}:N{row})+SUMPRODUCT(({outcome}="plan")*{months})'
    )
    sheet.formula(f"{_SPENT}{row}", f"SUM(C{row}:N{row})", "cell_money", bold=True)
    sheet.formula(f"{_BUDGET}{row}", f"{plan.BUDGET}!$C${planned}", "cell_money")
    sheet.formula(f"{_LEFT}{row}", f"{_BUDGET}{row}-{_SPENT}{row}", "cell_money")
    sheet.formula(f"{_FORECAST}{row}", forecast, "cell_money")
    # Where nothing has a weight there is nothing to divide: all kinds get 0 of 0.
    sheet.formula(f"T{row}", f"IF($T${TOTAL}=0,1,{_SPENT}{row})", "aside_number")
    direct = f"SUM({_SPENT}{TOP}:{_SPENT}{TOP + len(DIRECT) - 1})"
    overhead = f'-oh_procent*IF(oh_bas="löner",{_SPENT}{TOP + KINDS.index(WAGES)},{direct})'
    sheet.formula(
        f"U{row}", f"ROUND({_SPENT}{row}{overhead if kind == BOOKED else ''},2)", "aside_number"
    )


def _logged(kind: str, month: str) -> str:
    """Return the formula of what the log has of a kind in a month, on the chosen basis."""
    where = (
        f'Indata[kostnadsslag],{kind},Indata[datum],">="&{month},'
        f'Indata[datum],"<"&{next_month(month)}'
    )
    return f'SUMIFS(Indata[belopp],{where})+IF(moms_ingar="ja",SUMIFS(Indata[moms],{where}),0)'


def _totals(sheet: Sheet) -> None:
    sheet.put(f"B{TOTAL}", "Summa", "cell", **total_line())
    for column in (*_MONTHS, _SPENT, _BUDGET, _LEFT, _FORECAST):
        total = f"SUM({column}{TOP}:{column}{BOTTOM})"
        sheet.formula(f"{column}{TOTAL}", total, "cell_money", **total_line())
    sheet.heights({TOTAL: 22, TOTAL + 1: 10})
    sheet.formula(f"T{TOTAL}", f"ROUND(ROUND({_SPENT}{TOTAL},2),0)", "aside_number")


def _running(sheet: Sheet) -> None:
    """Write the sums from the first month, which the chart draws."""
    sheet.put(f"B{_RUNNING}", "ackumulerat", "header")
    labels = ("Utfall", "Budget", "Prognos", "Disponibelt")
    for row, label in enumerate(labels, _RUNNING + 1):
        sheet.put(f"B{row}", label, "cell_name", valign="vcenter")
        sheet.heights({row: 18})
    for column, planned in zip(_MONTHS, plan.PLANNED, strict=True):
        month = f"{column}${HEAD}"
        sheet.formula(f"{column}{_RUNNING}", month, "header_right", num_format=plan.MONTH_FORMAT)
        spent, budget, forecast, available = (_RUNNING + at for at in _ROWS.values())
        upto = f"SUM($C{TOTAL}:{column}{TOTAL})"
        sheet.formula(f"{column}{spent}", f'IF({month}<=avstamningsdag,{upto},"")', "cell_money")
        first = f"{plan.BUDGET}!${plan.PLANNED[0]}${plan.TOTAL}"
        sheet.formula(f"{column}{budget}", f"SUM({first}:{planned}${plan.TOTAL})", "cell_money")
        this = (
            f'IF({column}${HEAD - 1}="utfall",{column}${TOTAL},'
            f"{plan.BUDGET}!{planned}${plan.TOTAL})"
        )
        before = "" if column == "C" else f"{chr(ord(column) - 1)}{forecast}+"
        sheet.formula(f"{column}{forecast}", before + this, "cell_money")
        sheet.formula(f"{column}{available}", "disponibelt", "cell_money")
    sheet.heights({_RUNNING: 20, _RUNNING + 5: 10})


def _medel(sheet: Sheet) -> None:
    """Write how the money is settled: the call beside the page, its facts on it."""
    call = f"$T${_MEDEL + 1}"
    body = [theme.style("aside"), theme.style("aside_number", num_format=theme.MONEY)]
    sheet.spill(
        call.replace("$", ""),
        f"REGSO_UPPDRAGSMEDEL({given('disponibelt')},{given('rekvirerat')},$T${TOTAL})",
        [body] * len(_FACTS),
    )
    sheet.put(f"B{_MEDEL}", "Medel, hela kronor", "label", font_color=theme.BRAND)
    for row, fact in enumerate(_FACTS[1:-1], _MEDEL + 1):
        last: theme.Style = {"bold": True} if fact == "återbetalning" else {}
        sheet.put(f"B{row}", fact.capitalize(), "cell", **last)
        sheet.merged(f"C{row}:D{row}", None, "cell_money", **last)
        sheet.formula(f"C{row}", unless_error(call, f"$U${row + 1}"), "cell_money", **last)
        sheet.heights({row: 20})
    row = _MEDEL + len(_FACTS) - 1
    sheet.merged(f"B{row}:D{row + 1}", "", "hint")
    sheet.formula(f"B{row}", unless_error(call, f'$U${row + 1}&"."'), "hint", valign="top")


def _chart(sheet: Sheet) -> None:
    def cells(row: int) -> str:
        return f"={NAME}!$C${row}:$N${row}"

    def series(key: str, **look: Any) -> dict[str, Any]:
        row = _RUNNING + _ROWS[key]
        return {
            "name": f"={NAME}!$B${row}", "categories": cells(HEAD), "values": cells(row), **look,
        }  # fmt: skip

    chart = sheet.book.chart("column")
    fill = {"color": theme.TYPE_COLOURS[2]}
    chart.add_series(series("utfall", fill=fill, gap=60))
    lines = sheet.book.chart("line")
    for key, colour, dash, marker in (
        ("plan", theme.MUTED, "solid", "none"),
        ("prognos", theme.BRAND, "dash", "diamond"),
        ("disponibelt", theme.BAD_INK, "round_dot", "none"),
    ):
        line = {"color": colour, "width": 2, "dash_type": dash}
        look = {"type": marker, "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
        lines.add_series(series(key, line=line, marker=look))
    chart.combine(lines)
    font = {"name": theme.FONT, "size": 9, "color": theme.INK}
    chart.set_x_axis({"num_font": font, "num_format": plan.MONTH_FORMAT, "text_axis": True})
    grid = {"visible": True, "line": {"color": theme.RULE, "width": 0.5}}
    chart.set_y_axis(
        {"num_font": font, "num_format": theme.COUNT, "min": 0, "major_gridlines": grid,
         "line": {"none": True}}
    )  # fmt: skip
    chart.set_legend({"position": "top", "font": font})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 965, "height": 310})
    sheet.put(f"F{_MEDEL}", "Ackumulerat, kronor", "label", font_color=theme.BRAND)
    options = {"object_position": 2, "description": _ALT_TEXT}
    sheet.raw.insert_chart(f"F{_MEDEL + 1}", chart, options)


def _notes(sheet: Sheet) -> None:
    top = _MEDEL + 15
    overhead = (
        '"OH = det som är bokfört i loggen"&IF(oh_procent>0," + "&ROUND(100*oh_procent,2)&" % av "'
        '&IF(oh_bas="löner","löner inkl. LKP","alla direkta kostnader"),"")&". Upparbetat och '
        'återbetalning räknas på summan avrundad till hela kronor."'
    )
    formulas = (
        '"Prognos = utfall i de månader som är slut på avstämningsdagen + planen (bladet Budget) '
        'för månaderna därefter. En rad hör till den månad som dess datum har."',
        '"Kvar = budget − utfall. Utfallet tar med alla rader i loggen, också de som är daterade '
        'efter avstämningsdagen; bladet Kontroll säger till om det finns sådana."',
        overhead,
    )
    for row, formula in enumerate(formulas, top):
        sheet.merged(f"B{row}:R{row}", "", "note", font_size=10)
        sheet.formula(f"B{row}", formula, "note", font_size=10)
        sheet.heights({row: 15})
    sheet.raw.print_area(f"A1:R{top + len(formulas) - 1}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.center_horizontally()
    sheet.raw.freeze_panes(HEAD, 2)
    sheet.raw.set_selection("B1")

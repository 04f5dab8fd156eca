"""The template Uppdragen: the money and the next deadline of several assignments on one page.

A row of Indata is an assignment, whatever its amounts and days; `regso overview` makes the rows of
workbooks of the template Uppdraget.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from regso.templates.uppdraget.deadlines import DEADLINES
from regso.workbook import inputs, page, theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.checks import register as checks
from regso.workbook.checks.check import Check
from regso.workbook.checks.examples import ExampleRows
from regso.workbook.columns import Col, edge
from regso.workbook.declared import Column, Content
from regso.workbook.grid import Grid, widths
from regso.workbook.indata import data
from regso.workbook.page import Page
from regso.workbook.printed import emptyrows
from regso.workbook.template import Template

MOST: Final = 20  # assignments
ALWAYS_SHOWN: Final = 6  # places that are shown also when they are empty
SHEET: Final = "Översikt"
_ORE = "#,##0.00"
_INVENTED = "Påhittat exempel: "
_LABELS = {deadline.key: deadline.label for deadline in DEADLINES}


def _text(name: str, doc: str, width: float, *, required: bool = False) -> Column:
    return Column(name, doc, required, is_text=True, width=width)


def _kronor(name: str, doc: str, *, required: bool = False) -> Column:
    return Column(name, doc, required, number_format=_ORE)


def _day(name: str, doc: str, *, required: bool = False) -> Column:
    return Column(name, doc, required, number_format=theme.DATE, rule=inputs.day())


COLUMNS = (
    _text("uppdrag", "vad uppdraget heter.", 44, required=True),
    _text("myndighet", "myndigheten som har det.", 22),
    _text("dnr", "beslutets diarienummer.", 16),
    _day("avstamningsdag", "dagen som beloppen gäller.", required=True),
    _kronor("disponibelt", "kronor enligt beslutet.", required=True),
    _kronor("rekvirerat", "kronor.", required=True),
    _kronor("budget", "kronor."),
    _kronor("upparbetat", "kronor och ören hittills.", required=True),
    _kronor("prognos", "kronor när perioden är slut."),
    *(
        column
        for key, label in _LABELS.items()
        for column in (
            _day(f"frist_{key}", f"{label}: sista dag."),
            _day(f"klart_{key}", f"{label}: dagen då det lämnades; tom: inte lämnat."),
        )
    ),
)


def _example(
    name: str, number: int, money: int, spent: float, forecast: float, report: dt.date
) -> list[Content]:
    claimed, late = dt.date(2022, 9, 8), dt.date(2023, 1, 31)
    return [
        f"{_INVENTED}{name}", "Myndigheten", f"X2022/{number:05}", dt.date(2022, 9, 30), money,
        money, money, spent, forecast, dt.date(2022, 9, 15), claimed, report, None, late, None,
        late, None,
    ]  # fmt: skip


_ROWS = (
    _example("förstärkt arbete", 1, 500_000, 318_308.14, 486_212.5,
             dt.date(2022, 10, 28)),
    _example("metodstöd", 2, 3_000_000, 1_204_771.9, 2_950_000,
             dt.date(2022, 10, 7)),
    _example("uppföljning", 3, 750_000, 402_118, 690_400,
             dt.date(2022, 11, 30)),
)  # fmt: skip
_COUNT = "COUNTA(Indata[uppdrag])"


def _given(column: str) -> str:
    """Return the formula of a cell of Indata in the row of an assignment, or an empty text."""
    cell = f"INDEX(Indata[{column}],{{nr}})"
    return f'IF({{nr}}>{_COUNT},"",IF({cell}="","",{cell}))'


def _open(key: str) -> str:
    """Return the formula of the last day of a deadline that is not settled on the day."""
    due, done, day = (
        f"INDEX(Indata[{name}],{{nr}})"
        for name in (f"frist_{key}", f"klart_{key}", "avstamningsdag")
    )
    is_open = f'IF({due}="",FALSE,IF({done}="",TRUE,{done}>{day}))'
    return f'IF({{nr}}>{_COUNT},"",IF({is_open},{due},""))'


def _if_there(formula: str, *cells: str) -> str:
    """Return a formula where the assignment has every one of some numbers, else nothing."""
    return f'IF(COUNT({",".join(cells)})<{len(cells)},"",{formula})'


_ASIDE: Final = "S"
_HEAD: Final = 5
_MONEY = {"num_format": theme.MONEY}
_KEYS = tuple(range(1, MOST + 1))
_BESIDE = Grid(
    SHEET,
    _ASIDE,
    _HEAD,
    (
        Col("nr", "rad", 6, lambda row: str(row.key), "aside_number"),
        *(
            Col(key, label, 14, _open(key), "aside_number", {"num_format": theme.DATE})
            for key, label in _LABELS.items()
        ),
    ),
    _KEYS,
)
_FIRST, *_, _LAST = _LABELS


def _days(row: Row) -> str:
    """Return the cells of the deadlines that are open."""
    return _BESIDE.span(_FIRST, _LAST, (row.key,))


def _next(row: Row) -> str:
    return f'IF(COUNT({_days(row)})=0,"",MIN({_days(row)}))'


def _next_called(row: Row) -> str:
    named = f"INDEX({_BESIDE.title(_FIRST, _LAST)},MATCH({row.day},{_days(row)},0))"
    return f'IF({row.assignment}="","",IF({row.day}="","allt är lämnat",{named}))'


def _money(name: str, title: str) -> Col:
    return Col(name, title, 12, lambda row: _of(row, name), "cell_money")


def _of(row: Row, name: str) -> str:
    return _given(name).replace("{nr}", row.of(_BESIDE).nr)


_LEFT = _if_there("MAX(0,{rekvirerat}-ROUND({upparbetat},0))", "{rekvirerat}", "{upparbetat}")
_OVER = _if_there("{prognos}-{budget}", "{prognos}", "{budget}")
_SHARE = 'IF(COUNT({over})=0,"",IF({budget}=0,"",{over}/{budget}))'
_DAYS_LEFT = 'IF({day}="","",{day}-{status_day})'
_MIDDLE = {"valign": "vcenter"}
_SHRUNK = {"shrink": True}
_PERCENT = {"num_format": r"0\ %"}
TABLE = Grid(
    SHEET,
    "B",
    _HEAD,
    (
        Col("assignment", "uppdrag", 34, lambda row: _of(row, "uppdrag"), "cell_name", _MIDDLE),
        replace(_money("disponibelt", "disponibelt"), width=19),
        replace(_money("rekvirerat", "rekvirerat"), width=14),
        _money("budget", "budget"),
        replace(_money("upparbetat", "upparbetat"), width=22),
        Col("left", "kvar hittills", 12, _LEFT, "cell_money"),
        _money("prognos", "prognos"),
        Col("over", "prognos − budget", 16, _OVER, "cell_money"),
        Col("share", "i procent", 9, _SHARE, "cell_money", _PERCENT),
        edge(),
    ),
    _KEYS,
    look=lambda _: {"bottom": 0},
    heights=(8, 22, 18),
)  # fmt: skip
# Below, because one row would be too wide to read on paper.
DATES = Grid(
    SHEET,
    "B",
    TABLE.last + 3,
    (
        Col("assignment", "uppdrag", formula=lambda row: row.of(TABLE).assignment,
            style="cell_name", look=_MIDDLE),
        Col("agency", "myndighet", formula=lambda row: _of(row, "myndighet"), look=_SHRUNK),
        Col("dnr", "dnr", formula=lambda row: _of(row, "dnr"), look=_SHRUNK),
        Col("status_day", "läget", formula=lambda row: _of(row, "avstamningsdag"),
            style="cell_date"),
        Col("next", "nästa frist", formula=_next_called, look=_SHRUNK),
        Col("day", "sista dag", formula=_next, style="cell_date"),
        Col("days", "dagar kvar", formula=_DAYS_LEFT, style="cell_count"),
        *(Col(f"blank{number}") for number in (1, 2)),  # as wide as the table above
        edge(),
    ),
    _KEYS,
    look=lambda _: {"bottom": 0},
    heights=(20, 22, 18),
)  # fmt: skip
_SUMMED = ("disponibelt", "rekvirerat", "budget", "upparbetat", "left", "prognos", "over")
_SUM_LOOK: theme.Style = {
    "bold": True, "bg_color": theme.BAND, "top": 1, "top_color": theme.MUTED, "bottom": 2,
    "bottom_color": theme.BRAND,
}  # fmt: skip
# The sum stands above the assignments, so that their number may vary.
_SUMS = Grid(
    SHEET,
    "B",
    _HEAD - 2,
    tuple(
        Col(name, formula='"Summa"', style="cell_name", look=_MIDDLE)
        if name == "assignment"
        else Col(name, formula=f"SUM({TABLE[name]})", style="cell_money")
        if name in _SUMMED
        else Col(name)
        for name in TABLE.names
    ),
    ("sum",),
    look=lambda _: _SUM_LOOK,
    heights=(0, 0, 22),
)
_NOTE = (
    '"Kvar hittills = rekvirerat − upparbetat i hela kronor, aldrig under 0. Nästa frist är den '
    'tidigaste som inte var lämnad den dag som beloppen gäller."'
)
_LATE = f'COUNTIF({DATES["days"]},"<0")'


def _draw(sheet: Sheet) -> None:
    titles: tuple[page.Line, ...] = (
        ('"Uppdragen: medel och frister"', "report_title", 30),
        (f'{_COUNT}&" uppdrag · kronor"', "lead", 20),
        (_NOTE, "note", 18),
    )
    page.lines(sheet, TABLE.right, titles)
    for grid in (TABLE, DATES, _BESIDE):
        grid.write(sheet)
    _SUMS.write_rows(sheet)
    sheet.put(f"B{DATES.head - 1}", "Frister", "label")
    line: theme.Style = {"bottom": 1, "bottom_color": theme.RULE}
    for grid in (TABLE, DATES):
        sheet.rule(grid.cells("assignment", "edge"), f'$B{grid.first}<>""', line)
    sheet.rule(DATES.cells("days"), f"AND(ISNUMBER({DATES.at(1).days}),{DATES.at(1).days}<0)",
               theme.BAD)  # fmt: skip
    sheet.rule(TABLE.cells("over"), f"AND(ISNUMBER({TABLE.at(1).over}),{TABLE.at(1).over}>0)",
               theme.WARN)  # fmt: skip
    page.end(sheet, TABLE.right, DATES.last)
    sheet.raw.fit_to_pages(1, 0)
    emptyrows.hide(sheet, *((grid, "assignment", _KEYS[ALWAYS_SHOWN:]) for grid in (TABLE, DATES)))
    sheet.raw.freeze_panes(_HEAD, 2)


_EXAMPLE = ExampleRows(
    f'COUNTIF(Indata[uppdrag],"{_INVENTED.strip()}*")', _COUNT, "exempelrader (påhittade)"
)
_AMOUNTS = ("disponibelt", "rekvirerat", "upparbetat")
_MISSING = "+".join(f"{_COUNT}-COUNT(Indata[{name}])" for name in (*_AMOUNTS, "avstamningsdag"))
CHECKS = (
    checks.ADD_IN,
    _EXAMPLE.check(),
    Check(
        "Antal uppdrag",
        _COUNT,
        f'IF({{value}}=0,"Fel: Indata har inga uppdrag.",IF({{value}}>{MOST},"Fel: sidan har plats '
        f'för {MOST} uppdrag; dela upp dem på flera arbetsböcker.",IF({{value}}>{ALWAYS_SHOWN},'
        '"Granska: se att alla "&{value}&" uppdrag syns på bladet Översikt. Rader efter den sjätte '
        'är dolda i Excel tills arbetsboken fylls med regso; ta annars fram dem.",'
        '"OK: alla uppdrag är med.")))',
    ),
    Check(
        "Belopp och dagar saknas",
        _MISSING,
        'IF({value}=0,"OK: varje uppdrag har belopp och en avstämningsdag.","Fel: så många celler '
        'i disponibelt, rekvirerat, upparbetat och avstamningsdag är tomma eller text.")',
    ),
    Check(
        "Samma dag",
        "MAX(Indata[avstamningsdag])-MIN(Indata[avstamningsdag])",
        'IF({value}=0,"OK: alla uppdrag har samma avstämningsdag.","Granska: så många dagar '
        'skiljer mellan avstämningsdagarna; beloppen gäller olika dagar.")',
    ),
    Check(
        "Rekvirerat ≤ disponibelt",
        "SUMPRODUCT((Indata[rekvirerat]>Indata[disponibelt])*1)",
        'IF({value}=0,"OK: inget uppdrag har rekvirerat mer än beslutet ger.","Fel: så många '
        'uppdrag har rekvirerat mer än det disponibla beloppet.")',
    ),
    Check(
        "Prognos över rekvirerat",
        "SUMPRODUCT((Indata[prognos]>Indata[rekvirerat])*1)",
        'IF({value}=0,"OK: prognoserna ryms i det rekvirerade.","Granska: så många uppdrag har en '
        'prognos som är större än det rekvirerade beloppet.")',
    ),
    Check(
        "Försenade frister",
        _LATE,
        'IF({value}=0,"OK: ingen frist hade passerat utan att vara klar.","Fel: så många uppdrag '
        'hade en frist som hade passerat utan att vara klar.")',
    ),
)

TEMPLATE = Template(
    name="uppdragen",
    title="Uppdragen: medel och frister",
    report=SHEET,
    lead="Flera uppdrag på en sida: belopp, prognos, avvikelse och nästa frist",
    steps=(
        (
            "1  Samla",
            "Kör regso overview med arbetsböckerna Uppdraget, eller klistra in en rad per uppdrag "
            "på bladet Indata.",
        ),
        (
            "2  Granska",
            "Se att kontrollerna börjar med OK. Skriv sedan ut bladet Översikt.",
        ),
    ),
    columns=COLUMNS,
    checks=CHECKS,
    sheets=(
        data(COLUMNS, _ROWS, about="Klistra in dina egna rader över exemplet. Det är påhittat."),
        Page(SHEET, "result", widths(TABLE, _BESIDE), _draw, landscape=True),
    ),
)

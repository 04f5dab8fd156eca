"""The sheet Översikt of the template Uppdragen: the amounts and the next deadlines."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from regso.templates.uppdragen.columns import COUNT, LABELS
from regso.workbook import page, theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, edge
from regso.workbook.grid import Grid
from regso.workbook.printed import emptyrows

MOST: Final = 20  # assignments
ALWAYS_SHOWN: Final = 6  # places that are shown also when they are empty
SHEET: Final = "Översikt"


def _given(column: str) -> str:
    """Return the formula of a cell of Indata in the row of an assignment, or an empty text."""
    cell = f"INDEX(Indata[{column}],{{nr}})"
    return f'IF({{nr}}>{COUNT},"",IF({cell}="","",{cell}))'


def _open(key: str) -> str:
    """Return the formula of the last day of a deadline that is not settled on the day."""
    due, done, day = (
        f"INDEX(Indata[{name}],{{nr}})"
        for name in (f"frist_{key}", f"klart_{key}", "avstamningsdag")
    )
    is_open = f'IF({due}="",FALSE,IF({done}="",TRUE,{done}>{day}))'
    return f'IF({{nr}}>{COUNT},"",IF({is_open},{due},""))'


def _if_there(formula: str, *cells: str) -> str:
    """Return a formula where the assignment has every one of some numbers, else nothing."""
    return f'IF(COUNT({",".join(cells)})<{len(cells)},"",{formula})'


_ASIDE: Final = "S"
_HEAD: Final = 5
_MONEY = {"num_format": theme.MONEY}
_KEYS = tuple(range(1, MOST + 1))
BESIDE = Grid(
    SHEET,
    _ASIDE,
    _HEAD,
    (
        Col("nr", "rad", 6, lambda row: str(row.key), "aside_number"),
        *(
            Col(key, label, 14, _open(key), "aside_number", {"num_format": theme.DATE})
            for key, label in LABELS.items()
        ),
    ),
    _KEYS,
)
_FIRST, *_, _LAST = LABELS


def _days(row: Row) -> str:
    """Return the cells of the deadlines that are open."""
    return BESIDE.span(_FIRST, _LAST, (row.key,))


def _next(row: Row) -> str:
    return f'IF(COUNT({_days(row)})=0,"",MIN({_days(row)}))'


def _next_called(row: Row) -> str:
    named = f"INDEX({BESIDE.title(_FIRST, _LAST)},MATCH({row.day},{_days(row)},0))"
    return f'IF({row.assignment}="","",IF({row.day}="","allt är lämnat",{named}))'


def _money(name: str, title: str) -> Col:
    return Col(name, title, 12, lambda row: _of(row, name), "cell_money")


def _of(row: Row, name: str) -> str:
    return _given(name).replace("{nr}", row.of(BESIDE).nr)


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
LATE: Final = f'COUNTIF({DATES["days"]},"<0")'
UNSEEN: Final = emptyrows.unseen(TABLE["disponibelt"], DATES["status_day"])


def draw(sheet: Sheet) -> None:
    titles: tuple[page.Line, ...] = (
        ('"Uppdragen: medel och frister"', "report_title", 30),
        (f'{COUNT}&" uppdrag · kronor"', "lead", 20),
        (_NOTE, "note", 18),
    )
    page.lines(sheet, TABLE.right, titles)
    for grid in (TABLE, DATES, BESIDE):
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

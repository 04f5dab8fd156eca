"""The sheet Budget: an amount and two months per kind of cost, and the plan per month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from regso.templates.uppdraget import entries, kinds, months, plan, totals
from regso.templates.uppdraget.dates import given
from regso.templates.uppdraget.example import BUDGET, NOT_PLANNED, Planned
from regso.templates.uppdraget.kinds import ROWS
from regso.templates.uppdraget.months import MONTHS
from regso.templates.uppdraget.totals import TOTAL
from regso.workbook import page, theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Field
from regso.workbook.declared import Input
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page

_SHEET = "Budget"
_HEAD = 7
_LETTERS = 28  # of a name, on a line
_FIRST_MONTH = entries.date(
    "forsta_manad",
    "Första månad",
    dt.date(2022, 4, 1),
    "Tabellerna per månad visar tolv månader från den.",
)
_OWN = "egen plan"
_MONTH = "En dag i månaden. Budgeten delas lika på månaderna från första till sista."


def _amount(name: str, label: str, planned: Planned) -> Input:
    return entries.kronor(f"budget_{name}", f"Budget: {label}", planned.amount, "Hela kronor.")


def _day(name: str, label: str, day: dt.date | None) -> Input:
    return entries.date(f"plan_{name}", label, day, _MONTH)


def _inputs(kind: str) -> tuple[Input, Input, Input]:
    """Return the amount and the two months of a kind."""
    name, label = kinds.input_name(kind), kinds.label(kind)
    planned = BUDGET.get(name, NOT_PLANNED)
    return (
        _amount(name, label, planned),
        _day(f"{name}_fran", f"{label}: första", planned.first),
        _day(f"{name}_till", f"{label}: sista", planned.last),
    )


_OF = {kind: _inputs(kind) for kind in ROWS}
_AMOUNTS, _FROM, _UNTIL = ({kind: _OF[kind][at] for kind in ROWS} for at in range(3))
INPUTS = (
    _FIRST_MONTH, *kinds.INPUTS, *_AMOUNTS.values(), *_FROM.values(), *_UNTIL.values(),
)  # fmt: skip

TABLE = Grid(
    _SHEET,
    "B",
    _HEAD,
    (
        kinds.ENTERED,
        Field("amount", "budget, kr", 13, inputs=_AMOUNTS),
        Field("start", "första månad", 13, inputs=_FROM),
        Field("end", "sista månad", 13, inputs=_UNTIL),
    ),
    ROWS,
    heights=(20, 22, 24),
)
# The inputs are left-aligned, so their total is.
_TOTAL = totals.totals(
    TABLE,
    (totals.label("kind", "Summa"), *totals.sums(TABLE, ["amount"], align="left", indent=1)),
    24,
)
AMOUNT = _TOTAL["amount", TOTAL]


def _month(number: int, name: str) -> Col:
    """Return the column of a month, the first day of it in the header."""
    day = given("forsta_manad")
    title = f"=DATE(YEAR({day}),MONTH({day})+{number},1)"
    return Col(name, title, months.WIDTH, _planned(name), "cell_money", months.SHRUNK,
               head_look=months.HEAD_LOOK)  # fmt: skip


def _planned(month: str) -> Callable[[Row], str]:
    """Return the formula of what is planned for a month: as on Egen plan, else an equal share."""

    def formula(row: Row) -> str:
        kind, share = row.of(TABLE), row.of(BESIDE).share
        day, after = row.grid.title(month), months.after(row.grid, month)
        own = plan.planned(kind.kind, day, after)
        return (
            f'IF({share}="{_OWN}",{own},IF(AND({kind.start}<{after},{kind.end}>={day}),{share},0))'
        )

    return formula


def _share(row: Row) -> str:
    """Return the formula of the equal share of a month, or of the word that there is a plan."""
    kind = row.of(TABLE)
    first, last = kind.start, kind.end
    many = f"MAX(1,(YEAR({last})-YEAR({first}))*12+MONTH({last})-MONTH({first})+1)"
    equally = f"IF(COUNT({first},{last})<2,0,{kind.amount}/{many})"
    return kinds.only_named(row, f'IF({plan.is_planned(kind.kind)},"{_OWN}",{equally})')


def _sum(row: Row) -> str:
    return f"SUM({months.of_row(row.grid, row.key)})"


PLAN = Grid(
    _SHEET,
    "G",
    _HEAD,
    (
        *(_month(number, name) for number, name in enumerate(MONTHS)),
        Col("sum", "summa", 11, _sum, "cell_money", {"bold": True}),
    ),
    ROWS,
)
BESIDE = Grid(
    _SHEET,
    "U",
    _HEAD,
    (
        Col("share", "per månad", 14, _share, "aside_number", head="aside",
            head_look={"align": "right"}, over="Underlag", over_style="aside_title"),
    ),
    ROWS,
)  # fmt: skip
PLANNED = totals.totals(PLAN, totals.sums(PLAN, PLAN.names), 24)


def _draw(sheet: Sheet) -> None:
    lead = (
        "Budget per kostnadsslag, delad lika på månaderna från första till sista månad, eller som "
        "på bladet Egen plan"
    )
    page.title(sheet, _SHEET, lead)
    sheet.put("B4", _FIRST_MONTH.label, "label")
    sheet.input("C4", _FIRST_MONTH)
    sheet.put("D4", _FIRST_MONTH.hint, "hint", text_wrap=False, indent=1)
    sheet.put("G6", "Plan per månad, kronor", "label", font_color=theme.BRAND)
    sheet.heights({3: 10, 4: 24, 5: 6})
    for grid in (TABLE, _TOTAL, PLAN, PLANNED, BESIDE):
        grid.write(sheet)
    kinds.hide(sheet, TABLE, _LETTERS)
    sheet.raw.print_area(f"A1:{PLAN.right}{PLANNED.last}")
    sheet.raw.repeat_rows(_HEAD - 1)
    sheet.raw.set_selection(TABLE.cell("amount", ROWS[0]))


PAGE = Page(_SHEET, "input", widths(TABLE, PLAN, BESIDE, margin=2), _draw, landscape=True)

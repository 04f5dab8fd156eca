"""The costs on the sheet Uppföljning: by kind and month, against the budget, with a forecast."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from regso.templates.uppdraget import budget, kinds, months, totals
from regso.templates.uppdraget.dates import next_month
from regso.templates.uppdraget.kinds import BOOKED, DIRECT, ROWS, WAGES
from regso.templates.uppdraget.months import MONTHS, PERCENT
from regso.templates.uppdraget.totals import TOTAL, Totals
from regso.workbook.addresses import Addresses, Formula, Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, edge
from regso.workbook.grid import Grid

SHEET = "Uppföljning"
_EXACT = ("spent", "left", "share", "edge")  # what has öre or is no sum
_ORE = {"num_format": "#,##0.00;-#,##0.00;0"}
_PERCENT = {"num_format": PERCENT}
_SHARE = 'IF({budget}=0,"",({forecast}-{budget})/{budget})'
_HEAD = 5
_LETTERS = 24  # of a name, on a line
_ASIDE = "V"  # the first column beside the page


def _overhead(grid: Addresses, column: str) -> str:
    """Return the formula of the overhead on what a column has."""
    wages, direct = grid[column, WAGES], grid.span(column, rows=DIRECT)
    return f'oh_procent*IF(oh_bas="löner",{wages},SUM({direct}))'


def _logged(row: Row, month: str) -> str:
    """Return the formula of what the log has of a kind in a month, on the chosen basis."""
    first, after = row.grid.title(month), months.after(row.grid, month)
    where = f'Indata[kostnadsslag],{row.kind},Indata[datum],">="&{first},Indata[datum],"<"&{after}'
    return f'SUMIFS(Indata[belopp],{where})+IF(moms_ingar="ja",SUMIFS(Indata[moms],{where}),0)'


def _outcome(month: str) -> Callable[[Row], str]:
    """Return the formula of the costs of a month, the overhead with what is booked of it."""

    def formula(row: Row) -> str:
        logged = _logged(row, month)
        if row.key == BOOKED:
            return f"{logged}+{_overhead(row.grid, month)}"
        return kinds.only_named(row, logged)

    return formula


def _month(name: str) -> Col:
    """Return the column of a month, above it what the forecast takes for it."""
    title = budget.PLAN.title(name)
    over = f'=IF({next_month(title)}<=avstamningsdag+1,"utfall","plan")'
    look, of_over = months.SHRUNK, months.OVER
    return Col(
        name, f"={title}", months.WIDTH, _outcome(name), "cell_money", look, over,
        over_look=of_over, head_look=months.HEAD_LOOK,
    )  # fmt: skip


def _spent(row: Row) -> str:
    return f"SUM({months.of_row(row.grid, row.key)})"


def _forecast(row: Row) -> str:
    taken = row.grid.above(months.FIRST, months.LAST)
    spent, planned = (months.of_row(table, row.key) for table in (row.grid, budget.PLAN))
    return f'SUMPRODUCT(({taken}="utfall")*{spent})+SUMPRODUCT(({taken}="plan")*{planned})'


TABLE = Grid(
    SHEET,
    "B",
    _HEAD,
    (
        replace(kinds.COLUMN, width=24.5, over="prognosen tar för månaden",
                over_look={**months.OVER, "align": "left", "indent": 1}),
        *map(_month, MONTHS),
        Col("spent", "utfall", 10.8, _spent, "cell_money", {"bold": True, **_ORE}),
        Col("budget", "budget", 9.3, lambda row: row.of(budget.TABLE).amount, "cell_money"),
        Col("left", "kvar", 10.8, "{budget}-{spent}", "cell_money", _ORE),
        Col("forecast", "prognos", 9.3, _forecast, "cell_money"),
        Col("over", "prognos − budget", 9.3, "{forecast}-{budget}", "cell_money",
            head_look=months.WRAPPED),
        Col("share", "i procent", 7.4, _SHARE, "cell_money", _PERCENT, head_look=months.WRAPPED),
        edge(),
    ),
    ROWS,
    heights=(16, 34, 18),
)  # fmt: skip
SUMS = totals.totals(
    TABLE,
    (
        totals.label("kind", "Summa"),
        *totals.sums(TABLE, [name for name in TABLE.names[1:] if name not in _EXACT]),
        *totals.sums(TABLE, ("spent", "left"), **_ORE),
        Col("share", formula=_SHARE, style="cell_money", look=_PERCENT),
    ),
    22,
)
FORECAST = SUMS["forecast", TOTAL]


def _weight(row: Row) -> str:
    """Return the formula of a weight; where nothing has one, all kinds get 0 of 0."""
    return f"IF({WHOLE}=0,1,{row.of(TABLE).spent})"


def _direct(row: Row) -> str:
    """Return the formula of what the log has, without the overhead on it."""
    overhead = f"-{_overhead(TABLE, 'spent')}" if row.key == BOOKED else ""
    return f"ROUND({row.of(TABLE).spent}{overhead},2)"


def _aside(name: str, title: str, width: float, formula: Formula, over: str | None = None) -> Col:
    return Col(name, title, width, formula, "aside_number", head="aside",
               head_look={"align": "right"}, over=over, over_style="aside_title")  # fmt: skip


BESIDE = Grid(
    SHEET,
    _ASIDE,
    _HEAD,
    (
        _aside("weight", "vikt, hela kronor", 16, _weight, "Underlag för sidorna (skrivs inte ut)"),
        _aside("direct", "ur loggen", 14, _direct),
    ),
    ROWS,
)
_IN_WHOLE_KRONOR = f"ROUND(ROUND({SUMS['spent', TOTAL]},2),0)"
_WHOLE = Totals(
    SHEET, _ASIDE, BESIDE.last, (Col("whole", formula=_IN_WHOLE_KRONOR, style="aside_number"),),
    (TOTAL,),
)  # fmt: skip
WHOLE = _WHOLE["whole", TOTAL]


def draw(sheet: Sheet) -> None:
    """Write the table, its totals, and what the other sheets read beside it."""
    for grid in (TABLE, SUMS, BESIDE, _WHOLE):
        grid.write(sheet)
    kinds.hide(sheet, TABLE, _LETTERS)

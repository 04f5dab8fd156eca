"""The sheet Egen plan: amounts, or hours at a price, per kind of cost and month."""

from __future__ import annotations

from regso.templates.uppdraget.kinds import RULE
from regso.workbook import indata, inputs, theme
from regso.workbook.book import Sheet
from regso.workbook.declared import Column, SideTable
from regso.workbook.page import Page

_ORE = "#,##0.00"
_COLUMNS = (
    Column("kostnadsslag", "ett av mallens, eller ert eget.", True, is_text=True, rule=RULE,
           width=30),
    Column("manad", "en dag i månaden, till exempel 2022-09-01.", True, number_format=theme.DATE,
           rule=inputs.day()),
    Column("belopp", "kronor.", number_format=_ORE),
    Column("timmar", "antal timmar, i stället för eller utöver beloppet.", number_format="0.0"),
    Column("timpris", "kronor per timme.", number_format=_ORE),
    Column("text", "vad det är.", is_text=True, width=34),
)  # fmt: skip
TABLE = SideTable(
    name="Plan",
    sheet="Egen plan",
    columns=_COLUMNS,
    rows=[[None] * len(_COLUMNS)],
    known_by="",
)
_LEAD = (
    "Frivilligt: ett kostnadsslag med rader här följer dem i stället för budgeten delad lika på "
    "månaderna."
)


def is_planned(kind: str) -> str:
    """Return the formula of whether a kind of cost has rows of its own."""
    return f"COUNTIF(Plan[kostnadsslag],{kind})>0"


def planned(kind: str, first: str, after: str) -> str:
    """Return the formula of what the rows of a kind have from a day to another: kronor, hours."""
    rows = f'Plan[kostnadsslag],{kind},Plan[manad],">="&{first},Plan[manad],"<"&{after}'
    within = f"(Plan[kostnadsslag]={kind})*(Plan[manad]>={first})*(Plan[manad]<{after})"
    return f"SUMIFS(Plan[belopp],{rows})+SUMPRODUCT({within}*Plan[timmar]*Plan[timpris])"


def _draw(sheet: Sheet) -> None:
    sheet.put("A1", TABLE.sheet, "title")
    sheet.put("A2", _LEAD, "lead")
    sheet.heights({1: 32, 2: 20})
    top = indata.told(sheet, 3, TABLE.columns) + 1
    indata.side_table(sheet, top, TABLE)
    sheet.raw.freeze_panes(top, 0)
    sheet.raw.set_selection(f"A{top + 1}")


PAGE = Page(
    TABLE.sheet, "input", [column.width for column in _COLUMNS], _draw, landscape=True,
    protected=False,
)  # fmt: skip

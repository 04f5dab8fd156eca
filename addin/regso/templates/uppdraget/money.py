"""How the money is settled, on the sheet Uppföljning: the call beside the page, its facts on it."""

from __future__ import annotations

from regso.core.money import assignment
from regso.templates.uppdraget import costs, running
from regso.templates.uppdraget.dates import dated, given, in_kronor, is_over
from regso.workbook import theme
from regso.workbook.addresses import Key
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Wide
from regso.workbook.grid import Grid, Spill

_AMOUNTS = ("disponibelt", "rekvirerat", "upparbetat", "ej rekvirerat", "återbetalning",
            "överskridande")  # fmt: skip
_STATUS = "status"
HEAD = running.TABLE.last + 3
_KRONOR = {"num_format": theme.MONEY}
_SETTLED = Grid(
    costs.SHEET,
    costs.BESIDE.left,
    HEAD + 1,
    (
        Col("fact", style="aside"),
        Col("amount", style="aside_number", look=_KRONOR, head_look=_KRONOR),
    ),
    (*_AMOUNTS, _STATUS),
    (Spill("fact", "amount", f"REGSO_UPPDRAGSMEDEL({given('disponibelt')},{given('rekvirerat')},"
           f"{costs.WHOLE})", gives_header=True),),
)  # fmt: skip


def _look(fact: Key) -> theme.Style:
    return {"bold": True} if fact == "återbetalning" else {}


_TABLE = Grid(
    costs.SHEET,
    "B",
    HEAD,
    (
        Col("fact", formula=lambda row: _called(str(row.key))),
        Wide("amount", formula=lambda row: row.of(_SETTLED).amount, style="cell_money"),
    ),
    _AMOUNTS,
    look=_look,
    heights=(0, 0, 20),
)
_REPAYMENT = "återbetalning"


def _called(fact: str) -> str:
    """Return the formula of what an amount is called; nothing is repaid before the period ends."""
    if fact == _REPAYMENT:
        return f'IF({is_over()},"Återbetalning","Kvar hittills")'
    return f'"{fact.capitalize()}"'


# Two merged rows below the amounts, and as wide.
_WORDS = Grid(costs.SHEET, "B", _TABLE.last, (Col("first"), Col("second"), Col("last")), (1, 2))


def money(fact: str) -> str:
    """Return the cell of an amount of REGSO_UPPDRAGSMEDEL, an error if the call is one."""
    return _TABLE["amount", fact]


def draw(sheet: Sheet) -> None:
    """Write the amounts, and below them in words what to do."""
    sheet.put(_TABLE.cell("fact"), "Medel, hela kronor", "label", font_color=theme.BRAND)
    _TABLE.write_rows(sheet)
    _SETTLED.write(sheet)
    sheet.merged(_WORDS.cells("first", "last"), "", "hint", font_size=11)
    sheet.formula(_WORDS.cell("first", 1), _words(), "hint", valign="top", font_size=11)


def _words() -> str:
    """Return the formula of what is true on the day, in words."""
    status, left = _SETTLED["amount", _STATUS], money(_REPAYMENT)
    forecast = f"MAX(0,{given('rekvirerat')}-ROUND({costs.FORECAST},0))"
    going_on = (
        f'"Perioden pågår till och med "&{dated("kostnader_till")}&". Enligt prognosen återstår "'
        f'&"då "&{in_kronor(forecast)}&" kronor."'
    )
    repaid = (
        f"AND(COUNT(klart_aterbetalning)=1,klart_aterbetalning<=avstamningsdag,aterbetalt={left})"
    )
    claimed = "AND(COUNT(klart_rekvisition)=1,klart_rekvisition<=avstamningsdag)"
    due = f'"Medel återstår: återbetala dem senast "&{dated("frist_aterbetalning")}&"."'
    return (
        f'IF({status}&""<>"{assignment.REPAY}",{status}&".",'
        f'IF(NOT({claimed}),"Medlen är inte rekvirerade än.",IF(NOT({is_over()}),{going_on},'
        f'IF({repaid},"Det som återstod är återbetalt.",{due}))))'
    )

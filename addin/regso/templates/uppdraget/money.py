"""How the money is settled, on the sheet Uppföljning: the call beside the page, its facts on it."""

from __future__ import annotations

from regso.templates.uppdraget import costs, running
from regso.templates.uppdraget.dates import given
from regso.workbook import theme
from regso.workbook.addresses import Key
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given, Wide
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
        Given("fact", values=lambda fact: fact.capitalize()),
        Wide("amount", formula=lambda row: row.of(_SETTLED).amount, style="cell_money"),
    ),
    _AMOUNTS,
    look=_look,
    heights=(0, 0, 20),
)
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
    sheet.merged(_WORDS.cells("first", "last"), "", "hint")
    status = _SETTLED["amount", _STATUS]
    sheet.formula(_WORDS.cell("first", 1), f'{status}&"."', "hint", valign="top")

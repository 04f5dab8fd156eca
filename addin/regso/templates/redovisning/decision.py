"""What the decision says, or the user instead of it: values beside the matrix, not printed."""

from __future__ import annotations

from regso.templates.redovisning.facts import REPORT, SEVERAL_GOALS
from regso.templates.redovisning.source import known
from regso.workbook import theme
from regso.workbook.addresses import by_key
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid, Spill

_DNR, _DECIDED, _DEADLINE = "diarienummer", "beslutets datum", "dagar kvar, status"
_GOAL, _COPIES = "delmål enligt beslutet", "kopia till"
_FORMULAS = {
    _DNR: f'IF(dnr="",{known("dnr")}&"",dnr&"")',
    _DECIDED: (
        f'IF(beslutsdatum<>"",beslutsdatum,IF({known("decided")}="","saknas",{known("decided")}))'
    ),
    _DEADLINE: "",  # a formula of ours fills it, and the cell beside it
    _GOAL: f'{known("goals")}&""',
    _COPIES: f'IF(kopia_till="",{known("copies")}&"",kopia_till)',
}
_FACTS = Grid(
    REPORT,
    "H",
    24,
    (
        Given("label", "Uppgifter om beslutet (skrivs inte ut)", style="aside", head="aside_title",
              values=lambda label: label),
        Col("value", formula=by_key(_FORMULAS), style="aside",
            look=lambda label: {"num_format": theme.DATE if label == _DECIDED else theme.TEXT}),
    ),
    tuple(_FORMULAS),
)  # fmt: skip
_TIME = Grid(
    REPORT,
    _FACTS.right,
    _FACTS.number(_DEADLINE) - 1,
    (Col("days", style="aside"), Col("status", style="aside")),
    (_DEADLINE,),
    (Spill("days", "status", "REGSO_FRIST(redovisningsdatum,avstamningsdag)"),),
)
DNR, DECIDED = _FACTS["value", _DNR], _FACTS["value", _DECIDED]
GOAL, COPIES = _FACTS["value", _GOAL], _FACTS["value", _COPIES]
DAYS_LEFT, DEADLINE = _TIME["days", _DEADLINE], _TIME["status", _DEADLINE]
SEVERAL = f'{GOAL}="{SEVERAL_GOALS}"'
OWN_GOALS = ("delmal_1", "delmal_2", "delmal_3")


def goals() -> str:
    """Return the formula of how many goals are named, by the decision or by the user."""
    named = f'AND({GOAL}<>"",NOT({SEVERAL}))'
    return f"IF({named},1,0)+" + "+".join(f'IF({goal}="",0,1)' for goal in OWN_GOALS)


def or_missing(cell: str) -> str:
    """Return the formula of a cell, or of a word where it is empty."""
    return f'IF({cell}&""="","saknas",{cell})'


def write(sheet: Sheet) -> None:
    """Write the values."""
    _FACTS.write(sheet)
    _TIME.write_rows(sheet)


def title(sheet: Sheet, text: str) -> None:
    """Write the two lines above a printed sheet: its title, and whose decision it answers."""
    sheet.put("B1", text, "title")
    sheet.formula("B2", f'myndighet&" · dnr "&{or_missing(DNR)}', "lead")
    sheet.heights({1: 30, 2: 20, 3: 8})

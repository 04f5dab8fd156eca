"""The kinds of costs of an assignment: the template's, and rows for those of the agency's own.

A row of an own kind is hidden until the kind has a name; `regso render` and `regso ledger` show
it (`regso.render.emptyrows`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regso.templates.uppdraget import entries
from regso.workbook import inputs
from regso.workbook.addresses import Key, Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid
from regso.workbook.printed import emptyrows

WAGES, BOOKED = "Löner inkl. LKP", "OH"
# What the names of the inputs of a kind have in them.
NAMES = {
    WAGES: "loner",
    "Konsulter och köpta tjänster": "konsulter",
    "SCB-beställningar": "scb",
    "Resor": "resor",
    "Lokaler": "lokaler",
    "Övrigt": "ovrigt",
    BOOKED: "oh",
}
KINDS = tuple(NAMES)
MOST_OWN = 40
_OWN = {
    f"slag_{number}": entries.text(
        f"slag_{number}", f"Eget kostnadsslag {number}", "Namnet. Tomt: raden är dold."
    )
    for number in range(1, MOST_OWN + 1)
}
OWN = tuple(_OWN)
INPUTS = tuple(_OWN.values())
RULE = inputs.suggested(
    KINDS, "Inget av mallens kostnadsslag. Är det ert eget ska det ha en rad på bladet Budget."
)
DIRECT = (*KINDS[:-1], *OWN)
ROWS = (*DIRECT, BOOKED)  # the keys of a table with a row per kind


def input_name(key: Key) -> str:
    """Return what the names of the inputs of a row have in them."""
    return NAMES.get(str(key), str(key))


def label(key: Key) -> str:
    """Return what a row is called for those who fill it in."""
    return _OWN[str(key)].label if key in _OWN else str(key)


def called(key: Key) -> str:
    """Return the formula of the name of a row's kind, an empty text where it has none."""
    return f'IF({key}="","",{key})' if key in _OWN else f'"{key}"'


def only_named(row: Row, formula: str) -> str:
    """Return a formula of a row that is 0 while the row's kind has no name."""
    return f'IF({row.key}="",0,{formula})' if row.key in _OWN else formula


def hide(sheet: Sheet, grid: Grid, letters: int) -> None:
    """Hide the rows of own kinds that have no name; a line of a name has room for some letters."""
    emptyrows.hide(sheet, (grid, "kind", OWN))
    emptyrows.wrap(sheet, grid, "kind", OWN, letters)


@dataclass(frozen=True)
class _Kinds(Given):
    """The first column of a table: constants, and formulas for own kinds."""

    def write(self, sheet: Sheet, row: Row) -> None:
        """Write the name of a row's kind."""
        if row.key in _OWN:
            Col.write(self, sheet, row)
        else:
            super().write(sheet, row)


def names(title: str, width: float = 9, **look: Any) -> Given:
    """Return the first column of a table with a row per kind."""
    return _Kinds(
        "kind", title, width, lambda row: called(row.key), values=lambda kind: kind, **look
    )


COLUMN = names("kostnadsslag", 30, style="cell_name", look={"valign": "vcenter"})


@dataclass(frozen=True)
class Entered(Given):
    """The same column, where own kinds are given their names."""

    def write(self, sheet: Sheet, row: Row) -> None:
        """Write the name of a row's kind, or the input of it."""
        if row.key in _OWN:
            sheet.input(row.grid.cell(self.name, row.key), _OWN[str(row.key)])
        else:
            super().write(sheet, row)


ENTERED = Entered(
    "kind", "kostnadsslag", 30, style="cell_name", look={"valign": "vcenter"},
    values=lambda kind: kind,
)  # fmt: skip

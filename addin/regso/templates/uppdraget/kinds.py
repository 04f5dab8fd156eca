"""The kinds of costs of an assignment."""

from __future__ import annotations

from regso.workbook.columns import Given

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
DIRECT = KINDS[:-1]
# The first column of a table with a row per kind.
COLUMN = Given(
    "kind",
    "kostnadsslag",
    30,
    style="cell_name",
    look={"valign": "vcenter"},
    values=lambda kind: kind,
)

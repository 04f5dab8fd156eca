"""What users fill in: the columns of Indata and the inputs on Start."""

from __future__ import annotations

from dataclasses import replace

from regso.workbook import inputs
from regso.workbook.declared import Column, Input

COLUMNS = (
    Column("kod", "RegSO- eller DeSO-kod, eller en färdig områdestyp 1–5.", True, True),
    Column("taljare", "antal personer som berörs, till exempel arbetslösa.", True),
    Column("namnare", "antal personer i allt, minst taljare; 1 om varje rad är en person.", True),
)
INPUTS = (
    inputs.AGENCY,
    replace(inputs.HEADING, example="Exempel: andel arbetslösa av befolkningen 16–64 år"),
    inputs.YEAR,
    Input(
        "ar_fore",
        "Jämförelseår",
        2019,
        "Hur många områden som har kvar sin typ räknas från det här året till Områdestypernas år.",
        inputs.YEAR.rule,
        "input_year",
        is_example=False,
    ),
    inputs.OWN_VINTAGE,
    inputs.THRESHOLD,
    inputs.LEVEL,
)

"""The template Sekretess: a finished table before, after, why each cell is hidden, and an audit."""

from __future__ import annotations

from regso.templates.sekretess import sheets, tofill
from regso.templates.sekretess.checks import CHECKS
from regso.templates.sekretess.fields import COLUMNS, INPUTS, OWN
from regso.workbook.template import Template

LEAD = "Dölj små antal i en färdig tabell, och pröva att de inte går att räkna ut"
STEPS = (
    (
        "1  Ställ in",
        "Fyll i de gula fälten. Tröskeln är myndighetens egen: lägsta antal som får visas.",
    ),
    (
        "2  Klistra in",
        "Klistra in tabellen på bladet Indata, med rubrikraden överst och alla summor. Bara antal "
        "personer: inga andelar eller belopp.",
    ),
    (
        "3  Granska",
        "Se att kontrollerna börjar med OK. Bladet Struktur säger vilka summor som hittades, Orsak "
        "varför varje cell är dold och Granskning vad en läsare kan räkna ut. En egen skyddad "
        "tabell prövas på bladet Egen.",
    ),
    (
        "4  Lämna ut",
        "Lämna bara ut bladet Efter, som värden eller på papper. De andra bladen röjer det som är "
        "dolt. Granskningen ersätter inte myndighetens sekretessprövning.",
    ),
)

TEMPLATE = Template(
    name="sekretess",
    title="Sekretessgranskning",
    report=sheets.AFTER.name,
    lead=LEAD,
    steps=STEPS,
    columns=COLUMNS,
    inputs=INPUTS,
    checks=CHECKS,
    sheets=(
        tofill.PASTED,
        tofill.OWN,
        sheets.BEFORE,
        sheets.AFTER,
        sheets.REASONS,
        sheets.STRUCTURE,
        sheets.AUDIT,
    ),
    tables=(OWN,),
)

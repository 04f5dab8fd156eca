"""The template Uppföljning år mot år: own figures by type and year, and areas that change type."""

from __future__ import annotations

from regso.templates.ar_mot_ar import example, moves, report
from regso.templates.ar_mot_ar.checks import CHECKS
from regso.templates.ar_mot_ar.fields import COLUMNS, INPUTS
from regso.workbook import reference
from regso.workbook.checks import register as checks
from regso.workbook.indata import data
from regso.workbook.template import Template

LEAD = "Egna uppgifter per områdestyp och år, och områden som har bytt typ"
STEPS = (
    (
        "1  Ställ in",
        "Fyll i de gula fälten här nedanför. Välj om varje år ska ha sina egna områdestyper eller "
        "om ett års typer ska gälla alla år.",
    ),
    (
        "2  Klistra in",
        "Klistra in registret i tabellen på bladet Indata: en rad per område (eller person) och "
        "år, med kod, år, täljare och nämnare.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna längst ned börjar med OK. Läs anmärkningarna på bladet År mot år "
        "innan åren jämförs. Indata kan vara personuppgifter: skicka inte arbetsboken vidare.",
    ),
)

TEMPLATE = Template(
    name="ar_mot_ar",
    title="Uppföljning år mot år",
    report=report.SHEET,
    lead=LEAD,
    steps=STEPS,
    columns=COLUMNS,
    inputs=INPUTS,
    checks=CHECKS,
    sheets=(
        data(COLUMNS, example.rows()),
        report.PAGE,
        moves.PAGE,
        reference.match(checks.verdict_of_codes(COLUMNS), sizes="Indata[taljare]"),
        reference.source(notes=report.NOTES.further),
    ),
)

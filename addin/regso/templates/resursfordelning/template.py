"""The template Resursfördelning: a pot divided by volume and index in two ways, side by side."""

from __future__ import annotations

from regso.templates.resursfordelning import bytype, report, units
from regso.templates.resursfordelning.checks import CHECKS, unless_kommuner
from regso.templates.resursfordelning.example import example_rows
from regso.templates.resursfordelning.fields import COLUMNS, INPUTS
from regso.workbook import reference
from regso.workbook.checks.register import verdict_of_codes
from regso.workbook.indata import data
from regso.workbook.template import Template

LEAD = "En pott efter volym och index, i två alternativ, på kronan"
STEPS = (
    (
        "1  Ställ in",
        "Fyll i potten och de två alternativen i de gula fälten här nedanför.",
    ),
    (
        "2  Klistra in",
        "Klistra in enheterna i tabellen på bladet Indata: en rad per enhet med namn, kod, volym "
        f"och index. Mallen rymmer {units.MOST_TEXT} enheter.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna börjar med OK. Bladet Fördelning jämför alternativen och Per enhet "
        "har varje enhets belopp. Små volymer kan vara uppgifter om enskilda: tänk på det när "
        "Per enhet lämnas vidare.",
    ),
)

TEMPLATE = Template(
    name="resursfordelning",
    title="Resursfördelning",
    report=report.SHEET,
    lead=LEAD,
    steps=STEPS,
    columns=COLUMNS,
    inputs=INPUTS,
    checks=CHECKS,
    sheets=(
        data(COLUMNS, example_rows()),
        report.PAGE,
        bytype.PAGE,
        reference.match(unless_kommuner(verdict_of_codes(COLUMNS))),
        reference.source(notes=report.NOTES.further),
    ),
)

"""The template Användbarhet: to what degree can områdestyper support an agency's work?"""

from __future__ import annotations

from regso.templates.anvandbarhet import linked, report, tables
from regso.templates.anvandbarhet.fields import COLUMNS, INPUTS
from regso.templates.anvandbarhet.tables import AREAS, STABLE, key
from regso.workbook import reference
from regso.workbook.checks import register as checks
from regso.workbook.checks.check import Check
from regso.workbook.indata import data
from regso.workbook.template import Template

LEAD = "Hur långt områdestyperna räcker för det som myndigheten arbetar med, på en sida"
STEPS = (
    (
        "1  Ställ in",
        "Fyll i de gula fälten här nedanför. Rubriken säger vad som är andelen och av vilka.",
    ),
    (
        "2  Klistra in",
        "Klistra in registret på bladet Indata: en rad per område (helst DeSO) eller person, med "
        "kod, berörda och alla.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna längst ned börjar med OK. Skriv sedan ut bladet Användbarhet; "
        "tabellerna bakom står på bladen Tabeller och Stabilitet, och talen till mallen "
        "Redovisning på Till redovisningen. Indata kan vara personuppgifter: skicka inte "
        "arbetsboken vidare.",
    ),
)
_PAIR = ("taljare", "namnare")
CHECKS = (
    *checks.of_register(COLUMNS, INPUTS),
    Check(
        "Jämförelseår",
        STABLE["count", key(AREAS)],
        'IF({value}=0,"Granska: inget område kan jämföras mellan åren.",'
        '"OK: områdenas typer jämförs mellan åren.")',
        "Fel: typerna kan inte jämföras. Jämförelseåret ska vara före områdestypernas år, och båda "
        "ha typer.",
    ),
    checks.numbers(
        f"{checks.wrong_numbers(*_PAIR)}+{checks.half_pairs(*_PAIR)}+{checks.larger_parts(*_PAIR)}",
        "täljare och nämnare är tal som hör ihop.",
        "text, ett negativt tal, ett tal som saknas eller en täljare som är större än nämnaren.",
    ),
)
TEMPLATE = Template(
    name="anvandbarhet",
    title="Användbarhet",
    report=report.PAGE.name,
    lead=LEAD,
    steps=STEPS,
    columns=COLUMNS,
    inputs=INPUTS,
    checks=CHECKS,
    sheets=(
        data(COLUMNS),
        report.PAGE,
        tables.PAGE,
        tables.STABLE_PAGE,
        linked.PAGE,
        reference.match(checks.verdict_of_codes(COLUMNS), sizes="Indata[namnare]"),
        reference.source(),
    ),
)

"""The template Brott: events with coordinates by area type, per 100,000 and as local quotients."""

from __future__ import annotations

from regso.templates.brott import example, kinds, police, report, tofill, work
from regso.templates.brott.checks import CHECKS, VERDICT_OF_PLACES
from regso.templates.brott.fields import COLUMNS, INPUTS, OVERLAP, SETTINGS
from regso.templates.brott.formulas import PLACE
from regso.workbook import reference
from regso.workbook.indata import data
from regso.workbook.template import Template

_ABOUT = (
    "Klistra in egna händelser över exemplet, som är påhittat (län 99). Exakt plats kan vara en "
    "personuppgift: skicka inte arbetsboken vidare."
)
LEAD = (
    "Händelser med koordinater per socioekonomisk områdestyp 1–5, i förhållande till befolkningen"
)
STEPS = (
    (
        "1  Ställ in",
        "Hämta gränserna med regso data update. Ange koordinatsystem, område och år här, och "
        "brottstyper på bladet Urval.",
    ),
    (
        "2  Klistra in",
        "En rad per händelse på bladet Indata: n, o, brottstyp. Har ni egna områden: ange på "
        "bladet Överlapp vilka RegSO de berör.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna börjar med OK. Skriv ut bladen Brott och Brottstyper. Indata, "
        "Beräkning och Polisområden är arbetsblad: lämna inte ut dem.",
    ),
)

TEMPLATE = Template(
    name="brott",
    title="Brott och platser",
    report=report.SHEET,
    lead=LEAD,
    steps=STEPS,
    columns=COLUMNS,
    inputs=INPUTS,
    on_start=SETTINGS,
    checks=CHECKS,
    sheets=(
        tofill.CHOICES,
        data(COLUMNS, example.events(), about=_ABOUT),
        tofill.SHARES,
        report.PAGE,
        kinds.PAGE,
        police.PAGE,
        work.PAGE,
        reference.match(VERDICT_OF_PLACES, PLACE),
        reference.source(
            {"Gränser": "gränser"}, notes=(*report.NOTES.further, *kinds.NOTES.further)
        ),
    ),
    tables=(OVERLAP,),
)

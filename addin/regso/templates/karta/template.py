"""The template Karta: the RegSO of a län or a kommun by area type, counted and drawn."""

from __future__ import annotations

from dataclasses import replace

from regso.templates.karta import own, sheet
from regso.workbook import inputs, reference
from regso.workbook.checks.check import Check
from regso.workbook.checks.register import ADD_IN, YEAR_IS_COMPLETE, verdict_of_codes
from regso.workbook.declared import Input
from regso.workbook.indata import data
from regso.workbook.mapplace import AREA, SHEET
from regso.workbook.reference import sourced
from regso.workbook.template import Template

INPUTS = (
    Input(
        AREA,
        "Område",
        "99",
        "Kod för ett län (två siffror) eller en kommun (fyra siffror). Tomt betyder hela riket.",
        inputs.text(9),
        "input_text",
        is_example=False,
    ),
    inputs.YEAR,
    *own.INPUTS,
)
LEAD = "Ett läns eller en kommuns RegSO per områdestyp, eller egna andelar på karta"
STEPS = (
    (
        "1  Hämta gränser",
        "Kartan behöver områdenas gränser: regso data update hämtar dem. Tabellen klarar sig utan.",
    ),
    (
        "2  Välj område och år",
        "Tabellen räknas om direkt. Kartan är en bild som kommandot ritar: regso render karta -s "
        "omrade=0180 -s ar=2022 -o karta.xlsx",
    ),
    (
        "3  Egna andelar",
        "Klistra in registret på bladet Indata, eller lägg till -d register.csv, och se andelar "
        "per RegSO eller kommun i stället för områdestyper.",
    ),
    (
        "4  Använd",
        "Skriv ut bladet Karta. Bildens egen rubrik säger vilket område och år den visar. Indata "
        "kan vara personuppgifter: skicka inte arbetsboken vidare.",
    ),
)
CHECKS = (
    ADD_IN,
    Check(
        "Område",
        sheet.NAME,
        f'IF(ISNUMBER(SEARCH("påhittade",{sourced("Källa")}&"")),'
        '"Granska: uppgifterna är påhittade (län 99).","OK: "&{value})',
        "Fel: området finns inte i årets indelning. Ange koden för ett län eller en kommun.",
    ),
    YEAR_IS_COMPLETE,
    *own.CHECKS,
)
_ABOUT = "Klistra in egna rader för att se andelar på kartan. Tomt: kartan visar områdestyper."
# Not printed: without own rows it has nothing to say.
_MATCH = replace(
    reference.match(verdict_of_codes(own.COLUMNS), sizes=own.SIZES),
    use="work",
)

TEMPLATE = Template(
    name="karta",
    title=SHEET,
    report=SHEET,
    lead=LEAD,
    steps=STEPS,
    columns=own.COLUMNS,
    inputs=INPUTS,
    checks=CHECKS,
    sheets=(
        data(own.COLUMNS, own.EMPTY, about=_ABOUT),
        sheet.PAGE,
        _MATCH,
        reference.source(),
    ),
)

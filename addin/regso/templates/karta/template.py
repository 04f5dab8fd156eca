"""The template Karta: the RegSO of a län or a kommun by area type, counted and drawn."""

from __future__ import annotations

from regso.templates.karta import sheet
from regso.workbook import inputs, reference
from regso.workbook.checks.check import Check
from regso.workbook.checks.register import ADD_IN, YEAR_IS_COMPLETE
from regso.workbook.declared import Input
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
)
LEAD = "Ett läns eller en kommuns RegSO per områdestyp"
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
        "3  Använd",
        "Skriv ut bladet Karta. Bildens egen rubrik säger vilket område och år den visar.",
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
)

TEMPLATE = Template(
    name="karta",
    title=SHEET,
    report=SHEET,
    lead=LEAD,
    steps=STEPS,
    inputs=INPUTS,
    checks=CHECKS,
    sheets=(sheet.PAGE, reference.source()),
)

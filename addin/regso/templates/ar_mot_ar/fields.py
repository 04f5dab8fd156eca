"""What the user of the template Uppföljning år mot år fills in."""

from __future__ import annotations

from dataclasses import replace

from regso.workbook import inputs
from regso.workbook.declared import Column, Input

EACH_YEAR, ONE_YEAR = "varje år för sig", "ett år för alla"
OWN_VINTAGES = "varje års egen"
COLUMNS = (
    Column("kod", "RegSO- eller DeSO-kod, eller en färdig områdestyp 1–5.", True, True),
    Column(
        "ar",
        "året som raden gäller, till exempel 2022; högst 15 olika år.",
        True,
        rule=inputs.YEAR.rule,
    ),
    Column("taljare", "täljaren, till exempel antal som fått arbete.", True),
    Column(
        "namnare",
        "nämnaren, till exempel antal inskrivna. Tom kolumn betyder antal, eller andel av raderna "
        "när täljaren är 0 eller 1 för varje person.",
    ),
)
INPUTS = (
    inputs.AGENCY,
    replace(
        inputs.HEADING, example="Exempel: andel nyinskrivna 18–24 år som fått arbete inom ett år"
    ),
    Input(
        "klassning",
        "Klassning",
        EACH_YEAR,
        f"{EACH_YEAR}: raden får sitt eget års områdestyp. {ONE_YEAR}: alla rader får typen för "
        "året här nedanför, så att bara det egna utfallet kan ändras mellan åren.",
        inputs.one_of((EACH_YEAR, ONE_YEAR)),
        is_example=False,
    ),
    replace(
        inputs.YEAR,
        example=2024,
        hint=f'Klassar alla rader när klassningen är "{ONE_YEAR}". Bladen Flytt, Matchning och '
        "Källa gäller alltid det året.",
    ),
    replace(
        inputs.OWN_VINTAGE,
        example=OWN_VINTAGES,
        hint=f"{OWN_VINTAGES}: RegSO 2020/DeSO 2018 till och med 2023 och RegSO 2025/DeSO 2025 "
        "från 2024. Annars indelningen som alla rader är kodade i.",
        rule=inputs.one_of((OWN_VINTAGES, *inputs.VINTAGES)),
    ),
    Input(
        "ar_fore",
        "Flytt: från år",
        2022,
        "Bladet Flytt jämför områdestyperna det här året med dem i Områdestypernas år.",
        inputs.YEAR.rule,
        "input_year",
        is_example=False,
    ),
    Input(
        "omrade",
        "Flytt: område",
        "00",
        "Kod för kommun (fyra siffror) eller län (två siffror); 00 är hela riket.",
        inputs.between("length", 2, 8, "Ange 00, en länskod eller en kommunkod."),
        "input_text",
        is_example=False,
    ),
    inputs.THRESHOLD,
)

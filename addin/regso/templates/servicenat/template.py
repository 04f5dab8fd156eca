"""The template Servicenät: who lives near an office, today and without one of them."""

from __future__ import annotations

from dataclasses import replace

from regso.templates.servicenat import offices, report
from regso.workbook import inputs, reference
from regso.workbook.checks import coordinates
from regso.workbook.checks import register as checks
from regso.workbook.checks.check import Check
from regso.workbook.checks.examples import ExampleRows
from regso.workbook.declared import Column, Content, Input
from regso.workbook.indata import data
from regso.workbook.template import Template

COLUMNS = (
    Column("kontor", "kontorets eller hållplatsens namn, ett namn per punkt.", True, True),
    Column("n", "nordkoordinat: N i SWEREF 99 TM, latitud i WGS 84, x i RT 90.", True),
    Column("o", "östkoordinat: E i SWEREF 99 TM, longitud i WGS 84, y i RT 90.", True),
    Column("besok", "antal besök under året. Får vara tom."),
    Column("kostnad", "kontorets kostnad under samma år, kronor. Får vara tom."),
)
# Places on the map of Exempellän, which lies at sea.
EXAMPLE: tuple[tuple[Content, ...], ...] = (
    ("Exempelkontoret Fantasiparken", 6_821_800, 702_300, 48_200, 9_150_000),
    ("Exempelkontoret Regnbågen", 6_828_600, 704_300, 17_900, 4_820_000),
    ("Exempelkontoret Stickprovet", 6_821_700, 707_200, 36_400, 7_310_000),
    ("Exempelkontoret Täljaren", 6_825_100, 710_400, 21_300, 5_060_000),
    ("Exempelkontoret Kulissen", 6_832_800, 701_200, 12_600, 4_430_000),
    ("Exempelkontoret Provrummet", 6_830_900, 707_400, 29_800, 6_240_000),
    ("Exempelkontoret Provsmaken", 6_836_500, 710_300, 8_700, 3_980_000),
)
_NUMBER = inputs.between("decimal", -180, 10_000_000, "Ange koordinaten som ett tal, utan enhet.")


def _planned(name: str, which: str) -> Input:
    return Input(
        name,
        f"Alternativ: nytt kontor, {which}",
        None,
        "Koordinat för ett planerat kontor i samma system. Fyll i både n och o, eller ingen.",
        _NUMBER,
        is_example=False,
    )


INPUTS = (
    replace(inputs.AGENCY, example="Statens servicecenter"),
    replace(
        inputs.HEADING,
        example=None,
        hint="Vad rapporten svarar på. Tom: en fråga med räckvidden här nedanför.",
        rule=inputs.text(110),
        is_example=False,
    ),
    Input(
        "radie_km",
        "Räckvidd, km",
        2,
        "Längsta avstånd fågelvägen till närmaste kontor. Välj inte en räckvidd som är mindre än "
        "områdena.",
        inputs.between("decimal", 0, 500, "Ange ett avstånd från 0 till 500 km."),
        "input_level",
        is_example=False,
    ),
    replace(
        inputs.YEAR,
        hint="Områdestypernas och folkmängdens år. Gränserna tas ur årets indelning.",
    ),
    inputs.SYSTEM,
    Input(
        "utan",
        "Alternativ: utan kontor",
        "Exempelkontoret Kulissen",
        "Namnet på ett kontor i Indata som alternativet räknas utan. Tomt betyder inget.",
        inputs.text(80),
        is_example=True,
    ),
    _planned("nytt_n", "n"),
    _planned("nytt_o", "o"),
)
LEAD = "Befolkning inom räckhåll per områdestyp, och vad varje kontor kostar per besök"
STEPS = (
    (
        "1  Hämta gränser",
        "Täckningen räknas med SCB:s områdesgränser. De följer inte med tillägget: hämta dem en "
        "gång med regso data update (handboken, Referensdata). Till dess används Exempellän.",
    ),
    (
        "2  Klistra in",
        "Klistra in kontoren i tabellen på bladet Indata, ett per rad, och ställ in räckvidd, år "
        f"och koordinatsystem. Töm exemplets alternativ. Mallen rymmer {offices.MOST} kontor.",
    ),
    (
        "3  Pröva ett alternativ",
        "Skriv namnet på ett kontor som kan läggas ned, eller koordinaterna för ett nytt. Bladet "
        "Servicenät jämför med i dag. Se först att kontrollerna börjar med OK.",
    ),
)
EXAMPLE_ROWS = (
    "Klistra in dina egna kontor över exemplet. Kontoren i exemplet är påhittade och ligger i "
    "Exempellän."
)
_EXAMPLE_OFFICES = ExampleRows(
    'COUNTIF(Indata[kontor],"Exempelkontoret*")',
    "COUNTA(Indata[kontor])",
    "exempelkontor (påhittade, län 99)",
)

CHECKS = (
    checks.ADD_IN,
    _EXAMPLE_OFFICES.left(INPUTS),
    Check(
        "Kontor med koordinater",
        f"COUNT({offices.OFFICES['n']})",
        f'IF({offices.COUNT}>{offices.MOST},"Fel: Indata har "&{offices.COUNT}&" rader men mallen '
        f'rymmer {offices.MOST}. Inget räknas. Dela upp kontoren.",'
        'IF({value}=0,"Fel: tabellen Indata har inga koordinater.",'
        f'IF({{value}}<{offices.COUNT},"Granska: "&({offices.COUNT}-{{value}})&" rader i Indata '
        'saknar koordinater och räknas inte.","OK: alla rader i Indata har koordinater.")))',
    ),
    Check(
        "Felaktiga tal i Indata",
        "+".join(f"COUNTA(Indata[{c}])-COUNT(Indata[{c}])" for c in ("n", "o", "besok", "kostnad"))
        + '+COUNTIF(Indata[besok],"<0")+COUNTIF(Indata[kostnad],"<0")'
        + "+ABS(COUNT(Indata[n])-COUNT(Indata[o]))",
        'IF({value}=0,"OK: koordinater, besök och kostnad är tal.",'
        '"Fel: en koordinat saknas, besök eller kostnad är negativ, eller det står text där det '
        'ska stå tal. Rätta i Indata.")',
    ),
    Check(
        "Kontor utanför gränserna",
        offices.OUTSIDE,
        'IF({value}=0,"OK: alla kontor ligger i ett område.",'
        '"Granska: de ligger utanför alla inlästa områden. Kontrollera koordinaterna på bladet '
        'Per kontor, eller läs in fler gränser.")',
        "Fel: omkastade axlar eller fel system (#VALUE!), eller så saknas årets gränser (#REF!: "
        "hämta dem med regso data update). Se Per kontor.",
    ),
    coordinates.SYSTEM,
    Check(
        "Områden utan gräns",
        report.TOTAL_LABEL,
        'IF(ISNUMBER(SEARCH("utan gräns",{value})),"Granska: de områdena räknas varken i '
        'befolkning eller inom räckhåll. Läs in fler gränser om du behöver dem.",'
        '"OK: alla områden har gräns och folkmängd.")',
        "Fel: täckningen kan inte räknas. #REF!: årets gränser eller folkmängd är inte inlästa. "
        "#VALUE!: en koordinat är fel.",
    ),
    Check(
        "Alternativ: utan kontor",
        f'IF(utan="",0,COUNTIF({offices.OFFICES["office"]},utan))',
        'IF(utan="","OK: inget kontor utelämnas.",IF({value}=0,"Fel: inget kontor i Indata heter '
        'så. Skriv namnet som i Indata.",IF({value}>1,"Granska: "&{value}&" kontor heter så och '
        'utelämnas alla.","OK: kontoret utelämnas i alternativet.")))',
    ),
    Check(
        "Alternativ: nytt kontor",
        "COUNT(nytt_n)+COUNT(nytt_o)",
        'IF({value}=0,"OK: inget nytt kontor.",IF({value}=2,"OK: ett nytt kontor ingår i '
        'alternativet.","Fel: fyll i både n och o för det nya kontoret, eller ingen."))',
    ),
    _EXAMPLE_OFFICES.check(),
    checks.YEAR_IS_COMPLETE,
)

TEMPLATE = Template(
    name="servicenat",
    title=report.SHEET,
    report=report.SHEET,
    lead=LEAD,
    steps=STEPS,
    columns=COLUMNS,
    inputs=INPUTS,
    checks=CHECKS,
    sheets=(
        data(COLUMNS, EXAMPLE, about=EXAMPLE_ROWS),
        report.PAGE,
        offices.PAGE,
        reference.source({"Befolkning": "befolkning", "Gränser": "gränser"}),
    ),
)

"""The template Skola och ojämlikhet: pupils by area type, and how unevenly groups of them live."""

from __future__ import annotations

from dataclasses import replace

from regso.core.measures.typetable import SHARE
from regso.templates.skola import example, kommuner
from regso.templates.skola.measures import KOMMUNER
from regso.workbook import inputs, reference
from regso.workbook.checks import register as checks
from regso.workbook.checks.check import Check
from regso.workbook.declared import Column, Input
from regso.workbook.indata import data
from regso.workbook.inputs import LOWEST_SHOWN
from regso.workbook.reference import matched
from regso.workbook.template import Template
from regso.workbook.typetable import Measure, TypeTable

_REPORT = "Skola"
COLUMNS = (
    Column("kod", "RegSO- eller DeSO-kod för området där eleverna bor, en rad per område.",
           True, True),
    Column("elever", "antal elever som bor i området.", True),
    Column("behoriga", "antal av dem som är behöriga till gymnasieskolan.", True),
    Column("grupp", "antal av eleverna i gruppen, till exempel föräldrar med förgymnasial "
           "utbildning.", True),
    Column("jamfor", "antal i gruppen att jämföra med, till exempel eftergymnasial utbildning. "
           "Tom kolumn betyder alla andra."),
)  # fmt: skip
ON_START = (
    replace(inputs.AGENCY, example="Statens skolverk"),
    replace(inputs.HEADING, example="Exempel: andel elever som är behöriga till gymnasieskolan"),
    Input("grupp", "Gruppen", "föräldrar med kort utbildning (exempel)",
          "Vad kolumnen grupp räknar. Står på bladet Ojämlikhet.",
          inputs.between("length", 1, 60, "Skriv högst 60 tecken."), is_example=True),
    Input("jamfor", "Jämförs med", "föräldrar med lång utbildning (exempel)",
          "Vad kolumnen jamfor räknar; skriv alla andra om kolumnen är tom.",
          inputs.between("length", 1, 60, "Skriv högst 60 tecken."), is_example=True),
    inputs.YEAR,
    replace(inputs.OWN_VINTAGE, example="RegSO 2020"),
    inputs.THRESHOLD,
    Input("minst", "Minsta antal områden", 5,
          "Index visas bara för kommuner med minst så många områden: med få områden är måttet "
          "osäkert och kan röja hur gruppen bor.",
          inputs.between("integer", 2, 100, "Ange ett heltal från 2 till 100, till exempel 5."),
          "input_count", is_example=False),
    inputs.LEVEL,
)  # fmt: skip
INPUTS = (*ON_START, *KOMMUNER)
LEAD = "Elever per områdestyp, och hur ojämnt grupper av elever bor i en kommun"
STEPS = (
    (
        "1  Ställ in",
        "Fyll i de gula fälten här nedanför, och kommunkoderna på bladet Ojämlikhet.",
    ),
    (
        "2  Klistra in",
        "Klistra in tabellen på bladet Indata: en rad per område där eleverna bor (inte per skola "
        "eller elev), med antal elever, behöriga och grupper.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna längst ned börjar med OK. Rangordna inte kommuner efter måtten på "
        "bladet Ojämlikhet. Indata kan vara personuppgifter: skicka inte arbetsboken vidare.",
    ),
)

FORMULA = (
    f'REGSO_TABELL(Indata[kod],Indata[behoriga],Indata[elever],ar,konf,{LOWEST_SHOWN},"andel")'
)
# The columns of a cross table by code are the codes, two labels and a total.
_AREAS = "(COLUMNS(REGSO_KORS(Indata[kod],Indata[kod]))-3)"
_PARTS = ("behoriga", "grupp", "jamfor")
_INCOMPLETE = "+".join(
    f'SUMPRODUCT((Indata[kod]<>"")*(Indata[{name}]=""))' for name in ("elever", "behoriga", "grupp")
)
_OF_REGISTER = checks.of_register(COLUMNS, INPUTS)
CHECKS = (
    *_OF_REGISTER[:4],
    Check(
        "Flera rader per område",
        f"{matched('rader')}-{matched('tomma')}-{_AREAS}",
        'IF({value}>0,"Fel: ett område står på flera rader, så att måtten på bladet Ojämlikhet '
        'blir för höga. Summera till en rad per område.","OK: varje område står på en rad.")',
    ),
    Check(
        "Koder som har tolkats",
        matched("reparerade"),
        'IF({value}>0,"Granska: slarvigt skrivna koder räknas på bladet Skola, men på bladet '
        'Ojämlikhet bara om de börjar med kommunkoden. Rätta i Indata.",'
        '"OK: koderna är skrivna som de ska.")',
    ),
    Check(
        "Tomma antal",
        _INCOMPLETE,
        'IF({value}>0,"Fel: rader med kod saknar elever, behoriga eller grupp. Fyll i, 0 om '
        'antalet är noll.","OK: alla rader med kod har antal.")',
    ),
    *_OF_REGISTER[4:],
    checks.numbers(
        "+".join(
            (
                checks.wrong_numbers("elever", *_PARTS),
                *(checks.larger_parts(part, "elever") for part in _PARTS),
            )
        ),
        "elever, behöriga och grupper är tal som hör ihop.",
        "text, ett negativt tal eller fler behöriga, i gruppen eller att jämföra med än elever.",
    ),
)
_TYPES = TypeTable(
    _REPORT, FORMULA, "rubrik", "myndighet", Measure(SHARE), last_notes=(kommuner.NOT_SKOLVERKET,)
)
TEMPLATE = Template(
    name="skola",
    title="Skola och ojämlikhet",
    report=_REPORT,
    lead=LEAD,
    steps=STEPS,
    columns=COLUMNS,
    inputs=INPUTS,
    on_start=ON_START,
    checks=CHECKS,
    sheets=(
        data(COLUMNS, example.rows()),
        _TYPES.page,
        kommuner.PAGE,
        reference.match(checks.verdict_of_codes(COLUMNS), sizes="Indata[elever]"),
        reference.source(notes=(*_TYPES.all_notes.further, *kommuner.NOTES.further)),
    ),
)

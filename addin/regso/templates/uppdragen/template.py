"""The template Uppdragen: the money and the next deadline of several assignments on one page.

A row of Indata is an assignment, whatever its amounts and days; `regso overview` makes the rows of
workbooks of the template Uppdraget.
"""

from __future__ import annotations

from regso.templates.uppdragen.columns import COLUMNS, COUNT, INVENTED, ROWS
from regso.templates.uppdragen.sheet import BESIDE, LATE, MOST, SHEET, TABLE, UNSEEN, draw
from regso.workbook.checks import register as checks
from regso.workbook.checks.check import Check
from regso.workbook.checks.examples import ExampleRows
from regso.workbook.grid import widths
from regso.workbook.indata import data
from regso.workbook.page import Page
from regso.workbook.template import Template

_EXAMPLE = ExampleRows(
    f'COUNTIF(Indata[uppdrag],"{INVENTED.strip()}*")', COUNT, "exempelrader (påhittade)"
)
_AMOUNTS = ("disponibelt", "rekvirerat", "upparbetat")
_MISSING = "+".join(f"{COUNT}-COUNT(Indata[{name}])" for name in (*_AMOUNTS, "avstamningsdag"))
CHECKS = (
    checks.ADD_IN,
    _EXAMPLE.check(),
    Check(
        "Antal uppdrag",
        COUNT,
        f'IF({{value}}=0,"Fel: Indata har inga uppdrag.",IF({{value}}>{MOST},"Fel: sidan har plats '
        f'för {MOST} uppdrag; dela upp dem på flera arbetsböcker.",IF({UNSEEN}>0,'
        '"Granska: alla "&{value}&" uppdrag syns inte, för rader på bladet Översikt är dolda. '
        'Markera raderna omkring och välj Ta fram.","OK: alla uppdrag är med.")))',
    ),
    Check(
        "Belopp och dagar saknas",
        _MISSING,
        'IF({value}=0,"OK: varje uppdrag har belopp och en avstämningsdag.","Fel: så många celler '
        'i disponibelt, rekvirerat, upparbetat och avstamningsdag är tomma eller text.")',
    ),
    Check(
        "Samma dag",
        "MAX(Indata[avstamningsdag])-MIN(Indata[avstamningsdag])",
        'IF({value}=0,"OK: alla uppdrag har samma avstämningsdag.","Granska: så många dagar '
        'skiljer mellan avstämningsdagarna; beloppen gäller olika dagar.")',
    ),
    Check(
        "Rekvirerat ≤ disponibelt",
        "SUMPRODUCT((Indata[rekvirerat]>Indata[disponibelt])*1)",
        'IF({value}=0,"OK: inget uppdrag har rekvirerat mer än beslutet ger.","Fel: så många '
        'uppdrag har rekvirerat mer än det disponibla beloppet.")',
    ),
    Check(
        "Prognos över rekvirerat",
        "SUMPRODUCT((Indata[prognos]>Indata[rekvirerat])*1)",
        'IF({value}=0,"OK: prognoserna ryms i det rekvirerade.","Granska: så många uppdrag har en '
        'prognos som är större än det rekvirerade beloppet.")',
    ),
    Check(
        "Försenade frister",
        LATE,
        'IF({value}=0,"OK: ingen frist hade passerat utan att vara klar.","Fel: så många uppdrag '
        'hade en frist som hade passerat utan att vara klar.")',
    ),
)

TEMPLATE = Template(
    name="uppdragen",
    title="Uppdragen: medel och frister",
    report=SHEET,
    lead="Flera uppdrag på en sida: belopp, prognos, avvikelse och nästa frist",
    steps=(
        (
            "1  Samla",
            "Kör regso overview med arbetsböckerna Uppdraget, eller klistra in en rad per uppdrag "
            "på bladet Indata.",
        ),
        (
            "2  Granska",
            "Se att kontrollerna börjar med OK. Skriv sedan ut bladet Översikt.",
        ),
    ),
    columns=COLUMNS,
    checks=CHECKS,
    sheets=(
        data(COLUMNS, ROWS, about="Klistra in dina egna rader över exemplet. Det är påhittat."),
        Page(SHEET, "result", widths(TABLE, BESIDE), draw, landscape=True),
    ),
)

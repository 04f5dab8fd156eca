"""The check panel of Redovisning: what must be red until it is filled in."""

from __future__ import annotations

from regso.templates.redovisning import evidence, matrix
from regso.templates.redovisning.decision import DAYS_LEFT, DEADLINE, DNR, SEVERAL, goals
from regso.templates.redovisning.facts import (
    ANOTHER_ASSIGNMENT,
    ANSWERS,
    EXAMPLE,
    ITS_AGENCY,
    NO,
    PAIRS,
    PARTLY,
    YES,
)
from regso.templates.redovisning.fields import INPUTS, LONGEST
from regso.workbook.checks.check import Check
from regso.workbook.checks.examples import ExampleRows
from regso.workbook.checks.register import ADD_IN

_NO_DAYS = "Fel: ange avstämningsdag och sista dag för redovisningen."
_EXAMPLE_TEXTS = ExampleRows(
    f'COUNTIF(Indata[motivering],"{EXAMPLE}*")',
    "COUNTA(Indata[verktyg])",
    "exemplets texter (påhittade)",
    "Exempeltexter",
)
CHECKS = (
    ADD_IN,
    _EXAMPLE_TEXTS.left(INPUTS, (evidence.TABLE,)),
    Check(
        f"Svar i {len(PAIRS)} rutor",
        matrix.count(*ANSWERS),
        f'IF({{value}}={len(PAIRS)},"OK: varje verktyg och användning har ett svar.",'
        f'"Fel: "&{len(PAIRS)}-{{value}}&" rutor saknar svar. Fyll i Indata.")',
    ),
    Check(
        "Motiveringar som saknas",
        matrix.without("reason", *(a for a in ANSWERS if a != YES)),
        f'IF({{value}}=0,"OK: alla svar utom {YES} är motiverade.",'
        f'"Fel: svar som inte är {YES} måste motiveras i Indata.")',
    ),
    Check(
        "Rader utanför matrisen",
        f'SUMPRODUCT((Indata[verktyg]&Indata[anvandning]&Indata[svar]<>"")*1)-{matrix.found()}',
        'IF({value}=0,"OK: varje rad i Indata har sin ruta.",'
        '"Fel: rader har ett okänt verktyg eller en okänd användning, eller finns två gånger.")',
    ),
    Check(
        "Hinder som saknas",
        matrix.without("obstacle", PARTLY, NO),
        f'IF({{value}}=0,"OK: svaren {PARTLY} och {NO} har ett hinder.",'
        f'"Granska: svar med {PARTLY} eller {NO} säger inte vad som hindrar.")',
    ),
    Check(
        "Underlag som saknas",
        matrix.without("evidence", YES),
        f'IF({{value}}=0,"OK: varje {YES} hänvisar till ett underlag.",'
        f'"Granska: svar med {YES} hänvisar inte till något underlag.")',
    ),
    Check(
        "Längsta motivering",
        matrix.longest(),
        f'IF({{value}}<={LONGEST},"OK: motiveringarna får plats i utskriften.",'
        f'"Granska: texter över {LONGEST} tecken klipps i utskriften. Word-rapporten har hela '
        'texten.")',
    ),
    Check(
        "Diarienummer",
        f'REGSO_KONTROLL("dnr",{DNR})',
        f'IF({DNR}&""="","Fel: beslutets diarienummer är inte känt. Skriv av ert beslut.",'
        f'IF({{value}}&""="OK","OK: "&{DNR}&" har rätt form.","Fel: "&{{value}}))',
    ),
    Check(
        "Delmål",
        goals(),
        f'IF({{value}}=0,"Fel: beslutet namnger inget delmål. Välj det som verksamheten gäller.",'
        f"IF(AND({{value}}=1,{SEVERAL}),"
        '"Granska: beslutet säger flera av delmålen, men bara ett är valt.",'
        '"OK: delmål finns."))',
    ),
    Check(
        "Vårt diarienummer",
        'eget_dnr&""',
        'IF({value}="","Granska: missivet får en rad att fylla i myndighetens eget på.",'
        '"OK: det står i missivet.")',
    ),
    Check(
        "Slutsats",
        'IF(TRIM(slutsats&"")="","saknas","finns")',
        'IF({value}="finns","OK: slutsatsen står i sammanfattningen.",'
        '"Fel: skriv i vilken utsträckning verktygen kan användas.")',
    ),
    Check(
        f"Uppdraget {ANOTHER_ASSIGNMENT}",
        f'IF(myndighet="{ITS_AGENCY}","gäller","gäller inte")',
        f'IF(myndighet<>"{ITS_AGENCY}","OK: gäller bara {ITS_AGENCY}.",IF(TRIM(beaktat)="",'
        f'"Fel: skriv hur uppdraget {ANOTHER_ASSIGNMENT} har beaktats.",'
        '"OK: det står hur uppdraget har beaktats."))',
    ),
    Check(
        "Dagar till redovisning",
        DAYS_LEFT,
        f'IF(NOT(ISNUMBER({{value}})),"{_NO_DAYS}",IF({{value}}<0,"Fel: "&{DEADLINE}&".",'
        f'IF({{value}}<=7,"Granska: "&{DEADLINE}&", högst en vecka kvar.",'
        f'"OK: "&{DEADLINE}&".")))',
        _NO_DAYS,
    ),
    _EXAMPLE_TEXTS.check(),
)

"""What the template Brott checks about itself."""

from __future__ import annotations

from regso.core.areas.areatypes import TOTAL
from regso.templates.brott import report
from regso.templates.brott.counts import BLOCK, BORDERS
from regso.templates.brott.example import EASTINGS, NORTHINGS
from regso.templates.brott.fields import COLUMNS, INPUTS, OVERLAP
from regso.templates.brott.formulas import EVENTS, KINDS, NO_PLACE, PLACE
from regso.workbook.checks import coordinates
from regso.workbook.checks.check import Check
from regso.workbook.checks.examples import ExampleRows
from regso.workbook.checks.register import (
    ADD_IN,
    HARDLY_ANY,
    THRESHOLD,
    YEAR_IS_COMPLETE,
    counted,
    numbers,
    wrong_numbers,
)
from regso.workbook.typegrid import of_types


def _elsewhere(fine: str) -> str:
    """Return a formula, or what is wrong where hardly any event lies in an area."""
    return (
        f"IF({HARDLY_ANY},"
        '"Fel: nästan inga händelser ligger i ett RegSO vars gräns är inläst. Se kontrollen '
        f'Koordinaternas system, eller läs in gränser för fler län.",{fine})'
    )


VERDICT_OF_PLACES = _elsewhere(counted(COLUMNS))
_WITHIN = ",".join(
    f'Indata[{column}],">={low}",Indata[{column}],"<={high}"'
    for column, (low, high) in (("n", NORTHINGS), ("o", EASTINGS))
)
_EXAMPLE = ExampleRows(
    f"COUNTIFS({_WITHIN})", "COUNTA(Indata[brottstyp])", "exempelhändelser (påhittade, län 99)"
)
_ALL = BLOCK["total", TOTAL]
_WITH_TYPE = f"SUM({of_types(BLOCK, 'total')})"
_KINDS_WITHOUT_EVENTS = "+".join(
    f'IF({kind}="",0,IF(SUMPRODUCT((Indata[brottstyp]={kind})*1)=0,1,0))' for kind in KINDS
)
_WITHOUT_COORDINATES = (
    'SUMPRODUCT(((Indata[n]="")+(Indata[o]="")>0)*(Indata[n]&Indata[o]&Indata[brottstyp]<>""))'
)
_UNPLACED = f'SUM(IF({PLACE}&""="{NO_PLACE}",1,0))-SUM(IF((Indata[n]="")+(Indata[o]="")=1,1,0))'
# What is counted comes first, so that where it is an error this is the same one.
_ELSEWHERE = f'-{_ALL}+REGSO_SUMMA({PLACE},{EVENTS},"alla",ar)'
# Codes that are not written as in the year's list, shares that are none, and pairs told twice.
_HALF_ROWS = "COUNTA(Overlapp[polisomrade])-COUNTA(Overlapp[kod])"
_PAIRS = "Overlapp[polisomrade]&Overlapp[kod]"
_BAD_OVERLAP = (
    "+".join(f"INDEX(REGSO_MATCHNING(Overlapp[kod],ar),{row},2)" for row in (4, 5))
    + f"+ABS({_HALF_ROWS})"
    + "+SUM((Overlapp[andel]<0)+(Overlapp[andel]>1))"
    f'+(SUM(({_PAIRS}=TRANSPOSE({_PAIRS}))*({_PAIRS}<>""))-SUM(({_PAIRS}<>"")*1))/2'
)
CHECKS = (
    ADD_IN,
    _EXAMPLE.left(INPUTS, (OVERLAP,)),
    _EXAMPLE.check(),
    Check(
        "Områdenas gränser",
        BORDERS,
        '"OK: gränserna för årets RegSO är inlästa."',
        "Fel: gränserna för årets RegSO saknas. Hämta dem med regso data update.",
    ),
    Check(
        "Händelser",
        _ALL,
        'IF({value}=0,"Fel: inga händelser i området.",'
        f'IF({_WITH_TYPE}=0,"Fel: ingen händelse i området ligger i en områdestyp, så tabellen '
        'skulle bara ha nollor. Kontrollera område och koordinater.",'
        'IF(LEFT(omrade&"",2)="99","Granska: området är påhittat (län 99).",'
        '"OK: händelserna är inlästa.")))',
        "Fel: kan inte räknas. Kontrollera område, år och att antal är tal.",
    ),
    Check(
        "Rader utan koordinater",
        _WITHOUT_COORDINATES,
        'IF({value}=0,"OK: alla rader har koordinater.",'
        '"Granska: raderna redovisas som okänd plats.")',
    ),
    Check(
        "Rader utanför alla RegSO",
        _UNPLACED,
        _elsewhere(
            'IF({value}=0,"OK: alla koordinater ligger i ett RegSO.",'
            '"Granska: utomlands, till havs, omkastade eller fel system. Räknas som okänd plats.")',
        ),
    ),
    coordinates.SYSTEM,
    Check(
        "Händelser utanför området",
        _ELSEWHERE,
        'IF({value}=0,"OK: inga händelser ligger i andra län eller kommuner.",'
        '"Granska: händelserna ligger utanför området och räknas inte.")',
    ),
    Check(
        "Brottstyper utan händelser",
        _KINDS_WITHOUT_EVENTS,
        'IF({value}=0,"OK: alla brottstyper på bladet Urval finns i Indata.",'
        '"Fel: en brottstyp på bladet Urval finns inte i Indata. Skriv den som i Indata, eller töm '
        'fältet.")',
    ),
    Check(
        "Händelser av övriga typer",
        BLOCK["others", TOTAL],
        'IF({value}<0,"Fel: samma brottstyp står två gånger på bladet Urval.",'
        'IF({value}=0,"OK: alla brottstyper finns på bladet Urval.",'
        '"OK: de redovisas som övriga."))',
    ),
    Check(
        "Befolkning i området",
        report.TABLE["people", TOTAL],
        'IF({value}>0,"OK: folkmängden är inläst.","Fel: ingen bor i området.")',
        "Fel: folkmängd saknas för området eller året. Välj ett annat år i samma indelning.",
    ),
    Check(
        "Fel på bladet Överlapp",
        _BAD_OVERLAP,
        'IF({value}=0,"OK: koder och andelar går att använda.",'
        '"Fel: en kod finns inte i årets indelning, en andel är inte 0–100 % eller en rad står två '
        'gånger.")',
    ),
    YEAR_IS_COMPLETE,
    THRESHOLD,
    numbers(
        wrong_numbers("antal"),
        "antal är tal eller tomt.",
        "antal är text eller ett negativt tal.",
    ),
)

"""What the template Brott checks about itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from regso.templates.brott import formulas as f
from regso.templates.brott.example import EASTINGS, NORTHINGS
from regso.workbook.checks import coordinates
from regso.workbook.checks.check import Check
from regso.workbook.checks.examples import ExampleRows
from regso.workbook.checks.register import (
    ADD_IN,
    HARDLY_ANY,
    MATCH_TABLE,
    THRESHOLD,
    YEAR_IS_COMPLETE,
    counted,
    numbers,
    unless_error,
    wrong_numbers,
)
from regso.workbook.declared import Column, Input, SideTable


def elsewhere(fine: str) -> str:
    """Return a formula, or what is wrong where hardly any event lies in an area."""
    return (
        f"IF({HARDLY_ANY},"
        '"Fel: nästan inga händelser ligger i ett RegSO vars gräns är inläst. Se kontrollen '
        f'Koordinaternas system, eller läs in gränser för fler län.",{fine})'
    )


def verdict_of_places(columns: Sequence[Column]) -> str:
    """Return the formula that says in words how many events have got a type."""
    return unless_error(MATCH_TABLE, elsewhere(counted(columns)))


_WITHIN = ",".join(
    f'Indata[{column}],">={low}",Indata[{column}],"<={high}"'
    for column, (low, high) in (("n", NORTHINGS), ("o", EASTINGS))
)
_EXAMPLE = ExampleRows(
    f"COUNTIFS({_WITHIN})", "COUNTA(Indata[brottstyp])", "exempelhändelser (påhittade, län 99)"
)
_CHECKS = (
    Check(
        "Områdenas gränser",
        f.borders(),
        '"OK: gränserna för årets RegSO är inlästa."',
        "Fel: gränserna för årets RegSO saknas. Hämta SCB:s GeoJSON och läs in den med regso data "
        "import.",
    ),
    Check(
        "Händelser",
        f.counted(),
        'IF({value}=0,"Fel: inga händelser i området.",'
        f'IF({f.with_type()}=0,"Fel: ingen händelse i området ligger i en områdestyp, så tabellen '
        'skulle bara ha nollor. Kontrollera område och koordinater.",'
        'IF(LEFT(omrade&"",2)="99","Granska: området är påhittat (län 99).",'
        '"OK: händelserna är inlästa.")))',
        "Fel: kan inte räknas. Kontrollera område, år och att antal är tal.",
    ),
    Check(
        "Rader utan koordinater",
        f.WITHOUT_COORDINATES,
        'IF({value}=0,"OK: alla rader har koordinater.",'
        '"Granska: raderna redovisas som okänd plats.")',
    ),
    Check(
        "Rader utanför alla RegSO",
        f.UNPLACED,
        elsewhere(
            'IF({value}=0,"OK: alla koordinater ligger i ett RegSO.",'
            '"Granska: utomlands, till havs, omkastade eller fel system. Räknas som okänd plats.")',
        ),
    ),
    coordinates.SYSTEM,
    Check(
        "Händelser utanför området",
        f.ELSEWHERE,
        'IF({value}=0,"OK: inga händelser ligger i andra län eller kommuner.",'
        '"Granska: händelserna ligger utanför området och räknas inte.")',
    ),
    Check(
        "Brottstyper utan händelser",
        f.KINDS_WITHOUT_EVENTS,
        'IF({value}=0,"OK: alla brottstyper på bladet Urval finns i Indata.",'
        '"Fel: en brottstyp på bladet Urval finns inte i Indata. Skriv den som i Indata, eller töm '
        'fältet.")',
    ),
    Check(
        "Händelser av övriga typer",
        f.others(),
        'IF({value}<0,"Fel: samma brottstyp står två gånger på bladet Urval.",'
        'IF({value}=0,"OK: alla brottstyper finns på bladet Urval.",'
        '"OK: de redovisas som övriga."))',
    ),
    Check(
        "Befolkning i området",
        f.everyone(),
        'IF({value}>0,"OK: folkmängden är inläst.","Fel: ingen bor i området.")',
        "Fel: folkmängd saknas för området eller året. Välj ett annat år i samma indelning.",
    ),
    Check(
        "Fel på bladet Överlapp",
        f.BAD_OVERLAP,
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


def checks(inputs: Iterable[Input], tables: Iterable[SideTable]) -> tuple[Check, ...]:
    """Return every check, given what of the template may be left of the example."""
    return (ADD_IN, _EXAMPLE.left(inputs, tables), _EXAMPLE.check(), *_CHECKS)

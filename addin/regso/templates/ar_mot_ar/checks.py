"""The checks of the template Uppföljning år mot år."""

from __future__ import annotations

from regso.templates.ar_mot_ar import moves
from regso.templates.ar_mot_ar.fields import INPUTS, ONE_YEAR, OWN_VINTAGES
from regso.templates.ar_mot_ar.report import BASIS, BY_YEAR
from regso.workbook import basis, inputs
from regso.workbook.checks import examples
from regso.workbook.checks import register as checks
from regso.workbook.checks.check import Check

_PAIR = ("taljare", "namnare")
_UNKNOWN = BY_YEAR["unknown"]


def _years_in_error() -> str:
    """Return the sum, cell by cell: ISERROR of a range is one value in some spreadsheets."""
    return "+".join(f"IF(ISERROR({BY_YEAR['type1', row]}),1,0)" for row in BY_YEAR.rows)


# A register may have changed level from one year to another, which is no overlap.
_OVERLAPS = checks.OVERLAPS._replace(
    status=checks.OVERLAPS.status.replace("Fel: RegSO står", "Granska: RegSO står").replace(
        "Behåll den ena nivån.", "Samma år får bara ha den ena nivån."
    )
)
_IN_TYPES_OF_A_YEAR = (
    f'IF(indelning="{OWN_VINTAGES}",'
    "IF(AND((MIN(Indata[ar])<2024)=(ar<2024),(MAX(Indata[ar])<2024)=(ar<2024)),"
    '"OK: raderna har samma indelning som områdestypernas år.",'
    '"Fel: rader från andra sidan 2024 har en annan indelning än områdestypernas år. Byt år '
    'eller räkna om koderna."),'
    'IF((ar<2024)=(RIGHT(indelning,4)<"2025"),'
    '"OK: indelningen hör till områdestypernas år.",'
    '"Fel: områdestypernas år och registrets indelning hör inte ihop. Byt år."))'
)
_IN_TYPES_OF_EACH_YEAR = (
    f'IF(indelning="{OWN_VINTAGES}","OK: varje rad klassas i sitt eget års indelning.",'
    'IF(OR(AND(RIGHT(indelning,4)="2025",MIN(Indata[ar])<2024),'
    'AND(RIGHT(indelning,4)<>"2025",MAX(Indata[ar])>=2024)),'
    '"Fel: rader från andra sidan 2024 klassas i en annan indelning än registrets. Räkna om '
    f'koderna eller välj {ONE_YEAR}.","OK: indelningen hör till alla år i Indata."))'
)
_VINTAGE = Check(
    "Registrets indelning",
    'IF(indelning="","saknas",indelning)',
    'IF(COUNT(Indata[ar])<COUNTA(Indata[ar]),"Granska: år i Indata är text. Gör om dem till '
    'tal, så att indelningen kan kontrolleras.",'
    f'IF(OR(indelning="",indelning="{inputs.UNKNOWN_VINTAGE}"),'
    '"Granska: ange registrets indelning. Samma kod kan vara olika områden i två indelningar.",'
    f'IF(klassning="{ONE_YEAR}",{_IN_TYPES_OF_A_YEAR},{_IN_TYPES_OF_EACH_YEAR})))',
)
CHECKS = (
    checks.ADD_IN,
    examples.REGISTER.left(INPUTS),
    checks.ROWS_WITH_CODE,
    Check(
        "År i tabellen",
        f"COUNT({BY_YEAR['year']})",
        'IF({value}<2,"Granska: det behövs minst två år för att följa en utveckling.",'
        '"OK: åren är inlästa.")',
        "Fel: tabellen kan inte räknas. Alla rader ska ha kod, täljare och årtal: inte datum, och "
        "högst 15 olika.",
    ),
    Check(
        "År utan områdestyper",
        _years_in_error(),
        'IF({value}>0,"Granska: år utan områdestyper visar #SAKNAS!. Välj ett år för alla eller '
        'uppdatera referensdata.","OK: alla år har områdestyper.")',
    ),
    Check(
        "År med okänd områdestyp",
        f'SUMPRODUCT(({_UNKNOWN}&""<>"")*({_UNKNOWN}&""<>"0"))',
        checks.other_codes(
            'IF({value}>0,"Granska: rader saknar områdestyp och redovisas som okänd. Se bladet '
            'Matchning.","OK: alla rader har fått en områdestyp.")'
        ),
        "Granska: ett år saknar områdestyper, så raderna kan inte räknas.",
    ),
    checks.TOTALS,
    _OVERLAPS,
    checks.EXAMPLE_CODES,
    _VINTAGE,
    Check(
        "Områden som bytt typ",
        moves.TABLE.corner,
        'IF(ar_fore<ar,"OK: åren har jämförts på bladet Flytt.",'
        '"Granska: Flytt: från år ska vara före områdestypernas år.")',
        "Fel: bladet Flytt kan inte räknas. Kontrollera åren och området.",
    ),
    checks.YEAR_IS_COMPLETE,
    checks.THRESHOLD,
    Check(
        "Nämnare",
        BASIS,
        f'IF({{value}}<>"{basis.NOTHING}","OK: nämnaren är "&{{value}}&".",'
        'IF(LEFT(rubrik,5)="Andel","Fel: utan nämnare visas antal, men rubriken säger andel. Fyll '
        'i kolumnen namnare eller ändra rubriken.","OK: utan nämnare visas antal."))',
    ),
    checks.numbers(
        f"{checks.wrong_numbers(*_PAIR)}+{checks.half_pairs(*_PAIR)}+{checks.larger_parts(*_PAIR)}",
        "täljare och nämnare är tal som hör ihop.",
        "text, ett negativt tal, ett tal som saknas eller en täljare som är större än nämnaren.",
    ),
)

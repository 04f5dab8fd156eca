"""What the template Resursfördelning checks about itself."""

from __future__ import annotations

from regso.templates.resursfordelning import report, units
from regso.templates.resursfordelning.fields import COLUMNS, INPUTS
from regso.templates.resursfordelning.units import UNITS
from regso.workbook.checks import examples
from regso.workbook.checks import register as checks
from regso.workbook.checks.check import Check
from regso.workbook.reference import matched


def _sums_to_the_pot(letter: str) -> Check:
    return Check(
        f"Summa {letter} minus potten",
        f"SUM({UNITS[letter.lower()]})-pott",
        'IF({value}=0,"OK: delarna summerar till potten på kronan.",'
        '"Fel: delarna summerar inte till potten.")',
        "Fel: potten kan inte fördelas. Åtgärda det som de andra kontrollerna säger.",
    )


def unless_kommuner(verdict: str) -> str:
    """Return a verdict on the codes, or that units which are no areas have no type."""
    coded = f"{matched('rader')}-{matched('tomma')}"
    return (
        f"IF(AND({units.TYPED}=0,{coded}={units.KOMMUNER}),"
        '"Granska: enheterna är kommuner eller saknar kod, så bladet Fördelning visar bara '
        f'summorna och inga områdestyper. Beloppen på Per enhet gäller.",{verdict})'
    )


_WITHOUT_TYPE = checks.rows_without_type(COLUMNS)
CHECKS = (
    checks.ADD_IN,
    examples.REGISTER.left(INPUTS),
    Check(
        "Enheter med volym",
        f"COUNT({UNITS['volume']})",
        f'IF({units.COUNT}>{units.MOST},"Fel: Indata har "&{units.COUNT}&" rader men mallen rymmer '
        f'{units.MOST}. Inget fördelas. Summera enheterna till färre rader.",'
        'IF({value}=0,"Fel: tabellen Indata har inga volymer.",'
        f'IF(SUM({UNITS["volume"]})=0,"Fel: volymerna är 0, så det finns inget att '
        'fördela efter.",'
        f'IF({{value}}<{units.COUNT},"Granska: "&({units.COUNT}-{{value}})&" rader i Indata saknar '
        'volym och får inget.","OK: alla rader i Indata har volym."))))',
    ),
    Check(
        "Felaktiga tal i Indata",
        checks.wrong_numbers("volym", "index"),
        'IF({value}=0,"OK: volym och index är tal som inte är negativa.",'
        '"Fel: volym eller index har text eller negativa tal. Rätta dem i Indata.")',
    ),
    Check(
        "Index",
        units.INDEX_RANGE,
        'IF(AND(index_a<>"ja",index_b<>"ja"),"OK: inget av alternativen använder index.",'
        f'IF({units.WITHOUT_INDEX}>0,"Fel: "&{units.WITHOUT_INDEX}&" enheter har volym men inget '
        'index, så inget fördelas med index. Fyll i index, eller rätta kod och år.",'
        f'IF({units.IS_OWN},"OK: ditt eget index används. Det är inte SCB:s index.",'
        '"OK: SCB:s index för året används (0–100, högre = större utmaningar).")))',
    ),
    Check(
        "Pott och avrundning",
        "IF(enhet_kr>0,MOD(pott,enhet_kr),NA())",
        'IF({value}=0,"OK: potten är jämnt delbar med avrundningen.",'
        '"Fel: potten är inte jämnt delbar med avrundningen. Ändra en av dem.")',
        "Fel: ange en avrundning: 1, 100 eller 1 000 kronor.",
    ),
    _sums_to_the_pot("A"),
    _sums_to_the_pot("B"),
    Check(
        "Områdestyperna minus potten",
        report.TYPES_MINUS_POT,
        'IF({value}=0,"OK: områdestyperna, okänd inräknad, summerar till potten.",'
        '"Fel: områdestyperna summerar inte till potten.")',
    ),
    _WITHOUT_TYPE._replace(status=unless_kommuner(_WITHOUT_TYPE.status)),
    checks.EXAMPLE_CODES,
    checks.VINTAGE_OF_CODES,
    checks.YEAR_IS_COMPLETE,
    checks.THRESHOLD,
    Check(
        "Enheter under tröskeln",
        f"SUM({units.CLASSES['small']})",
        'IF({value}=0,"OK: alla volymer är minst tröskeln, eller 0.","Granska: de visas inte i '
        'listorna på Fördelning. Pröva Per enhet innan bladet lämnas vidare.")',
    ),
    Check(
        "Grundandelar",
        "MAX(grund_a,grund_b)",
        "IF(AND(COUNT(grund_a,grund_b)=2,MIN(grund_a,grund_b)>=0,{value}<=1),"
        '"OK: grundandelarna är mellan 0 och 100 %.",'
        '"Fel: en grundandel ska vara 0–100 %. På kommandoraden skrivs 80 % som 0,8.")',
    ),
)

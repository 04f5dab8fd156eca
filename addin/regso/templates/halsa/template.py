"""The template Hälsa: rates by area type, crude and standardised for age, and how they differ."""

from __future__ import annotations

from dataclasses import replace

from regso.core.areas.areatypes import TOTAL
from regso.templates.halsa import ages, calc, example, report, sexes, standard
from regso.templates.halsa.results import EMPTY_GROUPS
from regso.templates.halsa.sums import SEXES
from regso.workbook import inputs, reference
from regso.workbook.checks import register as checks
from regso.workbook.checks.check import Check
from regso.workbook.declared import Column, Input
from regso.workbook.grid import Grid
from regso.workbook.indata import data
from regso.workbook.template import Template

COLUMNS = (
    Column("kod", "RegSO- eller DeSO-kod, eller en färdig områdestyp 1–5.", True, True),
    Column("kon", "kvinnor eller män.", True, True),
    Column("alder", "åldersgrupp, skriven som på bladet Standardbefolkning.", True, True),
    Column("antal", "händelser, till exempel insjuknade eller döda.", True),
    Column("befolkning", "personer i gruppen; med flera års händelser personår.", True),
)
_SHIPPED = "Europeiska standardbefolkningen 2013"
SEX = Input(
    "kon",
    "Kön",
    "båda",
    "Vilka rapporten visar. Antalen i de tre visningarna skyddas tillsammans, men standardiserade "
    "tal prövas var för sig: publicera dem för en av visningarna.",
    inputs.one_of(SEXES),
    is_example=False,
)
PER = Input(
    "per",
    "Tal per",
    100_000,
    "Antal personer eller personår som talen gäller.",
    inputs.between("integer", 1000, 100_000, "Ange till exempel 100 000, 10 000 eller 1 000."),
    "input_count",
    is_example=False,
)
STANDARD = Input(
    "standardnamn",
    "Standardbefolkning",
    _SHIPPED,
    "Namnet trycks i rapporten. Talen ändras på bladet Standardbefolkning.",
    inputs.between("length", 1, 80, "Skriv standardbefolkningens namn på högst 80 tecken."),
    is_example=False,
)
INPUTS = (
    replace(inputs.AGENCY, example="Folkhälsomyndigheten"),
    replace(
        inputs.HEADING,
        example="Exempel: nyinsjuknade i stroke",
        hint="Vad som har räknats, vilka och vilka år.",
    ),
    SEX,
    PER,
    STANDARD,
    inputs.YEAR,
    replace(inputs.OWN_VINTAGE, example="RegSO 2020"),
    inputs.THRESHOLD,
    inputs.LEVEL,
)
LEAD = "Tal per områdestyp, åldersstandardiserade och jämförda"
STEPS = (
    (
        "1  Ställ in",
        "Fyll i de gula fälten. Välj standardbefolkning: svensk praxis skiljer sig åt, och talen "
        "kan bara jämföras med tal som har samma.",
    ),
    (
        "2  Klistra in",
        "Klistra in på bladet Indata: en rad per område, kön och åldersgrupp, även där antalet "
        "är 0. Formatera åldern som text, så att 5-9 inte blir ett datum.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna börjar med OK. Skriv ut bladet Hälsa. Få händelser? Summera tre till "
        "fem år, händelser för sig och befolkning för sig.",
    ),
)


def _left_over(*sums: Grid) -> str:
    """Return the formula of the events and persons that no group of their tables has."""
    return "+".join(f"ABS({grid['other', TOTAL]})" for grid in sums)


_OWN_CHECKS = (
    checks.numbers(
        f"{checks.wrong_numbers('antal', 'befolkning')}+{checks.half_pairs('antal', 'befolkning')}",
        "antal och befolkning är tal på alla rader.",
        "text, ett negativt tal, eller en rad med bara det ena av antal och befolkning.",
    ),
    Check(
        "Utanför åldersgrupperna",
        _left_over(ages.EVENTS, ages.PERSONS),
        'IF({value}=0,"OK: alla händelser och personer har en åldersgrupp i standarden.",'
        '"Fel: händelser eller personer har en ålder som inte finns på bladet Standardbefolkning '
        '(bladet Beräkning, kolumnen övrigt). Skriv åldern lika.")',
    ),
    Check(
        "Tomma åldersgrupper",
        EMPTY_GROUPS,
        'IF({value}=0,"OK: alla åldersgrupper med vikt har befolkning.","Fel: en områdestyp saknar '
        "befolkning i en åldersgrupp och får inget standardiserat tal. Slå ihop åldersgrupper, "
        'lika i Indata och på bladet Standardbefolkning.")',
    ),
    Check(
        "Utan kön",
        _left_over(sexes.EVENTS, sexes.PERSONS),
        'IF({value}=0,"OK: alla rader har kön kvinnor eller män.",'
        '"Granska: händelser eller personer saknar kön, eller har det skrivet på annat sätt än '
        'kvinnor och män. De ingår bara i båda.")',
    ),
    Check(
        "Standardbefolkning",
        f'{ages.AGE_GROUPS}&" åldersgrupper"',
        f'IF(COUNT(Standard[vikt])<>COUNTA(Standard[alder]),"Fel: en åldersgrupp saknar vikt, '
        'eller tvärtom, på bladet Standardbefolkning.",'
        f'IF({ages.AGE_GROUPS}<>COUNT(Standard[vikt]),"Fel: en vikt är 0, eller tabellen har '
        f'fler än {standard.MOST} grupper.",'
        f'IF(AND({ages.CHANGED_WEIGHTS}>0,standardnamn="{_SHIPPED}"),'
        '"Fel: vikterna är ändrade men namnet är kvar. Ändra namnet.","OK: "&standardnamn&".")))',
    ),
    Check(
        "Små befolkningar",
        sexes.LOCK,
        'IF({value}=0,"OK: befolkningen och de utan händelse är minst tröskeln i alla typer.",'
        '"Granska: en befolkning, eller antalet utan händelse, är under tröskeln. Hela rapporten '
        'är därför dold.")',
    ),
)
TEMPLATE = Template(
    name="halsa",
    title="Hälsa och standardisering",
    report=report.PAGE.name,
    lead=LEAD,
    steps=STEPS,
    columns=COLUMNS,
    inputs=INPUTS,
    checks=(*checks.of_register(COLUMNS, INPUTS), *_OWN_CHECKS),
    sheets=(
        data(COLUMNS, example.rows()),
        standard.PAGE,
        report.PAGE,
        calc.PAGE,
        reference.match(checks.verdict_of_codes(COLUMNS), sizes="Indata[befolkning]"),
        reference.source(notes=report.NOTES.further),
    ),
    tables=(standard.TABLE,),
)

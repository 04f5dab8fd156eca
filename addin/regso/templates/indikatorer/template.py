"""The template Indikatorer: many indicators of one register by area type and by two breakdowns."""

from __future__ import annotations

from regso.core.areas.areatypes import TOTAL
from regso.core.measures.typetable import ROWS
from regso.templates.indikatorer import (
    areamap,
    bygroup,
    counts,
    example,
    names,
    overview,
    single,
    work,
)
from regso.templates.indikatorer.counts import BY_ROWS, COUNTS
from regso.templates.indikatorer.fields import (
    ALL_INDICATORS,
    COLUMNS,
    EXPLAINED,
    INPUTS,
    NUMBERS,
    ON_START,
    PLACES,
    column,
)
from regso.workbook import reference
from regso.workbook.checks import register as checks
from regso.workbook.checks.check import Check
from regso.workbook.indata import data
from regso.workbook.template import Template

LEAD = "Många indikatorer per områdestyp, för kvinnor och män, län, åldrar eller kontor"
STEPS = (
    (
        "1  Ställ in",
        "Fyll i de gula fälten. Skriv på bladet Namn vad indikatorerna heter, om de är andelar "
        "eller tal per 1 000, och vilket av rikets publicerade värden de jämförs med.",
    ),
    (
        "2  Klistra in",
        "Klistra in registret på bladet Indata: en rad per person eller område, med kod, upp till "
        "två grupper och en kolumn per indikator.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna börjar med OK. Skriv ut Indikatorer, Grupper och Indikator, som har "
        "en sida per indikator. Indata är ofta personuppgifter: skicka inte arbetsboken vidare.",
    ),
)
_FILLED = f"COUNT({ALL_INDICATORS})"
_POOLED = f'COUNTIF({COUNTS["group"]},"övriga (*")/{len(ROWS)}'
_OWN_CHECKS = (
    checks.numbers(
        f'COUNTA({ALL_INDICATORS})-{_FILLED}+COUNTIF({ALL_INDICATORS},"<0")+'
        f"{checks.wrong_numbers('namnare')}",
        "indikatorer och nämnare är tal.",
        "text eller ett negativt tal i en indikator eller i namnare.",
    ),
    Check(
        "Indikatorerna",
        f'{counts.COUNTS.title("breakdown")}&""',
        '"OK: alla rader har alla indikatorer som används."',
        "Fel: indikatorerna kan inte räknas. På någon rad saknas ett tal (skriv 0 om det är noll), "
        "är ett tal inte helt, eller är en andel större än nämnaren.",
        40,
    ),
    Check(
        "Nämnare",
        f'IF({BY_ROWS},"antal rader","kolumnen namnare")',
        f'IF({BY_ROWS},IF(COUNTIF({ALL_INDICATORS},">1")>0,"Granska: varje rad räknas som en '
        'person, men det finns tal större än 1. Fyll i kolumnen namnare.","OK: varje rad är en '
        'person."),"OK: nämnaren är kolumnen namnare.")',
    ),
    Check(
        "Grupper",
        _POOLED,
        f'IF({{value}}=0,"OK: alla grupper får plats.","Granska: det finns fler än {PLACES} '
        'grupper. De minsta är sammanslagna till övriga.")',
    ),
)
_ASKED = names.COMPARED
_COMPARED = Check(
    "Jämförelser",
    f"{_ASKED}-COUNT({counts.COUNTRY[counts.of_kind(TOTAL)]})",
    f'IF({_ASKED}=0,"OK: inga jämförelser med riket är angivna.",IF({{value}}=0,"OK: riket visas '
    f'för alla "&{_ASKED}&" jämförelser.","Granska: riket saknas för "&{{value}}&" av "&{_ASKED}&'
    '" jämförelser. Skälet står på indikatorns sida."))',
)
_TOTALS = COUNTS.span(column(NUMBERS[0]), column(NUMBERS[-1]), (counts.at(0, ROWS[-1]),))
_USED = f'SUMPRODUCT(--({_TOTALS}&""<>""))'
_UNSEEN = f"SUM({work.UNSEEN.span('indicator', 'group')})"
_SEEN = Check(
    "Rader på bladen",
    _USED,
    f'IF({_UNSEEN}=0,"OK: alla indikatorer och grupper syns.","Granska: alla "&{{value}}&" '
    "indikatorer, alla grupper eller riket under dem syns inte, för rader på bladen är dolda. Fyll "
    'arbetsboken med regso render, eller markera hela bladet och välj Ta fram.")',
    height=40,
)
TEMPLATE = Template(
    name="indikatorer",
    title="Indikatorer",
    report=overview.SHEET,
    lead=LEAD,
    steps=STEPS,
    columns=COLUMNS,
    inputs=INPUTS,
    on_start=ON_START,
    checks=(*checks.of_register(EXPLAINED, INPUTS), *_OWN_CHECKS, _COMPARED, _SEEN),
    sheets=(
        data(COLUMNS, example.rows(), explained=EXPLAINED),
        names.PAGE,
        overview.PAGE,
        bygroup.PAGE,
        single.PAGE,
        areamap.PAGE,
        work.PAGE,
        reference.match(
            checks.verdict_of_codes(EXPLAINED), sizes=f'IF({BY_ROWS},"",Indata[namnare])'
        ),
        reference.source(),
    ),
    pictured={"grupper": bygroup.SHEET, "indikator": single.SHEET},
)

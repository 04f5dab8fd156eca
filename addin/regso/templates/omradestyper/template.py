"""The template Områdestyper: the register's own figures by area type, with chart and sources."""

from __future__ import annotations

from regso.templates.omradestyper import arealist, areamap, bygroup, choice
from regso.workbook import basis, inputs, reference
from regso.workbook.checks import register as checks
from regso.workbook.checks.check import Check
from regso.workbook.declared import Column
from regso.workbook.facts import Facts
from regso.workbook.indata import data
from regso.workbook.template import Template
from regso.workbook.typetable import TypeTable

_REPORT = "Områdestyper"
COLUMNS = (
    Column("kod", "RegSO- eller DeSO-kod, eller en färdig områdestyp 1–5.", True, True),
    Column(
        "taljare",
        "täljaren, till exempel antal arbetslösa. Tom kolumn betyder 1 per rad.",
        absent=1,
    ),
    Column(
        "namnare",
        "nämnaren, till exempel folkmängd. Får vara tom när varje rad är en person med 0 eller 1 "
        "i täljaren, och när måttet är medel: nämnaren är då antalet rader.",
    ),
    Column(
        "personer",
        "bara för medel: antal personer (mottagare, företag) bakom radens belopp, som tröskeln "
        "räknar. Tom kolumn betyder en per rad.",
    ),
    bygroup.COLUMN,
)
INPUTS = (
    inputs.AGENCY,
    choice.CHOICE,
    choice.HEADING,
    inputs.MEASURE,
    inputs.YEAR,
    inputs.OWN_VINTAGE,
    inputs.THRESHOLD,
    inputs.LEVEL,
    *arealist.INPUTS,
    *areamap.INPUTS,
)
LEAD = "Egna uppgifter per socioekonomisk områdestyp 1–5"
STEPS = (
    (
        "1  Ställ in",
        "Välj myndighet och ett av dess tre förslag på bladet Förval, eller skriv en egen rubrik. "
        "Året avgör vilka områdestyper som används.",
    ),
    (
        "2  Klistra in",
        "Klistra in registret i tabellen på bladet Indata: en rad per område eller person, med "
        "kod, täljare och nämnare.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna längst ned börjar med OK och läs bladet Matchning. Skriv sedan ut "
        "bladet Områdestyper. Indata kan vara personuppgifter: skicka inte arbetsboken vidare.",
    ),
)

_ALL = "alla i täljaren"
_ROWS_ARE_IT = f'IF(matt="medel",{basis.OF_AMOUNTS},{basis.OF_PERSONS})'
_DENOMINATOR = f'IF(matt="{inputs.SPREAD}","{_ALL}",{basis.basis(_ROWS_ARE_IT)})'
_FACTS = Facts(_REPORT, "M", "N", 1, {"nämnare": _DENOMINATOR, "grupper": bygroup.USED})
_BASIS, _GROUPED = _FACTS["nämnare"], _FACTS["grupper"]
# A column left empty is an argument left out.
_TABLE = (
    "REGSO_TABELL(Indata[kod],"
    'IF(COUNTA(Indata[taljare])=0,"",Indata[taljare]),'
    f"{basis.denominator(_BASIS)},"
    f'ar,konf,{inputs.LOWEST_SHOWN},IF(matt="{inputs.SPREAD}","andel",matt),,'
    'IF(COUNTA(Indata[personer])=0,"",Indata[personer]))'
)
# Without a denominator the function gives shares of the whole, which the heading does not say:
# the counts stay, and the columns from nämnare on are empty.
_VALUES = "{0,0,0,1,1,1,1,1}*{0;1;1;1;1;1;1;1;1}"
FORMULA = f'IF({_BASIS}="{basis.NOTHING}",IF({_VALUES},"",{_TABLE}),{_TABLE})'
_SUBTITLE = (
    f'myndighet&{basis.told(_BASIS)}&IF({_BASIS}="{basis.NOTHING}",'
    '" · inget värde: nämnare saknas, se bladet Start","")'
)
SIZES = (
    'IF(COUNTA(Indata[namnare])>0,Indata[namnare],IF(COUNTA(Indata[taljare])>0,Indata[taljare],""))'
)
_PAIR = ("taljare", "namnare")
_GROUPS = bygroup.ByGroup(choice.heading(), _SUBTITLE, _BASIS, _GROUPED)
CHECKS = (
    *checks.of_register(COLUMNS, INPUTS),
    choice.measure_check(),
    Check(
        "Nämnare",
        _BASIS,
        f'IF({{value}}="{basis.NOTHING}","Fel: "&matt&" går inte att räkna utan nämnare, så bara '
        "antalen visas. Fyll i kolumnen namnare (1 om varje rad är en person) eller välj måttet "
        f'{inputs.SPREAD}.","OK: nämnaren är "&{{value}}&".")',
    ),
    Check(
        "Personer bakom beloppen",
        checks.wrong_numbers("personer"),
        'IF({value}>0,"Fel: kolumnen personer har text eller negativa tal. Rätta dem i Indata.",'
        'IF(matt<>"medel","OK: gäller bara måttet medel.",IF(COUNTA(Indata[personer])>0,'
        '"OK: tröskeln räknar kolumnen personer.","Granska: varje rad räknas som en person. Har '
        'raderna fler bakom sig döljs för mycket: fyll i kolumnen personer.")))',
    ),
    checks.numbers(
        # A mean may be of negative values, and only a share has a part of a whole.
        f'{checks.wrong_numbers(*_PAIR)}-IF(matt="medel",COUNTIF(Indata[taljare],"<0"),0)+'
        f'{checks.half_pairs(*_PAIR)}+IF(matt="andel",{checks.larger_parts(*_PAIR)},0)',
        "täljare och nämnare är tal som hör ihop.",
        "text, ett negativt tal, ett tal som saknas eller en täljare som är större än nämnaren.",
    ),
    _GROUPS.check,
)
_TYPES = TypeTable(
    _REPORT,
    FORMULA,
    choice.heading(),
    _SUBTITLE,
    notes=(choice.description(),),
    facts=_FACTS,
)
_AREAS = arealist.AreaList(choice.heading(), _SUBTITLE, _BASIS, _GROUPED)
_MAP = areamap.AreaMap(choice.heading(), _SUBTITLE, _BASIS, _GROUPED)
TEMPLATE = Template(
    name="omradestyper",
    title=_REPORT,
    report=_REPORT,
    lead=LEAD,
    steps=STEPS,
    columns=COLUMNS,
    inputs=INPUTS,
    checks=CHECKS,
    sheets=(
        data(COLUMNS),
        _TYPES.page,
        _GROUPS.page,
        _AREAS.page,
        _MAP.page,
        reference.match(checks.verdict_of_codes(COLUMNS), sizes=SIZES),
        choice.PAGE,
        reference.source(notes=_TYPES.all_notes.further),
    ),
)

"""The template Uppdraget: plan, money and accounts of a government assignment.

A cost log becomes a follow-up with forecast, and three pages to Kammarkollegiet that are marked
as drafts until their checks pass. It has no area codes.
"""

from __future__ import annotations

from regso.core.money import assignment
from regso.templates.uppdraget import (
    background,
    budget,
    control,
    costs,
    deadlines,
    decisions,
    example,
    followup,
    form,
    letters,
    plan,
)
from regso.templates.uppdraget.fields import ON_FORM, ON_START
from regso.templates.uppdraget.kinds import RULE
from regso.templates.uppdraget.ledger import sheets as ledger
from regso.workbook import inputs, theme
from regso.workbook.checks import register as checks
from regso.workbook.checks.check import Check
from regso.workbook.checks.examples import ExampleRows
from regso.workbook.declared import Column
from regso.workbook.indata import data
from regso.workbook.template import Template

INPUTS = (*ON_START, *ON_FORM, *budget.INPUTS, *deadlines.INPUTS, *ledger.INPUTS)
COLUMNS = (
    Column(
        "datum",
        "den dag som kostnaden hör till, till exempel 2022-09-15.",
        required=True,
        number_format=theme.DATE,
        rule=inputs.day(),
    ),
    Column(
        "kostnadsslag",
        "ett av listans, eller ert eget på bladet Budget. OH bara när den är bokförd; ett pålägg "
        "anges på bladet Start.",
        required=True,
        is_text=True,
        rule=RULE,
        width=30,
    ),
    Column(
        "text", "vad det är och leverantör. Skriv inga personuppgifter.", is_text=True, width=34
    ),
    Column(
        "belopp",
        "kronor exklusive moms, med ören. En kreditering är negativ.",
        required=True,
        number_format="#,##0.00",
    ),
    Column(
        "moms",
        "kronor. Räknas bara när Moms ingår är ja på bladet Start; får vara tom.",
        number_format="#,##0.00",
    ),
    Column("verifikation", "verifikationens nummer i bokföringen.", is_text=True),
)
LEAD = "Uppdraget från beslut till återbetalning: budget, kostnader, frister och breven"
STEPS = (
    (
        "1  Ställ in",
        "Välj myndighet här nedanför. Fyll i bladen Uppgifter och Budget. Det som besluten anger "
        "är redan ifyllt; resten är tomt och rött på bladet Kontroll.",
    ),
    (
        "2  Rekvirera",
        "Skriv dagen på bladet Frister, se att sidan Rekvisition inte längre är utkast, skriv ut "
        "och skriv under. Sista dag är 2022-09-15 enligt besluten.",
    ),
    (
        "3  Logga",
        "Klistra in kostnaderna i tabellen på bladet Indata, en rad per verifikation. Följ "
        "utfall, budget och prognos på bladet Uppföljning.",
    ),
    (
        "4  Redovisa och återbetala",
        "Skriv vad som återbetalas här nedanför och dagen på bladet Frister. Skriv ut Ekonomisk "
        "redovisning och Återbetalning när de inte längre är utkast.",
    ),
)
EXAMPLE_ROWS = (
    "Klistra in dina egna rader över exemplet. Det är påhittat: verifikationerna börjar på "
    f"{example.MARK}."
)


def _of_page(sheet: str) -> Check:
    return Check(
        sheet,
        control.FAILING[sheet],
        'IF({value}=0,"OK: alla kontroller stämmer; sidan är klar att skriva under.",'
        '"Fel: utkast. Så många kontroller återstår på bladet Kontroll.")',
    )


def _is_late(cell: str) -> str:
    return f'(LEFT({cell}&"",{len(assignment.LATE)})="{assignment.LATE}")'


_EXAMPLE = ExampleRows(example.ROWS, "COUNTA(Indata[kostnadsslag])", "exempelrader")
CHECKS = (
    checks.ADD_IN,
    _EXAMPLE.left(INPUTS),  # budget_faststalld vouches for the amounts of the budget
    *map(_of_page, letters.PAGES),
    Check(
        "Prognos",
        costs.FORECAST,
        'IF({value}>disponibelt,"Granska: prognosen är större än det disponibla beloppet.",'
        'IF({value}>rekvirerat,"Granska: prognosen är större än det rekvirerade beloppet.",'
        '"OK: prognosen ryms i det rekvirerade beloppet."))',
    ),
    Check(
        "Försenade frister",
        "+".join(map(_is_late, deadlines.STATUS)),
        'IF({value}=0,"OK: ingen frist har passerat utan att vara klar.",'
        '"Fel: se bladet Frister.")',
    ),
)

TEMPLATE = Template(
    name="uppdraget",
    title="Uppdraget: plan, medel och redovisning",
    report=followup.SHEET,
    lead=LEAD,
    steps=STEPS,
    columns=COLUMNS,
    inputs=INPUTS,
    on_start=ON_START,
    checks=CHECKS,
    sheets=(
        data(COLUMNS, example.log(), about=EXAMPLE_ROWS),
        ledger.MAPPING_PAGE,
        form.PAGE,
        budget.PAGE,
        plan.PAGE,
        followup.PAGE,
        deadlines.PAGE,
        *letters.pages(control.FAILING),
        control.PAGE,
        ledger.BALANCE_PAGE,
        ledger.LEDGER_PAGE,
        ledger.OTHERS_PAGE,
        ledger.READINGS_PAGE,
        decisions.PAGE,
        background.PAGE,
    ),
    pictured={
        "rekvisition": letters.CLAIM,
        "ekonomisk_redovisning": letters.ACCOUNT,
        "aterbetalning": letters.REPAYMENT,
    },
)

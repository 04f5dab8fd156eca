"""The template Redovisning: what the agency answers the government, as a matrix."""

from __future__ import annotations

from regso.templates.redovisning import evidence, report, source, summary
from regso.templates.redovisning.checks import CHECKS
from regso.templates.redovisning.example import example_matrix
from regso.templates.redovisning.facts import EXAMPLE, REPORT
from regso.templates.redovisning.fields import COLUMNS, INPUTS
from regso.workbook.indata import data
from regso.workbook.template import Template

LEAD = "Svar till regeringen: vilka statistikverktyg kan användas, till vad, och vad hindrar"
STEPS = (
    (
        "1  Ställ in",
        "Välj myndighet i de gula fälten här nedanför och fyll i det som beslutet inte säger.",
    ),
    (
        "2  Svara",
        "På bladet Indata finns en rad för varje verktyg och användning. Välj svar och skriv varför"
        ", vad som hindrar och vilket underlag som visar det. Ta bort exemplets texter.",
    ),
    (
        "3  Visa underlaget",
        "Klistra in talen A1–A12 från bladet Till redovisningen i en ifylld mall Användbarhet. "
        "Skriv för övrigt underlag vilken arbetsbok, vilket blad och vilken cell det är.",
    ),
    (
        "4  Granska och lämna",
        "Se att ingen kontroll börjar med Fel, och skriv ut bladen Redovisning och Sammanfattning. "
        "Word-rapporten görs med: regso report MYNDIGHET -d redovisning.xlsx --underlag "
        "anvandbarhet.xlsx -o rapport.docx",
    ),
)
_ROWS = [tuple(cell or None for cell in row) for row in example_matrix()]

TEMPLATE = Template(
    name="redovisning",
    title="Redovisning av uppdraget",
    report=REPORT,
    lead=LEAD,
    steps=STEPS,
    columns=COLUMNS,
    inputs=INPUTS,
    checks=CHECKS,
    sheets=(
        data(
            COLUMNS,
            _ROWS,
            about=f"Exemplet är påhittat. Ersätt texterna som börjar med {EXAMPLE}",
        ),
        evidence.PAGE,
        report.PAGE,
        summary.PAGE,
        source.PAGE,
    ),
    tables=(evidence.TABLE,),
)

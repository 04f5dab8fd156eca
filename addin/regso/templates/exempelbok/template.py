"""The template Exempelbok: every worksheet function once, with expected values and a check.

The examples are those of the registry. Their expected values stand in a file of their own and
fill the sheet Facit, cell by cell in the same places as the results.
"""

from __future__ import annotations

from regso.templates.exempelbok import sheets
from regso.templates.exempelbok.blocks import REPORT
from regso.templates.exempelbok.sheets import MANY
from regso.workbook.checks.check import Check
from regso.workbook.checks.register import ADD_IN
from regso.workbook.template import Template

STEPS = (
    (
        "1  Se att tillägget svarar",
        "Kontrollen Tillägget RegSO här nedanför ska börja med OK.",
    ),
    (
        "2  Läs exemplen",
        "Bladet Exempelbok har varje funktion en gång, utom REGSO_FEL som ändrar sig hela tiden: "
        "så skriver du den, vad den ger och om det stämmer med bladet Facit.",
    ),
    (
        "3  Kopiera",
        "Kopiera en formel till din egen arbetsbok och byt argumenten mot dina celler. Facit "
        "gäller de påhittade exempeldata. Med verkliga referensdata blir en del svar andra.",
    ),
)
CHECKS = (
    ADD_IN,
    Check(
        "Exempel som stämmer",
        sheets.as_expected(),
        f'IF({{value}}={MANY},"OK: alla {MANY} exempel ger det som står i facit.","Granska: "&'
        f'{MANY}-{{value}}&" exempel ger något annat än facit. Läs bladet Exempelbok.")',
    ),
)


def _canary() -> str:
    """Return the cell of the first check, which says whose data the functions answer from."""
    return TEMPLATE.start.panel["value", CHECKS.index(ADD_IN)]


TEMPLATE = Template(
    name="exempelbok",
    title=REPORT,
    report=REPORT,
    lead="Varje funktion en gång, med facit",
    steps=STEPS,
    checks=CHECKS,
    sheets=(sheets.results(_canary), sheets.EXPECTED),
)

"""The columns of the template Uppdragen: a row of Indata is an assignment, and an example."""

from __future__ import annotations

import datetime as dt
from typing import Final

from regso.templates.uppdraget.deadlines import DEADLINES
from regso.workbook import inputs, theme
from regso.workbook.declared import Column, Content

INVENTED: Final = "Påhittat exempel: "
COUNT: Final = "COUNTA(Indata[uppdrag])"
LABELS: Final = {deadline.key: deadline.label for deadline in DEADLINES}
_ORE = "#,##0.00"


def _text(name: str, doc: str, width: float, *, required: bool = False) -> Column:
    return Column(name, doc, required, is_text=True, width=width)


def _kronor(name: str, doc: str, *, required: bool = False) -> Column:
    return Column(name, doc, required, number_format=_ORE)


def _day(name: str, doc: str, *, required: bool = False) -> Column:
    return Column(name, doc, required, number_format=theme.DATE, rule=inputs.day())


COLUMNS = (
    _text("uppdrag", "vad uppdraget heter.", 44, required=True),
    _text("myndighet", "myndigheten som har det.", 22),
    _text("dnr", "beslutets diarienummer.", 16),
    _day("avstamningsdag", "dagen som beloppen gäller.", required=True),
    _kronor("disponibelt", "kronor enligt beslutet.", required=True),
    _kronor("rekvirerat", "kronor.", required=True),
    _kronor("budget", "kronor."),
    _kronor("upparbetat", "kronor och ören hittills.", required=True),
    _kronor("prognos", "kronor när perioden är slut."),
    *(
        column
        for key, label in LABELS.items()
        for column in (
            _day(f"frist_{key}", f"{label}: sista dag."),
            _day(f"klart_{key}", f"{label}: dagen då det lämnades; tom: inte lämnat."),
        )
    ),
)


def _example(
    name: str, number: int, money: int, spent: float, forecast: float, report: dt.date
) -> list[Content]:
    claimed, late = dt.date(2022, 9, 8), dt.date(2023, 1, 31)
    return [
        f"{INVENTED}{name}", "Myndigheten", f"X2022/{number:05}", dt.date(2022, 9, 30), money,
        money, money, spent, forecast, dt.date(2022, 9, 15), claimed, report, None, late, None,
        late, None,
    ]  # fmt: skip


ROWS = (
    _example("förstärkt arbete", 1, 500_000, 318_308.14, 486_212.5,
             dt.date(2022, 10, 28)),
    _example("metodstöd", 2, 3_000_000, 1_204_771.9, 2_950_000,
             dt.date(2022, 10, 7)),
    _example("uppföljning", 3, 750_000, 402_118, 690_400,
             dt.date(2022, 11, 30)),
)  # fmt: skip

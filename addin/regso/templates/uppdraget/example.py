"""The fictional example of the template Uppdraget: a budget, and a cost log up to a day.

Nothing here comes from any agency. Every voucher of the log begins with EX, which a check finds.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import NamedTuple

from regso.workbook.declared import Content

MARK = "EX"  # begins the voucher numbers of the example
ROWS = f'COUNTIF(Indata[verifikation],"{MARK}*")'  # the formula of how many rows it has
_MONTHS = tuple(dt.date(2022, month, 1) for month in range(5, 10))


class Planned(NamedTuple):
    """A budget in kronor, and a day in the first and in the last month that it is for."""

    amount: int | None
    first: dt.date | None
    last: dt.date | None


def _plan(amount: int, first: int, last: int) -> Planned:
    return Planned(amount, dt.date(2022, first, 1), dt.date(2022, last, 1))


BUDGET = {
    "loner": _plan(260_000, 5, 10),
    "konsulter": _plan(96_000, 6, 9),
    "scb": _plan(60_000, 6, 8),
    "resor": _plan(15_000, 5, 10),
    "lokaler": _plan(20_000, 5, 10),
    "ovrigt": _plan(10_000, 5, 12),
    "oh": _plan(39_000, 5, 10),
}
NOT_PLANNED = Planned(None, None, None)
_PURCHASES = (
    (dt.date(2022, 6, 22), "SCB-beställningar", "Uttag per RegSO (påhittat)", 31_840.0),
    (dt.date(2022, 8, 24), "SCB-beställningar", "Kompletterande uttag (påhittat)", 21_375.5),
    (dt.date(2022, 6, 30), "Konsulter och köpta tjänster", "Kartstöd (påhittat)", 28_600.0),
    (dt.date(2022, 8, 31), "Konsulter och köpta tjänster", "Kartstöd (påhittat)", 24_310.0),
    (dt.date(2022, 9, 28), "Konsulter och köpta tjänster", "Granskning (påhittat)", 18_250.75),
    (dt.date(2022, 5, 19), "Övrigt", "Kurslitteratur (påhittat)", 1_184.9),
    (dt.date(2022, 9, 14), "Övrigt", "Tryck av underlag (påhittat)", 2_460.0),
    (dt.date(2022, 9, 16), "Övrigt", "Kreditnota, tryck (påhittat)", -492.0),
)
_VAT = {"Resor": 0.06, "Lokaler": 0.0}
_STANDARD_VAT = 0.25


def log() -> list[tuple[Content, ...]]:
    """Return the rows of the log, by date: date, kind, text, amount, VAT and voucher."""
    chance = random.Random(20220428)  # noqa: S311 - fiction, the same every time
    rows = list(_PURCHASES)
    for month in _MONTHS:
        late = month.replace(day=25)
        rows += [
            (late, "Löner inkl. LKP", f"{who} (påhittat)", round(chance.uniform(*pay), 2))
            for who, pay in (("Utredare", (25e3, 31e3)), ("Statistiker", (12e3, 17e3)))
        ]
        rows.append((month.replace(day=28), "Lokaler", "Lokalhyra, andel (påhittat)", 3_250.0))
        day = month.replace(day=chance.randint(5, 20))
        cost = round(chance.uniform(900, 3200), 2)
        rows.append((day, "Resor", "Tjänsteresa (påhittat)", cost))
    return [
        (*row, _vat(row[1], row[3]), f"{MARK}{number:03d}")
        for number, row in enumerate(sorted(rows), 1)
    ]


def _vat(kind: str, amount: float) -> float:
    share = 0.0 if kind.startswith("Löner") else _VAT.get(kind, _STANDARD_VAT)
    return round(amount * share, 2)

"""One example per worksheet function, on the fictional example data.

The ranges are the columns of the example's register, the table Indata of the template.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass

from regso.functions import Rows
from regso.store import EXAMPLE

_REGISTER = EXAMPLE.with_name("example_register.csv")


@dataclass(frozen=True)
class Range:
    """A range as the formula names it, and its cells."""

    label: str
    rows: Rows


def _column(name: str, *, number: bool) -> Range:
    with _REGISTER.open(encoding="utf-8", newline="") as file:
        cells = [row[name] for row in csv.DictReader(file)]
    return Range(f"Indata[{name}]", [[float(cell) if number else cell] for cell in cells])


KOD = _column("kod", number=False)
TALJARE = _column("taljare", number=True)
NAMNARE = _column("namnare", number=True)

EXAMPLES: dict[str, tuple[object, ...]] = {
    "REGSO_TYP": ("9901R001", 2022),
    "REGSO_INDEX": ("9901R001", 2022, "förgymnasial"),
    "REGSO_NAMN": ("9901R001",),
    "REGSO_KOMMUN": ("9901C1010", "namn"),
    "REGSO_LAN": ("9901R001",),
    "REGSO_KOD": (" 9901r001_RegSO2025 ",),
    "REGSO_FRAN_DESO": ("9901C1010", 2022),
    "REGSO_BEFOLKNING": ("9901", 2022, "20-64"),
    "REGSO_TYPNAMN": (4,),
    "REGSO_AR": ("befolkning",),
    "REGSO_VERSION": (),
    "REGSO_SUMMA": (KOD, TALJARE, "1+2", 2022),
    "REGSO_ANTAL": (KOD, "okänd", 2022),
    "REGSO_MEDEL": (KOD, TALJARE, 3, None, 2022),
    "REGSO_TABELL": (KOD, TALJARE, NAMNARE, 2022, None, 5),
    "REGSO_MATCHNING": (KOD, 2022),
    "REGSO_KALLA": ("typ", 2022),
}

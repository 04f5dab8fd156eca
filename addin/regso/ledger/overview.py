"""Workbooks of the template Uppdraget as rows of the template Uppdragen: one to an assignment."""

from __future__ import annotations

from collections.abc import Sequence

from regso.errors import FileError
from regso.indata import Data
from regso.ledger.amounts import to_ore
from regso.ledger.cells import Cells, money, table
from regso.ledger.days import to_day
from regso.templates.uppdragen.columns import COLUMNS
from regso.templates.uppdraget.deadlines import DEADLINES
from regso.workbook.agencies import AGENCIES

_SHEET = "Uppföljning"
_AMOUNTS = {"budget": "budget", "upparbetat": "utfall", "prognos": "prognos"}
_DAYS = ("avstamningsdag", *(f"{end}_{d.key}" for d in DEADLINES for end in ("frist", "klart")))
_AGAIN = "öppna och spara den i Excel, eller räkna om den med regso render"


def assignments(books: Sequence[Cells]) -> Data:
    """Return the rows of Indata in Uppdragen, in the order of the workbooks.

    Raises
    ------
    FileError
        A workbook is not of the template Uppdraget, is not calculated, or is of the same
        assignment as another: the same agency and diarienummer.
    """
    names = [column.name for column in COLUMNS]
    found = [_facts(book) for book in books]
    seen: dict[tuple[object, object], str] = {}
    for book, facts in zip(books, found, strict=True):
        own = (facts["myndighet"], facts["dnr"] or book.name)
        if own in seen:
            raise FileError(
                f"{book.name} är samma uppdrag som {seen[own]} (myndighet {own[0]}, dnr {own[1]}); "
                "ange bara en arbetsbok per uppdrag, eller rätta diarienumret på bladet Uppgifter.",
            )
        seen[own] = book.name
    return table("uppdragen", names, [[facts[name] for name in names] for facts in found])


def _facts(book: Cells) -> dict[str, object]:
    facts: dict[str, object] = {
        name: book.named(name, {})
        for name in ("uppdrag", "myndighet", "dnr", "disponibelt", "rekvirerat")
    }
    agency = AGENCIES.get(str(facts["myndighet"]))
    facts["dnr"] = facts["dnr"] or (agency.dnr if agency else "")
    facts |= {name: to_day(book.named(name, {})) for name in _DAYS}
    sums = book.labelled(_SHEET, "kostnadsslag", "Summa")
    return facts | {name: _kronor(book, sums.get(title)) for name, title in _AMOUNTS.items()}


def _kronor(book: Cells, value: object) -> float:
    """Return an amount that the workbook has calculated, whole öre."""
    ore = to_ore(round(value, 2)) if isinstance(value, (int, float)) else None
    if ore is None:
        raise FileError(f"{book.name} har inga beräknade belopp på bladet {_SHEET}; {_AGAIN}.")
    return money(ore)

"""What the report takes from single cells and rows of the workbooks: evidence and money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regso.report.answers import Evidence
from regso.report.published import ShownPage, ShownTable, single
from regso.report.word import Document
from regso.report.workbooks import Filled

# The rows that the short section on money shows: in the words of Uppdraget, and of the function
# REGSO_UPPDRAGSMEDEL.
_MONEY = (
    "Disponibelt enligt beslutet",
    "Disponibelt",
    "Rekvirerat",
    "Upparbetat",
    "Kvar hittills",
    "Återbetalning",
    "Återbetalas",
    "Status",
)
_NEEDED = ("Rekvirerat", "Upparbetat")


def value_of(item: Evidence, filled: Sequence[Filled]) -> str:
    """Return the number that a row of Underlag points at, or the one that it states itself."""
    book = next((b for b in filled if b.name.casefold() == item.workbook.casefold()), None)
    if book is None or not item.sheet or not item.cell:
        return item.value
    return single(book, item.sheet, item.cell.replace("$", "").upper())


def evidence_section(document: Document, evidence: Sequence[tuple[Evidence, str]]) -> None:
    """Write the table of what the answers build on, if there is anything in it."""
    if not evidence:
        return
    document.heading("Underlag")
    rows = [(item.number, item.shows, value, _place(item)) for item, value in evidence]
    document.table(
        ("nr", "visar", "värde", "finns i"), rows, caption="Vad svaren bygger på",
        widths=(1, 5, 4, 4),
    )  # fmt: skip


def _place(item: Evidence) -> str:
    cell = f"cell {item.cell}" if item.cell else ""
    return ", ".join(filter(None, (item.workbook, item.sheet, cell)))


def money_section(document: Document, shown: Mapping[str, Sequence[ShownPage]]) -> None:
    """Write the money in short, if a workbook has the table of the assignment's money."""
    for name, pages in shown.items():
        tables = [table for page in pages for table in page.tables]
        amounts = next(filter(None, map(_amounts, tables)), [])
        if amounts:
            document.heading("Ekonomi i korthet")
            document.table(("post", "kronor"), amounts, caption=f"Uppdragets medel, ur {name}",
                           numbers=(False, True), widths=(3, 2))  # fmt: skip
            for page in pages[:1]:
                document.text(page.lead, small=True)
            return


def _amounts(table: ShownTable) -> list[tuple[str, str]]:
    found = {row[0]: row[1] for row in table.rows if len(row) > 1}
    wanted = [(name, found[name]) for name in _MONEY if name in found]
    has_all = set(_NEEDED) <= set(found) and any(name in found for name in _MONEY[:2])
    return wanted if has_all else []

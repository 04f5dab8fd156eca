"""What the report shows of the filled workbooks: evidence, pages and money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regso.report.answers import Evidence
from regso.report.draw import picture
from regso.report.drawings import Drawing
from regso.report.published import ShownPage, ShownTable, single
from regso.report.word import Document
from regso.report.workbooks import Filled

_STANDING = 9  # columns that can be read on a page that stands
_CHART_ALONE = "Diagram ur arbetsboken; talen står i tabellen ovanför."


# The rows of REGSO_UPPDRAGSMEDEL that the short section on money shows, in its words.
_MONEY = ("Disponibelt", "Rekvirerat", "Upparbetat", "Återbetalning", "Status")


def value_of(item: Evidence, filled: Sequence[Filled]) -> str:
    """Return the number that a row of Underlag points at, or the one that it states itself."""
    book = next((b for b in filled if b.name.casefold() == item.workbook.casefold()), None)
    if book is None or not item.sheet or not item.cell:
        return item.value
    return single(book, item.sheet, item.cell.replace("$", "").upper())


def evidence_section(
    document: Document,
    evidence: Sequence[tuple[Evidence, str]],
    shown: Mapping[str, Sequence[ShownPage]],
) -> None:
    if not evidence and not shown:
        return
    document.heading("Underlag")
    if evidence:
        rows = [(item.number, item.shows, value, _place(item)) for item, value in evidence]
        document.table(
            ("nr", "visar", "värde", "finns i"), rows, caption="Vad svaren bygger på",
            widths=(1, 5, 2, 5),
        )  # fmt: skip
    for name, found in shown.items():
        for page in found:
            is_wide = any(len(table.titles) > _STANDING for table in page.tables)
            document.turn(landscape=is_wide)
            page_section(document, name, page)
    document.turn(landscape=False)


def _place(item: Evidence) -> str:
    cell = f"cell {item.cell}" if item.cell else ""
    return ", ".join(filter(None, (item.workbook, item.sheet, cell)))


def page_section(document: Document, workbook: str, page: ShownPage) -> None:
    document.heading(page.heading, 2)
    if page.lead:
        document.text(page.lead, small=True, with_next=True)
    for number, table in enumerate(page.tables, 1):
        which = f"Tabell {number}" if len(page.tables) > 1 else "Tabell"
        caption = f"{which} ur {workbook}, bladet {page.sheet}"
        document.table(table.titles, table.rows, caption=caption, numbers=table.numbers)
    for heading, drawing in page.drawings:
        if heading:
            document.text(heading, "Caption")
        document.picture(_drawn(drawing), drawing.description or _CHART_ALONE)
    for note in page.notes:
        document.text(note, small=True)


def _drawn(drawing: Drawing) -> bytes:
    return drawing.picture if drawing.chart is None else picture(drawing.chart)


def money_section(document: Document, shown: Mapping[str, Sequence[ShownPage]]) -> None:
    """Write the money in short, if a workbook has the table of the assignment's money."""
    tables = [table for found in shown.values() for page in found for table in page.tables]
    for table in tables:
        amounts = _amounts(table)
        if amounts:
            document.heading("Ekonomi i korthet")
            document.table(("post", "kronor"), amounts, caption="Uppdragets medel",
                           numbers=(False, True), widths=(3, 2))  # fmt: skip
            return


def _amounts(table: ShownTable) -> list[tuple[str, str]]:
    found = {row[0]: row[1] for row in table.rows if len(row) > 1}
    wanted = [(name, found[name]) for name in _MONEY if name in found]
    return wanted if {"Disponibelt", "Rekvirerat", "Upparbetat"} <= set(found) else []

"""The appendices: what each workbook shows, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from regso.report.draw import picture
from regso.report.drawings import Drawing
from regso.report.published import ShownPage
from regso.report.word import Document
from regso.report.workbooks import Filled
from regso.templates.anvandbarhet.linked import SHEET as SHOWN_BY_TOOL
from regso.templates.uppdraget.template import TEMPLATE as ASSIGNMENT

_STANDING = 9  # columns that can be read on a page that stands
_CHART_ALONE = "Diagram ur arbetsboken; talen står i tabellen ovanför."


def title_of(number: int, book: Filled) -> str:
    """Return what an appendix is called."""
    return f"Bilaga {number}. {book.template.title} ({book.name})"


def shown_pages(book: Filled, pages: Sequence[ShownPage]) -> list[ShownPage]:
    """Return the pages that are an appendix.

    The letters of Uppdraget are documents of their own to another authority, and the figures of
    Användbarhet stand with the answers.
    """
    if book.template is ASSIGNMENT:
        return [page for page in pages if page.sheet == ASSIGNMENT.report]
    return [page for page in pages if page.sheet != SHOWN_BY_TOOL]


def appendices(document: Document, shown: Sequence[tuple[Filled, Sequence[ShownPage]]]) -> None:
    """Write an appendix per workbook, each on a new page that lies if a table is wide."""
    for number, (book, pages) in enumerate(shown, 1):
        for at, page in enumerate(pages):
            is_wide = any(len(table.titles) > _STANDING for table in page.tables)
            has_turned = document.turn(landscape=is_wide)
            if at == 0:
                document.heading(title_of(number, book), new_page=not has_turned)
            _page(document, book.name, page)
    document.turn(landscape=False)


def _page(document: Document, workbook: str, page: ShownPage) -> None:
    document.heading(page.heading, 2)
    if page.lead:
        document.text(page.lead, small=True, with_next=True)
    for text in page.texts:
        document.text(text)
    for number, table in enumerate(page.tables, 1):
        which = f"Tabell {number}" if len(page.tables) > 1 else "Tabell"
        caption = f"{which} ur {workbook}, bladet {page.sheet}"
        document.table(table.titles, table.rows, caption=caption, numbers=table.numbers)
    for heading, drawing in page.drawings:
        document.text(heading or page.heading, "Caption")
        document.picture(_drawn(drawing), drawing.description or _CHART_ALONE)
    for note in page.notes:
        document.text(note, small=True)


def _drawn(drawing: Drawing) -> bytes:
    return drawing.picture if drawing.chart is None else picture(drawing.chart)

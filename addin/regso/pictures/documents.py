"""Tables and charts of workbooks in Word: native tables, with a sentence of conclusion each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from regso.pictures import sentences
from regso.pictures.books import Book
from regso.pictures.files import about_of
from regso.report.draw import picture
from regso.report.look import Look
from regso.report.published import ShownPage
from regso.report.word import Document

_STANDING = 9  # columns that can be read on a page that stands


def document(books: Sequence[Book], look: Look, day: dt.date) -> bytes:
    """Return a Word document of what workbooks show, in their order."""
    titles = "; ".join(book.title for book in books)
    made = Document(look.name or titles, titles if look.name else "", day, look)
    marks = dict.fromkeys(book.mark for book in books if book.mark)
    made.title(titles)
    if marks:
        made.mark(". ".join(marks))
    for book in books:
        for page in book.pages:
            made.turn(landscape=any(len(table.titles) > _STANDING for table in page.tables))
            _page(made, book, page, look, day)
    return made.save()


def _page(made: Document, book: Book, page: ShownPage, look: Look, day: dt.date) -> None:
    made.heading(page.heading, 1)
    if page.lead:
        made.text(page.lead, small=True, with_next=True)
    for heading, drawing in page.drawings:
        sentence = "" if drawing.chart is None else sentences.of_chart(drawing.chart, heading)
        if sentence:
            made.text(sentence)
    for number, table in enumerate(page.tables, 1):
        which = f"Tabell {number}" if len(page.tables) > 1 else "Tabell"
        caption = f"{which}. {page.heading}. {sentences.of_table(table)}"
        made.table(table.titles, table.rows, caption=caption, numbers=table.numbers)
    for heading, drawing in page.drawings:
        if heading:
            made.text(heading, "Caption")
        content = drawing.picture
        if drawing.chart is not None:
            content = picture(drawing.chart, look)
        made.picture(content, about_of(page, heading, drawing))
    for note in page.notes:
        made.text(note, small=True)
    made.text(f"{book.source} {day.isoformat()}.".strip(), small=True)

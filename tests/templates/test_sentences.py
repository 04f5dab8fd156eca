"""The sentence on a page is the one that its chart allows, read back from the published copy."""

import datetime as dt

import pytest

from books import book_of
from regso.indata import Data
from regso.pictures import sentences
from regso.pictures.books import read_book
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import build

DAY = dt.date(2026, 11, 29)
PAGES = {"omradestyper": "Områdestyper", "halsa": "Hälsa", "brott": "Brott", "skola": "Skola"}


@pytest.mark.parametrize(("name", "sheet"), [*PAGES.items()])
def test_the_page_says_what_its_chart_shows(name, sheet, tmp_path):
    with using(Reference(EXAMPLE)):
        book = render(build(name), data=None, columns={}, settings={}).workbook
        (tmp_path / "bok.xlsx").write_bytes(book)
        pages = {page.sheet: page for page in read_book(str(tmp_path / "bok.xlsx"), DAY).pages}
    [(heading, drawing)] = [pair for pair in pages[sheet].drawings if pair[1].chart is not None]
    assert sentences.of_chart(drawing.chart, heading) in texts_of(book, sheet)


@pytest.mark.parametrize(
    ("settings", "says"),
    [({"matt": "tal"}, " per 1 000 i områdestyp 5"),
     ({"matt": "medel"}, "i områdestyp 2 (0,3) och områdestyp 4 (0,2). Uppgiften är dold i"),
     ({"matt": "fördelning"}, " % i områdestyp 5"),
     ({"troskel": 1000}, "Uppgiften är dold i områdestyp")],
)  # fmt: skip
def test_the_sentence_follows_the_measure_and_what_is_hidden(settings, says):
    rows = [[f"9901R{i:03}", 40 + 7 * i, 1000] for i in range(1, 13)]
    rows += [[f"990{k}R{i:03}", 300, 900] for k in (2, 3, 4) for i in range(1, 9)]
    data = Data("egna.csv", ["kod", "taljare", "namnare"], rows)
    with using(Reference(EXAMPLE)):
        book = render(build("omradestyper"), data=data, columns={}, settings=settings).workbook
    [sentence] = [text for text in texts_of(book, "Områdestyper") if says in text]
    assert sentence.startswith(("Värdet", "Bara", "Inget"))


def texts_of(book, sheet):
    cells = book_of(book, values=True)[sheet]
    return {c.value for row in cells["B1:K40"] for c in row if isinstance(c.value, str)}

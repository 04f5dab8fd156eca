"""Personnummer in what the report is made of: the answers, and the results of the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regso.core.money.persons import has_personal_number
from regso.errors import FileError
from regso.publication.identities import refuse_persons
from regso.report.answers import Answers
from regso.report.workbooks import Filled
from regso.xlsx.cells import Place


def refuse_personal_numbers(answers: Answers, filled: Sequence[Filled]) -> None:
    """Raise FileError, with the place, if a text of the report looks like a personnummer."""
    for where, text in _texts(answers):
        if has_personal_number(text):
            raise FileError(
                f"{where} ser ut att ha ett personnummer, så rapporten skrevs inte; ta bort det, "
                "eller skriv om texten om den är något annat."
            )
    for book in filled:
        _refuse_results(book)


def _refuse_results(book: Filled) -> None:
    def is_shown(sheet: str, place: Place) -> bool:
        return book.printed(sheet).holds(place)

    refuse_persons(book.package, book.published, f"{book.name} används inte", is_shown)


def _texts(answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield every text that an agency has written, and where."""
    for cell in answers.cells:
        for text in (cell.reason, cell.obstacle, cell.evidence):
            yield f"Svaret om {cell.tool} i {cell.use}", text
    for number, item in enumerate(answers.evidence, 1):
        for text in (item.number, item.shows, item.workbook, item.sheet, item.cell, item.value):
            yield f"Rad {number} i tabellen Underlag", text
    for name, text in answers.settings.items():
        yield f"Inställningen {name}", text

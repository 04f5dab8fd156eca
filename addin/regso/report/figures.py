"""The figures behind the answers: what filled workbooks of Användbarhet say of a tool and a use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regso.report.published import single
from regso.report.workbooks import Filled
from regso.templates.anvandbarhet import linked, report
from regso.templates.anvandbarhet.template import TEMPLATE

_HEADING = "B1"


class Figure(NamedTuple):
    """The figures behind a tool and a use, in words."""

    number: str
    tool: str
    use: str
    shows: str
    value: str


class Figures(NamedTuple):
    """What a workbook says.

    Attributes
    ----------
    workbook, heading : str
        Its name, and what it measures.
    sentences, caveats : tuple of str
        Made from its numbers by the rules of the template; and what limits them.
    rows : tuple of Figure
    """

    workbook: str
    heading: str
    sentences: tuple[str, ...]
    caveats: tuple[str, ...]
    rows: tuple[Figure, ...]


def figures(filled: Sequence[Filled]) -> list[Figures]:
    """Return the figures of the workbooks that are made from Användbarhet, in their order."""
    return [_of(book) for book in filled if book.template is TEMPLATE]


def _of(book: Filled) -> Figures:
    page = report.PAGE.name
    rows: tuple[Figure, ...] = ()
    if linked.SHEET in book.published:  # a workbook of an older version has none
        rows = tuple(
            Figure(number, of.tool, of.use, of.figure.shows, single(book, linked.SHEET, cell))
            for number, of, cell in linked.places()
        )
    return Figures(
        book.name,
        single(book, page, _HEADING),
        tuple(single(book, page, cell) for cell in report.SENTENCES),
        tuple(single(book, page, cell) for cell in report.CAVEATS),
        rows,
    )

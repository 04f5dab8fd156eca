"""What stands above the printed matrix: who answers whom, and the question in its own words."""

from __future__ import annotations

from collections.abc import Callable

from regso.templates.redovisning.decision import DECIDED, DNR, or_missing
from regso.templates.redovisning.facts import QUESTION, REPORT, WITHOUT_SOM
from regso.workbook import theme
from regso.workbook.addresses import Key
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid

_LINES = {
    "Till": ('mottagare&""', "Redovisas senast", "redovisningsdatum"),
    "Regeringens beslut": (DECIDED, "Ansvarig", 'ansvarig&""'),
    "Diarienummer": (or_missing(DNR), "Kontakt", 'kontaktperson&""'),
}


def _dated(line: str) -> Callable[[Key], theme.Style]:
    """Return the look of values of which one is a date."""
    return lambda key: {"num_format": theme.DATE} if key == line else {}


_HEAD = Grid(
    REPORT,
    "B",
    3,
    (
        Given("label", style="label", values=lambda line: line),
        Col("value", formula=lambda row: _LINES[str(row.key)][0],
            look=_dated("Regeringens beslut")),
        Col("rest"),  # of the value's line
        Given("other", style="label", look={"indent": 1}, values=lambda line: _LINES[line][1]),
        Col("of_other", formula=lambda row: _LINES[str(row.key)][2], look=_dated("Till")),
    ),
    tuple(_LINES),
    heights=(0, 0, 18),
)  # fmt: skip
_QUESTION = _HEAD.last + 2  # its row


def _question() -> str:
    before, word, middle, after = QUESTION
    return (
        f'"Regeringen ger "&myndighet&" {before}"&IF(myndighet="{WITHOUT_SOM}","","{word}")'
        f'&"{middle}"&"{after}"'
    )


def write(sheet: Sheet) -> None:
    """Write the lines and the question."""
    _HEAD.write_rows(sheet)
    sheet.across(_HEAD.left, _HEAD.right, _QUESTION, _question(), "wrap", italic=True)
    sheet.heights({_QUESTION - 1: 8, _QUESTION: 36, _QUESTION + 1: 8})

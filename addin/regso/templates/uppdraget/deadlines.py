"""The sheet Frister: the last day of each deadline, and whether it is settled."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

from regso.templates.uppdraget import entries
from regso.templates.uppdraget.dates import dated, given
from regso.workbook import theme
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Field, Given
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.page import Page

_SHEET = "Frister"


class DecidedDay(NamedTuple):
    """A deadline of the decision; `key` ends the names of its two inputs."""

    key: str
    label: str
    recipient: str
    due: dt.date
    done: dt.date | None = None


DEADLINES = (
    DecidedDay(
        "rekvisition",
        "Rekvisition",
        "Kammarkollegiet",
        dt.date(2022, 9, 15),
        dt.date(2022, 9, 11),  # a Sunday, on which no one hands anything in
    ),
    DecidedDay(
        "redovisning",
        "Redovisning av uppdraget",
        "Regeringskansliet (Justitiedepartementet)",
        dt.date(2022, 10, 28),
    ),
    DecidedDay("ekonomisk", "Ekonomisk redovisning", "Kammarkollegiet", dt.date(2023, 1, 31)),
    DecidedDay("aterbetalning", "Återbetalning", "Kammarkollegiet", dt.date(2023, 1, 31)),
)
_DUE = {
    d.key: entries.date(
        f"frist_{d.key}", f"{d.label}: sista dag", d.due, "Enligt beslutet eller anstånd."
    )
    for d in DEADLINES
}
_DONE = {
    d.key: replace(
        entries.date(
            f"klart_{d.key}",
            f"{d.label}: klart",
            d.done,
            "Dagen då det lämnades; tomt: inte klart.",
        ),
        is_example=d.done is not None,
    )
    for d in DEADLINES
}
INPUTS = (*_DUE.values(), *_DONE.values())

_GRID = Grid(
    _SHEET,
    "B",
    5,
    (
        Given("label", "frist", 28, style="cell_name", look={"valign": "vcenter"},
              values={d.key: d.label for d in DEADLINES}),
        Given("recipient", "lämnas till", 42, values={d.key: d.recipient for d in DEADLINES}),
        Field("due", "sista dag", 18, inputs=_DUE),
        Field("done", "klart", 18, inputs=_DONE),
        Col("days", "dagar kvar", 12, style="cell_count"),
        Col("status", "status", 24, look={"bold": True}),
    ),
    tuple(_DUE),
    (Spill("days", "status", lambda grid:
           f"REGSO_FRIST({grid['due']},{given('avstamningsdag')},{grid['done']})"),),
    heights=(6, 22, 28),
)  # fmt: skip
STATUS = tuple(_GRID["status", key] for key in _GRID.rows)
_LOOKS = {
    "Klar för sent": theme.WARN,
    "Klar": theme.GOOD,
    "Förfaller": theme.WARN,
    "Försenad": theme.BAD,
}
_NOTES = (
    "Skriv dagen då det lämnades i kolumnen klart, så är fristen avgjord. Samma dag står som "
    "datum på sidan till Kammarkollegiet.",
    "En dag efter avstämningsdagen är en plan: fristen räknas ned tills den har passerat. Har "
    "ni fått anstånd ändrar ni sista dag.",
)


def _draw(sheet: Sheet) -> None:
    sheet.put("B1", _SHEET, "title")
    sheet.across("B", _GRID.right, 2, f'"Läget "&{dated("avstamningsdag")}', "lead")
    sheet.heights({1: 32, 2: 20, 3: 6})
    _GRID.write(sheet)
    first = _GRID.at(_GRID.rows[0]).status
    for word, look in _LOOKS.items():  # the first word that fits decides
        sheet.rule(_GRID.cells("status"), f'LEFT({first},{len(word)})="{word}"', look)
    for row, text in enumerate(_NOTES, _GRID.last + 2):
        sheet.merged(f"B{row}:{_GRID.right}{row}", text, "note", font_size=10)
        sheet.heights({row: 18})
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection(_GRID.cell("done", _GRID.rows[0]))


PAGE = Page(_SHEET, "check", widths(_GRID, margin=2), _draw, landscape=True)

"""The sheet Källa of Redovisning: what each decision says, the obstacles and the goals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from regso.templates.redovisning.facts import GOALS, OBSTACLES, decided
from regso.workbook import theme
from regso.workbook.agencies import AGENCIES
from regso.workbook.book import Book, Sheet
from regso.workbook.formulas import quoted

SOURCE = "Källa"
_KNOWN = 6  # the first agency
_LETTERS = (42, 42, 68)  # that a line of the columns E, F and G has room for
_OBSTACLE = _KNOWN + len(AGENCIES) + 4
_GOAL = _OBSTACLE + len(OBSTACLES) + 4
OBSTACLE_CELLS = f"{quoted(SOURCE)}!$B${_OBSTACLE}:$B${_OBSTACLE + len(OBSTACLES) - 1}"
GOAL_CELLS = f"{quoted(SOURCE)}!$B${_GOAL}:$B${_GOAL + len(GOALS) - 1}"


def known(column: str) -> str:
    """Return the formula of what the sheet Källa says about the chosen agency."""
    last = _KNOWN + len(AGENCIES) - 1
    place = quoted(SOURCE)
    cells, names = (f"{place}!${c}${_KNOWN}:${c}${last}" for c in (column, "B"))
    return f"INDEX({cells},MATCH(myndighet,{names},0))"


def source(book: Book) -> None:
    """Add the sheet Källa: what each decision says, what the obstacles are, and the goals."""
    sheet = book.sheet(SOURCE, (2, 36, 15, 13, 42, 46, 62), use="result", landscape=True)
    sheet.put("B1", SOURCE, "title")
    sheet.put(
        "B2",
        "Regeringens beslut 2022 om förstärkt arbete mot segregation, som texterna har dem. Tomt: "
        "uppgiften står inte i den text som mallen bygger på.",
        "lead",
    )
    titles = ("myndighet", "diarienummer", "datum", "delmål", "kopia till", "särskilt om den")
    for column, title in zip("BCDEFG", titles, strict=True):
        sheet.put(f"{column}{_KNOWN - 1}", title, "header")
    for row, agency in enumerate(AGENCIES.values(), _KNOWN):
        sheet.put(f"B{row}", agency.name, "cell_name")
        sheet.put(f"C{row}", agency.dnr or None, "cell_wrap")
        _day(sheet, f"D{row}", decided(agency))
        texts = ("; ".join(agency.goals), "; ".join(agency.copies), agency.note)
        for column, text in zip("EFG", texts, strict=True):
            sheet.put(f"{column}{row}", text or None, "cell_wrap")
        lines = (-(-len(text) // width) for text, width in zip(texts, _LETTERS, strict=True))
        sheet.heights({row: 15 * max(1, *lines) + 4})
    sheet.put(f"B{_OBSTACLE - 2}", "Hinder att välja bland", "label", font_color=theme.BRAND)
    _list(sheet, _OBSTACLE, ("hinder", "vad det kommer av"), OBSTACLES)
    sheet.put(f"B{_GOAL - 2}", "Delmål som besluten namnger", "label", font_color=theme.BRAND)
    for number, goal in enumerate(GOALS):
        sheet.put(f"B{_GOAL + number}", goal)
    sheet.heights({1: 32, 2: 20, _KNOWN - 1: 20})
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.set_selection("B1")


def _day(sheet: Sheet, cell: str, day: str) -> None:
    sheet.put(cell, dt.date.fromisoformat(day) if day else None, "cell_date", valign="top")


def _list(sheet: Sheet, top: int, titles: tuple[str, str], rows: Sequence[tuple[str, str]]) -> None:
    """Write a list of names in B, with a sentence about each across C–G."""
    sheet.put(f"B{top - 1}", titles[0], "header")
    sheet.merged(f"C{top - 1}:G{top - 1}", titles[1], "header")
    for row, (name, doc) in enumerate(rows, top):
        sheet.put(f"B{row}", name, "cell_name")
        sheet.merged(f"C{row}:G{row}", doc, "cell_wrap")
        sheet.heights({row: 20})

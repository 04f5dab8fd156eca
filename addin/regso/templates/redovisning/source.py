"""The sheet Källa of Redovisning: what each decision says, the obstacles and the goals."""

from __future__ import annotations

import datetime as dt

from regso.templates.redovisning.facts import GOALS, OBSTACLES, decided
from regso.workbook import page, theme
from regso.workbook.agencies import AGENCIES, Agency
from regso.workbook.book import Sheet
from regso.workbook.columns import Given
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page
from regso.workbook.printed import paper, tallrows

_SHEET = "Källa"
_BELOW = 4  # rows from the end of a list to the header of the next one


def _texts(agency: Agency) -> tuple[str, str, str]:
    return "; ".join(agency.goals), "; ".join(agency.copies), agency.note


def _day(name: str) -> dt.date | None:
    day = decided(AGENCIES[name])
    return dt.date.fromisoformat(day) if day else None


def _text(at: int, name: str, title: str, width: float) -> Given:
    return Given(name, title, width, style="cell_wrap",
                 values=lambda key: _texts(AGENCIES[key])[at] or None)  # fmt: skip


_DECISIONS = Grid(
    _SHEET,
    "B",
    5,
    (
        Given("agency", "myndighet", 26, style="cell_name", values=lambda name: name),
        Given("dnr", "diarienummer", 14, style="cell_wrap",
              values=lambda name: AGENCIES[name].dnr or None),
        Given("decided", "datum", 10.5, style="cell_date", look={"valign": "top"}, values=_day),
        _text(0, "goals", "delmål", 36),
        _text(1, "copies", "kopia till", 38),
        _text(2, "note", "särskilt om den", 50),
    ),
    tuple(AGENCIES),
    heights=(0, 20, 0),
)  # fmt: skip
_OBSTACLES = Grid(
    _SHEET,
    "B",
    _DECISIONS.last + _BELOW,
    (Given("name", "hinder", style="cell_name", values=lambda name: name),),
    tuple(obstacle.name for obstacle in OBSTACLES),
    heights=(0, 0, 32),
)
_GOALS = Grid(
    _SHEET,
    "B",
    _OBSTACLES.last + _BELOW,
    (Given("goal", style="body", values=lambda goal: goal),),
    GOALS,
)
OBSTACLE_CELLS, GOAL_CELLS = _OBSTACLES["name"], _GOALS["goal"]


def known(column: str) -> str:
    """Return the formula of what the sheet Källa says about the chosen agency."""
    return f"INDEX({_DECISIONS[column]},MATCH(myndighet,{_DECISIONS['agency']},0))"


def _draw(sheet: Sheet) -> None:
    page.title(
        sheet,
        _SHEET,
        "Regeringens beslut 2022 om förstärkt arbete mot segregation, som texterna har dem. Tomt: "
        "uppgiften står inte i den text som mallen bygger på.",
    )
    _DECISIONS.write(sheet)
    tallrows.heighten(sheet, _DECISIONS)
    _headed(sheet, _OBSTACLES, "Hinder att välja bland")
    _OBSTACLES.write(sheet)
    _say_why(sheet)
    _headed(sheet, _GOALS, "Delmål som besluten namnger")
    _GOALS.write_rows(sheet)
    may_break = [*map(_DECISIONS.number, _DECISIONS.rows), _OBSTACLES.head - 1, _GOALS.head]
    paper.spread(sheet, len(PAGE.widths), _GOALS.last, may_break[1:])
    sheet.raw.set_selection("B1")


def _headed(sheet: Sheet, grid: Grid, heading: str) -> None:
    sheet.put(f"{grid.left}{grid.head - 1}", heading, "label", font_color=theme.BRAND)


def _say_why(sheet: Sheet) -> None:
    """Write beside each obstacle what it comes from, across the columns of the decisions."""
    left, right = _DECISIONS.letter("dnr"), _DECISIONS.right
    texts = ("vad det kommer av", *(obstacle.doc for obstacle in OBSTACLES))
    for row, text in enumerate(texts, _OBSTACLES.head):
        style = "header" if row == _OBSTACLES.head else "cell_wrap"
        sheet.merged(f"{left}{row}:{right}{row}", text, style)


PAGE = Page(_SHEET, "result", widths(_DECISIONS, margin=2), _draw, landscape=True)

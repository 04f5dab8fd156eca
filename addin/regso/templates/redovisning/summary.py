"""The sheet Sammanfattning of Redovisning: answers and obstacles counted, goals, evidence."""

from __future__ import annotations

from regso.templates.redovisning import counts, decision, evidence
from regso.templates.redovisning.counts import RIGHT
from regso.templates.redovisning.decision import COPIES, GOAL, OWN_GOALS, SEVERAL
from regso.templates.redovisning.facts import ANOTHER_ASSIGNMENT, ITS_AGENCY
from regso.workbook import page
from regso.workbook.book import Sheet
from regso.workbook.page import Page
from regso.workbook.printed import paper

_GOALS = counts.LAST + 3  # the row below the heading
_ANOTHER = _GOALS + 1 + len(OWN_GOALS) + 2
_EVIDENCE = evidence.shown(counts.SHEET, _ANOTHER + 3, 16)
_MORE = _EVIDENCE.last + 1
_COPIES = _MORE + 3
_RELATES = "verksamheten relaterar till delmålet "


def _goals() -> list[str]:
    lead = (
        f'IF({SEVERAL},"Beslutet: verksamheten relaterar till flera av delmålen.",'
        f'IF({GOAL}="","Delmålet står i myndighetens eget beslut.",'
        f'"Beslutet: {_RELATES}"&{GOAL}))'
    )
    return [lead, *(f'IF({goal}="","","Valt: "&{goal})' for goal in OWN_GOALS)]


def _another() -> str:
    return (
        f'IF(myndighet="{ITS_AGENCY}",IF(TRIM(beaktat)="","Svar saknas.",beaktat&""),'
        f'"Gäller bara {ITS_AGENCY}.")'
    )


def _copies() -> str:
    return f'IF({COPIES}="","Listan står i myndighetens eget beslut.",{COPIES})'


def _draw(sheet: Sheet) -> None:
    decision.title(sheet, counts.SHEET)
    for row, heading in (
        (counts.CONCLUSION, "Slutsats"),
        (counts.ANSWERS_HEAD, "Svar"),
        (counts.OBSTACLES_HEAD, "Hinder, de vanligaste först"),
        (_GOALS, "Delmål i regeringens strategi mot segregation (Ku2018/01462)"),
        (_ANOTHER, f"Uppdraget om att minska långtidsarbetslösheten ({ANOTHER_ASSIGNMENT})"),
        (_EVIDENCE.head, "Underlag"),
        (_COPIES, "Kopia till"),
    ):
        sheet.row("B", row - 1, (heading, None, None, None), "section")
        sheet.heights({row - 1: 22, row - 2: 10})
    conclusion = 'IF(TRIM(slutsats&"")="","Slutsats saknas.",slutsats)'
    page.lines(sheet, RIGHT, [(conclusion, "wrap", 80)], counts.CONCLUSION)
    counts.write_answers(sheet)
    counts.write_obstacles(sheet)
    lead, *chosen = _goals()
    goals = [(lead, "cell_wrap", 33), *((goal, "cell", 18) for goal in chosen)]
    page.lines(sheet, RIGHT, goals, _GOALS)
    page.lines(sheet, RIGHT, [(_another(), "cell_wrap", 48)], _ANOTHER)
    _EVIDENCE.write(sheet)
    sheet.formula(f"B{_MORE}", evidence.more_than(len(_EVIDENCE.rows)))
    page.lines(sheet, RIGHT, [(_copies(), "wrap", 34)], _COPIES)
    page.end(sheet, RIGHT, _COPIES)
    paper.spread(sheet, len(_WIDTHS), _COPIES, [_EVIDENCE.head - 1])


_WIDTHS = (1.5, 11, 42, 33, 25)
PAGE = Page(counts.SHEET, "result", (*_WIDTHS, 2, 8, 8), _draw)

"""The sheet Redovisning: the question and the matrix, printed four by four."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from regso.templates.redovisning import decision, question
from regso.templates.redovisning.facts import (
    NO,
    NOT_TRIED,
    PARTLY,
    REPORT,
    TOOLS,
    USES,
    YES,
)
from regso.templates.redovisning.matrix import CELLS, MISSING, cell
from regso.workbook import page, theme
from regso.workbook.addresses import Formula, Key, Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page

_ANSWER_LOOKS: dict[str, theme.Style] = {
    YES: {"bg_color": theme.TYPE_COLOURS[1], "font_color": "#FFFFFF"},
    PARTLY: {"bg_color": "#B9CBE0", "font_color": theme.INK},
    NO: {"bg_color": theme.BAND, "font_color": theme.INK},
    NOT_TRIED: {"bg_color": "#FFFFFF", "font_color": theme.MUTED, "italic": True},
    MISSING: theme.BAD,
}


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _answer(of: Row) -> str:
    capital = f"UPPER(LEFT({of.answer},1))&MID({of.answer},2,20)"
    evidence = f'IF({of.evidence}="",""," ("&{of.evidence}&")")'
    return f'IF({of.answer}="","{_capital(MISSING)}",{capital}&{evidence})'


def _reason(of: Row) -> str:
    return of.reason


def _obstacle(of: Row) -> str:
    return f'IF({of.obstacle}="","","Hinder: "&{of.obstacle})'


class _Part(NamedTuple):
    """One of the three rows that a tool has in the printed matrix."""

    formula: Callable[[Row], str]
    look: theme.Style
    height: float


_ANSWER = _Part(_answer, theme.STYLES["cell"], 18)
_PARTS = (
    _ANSWER,
    _Part(_reason, theme.STYLES["matrix"], 64),
    _Part(_obstacle, {**theme.STYLES["cell_wrap"], "font_size": theme.SMALL}, 27),
)
_ROWS = {f"{tool} {n}": (tool, part) for tool in TOOLS for n, part in enumerate(_PARTS)}
_OF_TOOL = {tool: [key for key, (of, _) in _ROWS.items() if of == tool] for tool in TOOLS}


def _look(key: Key) -> theme.Style:
    _, part = _ROWS[str(key)]
    return part.look


def _shown(use: str) -> Formula:
    def formula(row: Row) -> str:
        tool, part = _ROWS[str(row.key)]
        return part.formula(cell(tool, use))

    return formula


_EDGE = {"left": 1, "left_color": theme.RULE}
_MATRIX = Grid(
    REPORT,
    "B",
    10,
    (
        Col("tool", "verktyg", 23, style="cell_name", look={"valign": "vcenter"}),
        *(Col(use, use, 33, _shown(use), "body", _EDGE) for use in USES),
    ),
    tuple(_ROWS),
    look=_look,
    heights=(0, 22, 0),
)


def _draw(sheet: Sheet) -> None:
    decision.title(sheet, "Redovisning av uppdraget om förstärkt arbete mot segregation")
    question.write(sheet)
    _write_matrix(sheet)
    last = _MATRIX.last + 1
    sheet.merged(
        f"B{last}:{_MATRIX.right}{last}",
        "U-nummer hänvisar till underlaget på bladet Sammanfattning. Vad hindren kommer av står "
        "på bladet Källa.",
        "note",
    )
    sheet.heights({last: 15})
    page.end(sheet, _MATRIX.right, last)
    CELLS.write(sheet)
    decision.write(sheet)


def _write_matrix(sheet: Sheet) -> None:
    _MATRIX.write(sheet)
    for tool, keys in _OF_TOOL.items():
        sheet.merged(_MATRIX.cells("tool", rows=keys), tool, "cell_name", valign="vcenter")
    for key, (_, part) in _ROWS.items():
        sheet.heights({_MATRIX.number(key): part.height})
        if part is _ANSWER:
            _colour(sheet, key)


def _colour(sheet: Sheet, key: str) -> None:
    """Colour the answers for a tool."""
    first, last = USES[0], USES[-1]
    for word, look in _ANSWER_LOOKS.items():
        shown = _capital(word)
        rule = f'LEFT({_MATRIX.cell(first, key)},{len(shown)})="{shown}"'
        sheet.rule(_MATRIX.cells(first, last, [key]), rule, {**look, "bold": True})


PAGE = Page(REPORT, "result", widths(_MATRIX, CELLS), _draw, landscape=True)

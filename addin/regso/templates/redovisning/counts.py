"""Answers and obstacles counted, on the sheet Sammanfattning."""

from __future__ import annotations

from regso.templates.redovisning.facts import ANSWERS, OBSTACLES, PAIRS
from regso.templates.redovisning.matrix import CELLS, MISSING, count, hits
from regso.templates.redovisning.source import OBSTACLE_CELLS
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.charts.bars import column_counts
from regso.workbook.columns import Col, Given, Wide
from regso.workbook.grid import Grid

SHEET, RIGHT = "Sammanfattning", "E"  # the last column of the page
CONCLUSION = 5  # the row of the conclusion
_ALL = "alla rutor (4 verktyg × 4 användningar)"
_RANKS = tuple(range(1, len(OBSTACLES) + 1))
_WIDE = 3  # columns that the name of an obstacle takes
_OTHERS = "andra hinder, med egna ord"
_SUM = {"bold": True, "top": 1}
_ALT_TEXT = "Antal rutor i matrisen per svar, som staplar; samma tal står i tabellen bredvid."


def _answered(row: Row) -> str:
    if row.key == MISSING:
        return f"{len(PAIRS)}-({count(*ANSWERS)})"
    return count(str(row.key))


_ANSWERS = Grid(
    SHEET,
    "B",
    CONCLUSION + 3,
    (
        Col("cells", "rutor", formula=_answered, style="cell_count"),
        Given("answer", "svar", values=lambda answer: answer),
    ),
    (*ANSWERS, MISSING),
    heights=(0, 20, 20),
)
_TOTAL = Grid(
    SHEET,
    "B",
    _ANSWERS.last,
    (
        Given("cells", style="cell_count", look=_SUM, values={_ALL: len(PAIRS)}),
        Given("answer", look=_SUM, values=lambda label: label),
    ),
    (_ALL,),
    heights=(0, 0, 20),
)
ANSWERS_HEAD, OBSTACLES_HEAD = _ANSWERS.head, _TOTAL.last + 3


def _weight(row: Row) -> str:
    """Return the formula of how often an obstacle is named, no two alike."""
    number = int(row.key)
    return f"100*{hits(CELLS['obstacle'], number)}+{len(OBSTACLES) - number}"


_WEIGHTS = Grid(
    SHEET,
    "G",
    OBSTACLES_HEAD,
    (Col("weight", "Sortering (skrivs inte ut)", formula=_weight, style="aside"),),
    _RANKS,
)


def _largest(rank: int) -> str:
    return f"LARGE({_WEIGHTS['weight']},{rank})"


def _times(row: Row) -> str:
    if row.key == _OTHERS:
        return f"SUM({CELLS['own_words']})"
    return f"INT({_largest(int(row.key))}/100)"


def _obstacle(row: Row) -> str:
    if row.key == _OTHERS:
        return ""  # a constant
    place = f"MATCH({_largest(int(row.key))},{_WEIGHTS['weight']},0)"
    return f"INDEX({OBSTACLE_CELLS},{place})"


_OBSTACLES = Grid(
    SHEET,
    "B",
    OBSTACLES_HEAD,
    (
        Col("cells", "rutor", formula=_times, style="cell_count"),
        Wide("obstacle", formula=_obstacle, columns=_WIDE),
    ),
    (*_RANKS, _OTHERS),
    heights=(0, 20, 18),
)
LAST = _OBSTACLES.last


def write_answers(sheet: Sheet) -> None:
    """Write how many cells have each answer, and the chart of it."""
    _ANSWERS.write(sheet)
    _TOTAL.write_rows(sheet)
    chart = column_counts(sheet.book, f"={_ANSWERS['answer']}", f"={_ANSWERS['cells']}")
    chart.set_size({"width": 405, "height": 165})
    options = {"object_position": 2, "description": _ALT_TEXT, "x_offset": 6, "y_offset": 2}
    sheet.raw.insert_chart(f"D{_ANSWERS.head}", chart, options)


def write_obstacles(sheet: Sheet) -> None:
    """Write the obstacles, the most frequent first; how often each is named stands beside."""
    _OBSTACLES.write(sheet)
    _WEIGHTS.write(sheet)
    sheet.put(_OBSTACLES.cell("obstacle", _OTHERS), _OTHERS, "cell")
    sheet.merged(f"{_OBSTACLES.cell('obstacle')}:{RIGHT}{_OBSTACLES.head}", "hinder", "header")

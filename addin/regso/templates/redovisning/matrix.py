"""The sixteen cells of the matrix in long form, and the formulas that count in them.

They stand beside the printed matrix, found in Indata by tool and use, so that the order of the
user's rows is free.
"""

from __future__ import annotations

from regso.templates.redovisning.facts import ANSWERS, OBSTACLES, PAIRS, REPORT
from regso.templates.redovisning.source import OBSTACLE_CELLS
from regso.workbook.addresses import Formula, Row
from regso.workbook.columns import Col, Given
from regso.workbook.grid import Grid

MISSING = "svar saknas"
_PAIRS = {f"{tool}|{use}": (tool, use) for tool, use in PAIRS}
_PLACE = (
    "IF(COUNTIFS(Indata[verktyg],{tool},Indata[anvandning],{use})=1,"
    # An array, in every host.
    'SUMPRODUCT(MATCH({tool}&"|"&{use},Indata[verktyg]&"|"&Indata[anvandning],0)),0)'
)


def hits(cells: str, number: int) -> str:
    """Return the formula of how many cells name an obstacle, alone or among others."""
    return f'COUNTIF({cells},"*"&INDEX({OBSTACLE_CELLS},{number})&"*")'


def _read(column: str) -> str:
    """Return what the row of Indata has in a column."""
    return f'TRIM(INDEX(Indata[{column}],{{place}})&"")'


def _if_found(formula: str) -> str:
    return f'IF({{place}}=0,"",{formula})'


def _answer() -> str:
    """Return the formula of the answer, blank if it is none of those that there are."""
    text = _read("svar")
    known = "+".join(f'({text}="{answer}")' for answer in ANSWERS)
    return _if_found(f'IF({known}=1,LOWER({text}),"")')


def _own_words(row: Row) -> str:
    """Return the formula of 1 for an obstacle that is none of the list."""
    named = "+".join(hits(row.obstacle, number) for number in range(1, len(OBSTACLES) + 1))
    return f'IF({row.obstacle}="",0,IF({named}=0,1,0))'


def _col(name: str, title: str, width: float, formula: Formula) -> Col:
    return Col(name, title, width, formula, "aside", head_look={"bottom": 1})


def _given(at: int, name: str, title: str, width: float, over: str | None = None) -> Given:
    return Given(name, title, width, style="aside", over=over, over_style="aside_title",
                 head_look={"bottom": 1}, values=lambda key: _PAIRS[key][at])  # fmt: skip


CELLS = Grid(
    REPORT,
    "H",
    5,
    (
        _given(0, "tool", "verktyg", 24, "Matrisens rutor (skrivs inte ut)"),
        _given(1, "use", "anvandning", 14),
        _col("place", "rad", 8, _PLACE),
        _col("answer", "svar", 12, _answer()),
        _col("reason", "motivering", 40, _if_found(_read("motivering"))),
        _col("obstacle", "hinder", 34, _if_found(_read("hinder"))),
        _col("evidence", "underlag", 14, _if_found(_read("underlag"))),
        _col("own_words", "egna ord", 10, _own_words),
        _col("length", "tecken", 8, "LEN({reason})"),
    ),
    tuple(_PAIRS),
)


def cell(tool: str, use: str) -> Row:
    """Return the cell of a tool and a use: a row of the long form."""
    return CELLS.at(f"{tool}|{use}")


def count(*answers: str) -> str:
    """Return the formula of how many cells of the matrix have one of the answers."""
    return "+".join(f'COUNTIF({CELLS["answer"]},"{answer}")' for answer in answers)


def without(column: str, *answers: str) -> str:
    """Return the formula of how many cells with one of the answers have an empty column."""
    return "+".join(
        f'SUMPRODUCT(({CELLS["answer"]}="{answer}")*({CELLS[column]}=""))' for answer in answers
    )


def found() -> str:
    """Return the formula of how many cells of the matrix have a row of their own in Indata."""
    return f'COUNTIF({CELLS["place"]},">0")'


def longest() -> str:
    """Return the formula of the length of the longest motivation."""
    return f"MAX({CELLS['length']})"

"""The evidence of the answers: the sheet Underlag, and what Sammanfattning shows of it."""

from __future__ import annotations

from regso.templates.anvandbarhet import linked
from regso.templates.redovisning.example import example_evidence
from regso.workbook import indata
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col
from regso.workbook.declared import Column, SideTable
from regso.workbook.grid import Grid
from regso.workbook.page import Page

_NAME = "Underlag"  # both the sheet and its table
_FIRST = 3  # the row of the first sentence about a column
TABLE = SideTable(
    name=_NAME,
    sheet=_NAME,
    columns=(
        Column("nr", "det som kolumnen underlag i Indata hänvisar till, till exempel U1.", True,
               True),
        Column("visar", "vad underlaget visar.", True, True, wraps=True),
        Column("arbetsbok", "filnamnet på en ifylld mall, till exempel omradestyper.xlsx.",
               is_text=True),
        Column("blad", "resultatbladet i arbetsboken, till exempel Områdestyper.", is_text=True),
        Column("cell", "cellen med ett enda tal; tomt betyder hela bladet.", is_text=True),
        Column("varde", "talet som det ska stå, om det inte läses ur arbetsboken.", is_text=True),
    ),
    rows=example_evidence(),
    known_by="visar",
    may_stay=frozenset(shows for _, shows, *_ in linked.evidence()),
)  # fmt: skip


def _draw(sheet: Sheet) -> None:
    sheet.put("A1", _NAME, "title")
    sheet.put("A2", "Vilka siffror svaren bygger på, och var de finns", "lead")
    for row, column in enumerate(TABLE.columns, _FIRST):
        sheet.put(f"A{row}", f"{column.name}: {column.doc}", "aside")
    top = _FIRST + len(TABLE.columns)
    indata.side_table(sheet, top, TABLE)
    sheet.heights({1: 32, 2: 20})
    sheet.raw.freeze_panes(top, 0)
    sheet.raw.set_selection(f"A{top + 1}")


PAGE = Page(_NAME, "input", (8, 46, 26, 22, 10, 20), _draw, landscape=True, protected=False)


def _read(row: Row, column: str) -> str:
    return f'INDEX({_NAME}[{column}],{row.key})&""'


def _within(row: Row, formula: str) -> str:
    return f'IF(ROWS({_NAME}[nr])<{row.key},"",{formula})'


def _place(row: Row) -> str:
    """Return the formula of where a value is: workbook, sheet and cell."""
    book, sheet, cell = (_read(row, column) for column in ("arbetsbok", "blad", "cell"))
    place = f'{book}&IF({sheet}="","",", "&{sheet})&IF({cell}="",""," "&{cell})'
    return _within(row, place)


def _shown(name: str, title: str) -> Col:
    return Col(name, title, formula=lambda row: _within(row, _read(row, name)), style="cell_wrap")


def shown(sheet: str, head: int, rows: int) -> Grid:
    """Return the grid of the first rows of the table, on another sheet."""
    columns = (
        _shown("nr", "nr"),
        _shown("visar", "visar"),
        _shown("varde", "värde"),
        Col("place", "finns i", formula=_place, style="cell_wrap"),
    )
    return Grid(sheet, "B", head, columns, range(1, rows + 1),
                look=lambda _: {"valign": "vcenter"}, heights=(0, 20, 32))  # fmt: skip


def more_than(rows: int) -> str:
    """Return the formula that says how many more rows the table has."""
    left = f"ROWS({_NAME}[nr])-{rows}"
    return f'IF({left}>0,"… och "&{left}&" till på bladet {_NAME}.","")'

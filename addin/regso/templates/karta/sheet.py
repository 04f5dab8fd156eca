"""The sheet Karta: the RegSO of a län or a kommun by area type, counted, and drawn on a map.

The map is a picture that the renderer draws from the borders in the reference data. Here its
place is held by an empty picture of the same size.
"""

from __future__ import annotations

from dataclasses import replace

from regso.core.areas.areatypes import TOTAL, TYPES
from regso.workbook import maps, page
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.formulas import quoted
from regso.workbook.grid import Grid, widths
from regso.workbook.mapplace import ALT_TEXT, DRAWN, SHEET
from regso.workbook.page import Page
from regso.workbook.reference import source_line, sourced
from regso.workbook.typegrid import MARK, TYPE, look

_HEAD = 4
_RIGHT = "H"  # the last column of the page, as far as the picture reaches
_LACKING = "saknas"
_TITLE = f"{quoted(SHEET)}!$B$1"  # an error where there is no such area
NAME = 'IF(omrade="","Hela riket",REGSO_NAMN(omrade,ar))'
_TYPES = Grid(
    SHEET, "B", _HEAD,
    (
        replace(MARK, width=3),
        TYPE,
        Col("label", "benämning", 58, "REGSO_TYPNAMN({typ})"),
    ),
    TYPES,
    heights=(0, 20, 0),
)  # fmt: skip


def _people(row: Row) -> str:
    """Return the formula of the population of a type, unless an area of it lacks one."""
    people = f"INDEX(REGSO_LISTA(omrade,{row.of(_TYPES).typ},ar),0,6)"
    known = f'IF(COUNT({people})={row.areas},SUM({people}),"{_LACKING}")'
    return f"IF({row.areas}=0,0,{known})"


def _share(row: Row) -> str:
    every = _TOTAL["people", TOTAL]
    return f'IF(ISTEXT({every}),"",IF({every}>0,{row.people}/{every},""))'


_FIGURES = Grid(
    SHEET, "E", _HEAD,
    (
        Col("areas", "antal RegSO", 16,
            'REGSO_ANTAL(INDEX(REGSO_LISTA(omrade,"",ar),0,1),{type.typ},ar)', "cell_count"),
        Col("people", "befolkning", 16, _people, "cell_count"),
        Col("share", "andel av bef.", 16, _share, "cell_value"),
    ),
    TYPES,
    beside={"type": _TYPES},
    error_of=(_TITLE,),  # of an area that does not exist, REGSO_ANTAL would count none
)  # fmt: skip
_EVERY, _SUM = _FIGURES["people"], f"SUM({_FIGURES['people']})"
_TOTAL = Grid(
    SHEET, "B", _TYPES.last,
    (
        Given("mark"),
        Given("typ"),
        Given("label", values={TOTAL: "Alla typer"}),
        Col("areas", formula=f"SUM({_FIGURES['areas']})", style="cell_count"),
        Col("people", formula=f'IF(COUNTIF({_EVERY},"{_LACKING}")>0,"{_LACKING}",{_SUM})',
            style="cell_count"),
        Col("share", formula=_share, style="cell_value"),
    ),
    (TOTAL,),
    look=look,
)  # fmt: skip
_PICTURE = _TOTAL.last + 2
_NOTES = _PICTURE + maps.ROWS
_NOTE_TEXTS = (
    maps.NOTE,
    source_line(),
)


def _draw(sheet: Sheet) -> None:
    subtitle = f'"Socioekonomiska områdestyper "&{sourced("År")}&" · "&{sourced("Indelning")}'
    titles = [(f'{NAME}&": RegSO per områdestyp"', "report_title", 30), (subtitle, "lead", 20)]
    page.lines(sheet, _RIGHT, titles)
    _TYPES.write(sheet)
    _FIGURES.write(sheet)
    _TOTAL.write_rows(sheet)
    sheet.heights({_HEAD - 1: 8, _PICTURE - 1: 8})
    maps.place(sheet, _PICTURE, DRAWN, ALT_TEXT)
    page.lines(sheet, _RIGHT, [(text, "note", 27) for text in _NOTE_TEXTS], _NOTES)
    page.end(sheet, _RIGHT, _NOTES + len(_NOTE_TEXTS) - 1)


PAGE = Page(SHEET, "result", (*widths(_TYPES, _FIGURES), 17), _draw, landscape=True)

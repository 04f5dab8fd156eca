"""The sheet Indikator: a page for each indicator, with its table, chart, groups and conclusion.

Every page has the same rows, so a row is its place in a block and the number of the block. Pages
and rows that are not used are hidden.
"""

from __future__ import annotations

from regso.core.areas.areatypes import CHALLENGED, NAMES, TOTAL, UNKNOWN
from regso.core.measures.typetable import ROWS
from regso.functions.together.country import KINDS
from regso.templates.indikatorer.counts import (
    COUNTRY,
    SUBTITLE,
    is_used,
    of_all,
    of_groups,
    of_kind,
)
from regso.templates.indikatorer.fields import (
    GROUPS_SHOWN,
    NUMBERS,
    PAGES_SHOWN,
    PLACES,
    column,
)
from regso.templates.indikatorer.names import TABLE as NAMED
from regso.templates.indikatorer.names import is_compared, is_rate, name_of, unit
from regso.workbook import page, theme, typetable
from regso.workbook.addresses import Formula, Key, Row
from regso.workbook.book import Sheet
from regso.workbook.charts import typebars
from regso.workbook.charts.typebars import ChartPlace
from regso.workbook.columns import Col, Given, edge
from regso.workbook.facts import Facts
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.page import Page
from regso.workbook.printed import emptyrows, paper
from regso.workbook.reference import source_line, types_of_the_year
from regso.workbook.typegrid import LEVEL, MARK, OfType, look, of_types, type_grid

SHEET = "Indikator"
_HEAD, _CHART_ROWS, _NOTES = 6, 10, 4  # the table's header, from the first row of a page
_CHART_TOP = _HEAD + len(ROWS) + 3
_GROUPS_HEAD = _CHART_TOP + _CHART_ROWS + 2
_NOTES_TOP = _GROUPS_HEAD + PLACES + 2
STEP = _NOTES_TOP + _NOTES - 1  # rows of a page
_FIRST, _RIGHT = "B", "L"
_DATA, _REACH = "N", "S"  # what the chart draws, and what it has room for
_WIDE, _COLUMNS = 742, 12  # pixels of the chart, columns of a page
_LINE = 13.5  # points of a line of a note
_SHORT: dict[Key, str] = {
    1: "Stora utmaningar",
    2: "Utmaningar",
    3: "Blandade områden",
    4: "Goda förutsättningar",
    5: "Mycket goda förutsättningar",
    CHALLENGED: "Typ 1 och 2 sammantaget",
    UNKNOWN: NAMES[UNKNOWN],
    TOTAL: NAMES[TOTAL],
}
FACTS = Facts(SHEET, "N", "O", 1, {"ledtext": types_of_the_year(f'rubrik&" · "&{SUBTITLE}')})


def _top(number: int) -> int:
    """Return the row above the first one of a page."""
    return STEP * (number - 1)


def title_of(number: int) -> str:
    """Return the address of the title of an indicator's page."""
    return f"{SHEET}!${_FIRST}${_top(number) + 1}"


def _country(number: int) -> Formula:
    def formula(row: Row) -> str:
        if row.key not in KINDS:
            return ""
        cell = COUNTRY[of_kind(row.key), number]
        return f'IF({cell}&""="","",{cell})'

    return formula


def _table(number: int) -> Grid:
    measure, level = NAMED["measure", number], LEVEL
    spill = Spill(
        "events",
        "difference",
        f'REGSO_INDIKATOR({of_all(column(number))},{of_all("persons")},"",{measure},konf)',
        gives_header=True,
    )
    columns = (
        MARK,
        Given("typ", "typ", 6, look={"align": "center", "indent": 0, "bold": True},
              head_look={"align": "center", "indent": 0}, values=lambda kind: kind),
        Given("label", "områdestyp", 29, values=_SHORT),
        Col("events", width=9, style="cell_count"),
        Col("persons", width=9, style="cell_count"),
        Col("value", width=9, style="cell_value",
            over=f'=IF({is_rate(number)},"per 1 000","andel")'),
        Col("low", width=9, style="cell_value", over=f"={level}"),
        Col("high", width=9, style="cell_value", over=""),
        Col("difference", width=12, style="cell_points", head_look={"text_wrap": True},
            over=f'=IF({is_rate(number)},"per 1 000","procentenheter")'),
        Col("country", "riket", 9, _country(number), "cell_value"),
        edge(),
    )  # fmt: skip
    found = type_grid(SHEET, _top(number) + _HEAD, columns, spills=(spill,))
    return Grid(SHEET, found.left, found.head, columns, ROWS, (spill,), look=look,
                heights=(17, 30, 18))  # fmt: skip


def _groups(number: int) -> Grid:
    """Return the grid of the groups: its columns are those of the table above."""
    cells = ",".join(of_groups(name) for name in (column(number), "persons", "group"))
    call = f"REGSO_INDIKATOR({cells},{NAMED['measure', number]})"
    columns = (
        Col("group", style="plain_text", look={"font_size": 10, "shrink": True}),
        *(_of_kind(kind) for kind in KINDS),
        Col("edge", width=1, style="plain_text"),
    )
    spill = Spill("group", f"kind{len(KINDS) - 1}", call, gives_header=True)
    return Grid(SHEET, "D", _top(number) + _GROUPS_HEAD, columns, range(1, 1 + PLACES), (spill,),
                heights=(8, 18, 12.75))  # fmt: skip


def _of_kind(kind: Key) -> Col:
    added = {"font_size": 10, "num_format": theme.PERCENT, "bold": kind == TOTAL}
    name = f"kind{KINDS.index(kind)}"
    if isinstance(kind, int):
        return OfType(name, style="plain_rate", look=added, kind=kind)
    return Col(name, style="plain_rate", look=added)


TABLES = {number: _table(number) for number in NUMBERS}
GROUPS = {number: _groups(number) for number in NUMBERS}


def _country_note(number: int) -> str:
    label, total, year, source, why = (
        COUNTRY[name, number] for name in ("label", of_kind(TOTAL), "year", "source", "why")
    )
    because = f'IF({why}&""="",""," "&{why})'
    return (
        f'IF(NOT({is_compared(number)}),"",IF({total}&""="","Riket visas inte: "&{why},'
        f'"Riket "&{year}&": "&{label}&". Publicerat av "&{source}&"."&{because}))'
    )


def _notes(sheet: Sheet, number: int) -> None:
    top = _top(number) + _NOTES_TOP
    difference = f'IF({is_rate(number)},"per 1 000","procentenheter")'
    texts = (
        (_country_note(number), 3),
        (f'"Skillnaden är i "&{difference}&" mot det egna totalt. "&{typetable.INTERVAL_NOTE}'
         '&" En punkt = inga personer."', 2),
        (typetable.HIDDEN_NOTE, 1),
        (source_line(), 2),
    )  # fmt: skip
    page.lines(sheet, _RIGHT, [(text, "note", _LINE * lines) for text, lines in texts], top)


def _reach(bars: Grid) -> Grid:
    """Return the grid of where the intervals end, which the chart must have room for."""
    upper = Col("reach", "övre", 9, 'IF(ISNUMBER({bars.up}),{bars.value}+{bars.up},"")',
                "aside_number", head="aside",
                head_look={"bottom": 1, "align": "right"})  # fmt: skip
    return Grid(SHEET, _REACH, bars.head, (upper,), bars.rows, beside={"bars": bars})


def _deciding() -> dict[str, str]:
    """Return the cells that say which rows of a page are used: its title, groups and a note."""
    groups, title, note = GROUPS[NUMBERS[0]], f"{_FIRST}1", _NOTES_TOP
    first = groups.cell("group", 1)
    return {
        f"1:{groups.head - 2}": title,
        f"{groups.head - 1}:{groups.head}": first,
        f"{groups.first}:{groups.last}": groups.letter("group"),
        f"{groups.last + 1}:{note - 1}": first,
        f"{note}": f"{_FIRST}{note}",
        f"{note + 1}:{STEP}": title,
    }


def _draw_page(sheet: Sheet, number: int) -> None:
    top, table, groups = _top(number), TABLES[number], GROUPS[number]
    told = f"{_DATA}{top + 3}"
    parts = [of_types(table, name) for name in ("value", "low", "high")]
    call = f"REGSO_SLUTSATS({','.join(parts)},{NAMED['measure', number]})"
    sheet.formula(told, f'IF({is_used(number)},{call},"")', "aside")
    page.lines(
        sheet,
        _RIGHT,
        [
            (f'IF({is_used(number)},{name_of(number)},"")', "report_title", 27),
            (FACTS["ledtext"], "lead", 18),
            (told, "wrap", 33),
        ],
        top + 1,
    )
    sheet.heights({top + 4: 4})
    table.write(sheet)
    bars = typebars.bars(table, _DATA, unit(number))
    place = ChartPlace(top + _CHART_TOP, _CHART_ROWS, _WIDE, _RIGHT, sized=True)
    heading = f'IF({is_rate(number)},"Per 1 000","Andel i procent")&" per områdestyp, med "&{LEVEL}'
    reach = _reach(bars)
    reach.write(sheet)
    cells = reach["reach"]
    typebars.draw(sheet, bars, place, heading, typetable.ALT_TEXT, reach=cells)
    groups.write(sheet)
    sheet.heights({groups.head - 2: 8, groups.last + 1: 5})  # also so that they can be hidden
    _notes(sheet, number)
    rates = (table.cells("value", "high"), table.cells("country"),
             groups.cells("kind0", f"kind{len(KINDS) - 1}"))  # fmt: skip
    for cells in rates:
        sheet.rule(cells, f'{table.above("value")}="per 1 000"', {"num_format": theme.RATE})


def _draw(sheet: Sheet) -> None:
    FACTS.write(sheet)
    for number in NUMBERS:
        _draw_page(sheet, number)
    last = STEP * len(NUMBERS)
    sheet.raw.print_area(f"A1:{_RIGHT}{last}")
    sheet.raw.set_selection("B1")
    paper.blocks(sheet, _COLUMNS, STEP, len(NUMBERS))
    hidden = [
        row
        for number in NUMBERS
        for row in range(_top(number) + 1, _top(number) + STEP + 1)
        if number > PAGES_SHOWN
        or row in [GROUPS[number].number(key) for key in GROUPS[number].rows[GROUPS_SHOWN:]]
    ]
    emptyrows.hide_blocks(sheet, STEP, len(NUMBERS), _deciding(), hidden)


_BARS = typebars.bars(TABLES[1], _DATA, unit(1))
PAGE = Page(SHEET, "result", widths(TABLES[1], _BARS), _draw)

"""The sheet Grupper: all indicators by group, for one type or for all."""

from __future__ import annotations

from regso.core.measures.typetable import ROWS
from regso.templates.indikatorer.counts import BLOCKS, COUNTS, SUBTITLE, at, is_used
from regso.templates.indikatorer.fields import ALWAYS_SHOWN, NUMBERS, ROW_NAMES, column
from regso.templates.indikatorer.gaps import GAPS
from regso.templates.indikatorer.names import is_rate, name_of
from regso.workbook import page, typetable
from regso.workbook.addresses import Formula, Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.facts import Facts
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page
from regso.workbook.printed import emptyrows
from regso.workbook.reference import source_line

SHEET = "Grupper"
_NAMES = ",".join(f'"{name}"' for name in ROW_NAMES)
_FACTS = Facts(
    SHEET, "AE", "AF", 1, {"rad": f'MATCH(visad_typ&"",{{{_NAMES}}},0)'}
)  # the row of each group


def _chosen(name: str, block: int) -> str:
    """Return the formula of a count of a group in the chosen row."""
    cells = COUNTS.span(name, rows=(at(block, ROWS[0]), at(block, ROWS[-1])))
    return f"INDEX({cells},{_FACTS['rad']})"


def _persons(row: Row) -> str:
    found = _chosen("persons", int(row.key))
    return f'IF({found}&""="","",{found})'


# The persons of each group in the chosen row, which all indicators have in common.
PERSONS = Grid(
    COUNTS.sheet,
    "B",
    GAPS.last + 4,
    (
        Given("block", "grupp", values=lambda key: key or "alla"),
        Col("persons", "personer", formula=_persons, style="cell_count"),
    ),
    BLOCKS,
)


def _value(block: int) -> Formula:
    def formula(row: Row) -> str:
        number = int(row.key)
        x, n = _chosen(column(number), block), PERSONS["persons", block]
        share = f'IF({n}=0,".",{x}/{n}*IF({is_rate(number)},1000,100))'
        shown = f'IF(AND(ISNUMBER({x}),ISNUMBER({n})),{share},"..")'
        return f'IF(OR({row.name}="",{n}=""),"",{shown})'

    return formula


def _title(block: int) -> str:
    return f'={COUNTS["group", at(block, ROWS[0])]}&""'


_NOTES = (
    '"Procent av personerna, eller händelser per 1 000 (se bladet Indikatorer). Grupperna är '
    'de två indelningarna efter varandra; först alla."',
    typetable.HIDDEN_NOTE,
    source_line(),
)
_HEAD = 4 + len(_NOTES) + 1
_LOOK = {"font_size": 10, "align": "center"}  # no column at the end that is always there
_TALL = {"rotation": 90, "align": "center", "valign": "bottom", "font_size": 10}
TABLE = Grid(
    SHEET,
    "B",
    _HEAD,
    (
        Col("name", "indikator", 44, lambda row: (
            f'IF({is_used(int(row.key))},{name_of(int(row.key))},"")'
        ), "plain_text", {"shrink": True}, head_look={"valign": "bottom"}),
        *(
            Col(f"group{block}", _title(block), 6.6, _value(block), "plain_rate", _LOOK,
                head_look=_TALL)
            for block in BLOCKS
        ),
    ),
    NUMBERS,
    heights=(8, 74, 16),
)  # fmt: skip


def _draw(sheet: Sheet) -> None:
    whose = 'IF(visad_typ="totalt","alla områdestyper","områdestyp "&visad_typ)'
    typetable.title(sheet, TABLE.right, f'rubrik&": "&{whose}', SUBTITLE)
    _FACTS.write(sheet)
    TABLE.write(sheet)
    first, last = f"group{BLOCKS[0]}", f"group{BLOCKS[-1]}"
    heads = TABLE.title(first, last).rpartition("!")[2].replace("$", "")
    sheet.rule(heads, f'{TABLE.cell(first)}=""', {"bg_color": "#FFFFFF"})
    *short, last = _NOTES
    texts = [*((text, "note", 13.5) for text in short), (last, "note", 26.0)]
    page.lines(sheet, TABLE.right, texts, TABLE.head - 1 - len(_NOTES))
    page.end(sheet, TABLE.right, TABLE.last)
    emptyrows.hide(sheet, (TABLE, "name", NUMBERS[ALWAYS_SHOWN:]))
    sheet.raw.fit_to_pages(1, 0)
    sheet.raw.repeat_rows(TABLE.head - 2, TABLE.head - 1)
    emptyrows.hide_columns(sheet, TABLE, [f"group{block}" for block in BLOCKS[ALWAYS_SHOWN:]])


PAGE = Page(SHEET, "result", widths(TABLE), _draw, landscape=True)

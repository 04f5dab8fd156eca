"""The sheet Fördelning: the two alternatives by area type, and who gains and loses.

The columns B–L are the page; the columns N–AO beside it hold what it reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from regso.core.areas.areatypes import CHALLENGED, TYPES, UNKNOWN
from regso.core.measures.typetable import ROWS
from regso.templates.resursfordelning import extremes, units
from regso.templates.resursfordelning.units import BESIDE, SHRUNK, SIGNED, SIGNED_SHARE, UNITS
from regso.workbook import page, theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.charts.pairs import Pair, type_pairs
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.numerals import decimal, thousands
from regso.workbook.page import Page
from regso.workbook.reference import source_line, types_of_the_year
from regso.workbook.typegrid import MARK, NAME, SHORT, TYPE, drawn, of_types, type_grid

SHEET = "Fördelning"
_HEAD = 8
_CHART = _HEAD + len(ROWS) + 3
_CHART_ROWS, _CHART_WIDTH = 2 * extremes.ROWS + 3, 575
_NOTES = _CHART + _CHART_ROWS + 1
_GAINS = extremes.Extremes(SHEET, "Vinner mest på alternativ B", _CHART - 1, "LARGE", ">0")
_LOSSES = extremes.Extremes(
    SHEET, "Förlorar mest på alternativ B", _GAINS.head + extremes.ROWS + 2, "SMALL", "<0"
)
_ALT_TEXT = (
    "Kronor per volymenhet i områdestyp 1–5 som liggande staplar, alternativ A fylld och "
    "alternativ B randig; samma tal står i tabellen ovanför."
)


def _table(left: str, values: str, about: str) -> Grid:
    """Return the table by type of some values: their sum, the volume, and the sum per volume."""
    names = ("typ", "label", "sum", "volume", "mean", "low", "high", "difference")
    columns = (
        Col(names[0], style="aside_number", over=about, over_style="aside_title"),
        *(Col(name, style="aside_number") for name in names[1:]),
    )
    formula = f'REGSO_TABELL({UNITS["code"]},{values},{UNITS["volume"]},ar,,,"medel")'
    spill = Spill(names[0], names[-1], formula, gives_header=True)
    return Grid(SHEET, left, _HEAD, columns, ROWS, (spill,))


_OF_A = _table("N", UNITS["a"], "A (skrivs inte ut)")
_OF_B = _table("W", UNITS["b"], "B (skrivs inte ut)")
_NUMBER = _table("AF", BESIDE["one"], "Enheter (skrivs inte ut)")


def _if_typed(formula: str) -> Callable[[Row], str]:
    """Return a formula that shows nothing of a type where no unit has one: all would be 0."""

    def shown(row: Row) -> str:
        of_type = row.key in {*TYPES, CHALLENGED}
        return f'IF({units.TYPED}=0,"",{row.text(formula)})' if of_type else row.text(formula)

    return shown


TABLE = type_grid(
    SHEET,
    _HEAD,
    (
        MARK,
        TYPE,
        replace(NAME, width=50),
        Col("units", "enheter", 9, _if_typed("{number.sum}"), "cell_count"),
        Col("volume", "volym", 12, _if_typed("{of_a.volume}"), "cell_count"),
        Col("a", "A, kr", 15, _if_typed("{of_a.sum}"), "cell_money"),
        Col("b", "B, kr", 15, _if_typed("{of_b.sum}"), "cell_money"),
        Col("change", "B − A, kr", 14, _if_typed("{b}-{a}"), "cell_money", SIGNED),
        Col("per_a", '="A, kr/"&per', 13, 'IF(ISNUMBER({of_a.mean}),{of_a.mean},"")', "cell_rate",
            head_look=SHRUNK),
        Col("per_b", '="B, kr/"&per', 13, 'IF(ISNUMBER({of_b.mean}),{of_b.mean},"")', "cell_rate",
            head_look=SHRUNK),
        Col("share", "B mot A", 11, _if_typed('IF({a}>0,({b}-{a})/{a},"")'), "cell_money",
            SIGNED_SHARE),
    ),
    beside={"of_a": _OF_A, "of_b": _OF_B, "number": _NUMBER},
    error_of=(_OF_A.corner, _OF_B.corner),
)  # fmt: skip


def _label(row: Row) -> str:
    a, b = row.of(TABLE).per_a, row.of(TABLE).per_b
    zero = f'IF(ISNUMBER({a}),IF(AND({a}=0,{b}=0)," (0)","")," (inga enheter)")'
    return f'"{SHORT[int(row.key)]}"&{zero}'


_LABELS = Grid(
    SHEET,
    "AO",
    _HEAD,
    (Col("label", "diagrammets namn", 9, _label, "aside", head_look={"bottom": 1}),),
    TYPES,
    error_of=TABLE.error_of,
)


def _sum_minus_pot(column: str) -> str:
    """Return the formula of how far the types, which may be empty, and okänd are from the pot."""
    return f"ABS(SUM({of_types(TABLE, column)},{TABLE[column, UNKNOWN]})-pott)"


TYPES_MINUS_POT = f"{_sum_minus_pot('a')}+{_sum_minus_pot('b')}"


def _alternative(letter: str) -> str:
    name = letter.lower()
    share = decimal(f"ROUND(100*grund_{name},1)")
    return (
        f'"Alternativ {letter}: "&IF(index_{name}="ja",{share}&" % av potten '
        f'efter volym, resten efter volym × index.","hela potten efter volym, utan index.")'
    )


_TITLES = (
    ('IF(rubrik="","Två sätt att fördela medel per "&per,rubrik)', "report_title", 30),
    (types_of_the_year("myndighet"), "lead", 20),
    (
        f'"Pott: "&{thousands("pott")}&" kr till "&COUNT({UNITS["volume"]})'
        '&" enheter, i hela "&enhet_kr&" kr"',
        "label",
        18,
    ),
    (_alternative("A"), "wrap", 16),
    (_alternative("B"), "wrap", 16),
    (units.INDEX_IN_WORDS, "note", 14),
)
_NOTE_TEXTS = (
    units.ROUNDING,
    '"Okänd = koden saknas, är felaktig, är en kommuns eller finns inte i årets indelning; '
    "ingår i totalt. Områdestypen är områdets, inte enhetens egna elevers eller besökares. "
    'B − A = kronor som en enhet eller områdestyp får mer eller mindre i B än i A."',
    source_line(),
)


def _draw(sheet: Sheet) -> None:
    page.lines(sheet, TABLE.right, _TITLES)
    for grid in (TABLE, _OF_A, _OF_B, _NUMBER, _LABELS):
        grid.write(sheet)
    sheet.heights({TABLE.head - 1: 8, TABLE.last + 1: 10})
    _chart(sheet)
    _GAINS.draw(sheet)
    _LOSSES.draw(sheet)
    page.notes(sheet, TABLE.right, _NOTES, [(text, 26) for text in _NOTE_TEXTS])
    page.end(sheet, TABLE.right, _NOTES + len(_NOTE_TEXTS))


def _chart(sheet: Sheet) -> None:
    heading = '"Kronor per "&per&" och områdestyp: A fylld, B randig"'
    right = TABLE.letter("volume")
    sheet.across("B", right, _CHART - 1, heading, "label", font_color=theme.BRAND)
    sheet.heights({_CHART - 1: 20})
    values = (drawn(TABLE, "per_a"), drawn(TABLE, "per_b"))
    chart = type_pairs(sheet.book, Pair(drawn(_LABELS, "label"), ("A", "B"), values, theme.COUNT))
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_ROWS * page.ROW_PIXELS})
    page.chart(sheet, "B", _CHART, _NOTES - _CHART, chart, _ALT_TEXT)


PAGE = Page(SHEET, "result", widths(TABLE, _OF_A, _OF_B, _NUMBER, _LABELS), _draw, landscape=True)

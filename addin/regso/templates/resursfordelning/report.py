"""The sheet Fördelning: the two alternatives by area type, and who gains and loses.

The columns B–L are the page; what it reads stands beside Per enhet, which is not published.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from regso.core.areas.areatypes import CHALLENGED, TOTAL, TYPES, UNKNOWN
from regso.core.measures.typetable import HIDDEN, ROWS
from regso.templates.resursfordelning import bytype, extremes, units
from regso.templates.resursfordelning.units import SHRUNK, SIGNED, SIGNED_SHARE, UNITS
from regso.workbook import page, theme
from regso.workbook.addresses import Key, Row
from regso.workbook.book import Sheet
from regso.workbook.charts.pairs import Pair, type_pairs
from regso.workbook.columns import Col, edge
from regso.workbook.grid import Grid, widths
from regso.workbook.notes import Notes
from regso.workbook.numerals import decimal, thousands
from regso.workbook.page import Page
from regso.workbook.reference import types_of_the_year
from regso.workbook.typegrid import MARK, NAME, TYPE, drawn, of_types, type_grid
from regso.workbook.typetable import HIDDEN_NOTE

SHEET = "Fördelning"
_HEAD = 8
_CHART = _HEAD + len(ROWS) + 3
_CHART_ROWS, _CHART_WIDTH = 2 * extremes.ROWS + 3, 535
_NOTES = _CHART + _CHART_ROWS + 1
_GAINS = extremes.Extremes(SHEET, "Vinner mest på alternativ B", _CHART - 1, "LARGE", ">0")
_LOSSES = extremes.Extremes(
    SHEET, "Förlorar mest på alternativ B", _GAINS.head + extremes.ROWS + 2, "SMALL", "<0"
)
_ALT_TEXT = (
    "Kronor per volymenhet i områdestyp 1–5 som liggande staplar, alternativ A fylld och "
    "alternativ B randig; samma tal står i tabellen ovanför."
)


def _per_type(formula: str) -> Callable[[Row], str]:
    """Return a formula that goes with the volume of a row, and is hidden with it."""
    return lambda row: _shown(row, bytype.hides(row.key), formula)


def _of_the_pot(formula: str, hides: Callable[[Key], str]) -> Callable[[Row], str]:
    """Return a formula of parts of the pot, whose total is known."""
    return lambda row: _shown(row, "FALSE" if row.key == TOTAL else hides(row.key), formula)


def _shown(row: Row, hide: str, formula: str) -> str:
    """Return a formula, or what is shown instead: nothing where no unit has a type."""
    shown = f'IF({hide},"{HIDDEN}",{row.text(formula)})'
    of_type = row.key in {*TYPES, CHALLENGED}
    return f'IF({units.TYPED}=0,"",{shown})' if of_type else shown


def _any(key: Key) -> str:
    """Return the formula of whether any type is hidden, and so what weights them differently.

    The index of an area is public, so the kronor of B are a second sum of the hidden volumes.
    """
    return bytype.hides(key) if key == TOTAL else bytype.ANY_HIDDEN


TABLE = type_grid(
    SHEET,
    _HEAD,
    (
        MARK,
        TYPE,
        replace(NAME, width=46),
        Col("units", "enheter", 8, lambda row: _shown(row, "FALSE", "{number.sum}"), "cell_count"),
        Col("volume", "volym", 9, _per_type("{of_a.volume}"), "cell_count"),
        Col("a", "A, kr", 13, _of_the_pot("{of_a.sum}", bytype.hides), "cell_money"),
        Col("b", "B, kr", 13, _of_the_pot("{of_b.sum}", _any), "cell_money"),
        Col("change", "B − A, kr", 12, _of_the_pot("{b}-{a}", _any), "cell_money", SIGNED),
        Col("per_a", '="A, kr/"&per', 11, _per_type('IF(ISNUMBER({of_a.mean}),{of_a.mean},"")'),
            "cell_rate", head_look=SHRUNK),
        Col("per_b", '="B, kr/"&per', 11,
            lambda row: _shown(row, _any(row.key), 'IF(ISNUMBER({of_b.mean}),{of_b.mean},"")'),
            "cell_rate", head_look=SHRUNK),
        Col("share", "B mot A", 9, _of_the_pot('IF({a}>0,({b}-{a})/{a},"")', _any), "cell_money",
            SIGNED_SHARE),
        edge(),
    ),
    beside={"of_a": bytype.OF_A, "of_b": bytype.OF_B, "number": bytype.NUMBER},
    error_of=(bytype.OF_A.corner, bytype.OF_B.corner, bytype.SAFE.corner),
)  # fmt: skip


def _label(row: Row) -> str:
    a, b = row.of(TABLE).per_a, row.of(TABLE).per_b
    hidden_or_none = f'IF({a}&""="{HIDDEN}"," ({HIDDEN})"," (inga enheter)")'
    zero = f'IF(ISNUMBER({a}),IF(AND({a}=0,{b}=0)," (0)",""),{hidden_or_none})'
    return f'"{theme.TYPE_NAMES[int(row.key)]}"&{zero}'


_LABELS = Grid(
    SHEET,
    "N",
    _HEAD,
    (Col("label", "diagrammets namn", 9, _label, "aside", head_look={"bottom": 1}),),
    TYPES,
    error_of=TABLE.error_of,
)


def _sum_minus_pot(grid: Grid) -> str:
    """Return the formula of how far the types, hidden or not, and okänd are from the pot."""
    return f"ABS(SUM({of_types(grid, 'sum')},{grid['sum', UNKNOWN]})-pott)"


TYPES_MINUS_POT = f"{_sum_minus_pot(bytype.OF_A)}+{_sum_minus_pot(bytype.OF_B)}"


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
)
NOTES = Notes(
    (
        HIDDEN_NOTE,
        units.INDEX_IN_WORDS,
    ),
    (
        units.ROUNDING,
        '"Okänd = koden saknas, är felaktig, är en kommuns eller finns inte i årets indelning; '
        "ingår i totalt. Områdestypen är områdets, inte enhetens egna elevers eller besökares. "
        'B − A = kronor som en enhet eller områdestyp får mer eller mindre i B än i A."',
        '"Enheter med en volym som är lägre än tröskeln är inte med i listorna, och inte heller '
        'andra enheter i deras områdestyp om de är få."',
    ),
)


def _draw(sheet: Sheet) -> None:
    page.lines(sheet, TABLE.right, _TITLES)
    for grid in (TABLE, _LABELS):
        grid.write(sheet)
    sheet.heights({TABLE.head - 2: 2, TABLE.head - 1: 8, TABLE.last + 1: 10})
    _chart(sheet)
    _GAINS.draw(sheet)
    _LOSSES.draw(sheet)
    page.end(sheet, TABLE.right, NOTES.write(sheet, TABLE.right, _NOTES))


def _chart(sheet: Sheet) -> None:
    heading = '"Kronor per "&per&" och områdestyp: A fylld, B randig"'
    right = TABLE.letter("volume")
    sheet.across("B", right, _CHART - 1, heading, "label", font_color=theme.BRAND)
    sheet.heights({_CHART - 1: 20})
    values = (drawn(TABLE, "per_a"), drawn(TABLE, "per_b"))
    chart = type_pairs(sheet.book, Pair(drawn(_LABELS, "label"), ("A", "B"), values, theme.COUNT))
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_ROWS * page.ROW_PIXELS})
    page.chart(sheet, "B", _CHART, _NOTES - _CHART, chart, _ALT_TEXT)


PAGE = Page(SHEET, "result", widths(TABLE, _LABELS), _draw, landscape=True)

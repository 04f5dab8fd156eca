"""The sheet Fördelning: the two alternatives by area type, and who gains and loses.

The columns B–L are the page; the columns N–AG beside it hold the tables that it reads.
"""

from __future__ import annotations

from collections.abc import Sequence

from regso.core.areas.areatypes import CHALLENGED, NAMES, TYPES
from regso.core.measures.typetable import HEADER, ROWS
from regso.templates.resursfordelning import units
from regso.workbook import theme
from regso.workbook.book import Book, Sheet
from regso.workbook.checks import SOURCE_TABLE, sourced, unless_error
from regso.workbook.formulas import quoted
from regso.workbook.numerals import decimal, thousands
from regso.workbook.pairs import Pair, type_pairs
from regso.workbook.typetable import SHORT, swatch, types_of_the_year

SHEET = "Fördelning"
_WIDTHS = (1.5, 1.8, 8, 50, 9, 12, 15, 15, 14, 13, 13, 11, 2, *[9] * 20)
_HEAD = 8
_FIRST, _LAST = _HEAD + 1, _HEAD + len(ROWS)
_CHART = _LAST + 3
_EXTREMES = 5  # how many units that gain, and lose, the most
_CHART_ROWS = 2 * _EXTREMES + 3
_NOTES = _CHART + _CHART_ROWS + 1
_CHART_WIDTH, _ROW_PIXELS = 575, 21
# Where the tables by type stand, and the column of each with sum, denominator and mean.
_TABLES = {"A": ("N", "P", "Q", "R"), "B": ("W", "Y", "Z", "AA")}
_UNITS = ("AF", "AH")
_LABELS = "AO"
_TITLES = ("", "typ", "benämning", "enheter", "volym", "A, kr", "B, kr", "B − A, kr")
_SHARE = r"+0.0\ %;-0.0\ %;0.0\ %"
_ALT_TEXT = (
    "Kronor per volymenhet i områdestyp 1–5 som liggande staplar, alternativ A fylld och "
    "alternativ B randig; samma tal står i tabellen ovanför."
)


def _table(letter: str) -> str:
    return f"{_TABLES[letter][0]}{_HEAD}"


def _guarded(formula: str) -> str:
    """Return a formula that is the error of the tables that it reads, if they are one."""
    a, b = (f"${_TABLES[letter][0]}${_HEAD}" for letter in "AB")
    return unless_error(a, unless_error(b, formula))


def _of_type(kind: int | str, formula: str) -> str:
    """Return what is shown of a type: nothing where no unit has one, for it would be all 0."""
    is_type = isinstance(kind, int) or kind == CHALLENGED
    return _guarded(f'IF({units.TYPED}=0,"",{formula})' if is_type else formula)


def _types_minus_pot() -> str:
    place = quoted(SHEET)
    parts = [*range(_FIRST, _FIRST + len(TYPES)), _FIRST + ROWS.index("okänd")]
    sums = [
        f"SUM({','.join(f'{place}!${column}${row}' for row in parts)})"  # a type may be empty
        for column in (_AMOUNTS["A"], _AMOUNTS["B"])
    ]
    return f"ABS({sums[0]}-pott)+ABS({sums[1]}-pott)"


_AMOUNTS = {"A": "G", "B": "H"}
_PER = {"A": "J", "B": "K"}
TYPES_MINUS_POT = _types_minus_pot()


def write(book: Book) -> None:
    """Add the sheet."""
    sheet = book.sheet(SHEET, _WIDTHS, use="result", landscape=True)
    _title(sheet)
    _tables(sheet)
    _header(sheet)
    for row, kind in enumerate(ROWS, _FIRST):
        _row(sheet, row, kind)
    _chart(sheet)
    _extremes(sheet, _CHART - 1, "Vinner mest på alternativ B", "LARGE", ">0")
    _extremes(sheet, _CHART + _EXTREMES + 1, "Förlorar mest på alternativ B", "SMALL", "<0")
    _notes(sheet)


_HEADING = 'IF(rubrik="","Två sätt att fördela medel per "&per,rubrik)'


def _title(sheet: Sheet) -> None:
    lines = [
        (_HEADING, "report_title", 30),
        (types_of_the_year("myndighet"), "lead", 20),
        (
            f'"Pott: "&{thousands("pott")}&" kr till "&COUNT({units.ROWS.column(units.VOLUME)})'
            '&" enheter, i hela "&enhet_kr&" kr"',
            "label",
            18,
        ),
        (_alternative("A"), "wrap", 16),
        (_alternative("B"), "wrap", 16),
        (units.INDEX_IN_WORDS, "note", 14),
    ]
    sheet.lines("B", "L", lines)
    sheet.heights({_HEAD - 1: 8})


def _alternative(letter: str) -> str:
    name = letter.lower()
    share = decimal(f"ROUND(100*grund_{name},1)")
    return (
        f'"Alternativ {letter}: "&IF(index_{name}="ja",{share}&" % av potten '
        f'efter volym, resten efter volym × index.","hela potten efter volym, utan index.")'
    )


def _tables(sheet: Sheet) -> None:
    """Write kronor per type in both alternatives, and the number of units, beside the page."""
    plain = [[theme.style("aside_number")] * len(HEADER)] * (1 + len(ROWS))
    codes, volume = (units.ROWS.column(c) for c in (units.CODE, units.VOLUME))
    for cell, values, about in (
        (_table("A"), units.ROWS.column(units.AMOUNTS["A"]), "A (skrivs inte ut)"),
        (_table("B"), units.ROWS.column(units.AMOUNTS["B"]), "B (skrivs inte ut)"),
        (f"{_UNITS[0]}{_HEAD}", units.ROWS.column(units.ONE), "Enheter (skrivs inte ut)"),
    ):
        sheet.put(f"{cell.rstrip('0123456789')}{_HEAD - 1}", about, "aside", bold=True)
        sheet.spill(cell, f'REGSO_TABELL({codes},{values},{volume},ar,,,"medel")', plain)


def _header(sheet: Sheet) -> None:
    for column, text in zip("BCDEFGHI", _TITLES, strict=True):
        sheet.put(f"{column}{_HEAD}", text or None, "header" if column in "BD" else "header_right")
    sheet.put(f"C{_HEAD}", "typ", "header", align="center", indent=0)
    for letter, column in _PER.items():
        sheet.formula(f"{column}{_HEAD}", f'"{letter}, kr/"&per', "header_right", shrink=True)
    sheet.put(f"L{_HEAD}", "B mot A", "header_right")
    sheet.heights({_HEAD: 22})


def _row(sheet: Sheet, row: int, kind: int | str) -> None:
    extra = _band(kind)
    if isinstance(kind, int):
        swatch(sheet, f"B{row}", kind)
    else:
        sheet.put(f"B{row}", None, "cell", **extra)
    centred: theme.Style = {"align": "center", "indent": 0, "bold": True}
    sheet.put(f"C{row}", kind, "cell", **{**centred, **extra})
    sheet.put(f"D{row}", NAMES[kind], "cell", **extra)
    unit = f"${_UNITS[0]}${_HEAD}"
    count = unless_error(unit, _of_type(kind, f"{_UNITS[1]}{row}"))
    sheet.formula(f"E{row}", count, "cell_count", **extra)
    sheet.formula(f"F{row}", _of_type(kind, f"{_TABLES['A'][2]}{row}"), "cell_count", **extra)
    for letter, column in _AMOUNTS.items():
        formula = _of_type(kind, f"{_TABLES[letter][1]}{row}")
        sheet.formula(f"{column}{row}", formula, "cell_money", **extra)
    for letter, column in _PER.items():
        value = f"{_TABLES[letter][3]}{row}"
        formula = _guarded(f'IF(ISNUMBER({value}),{value},"")')
        sheet.formula(f"{column}{row}", formula, "cell_rate", **extra)
    change, before = f"(H{row}-G{row})", f"G{row}"
    signed = {**extra, "num_format": theme.COUNT_POINTS}
    sheet.formula(f"I{row}", _of_type(kind, change), "cell_money", **signed)
    share = _of_type(kind, f'IF({before}>0,{change}/{before},"")')
    sheet.formula(f"L{row}", share, "cell_money", **{**extra, "num_format": _SHARE})
    sheet.heights({row: 21})


def _band(kind: int | str) -> theme.Style:
    """Return what sets the rows that are no types of their own apart."""
    if isinstance(kind, int):
        return {}
    if kind == ROWS[-1]:
        return {"bg_color": theme.BAND, "bold": True, "bottom": 2, "bottom_color": theme.BRAND}
    return {"bg_color": theme.BAND}


def _chart(sheet: Sheet) -> None:
    sheet.merged(f"B{_CHART - 1}:F{_CHART - 1}", "", "label")
    heading = '"Kronor per "&per&" och områdestyp: A fylld, B randig"'
    sheet.formula(f"B{_CHART - 1}", heading, "label", font_color=theme.BRAND)
    sheet.put(f"{_LABELS}{_HEAD}", "diagrammets namn", "aside", bottom=1)
    for row, kind in enumerate(TYPES, _FIRST):
        zero = f'IF(ISNUMBER(J{row}),IF(AND(J{row}=0,K{row}=0)," (0)","")," (inga enheter)")'
        sheet.formula(f"{_LABELS}{row}", _guarded(f'"{SHORT[kind]}"&{zero}'), "aside")
    place, last = quoted(SHEET), _FIRST + len(TYPES) - 1

    def cells(column: str) -> str:
        return f"={place}!${column}${_FIRST}:${column}${last}"

    pair = Pair(cells(_LABELS), ("A", "B"), (cells(_PER["A"]), cells(_PER["B"])), theme.COUNT)
    drawn = type_pairs(sheet.book, pair)
    drawn.set_size({"width": _CHART_WIDTH, "height": _CHART_ROWS * _ROW_PIXELS})
    options = {"object_position": 2, "description": _ALT_TEXT}
    sheet.raw.insert_chart(f"B{_CHART}", drawn, options)
    sheet.heights({_LAST + 1: 10, _CHART - 1: 20})
    for row in range(_CHART, _NOTES):
        sheet.heights({row: 0.75 * _ROW_PIXELS})


def _extremes(sheet: Sheet, top: int, title: str, function: str, sign: str) -> None:
    """Write the units whose amount rises, or falls, the most from A to B."""
    sheet.merged(f"G{top}:I{top}", title, "header")
    sheet.put(f"J{top}", "B − A, kr", "header_right")
    sheet.formula(f"K{top}", '"kr/"&per', "header_right", shrink=True)
    sheet.put(f"L{top}", "B mot A", "header_right")
    order = units.ROWS.column(units.ORDER)
    signed: theme.Style = {"num_format": theme.COUNT_POINTS}
    for n in range(1, _EXTREMES + 1):
        row = top + n
        key = f"{function}({order},{n})"

        def found(column: str, key: str = key, n: int = n) -> str:
            cell = f"INDEX({units.ROWS.column(column)},MATCH({key},{order},0))"
            shown = f'IF(COUNT({order})<{n},"",IF({key}{sign},{cell},""))'
            return unless_error(units.ROWS.cell(f"${units.ORDER}${units.ROWS.top}"), shown)

        sheet.merged(f"G{row}:I{row}", "", "cell")
        sheet.formula(f"G{row}", found(units.NAME), "cell", shrink=True)
        sheet.formula(f"J{row}", found(units.CHANGE), "cell_money", **signed)
        per = f'IF(ISNUMBER(J{row}),{found(units.PER["B"])}-{found(units.PER["A"])},"")'
        sheet.formula(f"K{row}", unless_error(f"J{row}", per), "cell_rate", num_format=theme.POINTS)
        share = found(units.CHANGE_SHARE)
        sheet.formula(f"L{row}", share, "cell_rate", num_format=_SHARE)


def _notes(sheet: Sheet) -> None:
    formulas: Sequence[str] = (
        units.ROUNDING,
        '"Okänd = koden saknas, är felaktig, är en kommuns eller finns inte i årets indelning; '
        "ingår i totalt. Områdestypen är områdets, inte enhetens egna elevers eller besökares. "
        'B − A = kronor som en enhet eller områdestyp får mer eller mindre i B än i A."',
        unless_error(SOURCE_TABLE, sourced("Källrad")),
    )
    sheet.heights({_NOTES: 8})
    for row, formula in enumerate(formulas, _NOTES + 1):
        sheet.merged(f"B{row}:L{row}", "", "note")
        sheet.formula(f"B{row}", formula, "note")
        sheet.heights({row: 26})
    sheet.raw.print_area(f"A1:L{_NOTES + len(formulas)}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.center_horizontally()
    sheet.raw.set_selection("B1")

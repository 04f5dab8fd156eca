"""The sheet Servicenät: the population within reach by area type, today and in the alternative.

The columns B–K are the page; the columns M–Z beside it hold what it reads.
"""

from __future__ import annotations

from regso.core.areas.areatypes import TYPES
from regso.core.measures.typetable import ROWS
from regso.templates.servicenat import offices
from regso.workbook import theme
from regso.workbook.book import Book, Sheet, quoted
from regso.workbook.checks import SOURCE_TABLE, sourced, unless_error
from regso.workbook.numerals import decimal
from regso.workbook.pairs import Pair, type_pairs
from regso.workbook.typetable import SHORT, swatch, types_of_the_year

SHEET = "Servicenät"
_PLACE = quoted(SHEET)
_WIDTHS = (1.5, 1.8, 8, 53, 13, 13, 11, 13, 11, 13, 16, 2, *[9] * 14)
_HEAD = 7
_FIRST, _LAST = _HEAD + 1, _HEAD + len(ROWS)
_CHALLENGED = _FIRST + ROWS.index("1+2")
_CHART = _LAST + 3
_CHART_ROWS = 13
_COVERAGE_COLUMNS = 5
_NOTES = _CHART + _CHART_ROWS
_CHART_WIDTH, _ROW_PIXELS = 610, 21
# Each table: its first column (typ), and its columns with people within reach and their share.
_NOW, _THEN = ("M", "P", "Q"), ("S", "V", "W")
_LABELS = _CLOSED = "Y"
_CLOSED_ROW = _LAST + 3  # name, n, o, and the nearest of the others
TOTAL_LABEL = unless_error(f"{_PLACE}!$M${_HEAD}", f'{_PLACE}!$N${_LAST}&""')
_ALT_TEXT = (
    "Andelen av befolkningen inom räckhåll i områdestyp 1–5 som liggande staplar, i dag fylld och "
    "alternativet randig; samma tal står i tabellen ovanför."
)


def write(book: Book) -> None:
    """Add the sheet."""
    sheet = book.sheet(SHEET, _WIDTHS, use="result", landscape=True)
    _title(sheet)
    _coverage(sheet)
    _header(sheet)
    for row, kind in enumerate(ROWS, _FIRST):
        _row(sheet, row, kind)
    _chart(sheet)
    _closed(sheet)
    _panel(sheet)
    _notes(sheet)


_HEADING = (
    'IF(rubrik="","Hur stor del av befolkningen har ett kontor inom "&'
    f'{decimal("radie_km")}&" km?",rubrik)'
)


def _title(sheet: Sheet) -> None:
    lines = (
        (_HEADING, "report_title", 30),
        (types_of_the_year("myndighet"), "lead", 20),
        (
            f'"Inom räckhåll: högst "&{decimal("radie_km")}&" km fågelvägen från områdets '
            f'mittpunkt till närmaste av "&COUNT({offices.ROWS.column("D")})&" kontor"',
            "label",
            18,
        ),
        (
            '"Alternativ: "&IF(AND(utan="",COUNT(nytt_n)=0),"som i dag (inget är angivet)",'
            'IF(utan="","","utan "&utan)&IF(AND(utan<>"",COUNT(nytt_n)=1)," och ","")&'
            'IF(COUNT(nytt_n)=1,"med ett nytt kontor vid n "&'
            f'{decimal("nytt_n")}&", o "&{decimal("nytt_o")},""))',
            "wrap",
            16,
        ),
    )
    sheet.lines("B", "K", lines)
    sheet.heights({5: 8})


def _coverage(sheet: Sheet) -> None:
    """Write the two tables of coverage beside the page; offices that do not fit give none."""
    plain = [[theme.style("aside_number")] * _COVERAGE_COLUMNS] * (1 + len(ROWS))
    radius = f"IF({offices.COUNT}<={offices.MOST},radie_km,NA())"
    for (first, *_), points, about in (
        (_NOW, offices.POINTS, "Nu (skrivs inte ut)"),
        (_THEN, offices.ALTERNATIVE, "Alternativet (skrivs inte ut)"),
    ):
        sheet.put(f"{first}{_HEAD - 1}", about, "aside", bold=True)
        sheet.spill(f"{first}{_HEAD}", f"REGSO_TACKNING({points},{radius},ar)", plain)


def _header(sheet: Sheet) -> None:
    sheet.put(f"F{_HEAD - 1}", "inom räckhåll nu", "header_span")
    sheet.put(f"G{_HEAD - 1}", None, "header_span")
    sheet.put(f"H{_HEAD - 1}", "i alternativet", "header_span")
    sheet.put(f"I{_HEAD - 1}", None, "header_span")
    sheet.put(f"J{_HEAD - 1}", "alternativ minus nu", "header_span")
    sheet.put(f"K{_HEAD - 1}", None, "header_span")
    sheet.put(f"B{_HEAD}", None, "header")
    titles = ("typ", "benämning", "befolkning", "antal", "andel", "antal", "andel", "antal",
              "procentenheter")  # fmt: skip
    for column, text in zip("CDEFGHIJK", titles, strict=True):
        sheet.put(f"{column}{_HEAD}", text, "header" if column in "CD" else "header_right")
    sheet.put(f"C{_HEAD}", "typ", "header", align="center", indent=0)
    sheet.heights({_HEAD - 1: 18, _HEAD: 22})


def _guarded(formula: str) -> str:
    """Return a formula that is the error of the tables that it reads, if they are one."""
    return unless_error(f"${_NOW[0]}${_HEAD}", unless_error(f"${_THEN[0]}${_HEAD}", formula))


def _row(sheet: Sheet, row: int, kind: int | str) -> None:
    extra = _band(kind)
    if isinstance(kind, int):
        swatch(sheet, f"B{row}", kind)
    else:
        sheet.put(f"B{row}", None, "cell", **extra)
    centred: theme.Style = {"align": "center", "indent": 0, "bold": True}
    sheet.put(f"C{row}", kind, "cell", **{**centred, **extra})
    shares = f"AND(ISNUMBER(Q{row}),ISNUMBER(W{row}))"
    for column, formula, style in (
        ("D", f'N{row}&""', "cell"),  # says when areas are left out
        ("E", f"O{row}", "cell_count"),
        ("F", f"P{row}", "cell_count"),
        ("G", f'IF(ISNUMBER(Q{row}),Q{row},"")', "cell_value"),
        ("H", f"V{row}", "cell_count"),
        ("I", f'IF(ISNUMBER(W{row}),W{row},"")', "cell_value"),
        ("J", f"V{row}-P{row}", "cell_count"),
        ("K", f'IF({shares},100*(W{row}-Q{row}),"")', "cell_points"),
    ):
        look = {**extra, "num_format": theme.COUNT_POINTS} if column == "J" else extra
        sheet.formula(f"{column}{row}", _guarded(formula), style, **look)
    sheet.heights({row: 21})


def _band(kind: int | str) -> theme.Style:
    """Return what sets the rows that are no types of their own apart."""
    if isinstance(kind, int):
        return {}
    if kind == ROWS[-1]:
        end = {"bold": True, "shrink": True, "bottom": 2, "bottom_color": theme.BRAND}
        return {"bg_color": theme.BAND, **end}
    return {"bg_color": theme.BAND}


def _chart(sheet: Sheet) -> None:
    sheet.merged(f"B{_CHART - 1}:F{_CHART - 1}", "", "label")
    heading = (
        f'"Andel av befolkningen inom "&{decimal("radie_km")}&" km: nu fylld, alternativet randig"'
    )
    sheet.formula(f"B{_CHART - 1}", heading, "label", font_color=theme.BRAND)
    sheet.put(f"{_LABELS}{_HEAD}", "diagrammets namn", "aside", bottom=1)
    for row, kind in enumerate(TYPES, _FIRST):
        zero = (
            f'IF(ISNUMBER(G{row}),IF(AND(G{row}=0,I{row}=0)," (0 %)",IF(G{row}=0," (nu 0 %)",'
            f'IF(I{row}=0," (alt. 0 %)","")))," (ingen bor där)")'
        )
        sheet.formula(f"{_LABELS}{row}", _guarded(f'"{SHORT[kind]}"&{zero}'), "aside")
    last = _FIRST + len(TYPES) - 1
    labels, now, then = (f"={_PLACE}!${c}${_FIRST}:${c}${last}" for c in (_LABELS, "G", "I"))
    drawn = type_pairs(sheet.book, Pair(labels, ("nu", "alt."), (now, then), r"0\ %"))
    drawn.set_size({"width": _CHART_WIDTH, "height": _CHART_ROWS * _ROW_PIXELS})
    options = {"object_position": 2, "description": _ALT_TEXT}
    sheet.raw.insert_chart(f"B{_CHART}", drawn, options)
    sheet.heights({_LAST + 1: 10, _CHART - 1: 22})
    for row in range(_CHART, _NOTES):
        sheet.heights({row: 0.75 * _ROW_PIXELS})


def _of_closed(column: str) -> str:
    """Return the formula of what the office to be left out has in a column, blank without one."""
    names = offices.ROWS.column("C")
    return f'IF(utan="","",INDEX({offices.ROWS.column(column)},MATCH(utan,{names},0)))'


def _closed(sheet: Sheet) -> None:
    """Write which of the other offices is nearest to the one that the alternative lacks."""
    row = _CLOSED_ROW
    sheet.put(f"{_CLOSED}{row - 1}", "kontoret som utelämnas: n, o, närmaste andra, km", "aside")
    n, o, name = "Y", "Z", "AA"
    sheet.formula(f"{n}{row}", _of_closed("D"), "aside")
    sheet.formula(f"{o}{row}", _of_closed("E"), "aside")
    look = [[theme.style("aside"), theme.style("aside_number")]]
    nearest = f"REGSO_NARMAST({n}{row},{o}{row},{offices.ALTERNATIVE},system)"
    sheet.spill(f"{name}{row}", nearest, look)


def _panel(sheet: Sheet) -> None:
    """Write the offices in figures, beside the chart."""
    visits, cost = (f"SUM({offices.ROWS.column(c)})" for c in "GH")
    gone_visits, gone_cost = (_of_closed(c) for c in "GH")
    row = _CLOSED_ROW
    nearest = unless_error(f"AA{row}", f'AA{row}&""')
    distance = unless_error(f"AA{row}", f"AB{row}")
    after = f'IF(AND(utan<>"",{visits}>0),({cost}-N({gone_cost}))/{visits},"")'
    lines: tuple[tuple[str, str, theme.Style], ...] = (
        ("Kontoren i dag", "", {}),
        ("Besök", visits, {}),
        ("Kostnad, kr", cost, {}),
        ("Kr per besök", f'IF({visits}>0,{cost}/{visits},"")', {}),
        ("Andel av typ 1 och 2 inom räckhåll", f"G{_CHALLENGED}", {"num_format": theme.PERCENT}),
        ("Kontoret som alternativet är utan", "", {}),
        ("Namn", 'IF(utan="","–",utan)', {}),
        ("Besök", gone_visits, {}),
        ("Kostnad, kr", gone_cost, {}),
        ("Närmaste andra kontor", nearest, {}),
        ("Avstånd dit, km", distance, {"num_format": theme.RATE}),
        ("Kr per besök i nätet om alla besök flyttar dit", after, {}),
    )
    for at, (label, formula, extra) in enumerate(lines, _CHART - 1):
        style = "cell" if formula else "header"
        sheet.merged(f"G{at}:I{at}", label, style)
        sheet.merged(f"J{at}:K{at}", "", "cell_count" if formula else "header")
        if formula:
            sheet.formula(f"J{at}", formula, "cell_count", shrink=True, **extra)


def _notes(sheet: Sheet) -> None:
    formulas = (
        '"Alla som bor i ett område räknas till mittpunkten: DeSO för DeSO där gränserna och '
        "folkmängden finns, annars RegSO. I stora landsbygdsområden är felet stort. Avståndet är "
        'fågelvägen; resvägen är nästan alltid längre."',
        '"Alternativet ändrar bara vilka kontor som finns. Vart besökarna faktiskt tar vägen, '
        'restid, öppettider och kapacitet ingår inte."',
        unless_error(SOURCE_TABLE, sourced("Källrad")),
    )
    sheet.heights({_NOTES: 8})
    for row, formula in enumerate(formulas, _NOTES + 1):
        sheet.merged(f"B{row}:K{row}", "", "note")
        sheet.formula(f"B{row}", formula, "note")
        sheet.heights({row: 26 if formula != formulas[1] else 14})
    sheet.raw.print_area(f"A1:K{_NOTES + len(formulas)}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.center_horizontally()
    sheet.raw.set_selection("B1")

"""The sheet Servicenät: the population within reach by area type, today and in the alternative."""

from __future__ import annotations

from regso.core.areas.areatypes import CHALLENGED, TYPES
from regso.core.measures.typetable import ROWS
from regso.templates.servicenat.offices import ALTERNATIVE, COUNT, MOST, OFFICES, POINTS
from regso.workbook import page, theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.charts.pairs import Pair, type_pairs
from regso.workbook.columns import Col, edge
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.notes import Notes
from regso.workbook.numerals import decimal
from regso.workbook.page import Page
from regso.workbook.reference import types_of_the_year
from regso.workbook.typegrid import MARK, TYPE, drawn, type_grid

SHEET = "Servicenät"
_HEAD = 7
_CHART = _HEAD + len(ROWS) + 3
_CHART_ROWS, _CHART_WIDTH = 13, 610
_NOTES = _CHART + _CHART_ROWS
_ALT_TEXT = (
    "Andelen av befolkningen inom räckhåll i områdestyp 1–5 som liggande staplar, i dag fylld och "
    "alternativet randig; samma tal står i tabellen ovanför."
)


def _coverage(left: str, points: str, about: str) -> Grid:
    """Return the table of coverage by some points; offices that do not fit give none."""
    names = ("typ", "label", "people", "within", "share")
    columns = (
        Col(names[0], style="aside_number", over=about, over_style="aside_title"),
        *(Col(name, style="aside_number") for name in names[1:]),
    )
    radius = f"IF({COUNT}<={MOST},radie_km,NA())"
    spill = Spill("typ", "share", f"REGSO_TACKNING({points},{radius},ar)", gives_header=True)
    return Grid(SHEET, left, _HEAD, columns, ROWS, (spill,))


_NOW = _coverage("M", POINTS, "Nu (skrivs inte ut)")
_THEN = _coverage("S", ALTERNATIVE, "Alternativet (skrivs inte ut)")
_SIGNED = {"num_format": theme.COUNT_POINTS}
TABLE = type_grid(
    SHEET,
    _HEAD,
    (
        MARK,
        TYPE,
        Col("label", "benämning", 53, '{now.label}&""'),  # says when areas are left out
        Col("people", "befolkning", 13, "{now.people}", "cell_count"),
        Col("now", "antal", 13, "{now.within}", "cell_count", over="inom räckhåll nu"),
        Col("share_now", "andel", 11, 'IF(ISNUMBER({now.share}),{now.share},"")', "cell_value",
            over=""),
        Col("then", "antal", 13, "{then.within}", "cell_count", over="i alternativet"),
        Col("share_then", "andel", 11, 'IF(ISNUMBER({then.share}),{then.share},"")', "cell_value",
            over=""),
        Col("change", "antal", 13, "{then.within}-{now.within}", "cell_count", _SIGNED,
            over="alternativ minus nu"),
        Col("points", "procentenheter", 16,
            'IF(AND(ISNUMBER({now.share}),ISNUMBER({then.share})),'
            '100*({then.share}-{now.share}),"")',
            "cell_points", over=""),
        edge(),
    ),
    beside={"now": _NOW, "then": _THEN},
    error_of=(_NOW.corner, _THEN.corner),
)  # fmt: skip
TOTAL_LABEL = f'{_NOW["label", ROWS[-1]]}&""'


def _label(row: Row) -> str:
    now, then = row.of(TABLE).share_now, row.of(TABLE).share_then
    zero = (
        f'IF(ISNUMBER({now}),IF(AND({now}=0,{then}=0)," (0 %)",IF({now}=0," (nu 0 %)",'
        f'IF({then}=0," (alt. 0 %)","")))," (ingen bor där)")'
    )
    return f'"{theme.TYPE_NAMES[int(row.key)]}"&{zero}'


_LABELS = Grid(
    SHEET,
    "Y",
    _HEAD,
    (
        Col("label", "diagrammets namn", 9, _label, "aside",
            head_look={"bottom": 1}),
    ),
    TYPES,
    error_of=TABLE.error_of,
)  # fmt: skip
_CLOSED = Grid(
    SHEET,
    "Y",
    TABLE.last + 2,
    (
        Col("n", "kontoret som utelämnas: n, o, närmaste andra, km", 9,
            lambda _: _of_closed("n"), "aside"),
        Col("o", "", 9, lambda _: _of_closed("o"), "aside"),
        Col("nearest", style="aside"),
        Col("km", style="aside_number"),
    ),
    ("closed",),
    (Spill("nearest", "km", lambda grid:
           f'REGSO_NARMAST({grid["n", "closed"]},{grid["o", "closed"]},{ALTERNATIVE},system)'),),
)  # fmt: skip


def _of_closed(column: str) -> str:
    """Return the formula of what the office to be left out has in a column, blank without one."""
    return f'IF(utan="","",INDEX({OFFICES[column]},MATCH(utan,{OFFICES["office"]},0)))'


def _titles() -> list[page.Line]:
    reach = decimal("radie_km")
    heading = f'"Hur stor del av befolkningen har ett kontor inom "&{reach}&" km?"'
    return [
        (f'IF(rubrik="",{heading},rubrik)', "report_title", 30),
        (types_of_the_year("myndighet"), "lead", 20),
        (
            f'"Inom räckhåll: högst "&{reach}&" km fågelvägen från områdets '
            f'mittpunkt till närmaste av "&COUNT({OFFICES["n"]})&" kontor"',
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
    ]


def _draw(sheet: Sheet) -> None:
    page.lines(sheet, TABLE.right, _titles())
    sheet.heights({5: 8})
    for grid in (TABLE, _NOW, _THEN, _LABELS, _CLOSED):
        grid.write(sheet)
    _chart(sheet)
    _panel(sheet)
    notes = Notes(
        (
            '"Alla som bor i ett område räknas till mittpunkten: DeSO för DeSO där gränserna och '
            "folkmängden finns, annars RegSO. I stora landsbygdsområden är felet stort. Avståndet "
            'är fågelvägen; resvägen är nästan alltid längre."',
            '"Alternativet ändrar bara vilka kontor som finns. Vart besökarna faktiskt tar vägen, '
            'restid, öppettider och kapacitet ingår inte."',
        )
    )
    page.end(sheet, TABLE.right, notes.write(sheet, TABLE.right, _NOTES))


def _chart(sheet: Sheet) -> None:
    reach = decimal("radie_km")
    heading = f'"Andel av befolkningen inom "&{reach}&" km: nu fylld, alternativet randig"'
    above = _CHART - 1
    sheet.across("B", TABLE.letter("now"), above, heading, "label", font_color=theme.BRAND)
    values = (drawn(TABLE, "share_now"), drawn(TABLE, "share_then"))
    chart = type_pairs(sheet.book, Pair(drawn(_LABELS, "label"), ("nu", "alt."), values, r"0\ %"))
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_ROWS * page.ROW_PIXELS})
    page.chart(sheet, "B", _CHART, _CHART_ROWS, chart, _ALT_TEXT)
    sheet.heights({TABLE.last + 1: 10, above: 22})


def _panel(sheet: Sheet) -> None:
    """Write the offices in figures, beside the chart."""
    visits, cost = (f"SUM({OFFICES[name]})" for name in ("visits", "cost"))
    gone_visits, gone_cost = (_of_closed(name) for name in ("visits", "cost"))
    after = f'IF(AND(utan<>"",{visits}>0),({cost}-N({gone_cost}))/{visits},"")'
    lines: tuple[tuple[str, str, str], ...] = (
        ("Kontoren i dag", "", theme.COUNT),
        ("Besök", visits, theme.COUNT),
        ("Kostnad, kr", cost, theme.COUNT),
        ("Kr per besök", f'IF({visits}>0,{cost}/{visits},"")', theme.COUNT),
        ("Andel av typ 1 och 2 inom räckhåll", TABLE["share_now", CHALLENGED],
         theme.PERCENT),
        ("Kontoret som alternativet är utan", "", theme.COUNT),
        ("Namn", 'IF(utan="","–",utan)', theme.COUNT),
        ("Besök", gone_visits, theme.COUNT),
        ("Kostnad, kr", gone_cost, theme.COUNT),
        ("Närmaste andra kontor", f'{_CLOSED["nearest", "closed"]}&""', theme.COUNT),
        ("Avstånd dit, km", _CLOSED["km", "closed"], theme.RATE),
        ("Kr per besök i nätet om alla besök flyttar dit", after, theme.COUNT),
    )  # fmt: skip
    left, right = TABLE.letter("share_now"), TABLE.letter("change")
    for row, (label, formula, number) in enumerate(lines, _CHART - 1):
        sheet.merged(f"{left}{row}:{TABLE.letter('share_then')}{row}", label,
                     "cell" if formula else "header")  # fmt: skip
        if formula:
            sheet.across(
                right,
                TABLE.letter("points"),
                row,
                formula,
                "cell_count",
                shrink=True,
                num_format=number,
            )
            sheet.put(f"{TABLE.right}{row}", None, "cell")
        else:
            sheet.merged(f"{right}{row}:{TABLE.right}{row}", "", "header")


PAGE = Page(SHEET, "result", widths(TABLE, _NOW, _THEN, _CLOSED), _draw, landscape=True)

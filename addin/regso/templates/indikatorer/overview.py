"""The sheet Indikatorer: all indicators by type, how type 1 and type 5 differ, and the country."""

from __future__ import annotations

from regso.core.areas.areatypes import CHALLENGED, TOTAL, TYPES
from regso.templates.indikatorer import gapchart
from regso.templates.indikatorer.counts import COUNTRY, SUBTITLE, is_used, of_kind
from regso.templates.indikatorer.fields import ALWAYS_SHOWN, NUMBERS, PAGES_SHOWN
from regso.templates.indikatorer.gaps import GAPS
from regso.templates.indikatorer.names import COMPARED, is_compared, is_rate, name_of, unit
from regso.templates.indikatorer.paired import COUNTRY_ROWS, ROWS, Paired, number_of
from regso.templates.indikatorer.single import TABLES
from regso.workbook import page, theme, typetable
from regso.workbook.addresses import Formula, Key, Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col
from regso.workbook.grid import Grid, widths
from regso.workbook.page import Page
from regso.workbook.printed import emptyrows
from regso.workbook.reference import source_line
from regso.workbook.typegrid import LEVEL

SHEET = gapchart.SHEET
_KINDS: tuple[Key, ...] = (*TYPES, CHALLENGED, TOTAL)
_TALL, _COUNTRY_TALL = 18.0, 27.0  # points of the row of an indicator, and of the country's
_LONGEST = 75  # letters of a source that have room


def _name(row: Row) -> str:
    number = number_of(row)
    return f'IF({is_used(number)},{name_of(number)},"")'


def _country_name(row: Row) -> str:
    number = number_of(row)
    total, year, source = (COUNTRY[n, number] for n in (of_kind(TOTAL), "year", "source"))
    short = f'IF(LEN({source})>{_LONGEST},LEFT({source},{_LONGEST})&" …",{source})'
    text = (
        f'IF({total}&""="","riket visas inte; skälet står på bladet Indikator",'
        f'"riket "&{year}&": "&{short})'
    )
    return f'IF(AND({is_used(number)},{is_compared(number)}),{text},"")'


def _measure(row: Row) -> str:
    number = number_of(row)
    return f'IF({is_used(number)},IF({is_rate(number)},"per 1 000","procent"),"")'


def _value(kind: Key) -> Formula:
    def formula(row: Row) -> str:
        number = number_of(row)
        cell = TABLES[number]["value", kind]
        return f'IF(ISNUMBER({cell}),{unit(number)}*{cell},{cell}&"")'

    return formula


def _country_value(kind: Key) -> Formula:
    def formula(row: Row) -> str:
        number = number_of(row)
        cell = COUNTRY[of_kind(kind), number]
        shown = f'IF(ISNUMBER({cell}),{unit(number)}*{cell},"")'
        return f'IF({is_used(number)},{shown},"")'

    return formula


def _gap(name: str) -> Formula:
    return lambda row: GAPS[name, number_of(row)]


def _of_kind(kind: Key) -> Paired:
    name, is_total = of_kind(kind), kind == TOTAL
    title = "totalt" if is_total else f"typ {kind}"
    return Paired(
        name, title, 8.5, _value(kind), "plain_rate", {"bold": is_total},
        below="" if is_total else _country_value(kind), kind=kind if isinstance(kind, int) else 0,
    )  # fmt: skip


_NOTES = (
    '"Procent av personerna, eller händelser per 1 000 personer. Totalt är alla i '
    'materialet, också de utan känd områdestyp. En punkt = inga personer."',
    f'"Skillnaden typ 1 − typ 5 med "&{LEVEL}&" (Newcombe för andelar). Bland många indikatorer '
    'är några skillnader stora av en slump."',
    typetable.HIDDEN_NOTE,
    '"Alla indikatorer och grupper är skyddade tillsammans: de kan publiceras tillsammans, men '
    'inte bredvid andra tabeller över samma personer. Rikets värden är publicerade."',
    source_line(),
)
_POINTS = {"num_format": theme.POINTS, "align": "right"}
_DATA = "R"
_CHART_WIDTH = 1030  # pixels
CHART = gapchart.data(_DATA)
TABLE = Grid(
    SHEET,
    "B",
    gapchart.LAST + 3,
    (
        Paired("name", "indikator", 42, _name, "plain_text", {"shrink": True},
               below=_country_name),
        Paired("measure", "mått", 10, _measure, "plain_text"),
        *map(_of_kind, _KINDS),
        Paired("country", f'=IF({COMPARED}=0,"","riket")', 8.5, _country_value(TOTAL),
               "plain_rate"),
        Paired("difference", "typ 1 − typ 5", 13, _gap("difference"), "plain_rate", _POINTS,
               over="procentenheter eller per 1 000", over_style="header_span"),
        Paired("low", "nedre", 8.5, _gap("low"), "plain_rate", _POINTS, over=""),
        Paired("high", "övre", 8.5, _gap("high"), "plain_rate", _POINTS, over=""),
        Col("edge", width=1, style="plain_text"),
    ),
    ROWS,
    heights=(18, 22, _TALL),
)  # fmt: skip


def _draw(sheet: Sheet) -> None:
    typetable.title(sheet, TABLE.right, "rubrik", SUBTITLE)
    gapchart.draw(sheet, CHART, TABLE.right, _CHART_WIDTH)
    TABLE.write(sheet)
    sheet.heights({TABLE.number(key): _COUNTRY_TALL for key in COUNTRY_ROWS})
    *short, last = _NOTES
    texts = [*((text, 13.5) for text in short), (last, 26.0)]
    page.notes(sheet, TABLE.right, TABLE.last + 1, texts)
    page.end(sheet, TABLE.right, TABLE.last + 1 + len(_NOTES))
    sheet.raw.fit_to_pages(1, 0)
    sheet.raw.repeat_rows(TABLE.head - 2, TABLE.head - 1)
    hidden = [CHART.number(number) for number in NUMBERS[PAGES_SHOWN:]]
    hidden += [TABLE.number(key) for key in (*COUNTRY_ROWS, *NUMBERS[ALWAYS_SHOWN:])]
    emptyrows.hide_columns(sheet, TABLE, ["country"])
    emptyrows.hide_by(sheet, f"{CHART.cells('label')} {TABLE.cells('name')}", hidden)


PAGE = Page(SHEET, "result", widths(TABLE, CHART), _draw, landscape=True)

"""The template Områdestyper: the register's own figures by area type, with chart and sources."""

from __future__ import annotations

from collections.abc import Iterator

from regso.core.areatypes import TYPES
from regso.core.typetable import HEADER, ROWS
from regso.templates import inputs, pages, theme
from regso.templates.book import Book, Column, Sheet
from regso.templates.charts import Whiskers, type_bars
from regso.templates.checks import SOURCE_TABLE, sourced, unless_error

NAME, TITLE = "omradestyper", "Områdestyper"
COLUMNS = (
    Column("kod", "RegSO- eller DeSO-kod, eller en färdig områdestyp 1–5.", True, True),
    Column("taljare", "täljaren, till exempel antal arbetslösa. Tom kolumn betyder 1 per rad."),
    Column(
        "namnare",
        "nämnaren, till exempel folkmängd (1 när varje rad är en person). Tom "
        "kolumn betyder andel av alla i täljaren.",
    ),
)
INPUTS = (
    inputs.AGENCY,
    inputs.HEADING,
    inputs.MEASURE,
    inputs.YEAR,
    inputs.OWN_VINTAGE,
    inputs.THRESHOLD,
    inputs.LEVEL,
)
STEPS = (
    (
        "1  Ställ in",
        "Fyll i de gula fälten här nedanför. Året avgör vilka områdestyper som används.",
    ),
    (
        "2  Klistra in",
        "Klistra in registret i tabellen på bladet Indata: en rad per område eller person, med "
        "kod, täljare och nämnare.",
    ),
    (
        "3  Granska och använd",
        "Se att kontrollerna längst ned börjar med OK och läs bladet Matchning. Skriv sedan ut "
        "bladet Områdestyper. Indata kan vara personuppgifter: skicka inte arbetsboken vidare.",
    ),
)

# A column left empty is an argument left out; a missing threshold is #N/A, never "hide nothing".
FORMULA = (
    "REGSO_TABELL(Indata[kod],"
    'IF(COUNTA(Indata[taljare])=0,"",Indata[taljare]),'
    'IF(COUNTA(Indata[namnare])=0,"",Indata[namnare]),'
    "ar,konf,IF(troskel>=1,troskel,NA()),matt)"
)
_WIDTHS = (1.5, 1.8, 8, 53, 12, 12, 10.5, 10.5, 10.5, 19, 1, 5, 34, 9, 9, 9)
_TOP = 5  # the header row of the table
_FIRST = _TOP + 1
_LAST = _TOP + len(ROWS)
_CHART = _LAST + 3
_CHART_ROWS = 12
_NOTES = _CHART + _CHART_ROWS
_CHART_WIDTH, _ROW_PIXELS = 1000, 21
_SHORT = {
    1: "1  Stora utmaningar",
    2: "2  Utmaningar",
    3: "3  Blandade områden",
    4: "4  Goda förutsättningar",
    5: "5  Mycket goda förutsättningar",
}
_ALT_TEXT = (
    "Värdet per områdestyp 1–5 som liggande staplar med intervall; samma tal står i tabellen "
    "ovanför."
)
_LEVEL = 'IF(konf="",95,ROUND(100*konf,1))&" % konfidensintervall"'


def build() -> bytes:
    """Return the workbook as built: example data in Indata, formulas not yet calculated."""
    book = Book(TITLE)
    pages.start(book, STEPS, INPUTS)
    pages.data(book, COLUMNS)
    _report(book)
    pages.match(book)
    pages.source(book)
    pages.functions(book)
    return book.save()


def _report(book: Book) -> None:
    sheet = book.sheet(TITLE, _WIDTHS, landscape=True)
    sheet.merged("B1:K1", "", "report_title")
    sheet.formula("B1", "rubrik", "report_title")
    sheet.merged("B2:K2", "", "lead")
    sheet.formula(
        "B2",
        unless_error(
            SOURCE_TABLE,
            f'myndighet&" · områdestyper "&{sourced("År")}&" · "&{sourced("Indelning")}',
        ),
        "lead",
    )
    sheet.heights({1: 30, 2: 20, 3: 8, 4: 18, _TOP: 22})
    _units(sheet)
    _table(sheet)
    _chart_data(sheet)
    _chart(sheet)
    _notes(sheet)
    sheet.raw.print_area(f"A1:K{_NOTES + 4}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.center_horizontally()
    sheet.raw.set_selection("B1")


def _units(sheet: Sheet) -> None:
    sheet.formula(
        "G4",
        'IF(matt="tal","per 1 000",IF(matt="medel","medel","andel"))',
        "header_over",
    )
    sheet.formula("H4", f'IF(matt="medel","",{_LEVEL})', "header_span")
    sheet.blank("I4", "header_span")
    sheet.formula(
        "J4",
        'IF(matt="tal","per 1 000",IF(matt="medel","","procentenheter"))',
        "header_over",
    )


def _table(sheet: Sheet) -> None:
    left = {"typ", "benämning"}
    header = [theme.style("header" if name in left else "header_right") for name in HEADER]
    header[0] = theme.style("header", align="center", indent=0)
    sheet.spill(f"C{_TOP}", FORMULA, [header, *(_row_styles(kind) for kind in ROWS)])
    for edge in "BK":
        sheet.blank(f"{edge}{_TOP}", "header")
    for row, kind in enumerate(ROWS, _FIRST):
        sheet.heights({row: 21})
        sheet.blank(f"K{row}", "cell", **_extra(kind))
        if isinstance(kind, int):
            sheet.blank(
                f"B{row}",
                "body",
                bg_color=theme.TYPE_COLOURS[kind],
                border=1,
                border_color="#FFFFFF",
            )
        else:
            sheet.blank(f"B{row}", "cell", **_extra(kind))
    for cells, formula, number_format in _number_rules():
        sheet.rule(cells, formula, {"num_format": number_format})


def _extra(kind: int | str) -> theme.Style:
    """Return what sets the rows that are no types of their own apart."""
    extra: theme.Style = {} if isinstance(kind, int) else {"bg_color": theme.BAND}
    if kind == ROWS[len(TYPES)]:
        extra |= {"top": 1, "top_color": theme.MUTED}
    if kind == ROWS[-1]:
        extra |= {"bold": True, "top": 1, "top_color": theme.MUTED}
        extra |= {"bottom": 2, "bottom_color": theme.BRAND}
    return extra


def _row_styles(kind: int | str) -> list[theme.Style]:
    names = ("cell", "cell", *["cell_count"] * 2, *["cell_value"] * 3, "cell_points")
    styles = [theme.style(name, **_extra(kind)) for name in names]
    styles[0] |= {"align": "center", "indent": 0, "bold": True}
    return styles


def _number_rules() -> Iterator[tuple[str, str, str]]:
    """Yield cells, condition and number format for the measures other than andel."""
    values, points = f"G{_FIRST}:I{_LAST}", f"J{_FIRST}:J{_LAST}"
    for cells, rate, mean, many in (
        (values, theme.RATE, theme.MEAN, theme.COUNT),
        (points, theme.POINTS, theme.MEAN_POINTS, theme.COUNT_POINTS),
    ):
        first = cells.partition(":")[0]
        big = f'AND(matt="medel",ISNUMBER({first}),ABS(N({first}))>=100)'
        yield cells, big, many  # the first rule that holds decides
        yield cells, 'matt="medel"', mean
        yield cells, 'matt="tal"', rate


def _chart_data(sheet: Sheet) -> None:
    """Write what the chart draws, beside the page: shares in percent, and interval lengths."""
    sheet.put(f"M{_TOP - 1}", "Diagramdata (skrivs inte ut)", "aside", bold=True)
    for column, text in zip("MNOP", ("områdestyp", "värde", "nedåt", "uppåt"), strict=True):
        align = "left" if column == "M" else "right"
        sheet.put(f"{column}{_TOP}", text, "aside", bottom=1, align=align)
    for row, kind in enumerate(TYPES, _FIRST):
        value, low, high = f"$G{row}", f"$H{row}", f"$I{row}"
        unit = 'IF(OR(matt="tal",matt="medel"),1,100)'
        sheet.formula(
            f"M{row}",
            f'"{_SHORT[kind]}"&IF(ISNUMBER({value}),IF({value}=0," (0)",""),'
            f'IF(ISTEXT({value}),IF({value}&""=".."," (..)",""),""))',
            "aside",
        )
        shown = f"IF(ISNUMBER({value}),{value}*{unit},{value})"
        sheet.formula(f"N{row}", unless_error(f"$C${_TOP}", shown), "aside_number")
        for column, length in (("O", f"{value}-{low}"), ("P", f"{high}-{value}")):
            both = f"AND(ISNUMBER({value}),ISNUMBER({low}),ISNUMBER({high}))"
            sheet.formula(f"{column}{row}", f'IF({both},({length})*{unit},"")', "aside_number")


def _chart(sheet: Sheet) -> None:
    sheet.merged(f"B{_CHART - 1}:K{_CHART - 1}", "", "label")
    sheet.formula(
        f"B{_CHART - 1}",
        'IF(matt="tal","Per 1 000",IF(matt="medel","Medelvärde","Andel i procent"))'
        f'&" per områdestyp"&IF(matt="medel","",", med "&{_LEVEL})',
        "label",
        font_color=theme.BRAND,
    )
    sheet.heights({_LAST + 1: 10, _CHART - 1: 20})
    last = _FIRST + len(TYPES) - 1
    labels, values, down, up = (f"={TITLE}!${c}${_FIRST}:${c}${last}" for c in "MNOP")
    chart = type_bars(sheet.book, labels, values, Whiskers(down, up))
    chart.set_size({"width": _CHART_WIDTH, "height": _CHART_ROWS * _ROW_PIXELS})
    for row in range(_CHART, _NOTES):
        sheet.heights({row: 0.75 * _ROW_PIXELS})
    sheet.raw.insert_chart(
        f"B{_CHART}",
        chart,
        {"object_position": 2, "description": _ALT_TEXT},
    )


def _notes(sheet: Sheet) -> None:
    notes = (
        'IF(matt="medel","Medelvärden visas utan intervall.","Intervallet beskriver slumpmässig '
        'variation. Det gäller inte viktade urvalsundersökningar.")',
        'IF(troskel>1,".. = uppgiften visas inte: antalet är 1–"&troskel-1&", eller så skulle ett '
        'sådant antal gå att räkna ut. Tröskeln är "&troskel&".",IF(troskel=1,"Inga antal är '
        'dolda: tröskeln är 1.","Tröskeln saknas: ange den på bladet Start."))',
        '"Okänd = koden saknas, är felaktig eller finns inte i årets indelning; ingår i totalt. "'
        '&IF(matt="tal","Skillnaden är per 1 000.",IF(matt="medel","",'
        '"Skillnaden är i procentenheter."))',
        unless_error(SOURCE_TABLE, sourced("Källrad")),
    )
    for row, formula in enumerate(notes, _NOTES + 1):
        sheet.merged(f"B{row}:K{row}", "", "note")
        sheet.formula(f"B{row}", formula, "note")
        sheet.heights({row: 26 if formula == notes[-1] else 13.5})
    sheet.heights({_NOTES: 8})

"""The sheet Hälsa of the template of that name: what may be shown of the sheet Beräkning.

A row whose count is hidden shows nothing that follows from it, and the indices of inequality
need all five types: with four of them shown they would tell the fifth.
"""

from __future__ import annotations

from collections.abc import Iterator

from regso.core.areas.areatypes import NAMES, TYPES
from regso.core.measures.standardisation import WITHHELD_BELOW
from regso.templates.halsa import calc as halsa_calc
from regso.templates.halsa.calc import KINDS, place
from regso.workbook import theme, typetable
from regso.workbook.book import Book, Sheet
from regso.workbook.charts import TypeBars, type_bars
from regso.workbook.checks import SOURCE_TABLE, sourced, unless_error
from regso.workbook.formulas import quoted

REPORT = "Hälsa"
_HEAD = 5
_FIRST, _LAST = _HEAD + 1, _HEAD + len(KINDS)
_GAP_ROWS = {"SII": _LAST + 2, "RII": _LAST + 3}
_CHART, _CHART_ROWS = _LAST + 6, 12
_NOTES = _CHART + _CHART_ROWS
_WIDTHS = (1.5, 1.8, 7, 53, 9, 11, *[9.2] * 12, 1, 5, 34, 9, 9, 9, 9, 9)
_DIGITS = "IF(per>=100000,1,2)"
_UNIT = '"per "&IF(per=100000,"100 000",IF(per=10000,"10 000",IF(per=1000,"1 000",per)))'
_GROUPS = {
    "G": ('"rått tal"', _UNIT),
    "J": ('"åldersstandardiserat tal"', _UNIT),
    "M": ('"kvot mot typ 5"', '"åldersstandardiserat"'),
    "P": ('"SMR"', '"1 = referensen"'),
}
_ALT_TEXT = (
    "Åldersstandardiserat tal per områdestyp 1–5 som liggande staplar med intervall; samma tal "
    "står i tabellen ovanför."
)


def report(book: Book) -> None:
    """Add the sheet Hälsa: table, inequality, chart and notes."""
    sheet = book.sheet(REPORT, _WIDTHS, use="result", landscape=True)
    subtitle = 'myndighet&" · "&IF(kon="båda","kvinnor och män",kon)'
    _title(sheet, "rubrik", typetable.types_of_the_year(subtitle))
    _headers(sheet)
    for row, kind in enumerate(KINDS, _FIRST):
        _row(sheet, row, kind)
    _inequality(sheet)
    numbers = f"G{_FIRST}:L{_LAST}"
    sheet.rule(numbers, "per<100000", {"num_format": theme.MEAN})
    _chart(sheet)
    _notes(sheet)


def _title(sheet: Sheet, heading: str, subtitle: str) -> None:
    for row, style, formula in ((1, "report_title", heading), (2, "lead", subtitle)):
        sheet.merged(f"B{row}:R{row}", "", style)
        sheet.formula(f"B{row}", formula, style)
    sheet.heights({1: 30, 2: 20})


def _headers(sheet: Sheet) -> None:
    for column, (name, unit) in _GROUPS.items():
        last = chr(ord(column) + 2)
        for row, formula, bold in ((_HEAD - 2, name, True), (_HEAD - 1, unit, False)):
            sheet.merged(f"{column}{row}:{last}{row}", "", "header_span", bold=bold)
            sheet.formula(f"{column}{row}", formula, "header_span", align="center", bold=bold)
    texts = ("", "typ", "benämning", "antal", "befolkning", *("värde", "nedre", "övre") * 4)
    for column, text in zip("BCDEFGHIJKLMNOPQRS", (*texts, ""), strict=True):
        style = "header" if column in "BCDS" else "header_right"
        sheet.put(f"{column}{_HEAD}", text or None, style)
    sheet.heights({_HEAD - 2: 18, _HEAD - 1: 15, _HEAD: 22})


def _row(sheet: Sheet, row: int, kind: int | str) -> None:
    """Write what may be shown of a row, rounded: exact rates would tell counts by age."""
    extra = _look(kind)
    found = place(kind)
    hidden, five = found.hidden, place(5)
    sheet.heights({row: 21})
    if isinstance(kind, int):
        typetable.swatch(sheet, f"B{row}", kind)
    else:
        sheet.put(f"B{row}", None, "cell", **extra)
    sheet.put(f"C{row}", kind, "cell", **{**extra, "align": "center", "bold": True})
    sheet.put(f"D{row}", NAMES[kind], "cell", **extra)
    sheet.put(f"S{row}", None, "cell", **extra)
    sheet.formula(f"E{row}", f'IF({hidden}=1,"..",{found.events})', "cell_count", **extra)
    persons = f'IF({halsa_calc.LOCK}>0,"..",IF({found.persons}="",0,{found.persons}))'
    sheet.formula(f"F{row}", persons, "cell_count", **extra)
    groups = (
        ("GHI", found.rate, _DIGITS, "cell_rate", hidden, halsa_calc.RATES),
        ("JKL", found.standard, _DIGITS, "cell_rate", hidden, found.standard[0]),
        ("MNO", found.ratio, "2", "cell_mean", f"MAX({hidden},{five.hidden})", found.ratio[0]),
        ("PQR", found.smr, "2", "cell_mean", hidden, found.smr[0]),
    )
    for columns, values, digits, style, mask, first in groups:
        for i, (column, value) in enumerate(zip(columns, values, strict=True)):
            formula = _shown(value, first, digits, mask, found.persons)
            if column in "MNO" and kind == "totalt":
                formula = '"."'
            elif column in "MNO" and kind == 5:  # noqa: PLR2004 - the type that others compare with
                formula = f"IF(ISNUMBER(J{row}),1,J{row})" if i == 0 else '"."'
            sheet.formula(f"{column}{row}", formula, style, **extra)


def _shown(value: str, first: str, digits: str, mask: str, persons: str) -> str:
    """Return the formula of a cell: "." without population, ".." when hidden or withheld."""
    return (
        f'IF({mask}>0,"..",IF({persons}="",".",IF(ISERROR({first}),{first},'
        f'IF(ISNUMBER({value}),ROUND({value},{digits}),".."))))'
    )


def _look(kind: int | str) -> theme.Style:
    if isinstance(kind, int):
        return {}
    extra: theme.Style = {"bg_color": theme.BAND, "top": 1, "top_color": theme.MUTED}
    if kind == KINDS[-1]:
        extra |= {"bold": True, "bottom": 2, "bottom_color": theme.BRAND}
    return extra


def _inequality(sheet: Sheet) -> None:
    """Write SII and RII; with four of the types they would tell the fifth, so all must show."""
    texts = {
        "SII": "absolut ojämlikhet: linjens ände vid typ 5 minus änden vid typ 1",
        "RII": "relativ ojämlikhet: linjens ände vid typ 5 genom änden vid typ 1",
    }
    sheet.heights({_LAST + 1: 8})
    for name, row in _GAP_ROWS.items():
        sheet.heights({row: 19})
        sheet.put(f"C{row}", name, "cell", bold=True, align="center", indent=0)
        sheet.put(f"D{row}", texts[name], "cell", font_size=9)
        for column in "EF":
            sheet.put(f"{column}{row}", None, "cell")
        digits, style = (_DIGITS, "cell_rate") if name == "SII" else ("2", "cell_mean")
        for columns, values in zip(("GHI", "JKL"), halsa_calc.INEQUALITY[name], strict=True):
            types = f"{columns[0]}${_FIRST}:{columns[0]}${_FIRST + len(TYPES) - 1}"
            first = values[0]
            for column, value in zip(columns, values, strict=True):
                # Fieller's lower limit of a ratio may be just below 0.
                number = f"MAX(0,{value})" if name == "RII" else value
                formula = (
                    f'IF(COUNT({types})<{len(TYPES)},"..",IF(ISERROR({first}),{first},'
                    f'IF(ISNUMBER({value}),ROUND({number},{digits}),"..")))'
                )
                sheet.formula(f"{column}{row}", formula, style)


def _chart(sheet: Sheet) -> None:
    heading = f'"Åldersstandardiserat tal "&{_UNIT}&" per områdestyp, med "&{typetable.LEVEL}'
    sheet.merged(f"B{_CHART - 1}:R{_CHART - 1}", "", "label")
    sheet.formula(f"B{_CHART - 1}", heading, "label", font_color=theme.BRAND)
    sheet.heights({_CHART - 2: 10, _CHART - 1: 20})
    _chart_data(sheet)
    name, last = quoted(REPORT), _FIRST + len(TYPES) - 1
    bars = TypeBars(*(f"={name}!${c}${_FIRST}:${c}${last}" for c in "UVWXYZ"))
    drawn = type_bars(sheet.book, bars)
    drawn.set_size({"width": 1330, "height": _CHART_ROWS * 21})
    for row in range(_CHART, _NOTES):
        sheet.heights({row: 15.75})
    sheet.raw.insert_chart(f"B{_CHART}", drawn, {"object_position": 2, "description": _ALT_TEXT})


def _chart_data(sheet: Sheet) -> None:
    """Write labels, values, interval lengths, and stubs for what is not shown."""
    sheet.put(f"U{_HEAD - 1}", "Diagramdata (skrivs inte ut)", "aside", bold=True)
    titles = ("områdestyp", "värde", "nedåt", "uppåt", "dold", "övre")
    for column, text in zip("UVWXYZ", titles, strict=True):
        sheet.put(f"{column}{_HEAD}", text, "aside", align="left" if column == "U" else "right")
    values = f"V${_FIRST}:V${_FIRST + len(TYPES) - 1}"
    for row, kind in enumerate(TYPES, _FIRST):
        value, low, high = f"$J{row}", f"$K{row}", f"$L{row}"
        sheet.formula(
            f"U{row}",
            f'"{typetable.SHORT[kind]}"&IF(ISTEXT({value})," ("&{value}&")","")',
            "aside",
        )
        sheet.formula(f"V{row}", value, "aside_number")
        for column, length in (("W", f"{value}-{low}"), ("X", f"{high}-{value}")):
            sheet.formula(f"{column}{row}", f'IF(ISNUMBER({value}),{length},"")', "aside_number")
        stub = f"IF(COUNT({values})=0,1,MAX({values})/20)"
        hidden = f'IF(ISERROR({value}),{value},IF({value}="..",{stub},""))'
        sheet.formula(f"Y{row}", hidden, "aside_number")
        sheet.formula(f"Z{row}", high, "aside_number")


def _note_texts() -> Iterator[str]:
    yield (
        f'"Standardbefolkning: "&standardnamn&" ("&{halsa_calc.GROUPS}&" åldersgrupper). Tal med '
        "olika standardbefolkning kan inte jämföras. SMR: observerat genom förväntat antal; "
        f'referens är "&IF({halsa_calc.HAS_REFERENCE}=0,"materialets totalt.",'
        '"referensbefolkningen på bladet Standardbefolkning.")'
    )
    yield (
        f"{typetable.INTERVAL_NOTE}"
        '&" SII och RII har 95 % intervall; de väger typerna 1–5 efter befolkning. RII är ändarnas '
        'kvot (Mackenbach och Kunst 1997); andra delar SII med medelvärdet."'
    )
    yield (
        f'IF({halsa_calc.LOCK}>0,"Allt är dolt: en befolkning, eller antalet utan händelse, är '
        'under tröskeln.",IF(troskel>1,".. = visas inte: antalet är 1–"&troskel-1&", eller så '
        "skulle ett sådant antal gå att räkna ut ur de andra typerna eller könen; då döljs också "
        'allt som räknas på det.","Inga antal är dolda: tröskeln är 1."))'
    )
    yield (
        f'".. och ▨ = visas inte heller när ett standardiserat tal har färre än {WITHHELD_BELOW} '
        "händelser (för osäkert), eller när ett av de fem talen till SII och RII inte visas. "
        "En punkt = beräknas inte. Talen är avrundade så att antal per åldersgrupp inte kan "
        'räknas ut."'
    )
    yield (
        '"Små områden: summera flera års händelser och befolkning (flerårsmedel) i stället för '
        'att läsa enskilda år. Totalt innehåller rader utan områdestyp."'
    )
    yield unless_error(SOURCE_TABLE, sourced("Källrad"))


def _notes(sheet: Sheet) -> None:
    texts = list(_note_texts())
    for row, formula in enumerate(texts, _NOTES + 1):
        sheet.merged(f"B{row}:R{row}", "", "note")
        sheet.formula(f"B{row}", formula, "note")
        sheet.heights({row: 26 if formula == texts[-1] else 13.5})
    sheet.heights({_NOTES: 8})
    sheet.raw.print_area(f"A1:S{_NOTES + len(texts)}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.center_horizontally()
    sheet.raw.set_selection("B1")

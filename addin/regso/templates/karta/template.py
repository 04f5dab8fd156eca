"""The template Karta: the RegSO of a län or a kommun by area type, counted and drawn.

The map is a picture that the renderer draws from the borders in the reference data. Here its
place is held by an empty picture of the same size.
"""

from __future__ import annotations

import io

from regso.core.areas.areatypes import TYPES
from regso.workbook import inputs, theme, typetable
from regso.workbook import standard as pages
from regso.workbook.book import Book, Sheet
from regso.workbook.check import Check
from regso.workbook.checks import ADD_IN, SOURCE_TABLE, YEAR_IS_COMPLETE, sourced, unless_error
from regso.workbook.declared import Column, Input

NAME = "karta"
TITLE = REPORT = SHEET = "Karta"
COLUMNS: tuple[Column, ...] = ()
AREA, YEAR = "omrade", inputs.YEAR.name
INPUTS = (
    Input(
        AREA,
        "Område",
        "99",
        "Kod för ett län (två siffror) eller en kommun (fyra siffror). Tomt betyder hela riket.",
        inputs.text(9),
        "input_text",
        is_example=False,
    ),
    inputs.YEAR,
)
LEAD = "Ett läns eller en kommuns RegSO per områdestyp"
STEPS = (
    (
        "1  Läs in gränser",
        "Kartan behöver områdenas gränser: regso data import med SCB:s GeoJSON. Tabellen klarar "
        "sig utan.",
    ),
    (
        "2  Välj område och år",
        "Tabellen räknas om direkt. Kartan är en bild som kommandot ritar: regso render karta -s "
        "omrade=0180 -s ar=2022 -o karta.xlsx",
    ),
    (
        "3  Använd",
        "Skriv ut bladet Karta. Bildens egen rubrik säger vilket område och år den visar.",
    ),
)
WIDTH, HEIGHT = 1500, 900  # pixels of the picture
DPI = 150
_TOP = 4  # the header row of the table
_FIRST = _TOP + 1
_TOTAL = _FIRST + len(TYPES)
_PICTURE = _TOTAL + 2
_PICTURE_ROWS = 29
_LIST = 'REGSO_LISTA(omrade,"",ar)'
_NAME = 'IF(omrade="","Hela riket",REGSO_NAMN(omrade,ar))'
_ALT_TEXT = (
    "Karta över områdets RegSO färgade efter områdestyp 1–5, med typens siffra i varje område som "
    "rymmer den. Antalet områden och befolkningen per typ står i tabellen ovanför."
)
_CHECKS = (
    ADD_IN,
    Check(
        "Område",
        _NAME,
        f'IF(ISNUMBER(SEARCH("påhittade",{sourced("Källa")}&"")),'
        '"Granska: uppgifterna är påhittade (län 99).","OK: "&{value})',
        "Fel: området finns inte i årets indelning. Ange koden för ett län eller en kommun.",
    ),
    YEAR_IS_COMPLETE,
)


def build() -> bytes:
    """Return the workbook as built: formulas not yet calculated, an empty picture."""
    book = Book(TITLE)
    pages.start(book, LEAD, STEPS, INPUTS, _CHECKS)
    _map(book)
    pages.source(book)
    pages.functions(book)
    return book.save()


def _map(book: Book) -> None:
    sheet = book.sheet(REPORT, (1.5, 3, 8, 58, 16, 16, 16, 17), use="result", landscape=True)
    sheet.merged("B1:H1", "", "report_title")
    sheet.formula("B1", f'{_NAME}&": RegSO per områdestyp"', "report_title")
    subtitle = f'"Socioekonomiska områdestyper "&{sourced("År")}&" · "&{sourced("Indelning")}'
    sheet.formula("B2", unless_error(SOURCE_TABLE, subtitle), "lead")
    sheet.heights({1: 30, 2: 20, 3: 8, _TOP: 20})
    _table(sheet)
    sheet.heights({_PICTURE - 1: 8})
    sheet.raw.insert_image(
        f"B{_PICTURE}",
        "karta.png",
        {"image_data": _empty(), "object_position": 2, "description": _ALT_TEXT},
    )
    notes = (
        '"Kartan är en bild som regso render ritar. Den ändras inte när du byter område eller år '
        'här: bildens egen rubrik säger vad den visar."',
        unless_error(SOURCE_TABLE, sourced("Källrad")),
    )
    last = _PICTURE + _PICTURE_ROWS
    for row, note in enumerate(notes, last):
        sheet.merged(f"B{row}:H{row}", "", "note")
        sheet.formula(f"B{row}", note, "note")
        sheet.heights({row: 26})
    sheet.raw.print_area(f"A1:H{last + 1}")
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.center_horizontally()
    sheet.raw.set_selection("B1")


def _table(sheet: Sheet) -> None:
    titles = ("", "typ", "benämning", "antal RegSO", "befolkning", "andel av bef.")
    for column, text in zip("BCDEFG", titles, strict=True):
        sheet.put(f"{column}{_TOP}", text, "header" if column < "E" else "header_right")
    for row, kind in enumerate(TYPES, _FIRST):
        typetable.swatch(sheet, f"B{row}", kind)
        sheet.put(f"C{row}", kind, "cell", bold=True)
        sheet.formula(f"D{row}", f"REGSO_TYPNAMN(C{row})", "cell")
        count = f"REGSO_ANTAL(INDEX({_LIST},0,1),C{row},ar)"
        sheet.formula(f"E{row}", unless_error("$B$1", count), "cell_count")
        people = f"INDEX(REGSO_LISTA(omrade,C{row},ar),0,6)"
        known = f'IF(COUNT({people})=E{row},SUM({people}),"saknas")'
        sheet.formula(f"F{row}", f"IF(E{row}=0,0,{known})", "cell_count")
    _totals(sheet)


def _totals(sheet: Sheet) -> None:
    """Write the sums, and every type's share of the population."""
    last, extra = _TOTAL - 1, {"bold": True, "top": 1, "top_color": theme.MUTED}
    for column, text in (("B", None), ("C", None), ("D", "Alla typer")):
        sheet.put(f"{column}{_TOTAL}", text, "cell", **extra)
    for column in "EF":
        cells = f"{column}{_FIRST}:{column}{last}"
        total = f'IF(COUNT({cells})<{len(TYPES)},"saknas",SUM({cells}))'
        if column == "E":
            total = f"SUM({cells})"
        sheet.formula(f"{column}{_TOTAL}", total, "cell_count", **extra)
    for row in range(_FIRST, _TOTAL + 1):
        share = f"F{row}/$F${_TOTAL}"
        known = f'IF(ISNUMBER($F${_TOTAL}),IF($F${_TOTAL}>0,{share},""),"")'
        look = extra if row == _TOTAL else {}
        sheet.formula(f"G{row}", unless_error(f"$F${_TOTAL}", known), "cell_value", **look)


def _empty() -> io.BytesIO:
    """Return an empty picture of the map's size."""
    from PIL import Image  # noqa: PLC0415 - only for this

    out = io.BytesIO()
    Image.new("1", (WIDTH, HEIGHT), 1).save(out, "png", dpi=(DPI, DPI))
    return out

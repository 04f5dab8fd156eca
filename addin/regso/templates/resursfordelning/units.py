"""The sheet Per enhet of the template Resursfördelning: what each unit gets in both alternatives.

The columns B–L are the page; the columns N–R beside it hold what the formulas read.
"""

from __future__ import annotations

from regso.workbook import theme
from regso.workbook.book import Book, Sheet
from regso.workbook.checks import matched, unless_error
from regso.workbook.fixedrows import FixedRows

SHEET = "Per enhet"
MOST, MOST_TEXT = 1000, "1 000"  # the kommuner, or all principals of schools
_PLACE, _HEAD = f"'{SHEET}'", 6
COUNT = f"{_PLACE}!$O$2"
IS_OWN = f"{_PLACE}!$O$3"
ROWS = FixedRows(_PLACE, _HEAD + 1, MOST, "N", COUNT)
NAME, CODE, VOLUME, INDEX = "C", "D", "E", "F"
AMOUNTS = {"A": "G", "B": "H"}
CHANGE, PER, CHANGE_SHARE = "I", {"A": "J", "B": "K"}, "L"
ORDER, ONE = "Q", "R"
WITHOUT_INDEX = f"(COUNT({ROWS.column(VOLUME)})-COUNT({ROWS.column(INDEX)}))"
TYPED = matched("träff")  # how many rows of Indata have a type
# Codes of kommuner, the first zero perhaps lost.
KOMMUNER = "+".join(f'COUNTIF({ROWS.column(CODE)},"{form}")' for form in ("????", "???"))
INDEX_RANGE = (
    f'IF({IS_OWN},"eget","SCB")&IF(COUNT({ROWS.column(INDEX)})=0,"",", "'
    f'&ROUND(MIN({ROWS.column(INDEX)}),0)&"–"&ROUND(MAX({ROWS.column(INDEX)}),0))'
)
INDEX_IN_WORDS = (
    f'IF({IS_OWN},"Index: eget index ur kolumnen index i Indata, där högre ger mer medel. Det är '
    'inte SCB:s socioekonomiska index, som har samma namn men går från 0 till 100.",'
    '"Index: SCB:s socioekonomiska index "&ar&" för RegSO (0–100, högre = större utmaningar och '
    'mer medel). Det är inte Skolverkets index, som har samma namn men ligger kring 100.")'
)
ROUNDING = (
    '"Beloppen är hela "&enhet_kr&" kr enligt största restmetoden: varje exakt del avrundas nedåt, '
    'och det som blir över läggs, "&enhet_kr&" kr i taget, på de enheter som har störst rest (vid '
    'lika rest den som står först). Därför är summan exakt potten."'
)
_WIDTHS = (1.5, 6, 40, 12, 10, 9, 14, 14, 14, 12, 12, 11, 2, 7, 12, 10, 18)
_TITLES = ("nr", "enhet", "kod", "volym", "index", "A, kr", "B, kr", "B − A, kr")
_BESIDE = ("rad", "kod", "SCB:s index", "ordning", "har volym")
_SHARE_POINTS = r"+0.0\ %;-0.0\ %;0.0\ %"
_TIES = 10_000  # more than there are rows


def write(book: Book) -> None:
    """Add the sheet."""
    sheet = book.sheet(SHEET, _WIDTHS, use="work", landscape=True)
    _head(sheet)
    for row in ROWS.rows:
        _row(sheet, row)
    _amounts(sheet)
    _scb_index(sheet)
    filled = f"$N{ROWS.top}<={COUNT}"
    edge = {"bottom": 1, "bottom_color": theme.RULE}
    sheet.rule(f"B{ROWS.top}:L{ROWS.bottom}", filled, edge)
    sheet.raw.freeze_panes(_HEAD, 3)
    sheet.raw.repeat_rows(_HEAD - 1)
    sheet.raw.print_area(f"A1:L{ROWS.bottom}")
    sheet.raw.set_selection("B1")


def _head(sheet: Sheet) -> None:
    sheet.put("B1", SHEET, "title")
    sheet.formula(
        "B2",
        f'"Alla enheter i samma ordning som i Indata: "&COUNT({ROWS.column(VOLUME)})&" med volym"',
        "lead",
    )
    sheet.merged("B3:L3", "", "note")
    sheet.formula("B3", INDEX_IN_WORDS, "note")
    sheet.merged("B4:L4", "", "note")
    sheet.formula("B4", ROUNDING, "note")
    sheet.heights({1: 32, 2: 20, 3: 14, 4: 26, 5: 8, _HEAD: 22})
    for column, text in zip("BCDEFGHI", _TITLES, strict=True):
        sheet.put(f"{column}{_HEAD}", text, "header" if column in "CD" else "header_right")
    for letter, column in PER.items():
        sheet.formula(f"{column}{_HEAD}", f'"{letter}, kr/"&per', "header_right", shrink=True)
    sheet.put(f"L{_HEAD}", "B mot A, %", "header_right")
    sheet.put("N1", "Underlag (skrivs inte ut)", "aside", bold=True)
    sheet.put("N2", "rader", "aside")
    sheet.formula("O2", "ROWS(Indata[volym])", "aside")
    sheet.put("N3", "eget index", "aside")
    sheet.formula("O3", "COUNTA(Indata[index])>0", "aside")
    for column, text in zip("NOPQR", _BESIDE, strict=True):
        sheet.put(f"{column}{_HEAD}", text, "aside", bottom=1)


def _row(sheet: Sheet, row: int) -> None:
    """Write a row: what Indata has, what comes of the amounts, and the helpers beside it."""
    sheet.put(f"N{row}", row - _HEAD, "aside")
    sheet.formula(f"B{row}", f'IF($N{row}>{COUNT},"",$N{row})', "plain_count")
    name = ROWS.text("enhet", row)
    named = f'IF(AND({name}="",E{row}<>""),"(namn saknas)",{name})'
    sheet.formula(f"C{row}", named, "plain_text")
    sheet.formula(f"D{row}", ROWS.text("kod", row), "plain_text")
    sheet.formula(f"E{row}", ROWS.number_or_blank("volym", row), "plain_count")
    own, of_area = ROWS.number_or_blank("index", row), f'IF(ISNUMBER(P{row}),P{row},"")'
    index = f'IF(E{row}="","",IF({IS_OWN},{own},{of_area}))'
    sheet.formula(f"F{row}", index, "plain_rate")
    _compared(sheet, row)
    sheet.formula(f"O{row}", f'IF({IS_OWN},"",D{row})', "aside")
    # All different: of equal changes the first row comes first, among gains and among losses.
    change = f"{CHANGE}{row}"
    key = f'IF(ISNUMBER({change}),{change}*{_TIES}-SIGN({change})*$N{row},"")'
    sheet.formula(f"{ORDER}{row}", unless_error(change, key), "aside")
    sheet.formula(f"{ONE}{row}", f'IF(E{row}="","",1)', "aside")


def _compared(sheet: Sheet, row: int) -> None:
    """Write a unit's change from A to B, and kronor per volume in both."""
    a, b = (f"{AMOUNTS[letter]}{row}" for letter in "AB")
    first_a, first_b = (f"${AMOUNTS[letter]}${ROWS.top}" for letter in "AB")
    change = f"{CHANGE}{row}"
    difference = unless_error(first_b, f'IF(ISNUMBER({a}),{b}-{a},"")')
    signed: theme.Style = {"num_format": theme.COUNT_POINTS}
    sheet.formula(change, unless_error(first_a, difference), "plain_count", **signed)
    for column, amount, first in ((PER["A"], a, first_a), (PER["B"], b, first_b)):
        per = f'IF(ISNUMBER({amount}),IF($E{row}>0,{amount}/$E{row},""),"")'
        sheet.formula(f"{column}{row}", unless_error(first, per), "plain_rate")
    share = f'IF(ISNUMBER({change}),IF({a}>0,{change}/{a},""),"")'
    signed = {"num_format": _SHARE_POINTS}
    sheet.formula(f"{CHANGE_SHARE}{row}", unless_error(change, share), "plain_rate", **signed)


def _amounts(sheet: Sheet) -> None:
    """Write the two columns of money; data that do not fit give nobody anything."""
    volume, index = (f"{c}{ROWS.top}:{c}{ROWS.bottom}" for c in (VOLUME, INDEX))
    look = [[theme.style("plain_count", num_format=theme.MONEY)]] * MOST
    for letter, column in AMOUNTS.items():
        name = letter.lower()
        sheet.spill(
            f"{column}{ROWS.top}",
            f"REGSO_FORDELA(IF(O2<={MOST},pott,NA()),{volume},"
            f'IF(index_{name}="ja",{index},""),grund_{name},enhet_kr)',
            look,
        )


def _scb_index(sheet: Sheet) -> None:
    """Write Statistics Sweden's index of the codes, unless the units have their own."""
    codes = f"O{ROWS.top}:O{ROWS.bottom}"
    sheet.spill(
        f"P{ROWS.top}",
        f'IF({codes}="","",REGSO_INDEX({codes},ar))',
        [[theme.style("aside_number")]] * MOST,
    )

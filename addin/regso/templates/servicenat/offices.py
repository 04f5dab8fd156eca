"""The sheet Per kontor of the template Servicenät: visits, cost, and the nearest other office.

An office is nearest to itself, and a call per office would be a call per row. So the offices are
divided into two groups in `_DIVISIONS` ways, and each time the first group asks for the nearest
of the second. No two offices are in the first group the same times, and all are in it equally
often; so for every office there is, for any other, a time when it asks and the other answers
(Sperner's theorem), and the shortest of its answers is the nearest other office.

The columns B–K are the page; the columns beside it hold what the formulas read.
"""

from __future__ import annotations

from itertools import combinations, islice

from xlsxwriter.utility import xl_col_to_name

from regso.workbook import theme
from regso.workbook.book import Book, Sheet
from regso.workbook.checks import unless_error
from regso.workbook.fixedrows import FixedRows

SHEET = "Per kontor"
MOST = 250
_PLACE, _HEAD = f"'{SHEET}'", 6
COUNT, _SYSTEM = f"{_PLACE}!$O$2", f"{_PLACE}!$O$3"
ROWS = FixedRows(_PLACE, _HEAD + 1, MOST, "M", COUNT)
AREA = "F"
OUTSIDE = f'SUMPRODUCT(--({ROWS.column(AREA)}&""="utanför"))'
POINTS = ROWS.column("C", "E")
# One row more than there are offices: the planned one.
ALTERNATIVE = f"{_PLACE}!$N${ROWS.top}:$P${ROWS.bottom + 1}"

_DIVISIONS = 10
_GROUPS = tuple(islice(combinations(range(_DIVISIONS), _DIVISIONS // 2), MOST))
_FIRST_DIVISION = 17  # the column R, counted from 0
_FAR = 1_000_000  # km, farther than any office

_WIDTHS = (1.5, 5, 38, 12, 12, 13, 11, 14, 11, 40, 9, 2, 6, 30, 12, 12, 2)
_TITLES = (
    "nr", "kontor", "n", "o", "ligger i", "besök", "kostnad, kr", "kr/besök",
    "närmaste andra kontor", "km",
)  # fmt: skip
_LEFT = ("kontor", "ligger i", "närmaste andra kontor")


def write(book: Book) -> None:
    """Add the sheet."""
    sheet = book.sheet(SHEET, (*_WIDTHS, *[8] * 3 * _DIVISIONS), use="work", landscape=True)
    _head(sheet)
    for row in ROWS.rows:
        _row(sheet, row)
    _areas(sheet)
    _alternative(sheet)
    for division in range(_DIVISIONS):
        _division(sheet, division)
    edge = {"bottom": 1, "bottom_color": theme.RULE}
    sheet.rule(f"B{ROWS.top}:K{ROWS.bottom}", f"$M{ROWS.top}<={COUNT}", edge)
    sheet.raw.freeze_panes(_HEAD, 3)
    sheet.raw.repeat_rows(_HEAD - 1)
    sheet.raw.print_area(f"A1:K{ROWS.bottom}")
    sheet.raw.set_selection("B1")


def _head(sheet: Sheet) -> None:
    sheet.put("B1", SHEET, "title")
    sheet.put("B2", "Alla kontor i samma ordning som i Indata", "lead")
    for row, text in (
        (3, "Närmaste andra kontor: fågelvägen, i km. Resvägen är nästan alltid längre."),
        (4, "Ligger i: RegSO enligt årets gränser. Utanför = i inget område vars gräns är inläst."),
    ):
        sheet.merged(f"B{row}:K{row}", text, "note")
        sheet.heights({row: 14})
    sheet.heights({1: 32, 2: 20, 5: 8, _HEAD: 22})
    for column, text in zip("BCDEFGHIJK", _TITLES, strict=True):
        sheet.put(f"{column}{_HEAD}", text, "header" if text in _LEFT else "header_right")
    sheet.put("M1", "Underlag (skrivs inte ut)", "aside", bold=True)
    sheet.put("M2", "rader", "aside")
    sheet.formula("O2", "ROWS(Indata[n])", "aside")
    sheet.put("M3", "system", "aside")
    sheet.formula("O3", f"IF(O2<={MOST},system,NA())", "aside")
    sheet.put("N5", "kontoren i alternativet", "aside")
    for column, text in zip("MNOP", ("rad", "kontor", "n", "o"), strict=True):
        sheet.put(f"{column}{_HEAD}", text, "aside", bottom=1)


def _row(sheet: Sheet, row: int) -> None:
    sheet.put(f"M{row}", row - _HEAD, "aside")
    sheet.formula(f"B{row}", f'IF($M{row}>{COUNT},"",$M{row})', "plain_count")
    sheet.formula(f"C{row}", ROWS.text("kontor", row), "plain_text")
    for column, source in (("D", "n"), ("E", "o")):
        sheet.formula(
            f"{column}{row}", ROWS.number_or_blank(source, row), "plain_count", num_format="0.####"
        )
    sheet.formula(f"G{row}", ROWS.number_or_blank("besok", row), "plain_count")
    sheet.formula(f"H{row}", ROWS.number_or_blank("kostnad", row), "plain_count")
    both = f"AND(ISNUMBER(G{row}),ISNUMBER(H{row}))"
    per_visit = f'IF({both},IF(G{row}>0,H{row}/G{row},""),"")'
    sheet.formula(f"I{row}", per_visit, "plain_count")
    name, km = _nearest(row)
    sheet.formula(f"J{row}", name, "plain_text")
    sheet.formula(f"K{row}", km, "plain_rate")
    for column, source in (("N", "C"), ("O", "D"), ("P", "E")):
        kept = f'IF(AND(utan<>"",$C{row}=utan),"",{source}{row})'
        sheet.formula(f"{column}{row}", kept, "aside")


def _areas(sheet: Sheet) -> None:
    """Write the area of each office; that one lies in none is an answer, other errors stay."""
    n, o = (f"{c}{ROWS.top}:{c}{ROWS.bottom}" for c in "DE")
    look = [[theme.style("plain_text")]] * MOST
    formula = f'_xlfn.IFNA(REGSO_FRAN_KOORD({n},{o},O3,ar),"utanför")'
    sheet.spill(f"{AREA}{ROWS.top}", formula, look)


def _alternative(sheet: Sheet) -> None:
    """Write the planned office below the others, those left out empty."""
    row = ROWS.bottom + 1
    sheet.formula(f"N{row}", 'IF(COUNT(nytt_n)=0,"","Nytt kontor")', "aside")
    for column, name in (("O", "nytt_n"), ("P", "nytt_o")):
        sheet.formula(f"{column}{row}", f'IF({name}="","",{name})', "aside")


def _columns(division: int) -> tuple[str, str, str]:
    """Return the columns of a division: who asks (1 or 0), the nearest, and km."""
    first = _FIRST_DIVISION + 3 * division
    a, b, c = (xl_col_to_name(first + i) for i in range(3))
    return a, b, c


def _division(sheet: Sheet, division: int) -> None:
    asks, name, km = _columns(division)
    group = f"{asks}{ROWS.top}:{asks}{ROWS.bottom}"
    n, o, points = (f"{c}{ROWS.top}:{d}{ROWS.bottom}" for c, d in ("DD", "EE", "CE"))
    for column, text in ((asks, "frågar"), (name, "närmast"), (km, "km")):
        sheet.put(f"{column}{_HEAD}", text, "aside", bottom=1)
    for row, members in zip(ROWS.rows, _GROUPS, strict=True):
        sheet.put(f"{asks}{row}", int(division in members), "aside")
    # How many can answer; where none can, all do, and what they answer is not read.
    answers = f"{km}${_HEAD - 1}"
    count = f'SUMPRODUCT(({group}=0)*({n}<>""))'
    sheet.formula(answers.replace("$", ""), unless_error(f"{name}{ROWS.top}", count), "aside")
    others = f'IF({count}>0,IF({group}=0,{points},""),{points})'
    sheet.spill(
        f"{name}{ROWS.top}",
        f'REGSO_NARMAST(IF({group}=1,{n},""),IF({group}=1,{o},""),{others},O3)',
        [[theme.style("aside"), theme.style("aside_number")]] * MOST,
    )


def _nearest(row: int) -> tuple[str, str]:
    """Return the formulas of the name of the nearest other office, and of the km to it."""
    asked = [_columns(division) for division in _GROUPS[row - ROWS.top]]
    each = ",".join(f"IF({km}${_HEAD - 1}>0,{km}{row},{_FAR})" for _, _, km in asked)
    shortest = f"MIN({each})"
    distance = f'IF(ISNUMBER($D{row}),IF({shortest}>={_FAR},"",{shortest}),"")'
    name = '""'
    for _, named, km in reversed(asked):
        answered = f"AND({km}${_HEAD - 1}>0,{km}{row}=$K{row})"
        name = f'IF({answered},{named}{row}&"",{name})'
    return unless_error(f"$K{row}", f'IF(ISNUMBER($K{row}),{name},"")'), distance

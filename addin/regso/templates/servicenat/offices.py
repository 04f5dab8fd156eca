"""The sheet Per kontor of the template Servicenät: visits, cost, and the nearest other office.

An office is nearest to itself, and a call per office would be a call per row. So the offices are
divided into two groups in `_DIVISIONS` ways, and each time the first group asks for the nearest
of the second. No two offices are in the first group the same times, and all are in it equally
often; so for every office there is, for any other, a time when it asks and the other answers
(Sperner's theorem), and the shortest of its answers is the nearest other office.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, islice

from xlsxwriter.utility import xl_col_to_name

from regso.workbook import page, theme
from regso.workbook.addresses import Formula, Key, Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.facts import Facts
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.page import Page
from regso.workbook.printed.fixedrows import NUMBER, FixedRows

SHEET = "Per kontor"
MOST = 250
_HEAD = 6
_ROWS = range(1, MOST + 1)
_DIVISIONS = 10
_GROUPS = tuple(islice(combinations(range(_DIVISIONS), _DIVISIONS // 2), MOST))
_FIRST_DIVISION = 17  # the column R, counted from 0
_FAR = 1_000_000  # km, farther than any office
_FACTS = Facts(
    SHEET, "M", "O", 1,
    {
        "rader": "ROWS(Indata[n])",
        "system": lambda facts: f"IF({facts['rader']}<={MOST},system,NA())",
    },
)  # fmt: skip
COUNT, _SYSTEM = _FACTS["rader"], _FACTS["system"]
_PLANNED = MOST + 1  # the row below the offices of the alternative
_ASIDE = {"bottom": 1}


def _kept(column: str, planned: str) -> Callable[[Row], str]:
    """Return the formula of an office in the alternative: blank if left out, the planned last."""

    def formula(row: Row) -> str:
        if row.key == _PLANNED:
            return planned
        office = row.of(OFFICES)
        return f'IF(AND(utan<>"",{office.office}=utan),"",{getattr(office, column)})'

    return formula


def _aside(name: str, title: str, width: float, formula: Formula) -> Col:
    return Col(name, title, width, formula, "aside", head_look=_ASIDE)


def _number(office: Key) -> Key | None:
    return None if office == _PLANNED else office


_BESIDE = Grid(
    SHEET, "M", _HEAD,
    (
        Given(NUMBER, "rad", 6, style="aside", head_look=_ASIDE, values=_number),
        _aside("office", "kontor", 30, _kept("office", 'IF(COUNT(nytt_n)=0,"","Nytt kontor")')),
        _aside("n", "n", 12, _kept("n", 'IF(nytt_n="","",nytt_n)')),
        _aside("o", "o", 12, _kept("o", 'IF(nytt_o="","",nytt_o)')),
    ),
    (*_ROWS, _PLANNED),
)  # fmt: skip
ALTERNATIVE = _BESIDE.span("office", "o")
_FIXED = FixedRows(COUNT, _BESIDE)


def _per_visit(row: Row) -> str:
    both = f"AND(ISNUMBER({row.visits}),ISNUMBER({row.cost}))"
    return f'IF({both},IF({row.visits}>0,{row.cost}/{row.visits},""),"")'


def _answers(row: Row) -> list[tuple[str, Row]]:
    """Return, for each time that an office asks, how many answer, and its row of that time."""
    asked = (_TIMES[division] for division in _GROUPS[int(row.key) - 1])
    return [(times.above("km"), row.of(times)) for times in asked]


def _distance(row: Row) -> str:
    each = ",".join(f"IF({many}>0,{answer.km},{_FAR})" for many, answer in _answers(row))
    shortest = f"MIN({each})"
    return f'IF(ISNUMBER({row.n}),IF({shortest}>={_FAR},"",{shortest}),"")'


def _nearest(row: Row) -> str:
    name = '""'
    for many, answer in reversed(_answers(row)):
        name = f'IF(AND({many}>0,{answer.km}={row.km}),{answer.name}&"",{name})'
    return f'IF(ISNUMBER({row.km}),{name},"")'


def _coordinate(name: str) -> Col:
    read = _FIXED.number_or_blank(name)
    return Col(name, name, 12, read, "plain_count", {"num_format": "0.####"})


def _area(grid: Grid) -> str:
    """Return the formula of the areas: that an office lies in none is an answer, no error."""
    return f'_xlfn.IFNA(REGSO_FRAN_KOORD({grid["n"]},{grid["o"]},{_SYSTEM},ar),"utanför")'


OFFICES = Grid(
    SHEET, "B", _HEAD,
    (
        Col("nr", "nr", 5, _FIXED.shown, "plain_count"),
        Col("office", "kontor", 38, _FIXED.text("kontor"), "plain_text"),
        _coordinate("n"),
        _coordinate("o"),
        Col("area", "ligger i", 13, style="plain_text"),
        Col("visits", "besök", 11, _FIXED.number_or_blank("besok"), "plain_count"),
        Col("cost", "kostnad, kr", 14, _FIXED.number_or_blank("kostnad"), "plain_count"),
        Col("per_visit", "kr/besök", 11, _per_visit, "plain_count"),
        # How many answer is an error where the answers are, so nothing else need be asked.
        Col("nearest", "närmaste andra kontor", 40, _nearest, "plain_text",
            error_of=("km",), asks_itself=True),
        Col("km", "km", 9, _distance, "plain_rate", asks_itself=True),
    ),
    _ROWS,
    (Spill("area", "area", _area),),
    heights=(0, 22, 0),
)  # fmt: skip
POINTS = OFFICES.span("office", "o")
OUTSIDE = f'SUMPRODUCT(--({OFFICES["area"]}&""="utanför"))'


def _many(times: Grid) -> str:
    """Return the formula of how many can answer; where none can, all do, and it is not read."""
    return f'SUMPRODUCT(({times["asks"]}=0)*({OFFICES["n"]}<>""))'


def _ask(times: Grid) -> str:
    """Return the formula of the nearest office that answers, and the km, for each that asks."""
    asks, points = times["asks"], POINTS
    n, o = (f'IF({asks}=1,{OFFICES[name]},"")' for name in ("n", "o"))
    others = f'IF({_many(times)}>0,IF({asks}=0,{points},""),{points})'
    return f"REGSO_NARMAST({n},{o},{others},{_SYSTEM})"


def _times(division: int) -> Grid:
    """Return the grid of one time: who asks (1 or 0), the nearest of the others, and km."""

    def asks(office: int) -> int:
        return int(division in _GROUPS[office - 1])

    columns = (
        Given("asks", "frågar", 8, style="aside", head_look=_ASIDE, values=asks),
        Col("name", "närmast", 8, style="aside", head_look=_ASIDE),
        Col("km", "km", 8, style="aside_number", head_look=_ASIDE),
    )
    left = xl_col_to_name(_FIRST_DIVISION + 3 * division)
    return Grid(SHEET, left, _HEAD, columns, _ROWS, (Spill("name", "km", _ask),))


_TIMES = tuple(map(_times, range(_DIVISIONS)))


def _draw(sheet: Sheet) -> None:
    page.title(sheet, SHEET, "Alla kontor i samma ordning som i Indata")
    for row, text in (
        (3, "Närmaste andra kontor: fågelvägen, i km. Resvägen är nästan alltid längre."),
        (4, "Ligger i: RegSO enligt årets gränser. Utanför = i inget område vars gräns är inläst."),
    ):
        sheet.merged(f"B{row}:{OFFICES.right}{row}", text, "note")
        sheet.heights({row: 14})
    sheet.heights({5: 8})
    _FACTS.write(sheet)
    sheet.put("N5", "kontoren i alternativet", "aside")
    for grid in (OFFICES, _BESIDE, *_TIMES):
        grid.write(sheet)
    for times in _TIMES:
        look, spill = theme.style("aside"), times["name", 1]
        cell = times.above("km").rpartition("!")[2].replace("$", "")
        sheet.formula_in(cell, _many(times), look, error_of=[spill])
    edge = {"bottom": 1, "bottom_color": theme.RULE}
    sheet.rule(OFFICES.cells("nr", "km"), _FIXED.filled(OFFICES.at(1)), edge)
    sheet.raw.freeze_panes(_HEAD, 3)
    sheet.raw.repeat_rows(_HEAD - 1)
    sheet.raw.print_area(f"A1:{OFFICES.right}{OFFICES.last}")
    sheet.raw.set_selection("B1")


PAGE = Page(SHEET, "work", widths(OFFICES, _BESIDE, *_TIMES), _draw, landscape=True)

"""The sheet Per enhet of the template Resursfördelning: what each unit gets in both alternatives.

The columns B–L are the page; the columns N and on beside it hold what the formulas read.
"""

from __future__ import annotations

from collections.abc import Callable

from regso.core.areas.areatypes import TYPES, UNKNOWN
from regso.workbook import page, theme
from regso.workbook.addresses import Row
from regso.workbook.book import Sheet
from regso.workbook.columns import Col, Given
from regso.workbook.facts import Facts
from regso.workbook.grid import Grid, Spill, widths
from regso.workbook.page import Page
from regso.workbook.printed.fixedrows import NUMBER, FixedRows
from regso.workbook.reference import matched

SHEET = "Per enhet"
MOST, MOST_TEXT = 1000, "1 000"  # the kommuner, or all principals of schools
SIGNED, SIGNED_SHARE = {"num_format": theme.COUNT_POINTS}, {"num_format": r"+0.0\ %;-0.0\ %;0.0\ %"}
SHRUNK = {"shrink": True}
HEAD = 6
_ROWS = range(1, MOST + 1)
MOST_LISTED = 10  # units in the two lists of Fördelning
_FEWEST_OTHERS = 3  # units of a type that are in neither list, where one of them is small
_TIES = 10_000  # more than there are rows
_UNDERLINED = {"bottom": 1}
_FACTS = Facts(
    SHEET, "N", "O", 1,
    {"rader": "ROWS(Indata[volym])", "eget index": "COUNTA(Indata[index])>0"},
)  # fmt: skip
COUNT, IS_OWN = _FACTS["rader"], _FACTS["eget index"]
NUMBERS = Grid(
    SHEET, "N", HEAD,
    (Given(NUMBER, "rad", 7, style="aside", head_look=_UNDERLINED, values=lambda row: row),),
    _ROWS,
)  # fmt: skip
_FIXED = FixedRows(COUNT, NUMBERS)


def _name(row: Row) -> str:
    name = _FIXED.text("enhet")(row)
    return f'IF(AND({name}="",{row.volume}<>""),"(namn saknas)",{name})'


def _index(row: Row) -> str:
    """Return the formula of a unit's own index, or that of its area if no unit has its own."""
    own, of_area = _FIXED.number_or_blank("index")(row), row.of(BESIDE).scb
    return f'IF({row.volume}="","",IF({IS_OWN},{own},IF(ISNUMBER({of_area}),{of_area},"")))'


def _divided(name: str) -> Spill:
    """Return the column of money of an alternative; data that do not fit give nobody anything."""

    def formula(grid: Grid) -> str:
        index = f'IF(index_{name}="ja",{grid["index"]},"")'
        pot = f"IF({COUNT}<={MOST},pott,NA())"
        return f"REGSO_FORDELA({pot},{grid['volume']},{index},grund_{name},enhet_kr)"

    return Spill(name, name, formula)


UNITS = Grid(
    SHEET, "B", HEAD,
    (
        Col("nr", "nr", 6, _FIXED.shown, "plain_count"),
        Col("unit", "enhet", 40, _name, "plain_text"),
        Col("code", "kod", 12, _FIXED.text("kod"), "plain_text"),
        Col("volume", "volym", 10, _FIXED.number_or_blank("volym"), "plain_count"),
        # That the first code has no index, an error, says nothing of the others.
        Col("index", "index", 9, _index, "plain_rate", asks_itself=True),
        Col("a", "A, kr", 14, style="plain_count", look={"num_format": theme.MONEY}),
        Col("b", "B, kr", 14, style="plain_count", look={"num_format": theme.MONEY}),
        Col("change", "B − A, kr", 14, 'IF(ISNUMBER({a}),{b}-{a},"")', "plain_count", SIGNED),
        Col("per_a", '="A, kr/"&per', 12, 'IF(ISNUMBER({a}),IF({volume}>0,{a}/{volume},""),"")',
            "plain_rate", head_look=SHRUNK),
        Col("per_b", '="B, kr/"&per', 12, 'IF(ISNUMBER({b}),IF({volume}>0,{b}/{volume},""),"")',
            "plain_rate", head_look=SHRUNK),
        # The change is the error of both alternatives already.
        Col("share", "B mot A, %", 11, 'IF(ISNUMBER({change}),IF({a}>0,{change}/{a},""),"")',
            "plain_rate", SIGNED_SHARE, error_of=("change",), asks_itself=True),
    ),
    _ROWS,
    (_divided("a"), _divided("b")),
    heights=(0, 22, 0),
)  # fmt: skip


def _scb_index(grid: Grid) -> str:
    """Return the formula of Statistics Sweden's index of the codes."""
    return f'IF({grid["code"]}="","",REGSO_INDEX({grid["code"]},ar))'


def _order(row: Row) -> str:
    """Return the formula of a unit's place among the changes, which a small unit does not have.

    All places differ: of equal changes the first row comes first, among gains and among losses.
    """
    volume, listed = row.of(UNITS).volume, CLASSES["listed"]
    kind = f'IF({row.kind}="","{UNKNOWN}",{row.kind})'
    may = f"INDEX({listed},MATCH({kind},{CLASSES['kind']},0))=1"
    is_small = f"AND({volume}>0,{volume}<troskel)"
    place = row.text(f"{{unit.change}}*{_TIES}-SIGN({{unit.change}})*{{number.{NUMBER}}}")
    return f'IF(ISNUMBER({row.of(UNITS).change}),IF(AND({may},NOT({is_small})),{place},""),"")'


TYPED = matched("träff")  # how many rows of Indata have a type
# A unit whose code has no type, or is none, is of okänd, as in the tables. That the types cannot
# be looked up at all is told by what says how many have one.
_KIND = f'IF({TYPED}=0,"{UNKNOWN}",IFERROR(REGSO_TYP({UNITS["code"]},ar),"{UNKNOWN}"))'
BESIDE = Grid(
    SHEET, "O", HEAD,
    (
        Col("code", "kod", 12, f'IF({IS_OWN},"",{{unit.code}})', "aside", head_look=_UNDERLINED),
        Col("scb", "SCB:s index", 10, style="aside_number", head="aside", head_look=_UNDERLINED),
        Col("order", "ordning", 18, _order, "aside", head_look=_UNDERLINED,
            error_of=("unit.change",)),
        Col("one", "har volym", 9, 'IF({unit.volume}="","",1)', "aside", head_look=_UNDERLINED),
        Col("kind", "redovisas som", 9, style="aside", head="aside", head_look=_UNDERLINED),
    ),
    _ROWS,
    (Spill("scb", "scb", _scb_index),
     Spill("kind", "kind", _KIND)),
    {"unit": UNITS, "number": NUMBERS},
)  # fmt: skip


def _with_volume(condition: str = "") -> Callable[[Row], str]:
    """Return the formula of how many units of a type have a volume, under a condition.

    COUNTIFS would count texts that are empty in Excel, but not in Calc.
    """

    def formula(row: Row) -> str:
        kind, volume = BESIDE["kind"], UNITS["volume"]
        is_kind = f'({kind}&""={row.kind}&"")'
        if row.key == UNKNOWN:  # a code may be missing
            is_kind = f'({is_kind}+({kind}=""))'
        return f'SUMPRODUCT({is_kind}*({volume}<>"")*({volume}>0){condition})'

    return formula


# From the sum of a type and those of its units that are listed, a reader has the sum of the others.
CLASSES = Grid(
    SHEET, "BF", HEAD,
    (
        Given("kind", "typ", style="aside", head_look=_UNDERLINED, values=lambda kind: kind),
        Col("many", "med volym", 9, _with_volume(), "aside", head_look=_UNDERLINED),
        Col("small", "små", 9, _with_volume(f'*({UNITS["volume"]}<troskel)'), "aside",
            head_look=_UNDERLINED),
        Col("listed", "i listorna", 9,
            f"IF(AND({{small}}>0,{{many}}<{MOST_LISTED + _FEWEST_OTHERS}),0,1)", "aside",
            head_look=_UNDERLINED),
    ),
    (*TYPES, UNKNOWN),
)  # fmt: skip

WITHOUT_INDEX = f"(COUNT({UNITS['volume']})-COUNT({UNITS['index']}))"
# Codes of kommuner, the first zero perhaps lost.
KOMMUNER = "+".join(f'COUNTIF({UNITS["code"]},"{form}")' for form in ("????", "???"))
INDEX_RANGE = (
    f'IF({IS_OWN},"eget","SCB")&IF(COUNT({UNITS["index"]})=0,"",", "'
    f'&ROUND(MIN({UNITS["index"]}),0)&"–"&ROUND(MAX({UNITS["index"]}),0))'
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
_LEAD = f'"Alla enheter i samma ordning som i Indata: "&COUNT({UNITS["volume"]})&" med volym"'


def draw(sheet: Sheet) -> None:
    """Write the units, and what their formulas read."""
    sheet.put("B1", SHEET, "title")
    sheet.formula("B2", _LEAD, "lead")
    page.lines(sheet, UNITS.right, [(INDEX_IN_WORDS, "note", 14), (ROUNDING, "note", 26)], top=3)
    sheet.heights({1: 32, 2: 20, 5: 8})
    _FACTS.write(sheet)
    for grid in (UNITS, NUMBERS, BESIDE, CLASSES):
        grid.write(sheet)
    edge = {"bottom": 1, "bottom_color": theme.RULE}
    sheet.rule(UNITS.cells("nr", "share"), _FIXED.filled(UNITS.at(1)), edge)
    sheet.raw.freeze_panes(HEAD, 3)
    sheet.raw.repeat_rows(HEAD - 1)
    sheet.raw.print_area(f"A1:{UNITS.right}{UNITS.last}")
    sheet.raw.set_selection("B1")


PAGE = Page(SHEET, "work", widths(UNITS, NUMBERS, BESIDE), draw, landscape=True)

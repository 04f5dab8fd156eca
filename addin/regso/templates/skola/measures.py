"""The table of the sheet Ojämlikhet: how unevenly groups live in chosen kommuner."""

from __future__ import annotations

from collections.abc import Callable

from regso.workbook import inputs
from regso.workbook.addresses import Row
from regso.workbook.columns import Col, Field, edge
from regso.workbook.declared import Input
from regso.workbook.grid import Grid
from regso.workbook.inputs import LOWEST_SHOWN

SHEET = "Ojämlikhet"
SHOWN = "visas"
_MOST = 10
_EXAMPLES = ("9901", "9902", "9903", "9904")
KOMMUNER = tuple(
    Input(
        f"kommun_{i}",
        f"Kommun {i}",
        _EXAMPLES[i - 1] if i <= len(_EXAMPLES) else None,
        "Kommunens kod, fyra siffror. Lämna tom om du vill ha färre kommuner.",
        inputs.between("length", 4, 4, "Ange en kommunkod med fyra siffror, till exempel 0180."),
        "input_text",
        is_example=i <= len(_EXAMPLES),
    )
    for i in range(1, _MOST + 1)
)
_FIELDS = {item.name: item for item in KOMMUNER}
_HEAD = 5
_VALUE, _BY_CHANCE = 1, 3  # columns of what the functions of segregation return


def _total(row: Row, column: str) -> str:
    return f'SUMIF(Indata[kod],{row.code}&"*",Indata[{column}])'


def _totals(row: Row) -> tuple[str, str, str]:
    """Return the formulas of all pupils, of the group, and of those it is compared with."""
    pupils, group, other = (_total(row, name) for name in ("elever", "grupp", "jamfor"))
    return pupils, group, f"IF(COUNTA(Indata[jamfor])=0,{pupils}-{group},{other})"


def _pupils(row: Row) -> str:
    pupils, _, _ = _totals(row)
    few = f"AND({pupils}>0,{pupils}<{LOWEST_SHOWN})"
    return f'IF({row.code}="","",IF({few},"..",{pupils}))'


def _group(row: Row) -> str:
    _, group, _ = _totals(row)
    return _unless_hidden(row, group)


def _other(row: Row) -> str:
    _, _, other = _totals(row)
    return _unless_hidden(row, other)


def _unless_hidden(row: Row, count: str) -> str:
    state = row.of(STATE).state
    return f'IF({state}="..","..",IF({state}="","",{count}))'


def _state(row: Row) -> str:
    """Return the formula of "visas", or of what stands instead of the measures.

    The text is the same whichever count is too small, and no count is kept beside the table.
    """
    shown = row.of(TABLE)
    pupils, group, other = _totals(shown)
    counts = (pupils, group, other, f"{pupils}-{group}", f"{pupils}-{other}")
    small = ",".join(f"AND({count}>0,{count}<{LOWEST_SHOWN})" for count in counts)
    undefined = f"OR({group}=0,{other}=0,{pupils}={group})"
    return (
        f'IF({shown.code}="","",IF({shown.areas}=0,"",IF(OR({small},{shown.areas}<minst),"..",'
        f'IF({undefined},"–","{SHOWN}"))))'
    )


def _by_area(row: Row, column: str) -> str:
    """Return a column with the areas of a kommun alone: an empty cell is no area, a 0 is one."""
    values = f"Indata[{column}]"
    if column == "jamfor":
        values = f"IF(COUNTA({values})=0,Indata[elever]-Indata[grupp],{values})"
    return f'IF((Indata[kod]>={row.code}&"")*(Indata[kod]<{row.code}&"Z"),{values},"")'


def _measured(function: str, against: str, place: int, decimals: int) -> Callable[[Row], str]:
    """Return the formula of what a function says of the group against another column.

    The functions know of each other by the third column, so that their measures are rounded
    together: none tells a small count of an area beside the others.
    """

    def formula(row: Row) -> str:
        state = row.of(STATE).state
        third = next(name for name in ("jamfor", "elever") if name != against)
        columns = (_by_area(row, column) for column in ("grupp", against, third))
        call = f"{function}({','.join(columns)},{LOWEST_SHOWN})"
        # A measure that may not be shown is the text "..", which cannot be rounded.
        value = f"INDEX({call},1,{place})"
        return f'IF({state}="{SHOWN}",IFERROR(ROUND({value},{decimals}),{value}),{state})'

    return formula


def _index(name: str, title: str, width: float, function: str, against: str) -> tuple[Col, Col]:
    """Return the columns of an index from 0 to 100, and of what chance alone gives of it."""
    value, by_chance = (_measured(function, against, place, 1) for place in (_VALUE, _BY_CHANCE))
    return (
        Col(name, title, width, value, "cell_rate", over="0–100"),
        Col(f"{name}_by_chance", "av slumpen", 11, by_chance, "cell_rate"),
    )


def _isolation(place: int) -> Callable[[Row], str]:
    return _measured("REGSO_ISOLERING", "elever", place, 3)


_SHARE = {"num_format": "0.000"}
TABLE = Grid(
    SHEET, "B", _HEAD,
    (
        Field("code", "kod", 10, inputs=_FIELDS),
        Col("name", "kommun", 28,
            'IF({code}="","",IF({areas}=0,"saknas i Indata",IF(ISNA(REGSO_KOMMUN({code}&"")),'
            '"kommunen är okänd",REGSO_KOMMUN({code}&"")&"")))'),
        Col("areas", "områden", 10,
            'IF({code}="","",COUNTIFS(Indata[kod],{code}&"*",Indata[elever],">0"))', "cell_count"),
        Col("pupils", "personer", 10, _pupils, "cell_count"),
        Col("group", "gruppen", 10, _group, "cell_count"),
        Col("other", "jämförelsen", 13, _other, "cell_count"),
        *_index("dissimilarity", "olikhetsindex", 13, "REGSO_OLIKHET", "jamfor"),
        *_index("segregation", "segregationsindex", 17, "REGSO_SEGINDEX", "elever"),
        Col("isolation", "isolering", 10, _isolation(_VALUE), "cell_rate", _SHARE, over="0–1"),
        Col("isolation_by_chance", "av slumpen", 11, _isolation(_BY_CHANCE), "cell_rate", _SHARE),
        edge(),
    ),
    tuple(_FIELDS),
    heights=(18, 22, 20),
)  # fmt: skip
STATE = Grid(
    SHEET, "S", _HEAD,
    (Col("state", "visning", 10, _state, "aside", head_look={"bottom": 1}),),
    TABLE.rows,
)  # fmt: skip

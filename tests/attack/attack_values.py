"""What cells, ranges and arguments an attack on the functions is made of."""

from hypothesis import strategies as st

from regso.errors import CellError
from regso.functions import REGISTRY

CODES = (
    "9901R001", "9901R002", "9902R001", "9903R003", "9901A0010", "9902C1010", "9901", "9903", "99",
    "00", "9901R001_RegSO2025", "9901R001_RegSO2030", "9901r001 ", "1780R005", "0114",
)  # fmt: skip
WORDS = (
    "alla", "okänd", "totalt", "1+2", "5-1", "typ", "2022", "0,5", "1 000", "1_000", "٣", "４",
    "=1+1", "@SUM(A1)", "1e400", "nan", "inf", "-", "..", "\x00", "\ud800", "\u200b", "a\nb", "ÅÄÖ",
    "man", "kvinna", "0-17", "65–", "SWEREF99", "WGS84", "2022-09-15", "x" * 40_000,
)  # fmt: skip
NUMBERS = (
    0, 1, -1, 2, 5, 100, 2020, 2022, 2025, 0.5, 0.1, 1e9, 1e15, 1e16, 2**53 + 1, 1e308, -1e308,
    5e-324, 45292, 6583000, 412500,
)  # fmt: skip
ERRORS = tuple(
    CellError(code)
    for code in ("#N/A", "#VALUE!", "#DIV/0!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!")
)

code = st.sampled_from(CODES)
number = st.one_of(
    st.sampled_from(NUMBERS),
    st.integers(0, 30),
    st.floats(allow_nan=False, allow_infinity=False),
)
cell = st.one_of(
    st.none(),
    st.just(""),
    st.booleans(),
    code,
    number,
    st.sampled_from(WORDS),
    st.text(max_size=12),
    st.sampled_from(ERRORS),
)

# What the function expects for each kind of argument; other kinds are words to choose from.
_EXPECTED = {
    "Codes": code,
    "Column": st.integers(0, 30),
    "Amounts": st.floats(-1e7, 1e7),
    "CellRange": code,
    "CountTable": st.integers(0, 30),
    "PointTable": st.integers(412_000, 6_584_000),
    "EachNumber": st.integers(0, 100),
    "OptionalColumn": st.integers(0, 30),
    "OptionalAmounts": st.floats(0, 1e7),
    "Denominator": st.integers(0, 300),
    "YearColumn": st.sampled_from([2020, 2022, 2023]),
    "Year": st.sampled_from([2020, 2022, 2023, 2030]),
    "Count": st.integers(0, 100),
    "OptionalCount": st.integers(0, 100),
    "Number": st.floats(-1e6, 1e6),
    "Unit": st.floats(0, 1),
    "Flag": st.booleans(),
    "Level": st.sampled_from([0.9, 0.95, 0.99]),
    "Threshold": st.integers(0, 10),
    "Group": st.sampled_from(["99", "9901", "0", ""]),
    "Region": st.sampled_from(["99", "9901", "9901R001"]),
    "TypeChoice": st.sampled_from([1, 2, 3, 4, 5, "1+2", "alla", "okänd"]),
}
_HABIT = 8  # of ten arguments are what the function expects


@st.composite
def arguments(draw, name):
    """Draw arguments of a function: mostly what it expects, of lengths that mostly agree."""
    height = draw(st.integers(1, 7))
    given = []
    for arg in REGISTRY[name].args:
        if arg.optional and draw(st.booleans()):
            given.append(None)
            continue
        choices = arg.kind.name.split(" | ")
        expected = _EXPECTED.get(arg.kind.name, st.sampled_from(choices))
        given.append(
            _one(draw, expected, height) if arg.kind.takes_range else _single(draw, expected)
        )
    return given


def _single(draw, expected):
    return draw(expected if draw(st.integers(0, 9)) < _HABIT else cell)


def _one(draw, expected, height):
    """Draw a range; a table is a range of several columns."""
    rows = height if draw(st.integers(0, 9)) < _HABIT else draw(st.integers(1, 9))
    columns = draw(st.sampled_from([1, 1, 1, 2, 3]))
    strange = draw(st.integers(0, 9)) >= _HABIT
    kind = st.one_of(expected, cell) if strange else expected
    table = draw(
        st.lists(st.lists(kind, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
    return table if draw(st.integers(0, 19)) else draw(cell)


def _written(value) -> str:
    """Return a cell as it is written in a formula."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return "" if value is None else str(value)


_argument = st.one_of(
    cell.map(_written),
    st.lists(number.map(_written), min_size=1, max_size=4).map(lambda c: "{" + ";".join(c) + "}"),
    st.sampled_from(("A1", "$A$1:B9", "A:A", "[1]Blad!A1", "'x y'!Z9", "#REF!", "1/0", "namn")),
)
_NAMES = (
    *REGISTRY,
    "SUM",
    "IF",
    "REPT",
    "INDEX",
    "LET",
    "SUBSTITUTE",
    "FINNS_INTE",
    "_xlfn.CHOOSE",
)
_called = st.recursive(
    _argument,
    lambda inner: st.tuples(
        st.sampled_from(_NAMES), st.lists(inner, max_size=6), st.sampled_from((";", ","))
    ).map(lambda parts: f"{parts[0]}({parts[2].join(parts[1])})"),
    max_leaves=6,
)
_noise = st.lists(
    st.sampled_from((*'=()";,{}[]!&+-*/^%<>:$', "REGSO_TYP", "1", " ", "\x00")), max_size=12
)
formulas = st.one_of(_called.map("={}".format), _noise.map("".join))

"""Every function gives the same value from a Calc cell as from Python, but for Calc's limits.

One soffice makes all the calls: those that follow from the registry (`calls.of_the_registry`)
and those below. Numbers are equal to 1e-12 relative or 1e-9, texts and error values exactly.
"""

import datetime as dt
from typing import NamedTuple

import pytest
import soffice
from agreement import same
from calls import CELLS, CONSTANTS, EMPTY, RESULTS, Call, Day, column, of_the_registry, write

from regso.errors import CellError
from regso.functions import REGISTRY
from regso.hosts.calc.build import extension
from regso.store import EXAMPLE, Reference, using

NA, VALUE, DIV = (CellError(code) for code in ("#N/A", "#VALUE!", "#DIV/0!"))

MESSY = column(
    "9901R001", " 9901r002 ", "9901R001_RegSO2025", "9901C1010_DeSO2025", "9901", "99", 9901,
    EMPTY, "", "  ", "Sagobacken", "9901R999", "0114R001", "x", 114, DIV, NA,
)  # fmt: skip
NO_CODES = column(0, -1, 12.5, 1e20)
REGSO = column("9901R001", "9901R002", "9902R001", "9902R003", EMPTY, "9901R999", "fel")
COUNTS = column(30, 40, 12, 8, 5, EMPTY, 3)
PERSONS = column(100, 200, 90, 80, 50, EMPTY, 30)
TYPES = column(1, 2, 3, 4, 5, 1, 2, 3, 4, 5)
EVENTS = column(30, 40, 50, 60, 20, 31, 41, 51, 61, 21)
TRIALS = column(100, 200, 500, 900, 600, 110, 210, 510, 910, 610)
SEX = column(*["kvinnor", "män"] * 5)
POINTS = [["A", 6820600, 700500], ["B", 6823000, 701000]]

BY_HAND = [
    # one result per cell: text, numbers, blanks, errors, two dimensions, years, parts
    *(Call(f"REGSO_{name}", (MESSY,)) for name in ("TYP", "INDEX", "NAMN", "KOMMUN", "LAN")),
    *(Call(f"REGSO_{name}", (NO_CODES,)) for name in ("TYP", "INDEX", "NAMN", "KOMMUN", "LAN")),
    *(Call(f"REGSO_{name}", (MESSY,)) for name in ("KOD", "FRAN_DESO", "BEFOLKNING", "TYPNAMN")),
    *(Call("REGSO_KONTROLL", (kind, MESSY)) for kind in ("kommun", "regso", "deso", "orgnr")),
    *(Call("REGSO_NAMN", ([[one]],)) for [one] in MESSY),
    *(Call("REGSO_NAMN", ("9901R001", year)) for year in (2020, "2022", 2022.5, 0, EMPTY, 22)),
    Call("REGSO_NAMN", ([["9901", "9902"], ["99", EMPTY]],)),
    Call("REGSO_NAMN", ([["9901", "9902"], ["99", "x"]], 2022), CONSTANTS),
    Call("REGSO_NAMN", (9901,), CONSTANTS),
    Call("REGSO_NAMN", ("",), CONSTANTS),
    Call("REGSO_NAMN", ("99", DIV), CONSTANTS),
    Call("REGSO_TYP", (REGSO, 2022)),
    Call("REGSO_TYP", ("9901R001", Day(dt.date(2022, 12, 31)))),
    *(
        Call("REGSO_INDEX", ("9901R001", 2022, part))
        for part in ("index", "Bistånd", "förgymnasial", "inkomst", EMPTY, 5)
    ),
    *(Call("REGSO_KOMMUN", ("9901C1010", part)) for part in ("kod", "NAMN", "x", EMPTY)),
    *(Call("REGSO_KOD", ("Sagobacken", kommun)) for kommun in ("Exempelby", 9901, EMPTY, "x")),
    Call("REGSO_KOD", (column("Sagobacken", "9901R001", EMPTY), "Exempelby")),
    *(Call("REGSO_BEFOLKNING", ("99", 2022, age)) for age in ("20-64", " ", "0", "x", None)),
    *(Call("REGSO_BEFOLKNING", ("9901", 2022, None, sex)) for sex in ("män", "kvinnor", "alla")),
    Call("REGSO_BEFOLKNING", (column("00", "99", "9901", "9901R001", "9901C1010"), 2022)),
    Call("REGSO_TYPNAMN", (column(1, "2", "1+2", "okänd", "alla", 6, EMPTY, 1.5),)),
    Call("REGSO_FRAN_KOORD", (column(6820500, "6820500,5", EMPTY, "x", 0), column(*[700500] * 5))),
    Call("REGSO_FRAN_KOORD", (61.4833, 18.7667, "WGS84")),
    Call(
        "REGSO_FRAN_KOORD",
        (column(6820500, 700500, EMPTY, "x"), column(*[700500] * 4), "SWEREF99TM", 2022, "utan"),
    ),
    Call("REGSO_FRAN_KOORD", (6820500.25, 700500.75, "SWEREF99TM", 2022)),
    Call("REGSO_KLASSA", (column(20.04, 9.1, 3.6, EMPTY, "x", DIV), 9.1, 5.47)),
    Call("REGSO_KLASSA", (column(20.04, 9.1, 3.6), column(20, 14.5, 9, 4))),
    Call("REGSO_BERAKNA_INDEX", (12.5, 10.25, 4.75)),
    Call("REGSO_BERAKNA_INDEX", (column(12, EMPTY, 101), column(3, 4, 5), column("x", 1, 2))),
    Call("REGSO_KONTROLL", ("orgnr", column("202100-0837", 2021000837, "202100-0838", EMPTY))),
    Call("REGSO_KONTROLL", ("x", "202100-0837")),
    # one value
    *(Call("REGSO_AR", (subject,)) for subject in ("index", "Befolkning", "x", EMPTY, 5)),
    *(Call("REGSO_ANTAL", (REGSO, type_, 2022)) for type_ in (1, "1+2", "okänd", "alla", EMPTY, 6)),
    Call("REGSO_SUMMA", (REGSO, COUNTS, "alla", 2022)),
    Call("REGSO_SUMMA", (REGSO, COUNTS[:3])),
    Call("REGSO_SUMMA", (REGSO, column(1, 2, "x", 4, 5, 6, 7))),
    Call("REGSO_SUMMA", ([["9901R001", "9901R002"]], [[1.5, 2.25]])),
    Call("REGSO_MEDEL", (TYPES, EVENTS, 1, TRIALS)),
    Call("REGSO_MEDEL", (REGSO, COUNTS, None, PERSONS, 2022)),
    Call("REGSO_MEDEL", (TYPES, EVENTS, "okänd")),
    *(Call("REGSO_PERCENTIL", (TYPES, EVENTS, p, "1+2")) for p in (0, 0.25, 0.5, 1, 1.5, "0,5")),
    # tables and rows
    Call("REGSO_TABELL", (TYPES, EVENTS, TRIALS)),
    Call("REGSO_TABELL", (TYPES, EVENTS, TRIALS, None, 0.99, 5, "tal", SEX)),
    Call("REGSO_TABELL", (REGSO, COUNTS, "befolkning;omrade=99;alder=20-64", 2022)),
    Call("REGSO_TABELL", (REGSO, None, None, 2022, None, EMPTY, EMPTY)),
    Call("REGSO_TABELL", (TYPES, EVENTS, TRIALS, 0, 1.5)),
    Call("REGSO_TABELL", (TYPES, EVENTS, "rader", None, None, 30)),
    Call("REGSO_GAP", (TYPES, EVENTS, TRIALS, None, 0.9, "tal")),
    Call("REGSO_KORS", (TYPES, SEX, EVENTS, None, 25)),
    Call("REGSO_KORS", (TYPES, SEX)),
    Call("REGSO_UTVECKLING", (REGSO, column(*[2022] * 7), COUNTS, PERSONS, 2022)),
    Call("REGSO_MATCHNING", ([*MESSY[:-2], *NO_CODES], 2022)),
    Call("REGSO_MATCHNING", (REGSO,)),
    *(Call("REGSO_KALLA", (subject, 2022)) for subject in ("typ", "index", "befolkning", EMPTY)),
    *(Call("REGSO_LISTA", (area, 1, 2022)) for area in ("99", 9901, "9902R001", "x", "01")),
    Call("REGSO_LISTA", ("99", EMPTY, EMPTY)),
    *(Call("REGSO_SOK", (text, 2)) for text in ("sagobaken", "Påhittstad", "zz", EMPTY)),
    Call("REGSO_SOK", ("Sagobacken", 0)),
    Call("REGSO_FLYTT", (2022, 2024, "9902")),
    Call("REGSO_FLYTT", (2022, 1980)),
    Call("REGSO_NARMAST", (column(6820500, 6823000), column(700500, 701000), POINTS)),
    Call("REGSO_TACKNING", (POINTS, 5, 2022)),
    Call("REGSO_GRANSER", (column(3.1, 5.2, EMPTY, 8.4, 9.9, 21.5), column(1, 2, 3, 4, 5, 6))),
    Call("REGSO_ANDEL", (EVENTS, TRIALS, 0.9)),
    Call("REGSO_ANDEL", (column(5, EMPTY, "x", 7, ".."), column(10, 10, 10, 6, 10))),
    Call("REGSO_ANDEL", (0, 0)),
    Call("REGSO_TAL", (EVENTS, TRIALS, 1000, EMPTY)),
    Call("REGSO_TAL", (3, 10000)),
    Call("REGSO_KVOT", (65, 1000, 40, 1200, 0.9, "andel")),
    Call("REGSO_STANDARD", (column(1, 2, 3), column(400, 500, 300), column(5000, 5500, 4000))),
    Call("REGSO_SMR", (column(40, 30, 27), *(column(4000, 5000, n) for n in (3000, 310, 9000)))),
    Call("REGSO_SII", (column(70, 76, 81), column(900, 1500, 2600), None, "rii")),
    Call("REGSO_ENTROPI", ([[400, 300, 50], [100, 150, 150], [300, 250, 100]], True)),
    Call("REGSO_ENTROPI", ([[400, 300, 50], [100, 150, 150], [300, 250, 100]], "SANT")),
    Call("REGSO_OLIKHET", (column(0, 0), column(1, 2))),
    Call("REGSO_LOKALKVOT", (column(120, EMPTY, 300), column(1000, EMPTY, 900))),
    Call("REGSO_FORDELA", (1000000, column(120, EMPTY, 200), column(100, EMPTY, 90), 0.81, 1000)),
    Call("REGSO_FORDELA", (100, column(1, 1, 1))),
    Call("REGSO_AVSTAM", (column(120, 80, 200), 400)),
    Call("REGSO_UPPDRAGSMEDEL", (500000, 400000, 468250)),
    Call("REGSO_FRIST", (Day(dt.date(2022, 10, 28)), Day(dt.date(2022, 10, 3)))),
    Call("REGSO_FRIST", (Day(dt.date(2022, 10, 28)), Day(dt.date(2022, 10, 3)), EMPTY)),
    Call(
        "REGSO_FRIST",
        (
            column("2022-10-28", Day(dt.date(2022, 9, 1)), EMPTY, "x"),
            Day(dt.date(2022, 10, 3)),
            column(EMPTY, True, False, Day(dt.date(2022, 8, 31))),
        ),
    ),
]  # fmt: skip


class Limit(NamedTuple):
    """A call that Calc answers differently, what it answers, and why it must."""

    call: Call
    calc: list[list[object]]
    why: str


LIMITS = [
    Limit(Call("REGSO_SUMMA", (column("9901R001", DIV), column(10, 20), "alla", 2022)), [[VALUE]],
          "an error value inside a range spoils the whole call"),
    Limit(Call("REGSO_ANDEL", (column(5, DIV), column(10, 10))), [[VALUE] * 3] * 2,
          "an error value inside a range spoils the whole call"),
    Limit(Call("REGSO_NAMN", (column("99", DIV),), CONSTANTS), [[CellError("Err:539")]] * 2,
          "an array constant holds no error values"),
    Limit(Call("REGSO_SUMMA", (DIV, 10, "okänd")), [[DIV]],
          "an error value in a single cell is the result, without asking us"),
    Limit(Call("REGSO_ANDEL", (EMPTY, 10)), [[0.0, 0.0, 0.2775327998628892]],
          "an empty single cell is 0 where a column may stand"),
    Limit(Call("REGSO_BEFOLKNING", ("9901", 2022, EMPTY)), [[NA]],
          "an empty single cell is 0, which may be an age"),
    Limit(Call("REGSO_BEFOLKNING", ("9901", 2022, None, EMPTY)), [[VALUE]],
          "an empty single cell is 0, which is no sex"),
    Limit(Call("REGSO_KOD", (column(0, 12.5),)), [[NA], [NA]],
          "a number is text where cells are taken one by one"),
    Limit(Call("REGSO_TYPNAMN", (True,)), [["Områden med stora socioekonomiska utmaningar"]],
          "TRUE is the number 1"),
    Limit(Call("REGSO_SUMMA", (TYPES, column(True, *[1] * 9), 1)), [[2.0]],
          "TRUE is the number 1"),
    Limit(Call("REGSO_NAMN", ()), [[VALUE]],
          "an argument that is taken cell by cell cannot be left out"),
    Limit(Call("REGSO_KOD", (column("Sagobacken", "Sagobacken"), column("Exempelby", "9901"))),
          [[VALUE], [VALUE]], "what may be left out is not taken cell by cell"),
    Limit(Call("REGSO_BERAKNA_INDEX", (column(12, 30), column(10.5, 20), 4.5)), [[9.0], [54.5 / 3]],
          "a single cell beside ranges that are taken cell by cell holds for every row"),
]  # fmt: skip


@pytest.fixture(scope="module")
def oxt(tmp_path_factory):
    path = tmp_path_factory.mktemp("calc") / "regso.oxt"
    path.write_bytes(extension())
    return path


@pytest.fixture(scope="module")
def reference():
    with using(Reference(EXAMPLE)) as example:
        yield example


@pytest.fixture(scope="module")
def calc(oxt, tmp_path_factory):
    soffice.required()
    folder = tmp_path_factory.mktemp("data")
    with soffice.calc(oxt, {"REGSO_DATA": str(folder)}) as running:
        yield running


@pytest.fixture(scope="module")
def calls():
    made = [*of_the_registry(), *BY_HAND]
    assert len(made) >= 200
    assert {one.name for one in made} == {e.name for e in REGISTRY.values() if not e.volatile}
    assert {one.form for one in made} == {CELLS, CONSTANTS}
    return made


@pytest.fixture(scope="module")
def answers(calc, calls, reference, tmp_path_factory):
    """Give what Calc answers to each call, and to those at its limits, as rows."""
    path = tmp_path_factory.mktemp("calls") / "calls.xlsx"
    everything = [
        *((one, one.python()) for one in calls),
        *((one.call, one.calc) for one in LIMITS),
    ]
    places = write(everything, path)
    with calc.open(path) as book:
        cells = book.cells(RESULTS)
    found = [[[cells.get(address) for address in row] for row in area] for area in places]
    return found[: len(calls)], found[len(calls) :]


def equal(one, other):
    return len(one) == len(other) and all(
        len(a) == len(b) and all(map(same, a, b)) for a, b in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("name", [e.name for e in REGISTRY.values() if not e.volatile])
def test_a_function_gives_the_same_in_calc_as_in_python(name, answers, calls, reference):
    if not soffice.has_packages():
        pytest.skip("Calc's Python has no NumPy, SciPy and shapely")
    different = [
        (one, one.python(), given)
        for one, given in zip(calls, answers[0], strict=True)
        if one.name == name and not equal(one.python(), given)
    ]
    assert different == []


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.call.name}: {limit.why}")
def test_a_limit_of_calc_is_as_documented(limit, answers, reference):
    given = answers[1][LIMITS.index(limit)]
    assert equal(given, limit.calc), (given, limit.call.python())
    assert not equal(given, limit.call.python())

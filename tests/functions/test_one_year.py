"""One year and one vintage per chain of calls: leaving the year out is never another answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.areas import codes
from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using
from regso.store.schema import Area, Boundary, Population, RowSet, Source, Statistic
from regso.store.writer import merge

NA, VALUE, REF = CellError("#N/A"), CellError("#VALUE!"), CellError("#REF!")
REFERENCE = Reference(EXAMPLE)
EVERY = sorted(
    code for vintage in (2020, 2025) for areas in [REFERENCE.areas(vintage)]
    for code in (*areas.regso, *areas.parents)
)  # fmt: skip
SPELLED = ("", "_RegSO2020", "_RegSO2025", "_DeSO2018", "_DeSO2025", " (RegSO2025)")

INNER = ("REGSO_FRAN_DESO", "REGSO_KOD")
OUTER = ("REGSO_TYP", "REGSO_INDEX", "REGSO_BEFOLKNING", "REGSO_FRAN_DESO")
YEAR_AT = {"REGSO_KOD": 2}


def column(cells):
    return [[cell] for cell in cells]


def asked(name, cells, year=None):
    """Return what a function gives for cells, with the year in its place when there is one."""
    rest = [None] * (YEAR_AT.get(name, 1) - 1)
    return call(name, [cells, *rest, year])


def chains_agree(cells):
    [[year]] = call("REGSO_AR", [])
    for inner in INNER:
        for outer in OUTER:
            plain = asked(outer, asked(inner, cells))
            assert plain == asked(outer, asked(inner, cells, year), year), (inner, outer)
    for name in (*OUTER, "REGSO_LISTA"):
        if name != "REGSO_LISTA":
            assert asked(name, cells) == asked(name, cells, year), name


@given(st.lists(st.tuples(st.sampled_from(EVERY), st.sampled_from(SPELLED)), max_size=5))
def test_a_chain_without_years_is_the_chain_with_the_year_written_out(pairs):
    cells = column("".join(pair) for pair in pairs)
    with using(REFERENCE):
        chains_agree(cells)


def test_every_real_area_has_one_answer_with_and_without_the_year(real):
    """3,363 + 3,363 RegSO and 5,984 + 6,160 DeSO."""
    areas = [real.areas(2020), real.areas(2025)]
    assert [(len(a.regso), len(a.parents)) for a in areas] == [(3363, 5984), (3363, 6160)]
    every = sorted({code for a in areas for code in (*a.regso, *a.parents)})
    chains_agree(column(every))
    chains_agree(column(f"{code}_RegSO2025" for code in areas[1].regso))
    chains_agree(column(f"{code}_DeSO2025" for code in areas[1].parents))


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("REGSO_TABELL", [[["9901R001"], ["9901R002"]], [[1.0], [2.0]]]),
        ("REGSO_KORS", [[["9901R001"]], [["a"]]]),
        ("REGSO_SUMMA", [[["9901R001"]], [[1.0]], 4]),
        ("REGSO_MATCHNING", [[["9901R001"]]]),
        ("REGSO_LISTA", ["9901", "alla"]),
    ],
)
def test_a_table_without_a_year_is_the_table_of_the_default_year(example, name, args):
    [[year]] = call("REGSO_AR", [])
    place = {"REGSO_KORS": 3, "REGSO_TABELL": 3, "REGSO_SUMMA": 3, "REGSO_MATCHNING": 1,
             "REGSO_LISTA": 2}[name]  # fmt: skip
    assert call(name, args) == call(name, [*args, *[None] * (place - len(args)), year])


def store(path, *rows):
    source = Source("SCB", "Prov", "prov.csv", "2026-01-01", "00", "CC0 1.0")
    merge(path, [RowSet(source, list(rows))])
    return Reference(path)


AREAS = (
    Area(2020, "9901R001", "Gamla namnet", "9901"),
    Area(2020, "9901C1010", "", "9901R001"),
    Area(2025, "9901R001", "Nya namnet", "9901"),
    Area(2025, "9901C1020", "", "9901R001"),
)
OLD_TYPES = Statistic("typ", 2022, "9901R001", 2)
NEW_INDEX = Statistic("index", 2024, "9901R001", 5)


@pytest.fixture
def mixed(tmp_path):
    """Types of 2022, index of 2024, population of 2025: subjects with years of their own."""
    people = Population(2025, "totalt", "totalt", "9901R001", 100)
    reference = store(tmp_path / "regso.sqlite", *AREAS, OLD_TYPES, NEW_INDEX, people)
    with using(reference):
        yield reference


def test_the_year_of_the_types_is_the_year_of_every_call(mixed):
    assert call("REGSO_AR", []) == [[2022]]
    for name in ("REGSO_INDEX", "REGSO_BEFOLKNING"):
        assert call(name, ["9901R001"]) == [[NA]]
    assert call("REGSO_INDEX", ["9901R001", 2024]) == [[5]]


def test_a_subject_without_values_that_year_is_not_available(mixed):
    for subject in ("index", "befolkning"):
        assert call("REGSO_AR", [subject]) == [[NA]]
        assert call("REGSO_KALLA", [subject]) == [[NA]]
        assert "2022" in last_error()
    assert call("REGSO_AR", ["gränser"]) == [[REF]]
    assert call("REGSO_AR", ["namn"]) == [[2022]]


def test_a_deso_of_the_other_vintage_has_no_regso_and_no_type(mixed):
    assert call("REGSO_FRAN_DESO", [[["9901C1010"], ["9901C1020"]]]) == [["9901R001"], [NA]]
    assert call("REGSO_FRAN_DESO", ["9901C1020", 2024]) == [["9901R001"]]
    assert call("REGSO_TYP", ["9901C1020"]) == [[NA]]


def test_only_identity_is_answered_by_any_vintage_that_has_the_code(mixed):
    assert call("REGSO_NAMN", [[["9901R001"], ["9901C1020"]]]) == [["Gamla namnet"], ["Nya namnet"]]
    assert call("REGSO_KOD", [" 9901c1020 "]) == [["9901C1020"]]
    assert call("REGSO_KOMMUN", ["9901C1020", "kod"]) == [["9901"]]
    assert call("REGSO_NAMN", ["9901C1020", 2022]) == [[NA]]


def test_a_stated_vintage_is_kept(mixed):
    stated = "9901R001_RegSO2025"
    assert call("REGSO_NAMN", [stated]) == [["Nya namnet"]]
    assert call("REGSO_TYP", [stated]) == call("REGSO_TYP", [stated, 2022]) == [[NA]]
    assert "RegSO 2025" in last_error()
    assert call("REGSO_KOD", [stated]) == [[stated]]
    assert call("REGSO_KOD", ["Nya namnet"]) == [[stated]]
    assert call("REGSO_KOD", ["9901R001_RegSO2020"]) == [["9901R001"]]
    assert call("REGSO_INDEX", [stated, 2024]) == [[5]]


def test_a_stated_other_vintage_is_okand_in_tables(mixed):
    found = call("REGSO_TABELL", [[["9901R001"], ["9901R001_RegSO2025"]], [[3.0], [4.0]]])
    assert [row[2] for row in found[1:]] == [0, 3, 0, 0, 0, 3, 4, 7]
    report = dict(map(tuple, call("REGSO_MATCHNING", [[["9901R001"], ["9901R001_RegSO2025"]]])))
    assert [report[k] for k in ("träff", "okända")] == [1, 1]


@given(st.sampled_from(EVERY), st.integers(2000, 2099), st.sampled_from(["_", " ("]))
def test_a_vintage_that_does_not_exist_is_a_value_error_in_every_look_up(code, year, sign):
    kind = "RegSO" if codes.level(code) == codes.REGSO else "DeSO"
    raw = f"{code}{sign}{kind}{year}{')' if sign == ' (' else ''}"
    exists = year in ({2018, 2020, 2025} if kind == "RegSO" else {2018, 2025})
    with using(REFERENCE):
        for name in (*OUTER, "REGSO_NAMN", "REGSO_KOD", "REGSO_KOMMUN", "REGSO_GRANSANDRING"):
            [[found]] = call(name, [raw])
            assert (found == VALUE) is not exists, (name, raw)


def test_a_point_has_the_area_of_the_default_year(tmp_path):
    ring = [[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]]
    ring = [[700_000 + 1000 * e, 6_820_000 + 1000 * n] for e, n in ring]
    square = f'{{"type":"Polygon","coordinates":[{ring}]}}'
    areas = (*AREAS, Area(2025, "9901R002", "Nytt", "9901"))
    borders = [Boundary(2020, "9901R001", "SWEREF99TM", square),
               Boundary(2025, "9901R002", "SWEREF99TM", square)]  # fmt: skip
    with using(store(tmp_path / "regso.sqlite", *areas, OLD_TYPES, *borders)):
        place = [6_821_000.0, 701_000.0]
        assert call("REGSO_FRAN_KOORD", place) == [["9901R001"]]
        assert call("REGSO_FRAN_KOORD", [*place, None, 2024]) == [["9901R002"]]
        assert call("REGSO_TYP", [call("REGSO_FRAN_KOORD", place)]) == [[2]]

"""REGSO_SPRIDNING in cells: what the share of a RegSO hides; against pandas."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.core.measures.question.explained import inside
from regso.core.measures.question.targeting import Persons
from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using

VALUE, NUM = CellError("#VALUE!"), CellError("#NUM!")
# Types 1, 1, 4, 4, 4, 3 in four RegSO, 2022.
DESO = ["9901C1010", "9901C1020", "9901C1040", "9901C1050", "9901C1060", "9901C1120"]
CASES, PERSONS = [90, 60, 70, 20, 30, 40], [300, 300, 250, 400, 300, 200]
KINDS = [1, 2, 3, 4, 5, "1+2", "totalt"]


def column(cells):
    return [[cell] for cell in cells]


def spreading(codes, cases, persons, *more):
    n = persons if isinstance(persons, str) else column(persons)
    with using(Reference(EXAMPLE)):
        return call("REGSO_SPRIDNING", [column(codes), column(cases), n, *more])


def row(table, kind):
    return next(row[2:] for row in table[1:] if row[0] == kind)


def test_the_table_always_has_the_same_rows_and_columns():
    for codes in (DESO, ["9901R001"] * 6, [1, 2, 3, 4, 5, 5], ["fel"] * 6):
        table = spreading(codes, CASES, PERSONS, 2022)
        assert [row[0] for row in table[1:]] == KINDS
        assert {len(row) for row in table} == {9}
        assert table[0][2:] == [
            "RegSO", "DeSO", "antal", "spridning", "andel inom RegSO", "DeSO som typ 1–2",
            "antal i dem",
        ]  # fmt: skip


def test_the_rows_by_hand():
    table = spreading(DESO, CASES, PERSONS, 2022)
    assert table[0][1] == "benämning; typer 2022, RegSO 2020"
    pairs = [Persons(*pair) for pair in zip(CASES, PERSONS, strict=True)]
    one, four = inside(pairs[:2], [1, 1]), inside(pairs[2:5], [1, 1, 2])
    # Types 1 and 2 have 150 of 600: one DeSO of type 4 has 70 of 250.
    assert row(table, 1) == pytest.approx([1, 2, 150, 100 * one.spread, 1, 1, 90])
    assert row(table, 4) == pytest.approx([2, 3, 120, 100 * four.spread, four.share, 1, 70])
    assert row(table, 3) == [1, 1, 40, 0, "", 0, 0]
    assert row(table, 2) == row(table, 5) == [0, 0, 0, "", "", "", ""]
    assert row(table, "1+2") == row(table, 1)
    whole = inside(pairs, [1, 1, 2, 2, 3, 4])
    assert row(table, "totalt") == pytest.approx(
        [4, 6, 310, 100 * whole.spread, whole.share, 2, 160]
    )


def test_a_share_as_high_as_that_of_types_1_and_2_is_like_them():
    table = spreading(DESO, [90, 60, 50, 20, 30, 49], [300, 300, 200, 400, 300, 200], 2022)
    assert row(table, 4)[5:] == [1, 50]
    assert row(table, 3)[5:] == [0, 0]


def test_the_share_inside_regso_is_what_regso_do_not_explain():
    table = spreading(DESO, CASES, PERSONS, 2022)
    with using(Reference(EXAMPLE)):
        explained = call("REGSO_FORKLARING", [*map(column, (DESO, CASES, PERSONS)), 2022])
    assert row(table, "totalt")[4] == pytest.approx(1 - explained[13][4])


def test_codes_without_deso_have_no_deso():
    table = spreading(["9901R001", *DESO[1:]], CASES, PERSONS, 2022)
    assert row(table, 1) == [1, "", 150, "", "", "", ""]
    table = spreading([1, *DESO[1:]], CASES, PERSONS, 2022)
    assert row(table, 1) == ["", "", 150, "", "", "", ""]


def test_where_nobody_in_types_1_and_2_is_concerned_no_deso_is_like_them():
    for cases, codes in (([0, 0, *CASES[2:]], DESO), (CASES[2:], DESO[2:])):
        table = spreading(codes, cases, PERSONS[-len(codes) :], 2022)
        assert row(table, 4)[5:] == ["", ""]
        assert row(table, 4)[3] > 0


def test_okand_is_in_the_total_and_rows_are_read_as_in_regso_tabell():
    more = (
        [*DESO, "fel", "00", DESO[0], DESO[1]],
        [*CASES, 9, 319, 5, 0],
        [*PERSONS, 10, 1760, None, 0],
    )
    table, whole = spreading(*more, 2022), spreading(DESO, CASES, PERSONS, 2022)
    assert table[1:-1] == whole[1:-1]
    assert row(table, "totalt")[2] == 319
    assert row(table, "totalt")[3:] == row(whole, "totalt")[3:]
    assert table[0][1].endswith("; 1 rad utelämnad; 1 summarad avskild")


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((DESO, CASES, "befolkning"), VALUE, "varje område behöver sitt eget tal"),
        ((DESO, PERSONS, CASES), NUM, "är större än namnare"),
        ((DESO, CASES[:5], PERSONS), VALUE, "samma storlek"),
        ((DESO, [9.5, *CASES[1:]], PERSONS, 2022, 5), NUM, "Rad 1 i taljare är 9.5"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(arguments, error, says):
    assert spreading(*arguments) == [[error]]
    assert says in last_error()


# -- laws ------------------------------------------------------------------------------------

registers = st.lists(
    st.tuples(
        st.sampled_from([*DESO, "9901C1160", "9902C1080", "9901C1030", "fel"]),
        st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    ),
    min_size=1,
    max_size=12,
)


def split(rows):
    codes, counts = zip(*rows, strict=True)
    return codes, *zip(*counts, strict=True)


@settings(max_examples=25)
@given(registers, st.randoms())
def test_rows_sum_to_the_total_whatever_their_order(rows, random):
    table = spreading(*split(rows), 2022)
    assert spreading(*split(random.sample(rows, len(rows))), 2022) == table
    types = [row(table, kind) for kind in (1, 2, 3, 4, 5)]
    last = row(table, "totalt")
    for place in (0, 1, 5, 6):
        if last[place] != "":
            assert sum(line[place] or 0 for line in types) == last[place]
    assert last[2] == sum(x for _, (x, _) in rows)
    for line in (*types, last):
        assert line[4] == "" or 0 <= line[4] <= 1


# -- disclosure ------------------------------------------------------------------------------


def test_with_a_threshold_that_nothing_is_below_all_is_as_before():
    before = spreading(DESO, CASES, PERSONS, 2022)
    assert spreading(DESO, CASES, PERSONS, 2022, 5) == before


@pytest.mark.parametrize("pair", [(3, 100), (97, 100), (3, 3)])
def test_a_small_count_in_a_deso_withholds_what_rests_on_deso(pair):
    extra = [*DESO, "9901C1070"], [*CASES, pair[0]], [*PERSONS, pair[1]]
    before, table = spreading(*extra, 2022), spreading(*extra, 2022, 5)
    for kind in KINDS:
        assert row(table, kind)[:3] == row(before, kind)[:3]
        assert row(table, kind)[3:] == ([".."] * 4 if row(table, kind)[1] else [""] * 4)


@pytest.mark.parametrize("cases", [[2, 0, *CASES[2:]], [*CASES[:5], 3], [*CASES[:5], 198]])
@pytest.mark.parametrize("okand", [0, 2])
def test_counts_are_shown_where_regso_tabell_shows_them(cases, okand):
    rows = [*DESO, "fel"], [*cases, okand], [*PERSONS, 100]
    with using(Reference(EXAMPLE)):
        shown = call("REGSO_TABELL", [*map(column, rows), 2022, None, 5])
    hidden = {row[0] for row in shown[1:] if ".." in row[2:5]}
    assert hidden
    before, table = spreading(*rows, 2022), spreading(*rows, 2022, 5)
    for kind in KINDS:
        assert row(table, kind)[2] == (".." if kind in hidden else row(before, kind)[2])
        assert set(row(table, kind)[3:]) <= {"..", ""}


# -- the real areas --------------------------------------------------------------------------


@pytest.mark.usefixtures("real")
def test_deso_outside_types_1_and_2_that_are_like_them(real_data):
    stats = pd.read_csv(real_data / "deso2018_stats_2022.csv", dtype={"deso2018": str}).fillna(0)
    types = pd.read_csv(real_data / "regso_area_type_2022.csv").set_index("regsokod")
    frame = pd.DataFrame(
        {
            "typ": stats["regso2020"].map(types["omradestyp"]),
            "x": stats["arbetslosa_16_64_2022"],
            "n": stats["arbetskraften_16_64_2022"],
        }
    )
    columns = stats["deso2018"].tolist(), frame["x"].tolist(), frame["n"].tolist()
    table = call("REGSO_SPRIDNING", [*map(column, columns), 2022])
    frame = frame[frame["n"] > 0]
    challenged = frame[frame["typ"] <= 2]
    level = challenged["x"].sum() / challenged["n"].sum()
    for kind in (1, 2, 3, 4, 5):
        own = frame[frame["typ"] == kind]
        like = own[own["x"] / own["n"] >= level]
        assert row(table, kind)[1:3] == [len(own), own["x"].sum()]
        assert row(table, kind)[5:] == [len(like), like["x"].sum()]
    explained = call("REGSO_FORKLARING", [*map(column, columns), 2022])
    assert row(table, "totalt")[4] == pytest.approx(1 - explained[13][4])

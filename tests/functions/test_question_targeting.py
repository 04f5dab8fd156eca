"""REGSO_TRAFF in cells: how well types point out, beside the best areas; against pandas."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using

VALUE, NUM = CellError("#VALUE!"), CellError("#NUM!")
HEADER = ["del", "andel", "känslighet", "specificitet", "PPV", "lyft", "koncentrationsindex"]
# Types 1, 2, 3, 4, 4 in two kommuner, 2022.
REGSO = ["9901R001", "9901R006", "9901R005", "9901R002", "9902R002"]
DESO = ["9901C1010", "9901C1020", "9901A0010", "9901A0030", "9901B2010"]
CASES, PERSONS = [90, 60, 30, 40, 20], [300, 300, 300, 500, 600]
LEVELS = ["områdestyp", "kommun", "RegSO", "DeSO"]


def column(cells):
    return [[cell] for cell in cells]


def targeting(codes, cases, persons, *more):
    n = persons if isinstance(persons, str) else column(persons)
    with using(Reference(EXAMPLE)):
        return call("REGSO_TRAFF", [column(codes), column(cases), n, *more])


def block(table, name):
    return {row[1]: row[2:] for row in table[1:] if row[0] == name}


def values(table, name):
    return block(table, name)["värde"]


def test_the_table_always_has_the_same_rows_and_columns():
    for codes in (REGSO, DESO, [1, 2, 3, 4, 5], ["fel"] * 5):
        table = targeting(codes, CASES, PERSONS, None, 2022)
        assert table[0][1:] == HEADER
        assert [row[:2] for row in table[1:]] == [
            [name, part] for name in LEVELS for part in ("värde", "nedre", "övre")
        ]
        assert {len(row) for row in table} == {8}


def test_the_types_beside_the_best_areas():
    table = targeting(REGSO, CASES, PERSONS, None, 2022)
    assert table[0][0] == "indelning; typer 2022, RegSO 2020"
    # 600 of 2,000 persons and 150 of 240 cases live in types 1 and 2.
    assert values(table, "områdestyp")[:5] == pytest.approx(
        [0.3, 150 / 240, 1310 / 1760, 0.25, 25 / 12]
    )
    # 600 of the 1,400 persons of the first kommun have 600/1400 of its 220 cases.
    best = Fraction(220 * 600, 1400)
    assert values(table, "kommun")[:2] == pytest.approx([0.3, float(best / 240)])
    assert values(table, "RegSO")[:5] == pytest.approx(values(table, "områdestyp")[:5])
    assert values(table, "kommun")[5] == values(table, "RegSO")[5] == ""
    assert block(table, "DeSO") == dict.fromkeys(("värde", "nedre", "övre"), [""] * 6)


def test_the_last_area_is_split_in_proportion():
    table = targeting(REGSO, [90, 30, 60, 40, 20], PERSONS, 1, 2022)
    assert values(table, "områdestyp")[1] == values(table, "RegSO")[1] == 90 / 240
    table = targeting(REGSO, [30, 90, 60, 40, 20], [600, 300, 300, 500, 300], 1, 2022)
    assert values(table, "RegSO")[1] == pytest.approx((90 + 60) / 240)


def test_ready_types_have_no_other_levels_and_no_bootstrap():
    table = targeting([1, 2, 3, 4, 5], CASES, PERSONS)
    assert table[0][0] == "indelning; färdiga typer"
    types = block(table, "områdestyp")
    assert types["nedre"][4:] == types["övre"][4:] == ["..", ".."]
    assert types["värde"][5] < 0
    for level in LEVELS[1:]:
        assert values(table, level) == [""] * 6


def test_a_row_with_a_ready_type_takes_the_levels_from_all():
    table = targeting([*REGSO[:4], 4], CASES, PERSONS, None, 2022)
    assert values(table, "RegSO") == [""] * 6
    table = targeting([*DESO[:4], REGSO[4]], CASES, PERSONS, None, 2022)
    assert values(table, "DeSO") == [""] * 6
    assert values(table, "RegSO") != [""] * 6


def test_okand_counts_among_all_and_is_never_pointed_out():
    table = targeting([*REGSO, "fel"], [*CASES, 60], [*PERSONS, 60], None, 2022)
    assert values(table, "områdestyp")[:2] == pytest.approx([600 / 2060, 150 / 300])
    assert values(table, "RegSO")[:2] == pytest.approx([600 / 2060, 150 / 300])


def test_rows_of_one_person_each_are_as_their_sums():
    people = [(code, 1) for code in REGSO for _ in range(3)] + [(code, 0) for code in REGSO] * 4
    codes, cases = zip(*people, strict=True)
    by_rows = targeting(codes, cases, "rader", None, 2022)
    assert by_rows == targeting(REGSO, [3] * 5, [7] * 5, None, 2022)
    assert by_rows == targeting(codes[::-1], cases[::-1], "rader", None, 2022)


def test_totals_and_half_filled_rows_are_told_and_not_counted():
    whole = targeting(REGSO, CASES, PERSONS, None, 2022)
    more = targeting([*REGSO, REGSO[0], "00"], [*CASES, 5, 240], [*PERSONS, None, 2000], None, 2022)
    assert more[1:] == whole[1:]
    assert more[0][0].endswith("; 1 rad utelämnad; 1 summarad avskild")


def test_where_nobody_or_everybody_is_concerned_the_measures_are_blank():
    nobody = values(targeting(REGSO, [0] * 5, PERSONS, None, 2022), "områdestyp")
    assert nobody == [0.3, "", 0.7, 0, "", ""]
    everybody = values(targeting(REGSO, PERSONS, PERSONS, None, 2022), "områdestyp")
    assert everybody == [0.3, 0.3, "", 1, 1, ""]
    no_one = targeting(REGSO, [0] * 5, [0] * 5, None, 2022)
    assert {cell for row in no_one[1:] for cell in row[2:]} == {""}


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((REGSO, CASES, PERSONS, "okänd"), VALUE, "mal kan inte vara"),
        ((REGSO, CASES, PERSONS, "alla"), VALUE, "mal kan inte vara"),
        ((REGSO, CASES, "befolkning"), VALUE, "varje område behöver sitt eget tal"),
        ((REGSO, PERSONS, CASES), NUM, "Rad 1: taljare 300 är större än namnare 90"),
        ((REGSO, [-1, 1, 1, 1, 1], PERSONS), NUM, "ange tal som är minst 0"),
        ((REGSO, CASES[:4], PERSONS), VALUE, "samma storlek"),
        ((REGSO, CASES, PERSONS, None, 2022, 1.5), NUM, "Konfidensnivån"),
        ((REGSO, [9.5, 1, 1, 1, 1], PERSONS, None, 2022, None, 5), NUM, "Rad 1 i taljare är 9.5"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(arguments, error, says):
    assert targeting(*arguments) == [[error]]
    assert says in last_error()


# -- laws ------------------------------------------------------------------------------------

registers = st.lists(
    st.tuples(
        st.sampled_from([*DESO, "9902C1080", "9901C1030"]),
        st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    ),
    min_size=2,
    max_size=12,
)


@pytest.mark.slow
@settings(max_examples=15)
@given(registers)
def test_smaller_areas_point_out_at_least_as_well(rows):
    codes, counts = zip(*rows, strict=True)
    table = targeting(codes, *zip(*counts, strict=True), None, 2022)
    found = [values(table, level)[1] for level in ("DeSO", "RegSO", "kommun")]
    types = values(table, "områdestyp")[1]
    if types != "":
        assert found[0] >= found[1] - 1e-12 >= found[2] - 2e-12
        assert found[1] >= types - 1e-12


@pytest.mark.slow
@settings(max_examples=15)
@given(registers, st.randoms())
def test_the_order_of_the_rows_changes_nothing(rows, random):
    def table(some):
        codes, counts = zip(*some, strict=True)
        return targeting(codes, *zip(*counts, strict=True), None, 2022)

    assert table(random.sample(rows, len(rows))) == table(rows)


# -- disclosure ------------------------------------------------------------------------------


def test_with_a_threshold_that_nothing_is_below_all_is_as_before():
    before = targeting(REGSO, CASES, PERSONS, None, 2022)
    assert targeting(REGSO, CASES, PERSONS, None, 2022, None, 5) == before
    assert targeting(REGSO, CASES, PERSONS, None, 2022, None, 0) == before


def test_an_area_with_a_small_count_withholds_what_rests_on_single_areas():
    codes, cases, persons = [*REGSO, "9902R006"], [*CASES, 3], [*PERSONS, 300]
    table = targeting(codes, cases, persons, None, 2022, None, 5)
    open_ = targeting(codes, cases, persons, None, 2022)
    types = block(table, "områdestyp")
    assert types["värde"] == values(open_, "områdestyp")
    assert types["nedre"][4:] == types["övre"][4:] == ["..", ".."]
    assert types["nedre"][:4] == block(open_, "områdestyp")["nedre"][:4]
    assert block(table, "kommun") == block(open_, "kommun")
    assert values(table, "RegSO") == [".."] * 5 + [""]


def test_few_who_are_not_concerned_are_as_few_who_are():
    cases = [297, *CASES[1:]]
    table = targeting(REGSO, cases, PERSONS, "1+2", 2022, None, 5)
    assert values(table, "RegSO") == [".."] * 5 + [""]


@pytest.mark.parametrize("cases", [[2, 60, 30, 40, 20], [2, 3, 30, 40, 20], [9, 2, 3, 4, 1]])
@pytest.mark.parametrize("okand", [0, 2, 30])
def test_what_regso_tabell_hides_is_not_told_here(cases, okand):
    rows = [*REGSO, "fel"], [*cases, okand], [*PERSONS, 100]
    with using(Reference(EXAMPLE)):
        shown = call("REGSO_TABELL", [*map(column, rows), 2022, None, 5])
    hidden = {row[0] for row in shown[1:] if ".." in row[2:5]}
    assert hidden
    for mal in (1, 2, 3, 4, 5, "1+2"):
        table = targeting(*rows, mal, 2022, None, 5)
        types = values(table, "områdestyp")
        if hidden & {mal, "totalt"}:
            assert types == [".."] * 6
        else:
            assert types[:5] == values(targeting(*rows, mal, 2022), "områdestyp")[:5]
            assert (types[5] == "..") == bool(hidden & {1, 2, 3, 4, 5})
        assert block(table, "områdestyp")["nedre"][4] == (".." if types[4] else "")
        for level in ("kommun", "RegSO"):
            assert values(table, level) == [".."] * 5 + [""]


# -- the real areas --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def frame(real_data):
    stats = pd.read_csv(real_data / "deso2018_stats_2022.csv", dtype={"deso2018": str})
    stats = stats.fillna(0).set_index("deso2018", drop=False)
    types = pd.read_csv(real_data / "regso_area_type_2022.csv").set_index("regsokod")
    stats["typ"] = stats["regso2020"].map(types["omradestyp"])
    poor = stats["lag_ekonomisk_standard_proc_2022"] / 100 * stats["antal_ek_standard_2022"]
    return stats.assign(
        poor=poor,
        poor_of=stats["antal_ek_standard_2022"],
        jobless=stats["arbetslosa_16_64_2022"],
        jobless_of=stats["arbetskraften_16_64_2022"],
        idle=stats["totalt_16_64_2022"] - stats["sysselsatta_16_64_2022"],
        idle_of=stats["totalt_16_64_2022"],
    )


@pytest.mark.parametrize(
    ("need", "share", "sensitivity", "index"),
    [("poor", 13, 32, -0.362), ("jobless", 13, 35, -0.362), ("idle", 14, 23, -0.170)],
)
@pytest.mark.usefixtures("real")
def test_of_the_persons_in_need_a_third_live_in_types_1_and_2(
    frame, need, share, sensitivity, index
):
    x, n = frame[need], frame[f"{need}_of"]
    table = call(
        "REGSO_TRAFF",
        [column(frame["deso2018"].tolist()), column(x.tolist()), column(n.tolist()), None, 2022],
    )
    found = values(table, "områdestyp")
    assert [round(100 * v) for v in found[:2]] == [share, sensitivity]
    inside = frame["typ"].isin([1, 2])
    expected = [n[inside].sum() / n.sum(), x[inside].sum() / x.sum()]
    assert found[:2] == pytest.approx(expected, rel=1e-12)
    assert round(found[5], 3) == index
    for level, key in (("kommun", frame["deso2018"].str[:4]), ("RegSO", frame["regso2020"])):
        areas = pd.DataFrame({"x": x.groupby(key).sum(), "n": n.groupby(key).sum()})
        areas = areas[areas["n"] > 0]
        areas = areas.loc[(areas["x"] / areas["n"]).sort_values(ascending=False).index]
        room = (n[inside].sum() - (areas["n"].cumsum() - areas["n"])).clip(lower=0)
        cases = (areas["x"] * (room.clip(upper=areas["n"]) / areas["n"])).sum()
        assert values(table, level)[1] == pytest.approx(cases / x.sum(), rel=1e-9)
    assert values(table, "kommun")[1] < found[1] <= values(table, "RegSO")[1]
    assert values(table, "RegSO")[1] <= values(table, "DeSO")[1]

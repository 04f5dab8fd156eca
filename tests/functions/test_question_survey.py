"""REGSO_ENKAT in cells: shares of a sample by type, against R's package survey."""

from math import exp, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student
from statsmodels.stats.weightstats import DescrStatsW

from recorded import cases
from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using

VALUE, NUM = CellError("#VALUE!"), CellError("#NUM!")
HEADER = ["svarande", "vikt", "andel", "nedre", "övre", "medelfel", "designeffekt"]
KINDS = [1, 2, 3, 4, 5, "1+2", "okänd", "totalt"]
CODES, YES = [1, 1, 1, 2, 5, 5, 5, 5], [1, 0, 1, 1, 0, 0, 1, 0]
WEIGHTS = [90, 110, 80, 100, 210, 190, 250, 200]


def column(cells):
    return None if cells is None else [[cell] for cell in cells]


def surveyed(codes, yes, weights, strata=None, clusters=None, *more):
    columns = map(column, (codes, yes, weights, strata, clusters))
    with using(Reference(EXAMPLE)):
        return call("REGSO_ENKAT", [*columns, *more])


def rows(table):
    return {row[0]: row[2:] for row in table[1:]}


def test_the_table_always_has_the_same_rows_and_columns():
    for codes in (CODES, ["9901R001"] * 8, ["fel"] * 8):
        table = surveyed(codes, YES, WEIGHTS)
        assert table[0][2:] == HEADER
        assert [row[0] for row in table[1:]] == KINDS
        assert {len(row) for row in table} == {9}


@pytest.mark.slow
def test_recorded_answers_of_r():
    """survey 4.1.1: svydesign, svymean(deff = "replace") and svyciprop(method = "logit").

    200 drawn and 20 hard cases; the greatest difference of share, error and effect is 4e-14. With
    few degrees of freedom svyciprop loses its figures, so its limits are compared where it has
    five or more, and all are those of SciPy's t distribution with the error that R has.
    """
    compared = 0
    for number in range(cases.DRAWN + cases.HARD):
        found = rows(surveyed(*zip(*cases.survey(number), strict=True)))
        for row in cases.answers("survey")[number]:
            share, error, freedom = (float(row[name]) for name in ("share", "error", "freedom"))
            kind = int(row["part"]) if row["part"].isdigit() else row["part"]
            cells = found[kind]
            assert cells[2] == pytest.approx(share, abs=1e-14)
            if error < 1e-12:
                assert cells[3:] == [".."] * 4
                continue
            assert cells[5] == pytest.approx(error, rel=1e-12)
            assert cells[6] == pytest.approx(float(row["effect"]), rel=1e-12)
            if freedom == 0:
                assert cells[3:5] == ["..", ".."]
                continue
            reach = student.ppf(0.975, freedom) * error / (share * (1 - share))
            odds = log(share / (1 - share))
            expected = [1 / (1 + exp(-odds - side * reach)) for side in (-1, 1)]
            assert cells[3:5] == pytest.approx(expected, rel=1e-8, abs=1e-15)
            compared += 1
            if freedom >= 5:
                theirs = [float(row[name]) for name in ("lower", "upper")]
                assert cells[3:5] == pytest.approx(theirs, rel=1e-7)
    assert compared > 500


def test_equal_weights_drawn_one_by_one_have_no_design_effect():
    """statsmodels 0.15, DescrStatsW: the standard error of a mean."""
    found = rows(surveyed([1] * 20, [1, 0, 0, 0] * 5, [7] * 20))
    assert found[1][:3] == [20, 140, 0.25]
    assert found[1][5] == pytest.approx(DescrStatsW([1, 0, 0, 0] * 5).std_mean)
    assert found[1][6] == pytest.approx(1)


def test_clusters_that_are_all_alike_count_as_one_person_each():
    codes, yes = [1] * 40, [int(i < 20) for i in range(40)]
    found = rows(surveyed(codes, yes, [1] * 40, None, [i // 10 for i in range(40)]))
    alone = rows(surveyed(codes[:4], [1, 1, 0, 0], [1] * 4))
    assert found[1][3:6] == pytest.approx(alone[1][3:6])


def test_okand_is_in_the_total_alone():
    found = rows(surveyed([*CODES, "fel", None], [*YES, 1, 1], [*WEIGHTS, 300, 70]))
    assert found["okänd"][:3] == [2, 370, 1]
    assert found["okänd"][3:] == [".."] * 4
    assert found["totalt"][:2] == [10, sum(WEIGHTS) + 370]
    assert found[3] == [""] * 7


def test_one_who_did_not_answer_the_question_is_in_the_design_and_in_nothing_else():
    table = surveyed([*CODES, 1], [*YES, None], [*WEIGHTS, 90], None, [1, 2, 3, 4, 5, 6, 7, 8, 9])
    before = surveyed(CODES, YES, WEIGHTS, None, [1, 2, 3, 4, 5, 6, 7, 8])
    assert table[0][1] == "benämning; färdiga typer; 1 rad utelämnad"
    for row, other in zip(table[1:], before[1:], strict=True):
        assert row[2:5] == other[2:5]
    assert rows(table)[1][5] == pytest.approx(rows(before)[1][5] * (9 / 8 * 7 / 8) ** 0.5)
    without = surveyed([*CODES, 1], [*YES, 1], [*WEIGHTS, None])
    assert without[1:] == surveyed(CODES, YES, WEIGHTS)[1:]
    assert without[0][1].endswith("; 1 rad utelämnad")


def test_a_stratum_with_one_unit_is_told():
    table = surveyed(CODES, YES, WEIGHTS, [1] * 7 + [2])
    assert table[0][1] == "benämning; 1 stratum med ett enda kluster; färdiga typer"


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((CODES, [2, *YES[1:]], WEIGHTS), NUM, "Rad 1 i svar är 2; ange 1 för ja och 0 för nej"),
        ((CODES, [0.5, *YES[1:]], WEIGHTS), NUM, "Rad 1 i svar är 0.5"),
        ((CODES, YES, [0, *WEIGHTS[1:]]), NUM, "Rad 1 i vikt är 0"),
        ((CODES, YES, [-1, *WEIGHTS[1:]]), NUM, "ange tal som är minst 0"),
        ((CODES, YES, WEIGHTS[:4]), VALUE, "samma storlek"),
        ((CODES, YES, WEIGHTS, [1, 2]), VALUE, "Området stratum är inte lika stort"),
        ((CODES, YES, WEIGHTS, None, [1] * 7 + [None]), VALUE, "Rad 8 i kluster är tom"),
        ((CODES, YES, WEIGHTS, None, None, 2022, 1.5), NUM, "Konfidensnivån"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(arguments, error, says):
    assert surveyed(*arguments) == [[error]]
    assert says in last_error()


# -- laws ------------------------------------------------------------------------------------

people = st.lists(
    st.tuples(
        st.sampled_from([1, 2, 5, "fel"]), st.integers(0, 1), st.integers(1, 500),
        st.integers(0, 2), st.integers(0, 4),
    ),
    min_size=1, max_size=25,
)  # fmt: skip


def close(one, other):
    for row, same in zip(one[1:], other[1:], strict=True):
        for cell, expected in zip(row[2:], same[2:], strict=True):
            if isinstance(expected, float):
                assert cell == pytest.approx(expected, rel=1e-9, abs=1e-12)
            else:
                assert cell == expected


@settings(max_examples=40)
@given(people, st.randoms())
def test_the_order_of_the_rows_and_the_names_of_the_places_change_nothing(rows_, random):
    shuffled = random.sample(rows_, len(rows_))
    renamed = [(k, y, w, f"s{9 - s}", f"c{c}") for k, y, w, s, c in shuffled]
    close(surveyed(*zip(*renamed, strict=True)), surveyed(*zip(*rows_, strict=True)))


@settings(max_examples=40)
@given(people)
def test_no_and_yes_are_mirrors_and_the_unit_of_the_weight_is_nothing(rows_):
    table = rows(surveyed(*zip(*rows_, strict=True)))
    turned = [(k, 1 - y, 10 * w, s, c) for k, y, w, s, c in rows_]
    for kind, cells in rows(surveyed(*zip(*turned, strict=True))).items():
        for i, j, side in ((2, 2, 1), (3, 4, 1), (4, 3, 1), (5, 5, 0), (6, 6, 0)):
            other = table[kind][j]
            if isinstance(other, float):
                assert cells[i] == pytest.approx(1 - other if side else other, rel=1e-8, abs=1e-9)
            else:
                assert cells[i] == other


@settings(max_examples=40)
@given(people)
def test_a_share_lies_within_its_limits(rows_):
    for cells in rows(surveyed(*zip(*rows_, strict=True))).values():
        if isinstance(cells[3], float):
            assert 0 <= cells[3] < cells[2] < cells[4] <= 1


# -- disclosure ------------------------------------------------------------------------------

MANY = [kind for kind in (1, 2, 3, 4, 5) for _ in range(24)]
ANSWERS = [i % 2 for i in range(120)]


def test_with_a_threshold_that_nothing_is_below_all_is_as_before():
    before = surveyed(MANY, ANSWERS, [5] * 120)
    assert surveyed(MANY, ANSWERS, [5] * 120, None, None, None, None, 5) == before


@pytest.mark.parametrize("few", [2, 22])
def test_what_regso_tabell_hides_of_the_answers_is_hidden(few):
    answers = [int(i < few) for i in range(24)] + ANSWERS[24:]
    found = rows(surveyed(MANY, answers, [5] * 120, None, None, None, None, 5))
    with using(Reference(EXAMPLE)):
        shown = call("REGSO_TABELL", [column(MANY), column(answers), "rader", None, None, 5])
    hidden = {row[0] for row in shown[1:] if ".." in row[2:5]}
    assert 1 in hidden
    before = rows(surveyed(MANY, answers, [5] * 120))
    for kind, cells in found.items():
        assert cells == ([".."] * 7 if kind in hidden else before[kind])


def test_few_clusters_withhold_what_rests_on_how_they_vary():
    clusters = [i // 12 for i in range(120)]  # two in each type
    found = rows(surveyed(MANY, ANSWERS, [5] * 120, None, clusters, None, None, 5))
    before = rows(surveyed(MANY, ANSWERS, [5] * 120, None, clusters))
    assert found[1] == [*before[1][:3], *[".."] * 4]
    assert found["totalt"] == before["totalt"]

"""Percentiles, gaps, cross tables and years by områdestyp, and what they refuse."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.rates import confint_poisson_2indep

import regso.functions.tables  # noqa: F401 - registers the functions
from regso.core.measures.typetable import ROWS
from regso.errors import CellError
from regso.functions import REGISTRY, call

NA, VALUE, NUM, DIV = (CellError(c) for c in ("#N/A", "#VALUE!", "#NUM!", "#DIV/0!"))
NAMES = ("REGSO_PERCENTIL", "REGSO_GAP", "REGSO_KORS", "REGSO_UTVECKLING")
TYPES = st.sampled_from([1, 2, 3, 4, 5, "x"])


def one(name, *args):
    [[cell]] = call(name, args)
    return cell


def column(values):
    return [[v] for v in values]


def test_they_belong_to_the_aggregates():
    assert {REGISTRY[name].family for name in NAMES} == {"Summera per områdestyp"}


# -- REGSO_PERCENTIL -------------------------------------------------------------------------


@given(st.lists(st.tuples(TYPES, st.floats(-1e6, 1e6)), min_size=1, max_size=50), st.floats(0, 1))
def test_a_percentile_agrees_with_numpy(rows, share):
    codes, values = (column(c) for c in zip(*rows, strict=True))
    for which, kinds in (
        ("alla", [1, 2, 3, 4, 5, "x"]),
        ("1+2", [1, 2]),
        (3, [3]),
        ("okänd", ["x"]),
    ):
        chosen = [v for kind, v in rows if kind in kinds]
        found = one("REGSO_PERCENTIL", codes, values, share, which)
        if chosen:
            expected = np.percentile(chosen, 100 * share, method="linear")
            assert found == pytest.approx(expected, rel=1e-9, abs=1e-6)
        else:
            assert found == NUM


def test_an_empty_cell_is_no_value_and_a_row_without_a_code_is_okand(example):
    codes, values = column([1, 1, 1, None]), column([1.0, None, 3.0, 99.0])
    assert one("REGSO_PERCENTIL", codes, values, 0.5, 1) == 2
    assert one("REGSO_PERCENTIL", codes, values, 0.5, "okänd") == 99
    assert one("REGSO_PERCENTIL", codes, values, 0, 1) == 1


def test_a_percentile_follows_the_types_of_the_year(example):
    codes = column(["9901R001", "9901R006", "9901R002"])
    assert [one("REGSO_TYP", c, 2022) for [c] in codes][:2] == [1, 2]
    assert one("REGSO_PERCENTIL", codes, column([10.0, 20.0, 90.0]), 1, "1+2", 2022) == 20


@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        ([[[1]], [[1.0]], 1.5], NUM, "p = 1.5 ligger inte mellan 0 och 1"),
        ([[[1]], [[1.0]], 0.5, 2], NUM, "inga värden att räkna en percentil av"),
        ([[[1]], [[1.0]]], VALUE, "Argumentet p saknas"),
        ([[[1], [2]], [[1.0]], 0.5], VALUE, "varden är 1 rader"),
        ([[[1]], [["x"]], 0.5], VALUE, "Rad 1 i varden är inte ett tal"),
        ([[[1]], [[NA]], 0.5], NA, ""),
        ([[[1]], [[1.0]], NA], NA, ""),
        ([[[1]], [[1.0]], 0.5, 1, 1999], NA, "inga värden för typ 1999"),
        ([[], [], 0.5], NUM, "inga värden"),
    ],
)
def test_a_percentile_that_cannot_be_had_says_why(example, args, error, message):
    cell = one("REGSO_PERCENTIL", *args)
    assert cell == error
    assert message in cell.message


# -- REGSO_GAP -------------------------------------------------------------------------------


@given(st.data())
def test_a_gap_of_shares_agrees_with_statsmodels(data):
    """Newcombe's hybrid score difference, and the ratio on the log scale."""
    n1, n5 = (data.draw(st.integers(2, 10_000)) for _ in range(2))
    x1, x5 = data.draw(st.integers(1, n1 - 1)), data.draw(st.integers(1, n5 - 1))
    level = data.draw(st.floats(0.5, 0.999))
    table = call("REGSO_GAP", [column([1, 5]), column([x1, x5]), column([n1, n5]), None, level])
    differences = confint_proportions_2indep(
        x1, n1, x5, n5, method="newcomb", compare="diff", alpha=1 - level
    )
    ratios = confint_proportions_2indep(
        x1, n1, x5, n5, method="log", compare="ratio", alpha=1 - level
    )
    assert table[1][1:] == pytest.approx(
        [100 * (x1 / n1 - x5 / n5), *(100 * v for v in differences)], abs=1e-7
    )
    assert table[2][1:] == pytest.approx([x1 / n1 / (x5 / n5), *ratios], rel=1e-9)


@given(st.integers(1, 9), st.integers(1, 9), st.integers(10, 9999), st.integers(10, 9999))
def test_a_gap_of_rates_agrees_with_statsmodels(x1, x5, n1, n5):
    table = call(
        "REGSO_GAP", [column([1, 5]), column([x1, x5]), column([n1, n5]), None, None, "tal"]
    )
    differences = confint_poisson_2indep(
        x1, n1, x5, n5, method="mover", compare="diff", method_mover="exact-c"
    )
    ratios = confint_poisson_2indep(x1, n1, x5, n5, method="wald-log", compare="ratio")
    expected = [1000 * (x1 / n1 - x5 / n5), *(1000 * v for v in differences)]
    assert table[1][1:] == pytest.approx(expected, rel=1e-8, abs=1e-9)
    assert table[2][1:] == pytest.approx([(x1 / n1) / (x5 / n5), *ratios], rel=1e-9)


def test_a_gap_says_its_units_and_its_year(example):
    args = [column(["9901R001", "9901R002"]), column([1.0, 1.0]), column([10.0, 10.0]), 2022]
    assert [row[0] for row in call("REGSO_GAP", args)] == [
        "typ 1 och typ 5 (områdestyper 2022)",
        "skillnad typ 1 − typ 5, procentenheter",
        "kvot typ 1 / typ 5",
    ]
    assert call("REGSO_GAP", [*args, None, "tal"])[1][0] == "skillnad typ 1 − typ 5, per 1 000"


def test_the_gap_is_the_difference_in_the_table(example):
    codes, events, trials = (
        column([1, 2, 3, 4, 5]),
        column([30, 1, 1, 1, 20]),
        column([100, 9, 9, 9, 600]),
    )
    table = call("REGSO_TABELL", [codes, events, trials])
    gap = call("REGSO_GAP", [codes, events, trials])
    assert gap[1][1] == table[1][7]
    assert gap[2][1] == pytest.approx(table[1][4] / table[5][4], rel=1e-15)


def test_the_denominator_may_be_rows_or_a_reference_population(example):
    codes = column(sorted(example.areas(2020).regso))
    events = column([1.0] * 40)
    by_rows = call("REGSO_GAP", [codes, events, "rader", 2022])
    assert by_rows[1][1] == 0
    text = "befolkning;omrade=9901;alder=20-64"
    table = call("REGSO_TABELL", [codes, events, text, 2022])
    gap = call("REGSO_GAP", [codes, events, text, 2022])
    assert gap[1][1] == table[1][7]
    assert gap[0][0] == "typ 1 och typ 5 (områdestyper 2022) (28 rader utanför området räknas inte)"


def test_without_events_a_ratio_has_no_limits_but_the_difference_has(example):
    table = call("REGSO_GAP", [column([1, 5]), column([0.0, 5.0]), column([10.0, 10.0])])
    assert table[2][1:] == [0, "..", ".."]
    assert all(isinstance(v, float) for v in table[1][1:])


def test_a_ratio_to_nothing_is_an_empty_denominator_of_its_own_row(example):
    table = call("REGSO_GAP", [column([1, 5]), column([5.0, 0.0]), column([10.0, 10.0])])
    assert table[2][1:] == [DIV] * 3
    assert table[1][1] == 50


@pytest.mark.parametrize(
    ("args", "cells"),
    [
        ([[[1]], [[1.0]], [[10.0]]], DIV),
        ([[[1]], [[1.0]]], DIV),
        ([[], [], []], DIV),
    ],
)
def test_counts_that_are_no_shares_are_errors(example, args, cells):
    assert [row[1:] for row in call("REGSO_GAP", args)[1:]] == [[cells] * 3] * 2


@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        ([[[1], [5]], [[1.0]], [[1.0], [1.0]]], VALUE, "taljare är 1 rader"),
        ([[[1]], [[1.0]], [[1.0], [1.0]]], VALUE, "namnare är 2 rader"),
        ([[[1], [5]], [[11.0], [5.0]], [[10.0], [10.0]]], NUM, "Rad 1: taljare 11 är större än"),
        ([[[1], [5]], [[5.0], [-1.0]], [[10.0], [10.0]]], NUM, "Rad 2 i taljare är -1"),
        ([[[1]], [[1.0]], [[1.0]], None, 95], NUM, "Konfidensnivån 95"),
        ([[[1]], [[1.0]], [[1.0]], None, None, "medel"], VALUE, '"andel", "tal"'),
        ([[[1]], [[1.0]], "folkmängd"], VALUE, "går inte att tolka"),
        ([[[1]], [[NA]], [[1.0]]], NA, ""),
        ([[[1]], [[1.0]], [[1.0]], 1999], NA, "inga värden för typ 1999"),
    ],
)
def test_a_gap_that_makes_no_sense_is_one_error(example, args, error, message):
    cell = one("REGSO_GAP", *args)
    assert cell == error
    assert message in cell.message


# -- REGSO_KORS ------------------------------------------------------------------------------


def test_a_cross_table_by_hand(example):
    codes = column([1, 1, 2, 5, "x", None, None])
    sexes = column(["män", "kvinnor", "män", "män", None, "män", None])
    values = column([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, None])
    table = call("REGSO_KORS", [codes, sexes, values, 2022])
    assert table[0] == [
        "typ",
        "benämning; typer 2022, RegSO 2020",
        "kvinnor",
        "män",
        "(tom)",
        "totalt",
    ]
    assert [row[2:] for row in table[1:]] == [
        [2, 1, 0, 3],
        [0, 4, 0, 4],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 8, 0, 8],
        [2, 5, 0, 7],
        [0, 32, 16, 48],
        [2, 45, 16, 63],
    ]
    assert [row[0] for row in table[1:]] == list(ROWS)


def test_without_values_rows_with_a_code_are_counted(example):
    table = call("REGSO_KORS", [column([1, 1, None, "x"]), column(["a", "b", "c", "a"])])
    assert table[0][2:] == ["a", "b", "totalt"]
    assert table[8][2:] == [2, 1, 3]


def test_the_total_column_is_the_table_by_type(example):
    codes = column([*sorted(example.areas(2020).regso), "x"])
    values = column([float(i) for i in range(41)])
    groups = column([f"grupp {i % 3}" for i in range(41)])
    cross = call("REGSO_KORS", [codes, groups, values, 2022])
    table = call("REGSO_TABELL", [codes, values, None, 2022])
    assert [row[-1] for row in cross] == ["totalt", *(row[2] for row in table[1:])]
    blocks = call("REGSO_TABELL", [codes, values, None, 2022, None, None, None, groups])
    for j, name in enumerate(cross[0][2:-1], 2):
        assert [row[j] for row in cross[1:]] == [row[3] for row in blocks if row[0] == name]


def test_a_cross_table_may_be_asked_for_its_categories(example):
    """Their order, whatever their case; an empty one is an empty column, the rest is last."""
    codes, ages = column([1, 5, 5, 5, "x"]), column(["ung", "Äldre", "äldre", None, "okänd"])
    wanted = [["äldre", None, "UNG"]]
    table = call("REGSO_KORS", [codes, ages, column([1, 2, 4, 8, 16]), 2022, None, wanted])
    assert table[0][2:] == ["äldre", "", "UNG", "övrigt", "totalt"]
    assert [row[2:] for row in (table[1], table[5], table[7], table[8])] == [
        [0, 0, 1, 0, 1],
        [6, 0, 0, 8, 14],
        [0, 0, 0, 16, 16],
        [6, 0, 1, 24, 31],
    ]


def test_a_category_that_is_asked_for_need_not_be_there(example):
    """The size of the table is that of what was asked for, also without any row."""
    for codes, wanted in (([1, 5], ["a", "b"]), ([None], ["a"])):
        table = call("REGSO_KORS", [column(codes), column(["x"] * len(codes)), None, None, None,
                                    column(wanted)])  # fmt: skip
        assert [len(row) for row in table] == [2 + len(wanted) + 2] * 9
        assert {cell for row in table[1:] for cell in row[2 : 2 + len(wanted)]} == {0}


def test_the_categories_that_are_asked_for_are_protected_with_the_rest(example):
    """The small count of the rest does not follow from the total and those asked for."""
    codes, kinds = column([1, 1, 1, 5, 5, 5]), column(["a", "b", "c", "a", "b", "c"])
    table = call("REGSO_KORS", [codes, kinds, column([20, 30, 2, 9, 8, 7]), None, 5, [["a", "b"]]])
    assert table[1][4] == ".."
    assert table[1][2:].count("..") >= 2
    audit = call("REGSO_ROJANDE", [
        call("REGSO_KORS", [codes, kinds, column([20, 30, 2, 9, 8, 7]), None, None, [["a", "b"]]]),
        table, 5,
    ])[1:]  # fmt: skip
    assert {row[4] for row in audit} == {"OK"}


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (["k", "m", "K"], 'Kategorin "k" står två gånger i kategorier'),
        (["k", "Övrigt"], 'Kolumnen "övrigt" kommer alltid sist'),
    ],
)
def test_categories_that_cannot_be_told_apart_are_refused(example, wanted, message):
    cell = one("REGSO_KORS", column([1]), column(["k"]), None, None, None, column(wanted))
    assert cell == VALUE
    assert message in cell.message


def test_categories_may_be_numbers_and_error_values(example):
    table = call("REGSO_KORS", [column([1, 1, 1]), column([7.0, "7", CellError("#N/A")])])
    assert table[0][2:] == ["#N/A", "7", "totalt"]
    assert table[1][2:] == [1, 2, 3]


def test_categories_are_in_swedish_alphabetic_order(example):
    table = call("REGSO_KORS", [column([1] * 4), column(["ö", "Ä", "å", "z"])])
    assert table[0][2:-1] == ["z", "å", "Ä", "ö"]


def test_a_cross_table_of_no_rows_and_of_many(example):
    assert [row[2:] for row in call("REGSO_KORS", [[], []])] == [["totalt"], *[[0]] * 8]
    codes, groups = column([1, 5] * 50_000), column(["a", "b"] * 50_000)
    assert call("REGSO_KORS", [codes, groups])[8][2:] == [50_000, 50_000, 100_000]


@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        ([[[1]], [["a"], ["b"]]], VALUE, "kategori är inte lika stort"),
        ([[[1]], [["a"]], [[1.0], [2.0]]], VALUE, "varden är 2 rader"),
        ([[[1]], [["a"]], [["x"]]], VALUE, "är inte ett tal"),
        ([[[1]], [["a"]], [[NA]]], NA, ""),
        ([[[1]], [["a"]], [[1.0]], 1999], NA, "inga värden för typ 1999"),
        ([[[1]], [["a"]], [[1.0]], None, 2.5], NUM, "Tröskeln 2.5"),
        ([[[1]], [["a"]], [[1.5]], None, 5], NUM, "Rad 1 i varden är"),
        ([[[1]], [["a"]], [[-1.0]], None, 5], NUM, "Rad 1 i varden är"),
    ],
)
def test_a_cross_table_that_makes_no_sense_is_one_error(example, args, error, message):
    cell = one("REGSO_KORS", *args)
    assert cell == error
    assert message in cell.message


def test_a_cross_table_without_small_counts_needs_no_protection(example):
    args = [column([1, 2, 5, 5]), column(["a", "b", "a", "b"]), column([5.0, 9.0, 0.0, 7.0])]
    assert call("REGSO_KORS", [*args, None, 5]) == call("REGSO_KORS", args)


def test_a_small_count_in_a_cross_table_is_hidden_with_what_reveals_it(example):
    codes = column([1, 1, 2, 2, 3, 3])
    sexes = column(["k", "m"] * 3)
    table = call("REGSO_KORS", [codes, sexes, column([3.0, 40, 50, 60, 70, 80]), None, 5])
    assert table[1][2] == ".."
    for line in (
        *(row[2:] for row in table[1:]),
        *zip(*(row[2:] for row in table[1:]), strict=True),
    ):
        assert line.count("..") != 1
    assert (table[8][4], table[4][2:], table[7][2:]) == (303, [0, 0, 0], [0, 0, 0])


COUNTS = st.lists(st.integers(0, 9) | st.integers(0, 60), min_size=12, max_size=12)


@settings(max_examples=25, deadline=None)
@given(COUNTS)
def test_every_small_count_of_a_cross_table_could_be_any_small_number(counts):
    """An independent audit with SciPy's HiGHS over the twelve inner counts."""
    codes, groups = [1, 2, 3, 4, 5, "x"] * 2, ["k"] * 6 + ["m"] * 6
    args = [column(codes), column(groups), column(map(float, counts))]
    true = np.array([row[2:] for row in call("REGSO_KORS", args)[1:]])
    shown = [row[2:] for row in call("REGSO_KORS", [*args, None, 5])[1:]]
    hidden = {(i, j) for i in range(8) for j in range(3) if shown[i][j] == ".."}
    assert hidden >= {(i, j) for i in range(8) for j in range(3) if 0 < true[i, j] < 5}
    cells = {(i, j): inner(i, j) for i in range(8) for j in range(3)}
    floor = {c: int(true[c] > 0) for c in hidden}
    rules = [LinearConstraint(v, true[c], true[c]) for c, v in cells.items() if c not in hidden]
    rules += [LinearConstraint(cells[c], floor[c], 10_000) for c in hidden]
    for cell in hidden:
        if 0 < true[cell] < 5:
            low, high = (
                sign * milp(sign * cells[cell], constraints=rules, integrality=np.ones(12)).fun
                for sign in (1, -1)
            )
            parts = sum(v > 0 for v in np.array(counts)[cells[cell] > 0])
            assert low <= parts
            assert high >= 4


def inner(i, j):
    """Return which of the twelve inner counts a cell of the cross table sums."""
    leaves = {5: [0, 1], 6: [5], 7: range(6)}.get(i, [i])
    picked = np.zeros(12)
    for column_ in [0, 1] if j == 2 else [j]:
        for leaf in leaves:
            picked[6 * column_ + leaf] = 1
    return picked


# -- REGSO_UTVECKLING ------------------------------------------------------------------------


def test_each_row_has_the_type_of_its_own_year_and_vintage(example):
    """9904R003 ended with RegSO 2020 and 9902R011 came with RegSO 2025."""
    codes = column(["9904R003", "9902R011", "9904R003", "9902R011"])
    years = column([2022, 2022, 2024, 2024])
    table = call("REGSO_UTVECKLING", [codes, years, column([1.0, 2.0, 4.0, 8.0])])
    assert table[0] == ["år (områdestyper varje år)", 1, 2, 3, 4, 5, "1+2", "okänd", "totalt"]
    before, after = one("REGSO_TYP", "9904R003", 2022), one("REGSO_TYP", "9902R011", 2024)
    assert [row[0] for row in table[1:3]] == [2022, 2024]
    assert (table[1][before], table[1][7], table[1][8]) == (1, 2, 3)
    assert (table[2][after], table[2][7], table[2][8]) == (8, 4, 12)


def test_a_year_is_the_table_of_its_rows(example):
    codes = sorted(example.areas(2020).regso)
    years = [2012, 2019, 2022]
    rows = [(c, y, float(i), float(40 + i)) for i, c in enumerate(codes) for y in years]
    codes, when, events, trials = (column(c) for c in zip(*rows, strict=True))
    sums = call("REGSO_UTVECKLING", [codes, when, events])
    shares = call("REGSO_UTVECKLING", [codes, when, events, trials])
    for i, year in enumerate(years, 1):
        part = [k for k, row in enumerate(rows) if row[1] == year]
        args = [[column_[k] for k in part] for column_ in (codes, events, trials)]
        table = call("REGSO_TABELL", [*args, year])[1:]
        assert sums[i] == [year, *(row[2] for row in table)]
        assert shares[i] == [year, *(row[4] for row in table)]


def test_with_typar_all_years_have_the_types_of_one_and_the_header_says_so(example):
    codes, years = column(["9901R001"] * 3), column([1999, 2022, 2024])
    table = call("REGSO_UTVECKLING", [codes, years, column([1.0, 2.0, 3.0]), None, 2022])
    assert table[0][0] == "år (områdestyper 2022, RegSO 2020/DeSO 2018)"
    assert [row[:2] for row in table[1:4]] == [[1999, 1], [2022, 2], [2024, 3]]


def test_a_year_without_types_is_not_available_in_its_own_row(example):
    codes, years = column(["9901R001", "9901R001"]), column([1999, 2022])
    table = call("REGSO_UTVECKLING", [codes, years, column([1.0, 2.0])])
    assert table[1] == [1999, *[NA] * 8]
    assert table[2][1] == 2


def test_a_reference_population_is_that_of_each_year(example):
    codes, years = column(["9901R001", "9901R001", "9902R001"]), column([2022, 2024, 2024])
    text = "befolkning;omrade=9901"
    table = call("REGSO_UTVECKLING", [codes, years, column([7.0, 9.0, 1.0]), text])
    assert table[0][0] == "år (områdestyper varje år) (1 rader utanför området räknas inte)"
    for row, x, year in ((table[1], 7, 2022), (table[2], 9, 2024)):
        assert row[8] == x / one("REGSO_BEFOLKNING", "9901", year)
        assert row[7] == ""
    fixed = call(
        "REGSO_UTVECKLING", [codes, years, column([7.0, 9.0, 1.0]), f"{text};ar=2021", 2022]
    )
    assert fixed[2][8] == 9 / one("REGSO_BEFOLKNING", "9901", 2021)
    typed = call("REGSO_UTVECKLING", [codes[:1], [[2021]], [[7.0]], text, 2022])
    assert typed[1][8] == 7 / one("REGSO_BEFOLKNING", "9901", 2021)


def test_a_population_of_another_vintage_than_the_types_is_refused(example):
    cell = one("REGSO_UTVECKLING", [["9901R001"]], [[2024]], [[7.0]], "befolkning;omrade=99", 2022)
    assert cell == VALUE
    assert "välj år i samma indelning" in cell.message


def test_rows_may_be_the_denominator(example):
    table = call(
        "REGSO_UTVECKLING", [column([1, 1, 5]), column([2022] * 3), column([1, 0, 1]), "rader"]
    )
    assert (table[1][1], table[1][5], table[1][8]) == (0.5, 1, pytest.approx(2 / 3))


def test_a_threshold_hides_small_counts_and_what_reveals_them_in_every_year(example):
    codes = column([1, 2, 3, 4, 5] * 2)
    years = column([2021] * 5 + [2022] * 5)
    values = column([3.0, 40.0, 50.0, 60.0, 0.0, 30.0, 40.0, 50.0, 60.0, 7.0])
    table = call("REGSO_UTVECKLING", [codes, years, values, None, None, 5])
    assert table[1] == [2021, "..", "..", 50, 60, 0, 43, 0, 153]
    assert table[2] == [2022, 30, 40, 50, 60, 7, 70, 0, 187]


def test_a_threshold_hides_the_shares_of_hidden_counts(example):
    codes, years = column([1, 2, 3, 4, 5]), column([2022] * 5)
    events, trials = column([3.0, 40.0, 50.0, 60.0, 20.0]), column([100.0] * 5)
    shown = call("REGSO_UTVECKLING", [codes, years, events, trials, None, 5])[1]
    table = call("REGSO_TABELL", [codes, events, trials, None, None, 5])
    assert shown[1:] == [row[4] for row in table[1:]]
    assert shown[1] == ".."


def test_years_may_be_text_and_a_row_without_year_and_value_is_ignored(example):
    codes, years = column([1, 2, 3]), column(["2022", None, 2022.0])
    assert call("REGSO_UTVECKLING", [codes, years, column([1.0, None, 2.0])])[1][8] == 3


@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        ([[[1]], [[None]], [[1.0]]], VALUE, "Rad 1 i ar_kolumn är tom men raden har ett värde"),
        ([[[1]], [["i år"]], [[1.0]]], VALUE, "Rad 1 i ar_kolumn är inte ett tal"),
        ([[[1]], [[22]], [[1.0]]], VALUE, "Rad 1 i ar_kolumn är inget årtal"),
        ([[[1]], [[NA]], [[1.0]]], NA, ""),
        ([[[1]], [[2022], [2023]], [[1.0]]], VALUE, "ar_kolumn är 2 rader"),
        ([[[1]], [[2022]], [[1.0], [2.0]]], VALUE, "varden är 2 rader"),
        ([[[1]], [[2022]], [[1.0]], [[1.0], [2.0]]], VALUE, "namnare är 2 rader"),
        ([[[1]], [[2022]], [[1.5]], None, None, 5], NUM, "inget antal personer"),
    ],
)
def test_years_that_make_no_sense_are_one_error(example, args, error, message):
    cell = one("REGSO_UTVECKLING", *args)
    assert cell == error
    assert message in cell.message


def test_the_table_of_years_has_fifteen_rows_whatever_the_data(example):
    for n in (0, 1, 14, 15):
        years = [[1999 + i] for i in range(n)]
        *body, last = call("REGSO_UTVECKLING", [[[1]] * n, years, [[1.0]] * n, None, 2022])[1:]
        assert last == ["ej jämförda: ändrad gräns", 0, *[""] * 7]
        assert [row[0] for row in body] == [*range(1999, 1999 + n), *[""] * (15 - n)]
        assert body[n:] == [[""] * 9] * (15 - n)


def test_more_years_than_the_table_has_rows_for_are_refused(example):
    years = [[1999 + i] for i in range(16)]
    cell = one("REGSO_UTVECKLING", [[1]] * 16, years, [[1.0]] * 16, None, 2022)
    assert cell == VALUE
    assert "16 olika år men tabellen rymmer 15" in cell.message


def test_years_of_many_rows(example):
    n = 100_000
    years = column([2012 + i % 10 for i in range(n)])
    table = call("REGSO_UTVECKLING", [column(["9901R001"] * n), years, column([1.0] * n)])
    assert [row[8] for row in table[1:11]] == [n / 10] * 10

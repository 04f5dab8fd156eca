"""Rates and intervals in cells, against PHEindicatormethods and statsmodels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson_2indep

import regso.functions.rates  # noqa: F401 - importing registers the functions
from regso.errors import CellError
from regso.functions import REGISTRY, call, last_error

VALUE, NUM, DIV = CellError("#VALUE!"), CellError("#NUM!"), CellError("#DIV/0!")
HIDDEN = [".."] * 3
BLANK = [""] * 3

PERSONS = [
    636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207,
]  # fmt: skip
ESP2013 = [
    5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000,
    4000, 2500, 1500, 1000,
]  # fmt: skip
SMALL = [12, 4, 3, 2, 3, 4, 8, 2, 2, 3, 4, 5, 6, 8, 5, 6, 5, 5, 4]
REF_EVENTS = [
    10303, 2824, 0, 3615, 3641, 3490, 3789, 3213, 3031, 2771, 3089, 3490, 3595, 4745, 5514, 7125,
    5694, 6210, 5757,
]  # fmt: skip
REF_PERSONS = [
    50520, 57173, 60213, 54659, 44345, 50128, 62163, 67423, 62899, 55463, 60479, 49974, 44140,
    40888, 37239, 30819, 18136, 15325, 13918,
]  # fmt: skip


def column(values):
    return [[v] for v in values]


def test_one_pair_of_cells_gives_one_row():
    """PHEindicatormethods 2.1.0."""
    assert call("REGSO_ANDEL", [65, 100]) == [
        pytest.approx([0.65, 0.5525444329688797, 0.7363575175690247], rel=1e-12)
    ]
    assert call("REGSO_TAL", [65, 100, 100]) == [
        pytest.approx([65, 50.163187710459454, 82.84913854593984], rel=1e-12)
    ]
    assert call("REGSO_TAL", [5, 100, 100]) == [
        pytest.approx([5, 1.62348639011842, 11.668332079322669], rel=1e-12)
    ]


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(500, 10**6)), min_size=1, max_size=30),
    st.floats(0.5, 0.999),
)
def test_a_column_gives_a_row_per_row(pairs, level):
    events, persons = zip(*pairs, strict=True)
    table = call("REGSO_ANDEL", [column(events), column(persons), level])
    low, high = proportion_confint(np.array(events), np.array(persons), 1 - level, "wilson")
    assert [row[0] for row in table] == [x / n for x, n in pairs]
    assert [row[1] for row in table] == pytest.approx(low.tolist(), abs=1e-9)
    assert [row[2] for row in table] == pytest.approx(high.tolist(), abs=1e-9)


def test_a_single_denominator_holds_for_every_row():
    table = call("REGSO_TAL", [column([10, 20]), 1000, 1000])
    assert [row[0] for row in table] == [10, 20]


def test_a_rate_is_per_100_000_unless_given():
    for default in ([7, 1000], [7, 1000, None], [7, 1000, 0], [7, 1000, 0.0, 0]):
        assert call("REGSO_TAL", default)[0][0] == 700


@pytest.mark.parametrize(
    ("name", "good"),
    [("REGSO_ANDEL", (5, 10)), ("REGSO_TAL", (5, 10)), ("REGSO_KVOT", (5, 10, 4, 10))],
)
def test_one_bad_row_spoils_no_other(name, good):
    [fine] = call(name, [*good])
    rows = [good] * 8
    for i, cell in enumerate([None, "", DIV, "..", "fem", True, -1], 1):
        rows[i] = (cell, *good[1:])
    result = call(name, [column(cells) for cells in zip(*rows, strict=True)])
    assert result == [
        fine,
        [VALUE] * 3,
        [VALUE] * 3,
        [DIV] * 3,
        HIDDEN,
        [VALUE] * 3,
        [VALUE] * 3,
        [NUM] * 3,
    ]


@pytest.mark.parametrize("name", ["REGSO_ANDEL", "REGSO_TAL"])
def test_no_persons_is_an_empty_denominator(name):
    assert call(name, [0, 0]) == [[DIV] * 3]
    assert "Nämnaren är 0" in last_error()


def test_more_events_than_persons_is_a_rate_and_no_share():
    assert call("REGSO_ANDEL", [11, 10]) == [[NUM] * 3]
    assert 'använd måttet "tal"' in last_error()
    assert call("REGSO_TAL", [11, 10, 1])[0][0] == 1.1


@pytest.mark.parametrize("name", ["REGSO_ANDEL", "REGSO_TAL", "REGSO_KVOT"])
def test_columns_that_do_not_match_are_a_value_error(name):
    n = len([a for a in REGISTRY[name].args if not a.optional])
    assert call(name, [column([1, 2]), *[column([1, 2, 3])] * (n - 1)]) == [[VALUE]]
    assert "olika långa" in last_error()
    assert call(name, [*[[[1, 2]]] * n]) == [[VALUE]]
    assert "flera kolumner" in last_error()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["REGSO_ANDEL", "REGSO_TAL", "REGSO_KVOT"])
def test_no_rows_one_row_and_100_000_rows(name):
    n = len([a for a in REGISTRY[name].args if not a.optional])
    assert call(name, [[]] * n) == []
    assert call(name, []) == [BLANK]
    columns = [column(range(1 + k, 100_001 + k)) for k in range(n)]
    result = call(name, columns)
    assert len(result) == 100_000
    assert result[99_999] == call(name, [100_000 + k for k in range(n)])[0]


@pytest.mark.parametrize("level", [1, 0.9999999999999999, 1e-300, 95, -0.1])
@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("REGSO_ANDEL", [5, 10]),
        ("REGSO_TAL", [5, 10, None]),
        ("REGSO_STANDARD", [30, 100, 100, None]),
        ("REGSO_SMR", [30, 100, 100, 1000]),
        ("REGSO_KVOT", [5, 10, 5, 10]),
    ],
)
def test_a_level_outside_0_and_1_is_a_num_error(name, args, level):
    assert {cell for row in call(name, [*args, level]) for cell in row} == {NUM}


def test_events_without_weight_in_the_standard_do_not_make_a_rate_certain():
    """5 of 60 events have weight: too few to show, and with 12 the limits are those of 12."""
    persons, weights = column([100, 100, 100]), column([1, 1, 0])
    assert call("REGSO_STANDARD", [column([2, 3, 55]), persons, weights]) == [HIDDEN]
    without = call("REGSO_STANDARD", [column([5, 7]), persons[:2], weights[:2]])
    assert call("REGSO_STANDARD", [column([5, 7, 55]), persons, weights]) == without


@pytest.mark.parametrize("measure", ["tal", "andel"])
def test_a_trace_of_an_event_has_no_limits(measure):
    assert call("REGSO_KVOT", [1e-9, 10, 3, 10, None, measure])[0][1:] == ["..", ".."]


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("REGSO_TAL", [5, 1e-320]),
        ("REGSO_KVOT", [5, 1e-320, 5, 10]),
        ("REGSO_SII", [column([1e-300, 1e300]), column([1, 1]), None, "rii log"]),
        ("REGSO_STANDARD", [column([1e308] * 2), column([1, 1]), column([1, 1])]),
        ("REGSO_SMR", [30, column([1e308] * 2), column([1, 1]), column([1, 1])]),
    ],
)
def test_numbers_too_large_for_a_cell_are_refused(name, args):
    assert {cell for row in call(name, args) for cell in row} == {NUM}
    assert last_error() == "Talen är för stora eller för små att räkna med; kontrollera enheten."


def test_a_negative_base_is_refused():
    assert call("REGSO_TAL", [5, 10, -1000]) == [[NUM]]
    assert last_error() == "per -1000 ska vara ett tal större än 0, till exempel 1000."


def test_standardised_rates_and_ratios_are_one_row():
    """PHEindicatormethods 2.1.0."""
    args = [column(SMALL), column(PERSONS), column(ESP2013)]
    expected = [1103.212025300104, 877.455767536709, 1367.0882227251795]
    assert call("REGSO_STANDARD", args) == [pytest.approx(expected, rel=1e-12)]
    assert call("REGSO_STANDARD", [*args, 1000])[0] == pytest.approx([v / 100 for v in expected])
    args = [column(v) for v in (SMALL, PERSONS, REF_EVENTS, REF_PERSONS)]
    expected = [0.10886683770400503, 0.08765040101829405, 0.1336657632841891]
    assert call("REGSO_SMR", args) == [pytest.approx(expected, rel=1e-12)]
    assert call("REGSO_SMR", [91, *args[1:]]) == [pytest.approx(expected, rel=1e-12)]


def test_ranges_may_lie_down_and_hold_empty_rows():
    lying = [[list(map(float, v))] for v in (SMALL, PERSONS, ESP2013)]
    longer = [column([*v, None]) for v in (SMALL, PERSONS, ESP2013)]
    assert call("REGSO_STANDARD", lying) == call("REGSO_STANDARD", longer)


def test_fewer_than_ten_events_are_withheld_only_in_the_direct_rate():
    """PHEindicatormethods 2.1.0: no direct rate below 10; the ratio has exact limits."""
    tiny = column([1, 0] * 9 + [0])
    assert call("REGSO_STANDARD", [tiny, column(PERSONS), column(ESP2013)]) == [HIDDEN]
    expected = [0.010767049882813684, 0.004923380825095776, 0.02043921455549973]
    assert call("REGSO_SMR", [tiny, column(PERSONS), column(REF_EVENTS), column(REF_PERSONS)]) == [
        pytest.approx(expected, rel=1e-12)
    ]


@pytest.mark.parametrize(
    ("name", "args", "error", "message"),
    [
        (
            "REGSO_STANDARD",
            [column([9, 9]), column([5, None]), column([1, 1])],
            VALUE,
            "Rad 2 i befolkning är tom",
        ),
        (
            "REGSO_STANDARD",
            [column([9, 9]), column([5]), column([1, 1])],
            VALUE,
            "inte lika stort som antal",
        ),
        (
            "REGSO_STANDARD",
            [column([9, 9]), column([5, 0]), column([1, 1])],
            DIV,
            "saknar befolkning",
        ),
        (
            "REGSO_STANDARD",
            [column([9, -9]), column([5, 5]), column([1, 1])],
            NUM,
            "Rad 2 i antal är -9",
        ),
        (
            "REGSO_STANDARD",
            [column([9, "x"]), column([5, 5]), column([1, 1])],
            VALUE,
            "Rad 2 i antal är inte ett tal",
        ),
        ("REGSO_STANDARD", [], DIV, "Standardbefolkningen är tom"),
        (
            "REGSO_SMR",
            [column([9, 9]), column([5, 5]), column([1, None]), column([1, 1])],
            VALUE,
            "Rad 2 i ref_antal är tom",
        ),
        (
            "REGSO_SMR",
            [None, column([5, 5]), column([1, 1]), column([1, 1])],
            VALUE,
            "inte lika stort som antal",
        ),
        (
            "REGSO_SMR",
            [column([9, 9, 9]), column([5, 5]), column([1, 1]), column([1, 1])],
            VALUE,
            "inte lika stort",
        ),
        ("REGSO_SMR", [9, 5, 0, 1], DIV, "Det förväntade antalet är 0"),
        ("REGSO_SMR", [9, -5, 1, 1], NUM, "Rad 1 i befolkning är -5"),
        ("REGSO_SII", [column([1, 2]), column([1, None])], VALUE, "Rad 2 i befolkning är tom"),
        ("REGSO_SII", [column([1, 2]), column([1, 0])], DIV, "Minst två grupper"),
        ("REGSO_SII", [column([1, 2]), column([1, -1])], NUM, "Rad 2 i befolkning är -1"),
        (
            "REGSO_SII",
            [column([1, 2]), column([1, 1]), column([0, 1])],
            NUM,
            "Ett medelfel är inte",
        ),
        ("REGSO_SII", [column([0, 2]), column([1, 1]), None, "rii log"], NUM, "ingen logaritm"),
        ("REGSO_SII", [column([-2, 1]), column([1, 1]), None, "rii medel"], NUM, "inte positivt"),
        ("REGSO_SII", [column([1, 2]), column([1, 1]), column([1])], VALUE, "inte lika stort"),
        (
            "REGSO_SII",
            [column([1, 2]), column([1, 1]), None, "skillnad"],
            VALUE,
            'ange "sii", "rii", "rii medel", "sii log", "rii log"',
        ),
        ("REGSO_KVOT", [1, 2, 3, 4, None, "odds"], VALUE, 'ange "tal", "andel"'),
    ],
)
def test_what_cannot_be_computed_is_refused_with_a_sentence(name, args, error, message):
    assert call(name, args) == [[error]]
    assert message in last_error()


def test_a_gap_among_the_counts_of_an_smr_is_not_a_sum():
    ones = column([1, 1])
    assert call("REGSO_SMR", [column([9, None]), column([5, 5]), ones, ones]) == [[VALUE]]
    assert "Rad 2 i antal är tom" in last_error()


@pytest.mark.parametrize("name", ["REGSO_STANDARD", "REGSO_SMR", "REGSO_SII"])
def test_an_error_value_in_a_group_is_the_result(name):
    n = len([a for a in REGISTRY[name].args if not a.optional])
    assert call(name, [column([9, DIV]), *[column([9, 9])] * (n - 1)]) == [[DIV]]


@pytest.mark.parametrize("name", ["REGSO_STANDARD", "REGSO_SMR", "REGSO_SII"])
def test_100_000_groups_are_standardised(name):
    n = len([a for a in REGISTRY[name].args if not a.optional])
    [row] = call(name, [column(float(i % 5 + 1) for i in range(100_000))] * n)
    assert len(row) == 3


@pytest.mark.parametrize(
    ("measure", "method"), [("tal", "rate"), ("Andel", "share"), (None, "rate")]
)
def test_a_ratio_agrees_with_statsmodels(measure, method):
    if method == "rate":
        limits = confint_poisson_2indep(65, 1000, 40, 1200, method="wald-log", compare="ratio")
    else:
        limits = confint_proportions_2indep(
            65, 1000, 40, 1200, method="log", compare="ratio", correction=False
        )
    expected = [65 / 1000 / (40 / 1200), *limits]
    assert call("REGSO_KVOT", [65, 1000, 40, 1200, None, measure]) == [
        pytest.approx(expected, rel=1e-9)
    ]


@pytest.mark.parametrize("measure", ["tal", "andel"])
def test_a_ratio_without_events_has_no_limits(measure):
    assert call("REGSO_KVOT", [0, 10, 3, 10, None, measure]) == [[0, "..", ".."]]
    assert call("REGSO_KVOT", [3, 10, 0, 10, None, measure]) == [[DIV] * 3]


def test_the_indices_of_inequality_equal_pheindicatormethods():
    """PHEindicatormethods 2.1.0: life expectancy by decile."""
    persons = column([7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534])
    values = column([
        75.9334590103081, 78.3442382727843, 83.8360631041654, 83.6375399664931, 80.4655031529559,
        81.1156759857022, 81.6930835718562, 84.1900062060987, 80.5955641081472, 86.2894349578624,
    ])  # fmt: skip
    for measure, expected in (("sii", 6.934616473668819), ("RII", 1.0888180804446217)):
        bare = call("REGSO_SII", [values, persons, None, measure])
        assert bare == [[pytest.approx(expected, rel=1e-12), "..", ".."]]
        [[value, low, high]] = call("REGSO_SII", [values, persons, column([1.0] * 10), measure])
        assert value == bare[0][0]
        assert low < value < high
    for measure in ("rii medel", "sii log", "RII log"):
        [[value, low, high]] = call("REGSO_SII", [values, persons, column([1.0] * 10), measure])
        assert low < value < high
    assert call("REGSO_SII", [values, persons]) == [[pytest.approx(6.934616473668819), "..", ".."]]


# -- with a threshold ------------------------------------------------------------------------


def test_a_standardised_rate_with_a_threshold_is_rounded_until_it_tells_no_small_count():
    """Rounded to one decimal, it told that one of the 70 in the sixth age group was counted."""
    events = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 2, 2, 1, 1, 0, 0]
    persons = [44, 66, 66, 45, 66, 70, 79, 65, 69, 70, 44, 45, 57, 65, 44, 40, 24, 9, 5]
    arguments = [column(events), column(persons), column(ESP2013)]
    [exact] = call("REGSO_STANDARD", arguments)
    [shown] = call("REGSO_STANDARD", [*arguments, None, None, 5])
    assert shown == [round(value, -1) for value in exact]
    assert call("REGSO_STANDARD", [*arguments, None, None, 0]) == [exact]


def test_a_threshold_of_a_standardised_rate_needs_whole_events():
    arguments = [column([10.5, 20]), column([500, 600]), column([1, 1]), None, None, 5]
    assert call("REGSO_STANDARD", arguments) == [[VALUE]]
    assert "hela tal" in last_error()


def test_a_ratio_to_what_is_expected_tells_its_count_and_is_hidden_with_it():
    groups = [column([4000, 5000]), column([900, 2400]), column([400_000, 420_000])]
    for events, hidden in ((4, True), (5, False), (0, False)):
        [shown] = call("REGSO_SMR", [events, *groups, None, 5])
        assert (shown == HIDDEN) is hidden
        if not hidden:
            assert [shown] == call("REGSO_SMR", [events, *groups])

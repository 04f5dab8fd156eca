"""Segregation in cells: the measure, the number of areas and what chance gives, against PySAL."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import regso.functions.segregation  # noqa: F401 - importing registers the functions
from regso.core.measures import segregation
from regso.errors import CellError
from regso.functions import call, last_error

VALUE, NUM, DIV = CellError("#VALUE!"), CellError("#NUM!"), CellError("#DIV/0!")


def column(values):
    return [[v] for v in values]


def first_cells(name, *args):
    [[value, areas, _]] = call(name, args)
    return [value, areas]


GROUP, TOTAL = column([120, 40, 300, 15, 60]), column([1000, 800, 900, 700, 1600])
REST = column([880, 760, 600, 685, 1540])
QUINTILES = [
    [400, 300, 150, 100, 50],
    [100, 150, 200, 200, 150],
    [300, 250, 150, 100, 100],
    [50, 150, 200, 250, 400],
    [150, 250, 300, 350, 400],
]
ORDINAL = 0.10935962730136017  # Reardon (2009), computed apart from this code
ONE = {
    "REGSO_OLIKHET": [GROUP, REST],
    "REGSO_SEGINDEX": [GROUP, TOTAL],
    "REGSO_ISOLERING": [GROUP, TOTAL],
    "REGSO_EXPONERING": [GROUP, REST, TOTAL],
    "REGSO_ENTROPI": [[[*x, *y] for x, y in zip(GROUP, REST, strict=True)]],
    "REGSO_GINI": [GROUP, TOTAL],
}
EXPECTED = {
    "REGSO_OLIKHET": 45.35797636864083,
    "REGSO_SEGINDEX": 45.35797636864083,
    "REGSO_ISOLERING": 0.2223765020026702,
    "REGSO_EXPONERING": 0.7776234979973297,
    "REGSO_ENTROPI": 0.16110372595336875,
    "REGSO_GINI": 0.5548869190275351,
}


MEASURES = {
    "REGSO_OLIKHET": lambda a, b: 100 * segregation.dissimilarity(a, b),
    "REGSO_SEGINDEX": lambda x, n: 100 * segregation.segregation_index(x, n),
    "REGSO_ISOLERING": lambda x, n: segregation.exposure(x, x, n),
    "REGSO_EXPONERING": segregation.exposure,
    "REGSO_ENTROPI": lambda a, b: segregation.information_index(list(zip(a, b, strict=True))),
    "REGSO_GINI": segregation.gini,
}


@pytest.mark.parametrize("name", ONE)
def test_a_measure_and_its_number_of_areas_equal_pysal(name):
    """PySAL `segregation` 2.5.4: Dissim, Isolation, Interaction, Entropy, Gini."""
    [[*found, _]] = call(name, ONE[name])
    assert found == [pytest.approx(EXPECTED[name], rel=1e-12), 5]


@pytest.mark.parametrize("name", ONE)
def test_beside_a_measure_stands_its_mean_when_chance_places_the_group(name):
    """3,000 placements by NumPy, each measured."""
    sizes, group = [t for [t] in TOTAL], sum(x for [x] in GROUP)
    placements = np.random.default_rng(11).multivariate_hypergeometric(sizes, group, size=3000)
    found = []
    for placed in placements.tolist():
        rest = [n - x for x, n in zip(placed, sizes, strict=True)]
        args = {
            "REGSO_OLIKHET": [column(placed), column(rest)],
            "REGSO_EXPONERING": [column(placed), column(rest), TOTAL],
            "REGSO_ENTROPI": [[list(pair) for pair in zip(placed, rest, strict=True)]],
        }.get(name, [column(placed), TOTAL])
        columns = [[float(x) for x in c] for c in zip(*args[0], strict=True)]
        columns += [[float(x) for [x] in a] for a in args[1:]]
        found.append(MEASURES[name](*columns))
    mean, error = np.mean(found), np.std(found) / np.sqrt(len(found))
    assert call(name, ONE[name])[0][2] == pytest.approx(mean, abs=4 * error, rel=0.02)


def test_chance_gives_large_areas_what_the_chi_square_law_says():
    """Wilks: 2 N times the entropy explained has as its mean the degrees of freedom."""
    sizes = [[100 * x for x in row] for row in QUINTILES]
    groups = np.sum(sizes, axis=0)
    people = groups.sum()
    below = np.cumsum(groups)[:-1]
    cuts = sum(stats.entropy([n, people - n]) for n in below)
    for ordinal, freedom, entropy in ((0, 4 * 4, stats.entropy(groups)), (1, 4 * 4, cuts)):
        expected = freedom / (2 * people * entropy)
        assert call("REGSO_ENTROPI", [sizes, ordinal])[0][2] == pytest.approx(expected, rel=1e-3)


def test_quintiles_by_pysal_and_in_order():
    """MultiInfoTheory 0.06728458404236531; the ordinal index of Reardon (2009)."""
    assert first_cells("REGSO_ENTROPI", QUINTILES) == [
        pytest.approx(0.06728458404236531, rel=1e-12), 5
    ]  # fmt: skip
    for yes in (True, 1, 1.0, "SANT", "ja"):
        assert first_cells("REGSO_ENTROPI", QUINTILES, yes) == [
            pytest.approx(ORDINAL, rel=1e-12), 5
        ]  # fmt: skip
    for no in (False, 0, None, "falskt"):
        assert call("REGSO_ENTROPI", [QUINTILES, no]) == call("REGSO_ENTROPI", [QUINTILES])
    assert call("REGSO_ENTROPI", [QUINTILES, "kanske"]) == [[VALUE]]
    assert last_error() == "Argumentet ordinal ska vara SANT eller FALSKT."
    first, last = ([[row[k]] for row in QUINTILES] for k in (0, 4))
    assert first_cells("REGSO_OLIKHET", first, last) == [
        pytest.approx(56.36363636363636, rel=1e-12), 5
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", ONE)
def test_empty_rows_and_empty_areas_are_no_areas(name):
    blank = [[*column, [None] * len(column[0])] for column in ONE[name]]
    zero = [[*column, [0] * len(column[0])] for column in ONE[name]]
    assert call(name, blank) == call(name, zero) == call(name, ONE[name])


@pytest.mark.parametrize("name", ["REGSO_SEGINDEX", "REGSO_ISOLERING", "REGSO_GINI"])
def test_an_area_without_the_group_is_an_area(name):
    assert call(name, [column([1, 0, 2]), column([4, 5, 6])])[0][1] == 3


@pytest.mark.parametrize("name", ONE)
def test_a_gap_is_refused_and_an_error_value_is_the_result(name):
    gap = [[list(row) for row in column] for column in ONE[name]]
    gap[-1][2][-1] = None
    assert call(name, gap) == [[VALUE]]
    assert "Rad 3 i" in last_error()
    gap[-1][2][-1] = DIV
    assert call(name, gap) == [[DIV]]
    gap[-1][2][-1] = ".."
    assert call(name, gap) == [[VALUE]]
    gap[-1][2][-1] = -1
    assert call(name, gap) == [[NUM]]


@pytest.mark.parametrize("name", ONE)
def test_nothing_is_an_empty_denominator(name):
    empty = [[[0] * len(column[0])] * 3 for column in ONE[name]]
    assert call(name, empty) == [[DIV]]
    if name != "REGSO_ENTROPI":
        assert call(name, []) == [[DIV]]
        assert call(name, [[]] * len(ONE[name])) == [[DIV]]


@pytest.mark.parametrize(
    "name", ["REGSO_SEGINDEX", "REGSO_ISOLERING", "REGSO_EXPONERING", "REGSO_GINI"]
)
def test_a_group_larger_than_its_total_is_a_num_error(name):
    args = [column([5, 2]), column([4, 9])]
    assert call(name, [args[0], *args] if name == "REGSO_EXPONERING" else args) == [[NUM]]
    part = "a" if name == "REGSO_EXPONERING" else "grupp"
    assert last_error() == f"Rad 1: {part} 5 är större än total 4; rätta raden."


def test_ranges_of_different_sizes_are_a_value_error():
    assert call("REGSO_OLIKHET", [GROUP, TOTAL[:4]]) == [[VALUE]]
    assert last_error() == "Området b är inte lika stort som a; markera lika många celler."
    assert call("REGSO_ENTROPI", [GROUP]) == [[VALUE]]
    assert last_error() == "Området grupper har en kolumn; markera en kolumn per grupp."


@pytest.mark.slow
@pytest.mark.parametrize("name", ONE)
def test_one_area_and_100_000_areas(name):
    one = [column[:1] for column in ONE[name]]
    if name in ("REGSO_ISOLERING", "REGSO_EXPONERING"):
        share = 0.12 if name == "REGSO_ISOLERING" else 0.88
        assert call(name, one) == [[pytest.approx(share), 1, pytest.approx(share)]]
    else:
        assert call(name, one) == [[pytest.approx(0, abs=1e-12), 1, pytest.approx(0, abs=1e-12)]]
    many = [column * 20_000 for column in ONE[name]]
    assert first_cells(name, *many) == [pytest.approx(EXPECTED[name], rel=1e-9), 100_000]


@pytest.mark.parametrize("name", ONE)
def test_parts_of_persons_have_a_measure_that_chance_has_not(name):
    halves = [[[x / 7 for x in row] for row in column] for column in ONE[name]]
    assert call(name, halves) == [[pytest.approx(EXPECTED[name], rel=1e-12), 5, ".."]]


@pytest.mark.parametrize("name", ONE)
def test_sums_of_money_are_not_placed_by_chance(name):
    kronor = [[[x * 10**9 for x in row] for row in column] for column in ONE[name]]
    assert call(name, kronor) == [[pytest.approx(EXPECTED[name], rel=1e-12), 5, ".."]]


def test_chance_tells_groups_that_are_apart_from_one_group_and_from_groups_that_overlap():
    alone = call("REGSO_ISOLERING", [GROUP, TOTAL])
    assert call("REGSO_EXPONERING", [GROUP, GROUP, TOTAL]) == alone
    half = column([500, 400, 450, 350, 800])
    apart = call("REGSO_EXPONERING", [GROUP, half, TOTAL])[0][2]
    assert apart == pytest.approx(0.5 * (5000 - 5) / 4999)
    most = column([900, 790, 600, 685, 1540])
    assert call("REGSO_EXPONERING", [GROUP, most, TOTAL])[0][2] == ".."


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 99)), min_size=1, max_size=30))
def test_local_quotients_have_the_weighted_mean_1(rows):
    if not sum(x for x, _ in rows):
        return
    x, n = (column(values) for values in zip(*rows, strict=True))
    found = call("REGSO_LOKALKVOT", [x, n])
    weighted = sum(q * v for [q], [v] in zip(found, n, strict=True)) / sum(v for [v] in n)
    assert weighted == pytest.approx(1)
    assert all((q == 0) == (v == 0) for [q], [v] in zip(found, x, strict=True))


def test_local_quotients_keep_the_shape_and_blank_rows():
    expected = [[2.0, 0.0], ["", 1.0]]
    assert call("REGSO_LOKALKVOT", [[[4, 0], [None, 4]], [[1, 1], [None, 2]]]) == expected
    assert call("REGSO_LOKALKVOT", [[[4, 1], [1, 2]], [[2, 0], [1, 1]]])[0][1] == DIV


@pytest.mark.parametrize(
    ("args", "error", "message"),
    [
        ([column([0, 0]), column([1, 2])], DIV, "Summan av x är 0"),
        ([column([1, 2]), column([0, 0])], DIV, "Summan av n är 0"),
        ([column([1, -2]), column([1, 2])], NUM, "Rad 2 i x är -2"),
        ([column([1, None]), column([1, 2])], VALUE, "Rad 2 i x är tom"),
        ([column([1, DIV]), column([1, 2])], DIV, None),
    ],
)
def test_local_quotients_without_a_whole_are_refused(args, error, message):
    assert call("REGSO_LOKALKVOT", args) == [[error]]
    assert message is None or message in last_error()


def test_local_quotients_of_one_and_of_100_000_rows():
    assert call("REGSO_LOKALKVOT", [3, 7]) == [[1]]
    found = call("REGSO_LOKALKVOT", [column([1, 3] * 50_000), column([1, 1] * 50_000)])
    assert len(found) == 100_000
    assert found[:2] == [[0.5], [1.5]]


# -- with a threshold ------------------------------------------------------------------------


def test_measures_with_a_threshold_are_rounded_together_or_hidden():
    group, total = [[12], [4], [30], [2], [6]], [[100], [80], [90], [70], [60]]
    others = [[n[0] - x[0]] for x, n in zip(group, total, strict=True)]
    [index] = call("REGSO_SEGINDEX", [group, total, None, 5])
    assert index[:2] == [38, 5]
    assert call("REGSO_OLIKHET", [group, others, None, 5]) == [index]
    assert call("REGSO_SEGINDEX", [group, total, others, 5]) == [index]
    [isolation] = call("REGSO_ISOLERING", [group, total, None, 5])
    assert isolation[0] == round(isolation[0], 2)
    compared = [[12], [14], [3], [20], [6]]
    assert call("REGSO_OLIKHET", [group, compared, total, 5]) == [["..", 5, ".."]]
    assert call("REGSO_SEGINDEX", [group, total, compared, 5]) == [["..", 5, ".."]]


def test_without_a_threshold_the_other_columns_change_nothing():
    group, total, compared = [[12], [4]], [[100], [80]], [[10], [20]]
    assert call("REGSO_SEGINDEX", [group, total, compared]) == call(
        "REGSO_SEGINDEX", [group, total]
    )
    assert call("REGSO_OLIKHET", [group, compared, total, 0]) == call(
        "REGSO_OLIKHET", [group, compared]
    )


THREE = {
    "REGSO_EXPONERING": lambda a, b: [
        column(a),
        column(b),
        column([x + y + 90 for x, y in zip(a, b, strict=True)]),
    ],
    "REGSO_ENTROPI": lambda a, b: [[list(pair) for pair in zip(a, b, strict=True)], None],
    "REGSO_GINI": lambda a, b: [column(a), column(map(sum, zip(a, b, strict=True)))],
}


@pytest.mark.slow
@pytest.mark.parametrize("name", THREE)
def test_with_a_threshold_a_measure_is_shown_where_no_count_is_small(name):
    large = THREE[name]([20, 30, 0], [50, 5, 70])
    [shown] = call(name, [*large, 5])
    assert [shown] == call(name, large)
    assert shown[0] != ".."
    for small in ([20, 4, 0], [50, 30, 70]), ([20, 30, 9], [50, 1, 70]):
        [hidden] = call(name, [*THREE[name](*small), 5])
        assert hidden == ["..", 3, ".."]
    assert call(name, [*THREE[name]([20.5, 30, 9], [50, 10, 70]), 5]) == [[VALUE]]

"""Stay share and kappa against statsmodels and vcd, and the draws written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

from regso.core.measures.question import resampling
from regso.core.measures.question.agreement import (
    Move,
    agreement,
    limits_of_areas,
    limits_of_persons,
    table,
)

Z = 1.959963984540054
counts = st.lists(
    st.lists(st.integers(0, 60), min_size=5, max_size=5), min_size=5, max_size=5
).filter(lambda rows: sum(map(sum, rows)) > 0)
moves = st.lists(
    st.builds(Move, st.integers(1, 5), st.integers(1, 5), st.integers(1, 900)),
    min_size=2,
    max_size=12,
)


def is_in_one_type(rows):
    """Tell whether all are in one and the same type both years."""
    places = [(i, j) for i in range(5) for j in range(5) if rows[i][j]]
    return len(places) == 1 and places[0][0] == places[0][1]


@pytest.mark.filterwarnings("ignore:.*encountered in:RuntimeWarning")
@settings(max_examples=200)
@given(counts)
def test_kappas_are_those_of_statsmodels(rows):
    found, limits = agreement(rows), limits_of_areas(rows, 0.95)
    whole = np.array(rows, dtype=float)
    assert found.stay == pytest.approx(np.trace(whole) / whole.sum(), abs=1e-12)
    wilson = proportion_confint(np.trace(whole), whole.sum(), 0.05, "wilson")
    assert limits[0] == pytest.approx(wilson, abs=1e-9)
    if is_in_one_type(rows):
        assert found[1:] == limits[1:] == (None, None)
        return
    for value, ends, weights in zip(found[1:], limits[1:], (None, "linear"), strict=True):
        exact = cohens_kappa(whole, wt=weights)
        assert value == pytest.approx(exact.kappa, abs=1e-10)
        if ends is not None:
            low, high = exact.kappa - Z * exact.std_kappa, exact.kappa + Z * exact.std_kappa
            assert ends == pytest.approx((max(-1, low), min(1, high)), abs=1e-8)
        else:
            assert not exact.std_kappa > 2e-6  # statsmodels may take the root of a rounding


# vcd 1.4-11, Kappa(): value and ASE, unweighted and with weights "Equal-Spacing".
RECORDED = [
    (
        [[75, 28, 0, 39, 117], [29, 138, 12, 607, 75], [15, 2, 377, 37, 0],
         [190, 9, 38, 364, 143], [137, 120, 1, 197, 94]],
        (0.19834264028702456, 0.011376396133337709),
        (0.029024904966112347, 0.014237157377124094),
    ),
    (
        [[34, 29, 31, 29, 112], [32, 25, 48, 86, 33], [33, 28, 104, 75, 82],
         [58, 26, 68, 59, 36], [42, 91, 90, 18, 9]],
        (-0.030715025204284131, 0.013213757644147334),
        (-0.16021593698438688, 0.017495884240028337),
    ),
    (
        [[637, 1, 23, 0, 48], [0, 0, 0, 46, 0], [0, 446, 0, 187, 430], [0, 0, 4, 2, 0],
         [0, 8, 0, 0, 3]],
        (0.23436308695256813, 0.0070007239382438389),
        (0.38433505715121152, 0.010033770207675213),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "plain", "weighted"), RECORDED)
def test_kappas_are_those_of_vcd(rows, plain, weighted):
    found, limits = agreement(rows), limits_of_areas(rows, 0.95)
    for value, (low, high), (exact, error) in zip(
        found[1:], limits[1:], (plain, weighted), strict=True
    ):
        assert value == pytest.approx(exact, abs=1e-12)
        assert (low, high) == pytest.approx((exact - Z * error, exact + Z * error), abs=1e-12)


@given(counts)
def test_turning_the_years_around_changes_nothing(rows):
    around = [*zip(*rows, strict=True)]
    for one, other in zip(
        (*agreement(rows), *limits_of_areas(rows, 0.9)),
        (*agreement(around), *limits_of_areas(around, 0.9)),
        strict=True,
    ):
        assert one == (other if other is None else pytest.approx(other, abs=1e-7))


@given(counts, st.integers(2, 9))
def test_more_of_the_same_has_the_same_kappa_and_narrower_limits(rows, times):
    more = [[times * n for n in row] for row in rows]
    assert [v is None for v in agreement(more)] == [v is None for v in agreement(rows)]
    for one, other in zip(agreement(more), agreement(rows), strict=True):
        assert one is None or one == pytest.approx(other, abs=1e-9)
    for narrow, wide in zip(limits_of_areas(more, 0.9), limits_of_areas(rows, 0.9), strict=True):
        if narrow and wide:
            assert narrow[1] - narrow[0] <= wide[1] - wide[0] + 1e-9


def test_a_move_to_the_next_type_costs_less_than_one_far_away():
    near = [[9, 1, 0, 0, 0], *[[0] * 5] * 3, [0, 0, 0, 0, 9]]
    far = [[9, 0, 0, 0, 1], *[[0] * 5] * 3, [0, 0, 0, 0, 9]]
    assert agreement(near).stay == agreement(far).stay
    assert agreement(near).weighted > agreement(far).weighted


@pytest.mark.parametrize(
    ("rows", "values"),
    [
        ([[0] * 5] * 5, (None, None, None)),
        ([[7, 0, 0, 0, 0], *[[0] * 5] * 4], (1, None, None)),
        ([[0, 7, 0, 0, 0], *[[0] * 5] * 4], (0, 0, 0)),
        ([[0, 0, 0, 0, 3], *[[0] * 5] * 3, [3, 0, 0, 0, 0]], (0, -1, -1)),
        (np.eye(5).tolist(), (1, 1, 1)),
    ],
)
def test_the_ends(rows, values):
    assert agreement(rows) == values
    assert limits_of_areas(rows, 0.95)[1:] == (None, None)


@pytest.mark.slow
@settings(max_examples=10)
@given(moves)
def test_limits_of_persons_are_percentiles_of_areas_drawn(some):
    drawn = []
    for weights in resampling.draws(len(some)):
        rows = np.zeros((5, 5))
        for move, times in zip(sorted(some), weights, strict=True):
            rows[move.before - 1, move.after - 1] += times * move.persons
        drawn.append(agreement(rows.tolist()))
    found = limits_of_persons(some, 0.9)
    if all(move.before == move.after for move in some):
        assert found == (None, None, None)
        return
    for ends, values in zip(found, zip(*drawn, strict=True), strict=True):
        if None in values:
            assert ends is None
        else:
            assert ends == pytest.approx(np.quantile(values, [0.05, 0.95]), abs=1e-9)


@pytest.mark.slow
@settings(max_examples=20)
@given(moves, st.randoms())
def test_the_order_of_the_areas_changes_nothing(some, random):
    assert limits_of_persons(random.sample(some, len(some)), 0.9) == limits_of_persons(some, 0.9)


def test_one_area_has_no_limits_of_its_persons():
    assert limits_of_persons([Move(1, 2, 9)], 0.95) == (None, None, None)


def test_a_table_has_a_place_for_every_move():
    assert table({(1, 2): 3.0, (5, 5): 4.0})[0] == [0, 3, 0, 0, 0]
    assert table({(5, 5): 4.0})[4] == [0, 0, 0, 0, 4]

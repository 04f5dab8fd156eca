"""The index and its moments against statsmodels and the statistics module."""

import statistics
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW

from regso.core.areas.index import index_of, moments, thresholds
from regso.errors import BadValueError, DomainError, EmptyError

PERCENT = st.floats(0, 100)
ROWS = st.lists(st.tuples(PERCENT, st.integers(1, 9)), min_size=2, max_size=40)


@given(PERCENT, PERCENT, st.floats(1, 100, exclude_min=True))
def test_the_index_is_the_mean_of_its_shares(v1, v2, v3):
    assert index_of([v1, v2, v3]) == pytest.approx(statistics.fmean([v1, v2, v3]), abs=1e-12)


@pytest.mark.parametrize("share", [-0.1, 100.1])
def test_a_share_is_a_percentage(share):
    with pytest.raises(DomainError, match="ligger inte mellan 0 och 100"):
        index_of([1, share, 1])


@pytest.mark.parametrize("shares", [(0.12, 0.105, 0.048), (1, 0, 0), (1, 1, 1)])
def test_shares_of_1_are_not_taken_for_percentages(shares):
    """The largest of an area's three is at least 2.7 in every published area and year."""
    with pytest.raises(DomainError, match="ser ut som tal 0–1; ange dem i procent"):
        index_of(shares)


def test_three_zeros_are_zero_in_either_unit():
    assert index_of([0, 0, 0]) == 0
    assert index_of([0, 0, 2.7]) == pytest.approx(0.9)


@pytest.mark.parametrize("value", [-0.1, 100.1])
def test_moments_are_those_of_an_index(value):
    with pytest.raises(DomainError, match="ligger inte mellan 0 och 100"):
        moments([5.0, value])


@given(ROWS)
def test_weighted_moments_agree_with_statsmodels(rows):
    index, weights = zip(*rows, strict=True)
    expected = DescrStatsW(index, weights=weights, ddof=1)
    found = moments(index, [float(w) for w in weights])
    assert found.n == len(rows)
    assert found.mean == pytest.approx(expected.mean, rel=1e-12, abs=1e-12)
    assert found.sd == pytest.approx(expected.std, rel=1e-9, abs=1e-6)


@given(ROWS)
def test_a_weight_of_two_is_two_areas(rows):
    repeated = [v for v, w in rows for _ in range(w)]
    index, weights = zip(*rows, strict=True)
    assert moments(index, weights)[1:] == pytest.approx(moments(repeated)[1:], abs=1e-9)


@given(st.lists(PERCENT, min_size=2, max_size=40))
def test_without_weights_they_are_the_plain_moments(index):
    found = moments(index)
    assert found.n == len(index)
    assert found[1:] == pytest.approx((mean(index), stdev(index)), abs=1e-12)
    assert found.sd == pytest.approx(statistics.stdev(index), rel=1e-9, abs=1e-9)
    limits = found.cut_offs().thresholds
    assert limits == pytest.approx([found.mean + k * found.sd for k in (2, 1, 0, -1)], abs=1e-9)


def test_an_area_of_weight_0_does_not_count():
    assert moments([1.0, 2.0, 99.0], [1, 1, 0]) == moments([1.0, 2.0])


@pytest.mark.parametrize(
    ("index", "weights"),
    [([], None), ([5.0], None), ([5.0, 6.0], [1, 0]), ([5.0, 6.0], [0.5, 0.5])],
)
def test_a_standard_deviation_needs_two_areas(index, weights):
    with pytest.raises(EmptyError, match="minst två indexvärden"):
        moments(index, weights)


def test_a_negative_weight_is_refused():
    with pytest.raises(DomainError, match="En vikt är negativ"):
        moments([1.0, 2.0], [1.0, -1.0])


def test_thresholds_are_the_lowest_index_of_each_type():
    limits = thresholds([20, 15, 9, 4])
    assert [limits.classify(v) for v in (20, 19.9, 15, 9, 8.9, 4, 3.9)] == [1, 2, 2, 3, 4, 4, 5]


@pytest.mark.parametrize("values", [[], [1.0], [9, 8, 7], [9, 8, None, 6], [9, 8, 7, 6, 5]])
def test_four_thresholds_are_needed(values):
    with pytest.raises(BadValueError, match="ska vara fyra"):
        thresholds(values)


@pytest.mark.parametrize("values", [[4, 9, 15, 20], [20, 15, 15, 4]])
def test_thresholds_fall(values):
    with pytest.raises(DomainError, match="faller inte"):
        thresholds(values)

"""Ratios, differences and gradients against statsmodels, NumPy and PHEindicatormethods."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.rates import confint_poisson_2indep

from regso.core.comparison import (
    rate_ratio,
    relative_index,
    risk_ratio,
    share_difference,
    slope_index,
)
from regso.errors import DomainError, EmptyError

PERSONS = [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534]
VALUES = [
    75.9334590103081, 78.3442382727843, 83.8360631041654, 83.6375399664931, 80.4655031529559,
    81.1156759857022, 81.6930835718562, 84.1900062060987, 80.5955641081472, 86.2894349578624,
]  # fmt: skip
ERRORS = [1.2, 0.9, 1.1, 0.8, 1.3, 1.0, 0.7, 1.1, 0.9, 1.0]
LEVELS = st.floats(0.5, 0.999)


@st.composite
def shares(draw, least=0):
    trials = draw(st.integers(max(1, least), 10**5))
    return draw(st.integers(least, trials)), trials


@given(
    st.integers(1, 10**4),
    st.integers(1, 10**6),
    st.integers(1, 10**4),
    st.integers(1, 10**6),
    LEVELS,
)
def test_a_rate_ratio_agrees_with_statsmodels(x1, n1, x2, n2, level):
    low, high = confint_poisson_2indep(
        x1, n1, x2, n2, method="wald-log", compare="ratio", alpha=1 - level
    )
    expected = (x1 / n1 / (x2 / n2), low, high)
    assert rate_ratio(x1, n1, x2, n2, level) == pytest.approx(expected, rel=1e-9)


@given(shares(1), shares(1), LEVELS)
def test_a_risk_ratio_agrees_with_statsmodels(one, two, level):
    assume(one[0] < one[1] or two[0] < two[1])
    low, high = confint_proportions_2indep(
        *one, *two, method="log", compare="ratio", alpha=1 - level, correction=False
    )
    expected = (one[0] / one[1] / (two[0] / two[1]), low, high)
    assert risk_ratio(*one, *two, level) == pytest.approx(expected, rel=1e-9)


@given(shares(), shares(), LEVELS)
def test_a_difference_of_shares_agrees_with_statsmodels(one, two, level):
    low, high = confint_proportions_2indep(
        *one, *two, method="newcomb", compare="diff", alpha=1 - level
    )
    result = share_difference(*one, *two, level)
    assert result.value == one[0] / one[1] - two[0] / two[1]
    assert result[1:] == pytest.approx((low, high), rel=1e-9, abs=1e-9)


def test_newcombes_own_example():
    """Newcombe (1998), table II, method 10: 56/70 and 48/80 give 0.0524 to 0.3339."""
    result = share_difference(56, 70, 48, 80)
    assert [round(v, 4) for v in result] == [0.2, 0.0524, 0.3339]


@given(shares(1), shares(1))
def test_swapping_the_groups_inverts_a_ratio_and_negates_a_difference(one, two):
    for ratio in (rate_ratio, risk_ratio):
        there, back = ratio(*one, *two), ratio(*two, *one)
        assert there.value * back.value == pytest.approx(1)
        if not math.isnan(there.lower):
            assert there.lower * back.upper == pytest.approx(1)
    there, back = share_difference(*one, *two), share_difference(*two, *one)
    assert (there.lower, there.upper) == pytest.approx((-back.upper, -back.lower))


@pytest.mark.parametrize("ratio", [rate_ratio, risk_ratio])
def test_a_ratio_without_events_has_no_limits(ratio):
    result = ratio(0, 10, 3, 10)
    assert result.value == 0
    assert math.isnan(result.lower)
    assert math.isnan(result.upper)


@pytest.mark.parametrize("ratio", [rate_ratio, risk_ratio])
def test_a_ratio_to_a_group_without_events_does_not_exist(ratio):
    with pytest.raises(EmptyError, match="Jämförelsegruppen har inga händelser"):
        ratio(3, 10, 0, 10)
    with pytest.raises(EmptyError, match="Nämnaren är 0"):
        ratio(3, 10, 0, 0)


def test_a_ratio_of_two_shares_that_are_all_has_no_limits():
    assert risk_ratio(5, 5, 7, 7).value == 1
    assert math.isnan(risk_ratio(5, 5, 7, 7).upper)
    assert risk_ratio(5, 5, 6, 7).upper > 1


def test_only_rates_may_have_more_events_than_persons():
    assert rate_ratio(20, 10, 10, 10).value == 2
    with pytest.raises(DomainError, match="Täljaren 20 är större än nämnaren 10"):
        risk_ratio(20, 10, 10, 10)
    with pytest.raises(DomainError, match="Täljaren -1 är negativ"):
        rate_ratio(-1, 10, 10, 10)


def test_the_indices_of_pheindicatormethods():
    """PHEindicatormethods 2.1.0: SII 6.934616473668819, RII 1.0888180804446217."""
    assert slope_index(VALUES, PERSONS).value == pytest.approx(6.934616473668819, rel=1e-12)
    assert relative_index(VALUES, PERSONS).value == pytest.approx(1.0888180804446217, rel=1e-12)


def design():
    """Return the weights of the fitted ends by NumPy's matrices."""
    n = np.array(PERSONS, float)
    x = np.column_stack([np.ones(10), (np.cumsum(n) - n / 2) / n.sum()])
    hat = np.linalg.solve(x.T @ np.diag(n) @ x, x.T @ np.diag(n))
    return np.array([[1, 0], [1, 1]]) @ hat


def test_the_limits_of_the_slope_are_those_of_its_exact_variance():
    """NumPy: variance of a linear function of independent values."""
    ends = design()
    covariance = ends @ np.diag(np.square(ERRORS)) @ ends.T
    error = math.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    result = slope_index(VALUES, PERSONS, ERRORS, 0.9)
    z = stats.norm.ppf(0.95)
    assert result[1:] == pytest.approx(
        (result.value - z * error, result.value + z * error), rel=1e-9
    )


def test_both_intervals_hold_what_simulation_finds():
    """The method of PHEindicatormethods: normal values with their errors, 400,000 times."""
    drawn = np.random.default_rng(7).normal(VALUES, ERRORS, (400_000, 10)) @ design().T
    slopes, ratios = drawn[:, 1] - drawn[:, 0], drawn[:, 1] / drawn[:, 0]
    for result, simulated in (
        (slope_index(VALUES, PERSONS, ERRORS), slopes),
        (relative_index(VALUES, PERSONS, ERRORS), ratios),
    ):
        width = result.upper - result.lower
        found = np.quantile(simulated, [0.025, 0.975])
        assert result[1:] == pytest.approx(tuple(found), abs=0.01 * width)


@given(
    st.floats(0.1, 50), st.floats(0.1, 50), st.lists(st.integers(1, 1000), min_size=2, max_size=9)
)
def test_values_on_a_line_give_the_line(first, last, persons):
    total, below, values = sum(persons), 0, []
    for n in persons:
        values.append(first + (last - first) * (below + n / 2) / total)
        below += n
    assert slope_index(values, persons).value == pytest.approx(last - first, abs=1e-7)
    if min(first, last) > 1:
        assert relative_index(values, persons).value == pytest.approx(last / first, rel=1e-6)


@given(st.integers(2, 100))
def test_equal_values_have_no_gradient(n):
    assert slope_index([3.0] * n, range(1, n + 1)).value == pytest.approx(0, abs=1e-12)
    assert relative_index([3.0] * n, range(1, n + 1)).value == pytest.approx(1)


def test_without_errors_there_are_no_limits():
    for index in (slope_index, relative_index):
        assert all(map(math.isnan, index(VALUES, PERSONS)[1:]))


def test_a_ratio_whose_base_may_be_zero_has_no_limits():
    """Fieller's interval is unbounded then; the slope still has limits."""
    result = relative_index([3.0, 5.0], [10, 10], [4.0, 4.0])
    assert all(map(math.isnan, result[1:]))
    assert slope_index([3.0, 5.0], [10, 10], [4.0, 4.0]).upper > 0


def test_a_line_that_is_not_positive_has_no_ratio():
    with pytest.raises(DomainError, match="inte positiv i båda ändar; använd matt sii"):
        relative_index([-5.0, 5.0], [10, 10])


def test_one_group_has_no_gradient():
    with pytest.raises(EmptyError, match="Minst två grupper måste ha befolkning"):
        slope_index([1.0, 2.0], [10, 0])
    with pytest.raises(EmptyError, match="Minst två grupper"):
        slope_index([], [])


def test_a_negative_population_or_error_is_refused():
    with pytest.raises(DomainError, match="negativt"):
        slope_index([1.0, 2.0], [10, -1])
    with pytest.raises(DomainError, match="negativt"):
        slope_index([1.0, 2.0], [10, 1], [0.1, -0.1])


def test_the_gradient_of_100_000_groups_is_linear_in_time():
    n = 100_000
    values = [float(i) for i in range(n)]
    assert slope_index(values, [1.0] * n).value == pytest.approx(n, rel=1e-9)

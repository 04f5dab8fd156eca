"""Ratios and differences of two groups against statsmodels."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.rates import confint_poisson_2indep

from regso.core.measures.comparison import rate_ratio, risk_ratio, share_difference
from regso.errors import DomainError, EmptyError

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


@pytest.mark.parametrize("ratio", [rate_ratio, risk_ratio])
def test_a_trace_of_an_event_has_a_ratio_and_no_limits(ratio):
    """The limits, exp(±1.96 · √1e9) times the ratio, are beyond every number that a cell holds."""
    result = ratio(1e-9, 10, 3, 10)
    assert result.value == pytest.approx(1e-9 / 3)
    assert all(map(math.isnan, result[1:]))

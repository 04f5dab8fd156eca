"""Intervals against PHEindicatormethods, SciPy and statsmodels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from regso.core.measures.rates import poisson_limits, rate, wilson, z_of
from regso.errors import DomainError, EmptyError

LEVELS = st.floats(0.5, 0.999)


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [
        (65, 100, 0.5525444329688797, 0.7363575175690247),
        (1, 100, 0.0017674320641406511, 0.054486196178705294),
        (20, 100, 0.1333669333310325, 0.28882916559315885),
        (1045, 5000, 0.19795549880013297, 0.22049130373189027),
    ],
)
def test_wilson_has_the_limits_of_pheindicatormethods(x, n, lower, upper):
    """PHEindicatormethods 2.1.0, its own test values."""
    assert wilson(x, n) == pytest.approx((x / n, lower, upper), rel=1e-12)


@given(st.integers(1, 10**6), st.floats(0, 1), LEVELS)
def test_wilson_agrees_with_statsmodels(n, share, level):
    x = round(share * n)
    expected = proportion_confint(x, n, alpha=1 - level, method="wilson")
    assert wilson(x, n, level)[1:] == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_the_interval_of_the_rest_is_the_mirror_image(n, share):
    x = round(share * n)
    one, rest = wilson(x, n), wilson(n - x, n)
    assert (one.lower, one.upper) == pytest.approx((1 - rest.upper, 1 - rest.lower), abs=1e-12)
    assert 0 <= one.lower <= one.value <= one.upper <= 1


@pytest.mark.parametrize(
    ("events", "level", "lower", "upper"),
    [
        (65, 0.95, 50.163187710459454, 82.84913854593984),
        (1045, 0.95, 982.5932018073325, 1110.33121298565),
        (65, 0.998, 42.8802614714802, 94.00029084431802),
        (10, 0.998, 2.916318374695686, 24.193724927880535),
    ],
)
def test_byar_has_the_limits_of_pheindicatormethods(events, level, lower, upper):
    """PHEindicatormethods 2.1.0."""
    assert poisson_limits(events, level) == pytest.approx((lower, upper), rel=1e-12)


@pytest.mark.parametrize(
    ("x", "lower", "upper"),
    [(1, 0.025317807984289897, 5.571643390938898), (5, 1.62348639011842, 11.668332079322669)],
)
def test_a_rate_below_ten_events_is_exact(x, lower, upper):
    """PHEindicatormethods 2.1.0: 1 and 5 of 100, per 100."""
    assert rate(x, 100, 100) == pytest.approx((x, lower, upper), rel=1e-12)


@given(st.just(0.0) | st.floats(1e-3, 9.999), LEVELS)
def test_exact_limits_agree_with_the_chi_square_of_scipy(events, level):
    lower, upper = poisson_limits(events, level)
    tail = (1 - level) / 2
    assert upper == pytest.approx(stats.chi2.ppf(1 - tail, 2 * events + 2) / 2, rel=1e-9)
    expected = stats.chi2.ppf(tail, 2 * events) / 2 if events else 0.0
    assert lower == pytest.approx(expected, rel=1e-9, abs=1e-300)


def test_ten_events_are_the_first_with_byars_limits():
    assert poisson_limits(9)[1] == pytest.approx(stats.chi2.ppf(0.975, 20) / 2, rel=1e-12)
    assert poisson_limits(10)[1] != pytest.approx(stats.chi2.ppf(0.975, 22) / 2, rel=1e-9)


@pytest.mark.parametrize("level", [0, 1, -0.5, 95])
def test_a_level_outside_0_and_1_is_refused(level):
    with pytest.raises(DomainError, match="ligger inte mellan 0 och 1; ange till exempel 0,95"):
        z_of(level)


def test_more_events_than_trials_is_refused_with_the_way_out():
    with pytest.raises(DomainError, match='större än nämnaren 4; använd måttet "tal"'):
        wilson(5, 4)


@pytest.mark.parametrize(("x", "n", "who"), [(-1, 4, "Täljaren -1"), (1, -4, "Nämnaren -4")])
def test_a_negative_count_is_refused(x, n, who):
    with pytest.raises(DomainError, match=f"{who} är negativ"):
        wilson(x, n)


def test_no_trials_is_an_empty_denominator():
    with pytest.raises(EmptyError, match="Nämnaren är 0"):
        wilson(0, 0)
    with pytest.raises(EmptyError, match="Nämnaren är 0"):
        rate(3, 0, 1000)


def test_a_negative_number_of_events_has_no_limits():
    with pytest.raises(DomainError, match="Antalet -1 är negativt"):
        poisson_limits(-1)

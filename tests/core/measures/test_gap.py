"""Differences of rates against statsmodels and published limits."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.rates import confint_poisson_2indep

from regso.core.measures.gap import rate_difference
from regso.errors import DomainError, EmptyError

FEW, PERSONS = st.integers(1, 9), st.integers(10, 10**6)


@given(FEW, PERSONS, FEW, PERSONS, st.floats(0.5, 0.999))
def test_with_few_events_it_agrees_with_statsmodels(x1, n1, x2, n2, level):
    """statsmodels 0.14, MOVER from exact limits; below 10 events ours are exact too."""
    expected = confint_poisson_2indep(
        x1, n1, x2, n2, method="mover", compare="diff", alpha=1 - level, method_mover="exact-c"
    )
    found = rate_difference(x1, n1, x2, n2, 1, level)
    assert found[1:] == pytest.approx(expected, rel=1e-8, abs=1e-15)


def test_with_many_events_it_is_built_from_the_published_limits():
    """PHEindicatormethods 2.1.0: Byar's limits of 65 and of 1045 events."""
    low1, high1 = 50.163187710459454, 82.84913854593984
    low2, high2 = 982.5932018073325 / 10, 1110.33121298565 / 10
    found = rate_difference(65, 1000, 1045, 10_000, 1000)
    assert found.value == pytest.approx(65 - 104.5, rel=1e-12)
    assert found.lower == pytest.approx(-39.5 - sqrt((65 - low1) ** 2 + (high2 - 104.5) ** 2))
    assert found.upper == pytest.approx(-39.5 + sqrt((high1 - 65) ** 2 + (104.5 - low2) ** 2))


@given(st.integers(0, 10**4), PERSONS, st.integers(0, 10**4), PERSONS)
def test_swapping_the_groups_mirrors_the_interval(x1, n1, x2, n2):
    one, other = rate_difference(x1, n1, x2, n2, 1000), rate_difference(x2, n2, x1, n1, 1000)
    assert (one.lower, one.upper) == pytest.approx((-other.upper, -other.lower))
    assert one.lower <= one.value <= one.upper


def test_groups_without_events_do_not_differ():
    found = rate_difference(0, 100, 0, 100, 1000)
    assert found.value == 0
    assert found.lower == -found.upper < 0


def test_a_negative_count_is_refused():
    with pytest.raises(DomainError, match="Täljaren -1 är negativ"):
        rate_difference(-1, 10, 1, 10, 1000)


def test_an_empty_group_has_no_rate():
    with pytest.raises(EmptyError, match="Nämnaren är 0"):
        rate_difference(1, 10, 1, 0, 1000)

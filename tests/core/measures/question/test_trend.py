"""Slopes, and the test that they are parallel, against statsmodels' weighted least squares."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.core.measures.question.targeting import Persons
from regso.core.measures.question.trend import Slope, parallel, rolling, slope

groups = st.integers(1, 900).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
series = st.dictionaries(st.integers(2010, 2024), groups, max_size=15).map(
    lambda years: {year: Persons(*group) for year, group in years.items()}
)


def columns(years):
    year = np.array([*years], dtype=float)
    x, n = np.array([*years.values()], dtype=float).T
    return year, x / n, n


def is_on_a_line(years):
    year, share, n = columns(years)
    line = np.polyfit(year - 2017, share, 1, w=np.sqrt(n))
    return np.ptp(share - np.polyval(line, year - 2017)) < 1e-6


@settings(max_examples=200)
@given(series, st.sampled_from([0.8, 0.95]))
def test_a_slope_is_that_of_weighted_least_squares(years, level):
    found = slope(years, level)
    if len(years) < 2:
        assert found is None
        return
    year, share, n = columns(years)
    fitted = sm.WLS(share, sm.add_constant(year - 2017), weights=n).fit()
    assert found.value == pytest.approx(fitted.params[1], abs=1e-12)
    if len(years) == 2:
        assert found.limits is None
    elif not is_on_a_line(years):
        assert found.limits == pytest.approx(fitted.conf_int(1 - level)[1], abs=1e-9)


def test_years_on_a_line_have_a_slope_and_no_limits():
    years = {2020 + i: Persons(10 + 2 * i, 100) for i in range(5)}
    assert slope(years, 0.95) == Slope(pytest.approx(0.02), None)


def test_years_without_persons_are_no_years():
    years = {2020: Persons(10, 100), 2021: Persons(15, 100), 2022: Persons(10, 50)}
    assert slope(years | {2023: Persons(0, 0)}, 0.95) == slope(years, 0.95)
    assert slope({2020: Persons(0, 0), 2021: Persons(1, 9)}, 0.95) is None


def fits(types):
    """Return the fit with a slope of each and the one with a common slope."""
    share, weight, rows, common = [], [], [], []
    for k, years in enumerate(types):
        year, p, n = columns(years)
        mean = (p * n).sum() / n.sum()
        share += [*p]
        weight += [*(n / (mean * (1 - mean)))]
        for y in year - 2017:
            own = [float(k == j) for j in range(len(types))]
            rows.append([*own, *(y * o for o in own)])
            common.append([*own, y])
    each = sm.WLS(share, rows, weights=weight).fit()
    return each, sm.WLS(share, common, weights=weight).fit()


@pytest.mark.slow
@settings(max_examples=200)
@given(st.lists(series, min_size=2, max_size=5))
def test_parallel_slopes_are_tested_as_statsmodels_does(types):
    kept = []
    for years in types:
        cases, persons = (sum(g[i] for g in years.values()) for i in (0, 1))
        if len(years) >= 2 and 0 < cases < persons:
            kept.append(years)
    found = parallel(types)
    if len(kept) < 2 or sum(len(years) - 2 for years in kept) < 1:
        assert found is None
    elif not all(is_on_a_line(years) for years in kept):
        each, common = fits(kept)
        assert found == pytest.approx(each.compare_f_test(common)[1], abs=1e-7)


def test_slopes_that_are_alike_are_not_told_apart_and_others_are():
    rng = np.random.default_rng(4)

    def drawn(slopes):
        types = [
            {2010 + i: Persons(int(rng.binomial(4000, 0.2 + s * i)), 4000) for i in range(12)}
            for s in slopes
        ]
        return parallel(types)

    alike = [drawn([0.005] * 5) for _ in range(300)]
    assert np.mean(np.array(alike) < 0.05) == pytest.approx(0.05, abs=0.04)
    assert np.mean(alike) == pytest.approx(0.5, abs=0.06)
    assert max(drawn([0.005, 0.005, 0.005, 0.005, -0.005]) for _ in range(20)) < 1e-4


@given(st.lists(series, min_size=2, max_size=5), st.randoms())
def test_the_order_of_types_and_years_changes_nothing(types, random):
    other = [dict(random.sample([*years.items()], len(years))) for years in types]
    one, two = parallel(types), parallel(random.sample(other, len(other)))
    assert one == (None if two is None else pytest.approx(two, abs=1e-9))


def test_types_without_a_line_are_not_compared():
    years = {2020 + i: Persons(10 + i * i, 100) for i in range(5)}
    falls = {2020 + i: Persons(40 - 2 * i + i % 2, 100) for i in range(5)}
    nobody = {2020 + i: Persons(0, 100) for i in range(5)}
    alone = {2020: Persons(3, 9)}
    assert parallel([years, falls, nobody, alone, {}]) == parallel([years, falls])
    assert parallel([years, nobody]) is None
    assert parallel([{2020: Persons(1, 9), 2021: Persons(2, 9)}] * 2) is None


def test_years_together():
    years = {2020: Persons(1, 10), 2021: Persons(2, 10), 2023: Persons(4, 10)}
    assert rolling(years, 2021, 2) == Persons(3, 20)
    assert rolling(years, 2023, 1) == Persons(4, 10)
    assert rolling(years, 2023, 2) is None
    assert rolling(years, 2020, 2) is None

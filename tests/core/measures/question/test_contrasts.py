"""Comparisons against statsmodels and SciPy; standardised ones against NumPy and simulation."""

from math import sqrt
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, fisher_exact, norm
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest
from statsmodels.stats.rates import confint_poisson_2indep
from statsmodels.stats.rates import test_poisson_2indep as poisson_test

from regso.core.measures.question.contrasts import Stratum, contrast, holm
from regso.core.measures.question.targeting import Persons
from regso.core.measures.rates import rate, wilson

SHARE, RATE = "andel", "tal"
pairs = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def alone(one, other):
    return [Stratum(1.0, Persons(*one), Persons(*other))]


def drawn_cases():
    random = Random(7)  # noqa: S311 - no secret
    for _ in range(200):
        sizes = [int(10 ** random.uniform(0.5, 5)) for _ in range(2)]
        share = random.choice([random.random(), 10 ** random.uniform(-3, -1)])
        yield [(min(n, max(0, round(n * share * random.choice([1, 1, 0.5, 2])))), n) for n in sizes]


HARD = [
    [(0, 10), (0, 10)], [(10, 10), (10, 10)], [(0, 10), (10, 10)], [(10, 10), (0, 10)],
    [(1, 1), (0, 1)], [(0, 1), (0, 1_000_000)], [(1, 1), (1, 1_000_000)], [(5, 5), (3, 1_000_000)],
    [(0, 1000), (4, 1000)], [(0, 1000), (12, 1000)], [(1, 1000), (0, 1000)], [(3, 7), (2, 9)],
    [(500_000, 1_000_000), (500_400, 1_000_000)], [(1, 2), (1, 2)], [(4, 9), (100_000, 1_000_000)],
    [(999, 1000), (1000, 1000)], [(2, 3), (999_998, 1_000_000)], [(10, 20), (9, 20)],
    [(9, 20), (11, 20)], [(1, 100_000), (12, 100_000)],
]  # fmt: skip


def p_of_shares(one, other):
    (x, n), (y, m) = one, other
    common = (x + y) / (n + m)
    if min(n * common, m * common, n * (1 - common), m * (1 - common)) < 5:
        return fisher_exact([[x, n - x], [y, m - y]]).pvalue
    return proportions_ztest([x, y], [n, m])[1]


def p_of_rates(one, other):
    (x, n), (y, m) = sorted((one, other))  # statsmodels divides by the second rate
    if min(n, m) * (x + y) / (n + m) < 5:
        return binomtest(x, x + y, n / (n + m)).pvalue if x + y else 1.0
    return poisson_test(x, n, y, m, method="score", compare="ratio").pvalue


def test_shares_are_compared_as_statsmodels_and_scipy_do():
    """statsmodels 0.15 (newcomb, log, proportions_ztest) and SciPy 1.17 (fisher_exact).

    200 drawn and 20 hard cases; the greatest relative difference is 2e-10 for a
    p-value and 2e-15 for a limit.
    """
    for one, other in [*drawn_cases(), *HARD]:
        found = contrast(alone(one, other), SHARE, 0.95)
        counts = (*one, *other)
        expected = confint_proportions_2indep(*counts, method="newcomb", compare="diff")
        assert found.difference[1:] == pytest.approx(expected, abs=1e-12)
        assert found.p == pytest.approx(p_of_shares(one, other), rel=1e-7, abs=1e-250)
        if other[0] == 0:
            assert found.ratio is None
        elif found.ratio_limits is not None:
            expected = confint_proportions_2indep(*counts, method="log", compare="ratio")
            assert found.ratio_limits == pytest.approx(expected, rel=1e-9)
        else:
            assert one[0] == 0 or (one[0] == one[1] and other[0] == other[1])


def test_rates_are_compared_as_statsmodels_and_scipy_do():
    """statsmodels 0.15 (wald-log, score) and SciPy 1.17 (binomtest)."""
    for one, other in [*drawn_cases(), *HARD]:
        found = contrast(alone(one, other), RATE, 0.95)
        assert found.p == pytest.approx(p_of_rates(one, other), rel=1e-7, abs=1e-250)
        if one[0] and other[0]:
            expected = confint_poisson_2indep(*one, *other, method="wald-log", compare="ratio")
            assert found.ratio_limits == pytest.approx(expected, rel=1e-9)


# -- standardised ----------------------------------------------------------------------------

strata = st.lists(st.tuples(st.integers(1, 9), pairs, pairs), min_size=1, max_size=6)


def weighted(rows):
    whole = sum(w for w, _, _ in rows)
    return [Stratum(w / whole, Persons(*one), Persons(*other)) for w, one, other in rows]


@given(strata, st.sampled_from([(SHARE, wilson), (RATE, lambda x, n, level: rate(x, n, 1, level))]))
def test_standardised_values_and_limits_are_sums_over_the_strata(rows, how):
    measure, interval = how
    found = contrast(weighted(rows), measure, 0.9)
    w = np.array([row[0] for row in rows], float)
    w /= w.sum()
    one = np.array([interval(*row[1], 0.9) for row in rows])
    other = np.array([interval(*row[2], 0.9) for row in rows])
    values = w @ one[:, 0], w @ other[:, 0]
    below = (w * (one[:, 0] - one[:, 1])) ** 2 + (w * (other[:, 2] - other[:, 0])) ** 2
    above = (w * (one[:, 2] - one[:, 0])) ** 2 + (w * (other[:, 0] - other[:, 1])) ** 2
    value = values[0] - values[1]
    expected = (value, value - sqrt(below.sum()), value + sqrt(above.sum()))
    assert found.difference == pytest.approx(expected, abs=1e-12)
    assert found.ratio == (pytest.approx(values[0] / values[1]) if values[1] else None)
    if found.ratio_limits:
        x, n, y, m = np.array([(*row[1], *row[2]) for row in rows], float).T
        less = measure == SHARE
        spread = sum(
            (w**2 * c / k**2 * (1 - less * c / k)).sum() / v**2
            for c, k, v in ((x, n, values[0]), (y, m, values[1]))
        )
        reach = norm.ppf(0.95) * sqrt(spread)
        assert np.log(found.ratio_limits) == pytest.approx(
            [np.log(found.ratio) - reach, np.log(found.ratio) + reach], abs=1e-9
        )


@given(strata, st.sampled_from([SHARE, RATE]))
def test_swapping_the_two_mirrors_the_comparison(rows, measure):
    one = contrast(weighted(rows), measure, 0.95)
    other = contrast(weighted([(w, b, a) for w, a, b in rows]), measure, 0.95)
    mirrored = [-other.difference[i] for i in (0, 2, 1)]
    assert one.difference == pytest.approx(mirrored, abs=1e-12)
    assert one.p == (None if other.p is None else pytest.approx(other.p, rel=1e-7))
    if one.ratio and other.ratio:
        assert one.ratio == pytest.approx(1 / other.ratio)


@given(pairs, pairs, st.integers(2, 5), st.sampled_from([SHARE, RATE]))
def test_strata_that_are_alike_say_as_much_as_one_that_is_larger(one, other, count, measure):
    """The value is the same, and the test that of one stratum with all the persons."""
    strata = weighted([(1, one, other)] * count)
    whole = alone(*((count * x, count * n) for x, n in (one, other)))
    found, together = contrast(strata, measure, 0.95), contrast(whole, measure, 0.95)
    assert found.difference.value == pytest.approx(together.difference.value, abs=1e-12)
    if found.p is not None:
        assert found.p == pytest.approx(together.p, rel=1e-6, abs=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("measure", [SHARE, RATE])
def test_where_nothing_differs_the_test_and_the_limits_err_as_often_as_they_should(measure):
    rng = np.random.default_rng(4)
    sizes = np.array([(200, 500), (400, 300), (150, 700)])
    shares = np.array([0.1, 0.2, 0.05])
    small = outside = 0
    for _ in range(1500):
        counts = (
            rng.binomial(sizes, shares[:, None])
            if measure == SHARE
            else rng.poisson(sizes * shares[:, None])
        )
        rows = [
            (w, (int(x), int(n)), (int(y), int(m)))
            for w, (x, y), (n, m) in zip((3, 2, 1), counts, sizes, strict=True)
        ]
        found = contrast(weighted(rows), measure, 0.95)
        small += found.p < 0.05
        outside += not found.difference.lower <= 0 <= found.difference.upper
    assert 0.035 < small / 1500 < 0.065  # SE 0.006
    assert 0.03 < outside / 1500 < 0.065


# -- Holm ------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=25, deadline=None)  # statsmodels looks for garbage in every call
@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_holm_is_statsmodels(values):
    """statsmodels 0.15, multipletests."""
    expected = multipletests(values, method="holm")[1]
    assert holm(values, len(values)) == pytest.approx(expected, abs=1e-12)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=6), st.floats(0, 1))
def test_one_that_is_not_shown_changes_nothing_whatever_it_is(values, hidden):
    count = len(values) + 1
    found = holm([*values, None], count)
    assert found[-1] is None
    for shown, true in zip(found[:-1], holm([*values, hidden], count), strict=False):
        assert shown >= true - 1e-12

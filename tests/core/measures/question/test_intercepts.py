"""The random-intercept model against SciPy: its likelihood by `quad`, maximised by `minimize`."""

from math import exp, log, pi, sqrt

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.special import expit, gammaln, xlogy

from regso.core.measures.question.intercepts import (
    _NODES,
    correlation,
    median_odds_ratio,
    spread,
)
from regso.core.measures.question.targeting import Persons


def log_likelihood(groups, mean, sd):
    """Return the log likelihood, every group's integral taken by adaptive quadrature."""
    found = 0.0
    for x, n in groups:
        constant = gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1)

        def log_height(b, x=x, n=n, constant=constant):
            p = expit(mean + b)
            return constant + xlogy(x, p) + xlogy(n - x, 1 - p) - b * b / (2 * sd * sd)

        grid = np.linspace(-9 * sd, 9 * sd, 2001)
        heights = log_height(grid)
        top, at = heights.max(), grid[heights.argmax()]
        near = grid[heights > top - 40]
        area, _ = quad(lambda b, f=log_height, t=top: exp(f(b) - t), near[0] - 0.01 * sd,
                       near[-1] + 0.01 * sd, points=[at], limit=200)  # fmt: skip
        found += top + log(area) - log(sd * sqrt(2 * pi))
    return found


def maximised(groups):
    start = [log(sum(x for x, _ in groups) / sum(n - x for x, n in groups)), log(0.5)]
    found = minimize(
        lambda v: -log_likelihood(groups, v[0], exp(v[1])), start, method="Nelder-Mead",
        options={"xatol": 1e-7, "fatol": 1e-10},
    )  # fmt: skip
    return found.x


def drawn(seed, count, size, mean, sd):
    rng = np.random.default_rng(seed)
    persons = rng.integers(1, size, count)
    return [Persons(int(rng.binomial(n, expit(mean + sd * rng.normal()))), int(n)) for n in persons]


CASES = [
    drawn(1, 5, 100_000, -1, 0.5),
    drawn(2, 20, 300, -2, 0.8),
    drawn(3, 12, 40, 0, 1.5),
    drawn(4, 15, 2000, -3, 0.3),
]


@pytest.mark.slow
@pytest.mark.parametrize("groups", CASES)
def test_the_spread_is_the_maximum_of_the_likelihood(groups):
    mean, log_sd = maximised(groups)
    found = spread(groups)
    assert found.sd == pytest.approx(exp(log_sd), rel=1e-4)
    # No worse than the maximum that the other search found.
    assert log_likelihood(groups, mean, found.sd) == pytest.approx(
        log_likelihood(groups, mean, exp(log_sd)), abs=1e-4
    )


@pytest.mark.slow
@pytest.mark.parametrize("groups", CASES[1:2])
def test_the_limits_are_walds_by_the_curvature_of_the_likelihood(groups):
    mean, log_sd = maximised(groups)
    h = 1e-2
    f = {(i, j): log_likelihood(groups, mean + i * h, exp(log_sd + j * h))
         for i in (-1, 0, 1) for j in (-1, 0, 1)}  # fmt: skip
    a = (f[1, 0] - 2 * f[0, 0] + f[-1, 0]) / h**2
    c = (f[0, 1] - 2 * f[0, 0] + f[0, -1]) / h**2
    b = (f[1, 1] - f[1, -1] - f[-1, 1] + f[-1, -1]) / (4 * h**2)
    error = sqrt(np.linalg.inv(-np.array([[a, b], [b, c]]))[1, 1])
    low, high = spread(groups).limits
    assert log(high / low) / 2 == pytest.approx(1.959963984540054 * error, rel=1e-2)


def test_groups_that_are_alike_have_no_spread():
    found = spread([Persons(30, 100)] * 40)
    assert found == (0.0, None)
    assert correlation(found.sd) == 0
    assert median_odds_ratio(found.sd) == 1


def test_groups_that_hardly_differ_have_no_limits():
    """Walds limits of the logarithm would be every spread that there is."""
    groups = [(40, 2363), (44, 1739), (63, 3231), (24, 1396), (75, 2987), (28, 1324), (61, 2621),
              (68, 2800), (75, 3307), (59, 3009), (51, 2842), (35, 1803), (36, 1825), (33, 1939),
              (37, 1537), (36, 1731), (26, 1222), (60, 3371), (47, 2495), (66, 3160), (54, 2601),
              (57, 3169), (18, 1165), (42, 1950), (43, 2029), (71, 3074), (35, 1828), (54, 2219),
              (57, 2780), (34, 2149), (18, 1534), (40, 2030), (46, 2096), (86, 3235), (38, 1857),
              (20, 1184), (67, 3262), (56, 2878), (47, 2408), (46, 1782)]  # fmt: skip
    found = spread([Persons(*group) for group in groups])
    assert found.sd == pytest.approx(0.0114, abs=1e-4)
    assert found.limits is None


@pytest.mark.parametrize("groups", [[], [Persons(3, 9)], [Persons(0, 9)] * 3, [Persons(9, 9)] * 3])
def test_where_there_is_nothing_to_compare_there_is_no_spread(groups):
    assert spread(groups) is None


@pytest.mark.parametrize("persons", [1, 30, 2000])
def test_groups_of_which_all_or_none_are_cases_have_no_spread(persons):
    """The likelihood grows for ever; where the quadrature has its maximum there is none."""
    assert spread([Persons(persons, persons), Persons(0, persons)]) is None


@pytest.mark.slow
def test_a_spread_that_the_quadrature_cannot_find_is_not_told():
    """The maximum is at 9.42, and the quadrature's at 9.26."""
    groups = [Persons(30, 30), Persons(0, 30), Persons(29, 30)]
    assert exp(maximised(groups)[1]) == pytest.approx(9.418, abs=1e-3)
    assert spread(groups) is None


@pytest.mark.slow
def test_a_large_spread_is_found_to_one_in_a_hundred():
    groups = [Persons(30, 30), Persons(0, 30), Persons(29, 30), Persons(15, 30)]
    assert spread(groups).sd == pytest.approx(exp(maximised(groups)[1]), rel=0.01)


def test_the_nodes_are_those_of_numpy():
    nodes, weights = np.polynomial.hermite.hermgauss(15)
    own = sorted({(s * t, w) for t, w in _NODES for s in (1, -1)})
    assert [t for t, _ in own] == pytest.approx(nodes, abs=1e-12)
    assert [w for _, w in own] == pytest.approx(weights * np.exp(nodes**2), rel=1e-12)


def test_a_median_odds_ratio_is_the_median_of_pairs_of_groups():
    rng = np.random.default_rng(7)
    one, other = rng.normal(0, 0.6, (2, 400_000))
    assert median_odds_ratio(0.6) == pytest.approx(np.median(np.exp(np.abs(one - other))), rel=5e-3)

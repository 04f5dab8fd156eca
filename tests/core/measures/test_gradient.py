"""Indices of inequality against PHEindicatormethods, NumPy, statsmodels and simulation."""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from regso.core.measures.gradient import (
    log_relative_index,
    log_slope_index,
    mean_relative_index,
    relative_index,
    slope_index,
)
from regso.errors import DomainError, EmptyError

PERSONS = [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534]
VALUES = [
    75.9334590103081, 78.3442382727843, 83.8360631041654, 83.6375399664931, 80.4655031529559,
    81.1156759857022, 81.6930835718562, 84.1900062060987, 80.5955641081472, 86.2894349578624,
]  # fmt: skip
ERRORS = [1.2, 0.9, 1.1, 0.8, 1.3, 1.0, 0.7, 1.1, 0.9, 1.0]
INDICES = (
    slope_index, relative_index, mean_relative_index, log_slope_index, log_relative_index,
)  # fmt: skip


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


def fitted(values):
    """Return the fitted ends by statsmodels' weighted least squares, which PHE's method is."""
    n = np.array(PERSONS, float)
    ranks = (np.cumsum(n) - n / 2) / n.sum()
    first, slope = sm.WLS(values, sm.add_constant(ranks), weights=n).fit().params
    return first, first + slope


def test_every_definition_is_that_of_a_line_by_statsmodels():
    first, last = fitted(VALUES)
    log_first, log_last = np.exp(fitted(np.log(VALUES)))
    assert [index(VALUES, PERSONS).value for index in INDICES] == pytest.approx(
        [
            last - first,
            last / first,
            (last - first) / np.average(VALUES, weights=PERSONS),
            log_last - log_first,
            log_last / log_first,
        ],
        rel=1e-9,
    )


@pytest.mark.slow
def test_every_interval_holds_what_simulation_finds():
    """The method of PHEindicatormethods: normal values with their errors, 400,000 times."""
    chance = np.random.default_rng(7)
    first, last = (chance.normal(VALUES, ERRORS, (400_000, 10)) @ design().T).T
    logs = chance.normal(np.log(VALUES), np.divide(ERRORS, VALUES), (400_000, 10)) @ design().T
    log_slopes = logs[:, 1] - logs[:, 0]
    middle = np.average(np.log(VALUES), weights=PERSONS)  # about which its lines turn
    for index, simulated in zip(
        INDICES,
        (
            last - first,
            last / first,
            2 * (last - first) / (last + first),
            np.exp(middle + log_slopes / 2) - np.exp(middle - log_slopes / 2),
            np.exp(log_slopes),
        ),
        strict=True,
    ):
        result = index(VALUES, PERSONS, ERRORS)
        width = result.upper - result.lower
        found = np.quantile(simulated, [0.025, 0.975])
        assert result[1:] == pytest.approx(tuple(found), abs=0.01 * width)


@given(st.floats(0.5, 50), st.floats(0.5, 50), st.lists(st.integers(1, 999), min_size=2))
def test_values_on_an_exponential_line_give_it(first, last, persons):
    total, below, values = sum(persons), 0, []
    for n in persons:
        values.append(first * (last / first) ** ((below + n / 2) / total))
        below += n
    assert log_slope_index(values, persons).value == pytest.approx(last - first, abs=1e-6)
    assert log_relative_index(values, persons).value == pytest.approx(last / first, rel=1e-6)


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
    for index in INDICES:
        assert all(map(math.isnan, index(VALUES, PERSONS)[1:]))


def test_a_ratio_whose_base_may_be_zero_has_no_limits():
    """Fieller's interval is unbounded then; the slope still has limits."""
    result = relative_index([3.0, 5.0], [10, 10], [4.0, 4.0])
    assert all(map(math.isnan, result[1:]))
    assert slope_index([3.0, 5.0], [10, 10], [4.0, 4.0]).upper > 0


def test_a_line_that_is_not_positive_has_no_ratio():
    with pytest.raises(DomainError, match="inte positiv i båda ändar; använd matt sii"):
        relative_index([-5.0, 5.0], [10, 10])
    with pytest.raises(DomainError, match="medelvärde är inte positivt; använd matt sii"):
        mean_relative_index([-5.0, 5.0], [10, 10])


def test_the_slope_by_the_mean_needs_no_positive_ends():
    """By hand: the line is -4 at rank 0, 8 at rank 1, and 2 in the middle."""
    assert mean_relative_index([-1.0, 5.0], [10, 10]).value == pytest.approx(6)


@pytest.mark.parametrize("index", [log_slope_index, log_relative_index])
def test_a_value_of_0_has_no_logarithm(index):
    with pytest.raises(DomainError, match="har ingen logaritm; använd matt sii eller rii"):
        index([0.0, 5.0], [10, 10])


@pytest.mark.parametrize("index", INDICES)
def test_a_group_without_persons_counts_for_nothing(index):
    whole = index(VALUES, PERSONS, ERRORS)
    assert index([*VALUES, 0.0], [*PERSONS, 0], [*ERRORS, 0.0]) == pytest.approx(whole)


def test_one_group_has_no_gradient():
    with pytest.raises(EmptyError, match="Minst två grupper måste ha befolkning"):
        slope_index([1.0, 2.0], [10, 0])
    with pytest.raises(EmptyError, match="Minst två grupper"):
        slope_index([], [])


def test_a_negative_population_is_refused():
    with pytest.raises(DomainError, match="En befolkning är negativ"):
        slope_index([1.0, 2.0], [10, -1])


@pytest.mark.parametrize("index", INDICES)
@pytest.mark.parametrize("error", [0.0, -0.1])
def test_no_value_is_without_error(index, error):
    with pytest.raises(DomainError, match="Ett medelfel är inte större än 0"):
        index([1.0, 2.0], [10, 1], [0.1, error])


def test_the_gradient_of_100_000_groups_is_linear_in_time():
    n = 100_000
    values = [float(i) for i in range(n)]
    assert slope_index(values, [1.0] * n).value == pytest.approx(n, rel=1e-9)

"""Pointing out against fractions, linear programming, NumPy's covariance and statsmodels."""

from fractions import Fraction
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from statsmodels.stats.proportion import proportion_confint

from regso.core.measures.question import resampling
from regso.core.measures.question.targeting import (
    Areas,
    Persons,
    best,
    concentration,
    hits,
    limits_of_best,
    limits_of_types,
    total,
    wilson_limits,
)
from regso.errors import DomainError

NOBODY = Persons(0, 0)
pairs = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@st.composite
def registers(draw, fewest=1):
    rows = draw(st.lists(st.tuples(st.integers(1, 5), pairs), min_size=fewest, max_size=25))
    return Areas([k for k, _ in rows], [x for _, (x, _) in rows], [n for _, (_, n) in rows])


def by_type(areas):
    rows = list(zip(areas.kinds, areas.cases, areas.persons, strict=True))
    return [total([Persons(x, n) for k, x, n in rows if k == kind]) for kind in range(1, 6)]


def everyone(areas):
    return Persons(sum(areas.cases), sum(areas.persons))


@given(pairs, pairs)
def test_hits_are_the_shares_of_the_four_groups(chosen, others):
    (x, n), (y, m) = chosen, others
    found = hits(Persons(x, n), Persons(x + y, n + m))
    exact = [
        Fraction(n, n + m),
        Fraction(x, x + y) if x + y else None,
        Fraction(m - y, n + m - x - y) if n + m > x + y else None,
        Fraction(x, n),
        Fraction(x, n) / Fraction(x + y, n + m) if x + y else None,
    ]
    for value, expected in zip(found, exact, strict=True):
        assert value == (None if expected is None else pytest.approx(float(expected), rel=1e-12))


@given(pairs, pairs, st.sampled_from([0.8, 0.95, 0.99]))
def test_limits_of_the_shares_are_wilsons_as_statsmodels_has_them(chosen, others, level):
    (x, n), (y, m) = chosen, others
    found = wilson_limits(Persons(x, n), Persons(x + y, n + m), level)
    counts = [(n, n + m), (x, x + y), (m - y, n + m - x - y), (x, n)]
    for limits, (a, b) in zip(found, counts, strict=True):
        if b == 0:
            assert limits is None
        else:
            expected = proportion_confint(a, b, 1 - level, "wilson")
            assert limits == pytest.approx(expected, abs=1e-12)


@given(registers(), st.floats(0, 1))
def test_no_other_choice_of_as_many_persons_has_more_cases(areas, share):
    size = share * sum(areas.persons)
    shares = [-x / n for x, n in zip(areas.cases, areas.persons, strict=True)]
    bounds = [(0, n) for n in areas.persons]
    exact = linprog(shares, A_eq=[[1] * len(shares)], b_eq=[size], bounds=bounds)
    assert best(areas, size).cases == pytest.approx(-exact.fun, abs=1e-6)


@given(registers())
def test_concentration_is_the_covariance_with_the_rank(areas):
    groups = by_type(areas)
    found = concentration(groups)
    cases, persons = map(int, total(groups))
    if not 0 < cases < persons:
        assert found is None
        return
    need = np.concatenate([np.r_[np.ones(int(x)), np.zeros(int(n - x))] for x, n in groups])
    kind = np.repeat(np.arange(5), [int(n) for _, n in groups])
    place = (np.arange(persons) + 0.5) / persons
    rank = np.array([place[kind == k].mean() if (kind == k).any() else 0 for k in range(5)])[kind]
    covariance = np.mean((need - need.mean()) * (rank - rank.mean()))
    expected = 2 * covariance / need.mean() / (1 - need.mean())
    assert found == pytest.approx(expected, abs=1e-9)


@given(st.lists(st.integers(1, 50), min_size=5, max_size=5), st.integers(1, 9))
def test_types_with_equal_shares_have_no_concentration_and_a_lift_of_one(sizes, tenths):
    groups = [Persons(tenths * n, 10 * n) for n in sizes]
    assert concentration(groups) == pytest.approx(0, abs=1e-12)
    assert hits(groups[0], total(groups)).lift == pytest.approx(1)


@given(registers())
def test_turning_the_types_around_turns_the_index_around(areas):
    groups = by_type(areas)
    found = concentration(groups)
    if found is not None:
        assert concentration(groups[::-1]) == pytest.approx(-found, abs=1e-9)


@pytest.mark.parametrize(
    ("groups", "index"),
    [
        ([(10, 10), (0, 10), (0, 10), (0, 10), (0, 10)], -1),
        ([(0, 10), (0, 10), (0, 10), (0, 10), (10, 10)], 1),
        ([(5, 10), (0, 0), (0, 0), (0, 0), (5, 10)], 0),
        ([(0, 10)] * 5, None),
        ([(10, 10)] * 5, None),
        ([(0, 0)] * 5, None),
    ],
)
def test_the_ends_of_the_concentration(groups, index):
    assert concentration([Persons(*group) for group in groups]) == index


def resampled(areas, weights):
    places = np.repeat(np.arange(len(weights)), list(weights))
    columns = areas.kinds, areas.cases, areas.persons
    return Areas(*([column[i] for i in places] for column in columns))


@pytest.mark.slow
@settings(max_examples=10)
@given(registers(fewest=2), pairs)
def test_limits_are_percentiles_of_the_measures_of_areas_drawn(areas, unknown):
    outside = Persons(*unknown)
    order = sorted(zip(areas.kinds, areas.persons, areas.cases, strict=True))
    kinds, persons, cases = zip(*order, strict=True)
    areas = Areas(kinds, cases, persons)
    lifts, indices = [], []
    for weights in resampling.draws(len(kinds)):
        groups = by_type(resampled(areas, weights))
        whole = total([*groups, outside])
        lifts.append(hits(total(groups[:2]), whole).lift)
        indices.append(concentration(groups))
    found = limits_of_types(areas, outside, (1, 2), 0.9)
    for limits, values in zip(found, (lifts, indices), strict=True):
        if None in values:
            assert limits is None
        else:
            assert limits == pytest.approx(np.quantile(values, [0.05, 0.95]), abs=1e-9)


@pytest.mark.slow
@settings(max_examples=10)
@given(registers(fewest=2), pairs, st.floats(0.05, 0.6))
def test_the_best_areas_are_ranked_again_in_every_draw(areas, unknown, share):
    shares = [x / n for x, n in zip(areas.cases, areas.persons, strict=True)]
    order = sorted(range(len(shares)), key=lambda i: (-shares[i], areas.persons[i]))
    ranked, outside = areas.ordered(order), Persons(*unknown)
    values = []
    for weights in resampling.draws(len(shares)):
        drawn = resampled(ranked, weights)
        whole = total([everyone(drawn), outside])
        size = min(share * whole.persons, sum(drawn.persons))
        values.append(hits(best(drawn, size), whole).sensitivity)
    limits = limits_of_best(areas, outside, share, 0.9)[1]
    if None in values:
        assert limits is None
    else:
        assert limits == pytest.approx(np.quantile(values, [0.05, 0.95]), abs=1e-6)


def test_the_bootstrap_of_a_mean_has_the_known_standard_error():
    values = [((7 * i) % 40) / 40 for i in range(40)]
    means = [
        sum(w * v for w, v in zip(weights, values, strict=True)) / 40
        for weights in resampling.draws(40)
    ]
    assert np.std(means) == pytest.approx(np.std(values) / 40**0.5, rel=0.07)
    assert fmean(means) == pytest.approx(fmean(values), abs=0.005)


def test_one_area_has_no_limits_and_a_level_is_asked_of_few_areas_too():
    area = Areas([1], [3], [9])
    assert limits_of_types(area, NOBODY, (1, 2), 0.95) == (None, None)
    assert limits_of_best(area, NOBODY, 0.5, 0.95) == (None,) * 5
    with pytest.raises(DomainError):
        resampling.limits(1, lambda _: [0.0], 1.0)


def test_draws_have_as_many_areas_as_there_are_and_are_always_the_same():
    drawn = resampling.draws(7)
    assert len(drawn) == resampling.DRAWS
    assert {sum(weights) for weights in drawn} == {7}
    assert drawn[0] == bytes([1, 0, 2, 2, 0, 1, 1])

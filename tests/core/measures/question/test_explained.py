"""Explained variance against statsmodels, NumPy, fractions and simulated areas of known truth."""

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.core.measures.question import resampling
from regso.core.measures.question.explained import explained, inside, limits
from regso.core.measures.question.targeting import Persons

registers = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    ),
    min_size=2,
    max_size=15,
)


def split(rows):
    return [Persons(*pair) for _, pair in rows], [group for group, _ in rows]


@given(registers)
def test_gross_shares_are_the_r2_of_regressions_on_the_groups(rows):
    areas, groups = split(rows)
    x, n = np.array(areas, dtype=float).T
    dummies = np.array([[g == k for k in sorted(set(groups))] for g in groups], dtype=float)
    found = explained(areas, groups)
    if np.ptp(x / n) < 1e-9:
        assert found.areas is None
    else:
        fitted = sm.WLS(x / n, dummies, weights=n).fit()
        total = (n * (x / n - x.sum() / n.sum()) ** 2).sum()
        assert found.areas == pytest.approx(1 - fitted.ssr / total, abs=1e-9)
    need = np.concatenate([[1.0] * int(a) + [0.0] * int(b - a) for a, b in areas])
    group = np.repeat(groups, n.astype(int))
    if need.std() == 0:
        assert found.persons is None
    else:
        means = np.array([need[group == g].mean() for g in group])
        assert found.persons == pytest.approx(means.var() / need.var(), abs=1e-9)


@given(registers)
def test_finer_groups_explain_at_least_as_much_and_all_is_within_0_and_1(rows):
    areas, groups = split(rows)
    coarse = explained(areas, [group > 2 for group in groups])
    fine = explained(areas, groups)
    alone = explained(areas, range(len(areas)))
    for part, more, whole in zip(coarse, fine, alone, strict=True):
        assert all(value is None or 0 <= value <= 1 for value in (part, more, whole))
    if fine.areas is not None:
        assert coarse.areas <= fine.areas + 1e-9
        assert alone.areas == pytest.approx(1)
    if fine.persons is not None:
        assert coarse.persons <= fine.persons + 1e-9 <= alone.persons + 2e-9
    assert (explained(areas, [1] * len(areas)).areas or 0) < 1e-9


@given(registers)
def test_the_order_of_the_areas_changes_nothing(rows):
    one, other = explained(*split(rows)), explained(*split(rows[::-1]))
    assert [v is None for v in one] == [v is None for v in other]
    assert [v for v in one if v is not None] == pytest.approx([v for v in other if v is not None])


def simulated(seed, sd):
    """Return areas of 30 persons in 5 groups, and the true share between the groups."""
    rng = np.random.default_rng(seed)
    group = np.arange(600) % 5
    truth = 0.3 + np.array([-0.1, -0.05, 0, 0.05, 0.1])[group] + rng.normal(0, sd, 600)
    cases = rng.binomial(30, truth.clip(0, 1))
    means = np.array([truth[group == g].mean() for g in range(5)])
    return [Persons(int(x), 30) for x in cases], group.tolist(), means.var() / truth.var()


def test_net_is_what_chance_has_been_taken_from():
    gross, net, true = zip(
        *((f.areas, f.areas_net, t)
          for seed in range(40)
          for areas, group, t in [simulated(seed, 0.04)]
          for f in [explained(areas, group)]),
        strict=True,
    )  # fmt: skip
    assert np.mean(gross) < np.mean(true) - 0.15
    assert np.mean(net) == pytest.approx(np.mean(true), abs=0.02)  # SE 0.01


def test_groups_that_differ_by_chance_alone_explain_nothing_net():
    rng = np.random.default_rng(1)
    found = [
        explained([Persons(int(x), 50) for x in rng.binomial(50, 0.2, 400)], list(range(5)) * 80)
        for _ in range(20)
    ]
    assert np.mean([f.areas for f in found]) == pytest.approx(4 / 399, abs=0.004)
    assert np.mean([f.persons_net for f in found]) < 0.0005


@pytest.mark.parametrize("is_nested", [True, False])
@settings(max_examples=8)
@given(registers)
def test_limits_are_percentiles_over_clusters_written_out(is_nested, rows):
    areas, groups = split(rows)
    clusters = [i % 4 for i in range(len(rows))]
    names = list(zip(clusters, groups, strict=True)) if is_nested else groups
    values = []
    for weights in resampling.draws(len(set(clusters))):
        drawn, of = [], []
        for cluster, times in enumerate(weights):
            for copy in range(times):
                for area, c, name in zip(areas, clusters, names, strict=True):
                    if c == cluster:
                        drawn.append(area)
                        of.append((name, copy) if is_nested else name)
        values.append(explained(drawn, of).persons)
    is_nested_after_all = len(set(zip(names, clusters, strict=True))) == len(set(names))
    if is_nested_after_all != is_nested:
        return
    found = limits(areas, names, clusters, 0.9)[2]
    if None in values:
        assert found is None
    else:
        assert found == pytest.approx(np.quantile(values, [0.05, 0.95]), abs=1e-8)


def test_one_cluster_has_no_limits():
    areas = [Persons(1, 9), Persons(5, 9)]
    assert limits(areas, [1, 2], ["a", "a"], 0.95) == (None,) * 4


def inside_in_fractions(areas, groups):
    """Return the net variance inside groups and between all areas, times the persons; exact."""
    cases, persons = (sum(Fraction(a[i]) for a in areas) for i in (0, 1))
    common = cases / persons * (1 - cases / persons)

    def noise(x, n):
        p = Fraction(x, n)
        return p * (1 - p) / (n - 1) if n > 1 else common

    def net(part):
        """Return the sum of squares around the part's mean less what chance puts into it."""
        size = sum(n for _, n in part)
        mean = Fraction(sum(x for x, _ in part), size)
        squares = sum(n * (Fraction(x, n) - mean) ** 2 for x, n in part)
        by_chance = sum(n * noise(x, n) * (1 - Fraction(n, size)) for x, n in part)
        return squares - by_chance

    parts = {g: [a for a, own in zip(areas, groups, strict=True) if own == g] for g in groups}
    return sum(map(net, parts.values())), net(areas)


@settings(max_examples=200)
@given(registers)
def test_what_lies_inside_groups_is_that_of_fractions(rows):
    areas, groups = split(rows)
    found = inside(areas, groups)
    within, whole = inside_in_fractions(areas, groups)
    persons = sum(a.persons for a in areas)
    assert found.spread == pytest.approx(sqrt(max(0, within) / persons), abs=1e-6)
    if float(whole) > 1e-9:
        assert found.share == pytest.approx(float(min(1, max(0, within / whole))), abs=1e-9)


@given(registers)
def test_what_the_groups_do_not_explain_lies_inside_them(rows):
    areas, groups = split(rows)
    found, between = inside(areas, groups).share, explained(areas, groups).areas_net
    assert found == (None if between is None else pytest.approx(1 - between))


def test_areas_that_differ_by_chance_alone_have_no_spread_and_others_their_own():
    rng = np.random.default_rng(3)
    groups = np.repeat(np.arange(150), 2)
    truth = 0.2 + rng.normal(0, 0.05, 300)
    centre = np.repeat(truth.reshape(-1, 2).mean(1), 2)
    exact = np.sqrt(np.mean((truth - centre) ** 2))
    for p, expected in ((truth, exact), (np.full(300, 0.2), 0)):
        found = [
            inside([Persons(int(x), 400) for x in rng.binomial(400, p)], groups.tolist()).spread
            ** 2
            for _ in range(40)
        ]
        assert np.mean(found) == pytest.approx(expected**2, abs=8e-5)  # SE 1.5e-5

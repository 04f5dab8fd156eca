"""Smoothed shares against R (spdep) and fractions; funnel limits against SciPy's binomial."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from recorded import cases
from regso.core.measures.question.smoothing import funnel, smoothed
from regso.core.measures.question.targeting import Persons
from regso.errors import DomainError

pairs = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
registers = st.lists(pairs, min_size=1, max_size=12)
RECORDED = cases.answers("smoothed")


def exact(areas):
    """Return the shares in fractions, as the two papers have them."""
    x, n = (sum(map(Fraction, column)) for column in zip(*areas, strict=True))
    mean, size = x / n, n / len(areas)
    observed = sum(m * (Fraction(y, m) - mean) ** 2 for y, m in areas) / n
    between = (
        max(Fraction(0), (size * observed - mean * (1 - mean)) / (size - 1)) if size > 1 else 0
    )
    if not between:
        return [mean] * len(areas)
    weights = [between / (between + (mean * (1 - mean) - between) / m) for _, m in areas]
    return [mean + w * (Fraction(y, m) - mean) for w, (y, m) in zip(weights, areas, strict=True)]


def test_shares_are_those_that_r_has_recorded():
    """spdep 1.2-7, EBest(family = "binomial"); of 220 cases the greatest difference is 6e-16,
    and 5e-11 from fractions (an area of one person beside one of a million).

    Where nothing is left of the variance ours stay at the mean; spdep's go past it.
    """
    compared = 0
    for number in range(cases.DRAWN + cases.HARD):
        areas = cases.areas(number)
        found = smoothed([Persons(*area) for area in areas])
        assert found == pytest.approx([float(v) for v in exact(areas)], rel=1e-11, abs=1e-10)
        mean = sum(x for x, _ in areas) / sum(n for _, n in areas)
        if max(abs(share - mean) for share in found) > 1e-12:
            theirs = [float(row["share"]) for row in RECORDED[number]]
            assert found == pytest.approx(theirs, abs=1e-14)
            compared += 1
    assert compared == 159


@given(registers)
def test_a_share_is_drawn_towards_the_mean_and_not_past_it(areas):
    mean = sum(x for x, _ in areas) / sum(n for _, n in areas)
    for share, (x, n) in zip(smoothed([Persons(*a) for a in areas]), areas, strict=True):
        low, high = sorted((mean, x / n))
        assert low - 1e-12 <= share <= high + 1e-12


@given(registers, st.randoms())
def test_the_order_of_the_areas_changes_nothing(areas, random):
    order = random.sample(range(len(areas)), len(areas))
    before = smoothed([Persons(*a) for a in areas])
    after = smoothed([Persons(*areas[i]) for i in order])
    assert after == pytest.approx([before[i] for i in order], abs=1e-12)


@given(st.integers(0, 20), st.integers(1, 20), st.integers(2, 8))
def test_areas_that_are_alike_are_left_alone(x, more, count):
    assert smoothed([Persons(x, x + more)] * count) == pytest.approx([x / (x + more)] * count)


def test_what_is_drawn_together_lies_nearer_the_truth():
    random = Random(3)  # noqa: S311 - no secret
    raw = drawn = 0.0
    for _ in range(50):
        truth = [random.betavariate(8, 32) for _ in range(60)]
        sizes = [random.choice([20, 60, 200]) for _ in truth]
        areas = [
            Persons(sum(random.random() < p for _ in range(n)), n)
            for p, n in zip(truth, sizes, strict=True)
        ]
        raw += sum((x / n - p) ** 2 for (x, n), p in zip(areas, truth, strict=True))
        drawn += sum((s - p) ** 2 for s, p in zip(smoothed(areas), truth, strict=True))
    assert drawn < 0.7 * raw


# -- funnel limits ---------------------------------------------------------------------------


def by_scipy(mean, persons, level):
    """Return the limits from SciPy's distribution, from either end."""

    def lower(p, tail):
        count = int(binom.ppf(tail, persons, p))
        count += binom.cdf(count, persons, p) < tail
        over = binom.cdf(count, persons, p) - tail
        return max(0.0, (count - over / binom.pmf(count, persons, p)) / persons)

    tail = (1 - level) / 2
    return lower(mean, tail), 1 - lower(1 - mean, tail)


def funnel_cases():
    random = Random(5)  # noqa: S311 - no secret
    for _ in range(200):
        yield (
            random.choice([random.random(), 10 ** random.uniform(-4, -1)]),
            int(10 ** random.uniform(0, 5)),
            random.choice([0.8, 0.9, 0.95, 0.99, 0.998]),
        )
    for mean in (1e-9, 0.001, 0.5, 0.999, 1 - 1e-9):
        for persons in (1, 2, 37, 1_000_000):
            yield mean, persons, 0.95


def test_limits_are_those_of_the_binomial_distribution():
    """SciPy 1.17, binom: 200 drawn and 20 hard cases, greatest difference 2e-14."""
    for case in funnel_cases():
        assert funnel(*case) == pytest.approx(by_scipy(*case), abs=1e-12)


@given(st.floats(0.001, 0.999), st.integers(1, 500), st.sampled_from([0.8, 0.95, 0.998]))
def test_a_side_is_passed_by_chance_at_most_half_as_often_as_the_level_leaves(mean, n, level):
    low, high = funnel(mean, n, level)
    counts = range(n + 1)
    below = sum(binom.pmf([k for k in counts if k / n < low], n, mean))
    above = sum(binom.pmf([k for k in counts if k / n > high], n, mean))
    assert max(below, above) <= (1 - level) / 2 + 1e-9
    assert low <= mean <= high


@given(st.integers(1, 99), st.integers(1, 500))
def test_those_who_are_no_cases_have_the_same_limits(hundredths, n):
    low, high = funnel(hundredths / 100, n, 0.95)
    assert funnel(1 - hundredths / 100, n, 0.95) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@pytest.mark.parametrize("mean", [0.001, 0.2, 0.5, 0.97])
def test_where_the_normal_distribution_takes_over_nothing_jumps(mean):
    persons = int(1e8 / (mean * (1 - mean)))
    before, after = (funnel(mean, persons + more, 0.95) for more in (-5, 5))
    assert before == pytest.approx(after, rel=1e-6)


@pytest.mark.parametrize("mean", [0.0, 1.0])
def test_where_all_are_alike_the_limits_are_the_mean(mean):
    assert funnel(mean, 7, 0.95) == (mean, mean)


def test_a_level_that_is_none_is_refused():
    with pytest.raises(DomainError, match="Konfidensnivån"):
        funnel(0.5, 3, 1.0)

"""Areas against what chance does, beside SciPy's binomial, and what has no place among them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from regso.core.measures.question.ranking import POSITIONS, judged
from regso.core.measures.question.smoothing import smoothed
from regso.core.measures.question.targeting import Persons

pairs = st.integers(1, 400).flatmap(lambda n: st.builds(Persons, st.integers(0, n), st.just(n)))
registers = st.lists(pairs, min_size=1, max_size=12).map(lambda all_: dict(enumerate(all_)))


def test_limits_are_those_of_as_many_comparisons_as_areas():
    """SciPy: with n areas each side is passed at most 0.05 / (2 n) of the time."""
    areas = {"a": Persons(40, 400), "b": Persons(90, 500), "c": Persons(20, 300)}
    mean, found = 150 / 1200, judged(areas, [], 0.95)
    for code, (_, n) in areas.items():
        low, high = found[code].limits
        tail = 0.05 / 6
        assert binom.cdf(n * low - 1e-9, n, mean) <= tail < binom.cdf(n * low + 1, n, mean)
        assert binom.sf(n * high, n, mean) <= tail < binom.sf(n * high - 1 - 1e-9, n, mean)


@pytest.mark.slow
def test_chance_alone_seldom_ranks_any_area():
    """Of 200 registers of 60 areas with the same share, at most about 1 in 20 ranks an area."""
    rng = np.random.default_rng(16)
    ranked = 0
    for _ in range(200):
        sizes = rng.integers(20, 400, 60).tolist()
        areas = {i: Persons(int(rng.binomial(n, 0.2)), n) for i, n in enumerate(sizes)}
        ranked += any(each.place for each in judged(areas, [], 0.95).values())
    assert ranked <= 18  # SciPy: binom.sf(18, 200, 0.05) = 0.007


def test_areas_by_hand():
    areas = {"low": Persons(2, 400), "mid": Persons(50, 400), "top": Persons(160, 400),
             "high": Persons(150, 400), "small": Persons(3, 10)}  # fmt: skip
    found = judged(areas, [], 0.95)
    assert {code: (each.position, each.place) for code, each in found.items()} == {
        "low": ("under", 1), "mid": ("under", 2), "top": ("över", 1), "high": ("över", 2),
        "small": ("inom", None),
    }  # fmt: skip
    shares = zip(areas, smoothed([*areas.values()]), strict=True)
    assert {code: each.smoothed for code, each in found.items()} == dict(shares)


def test_equal_areas_share_their_place():
    areas = {i: Persons(x, 400) for i, x in enumerate((160, 160, 150, 10))}
    assert [each.place for each in judged(areas, [], 0.95).values()] == [1, 1, 3, 1]


def test_no_area_is_no_answer_and_one_is_its_own_mean():
    assert judged({}, [Persons(3, 9)], 0.95) == {}
    only = judged({"a": Persons(3, 10)}, [], 0.95)["a"]
    assert (only.position, only.place, only.smoothed) == ("inom", None, 0.3)


def test_a_pool_counts_in_the_mean_and_nobody_lives_in_an_empty_one():
    areas = {"a": Persons(30, 100), "b": Persons(10, 100)}
    with_pool = judged(areas, [Persons(50, 100), Persons(0, 0)], 0.95)
    by_hand = smoothed([*areas.values(), Persons(50, 100)])
    assert [each.smoothed for each in with_pool.values()] == by_hand[:2]
    assert with_pool["a"].limits[0] < 0.3 < with_pool["a"].limits[1]


@given(registers, st.lists(pairs, max_size=3), st.sampled_from((0.5, 0.9, 0.95, 0.999)))
def test_only_areas_outside_the_limits_have_a_place(areas, pools, level):
    found = judged(areas, pools, level)
    assert found.keys() == areas.keys()
    for code, (x, n) in areas.items():
        low, high = found[code].limits
        outside = 0 if x / n < low else 2 if x / n > high else 1
        assert found[code].position == POSITIONS[::-1][outside]
        assert (found[code].place is None) == (outside == 1)
    for position in ("över", "under"):
        sign = -1 if position == "över" else 1
        mine = [each for each in found.values() if each.position == position]
        for each in mine:
            before = sum(sign * other.smoothed < sign * each.smoothed for other in mine)
            assert each.place == 1 + before


@given(registers, st.randoms())
def test_the_order_of_the_areas_changes_nothing(areas, random):
    shuffled = dict(random.sample([*areas.items()], len(areas)))
    before, after = judged(areas, [], 0.95), judged(shuffled, [], 0.95)
    for code in areas:
        assert after[code].position == before[code].position
        assert after[code].smoothed == pytest.approx(before[code].smoothed, abs=1e-12)

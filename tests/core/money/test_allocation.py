"""Shares of a pot sum to it, whatever the weights."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.exact import scaled
from regso.core.money.allocation import LARGEST_POT, allocate
from regso.errors import DomainError, EmptyError

UNITS = st.sampled_from([1, 100, 1000])
WEIGHTS = st.one_of(
    st.integers(0, 10**6).map(float),
    st.decimals(0, 1000, places=3).map(float),
    st.floats(0, 1e12, allow_subnormal=False),
    st.sampled_from([0.0, 0.1, 0.2, 0.3, 1.0]),
)


@st.composite
def calls(draw):
    """Give the arguments of a call where something has a weight, and the exact shares."""
    rows = draw(st.lists(st.tuples(WEIGHTS, WEIGHTS), min_size=1, max_size=25))
    rows.append((1.0, 1.0))
    volumes, index = (list(column) for column in zip(*rows, strict=True))
    base = draw(st.sampled_from([0.0, 0.1, 0.5, 0.81, 1.0]) | st.floats(0, 1))
    unit = draw(UNITS)
    pot = draw(st.integers(0, 10**12 // unit)) * unit
    exact = [[Fraction(repr(value)) for value in column] for column in (volumes, index)]
    by_index = [v * x for v, x in zip(*exact, strict=True)]
    share = Fraction(repr(base))
    quotas = [
        pot * (share * v / sum(exact[0]) + (1 - share) * w / sum(by_index))
        for v, w in zip(exact[0], by_index, strict=True)
    ]
    return (float(pot), volumes, index, base, unit), quotas


@given(calls())
def test_the_shares_sum_to_the_pot_and_each_is_its_quota_rounded(call):
    args, quotas = call
    shares = allocate(*args)
    assert sum(map(int, shares)) == args[0]
    for share, quota in zip(shares, quotas, strict=True):
        assert share % args[4] == 0
        assert abs(Fraction(share) - quota) < args[4]
        assert share == 0 or quota > 0


@given(calls())
def test_a_larger_quota_never_gets_less_and_equals_differ_by_a_unit_in_row_order(call):
    args, quotas = call
    rows = list(zip(allocate(*args), quotas, strict=True))
    for (one, quota), (other, other_quota) in combinations(rows, 2):
        if quota == other_quota:
            assert one - other in (0, args[4])  # the earlier row first
        else:
            assert (one - other) * (quota > other_quota) >= 0
            assert (other - one) * (quota < other_quota) >= 0


@given(calls())
def test_more_of_volume_and_of_volume_by_index_never_gets_less(call):
    args, _ = call
    shares = allocate(*args)
    exact = [
        (Fraction(repr(v)), Fraction(repr(v)) * Fraction(repr(x)))
        for v, x in zip(args[1], args[2], strict=True)
    ]
    for i, j in combinations(range(len(shares)), 2):
        more = all(a >= b for a, b in zip(exact[i], exact[j], strict=True))
        if more and exact[i] != exact[j]:
            assert shares[i] >= shares[j]


@given(calls(), st.randoms(use_true_random=False))
def test_the_order_of_rows_moves_only_ties(call, random):
    """Whose remainder no other has gets the same wherever it stands."""
    args, quotas = call
    left = [(quota / args[4]) % 1 for quota in quotas]
    order = list(range(len(quotas)))
    random.shuffle(order)
    moved = allocate(
        args[0], [args[1][i] for i in order], [args[2][i] for i in order], args[3], args[4]
    )
    for place, i in enumerate(order):
        if left.count(left[i]) == 1:
            assert moved[place] == allocate(*args)[i]


def test_the_largest_remainder_by_hand():
    """100 by 41 : 33 : 26 of 300: quotas 41.0, 33.0, 26.0; and 10 by 1 : 1 : 1."""
    assert allocate(100, [41, 33, 26]) == [41, 33, 26]
    assert allocate(10, [1, 1, 1]) == [4, 3, 3]
    assert allocate(1000, [1, 1, 1], unit=100) == [400, 300, 300]
    assert allocate(21, [1.46, 14.76, 4.78]) == [1, 15, 5]


def test_the_seats_of_a_published_example():
    """The standard example of the method: 47, 16, 15.8, 12, 6.1, 3.1 thousand votes, 10 seats."""
    votes = [47_000, 16_000, 15_800, 12_000, 6_100, 3_100]
    assert allocate(10, votes) == [5, 2, 1, 1, 1, 0]


def test_the_base_share_goes_by_volume_alone():
    """Of 1,000 kr, 600 go 1 : 1, and 400 go 1 : 3."""
    assert allocate(1000, [10, 10], [100, 300], 0.6) == [400, 600]
    assert allocate(1000, [10, 10], [100, 300], 1) == [500, 500]
    assert allocate(1000, [10, 10], [100, 300]) == [250, 750]
    assert allocate(1000, [10, 10], [0, 0], 1) == [500, 500]


def test_weights_that_look_equal_are_equal():
    """10 × 0.3 and 30 × 0.1 are not equal as binary numbers."""
    assert allocate(1, [10, 30], [0.3, 0.1]) == [1, 0]
    assert allocate(1, [30, 10], [0.1, 0.3]) == [1, 0]
    assert allocate(1, [10, 30], [0.3, 0.1000001]) == [0, 1]


def test_a_row_without_weight_gets_nothing():
    assert allocate(100, [0, 1, 1], [5, 1, 0]) == [0, 100, 0]


@pytest.mark.slow
def test_100_000_rows_share_the_largest_pot():
    volumes = [float(i % 997) for i in range(100_000)]
    shares = allocate(LARGEST_POT, volumes, [1 + i % 7 / 10 for i in range(100_000)], 0.81)
    assert sum(map(int, shares)) == LARGEST_POT
    assert allocate(10**12 - 1, [7.5]) == [10**12 - 1]


@pytest.mark.parametrize(
    "columns", [([], None), ([0, 0], None), ([1, 2], [0, 0]), ([0, 2], [1, 0])]
)
def test_no_weight_at_all_is_an_empty_denominator(columns):
    for base in (0, 0.5):
        with pytest.raises(EmptyError, match="Ingen rad har någon vikt"):
            allocate(100, *columns, base if columns[1] else 0)


@pytest.mark.parametrize("pot", [-100, 150, 100.5, LARGEST_POT + 100, float("inf"), float("nan")])
def test_a_pot_that_is_no_multiple_of_the_unit_is_refused(pot):
    with pytest.raises(DomainError, match=r"Potten .* multipel av enheten 100 kr"):
        allocate(pot, [1], unit=100)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (([1, -1],), "negativt"),
        (([1, 1], [1, -1]), "negativt"),
        (([1, 1], [1, 1], 1.5), "Grundandelen 1.5 ligger inte mellan 0 och 1"),
        (([1, 1], [1, 1], -0.1), "Grundandelen -0.1"),
        (([1, 1], None, 81), "Grundandelen 81"),
        (([1, 1], None, 0, 0.5), "Enheten 0.5 ska vara hela kronor"),
        (([1, 1], None, 0, 2.5), "Enheten 2.5"),
        (([1, float("inf")],), "oändligt"),
    ],
)
def test_what_is_no_weight_share_or_unit_is_refused(args, message):
    with pytest.raises(DomainError, match=message):
        allocate(100, *args)


@given(st.lists(WEIGHTS, max_size=20))
def test_scaled_numbers_are_exactly_the_decimals(values):
    wholes, scale = scaled(values)
    assert [Fraction(whole, scale) for whole in wholes] == [Fraction(repr(v)) for v in values]

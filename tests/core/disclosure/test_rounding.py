"""Rounded counts: to the nearest, with all sums kept, and without bias."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.core.disclosure.margins import Sums
from regso.core.disclosure.rounding import controlled, keyed, nearest
from regso.errors import DomainError

KEY = b"sixteen bytes or more"
NONE = Sums({})


@pytest.mark.parametrize(
    ("value", "base", "rounded"),
    [
        (7, 5, 5),
        (8, 5, 10),
        (2.5, 5, 5),
        (-2.5, 5, -5),
        (0, 3, 0),
        (4, 3, 3),
        (5, 3, 6),
        (-1, 5, 0),
        (9, 1, 9),
    ],
)
def test_a_half_goes_away_from_zero(value, base, rounded):
    """As MROUND in Excel for counts."""
    assert nearest(value, base) == rounded


@given(st.integers(0, 10_000), st.integers(1, 12))
def test_random_rounding_gives_a_neighbour_and_always_the_same(value, base):
    rounded = keyed(value, base, KEY)
    assert rounded % base == 0
    assert abs(rounded - value) < base
    assert keyed(value, base, KEY) == rounded


def test_random_rounding_has_no_bias():
    """Over 4,000 keys the mean of 7 to base 5 is 7, within four standard errors."""
    rounded = [keyed(7, 5, f"key number {i}".encode()) for i in range(4000)]
    assert set(rounded) == {5, 10}
    error = 5 * (0.4 * 0.6 / 4000) ** 0.5
    assert sum(rounded) / 4000 == pytest.approx(7, abs=4 * error)


def test_another_key_rounds_otherwise():
    assert [keyed(n, 5, KEY) for n in range(200)] != [
        keyed(n, 5, b"another secret key") for n in range(200)
    ]


@settings(max_examples=80, deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(0, 60), min_size=n, max_size=n), min_size=1, max_size=5
        )
    ),
    st.integers(1, 10),
)
def test_controlled_rounding_keeps_all_sums_and_stays_next_to_every_count(inner, base):
    width, height = len(inner[0]), len(inner)
    table = [[*row, sum(row)] for row in inner]
    table.append([sum(column) for column in zip(*table, strict=True)])
    rounded = controlled(
        table, Sums({height: tuple(range(height))}), Sums({width: tuple(range(width))}), base
    )
    for row in rounded:
        assert sum(row[:-1]) == row[-1]
    for column in zip(*rounded, strict=True):
        assert sum(column[:-1]) == column[-1]
    for before, after in zip(table, rounded, strict=True):
        for value, result in zip(before, after, strict=True):
            assert result % base == 0
            assert abs(result - value) < base


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=7), st.integers(2, 10))
def test_controlled_rounding_changes_as_little_as_possible(values, base):
    """All ways to round are listed."""
    table = [[v] for v in [*values, sum(values)]]
    rounded = [
        row[0]
        for row in controlled(table, Sums({len(values): tuple(range(len(values)))}), NONE, base)
    ]
    neighbours = [sorted({v // base * base, -(-v // base) * base}) for v in [*values, sum(values)]]
    fits = [way for way in product(*neighbours) if sum(way[:-1]) == way[-1]]
    cost = min(
        sum(abs(a - v) for a, v in zip(way, [*values, sum(values)], strict=True)) for way in fits
    )
    assert sum(abs(a - v[0]) for a, v in zip(rounded, table, strict=True)) == cost


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=2, max_size=4),
    st.integers(2, 10),
)
def test_sums_that_are_not_in_the_table_stay_near_too(inner, base):
    rounded = controlled(inner, NONE, NONE, base)
    for before, after in [
        *zip(inner, rounded, strict=True),
        *zip(zip(*inner, strict=True), zip(*rounded, strict=True), strict=True),
    ]:
        assert abs(sum(after) - sum(before)) < base


def test_blank_cells_stay_blank():
    assert controlled([[None, 4], [3, 4], [3, 8]], Sums({2: (0, 1)}), NONE, 5)[0][0] is None


def test_subtotals_on_both_sides_are_kept_too():
    sums = Sums({2: (0, 1), 4: (2, 3)})
    table = [[1, 1, 2, 1, 3], [1, 0, 1, 1, 2], [2, 1, 3, 2, 5], [1, 1, 2, 1, 3], [3, 2, 5, 3, 8]]
    rounded = controlled(table, sums, sums, 3)
    assert [rounded[4][j] for j in range(5)] == [rounded[2][j] + rounded[3][j] for j in range(5)]


def test_a_hundred_thousand_counts_are_rounded_with_their_sum_kept():
    values = [[i % 97] for i in range(100_000)]
    rounded = controlled(values, NONE, NONE, 3)
    assert abs(sum(v for [v] in rounded) - sum(v for [v] in values)) < 3


def test_a_table_that_is_too_large_is_refused():
    with pytest.raises(DomainError, match="dela den i delar"):
        controlled([[1, 2]] * 10_000, NONE, NONE, 5)

"""What okänd could change, against every placing of the unknown among the types."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.core.measures.question.targeting import Persons
from regso.core.measures.question.unknown import Group, difference, ratio, share

pairs = st.integers(1, 6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
TWO, ELSEWHERE = range(2), 2


def placings(unknown):
    """Yield cases and persons that come to the first and the second type; the rest elsewhere."""
    cases, persons = unknown
    ways = range(cases + 1), range(persons - cases + 1)
    for x1, x2 in product(ways[0], repeat=2):
        for y1, y2 in product(ways[1], repeat=2):
            if x1 + x2 <= cases and y1 + y2 <= persons - cases:
                yield (x1, x1 + y1), (x2, x2 + y2)


def groups(one, other, unknown):
    known = one[1] + other[1]
    return [
        Group(Persons(*own), Persons(*unknown), own[1] / known, has_one)
        for own, has_one in ((one, True), (other, False))
    ]


@settings(max_examples=40)
@given(pairs, pairs, st.integers(0, 5).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_bounds_are_the_least_and_the_most_of_every_placing(one, other, unknown):
    first, second = groups(one, other, unknown)
    shares = [
        (Fraction(one[0] + x1, one[1] + n1), Fraction(other[0] + x2, other[1] + n2))
        for (x1, n1), (x2, n2) in placings(unknown)
    ]
    seen = [(share(first), [a for a, _ in shares]), (share(second), [b for _, b in shares]),
            (difference(first, second), [a - b for a, b in shares])]  # fmt: skip
    if other[0] > 0:
        seen.append((ratio(first, second), [a / b for a, b in shares]))
    else:
        assert ratio(first, second) is None
    for could, values in seen:
        assert could.lower == pytest.approx(float(min(values)), abs=1e-12)
        assert could.upper == pytest.approx(float(max(values)), abs=1e-12)
        for scenario in (could.known, could.all_in_one, could.in_proportion):
            assert could.lower - 1e-12 <= scenario <= could.upper + 1e-12


@given(pairs, pairs)
def test_without_unknown_all_is_one_number(one, other):
    first, second = groups(one, other, (0, 0))
    for could in (share(first), share(second), difference(first, second)):
        assert len({round(value, 12) for value in could}) == 1


def test_scenarios_by_hand():
    first, second = groups((30, 100), (20, 300), (8, 40))
    assert share(first) == pytest.approx((0.3, 38 / 140, 32 / 110, 30 / 132, 38 / 108))
    assert share(second) == pytest.approx((20 / 300, 20 / 300, 26 / 330, 20 / 332, 28 / 308))

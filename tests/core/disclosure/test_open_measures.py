"""Measures that could be turned back into counts, against a reader who tries every possibility.

The reader here knows the measures, their rounding, the sums and everything public, and lists all
counts that fit: nothing of the search for witnesses is used.
"""

from itertools import product
from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.core.disclosure.witness import Counts, Published, Search
from regso.core.measures import segregation
from regso.core.measures.openrates import open_rate
from regso.core.measures.opensegregation import MOST_AREAS, open_units, rounded
from regso.core.measures.standardisation import directly_standardised
from regso.errors import BadValueError

THRESHOLD = 3
STANDARD = [30, 40, 25, 5]


def compositions(total, most):
    """Yield every way to place a number of persons in places with room for so many."""
    for head in product(*(range(min(total, room) + 1) for room in most[:-1])):
        last = total - sum(head)
        if 0 <= last <= most[-1]:
            yield (*head, last)


def narrowed(counts, most, fitting):
    """Return the places whose small count can be told from some other small count."""
    found = list(fitting)
    assert tuple(counts) in found
    return [
        place
        for place, count in enumerate(counts)
        if 0 < count < THRESHOLD
        and not set(range(min(THRESHOLD - 1, most[place]) + 1)) <= {each[place] for each in found}
    ]


def units_of(values):
    """Return the coarsest power of ten that all values are multiples of, as a reader sees it."""
    return next(
        digits for digits in range(-6, 3) if all(round(value, digits) == value for value in values)
    )


# -- standardised rates ----------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(lambda x: 10 <= sum(x) <= 18),
    st.lists(st.integers(20, 900), min_size=4, max_size=4),
)
def test_no_small_count_by_age_follows_from_a_rate_that_is_shown(events, persons):
    shown = open_rate(events, persons, STANDARD, 100_000, 0.95, THRESHOLD)
    if isnan(shown.value):  # withheld
        return
    digits = units_of(shown)

    def seen(counts):
        rate = directly_standardised(counts, persons, STANDARD, 100_000)
        return tuple(round(value, digits) for value in rate)

    most = [sum(events)] * 4
    fitting = (c for c in compositions(sum(events), most) if seen(c) == tuple(shown))
    assert not narrowed(events, most, fitting)


def test_small_counts_do_not_by_themselves_withhold_a_rate():
    events, persons = [2, 1, 3, 9, 12, 14], [5000, 5200, 4900, 4700, 3000, 2500]
    standard = [20, 20, 20, 20, 15, 5]
    assert not isnan(open_rate(events, persons, standard, 100_000, 0.95, 5).value)


def test_a_rate_of_many_events_keeps_its_decimal():
    events, persons = [40, 55, 70, 90, 60, 45], [5000, 5200, 4900, 4700, 3000, 1500]
    standard = [20, 20, 20, 20, 15, 5]
    exact = directly_standardised(events, persons, standard, 100_000)
    assert open_rate(events, persons, standard, 100_000, 0.95, 5) == tuple(
        round(value, 1) for value in exact
    )


def test_a_rate_that_only_one_set_of_counts_can_have_is_withheld():
    """All twelve events but one are in the heaviest age group: there is no other way."""
    withheld = open_rate([1, 11], [900, 3], [95, 5], 100_000, 0.95, 5)
    assert all(map(isnan, withheld))


def test_without_small_counts_or_threshold_1_a_rate_is_only_rounded():
    arguments = ([10, 20], [500, 700], [50, 50], 1000, 0.95)
    exact = directly_standardised(*arguments)
    assert open_rate(*arguments, 5) == tuple(round(value, 2) for value in exact)
    assert open_rate([1, 20], *arguments[1:], 1).value == round(
        directly_standardised([1, 20], *arguments[1:]).value, 2
    )


def test_a_threshold_needs_whole_events():
    with pytest.raises(BadValueError, match="hela tal"):
        open_rate([1.5, 20], [500, 700], [50, 50], 1000, 0.95, 5)


# -- segregation -----------------------------------------------------------------------------


def areas(most_group):
    return st.lists(
        st.tuples(st.integers(0, most_group), st.integers(5, 30)), min_size=4, max_size=4
    ).map(lambda pairs: tuple(zip(*((min(x, n), n) for x, n in pairs), strict=True)))


@settings(max_examples=60, deadline=None)
@given(areas(7))
def test_no_small_count_of_an_area_follows_from_measures_that_are_shown(columns):
    group, total = columns
    other = tuple(n - x for x, n in zip(group, total, strict=True))
    units = open_units(group, other, total, THRESHOLD)
    if units is None:
        return

    def seen(counts):
        return (
            rounded(100 * segregation.segregation_index(counts, total), units[0]),
            rounded(segregation.exposure(counts, counts, total), units[1]),
        )

    published = seen(group)
    fitting = [c for c in compositions(sum(group), total) if seen(c) == published]
    assert not narrowed(group, total, fitting)
    outside = [tuple(n - x for x, n in zip(c, total, strict=True)) for c in fitting]
    assert not narrowed(other, total, outside)


@settings(max_examples=25, deadline=None)
@given(areas(4), areas(4))
def test_nor_do_those_that_the_group_is_compared_with(one, two):
    """The reader looks for both at once, so that more counts fit than with either known."""
    group, total = one
    other = tuple(min(y, n - x) for x, y, n in zip(group, two[0], total, strict=True))
    units = open_units(group, other, total, THRESHOLD)
    if units is None:
        return

    def seen(x, y):
        return (
            rounded(100 * segregation.dissimilarity(x, y), units[0]),
            rounded(100 * segregation.segregation_index(x, total), units[0]),
            rounded(segregation.exposure(x, x, total), units[1]),
        )

    published = seen(group, other)
    fitting = [c for c in compositions(sum(group), total) if seen(c, other) == published]
    assert not narrowed(group, total, fitting)
    fitting = [c for c in compositions(sum(other), total) if seen(group, c) == published]
    assert not narrowed(other, total, fitting)


def test_a_group_smaller_than_the_threshold_has_no_measures():
    assert open_units((2, 2), (10, 10), (40, 40), 5) is None
    assert open_units((20, 20), (2, 2), (40, 40), 5) is None


def test_more_areas_than_the_limit_have_no_measures():
    many = (20,) * (MOST_AREAS + 1)
    assert open_units(many, many, (40,) * len(many), 5) is None
    assert open_units(many[1:], many[1:], (40,) * MOST_AREAS, 5) == (0.1, 0.001)


def test_areas_without_small_counts_keep_every_digit():
    assert open_units((20, 30, 10), (40, 30, 20), (60, 60, 30), 5) == (0.1, 0.001)


def test_two_areas_tell_where_the_group_lives():
    """One person in one of two areas: every other placing gives another index."""
    assert open_units((1, 30), (99, 0), (100, 30), 5) is None


# -- the search ------------------------------------------------------------------------------


def test_a_sum_alone_leaves_every_small_count_open():
    counts = Counts((1, 3, 9), (20, 20, 20), lambda _place, _number: (0.0,))
    published = Published((0.0, 0.0), lambda _sums: True, lambda c: sum(c) == 13)
    assert Search(counts, 5).all_open(published)


def test_a_witness_that_does_not_hold_when_counted_in_full_is_none():
    counts = Counts((1, 3, 9), (20, 20, 20), lambda _place, _number: (0.0,))
    published = Published((0.0, 0.0), lambda _sums: True, lambda c: tuple(c) == (1, 3, 9))
    assert not Search(counts, 5).all_open(published)


def test_one_count_is_its_own_sum():
    counts = Counts((3,), (20,), lambda _place, _number: (0.0,))
    published = Published((0.0, 0.0), lambda _sums: True, lambda _counts: True)
    assert not Search(counts, 5).all_open(published)
    assert Search(Counts((0,), (20,), counts.terms), 5).all_open(published)
    assert Search(Counts((7,), (20,), counts.terms), 5).all_open(published)

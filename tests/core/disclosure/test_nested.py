"""Which areas are hidden beside the sums of their type, asked of every register that fits."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.disclosure.joint.nested import hidden_areas, is_small
from regso.core.disclosure.keys import Secret

AREA = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda both: (both[0], sum(both)))
TYPES = st.lists(AREA.filter(lambda area: area[1] > 0), min_size=1, max_size=7)
KEY = Secret(b"0123456789abcdef")


def named(areas):
    return {f"9901R{number:03}": area for number, area in enumerate(areas, 1)}


def test_an_area_with_a_small_number_is_hidden_with_the_ample_one_of_fewest_persons():
    areas = {"few": (4, 90), "others": (86, 90), "large": (40, 900), "least": (10, 80)}
    assert hidden_areas(areas, 5) == {"few", "others", "least"}


def test_an_area_that_stays_ample_whatever_it_makes_up_for_is_taken_first():
    assert hidden_areas({"few": (4, 90), "scant": (6, 50), "ample": (10, 80)}, 5) == {
        "few", "ample",
    }  # fmt: skip


def test_without_small_numbers_nothing_is_hidden():
    assert hidden_areas({"none": (0, 90), "all": (90, 90), "some": (5, 10)}, 5) == frozenset()
    assert hidden_areas({}, 5) == frozenset()


@pytest.mark.parametrize("areas", [{"a": (3, 80)}, {"a": (3, 80), "none": (0, 70)},
                                   {"a": (3, 80), "all": (70, 70), "small": (2, 9)}])  # fmt: skip
def test_without_an_ample_area_none_is_shown(areas):
    assert hidden_areas(areas, 5) is None


def test_with_a_key_the_areas_persons_choose_nothing():
    areas = {"few": (2, 90)} | {f"a{n}": (100 + n, 300 + n) for n in range(40)}
    others = {"few": (2, 90)} | {f"a{n}": (100 + n, 340 - n) for n in range(40)}
    assert hidden_areas(areas, 5, KEY) == hidden_areas(others, 5, KEY)
    assert hidden_areas(areas, 5) != hidden_areas(others, 5)


@given(TYPES, st.integers(2, 5))
def test_no_small_number_is_shown(areas, threshold):
    areas = named(areas)
    hidden = hidden_areas(areas, threshold)
    if hidden is not None:
        assert not any(is_small(a, threshold) for c, a in areas.items() if c not in hidden)


def numbers(area):
    """Return the cases that an area may have for who knows its persons, and what is 0."""
    x, n = area
    return {x} if x in {0, n} else set(range(1, n))


def sums(sets):
    found = {0}
    for each in sets:
        found = {total + number for total in found for number in each}
    return found


@given(TYPES, st.integers(2, 5), st.sampled_from([None, KEY]))
def test_every_small_number_can_be_any_other_for_who_knows_all_persons(areas, threshold, key):
    """Counting out the registers with the same sums, and the same persons in every area.

    Also for who is alone in another hidden number, and knows that area.
    """
    areas = named(areas)
    hidden = hidden_areas(areas, threshold, key) or frozenset()
    whole = sum(areas[code][0] for code in hidden)
    loners = {c for c in hidden if 1 in {areas[c][0], areas[c][1] - areas[c][0]}}
    for code, alone in product(hidden, [None, *loners]):
        if code == alone:
            continue
        x, n = areas[code]
        known = {c: {areas[c][0]} if c == alone else numbers(areas[c]) for c in hidden - {code}}
        found = {
            number for number in numbers(areas[code]) if whole - number in sums(known.values())
        }
        if 0 < x < threshold:
            assert found >= numbers(areas[code]) & {*range(1, threshold)}
        if 0 < n - x < threshold:
            assert found >= numbers(areas[code]) & {n - rest for rest in range(1, threshold)}

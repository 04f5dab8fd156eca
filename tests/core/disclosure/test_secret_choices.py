"""What readers who know the method, or are in a cell themselves, cannot work out.

The attackers are written from the definitions: one protects every table that could be meant and
keeps those that look like the published one, the other solves whole-number programs (SciPy milp)
over the inner counts with her own count known.
"""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from regso.core.disclosure.bytype import smallest_safe_pattern
from regso.core.disclosure.joint.reading import read_set
from regso.core.disclosure.joint.sets import hidden_in_set
from regso.core.disclosure.keys import Secret, draw, drawn_prices
from regso.core.disclosure.layout import layout_of
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.protection import Policy
from regso.core.disclosure.suppression import hidden_cells
from regso.errors import DomainError

KEYS = [f"the secret key number {i}".encode() for i in range(12)]
NONE = Sums({})
FAR = 10_000


def total_of(n):
    return Sums({n: tuple(range(n))})


def published(counts, threshold, key):
    table = [[n] for n in counts] + [[sum(counts)]]
    hidden = hidden_cells(table, total_of(len(counts)), NONE, Policy(threshold, key=key))
    return tuple(".." if i in hidden else n for i, [n] in enumerate(table))


def explanations(keys, threshold, most):
    """Return for each published column of three counts the columns that it could be."""
    found = {}
    for counts in product(range(most + 1), repeat=3):
        for shown in {published(counts, threshold, key) for key in keys}:
            found.setdefault(shown, set()).add(counts)
    return found


def certain(found, threshold, most):
    """Return how many small counts there are, and how many of them only one number explains.

    Columns whose hidden counts could be more than what is listed are left out.
    """
    small = exact = 0
    for shown, columns in found.items():
        hidden = [i for i in range(3) if shown[i] == ".."]
        left = (FAR if shown[3] == ".." else shown[3]) - sum(n for n in shown[:3] if n != "..")
        if left - len(hidden) + 1 > most:
            continue
        for i in hidden:
            values = [c[i] for c in columns]
            few = sum(0 < v < threshold for v in values)
            small += few
            exact += few if len(set(values)) == 1 else 0
    return small, exact


@pytest.mark.slow
def test_without_a_key_the_method_itself_reveals_a_count():
    """{5; 5; 4 | 14}: were the last count less, the first would not be the smallest to hide."""
    assert published((5, 5, 4), 5, None) == ("..", 5, "..", 14)
    assert {c[2] for c in explanations([None], 5, 14)["..", 5, "..", 14]} == {4}


@pytest.mark.slow
def test_with_a_key_the_same_table_says_nothing_more_than_its_sums():
    found = explanations(KEYS, 5, 14)
    for shown in {published((5, 5, 4), 5, key) for key in KEYS}:
        assert {1, 2, 3, 4} <= {c[2] for c in found[shown]}


@pytest.mark.slow
def test_no_small_count_of_three_follows_from_the_method_when_there_is_a_key():
    assert certain(explanations([None], 3, 9), 3, 9) == (576, 8)
    small, exact = certain(explanations(KEYS, 3, 9), 3, 9)
    assert small > 576
    assert exact == 0


@given(st.lists(st.integers(5, 400), min_size=2, max_size=5), st.integers(1, 4))
def test_which_large_count_is_hidden_does_not_depend_on_how_large_it_is(large, small):
    first = published((small, *large), 5, KEYS[0])
    other = published((small, *(n + 7 * i for i, n in enumerate(large))), 5, KEYS[0])
    assert [n == ".." for n in first] == [n == ".." for n in other]


def test_another_key_hides_other_counts():
    patterns = {published((3, 10, 10, 10, 10), 5, key) for key in KEYS}
    assert len(patterns) > 2


def test_the_figures_about_the_types_come_first_with_and_without_a_key():
    events = [3.0, 50, 50, 50, 50, 53, 20, 223]
    patterns = {smallest_safe_pattern(events, None, 5, key=key).events for key in KEYS}
    assert patterns == {frozenset({0, 5, 6}), frozenset({0, 5, 7})}


def test_prices_are_whole_numbers_and_persons_where_there_is_no_key():
    assert drawn_prices(None, {3: 17.0}) == {3: 17.0}
    prices = drawn_prices(KEYS[0], dict.fromkeys(range(500), 8))
    assert all(isinstance(p, int) and 1 <= p <= 1000 for p in prices.values())
    assert len(set(prices.values())) > 300
    by_value = drawn_prices(KEYS[0], dict.fromkeys(range(500), 8), by_value=True)
    assert set(by_value.values()) <= set(range(4, 13))


def test_a_draw_depends_on_key_parts_and_their_order():
    first, other, *_ = KEYS
    draws = {draw(first, *parts) for parts in (("a", 1), (1, "a"), ("a",), ("a1",), ("a", 1))}
    assert len(draws | {draw(other, "a", 1)}) == 5
    mean = sum(draw(KEYS[0], i) for i in range(4000)) / 4000 / 2**128
    assert mean == pytest.approx(0.5, abs=4 * (1 / 12 / 4000) ** 0.5)


def test_a_key_does_not_show_itself():
    assert "sesam" not in repr(Policy(key=Secret(b"sesam sesam sesam")))


def bounds_of(table, hidden, cell, known):
    """Return the least and the greatest that a count can be for the one who is alone in `known`.

    The table has a total row and a total column; its variables are the inner counts.
    """
    height, width = len(table) - 1, len(table[0]) - 1
    matrix, low, high = [], [], []
    for k in range((height + 1) * (width + 1)):
        i, j = divmod(k, width + 1)
        inside = [
            float((i in (r, height)) and (j in (c, width)))
            for r in range(height)
            for c in range(width)
        ]
        value = table[i][j]
        matrix.append(inside)
        is_open = k in hidden and k != known
        low.append(min(1, value) if is_open else value)
        high.append(FAR if is_open else value)
    found = []
    for sign in (1, -1):
        solved = milp(
            sign * np.array(matrix[cell]),
            integrality=1,
            bounds=Bounds(0, FAR),
            constraints=LinearConstraint(np.array(matrix), low, high),
        )
        assert solved.status == 0, solved.message
        found.append(round(sign * solved.fun))
    return found


def with_totals(inner):
    rows = [[*row, sum(row)] for row in inner]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def hidden_for(table, **policy):
    sums = total_of(len(table) - 1), total_of(len(table[0]) - 1)
    return hidden_cells(table, *sums, Policy(**policy))


def test_who_is_alone_in_a_cell_cannot_work_out_her_neighbour():
    """{1; 4; 60 | 65}: 1 + 4 = 5 is safe for others, but who knows the 1 also knows the 4."""
    table = with_totals([[1, 30], [4, 30], [60, 30]])
    assert hidden_for(table, guard_loners=False) < hidden_for(table, guard_loners=True)
    column = [[1], [4], [60], [65]]
    assert hidden_cells(column, total_of(3), NONE, Policy()) == {0, 1}
    guarded = hidden_cells(column, total_of(3), NONE, Policy(guard_loners=True))
    assert len(guarded) == 3
    assert {0, 1} < guarded


def test_what_she_knows_however_much_is_hidden_takes_no_further_counts():
    """She is alone in her row too, so its total is 1."""
    table = with_totals([[1, 0], [8, 9], [7, 20]])
    assert hidden_for(table, guard_loners=True) == hidden_for(table)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    st.integers(2, 3).flatmap(
        lambda width: st.lists(
            st.lists(st.sampled_from([0, 1, 1, 2, 3, 4, 9, 30]), min_size=width, max_size=width),
            min_size=2,
            max_size=4,
        )
    ),
    st.sampled_from([3, 5]),
)
def test_nobody_alone_in_a_cell_narrows_a_small_count_that_hiding_more_would_keep(inner, threshold):
    table = with_totals(inner)
    flat = [n for row in table for n in row]
    hidden = hidden_for(table, threshold=threshold, guard_loners=True)
    everything = {k for k, n in enumerate(flat) if n}
    small = [k for k, n in enumerate(flat) if 0 < n < threshold]
    for known in [k for k in small if flat[k] == 1]:
        for cell in set(small) - {known}:
            low, high = bounds_of(table, hidden, cell, known)
            least, most = bounds_of(table, everything, cell, known)
            assert low <= max(least, 1) or low == least
            assert high >= min(most, threshold - 1)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([0, 2, 3, 6, 9, 30]), min_size=3, max_size=3),
        min_size=2,
        max_size=4,
    ),
    st.data(),
)
def test_wishes_are_followed_or_refused(inner, data):
    table = with_totals(inner)
    flat = [n for row in table for n in row]
    large = [k for k, n in enumerate(flat) if n >= 5]
    wishes = data.draw(
        st.dictionaries(st.sampled_from(large or [0]), st.sampled_from(["visa", "dölj", 9]))
        if large
        else st.just({})
    )
    try:
        hidden = hidden_for(table, wishes=wishes)
    except DomainError:
        assert "visa" in wishes.values()  # hiding more never makes it impossible
        return
    assert {k for k, wish in wishes.items() if wish == "dölj"} <= hidden
    assert not {k for k, wish in wishes.items() if wish == "visa"} & hidden


def test_a_dear_cell_is_hidden_last_and_a_free_one_first():
    column = [[3], [9], [9], [9], [30]]
    for wishes, further in (({1: 5, 2: 5}, 3), ({1: 5, 3: 2}, 2), ({3: 0}, 3)):
        assert hidden_cells(column, total_of(4), NONE, Policy(wishes=wishes)) == {0, further}


def test_the_key_chooses_in_tables_that_are_protected_together_and_hides_no_more():
    rows = [("a", 3), *((name, 20) for name in "bcdef"), ("totalt", 103)]
    tables = [[[name, count] for name, count in rows], [["k", 40], ["m", 63], ["totalt", 103]]]
    read = read_set([layout_of(table) for table in tables])
    patterns = {hidden_in_set(read.tables, 5, key=key) for key in KEYS}
    assert len(patterns) > 1
    assert {len(pattern) for pattern in patterns} == {2}

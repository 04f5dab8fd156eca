"""Hidden counts cannot be worked out: each pattern is audited by linear programming (HiGHS).

The auditor here is written from the definition, with other variables than the product: one
variable per type and column, and sums as coefficients. The constraint matrix is that of a
network, so the linear bounds are the whole-number bounds.
"""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from regso.core.disclosure.bytype import Pattern, smallest_safe_pattern

COUNT = st.one_of(st.integers(0, 6), st.integers(0, 60))
TABLE = st.lists(st.tuples(COUNT, COUNT), min_size=6, max_size=6)


def column(leaves):
    """Return the eight rows of a column from its six parts (types 1–5 and okänd)."""
    one, two, three, four, five, unknown = leaves
    return [one, two, three, four, five, one + two, unknown, sum(leaves)]


def parts(row):
    """Return the parts (types 1–5 are 0–4, okänd is 5) that a row of the table sums."""
    return {5: (0, 1), 6: (5,), 7: range(6)}.get(row, (row,))


def coefficients(name, row):
    """Return a count as a sum of 12 unknowns: numerators of the parts, then their rest."""
    vector = np.zeros(12)
    for part in parts(row):
        vector[part] += name in ("x", "n")
        vector[6 + part] += name in ("c", "n")
    return vector


def knowledge(events, trials, pattern, *, public):
    """Yield each printed count as coefficients, its value, and whether it is hidden."""
    columns = [("x", events, pattern.events)]
    if trials is not None:
        columns.append(("n", trials, pattern.trials))
    for name, values, hidden in columns:
        for row in range(8):
            if not (public and name == "n" and row in (6, 7)):
                yield coefficients(name, row), values[row], row in hidden


def bounds(events, trials, pattern, target, *, public=False):
    """Return the smallest and largest value of a count, for all that the reader knows."""
    known = list(knowledge(events, trials, pattern, public=public))
    shown = [(vector, value) for vector, value, hidden in known if not hidden]
    hidden = [vector for vector, _, is_hidden in known if is_hidden and not pattern.everything]
    found = []
    for sign in (1, -1):
        solved = linprog(
            sign * coefficients(*target),
            A_eq=[vector for vector, _ in shown] or None,
            b_eq=[value for _, value in shown] or None,
            A_ub=[-vector for vector in hidden] or None,
            b_ub=[-1] * len(hidden) or None,
            bounds=(0, 10_000),
            method="highs",
        )
        assert solved.status == 0, solved.message
        found.append(sign * solved.fun)
    return tuple(found)


def least(events, trials, name, row):
    """Return the least that a count can be for a reader who knows where the zeros are."""
    if name == "c":
        return 1
    values = {"x": events, "n": trials}[name]
    return sum(values[6 if part == 5 else part] > 0 for part in parts(row))


def sensitive(events, trials, threshold, *, public=False):
    counts = [("x", row, value) for row, value in enumerate(events)]
    if trials is not None:
        rest = [n - x for n, x in zip(trials, events, strict=True)]
        counts += [("c", row, v) for row, v in enumerate(rest) if not public or row not in (6, 7)]
        if not public:
            counts += [("n", row, value) for row, value in enumerate(trials)]
    return [(name, row) for name, row, value in counts if 0 < value < threshold]


def is_safe(events, trials, pattern, threshold, *, public=False):
    for target in sensitive(events, trials, threshold, public=public):
        low, high = bounds(events, trials, pattern, target, public=public)
        lowest = least(events, trials, *target)
        if low > lowest + 1e-6 or high < max(threshold - 1, lowest + 1) - 1e-6:
            return False
    return True


def test_a_table_without_small_counts_hides_nothing():
    events = column([50, 60, 70, 80, 90, 0])
    assert smallest_safe_pattern(events, None, 5) == Pattern(frozenset(), frozenset())


def test_one_small_count_takes_sums_with_it_before_another_type():
    """Type 1 (3) is hidden by 1+2 and the total, and type 2 (40) stays."""
    events = column([3, 40, 70, 80, 90, 0])
    assert smallest_safe_pattern(events, None, 5) == Pattern(frozenset({0, 5, 7}), frozenset())


def test_a_total_that_all_values_are_shares_of_is_dearer_than_a_type():
    """Type 2 (40), the smallest other count of 1+2, goes with type 1 (3)."""
    events = column([3, 40, 70, 80, 90, 0])
    pattern = smallest_safe_pattern(events, None, 5, shares_of_total=True)
    assert pattern == Pattern(frozenset({0, 1}), frozenset())


def test_type_5_is_dearer_than_any_other_type():
    """Every difference refers to it: type 3 (900) goes with the small okänd, and not 5 (20)."""
    events = column([910, 920, 900, 930, 20, 2])
    pattern = smallest_safe_pattern(events, None, 5, shares_of_total=True)
    assert pattern.events == {2, 6}


def test_a_row_that_is_lost_already_costs_no_more():
    """Type 3 has 3 events, so its denominator hides that of okänd (3), and not the total's."""
    events, trials = column([50, 50, 3, 50, 50, 1]), column([100, 100, 90, 100, 100, 3])
    pattern = smallest_safe_pattern(events, trials, 5)
    assert pattern == Pattern(frozenset({2, 6, 7}), frozenset({2, 6}))
    assert is_safe(events, trials, pattern, 5)


def test_two_ones_that_sum_to_two_are_a_disclosure():
    """1 and 1 under a shown sum of 2 can only be 1 and 1, so the sum goes too, and the total."""
    events = column([1, 1, 70, 80, 90, 0])
    pattern = smallest_safe_pattern(events, None, 5)
    assert pattern.events == {0, 1, 5, 7}


def test_one_person_is_not_given_away_by_a_threshold_of_two():
    """A single hidden 1 would be the total less the others."""
    events = column([1, 40, 70, 80, 90, 0])
    assert smallest_safe_pattern(events, None, 2).events == {0, 5, 7}


def test_nearly_everybody_is_as_revealing_as_nearly_nobody():
    """98 of 100 in type 5: the two who are not are hidden with the count."""
    events, trials = column([50, 50, 50, 50, 98, 0]), column([100, 100, 100, 100, 100, 0])
    pattern = smallest_safe_pattern(events, trials, 5)
    assert 4 in pattern.events | pattern.trials
    assert is_safe(events, trials, pattern, 5)


def test_a_published_denominator_is_never_hidden():
    events, trials = column([3, 50, 50, 50, 50, 7]), column([100, 100, 100, 100, 100, 0])
    pattern = smallest_safe_pattern(events, trials, 5, trials_are_public=True)
    assert pattern == Pattern(frozenset({0, 5, 6}), frozenset())
    assert is_safe(events, trials, pattern, 5, public=True)


def test_where_no_pattern_is_safe_the_whole_column_goes_zeros_too():
    """One person in all: with zeros shown, whoever is not zero is the one."""
    events, trials = column([1, 0, 0, 0, 0, 0]), column([1, 0, 0, 0, 0, 0])
    pattern = smallest_safe_pattern(events, trials, 5, trials_are_public=True)
    assert pattern.everything
    assert pattern.events == frozenset(range(8))


@settings(max_examples=60, deadline=None)
@given(TABLE, st.integers(2, 10), st.booleans())
def test_every_sensitive_count_can_still_be_any_small_number(table, threshold, public):
    events, trials = (column(c) for c in zip(*[(x, x + c) for x, c in table], strict=True))
    if public:
        trials[6] = trials[7] = 0
    pattern = smallest_safe_pattern(events, trials, threshold, trials_are_public=public)
    shown = [n if n or not public else x for x, n in zip(events, trials, strict=True)]
    if not pattern.everything:
        assert is_safe(events, shown, pattern, threshold, public=public)


FIGURES = {0: 2, 1: 2, 2: 2, 3: 2, 4: 5}  # value and difference; type 5: value, four differences


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    st.lists(COUNT.filter(lambda n: n != 1), min_size=6, max_size=6),
    st.integers(2, 8),
    st.booleans(),
)
def test_no_better_pattern_of_one_column_is_safe(leaves, threshold, shares):
    """Brute force over every pattern with the linear-programming auditor, where nobody is alone."""
    events = column(leaves)
    figures = FIGURES | ({7: 9} if shares else {})
    must = {row for _, row in sensitive(events, None, threshold)}
    free = [row for row in range(8) if row not in must and events[row]]

    def rank(hidden):
        extra = set(hidden) - must
        lost = sum(figures.get(row, 0) for row in extra)
        return lost, len(extra), sum(events[row] for row in extra)

    pattern = smallest_safe_pattern(events, None, threshold, shares_of_total=shares)
    best = min(
        rank(extra)
        for size in range(len(free) + 1)
        for extra in combinations(free, size)
        if is_safe(events, None, Pattern(frozenset(must.union(extra)), frozenset()), threshold)
    )
    assert must <= pattern.events
    assert not pattern.everything
    assert rank(pattern.events) == best


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(20, 90), st.integers(20, 90)), min_size=5, max_size=5),
    st.tuples(st.integers(0, 12), st.integers(0, 40)),
    st.booleans(),
)
def test_a_small_unknown_alone_costs_no_type(types, unknown, public):
    """All types are large: okänd and the total hide each other."""
    events, trials = (
        column(c) for c in zip(*[(x, x + c) for x, c in [*types, unknown]], strict=True)
    )
    if public:
        trials[6] = trials[7] = 0
    pattern = smallest_safe_pattern(events, trials, 5, trials_are_public=public)
    assert pattern.events | pattern.trials <= {5, 6, 7}
    assert smallest_safe_pattern(events, None, 5).events <= {5, 6, 7}

"""Hidden counts of any table cannot be worked out, and as few as possible are hidden.

Two auditors are written from the definition and share nothing with the product: one lists every
table of whole numbers that a reader could believe in, the other solves whole-number programs
(SciPy milp) whose variables are the inner counts, with sums as coefficients.
"""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from regso.core.disclosure.auditor import limits
from regso.core.disclosure.auditor.exposure import exposures
from regso.core.disclosure.counts import Counts, Need
from regso.core.disclosure.covers import best_pattern
from regso.core.disclosure.flows import Flows, arcs_of
from regso.core.disclosure.growth import grown_and_thinned
from regso.core.disclosure.margins import Sums
from regso.core.disclosure.programs import Programs
from regso.core.disclosure.protection import Policy, problem_of
from regso.core.disclosure.relaxation import better_pattern
from regso.core.disclosure.suppression import hidden_cells, hidden_in_crosstab
from regso.errors import BadValueError, DomainError

COUNT = st.one_of(st.integers(0, 6), st.integers(0, 40))
FAR = 10_000

SDC = [
    [30, 47, 64, 89, 230],
    [90, 124, 5, 31, 250],
    [92, 100, 59, 85, 336],
    [800, 991, 651, 685, 3127],
    [1012, 1262, 779, 890, 3943],
]
SDC_HIDDEN = ["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"]
FOUR = Sums({4: (0, 1, 2, 3)})


def total_of(n):
    return Sums({n: tuple(range(n))})


def with_totals(inner, rows, columns):
    """Return the table of the lines, each a set of inner lines."""
    return [[sum(inner[i][j] for i in r for j in c) for c in columns] for r in rows]


def lines(n, sums):
    """Return each line as a set of inner lines: first the inner ones, then the sums."""
    return [{i} for i in range(n)] + [set(s) for s in sums]


class Reader:
    """What a reader knows of a table with inner counts and sums of them."""

    def __init__(self, table, rows, columns, hidden, floor=1):
        self.table, self.hidden, self.floor = table, hidden, floor
        self.cells = [(r, c) for r in rows for c in columns]
        self.inner = sorted({(i, j) for r, c in self.cells for i in r for j in c})
        self.value = [v for row in table for v in row]

    def least(self, cell):
        r, c = self.cells[cell]
        parts = [self.value[self.cells.index(({i}, {j}))] for i in r for j in c]
        return sum(v > 0 for v in parts) if self.floor else min(self.value[cell], 1)

    def program(self):
        matrix = [[float(i in r and j in c) for i, j in self.inner] for r, c in self.cells]
        low = [min(self.floor, v) if k in self.hidden else v for k, v in enumerate(self.value)]
        high = [FAR if k in self.hidden else v for k, v in enumerate(self.value)]
        return np.array(matrix), low, high

    def bounds(self, cell):
        matrix, low, high = self.program()
        found = []
        for sign in (1, -1):
            solved = milp(
                sign * matrix[cell],
                integrality=1,
                bounds=Bounds(0, FAR),
                constraints=LinearConstraint(matrix, low, high),
            )
            assert solved.status == 0, solved.message
            found.append(round(sign * solved.fun))
        return tuple(found)

    def listed_bounds(self, cell, most):
        """The same by listing every table of inner counts up to `most`."""
        matrix, low, high = self.program()
        ranges = [
            range(most + 1)
            if self.cells.index(({i}, {j})) in self.hidden
            else [self.value[self.cells.index(({i}, {j}))]]
            for i, j in self.inner
        ]
        tables = np.array(list(product(*ranges))) @ matrix.T
        fits = ((tables >= low) & (tables <= high)).all(axis=1)
        return int(tables[fits, cell].min()), int(tables[fits, cell].max())

    def is_safe(self, threshold):
        lowest = 1 if self.floor else 0
        for cell, value in enumerate(self.value):
            if lowest <= value < threshold:
                low, high = self.bounds(cell)
                least = self.least(cell)
                if low > least or high < max(threshold - 1, least + 1):
                    return False
        return True


def is_minimal(table, rows, columns, hidden, threshold):
    """No pattern with one count less is safe, which rules out all smaller ones too."""
    flat = [v for row in table for v in row]
    must = {k for k, v in enumerate(flat) if 0 < v < threshold}
    free = [k for k, v in enumerate(flat) if v >= threshold]
    extra = len(hidden) - len(must)
    return not extra or not any(
        Reader(table, rows, columns, must | set(more)).is_safe(threshold)
        for more in combinations(free, extra - 1)
    )


def hide(table, rows=None, columns=None, **policy):
    rows = total_of(len(table) - 1) if rows is None else rows
    columns = total_of(len(table[0]) - 1) if columns is None else columns
    return hidden_cells(table, rows, columns, Policy(**policy))


@st.composite
def inner_tables(draw, most_rows=3, most_columns=3):
    height, width = draw(st.integers(1, most_rows)), draw(st.integers(1, most_columns))
    return draw(
        st.lists(st.lists(COUNT, min_size=width, max_size=width), min_size=height, max_size=height)
    )


def test_a_table_without_small_counts_hides_nothing():
    assert hide([[50, 60, 110], [70, 0, 70], [120, 60, 180]]) == frozenset()


def test_two_hidden_counts_that_sum_to_two_are_both_one():
    """1 and 1 under a shown 2 are a disclosure, so the sum is hidden with them, and more."""
    table = [[1], [1], [30], [40], [2], [72]]
    rows = Sums({4: (0, 1), 5: (2, 3, 4)})
    assert hide(table, rows, Sums({})) == {0, 1, 2, 4}


def test_a_count_alone_without_sums_needs_no_other():
    assert hide([[3], [40]], Sums({}), Sums({})) == {0}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.integers(20, 90)] * 5, st.integers(0, 9)).map(list), min_size=1, max_size=4
    )
)
def test_a_small_unknown_alone_costs_no_count_of_a_type(columns):
    """All counts of types 1–5 are large; okänd is small in some categories."""
    wide = [[*c[:5], c[0] + c[1], c[5], sum(c)] for c in columns]
    table = [[*row, sum(row)] for row in zip(*wide, strict=True)]
    width = len(table[0])
    assert {cell // width for cell in hidden_in_crosstab(table, 5)} <= {5, 6, 7}


def test_one_person_is_not_given_away_by_a_threshold_of_two():
    """With 1 … threshold - 1 alone, bounds of 1 to 1 would pass."""
    table = [[1, 9, 10], [20, 30, 50], [21, 39, 60]]
    assert len(hide(table, threshold=2)) == 4


def cells(names):
    return {"wxyz".index(n[0]) * 5 + "abcd".index(n[1]) for n in names}


def sdc_bounds(names, cell):
    published = [
        [None if i * 5 + j in cells(names) else v for j, v in enumerate(row)]
        for i, row in enumerate(SDC)
    ]
    found = {e.cell: e for e in exposures(SDC, published, (FOUR, FOUR), 5)}
    return found[next(iter(cells([cell])))]


def test_two_hidden_in_every_row_and_column_do_not_protect_wb():
    """sdcTable, tests/testthat/test-simpleheuristic.R: wb is exactly recoverable."""
    assert sdc_bounds(SDC_HIDDEN, "wb")[1:] == (47, 47, True)


@pytest.mark.parametrize(
    ("more", "upper"),
    [("xd", 78), ("wd", 136), ("xb", 141), ("ya", 141), ("yc", 116), ("za", 141), ("zc", 116)],
)
def test_a_tenth_hidden_count_protects_wb(more, upper):
    """sdcTable gives 0 to 78 with xd; the others by linear programming."""
    assert sdc_bounds([*SDC_HIDDEN, more], "wb")[1:] == (0, upper, False)


def test_the_table_of_sdctable_is_protected_with_few_counts():
    """x c (5) alone is below 6: a rectangle of four hides it, where sdcTable's pattern has ten."""
    hidden = hide(SDC, threshold=6)
    assert len(hidden) == 4
    assert Reader(SDC, lines(4, [range(4)]), lines(4, [range(4)]), hidden).is_safe(6)


@settings(max_examples=60, deadline=None)
@given(inner_tables(), st.integers(2, 7), st.booleans())
def test_every_small_count_can_still_be_any_small_number(inner, threshold, hide_zeros):
    rows, columns = (
        lines(len(inner), [range(len(inner))]),
        lines(len(inner[0]), [range(len(inner[0]))]),
    )
    table = with_totals(inner, rows, columns)
    hidden = hide(table, threshold=threshold, hide_zeros=hide_zeros)
    floor = 0 if hide_zeros and any(0 in row for row in table) else 1
    assert Reader(table, rows, columns, hidden, floor=floor).is_safe(threshold)


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.lists(st.lists(COUNT, min_size=4, max_size=4), min_size=4, max_size=4), st.integers(2, 6))
def test_subtotals_on_both_sides_reveal_nothing(inner, threshold):
    """Rows 1, 2, 3, 4, 1+2, all and columns a, b, c, d, a+b, all."""
    both = lines(4, [{0, 1}, range(4)])
    table = with_totals(inner, both, both)
    sums = Sums({4: (0, 1), 5: (2, 3, 4)})
    hidden = hide(table, sums, sums, threshold=threshold)
    assert Reader(table, both, both, hidden).is_safe(threshold)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(COUNT, min_size=2, max_size=2), min_size=3, max_size=3), st.integers(2, 6))
def test_overlapping_margins_reveal_nothing(inner, threshold):
    """1+2 and 2+3 overlap: no tree, so no network."""
    rows, columns = lines(3, [{0, 1}, {1, 2}]), lines(2, [range(2)])
    table = with_totals(inner, rows, columns)
    overlapping = Sums({3: (0, 1), 4: (1, 2)}, is_tree=False)
    hidden = hide(table, overlapping, total_of(2), threshold=threshold)
    assert Reader(table, rows, columns, hidden).is_safe(threshold)


@settings(max_examples=25, deadline=None)
@given(inner_tables(3, 2), st.integers(2, 6))
def test_no_smaller_pattern_is_safe(inner, threshold):
    rows, columns = (
        lines(len(inner), [range(len(inner))]),
        lines(len(inner[0]), [range(len(inner[0]))]),
    )
    table = with_totals(inner, rows, columns)
    assert is_minimal(table, rows, columns, hide(table, threshold=threshold), threshold)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(COUNT, min_size=1, max_size=1), min_size=5, max_size=5), st.integers(2, 6))
def test_no_smaller_pattern_is_safe_with_a_subtotal(inner, threshold):
    rows = lines(5, [{0, 1}, range(5)])
    table = with_totals(inner, rows, [{0}])
    hidden = hide(table, Sums({5: (0, 1), 6: (2, 3, 4, 5)}), Sums({}), threshold=threshold)
    assert is_minimal(table, rows, [{0}], hidden, threshold)


@settings(max_examples=25, deadline=None)
@given(inner_tables(4, 4), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_change_how_many_are_hidden(inner, random):
    rows, columns = list(range(len(inner))), list(range(len(inner[0])))
    random.shuffle(rows)
    random.shuffle(columns)
    first = lines(len(inner), [range(len(inner))]), lines(len(inner[0]), [range(len(inner[0]))])
    shuffled = [[inner[i][j] for j in columns] for i in rows]
    assert len(hide(with_totals(inner, *first))) == len(hide(with_totals(shuffled, *first)))


@settings(max_examples=40, deadline=None)
@given(inner_tables(4, 3), st.booleans())
def test_a_protected_table_is_left_as_it_is(inner, hide_zeros):
    rows, columns = (
        lines(len(inner), [range(len(inner))]),
        lines(len(inner[0]), [range(len(inner[0]))]),
    )
    table = with_totals(inner, rows, columns)
    hidden = hide(table, hide_zeros=hide_zeros)
    width = len(columns)
    shown = [
        [".." if i * width + j in hidden else v for j, v in enumerate(row)]
        for i, row in enumerate(table)
    ]
    assert hide(shown, hide_zeros=hide_zeros) == hidden


@pytest.mark.slow
def test_the_same_table_always_gets_the_same_pattern():
    rng = np.random.default_rng(3)
    inner = rng.integers(0, 30, size=(12, 6)).tolist()
    table = with_totals(inner, lines(12, [range(12)]), lines(6, [range(6)]))
    assert len({hide(table) for _ in range(3)}) == 1


def test_least_value_may_hide_more_cells_for_fewer_persons():
    """A rectangle takes 4 cells, one of 900; a ring of six takes five of 9 and the small one."""
    table = with_totals(
        [[3, 9, 900], [9, 900, 9], [900, 9, 9]], lines(3, [range(3)]), lines(3, [range(3)])
    )
    value = [v for row in table for v in row]
    fewest, least = hide(table), hide(table, by_value=True)
    assert (len(fewest), len(least)) == (4, 6)
    assert sum(value[c] for c in least) == 48 < sum(value[c] for c in fewest)


def test_zeros_are_hidden_with_the_small_counts_when_that_is_asked():
    table = [[0, 40, 40], [30, 50, 80], [30, 90, 120]]
    assert hide(table) == frozenset()
    hidden = hide(table, hide_zeros=True)
    assert 0 in hidden
    assert Reader(table, lines(2, [{0, 1}]), lines(2, [{0, 1}]), hidden, floor=0).is_safe(5)


def test_counts_that_are_already_hidden_stay_hidden_and_are_protected():
    """The only hidden count of its row and column is 3 for whoever subtracts."""
    table = [["..", 40, 43], [30, 50, 80], [33, 90, 123]]
    hidden = hide(table)
    assert hidden == {0, 1, 3, 4}


def test_counts_that_are_already_hidden_must_fit_the_sums():
    with pytest.raises(BadValueError, match="Inga antal i cellerna"):
        hide([[".."], [10], [10]], Sums({2: (0, 1)}), Sums({}))
    assert 0 in hide([[".."], [10], [10]], Sums({2: (0, 1)}), Sums({}), hide_zeros=True)


def test_a_blank_cell_is_neither_hidden_nor_counted():
    table = [[None, 3, 3], [20, 30, 50], [20, 33, 53]]
    hidden = hide(table)
    assert 0 not in hidden
    assert Reader(
        [[v or 0 for v in row] for row in table], lines(2, [{0, 1}]), lines(2, [{0, 1}]), hidden
    ).is_safe(5)


def test_a_table_with_sums_may_not_be_larger_than_can_be_searched():
    with pytest.raises(DomainError, match="Tabellen har 20001 celler"):
        hide([[1]] * 20_000 + [[20_000]], total_of(20_000), Sums({}))


def test_many_counts_without_sums_hide_the_small_ones():
    table = [[i % 10] for i in range(10_000)]
    assert len(hide(table, Sums({}), Sums({}))) == 4_000


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), min_size=2, max_size=2),
    st.sets(st.integers(0, 8)),
)
def test_bounds_are_those_of_all_tables_that_a_reader_can_list(inner, asked):
    """Every 2 × 2 table with counts up to 21 is listed; a count that reaches 21 has no limit."""
    both = lines(2, [{0, 1}])
    table = with_totals(inner, both, both)
    flat = [v for row in table for v in row]
    hidden = {c for c in asked if flat[c]}
    published = [[None if i * 3 + j in hidden else table[i][j] for j in range(3)] for i in range(3)]
    floor = 1 if 0 in flat else 0
    reader = Reader(table, both, both, hidden, floor=floor)
    for cell, lower, upper, is_exposed in exposures(
        table, published, (total_of(2), total_of(2)), 5
    ):
        low, high = reader.listed_bounds(cell, 21)  # one more than all counts together
        if floor or not is_exposed:  # without a zero, the other case may be the one that is given
            assert lower == low
            assert upper == high if high < 21 else upper > 20


@settings(max_examples=30, deadline=None)
@given(inner_tables(3, 3), st.data())
def test_flows_and_programs_find_the_same_moves(inner, data):
    height, width = len(inner), len(inner[0])
    table = with_totals(inner, lines(height, [range(height)]), lines(width, [range(width)]))
    flat = [v for row in table for v in row]
    counts = Counts(
        (height + 1, width + 1), flat, [min(v, 1) for v in flat], total_of(height), total_of(width)
    )
    arcs = arcs_of(counts)
    hidden = data.draw(st.sets(st.sampled_from([c for c, v in enumerate(flat) if v] or [0])))
    hidden = {cell for cell in hidden if flat[cell]}
    flows, programs = Flows(counts, arcs), Programs(counts)
    assert limits.by_flows(counts, arcs, hidden) == limits.by_programs(counts, hidden)
    for cell in hidden:
        for by in (1 - flat[cell], 1, 4):
            need = Need(cell, by)
            assert (flows.move(need, hidden) is None) == (programs.move(need, hidden) is None)


@settings(max_examples=40, deadline=None)
@given(inner_tables(4, 2), st.integers(2, 6), st.booleans())
def test_branch_and_bound_and_programs_find_patterns_of_the_same_rank(inner, threshold, by_value):
    height, width = len(inner), len(inner[0])
    table = with_totals(inner, lines(height, [range(height)]), lines(width, [range(width)]))
    policy = Policy(threshold, by_value=by_value)
    problem = problem_of(table, total_of(height), total_of(width), policy)
    grown = grown_and_thinned(problem, problem.prices())
    found = best_pattern(problem)
    assert found.is_best
    assert problem.is_safe(problem.given | found.cells)
    if grown:
        assert problem.rank(found.cells) == problem.rank(better_pattern(problem, grown))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(0, 40), min_size=1
    ),
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda ends: ends[0] != ends[1]),
    st.integers(1, 60),
)
def test_the_greatest_flow_is_the_same_with_and_without_scipy(room, ends, most):
    room = {**{(b, a): 0 for a, b in [*room, ends]}, ends: 0, **room}
    scipy, plain = limits.SciPyNetwork(room, 10_000), limits.PlainNetwork(room)
    one_way = {ends: 3}
    assert scipy.flow(ends, most, {}) == plain.flow(ends, most, {})
    assert scipy.flow(ends, most, one_way) == plain.flow(ends, most, one_way)
    assert scipy.flow(ends, most, {}) == plain.flow(ends, most, {}), "the change did not last"


def test_the_best_of_few_steps_is_safe_and_says_that_it_may_not_be_the_best():
    table = with_totals(
        [[3, 9, 900], [9, 900, 9], [900, 9, 9]], lines(3, [range(3)]), lines(3, [range(3)])
    )
    problem = problem_of(table, total_of(3), total_of(3), Policy())
    cut_short = best_pattern(problem, 0)
    assert not cut_short.is_best
    assert problem.is_safe(problem.given | cut_short.cells)


def test_subtotals_on_both_sides_are_solved_as_programs():
    sums = Sums({2: (0, 1), 3: (2,)})
    problem = problem_of([[9] * 4] * 4, sums, sums, Policy())
    assert isinstance(problem.attack, Programs)

"""Sums and shares that no label tells are found in the numbers, and are protected.

The reader who attacks knows all true sums and solves whole-number programs over the hidden cells
(SciPy milp); he shares nothing with the product.
"""

import random

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from regso.core.disclosure.auditor.audit import audited
from regso.core.disclosure.auditor.suspicion import suspected_shares, suspected_sums
from regso.core.disclosure.layout import HIDDEN, Layout, layout_of
from regso.core.disclosure.protection import Policy
from regso.core.disclosure.relations import Relation, Share, Span, worth
from regso.core.disclosure.structure.reading import possible_sums, structure_of
from regso.core.disclosure.structure.search import found_sums
from regso.core.disclosure.suppression import hidden_cells
from regso.errors import BadValueError

WORDS = [f"ort {letter}" for letter in "ABCDEFGHIJKL"]
LETTERS = [f"kolumn {letter}" for letter in "ABCDEFGHIJKL"]
SUBTOTALS = [
    ["kommun", "unga A", "gamla A", "A", "unga B", "gamla B", "B"],
    ["Alfa", 3, 40, 43, 20, 30, 50],
    ["Beta", 20, 31, 51, 24, 20, 44],
    ["Gamma", 30, 32, 62, 28, 21, 49],
]
SIX = {2: (0, 1), 5: (3, 4)}


def nothing(_):
    return False


def table_of(counts):
    """Return counts with labels that say nothing."""
    head = ["kommun", *LETTERS[: len(counts[0])]]
    return [head, *([WORDS[i], *row] for i, row in enumerate(counts))]


def protected(table, threshold=5):
    layout = layout_of(table)
    found = structure_of(layout)
    hidden = hidden_cells(found.counts, found.rows, found.columns, Policy(threshold))
    hidden |= found.shares_to_hide(hidden)
    width = len(found.counts[0])
    return [
        [HIDDEN if i * width + j in hidden else cell for j, cell in enumerate(row)]
        for i, row in enumerate(layout.body)
    ]


def exposed(table, body, threshold=5, wish="auto"):
    layout = layout_of(table)
    published = Layout(layout.with_body(body), layout.header, layout.labels)
    return [each.cell for each in audited(layout, published, threshold, wish) if each.is_exposed]


def with_sums(inner, rows, columns):
    """Return a table whose lines each sum the given inner lines."""
    return [[sum(inner[i][j] for i in r for j in c) for c in columns] for r in rows]


ROWS = (
    [{0}, {1}, {2}, {3}, {4}],
    [{0}, {1}, {0, 1}, {2}, {3}],
    [{0, 1}, {0}, {1}, {2, 3, 4}, {2}, {3}, {4}, {0, 1, 2, 3, 4}],
    [{0}, {1}, {2}, {3}, {4}, {0, 1}, {0, 1, 2, 3, 4}],
)
COLUMNS = (
    [{0}, {1}, {0, 1}, {2}, {3}, {2, 3}],
    [{0}, {1}, {2}, {3}, {0, 1}, {2, 3}, {0, 1, 2, 3}],
    [{0, 1, 2}, {0}, {1}, {2}, {3}],
    [{0}, {1}, {2}, {3}],
)


def random_table(seed):
    rng = random.Random(seed)  # noqa: S311 - a fixed sequence is the point
    inner = [
        [rng.randint(0, 9) if rng.random() < 0.25 else rng.randint(5, 80) for _ in range(4)]
        for _ in range(5)
    ]
    return inner, rng.choice(ROWS), rng.choice(COLUMNS)


def bounds(body, rows, columns, cell):
    """Return the least and the greatest inner-count solution of a hidden cell of a table."""
    at = {(i, j): n for n, (i, j) in enumerate((i, j) for i in range(5) for j in range(4))}
    lines, low, high = [], [], []
    for i, r in enumerate(rows):
        for j, c in enumerate(columns):
            line = np.zeros(len(at))
            line[[at[a, b] for a in r for b in c]] = 1
            lines.append(line)
            is_hidden = body[i][j] == HIDDEN
            low.append(0 if is_hidden else body[i][j])
            high.append(np.inf if is_hidden else body[i][j])
    found = []
    goal = lines[cell[0] * len(columns) + cell[1]]
    for sign in (1, -1):
        solved = milp(
            sign * goal,
            integrality=1,
            bounds=Bounds(0, 10_000),
            constraints=LinearConstraint(np.array(lines), low, high),
        )
        found.append(round(sign * solved.fun))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_no_small_count_can_be_worked_out_by_a_reader_who_knows_the_sums(seed):
    inner, rows, columns = random_table(seed)
    counts = with_sums(inner, rows, columns)
    body = protected(table_of(counts))
    for i, row in enumerate(counts):
        for j, count in enumerate(row):
            if 0 < count < 5:
                assert body[i][j] == HIDDEN
                low, high = bounds(body, rows, columns, (i, j))
                assert low < high, (seed, i, j)
    assert not exposed(table_of(counts), body)


@pytest.mark.parametrize("seed", range(40))
def test_the_auditor_finds_what_a_protector_without_the_sums_reveals(seed):
    """Only the small counts are hidden, and those that can be worked out are found by the audit."""
    inner, rows, columns = random_table(seed)
    counts = with_sums(inner, rows, columns)
    body = [[HIDDEN if 0 < n < 5 else n for n in row] for row in counts]
    cells = [(i, j) for i, row in enumerate(body) for j, n in enumerate(row) if n == HIDDEN]
    certain = {(i, j) for i, j in cells if len(set(bounds(body, rows, columns, (i, j)))) == 1}
    told = {divmod(cell, len(columns)) for cell in exposed(table_of(counts), body)}
    assert certain <= told


def test_columns_that_sum_others_are_found_whatever_they_are_called():
    table = [[*row] for row in SUBTOTALS]
    table[0] = ["kommun", *LETTERS[:6]]
    assert structure_of(layout_of(table)).columns.parts == SIX
    body = protected(table)
    assert body[0] == ["..", "..", 43, 20, 30, 50]
    only = [["..", *SUBTOTALS[1][2:]], *(row[1:] for row in SUBTOTALS[2:])]
    assert exposed(table, only) == [0]
    assert not exposed(table, body)


def test_a_found_total_helps_a_total_that_its_label_tells():
    """Totalt is not the sum of all six columns, but of the two that sum them."""
    table = [[*row, row[3] + row[6] if i else "Totalt"] for i, row in enumerate(SUBTOTALS)]
    table[0][3] = table[0][6] = "x"
    assert structure_of(layout_of(table)).columns.parts == {**SIX, 6: (2, 5)}


@pytest.mark.parametrize(
    "label", ["Typ 1+2", "Typ 1 och 2", "Områdestyp 1–2", "Områdestyperna 1 och 2"]
)
def test_a_label_names_its_parts_after_a_word(label):
    """One column is no evidence, so the label decides."""
    rows = [["typ", "antal"], ["Typ 1", 3], ["Typ 2", 20], ["Typ 3", 40], [label, 23]]
    assert structure_of(layout_of(rows)).rows.parts == {3: (0, 1)}
    assert structure_of(layout_of([*rows[:4], [label, 24]])).rows.parts == {}


def test_stocks_and_flows_are_a_relation_with_two_lines_on_each_side():
    rows = [[100, 230, 55, 78], [41, 7, 19, 33], [3, 60, 24, 9], [138, 177, 50, 102]]
    table = table_of(rows)
    found = structure_of(layout_of(table)).rows
    assert (found.parts, len(found.others), found.is_tree) == ({}, 1, False)
    assert found.others[0].signs() in ({0: 1, 1: 1, 2: -1, 3: -1}, {0: -1, 1: -1, 2: 1, 3: 1})
    body = protected(table)
    assert sum(row[0] == HIDDEN for row in body) == 2
    assert not exposed(table, body)
    assert exposed(table, [*rows[:2], [HIDDEN, *rows[2][1:]], rows[3]]) == [8]


def test_a_total_may_be_summed_in_two_ways():
    """Alla = a + b = c + d: what the second sum reveals is protected too."""
    rows = [[3, 40, 43, 22, 21], [30, 51, 81, 50, 31], [25, 36, 61, 17, 44], [70, 12, 82, 19, 63]]
    found = structure_of(layout_of(table_of(rows))).columns
    assert len(found.relations()) == 2
    assert not exposed(table_of(rows), protected(table_of(rows)))


@pytest.mark.parametrize("head", ["totalt", "alla tre"])
def test_a_part_of_zeros_that_is_hidden_is_not_worked_out_without_it(head):
    """5 + 104 = 109 holds because the third part is 0, and 0 is what must not be known."""
    table = [["rubrik", "a"], ["x", 5], ["y", 0], ["z", 104], [head, 109]]
    layout = layout_of(table)
    found = structure_of(layout)
    assert found.rows.parts == {3: (0, 1, 2)}
    assert not found.rows.others
    hidden = hidden_cells(found.counts, found.rows, found.columns, Policy(5, hide_zeros=True))
    assert hidden == {0, 1}


def test_a_part_that_is_inside_another_part_is_no_part_of_the_sum():
    """Därav stands among the parts and is counted in one of them."""
    rows = [[30, 41, 55], [12, 3, 20], [50, 62, 71], [44, 28, 39], [124, 131, 165]]
    assert structure_of(layout_of(table_of(rows))).rows.parts == {4: (0, 2, 3)}


def test_a_line_that_stands_twice_is_hidden_twice():
    rows = [[3, 40, 25], [12, 31, 44], [3, 40, 25]]
    body = protected(table_of(rows))
    assert (body[0][0], body[2][0]) == (HIDDEN, HIDDEN)


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("procent", [6, 40, 60, 35]),
        ("andel", [6.0, 40.0, 60.0, 35.3]),
        ("per 1 000", [60, 400, 600, 353]),
        ("kolumn x", [6, 40, 60, 35]),
    ],
)
def test_a_share_is_hidden_where_a_count_that_it_is_made_of_is(header, line):
    counts = [(3, 50), (20, 50), (30, 50), (53, 150)]
    table = [["kommun", "antal", header, "folk"]]
    table += [[WORDS[i], a, line[i], n] for i, (a, n) in enumerate(counts)]
    body = protected(table)
    assert all((row[1] == HIDDEN) == (HIDDEN in (row[0], row[2])) for row in body)
    assert body[0][:2] == [HIDDEN, HIDDEN]
    assert not exposed(table, body)
    beside = [[*row[1:]] for row in table[1:]]
    beside[0][0] = HIDDEN
    assert 0 in exposed(table, beside)


def test_a_share_of_the_column_total_is_a_share():
    counts = [3, 20, 30, 53]
    table = [["kommun", "antal", "procent"]]
    table += [[WORDS[i], n, round(100 * n / 53)] for i, n in enumerate(counts)]
    shares = structure_of(layout_of(table)).shares[1]
    assert Share(1, 0, 0, 100, 0, 3) in shares
    assert protected(table)[0] == [HIDDEN, HIDDEN]


def test_whole_numbers_that_may_be_a_share_by_chance_are_hidden_as_counts_too():
    """4, 5 and 10 are the whole percent that 6, 4 and 13 are of 166, 85 and 132."""
    table = [["typ", "0-19 år", "20-64 år", "65 år och äldre"], ["typ 1", 0, 0, 1],
             ["typ 2", 166, 85, 132], ["typ 3", 6, 4, 13], ["typ 4", 4, 5, 10]]  # fmt: skip
    assert Share(3, 2, 1, 100, 0) in structure_of(layout_of(table)).shares[0]
    assert protected(table)[3][:2] == [HIDDEN, HIDDEN]


def test_a_total_that_adds_up_is_no_share_by_chance():
    """49, 51 and 100 are 49, 50 and 99 in whole percent of 99."""
    rows = [["", "b", "c", "Totalt"], ["r0", 0, 49, 49], ["r1", 1, 50, 51], ["Totalt", 1, 99, 100]]
    layout = layout_of(rows)
    assert structure_of(layout).shares == ([], [])
    assert audited(layout, layout, 2) == []


def test_a_part_of_a_proven_sum_of_counts_is_no_share_by_chance():
    """Boda is in whole percent what Celle is of its first row, and with it a part of Norra."""
    table = [["typ", "Norra", "Alby", "Boda", "Celle", "Dala", "Eke"],
             ["totalt", 213, 41, 100, 72, 104, 62], ["typ 1", 1, 1, 0, 0, 0, 0],
             ["typ 2", 0, 0, 0, 0, 1, 1], ["typ 3", 188, 30, 92, 66, 100, 50],
             ["typ 4", 24, 10, 8, 6, 3, 11]]  # fmt: skip
    found = structure_of(layout_of(table))
    assert found.columns.parts == {0: (1, 2, 3)}
    assert found.shares == ([], [])


def test_what_is_called_a_share_and_is_none_is_refused():
    table = [["kommun", "antal", "procent"], ["a", 3, 7], ["b", 20, 40], ["c", 50, 9]]
    with pytest.raises(BadValueError, match=r'Kolumnen med nummer 2 \("procent"\) ser ut att vara'):
        structure_of(layout_of(table))
    assert structure_of(layout_of(table), "inga").shares == ([], [])


def test_stated_margins_decide():
    layout = layout_of(SUBTOTALS)
    assert structure_of(layout, "inga").columns.parts == {}
    assert structure_of(layout, "kolumn 3=1+2").columns.parts == {2: (0, 1)}
    assert structure_of(layout, "auto;kolumn 3=1+2").columns.parts == SIX


def test_what_may_be_chance_is_said_and_not_believed():
    table = structure_of(layout_of([["a", 3], ["b", 40], ["x", 50], ["c", 43], ["d", 16]]))
    assert table.rows.parts == {}
    assert possible_sums(table) == ([Relation((3,), (0, 1))], [])


def test_a_total_that_leaves_out_an_empty_line_is_no_other_total():
    """Taken for one it would say that the empty line is 0, also where it is hidden."""
    table = structure_of(layout_of([["a", 0], ["b", 30], ["c", 40], ["Totalt", 70]]))
    assert table.rows.relations() == [Relation((3,), (0, 1, 2))]
    assert possible_sums(table) == ([], [])


def test_a_sum_that_a_hidden_count_contradicts_is_chance():
    """A and B are all of Totalt where nothing is hidden, but 50 - 20 - 7 = 23, not 30."""
    rows = [
        ["kommun", "A", "B", "C", "Totalt"],
        ["Alfa", 40, 60, 0, 100],
        ["Beta", 35, 15, 0, 50],
        ["Gamma", 22, 8, 0, 30],
    ]
    assert Relation((3,), (0, 1)) in found_sums(
        [list(column) for column in zip(*(row[1:] for row in rows[1:]), strict=True)],
        range(3),
        nothing,
    )
    table = structure_of(layout_of([*rows, ["Delta", HIDDEN, 20, 7, 50]]))
    assert table.columns.relations() == [Relation((3,), (0, 1, 2))]


def test_random_counts_have_hardly_any_structure():
    """At most one table in a hundred, for the protector and for the auditor."""
    rng = random.Random(12)  # noqa: S311 - a fixed sequence is the point
    found = [0, 0]
    for _ in range(300):
        height, width, most = rng.randint(2, 9), rng.randint(1, 6), rng.choice([9, 40, 200])
        rows = [[rng.randint(0, most) for _ in range(width)] for _ in range(height)]
        found[0] += bool(found_sums(rows, range(width), nothing))
        found[1] += bool(suspected_sums(rows, range(width), nothing))
    assert max(found) <= 3


def test_protector_and_auditor_find_the_same_sums():
    for seed in range(40):
        inner, rows, columns = random_table(seed)
        counts = with_sums(inner, rows, columns)
        spans = [Span(), Span()]
        one = found_sums(counts, range(4), nothing)
        other = suspected_sums(counts, range(4), nothing)
        for span, relations in zip(spans, (one, other), strict=True):
            for relation in relations:
                span.add(relation)
        assert not any(spans[1].add(r) for r in one), seed
        assert not any(spans[0].add(r) for r in other), seed


def test_evidence_is_counted_in_bits():
    """3 + 12 = 15 and 7 + 8 = 15: one of 16 numbers each, so 4 bits each."""
    lines = [[3, 7], [12, 8], [15, 15]]
    assert worth(lines, Relation((2,), (0, 1)), range(2)) == 8
    assert worth(lines, Relation((2,), (0, 1)), [1]) == 4
    assert worth([*lines[:2], ["..", 15]], Relation((2,), (0, 1)), range(2)) == 4


def test_a_relation_that_follows_from_others_is_not_new():
    span = Span()
    assert span.add(Relation((2,), (0, 1)))
    assert span.add(Relation((4,), (2, 3)))
    assert not span.add(Relation((4,), (0, 1, 3)))
    assert span.add(Relation((4,), (0, 3)))


def test_no_lines_and_one_line_have_no_structure():
    assert suspected_sums([], [], nothing) == []
    assert suspected_sums([[1, 2]], range(2), nothing) == []
    assert found_sums([[1, 2]], range(2), nothing) == []
    assert suspected_shares([[1, 2]], ()) == []

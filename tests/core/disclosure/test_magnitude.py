"""Amounts: which sums are sensitive, and how near a reader comes to those that are hidden."""

import random

import pytest
from scipy.optimize import linprog

from regso.core.disclosure.magnitude import Amount, Rule, hidden_amounts, joined

SUMS = ((5, (0, 1)), (7, (2, 3, 4, 5, 6)))


def amount(contributions):
    ordered = [*sorted(map(abs, contributions), reverse=True), 0.0, 0.0]
    return Amount(
        sum(contributions), sum(ordered), len(contributions), (ordered[0], ordered[1])
    )  # fmt: skip


def table(*leaves):
    """Return the eight rows from the contributions of types 1–5 and okänd."""
    parts = [amount(leaf) for leaf in leaves]
    return [*parts[:5], joined(parts[:2]), parts[5], joined(parts)]


@pytest.mark.parametrize(
    ("contributions", "rule", "sensitive"),
    [
        # The (n,k) rule: the n largest may be at most k %.
        ([60, 20, 10, 10], Rule(3, n=1, k=60), False),
        ([60, 20, 10, 10], Rule(3, n=1, k=59), True),
        ([60, 20, 10, 10], Rule(3, n=2, k=79), True),
        # p%: the rest, 4, is less than 10 % of the largest, 50.
        ([50, 46, 4], Rule(3, p=10), True),
        ([50, 45, 5], Rule(3, p=10), False),
        ([10, 10], Rule(3), True),
        ([0, 0], Rule(3), False),
        ([10], Rule(1), False),
        ([-50, -46, -4], Rule(3), True),
    ],
)
def test_a_sum_is_sensitive_by_number_dominance_or_p_percent(contributions, rule, sensitive):
    """By hand from the definitions in Hundepool et al. (2012), section 4.2."""
    assert rule.forbids(amount(contributions)) is sensitive


def test_where_who_contributes_is_not_known_only_the_number_counts():
    assert not Rule(3).forbids(Amount(100, 100, 3, None))
    assert Rule(3).forbids(Amount(100, 100, 2, None))
    assert joined([Amount(1, 1, 1, None), amount([5])]).largest is None


def test_nothing_sensitive_hides_nothing_more_than_what_is_given():
    safe = table(*[[10.0] * 9] * 6)
    assert hidden_amounts(safe, Rule(5)) == frozenset()
    assert hidden_amounts(safe, Rule(5), {3}) == {3}


@pytest.mark.parametrize("power", [3, 9, 12, 13, 15, 16, 18, 40, 290])
def test_amounts_of_any_size_have_the_same_pattern(power):
    """Rounding of large floats once made the search for one amount that is known endless."""
    kinds = [[40, 9, 8], [70], [30] * 5, [20, 15, 2, 2], [10] * 9, [60, 30]]
    for leaves in (kinds, [[]] * 5 + [[86]], [[1.0]] * 6):
        small = table(*[[1e6 * x for x in leaf] for leaf in leaves])
        large = table(*[[1e6 * x * 10.0**power for x in leaf] for leaf in leaves])
        assert hidden_amounts(large, Rule(3)) == hidden_amounts(small, Rule(3))


def _limits(row, amounts, hidden):
    """Return the least and the greatest that a reader finds by linear programs."""
    equations = [[0.0] * 8 for _ in SUMS]
    for line, (total, parts) in zip(equations, SUMS, strict=True):
        line[total] = 1.0
        for part in parts:
            line[part] = -1.0
    bounds = [(0, None) if i in hidden else (a.total, a.total) for i, a in enumerate(amounts)]
    found = []
    for sign in (1, -1):
        cost = [sign * float(i == row) for i in range(8)]
        solved = linprog(cost, A_eq=equations, b_eq=[0, 0], bounds=bounds)
        found.append(sign * solved.fun if solved.status == 0 else sign * -float("inf"))
    return found


@pytest.mark.slow
def test_a_reader_comes_no_closer_than_p_percent_of_the_largest_contribution():
    """300 tables, linear programs; the sensitive sums alone hidden, most are exact."""
    rng, sensitive, near_before, near, shown = random.Random(4), 0, 0, 0, 0  # noqa: S311
    for _ in range(300):
        leaves = [
            [float(rng.randint(1, 90) ** 2) for _ in range(rng.choice([0, 1, 2, 4, 9, 15]))]
            for _ in range(6)
        ]
        amounts, rule = table(*leaves), Rule(4)
        hidden = hidden_amounts(amounts, rule)
        few = {row for row, one in enumerate(amounts) if rule.forbids(one)}
        assert few <= hidden
        shown += len(hidden - few)
        for row in few:
            sensitive += 1
            value, largest = amounts[row].total, amounts[row].largest[0]
            for at, pattern in enumerate((few, hidden)):
                low, high = _limits(row, amounts, pattern)
                is_near = high - value < 0.1 * largest or value - low < 0.1 * largest
                near_before += at == 0 and is_near
                near += at == 1 and is_near and len(hidden) < sum(a.size > 0 for a in amounts)
    assert sensitive > 300
    assert near_before > 100
    assert near == 0
    assert shown < sensitive  # less than one further row for each

"""Classes of a map: each value has one, quantiles are even, and breaks are used as printed."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.measures.classing import Classes, classes_of, equal_steps, own, quantiles
from regso.errors import DomainError

SHARES = st.builds(lambda x, n: 100 * min(x, n) / n, st.integers(0, 3000), st.integers(1, 3000))
VALUES = st.lists(SHARES, min_size=1, max_size=120)
NUMBERS = st.integers(3, 7)
METHODS = st.sampled_from(["kvantiler", "lika steg", "5;10;15", "2,5; 50"])


def sizes(classes, values):
    found = Counter(map(classes.of, values))
    return [found[i] for i in range(classes.number)]


def printed(classes):
    """Return the breaks as a reader takes them from the labels."""
    labels = classes.labels()
    if len(labels) == 1:
        return []
    texts = [labels[0].removeprefix("under "), *(t.split("–")[1] for t in labels[1:-1])]
    assert [
        *(t.split("–")[0] for t in labels[1:-1]),
        labels[-1].removesuffix(" eller mer"),
    ] == texts
    return [float(text.replace(",", ".")) for text in texts]


@given(VALUES, METHODS, NUMBERS)
def test_every_value_is_in_exactly_one_class_between_the_breaks_that_are_printed(
    values, how, number
):
    classes = classes_of(values, how, number)
    limits = [-np.inf, *printed(classes), np.inf]
    assert limits == sorted(set(limits))
    for value in values:
        inside = [i for i, (low, high) in enumerate(pairwise(limits)) if low <= value < high]
        assert inside == [classes.of(value)]


@given(st.lists(SHARES, min_size=7, max_size=120, unique=True), NUMBERS)
def test_without_ties_quantile_classes_differ_by_one_value_at_most(values, number):
    found = sizes(quantiles(values, number), values)
    assert len(found) == number
    assert max(found) - min(found) <= 1


@given(st.lists(st.sampled_from([0.0, 2.5, 5.0, 20.0, 33.4]), min_size=1, max_size=40), NUMBERS)
def test_with_ties_each_quantile_break_is_where_an_even_division_is_nearest(values, number):
    """All places between different values are tried: none lies nearer to a cut than the breaks."""
    ordered = sorted(values)
    places = [i for i in range(1, len(ordered)) if ordered[i - 1] < ordered[i]]
    used = {i for b in quantiles(values, number).breaks for i in places
            if ordered[i - 1] < b <= ordered[i]}  # fmt: skip
    for cut in range(1, number):
        ideal = cut * len(values) / number
        if places:
            nearest = min(abs(place - ideal) for place in places)
            assert min(abs(place - ideal) for place in used) == pytest.approx(nearest)
    assert len(used) == len(quantiles(values, number).breaks)


@given(VALUES, NUMBERS)
def test_equal_steps_are_equal_to_the_last_decimal_and_reach_over_all_values(values, number):
    breaks = [Decimal(repr(b)) for b in equal_steps(values, number).breaks]
    if min(values) == max(values):
        assert breaks == []
        return
    assert len(breaks) == number - 1
    steps = {high - low for low, high in pairwise(breaks)}
    [step] = steps
    assert float(breaks[0] - step) <= min(values)
    assert max(values) <= float(breaks[-1] + step) * (1 + 1e-12)
    assert float(step) <= 1.25 * (max(values) - min(values)) / number


def test_quantiles_of_distinct_values_are_those_of_numpy():
    """NumPy 2: array_split of the sorted values into fifths."""
    values = [float(v) for v in np.random.default_rng(1).permutation(100)]
    split = [len(part) for part in np.array_split(sorted(values), 5)]
    assert sizes(quantiles(values, 5), values) == split


def test_a_quantile_break_is_the_shortest_number_between_two_values():
    assert quantiles([4.71, 5.38, 12.04, 12.07], 3).breaks == (5.0, 12.07)
    assert quantiles([1.0, 1.23456, 1.9, 3.0], 3).breaks == (1.2, 3.0)


@pytest.mark.parametrize("how", ["kvantiler", "lika steg"])
def test_no_value_and_equal_values_are_one_class(how):
    for values in ([], [5.0], [5.0] * 9):
        assert classes_of(values, how, 5) == Classes(())
    assert Classes(()).labels() == ["alla värden"]


def test_own_breaks_are_as_written():
    classes = own("2,5;10; 40")
    assert classes.labels() == ["under 2,5", "2,5–10", "10–40", "40 eller mer"]
    assert [classes.of(v) for v in (2.4999, 2.5, 10, 100)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "text", ["5", "10;5", "5;5", "fem;tio", "", "0;5", "5;100", "5;nan", "1;2;3;4;5;6;7", "5;inf"]
)
def test_breaks_that_cannot_be_used_are_refused_with_what_to_write(text):
    with pytest.raises(DomainError, match=r"till exempel 5;10;15\."):
        classes_of([1.0], text, 5)


@pytest.mark.parametrize("number", [2, 8, 0])
def test_a_number_of_classes_that_cannot_be_told_apart_is_refused(number):
    with pytest.raises(DomainError, match=f"klasser {number} ska vara ett helt tal från 3 till 7"):
        classes_of([1.0, 2.0], "kvantiler", number)


def test_values_that_no_number_is_between_are_one_class():
    assert equal_steps([0.0, 5e-324], 4) == Classes(())

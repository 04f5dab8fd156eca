"""Columns side by side: a row decides its own result, and a gap is not a zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.errors import BadValueError, CellError, DomainError
from regso.functions.arguments.ranges import Numbers
from regso.functions.registry import Cells
from regso.functions.sidebyside import by_row, complete, number

DIV = CellError("#DIV/0!")


def double(a, b):
    if number(a) < 0:
        raise DomainError("Talet är negativt.")
    return [2 * number(a), number(b)]


def column(*values):
    return Cells([[value] for value in values])


def numbers(*values):
    return Numbers(list(values), (len(values), 1))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((3, 4), [6, 4]),
        ((None, " "), ["", ""]),
        ((None, 4), [CellError("#VALUE!")] * 2),
        ((3, " "), [CellError("#VALUE!")] * 2),
        ((DIV, 4), [DIV, DIV]),
        ((None, DIV), [DIV, DIV]),
        (("..", 4), ["..", ".."]),
        ((3, " .. "), ["..", ".."]),
        (("3", 4), [CellError("#VALUE!")] * 2),
        ((True, 4), [CellError("#VALUE!")] * 2),
        ((-1, 4), [CellError("#NUM!")] * 2),
    ],
)
def test_a_row_decides_its_own_result_and_no_other(cells, expected):
    a, b = cells
    rows = by_row(double, 2, {"a": column(1, a, 2), "b": column(5, b, 6)})
    assert rows == [[2, 5], expected, [4, 6]]


@given(st.lists(st.integers(0, 9), max_size=20), st.integers(0, 9))
def test_one_cell_holds_for_every_row(values, one):
    expected = [[2 * value, one] for value in values]
    assert by_row(double, 2, {"a": Cells([[v] for v in values]), "b": column(one)}) == expected


def test_an_optional_column_may_be_empty():
    rows = by_row(
        lambda a, b: [a, b is None],
        2,
        {"a": column(1, None), "b": column(None)},
        optional=frozenset("b"),
    )
    assert rows == [[1, True], ["", ""]]


def test_columns_that_do_not_match_are_refused():
    with pytest.raises(BadValueError, match="Områdena a, b är olika långa; markera lika många"):
        by_row(double, 2, {"a": column(1, 2), "b": column(1, 2, 3)})
    with pytest.raises(BadValueError, match="Området b har flera kolumner; markera en kolumn"):
        by_row(double, 2, {"a": column(1), "b": Cells([[1, 2]])})


def test_rows_that_are_empty_in_every_column_are_left_out():
    assert complete(a=numbers(1.0, None, 3.0), b=numbers(0.0, None, 6.0)) == [[1, 3], [0, 6]]
    assert complete(a=numbers(None), b=numbers(None)) == [[], []]
    assert complete(a=numbers(), b=numbers()) == [[], []]


def test_a_gap_in_one_column_is_not_a_zero():
    with pytest.raises(
        BadValueError,
        match="Rad 2 i b är tom men raden har andra tal; fyll i den, 0",
    ):
        complete(a=numbers(1.0, 2.0), b=numbers(1.0, None))


def test_columns_of_different_sizes_are_refused():
    with pytest.raises(BadValueError, match="Området b är inte lika stort som a"):
        complete(a=numbers(1.0, 2.0), b=numbers(1.0))

"""REGSO_UTJAMNAD in cells: a row for each area, as REGSO_ANDEL has it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using

VALUE, NUM, DIV = CellError("#VALUE!"), CellError("#NUM!"), CellError("#DIV/0!")
CASES, PERSONS = [12, 30, 9, 80, 60], [40, 300, 50, 400, 200]


def column(cells):
    return [[cell] for cell in cells]


def ranked(cases, persons, groups=None, *more):
    columns = [column(cases), column(persons), groups and column(groups)]
    with using(Reference(EXAMPLE)):
        return call("REGSO_UTJAMNAD", [*columns, *more])


def test_areas_by_hand():
    # The mean is 1/4; 20 % of 100 and 30 % of 100: s² = 0.0025, noise 0.1875 / 100.
    table = ranked([20, 30], [100, 100])
    between = (0.0025 * 100 - 0.1875) / 99
    weight = between / (between + (0.1875 - between) / 100)
    assert [row[0] for row in table] == [0.2, 0.3]
    assert [row[1] for row in table] == pytest.approx([0.25 - 0.05 * weight, 0.25 + 0.05 * weight])
    assert [row[2] for row in table] == [2, 1]
    assert {tuple(row[3:]) for row in table} == {(table[0][3], table[0][4], "inom")}


def test_the_position_is_by_the_limits():
    table = ranked([100, 300, 200, 2], [1000, 1000, 1000, 10])
    assert [row[5] for row in table] == ["under", "över", "inom", "inom"]
    for share, *_, low, high, position in table:
        assert position == ("under" if share < low else "över" if share > high else "inom")


def test_equal_areas_share_their_place_as_in_rank_eq():
    assert [row[2] for row in ranked([5, 9, 5, 1], [10, 10, 10, 10])] == [2, 1, 2, 4]


def test_each_group_is_drawn_to_its_own_mean():
    table = ranked(CASES, PERSONS, [1, 1, 1, 2, 2])
    assert [row[1] for row in table[:3]] == [row[1] for row in ranked(CASES[:3], PERSONS[:3])]
    assert [row[1] for row in table[3:]] == [row[1] for row in ranked(CASES[3:], PERSONS[3:])]
    assert sorted(row[2] for row in table) == [1, 2, 3, 4, 5]


def test_one_area_is_its_own_mean():
    assert ranked([3], [10])[0][:3] == [0.3, 0.3, 1]


def test_a_row_that_is_bad_empty_or_hidden_spoils_no_other():
    good = ranked(CASES, PERSONS)
    bad = [
        (None, None, ""), (4, None, VALUE), ("..", 9, ".."), ("x", 9, VALUE), (0, 0, DIV),
        (9, 8, NUM), (-1, 8, NUM), (DIV, 8, DIV),
    ]  # fmt: skip
    cases, persons, shown = zip(*bad, strict=True)
    table = ranked([*cases, *CASES], [*persons, *PERSONS])
    assert table[len(bad) :] == good
    assert table[: len(bad)] == [[cell] * 6 for cell in shown]


def test_columns_of_different_length_are_refused():
    assert ranked([1, 2], [9, 9, 9]) == [[VALUE]]
    assert "olika långa" in last_error()


areas = st.lists(
    st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=12,
)


@settings(max_examples=30)
@given(areas, st.randoms())
def test_the_order_of_the_rows_changes_nothing(rows, random):
    order = random.sample(range(len(rows)), len(rows))
    before = ranked(*zip(*rows, strict=True))
    after = ranked(*zip(*(rows[i] for i in order), strict=True))
    for place, i in enumerate(order):
        assert after[place][0] == before[i][0]
        assert after[place][1:2] + after[place][3:5] == pytest.approx(
            before[i][1:2] + before[i][3:5], abs=1e-12
        )


# -- disclosure ------------------------------------------------------------------------------


def test_with_a_threshold_that_nothing_is_below_all_is_as_before():
    assert ranked(CASES, PERSONS, None, None, 5) == ranked(CASES, PERSONS)


@pytest.mark.parametrize("small", [(3, 90), (87, 90), (3, 3), (0, 4)])
def test_a_small_count_withholds_all_that_rests_on_it(small):
    x, n = small
    groups = [1, 1, 1, 2, 2, 2]
    table = ranked([*CASES, x], [*PERSONS, n], groups, None, 5)
    before = ranked([*CASES, x], [*PERSONS, n], groups)
    assert table[5] == [".."] * 6
    for row, open_ in zip(table[3:5], before[3:5], strict=True):  # of the same group
        assert row == [open_[0], *[".."] * 5]
    for row, open_ in zip(table[:3], before[:3], strict=True):
        assert row == [*open_[:2], "..", *open_[3:]]


@given(st.integers(0, 4), st.integers(0, 4))
def test_what_is_shown_is_the_same_whatever_a_small_count_is(one, other):
    """Nothing that is shown depends on a hidden row, but for its being hidden."""
    small = [count or 1 for count in (one, other)]
    shown = [ranked([*CASES, x], [*PERSONS, 90], [1, 1, 1, 2, 2, 2], None, 5) for x in small]
    assert shown[0] == shown[1]


def test_with_a_threshold_persons_are_whole():
    table = ranked([9.5, *CASES], [20, *PERSONS], None, None, 5)
    assert table[0] == [NUM] * 6
    assert "taljare 9.5 är inget antal personer" in last_error()

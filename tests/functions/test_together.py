"""Tables of one register, and finished tables, that are protected together."""

import pytest

from regso.errors import CellError
from regso.functions import call, last_error

CODES = [[1], [1], [5], [5], [2], [3]]
COUNTS = [[20], [3], [30], [9], [11], [40]]
SEX = [["k"], ["m"], ["k"], ["m"], ["k"], ["m"]]
AGE = [["ung"], ["äldre"], ["ung"], ["ung"], ["äldre"], ["ung"]]


def test_without_small_counts_each_group_is_its_own_cross_table(example):
    found = call("REGSO_TABELLER", [CODES, COUNTS, 1, SEX, AGE])
    assert found[0][2:] == ["totalt", "k", "m", "ung", "äldre"]
    for at, groups in ((slice(3, 5), SEX), (slice(5, 7), AGE)):
        cross = call("REGSO_KORS", [CODES, groups, COUNTS])
        assert [row[at] for row in found[1:]] == [row[2:-1] for row in cross[1:]]
        assert [row[2] for row in found[1:]] == [row[-1] for row in cross[1:]]


def test_a_small_count_is_hidden_in_both_groups_and_the_total_goes_with_it(example):
    """Type 1 has 3 men and the same 3 older: shown 20 women or 20 young would give both."""
    found = call("REGSO_TABELLER", [CODES, COUNTS, 5, SEX, AGE])
    row = dict(zip(found[0], found[1], strict=True))
    assert row["m"] == row["äldre"] == ".."
    assert row["totalt"] == ".." or (row["k"] == ".." and row["ung"] == "..")


def test_a_category_that_two_groups_share_says_which_group_it_is_of(example):
    found = call("REGSO_TABELLER", [CODES, COUNTS, 1, SEX, SEX])
    assert found[0][2:] == ["totalt", "k", "m", "k (grupp2)", "m (grupp2)"]


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ([CODES, COUNTS, 5, SEX[:2]], "#VALUE!", "Området grupp1 är inte lika stort"),
        ([CODES, COUNTS, 5, SEX, AGE[:2]], "#VALUE!", "Området grupp2 är inte lika stort"),
        ([CODES, [[1.5]] * 6, 5, SEX], "#NUM!", "inget antal personer"),
        ([CODES, COUNTS, None, SEX], "#VALUE!", "Argumentet troskel saknas"),
    ],
)
def test_what_cannot_be_protected_is_refused(example, args, code, message):
    assert call("REGSO_TABELLER", args) == [[CellError(code)]]
    assert message in last_error()


def test_a_type_total_does_not_give_away_a_kommun():
    """As in two sheets of one workbook: 47 + 3 pupils by kommun, 20 + 30 by type."""
    by_type = [["typ", "elever"], [1, 20], [2, 30], ["totalt", 50]]
    by_kommun = [["kommun", "elever"], ["A", 3], ["B", 47]]
    found = call("REGSO_SEKRETESS_FLERA", [5, by_type, [*by_kommun, ["totalt", 50]]])
    assert found[:5] == [*by_type, ["", ""]]
    assert found[5:] == [["kommun", "elever"], ["A", ".."], ["B", ".."], ["totalt", 50]]


def test_a_total_that_is_shown_in_another_table_gives_nothing_away():
    """One kommun alone: its 3 pupils are the total, so the types are hidden with it."""
    by_type = [["typ", "antal"], ["a", 1], ["b", 2], ["totalt", 3]]
    alone = [["kommun", "antal"], ["K1", 3], ["K2", 0], ["totalt", 3]]
    found = call("REGSO_SEKRETESS_FLERA", [5, by_type, alone])
    assert [row[1] for row in found] == ["antal", "..", "..", "..", "", "antal", "..", 0, ".."]


def test_an_empty_table_is_refused():
    assert call("REGSO_SEKRETESS_FLERA", [5, [["", ""]], [["a", 1]]]) == [[CellError("#VALUE!")]]
    assert "Tabell 1 är tom" in last_error()

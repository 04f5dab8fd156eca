"""REGSO_GRUPPER in cells, and what a reader works out from it beside REGSO_TABELL."""

from random import Random
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from regso.core.disclosure import siblings
from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using
from solved import ends

YEAR = 2022
ROWS = (1, 2, 3, 4, 5, "1+2", "okänd", "totalt")
PARTS = {"1+2": (1, 2), "totalt": (1, 2, 3, 4, 5, "okänd")}
REFERENCE = Reference(EXAMPLE)
COLUMNS = 8


@pytest.fixture(autouse=True)
def _example():
    with using(REFERENCE):
        yield


def columns(register):
    """Return the four columns of rows of type (0 is okänd), group, cases and persons."""
    codes = [[kind or "9999R001"] for kind, *_ in register]
    return [codes, *([[row[i]] for row in register] for i in (2, 3, 1))]


def broken(register, threshold=None, level=None):
    koder, cases, persons, group = columns(register)
    return call("REGSO_GRUPPER", [koder, cases, persons, group, YEAR, level, threshold])


def by_type(register, threshold=None):
    koder, cases, persons, _ = columns(register)
    return call("REGSO_TABELL", [koder, cases, persons, YEAR, None, threshold])


def by_cell(table):
    return {(row[0], row[2]): row[3:] for row in table[1:] if row[0] not in {"", ".."}}


def sums(register):
    """Return cases and persons by row and group, and by row with the group None."""
    found = {}
    for kind, group, x, n in register:
        for row in (kind or "okänd", *(r for r, parts in PARTS.items()
                                       if (kind or "okänd") in parts)):  # fmt: skip
            for g in (group, None):
                cases, persons = found.get((row, g), (0, 0))
                found[row, g] = cases + x, persons + n
    return found


REGISTERS = st.lists(
    st.tuples(
        st.integers(0, 5), st.sampled_from("abc"), st.integers(0, 40), st.integers(0, 40)
    ).map(lambda row: (*row[:2], float(row[2]), float(row[2] + row[3]))),
    min_size=1, max_size=30,
)  # fmt: skip


@given(REGISTERS)
def test_without_a_threshold_every_group_has_its_sums_and_they_make_up_the_table(register):
    found, truth = by_cell(broken(register)), sums(register)
    whole = {row[0]: row[2:4] for row in by_type(register)[1:]}
    groups = {group for _, group in found}
    assert groups == {group for _, group, _, n in register if n}
    for row in ROWS if groups else ():
        for group in groups:
            assert found[row, group][:2] == [*truth.get((row, group), (0, 0))]
        assert [sum(found[row, g][i] for g in groups) for i in (0, 1)] == whole[row]


def test_shares_and_intervals_are_those_of_wilson():
    found = by_cell(broken([(1, "a", 9, 70), (1, "b", 20, 90)], level=0.9))
    low, high = proportion_confint(9, 70, 0.1, "wilson")
    assert found[1, "a"] == [9, 70, 9 / 70, pytest.approx(low), pytest.approx(high)]
    assert found[2, "a"] == [0, 0, "", "", ""]


def test_rows_stand_by_type_and_in_it_by_group_the_empty_one_last():
    table = broken([(1, "ö", 9, 70), (1, None, 9, 70), (1, "a", 9, 70), (1, 7, 9, 70)])
    assert [row[2] for row in table[1:5]] == ["7", "a", "ö", "(tom)"]
    assert [row[0] for row in table[1::4]] == [*ROWS]


def test_desos_and_rows_of_one_person_are_counted_as_in_the_table():
    codes = [["9901A0010"], ["9901A0020"], ["9903C1010"], ["9901A0010"]]
    group, cases = [["k"], ["m"], ["k"], ["k"]], [[1], [0], [1], [0]]
    table = call("REGSO_TABELL", [codes, cases, "rader", YEAR])
    found = by_cell(call("REGSO_GRUPPER", [codes, cases, "rader", group, YEAR]))
    for row in table[1:]:
        assert [found[row[0], "k"][i] + found[row[0], "m"][i] for i in (0, 1)] == row[2:4]
    assert found["totalt", "k"][:2] == [2, 3]


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ({2: "befolkning"}, "#VALUE!", "en befolkning i ord räcker inte"),
        ({3: [["a"], ["b"]]}, "#VALUE!", "Området grupp är inte lika stort som koderna"),
        ({1: [[101]]}, "#NUM!", "101"),
        ({1: [[9.5]], 6: 5}, "#NUM!", "ange antalet personer som ett helt tal"),
    ],
)
def test_what_cannot_be_broken_down_is_refused(change, code, message):
    given_ = [[["9901R001"]], [[40]], [[100]], [["a"]], YEAR, None, None]
    for at, value in change.items():
        given_[at] = value
    assert call("REGSO_GRUPPER", given_) == [[CellError(code)]]
    assert message in last_error()


def test_more_than_24_groups_are_refused():
    register = [(1, f"g{i}", 9, 70) for i in range(25)]
    assert broken(register) == [[CellError("#NUM!")]]
    assert "Det finns 25 grupper; ange högst 24" in last_error()


# -- disclosure ------------------------------------------------------------------------------


_CELLS = [(kind, group) for kind in (1, 2, 3, 4, 5) for group in "abc"]
AMPLE = [(*cell, 100.0 + 9 * i, 700.0 + 10 * i) for i, cell in enumerate(_CELLS)]


def with_(*rows):
    """Return an ample register with other numbers in some groups."""
    given_ = {(kind, group): (x, n) for kind, group, x, n in rows}
    return [(k, g, *map(float, given_.get((k, g), (x, n)))) for k, g, x, n in AMPLE]


def test_a_threshold_that_nothing_is_below_changes_nothing():
    assert broken(AMPLE, 5) == broken(AMPLE)


def test_a_small_number_is_hidden_with_one_more_group_of_its_type_and_the_sums_of_both():
    found = by_cell(broken(with_((4, "b", 3, 400)), 5))
    hidden = {key for key, numbers in found.items() if numbers == [".."] * 5}
    assert hidden == {(4, "a"), (4, "b"), ("totalt", "a"), ("totalt", "b")}  # the fewest persons


def test_where_the_table_hides_a_type_so_are_all_its_groups_zeros_too():
    register = with_((1, "a", 3, 400), (1, "b", 0, 90), (1, "c", 0, 0))
    gone = [row[0] for row in by_type(register, 5)[1:6] if ".." in row[2:4]]
    found = by_cell(broken(register, 5))
    assert 1 in gone
    assert {tuple(found[kind, g]) for kind in gone for g in "abc"} == {("..",) * 5}


def test_a_group_that_is_only_where_all_are_hidden_is_not_named():
    """Four of them would tell that the type has at least four persons."""
    register = with_((1, "a", 0, 0), (1, "b", 0, 0), (1, "c", 0, 0))
    register += [(1, f"ensam {i}", 1.0, 1.0) for i in range(4)]
    assert by_type(register, 5)[1][2] == ".."
    assert {group for _, group in by_cell(broken(register, 5))} == {*"abc"}


def test_where_no_group_is_shown_there_is_one_line_of_dots():
    assert broken([(1, "a", 3, 40)], 5)[1:] == [[".."] * COLUMNS]
    with siblings.settling(lambda _, own: own()):
        assert broken(AMPLE, 5)[1:] == [[".."] * COLUMNS]


@pytest.mark.parametrize("number", [1, 2, 4])
@pytest.mark.parametrize("others", [False, True])
def test_both_tables_are_the_same_whatever_a_small_number_is(number, others):
    def tables(small):
        x = 400 - small if others else small
        left = (600 if others else 203) - x
        register = with_((4, "a", x, 400), (4, "b", left, 600))
        return broken(register, 5), by_type(register, 5)

    assert tables(number) == tables(3)


class Reader:
    """Somebody who has both tables, and tells which registers give what they show.

    Unknown are cases and others of every group of a row, and of every row; a whole number program
    (HiGHS) finds the least and the greatest. It knows which are 0 where a row is broken down, the
    sums that the tables print, and the persons of every group where `knows_persons`.
    """

    LEAVES: ClassVar = (1, 2, 3, 4, 5, "okänd")

    def __init__(self, register, broken_, table, *, knows_persons=False):
        truth, printed = sums(register), by_cell(broken_)
        self.at, self.low, self.high, self.equations = {}, [], [], []
        self.names = sorted({group for _, group in printed})
        everyone = sorted({group for _, group, _, n in register if n})
        rows = {row: [printed[row, g] for g in self.names] for row in self.LEAVES if printed}
        self.told = {
            row for row, each in rows.items() if any(numbers[0] != ".." for numbers in each)
        }
        for row in ROWS:
            self._add(row, None, *truth.get((row, None), (0, 0)), 1)
            for group in everyone:
                self._add(row, group, *truth.get((row, group), (0, 0)), row in self.told)
        for (row, group), numbers in printed.items():
            self._print(row, group, *numbers[:2])
            if knows_persons and row in self.told:
                self._equal(row, group, "xr", truth.get((row, group), (0, 0))[1])
        for line in table[1:]:
            self._print(line[0], None, *line[2:4])
        for part in "xr":
            for row in ROWS:
                terms = [((row, group, part), -1) for group in everyone]
                self.equations.append(([((row, None, part), 1), *terms], 0))
                for group in (None, *everyone):
                    parts = [((leaf, group, part), -1) for leaf in PARTS.get(row, ())]
                    if parts:
                        self.equations.append(([((row, group, part), 1), *parts], 0))

    def _add(self, row, group, x, n, is_told):
        for part, number in (("x", x), ("r", n - x)):
            self.at[row, group, part] = len(self.low)
            self.low.append(min(1, number) if is_told else 0)
            self.high.append(10**6 if number or not is_told else 0)

    def _print(self, row, group, x, n):
        if x != "..":
            self._equal(row, group, "x", x)
        if n != "..":
            self._equal(row, group, "xr", n)

    def _equal(self, row, group, parts, number):
        self.equations.append(([((row, group, part), 1) for part in parts], number))

    def ends(self, *terms):
        """Return the least and the greatest that a sum of unknowns can be."""
        return ends(self.at, (self.low, self.high), self.equations, terms)


def tight(seed):
    """Return a register of few groups with many small numbers."""
    rng = Random(seed)  # noqa: S311 - an invented register
    names, kinds = "abcd"[: rng.randint(2, 4)], rng.sample(range(6), rng.randint(2, 6))
    pool = rng.choice(((0, 1, 2, 3, 6, 11, 30), (0, 3, 40, 60, 90, 70), (2, 30, 50)))
    found = []
    for kind in kinds:
        for name in names:
            x, r = rng.choice(pool), rng.choice(pool)
            found.append((kind, name, float(x), float(x + r)))
    return found


def narrow(register, threshold, *, knows_persons):
    """Return the hidden small numbers that are narrower than they must be, and how many are not."""
    table, parts = by_type(register, threshold), broken(register, threshold)
    reader = Reader(register, parts, table, knows_persons=knows_persons)
    truth, found, tried = sums(register), [], 0
    for row in reader.LEAVES:
        for group in reader.names:
            x, n = truth.get((row, group), (0, 0))
            for part, number, others in (("x", x, n - x), ("r", n - x, x)):
                if not 0 < number < threshold or (knows_persons and not others):
                    continue  # all who live there are known to be what they are
                tried += 1
                least, greatest = reader.ends((row, group, part))
                most = n - min(1, others) if knows_persons and row in reader.told else threshold
                if least > 1 or greatest < min(threshold - 1, most):
                    found.append((row, group, part, number, least, greatest))
    return found, tried


@pytest.mark.parametrize("key", ["", "en hemlighet som är lång"])
@pytest.mark.parametrize("knows_persons", [False, True])
@pytest.mark.parametrize("seed", range(10))
def test_no_small_number_of_a_group_is_narrower_than_it_must_be(
    monkeypatch, seed, knows_persons, key
):
    monkeypatch.setenv("REGSO_SLUMPNYCKEL", key)
    register = tight(seed)
    assert narrow(register, 4, knows_persons=knows_persons)[0] == []
    shown = [numbers for numbers in by_cell(broken(register, 4)).values() if numbers[0] != ".."]
    assert not {count for x, n, *_ in shown for count in (x, n - x)} & {1, 2, 3}


@pytest.mark.parametrize("seed", range(8))
def test_the_groups_tell_no_more_of_the_table_than_the_table_does(seed):
    register = tight(100 + seed)
    table = by_type(register, 4)
    alone = Reader(register, [[""] * COLUMNS], table)
    both = Reader(register, broken(register, 4), table)
    for row, line in zip(ROWS, table[1:], strict=True):
        if line[2] == "..":
            assert both.ends((row, None, "x")) == alone.ends((row, None, "x"))
        if line[3] == "..":
            ends = [each.ends((row, None, "x"), (row, None, "r")) for each in (both, alone)]
            assert ends[0] == ends[1]


def test_the_reader_finds_what_is_not_protected():
    """A group that is hidden alone: its type's sum less the others, in both parts."""
    register = with_((4, "b", 3, 400))
    table, parts = by_type(register, 5), broken(register)
    for row in parts[1:]:
        if row[2] == "b" and row[0] in {4, "totalt"}:
            row[3:] = [".."] * 5
    assert Reader(register, parts, table).ends((4, "b", "x")) == (3, 3)

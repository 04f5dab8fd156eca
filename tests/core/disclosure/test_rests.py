"""Tables that are part of others: all in a place, and those of one kind in another table."""

from itertools import product

import pytest

from draws import more, slow
from published_sets import exact_rests, exactly_known, printed, protected, published_set
from regso.core.disclosure.joint.linked import Between, NamedTable, joined
from regso.core.disclosure.joint.reading import read_set
from regso.core.disclosure.joint.sets import hidden_in_set
from regso.core.disclosure.layout import layout_of
from regso.core.disclosure.margins import Sums
from regso.errors import BadValueError
from regso.functions import call, last_error

APART = "tabell 2 för sig"
EVERYONE = [["", "kvinnor", "män"], ["Alby", 1, 4], ["Boda", 45, 2], ["Celle", 75, 20],
            ["totalt", 121, 26]]  # fmt: skip
INRIKES = [["", "kvinnor", "män"], ["inrikes Alby", 0, 2], ["inrikes Boda", 45, 1],
           ["inrikes Celle", 54, 15], ["inrikes totalt", 99, 18]]  # fmt: skip


def read(*tables, samband="auto"):
    return read_set([layout_of(table) for table in tables], samband)


def parts(*tables, samband="auto"):
    """Return each table that is part of another: whole, part, labels tell it, numbers prove it."""
    found = read(*tables, samband=samband).parts
    return {(p.whole + 1, p.part + 1, p.is_told, p.is_proven) for p in found}


def turned(table):
    return [list(line) for line in zip(*table, strict=True)]


def without_label_words(table):
    return [[table[0][0], *table[0][1:]], *([row[0].split()[-1], *row[1:]] for row in table[1:])]


# -- the case ----------------------------------------------------------------------------------


def register_of(everyone, some):
    """Return the finest counts of two tables, and the finest counts behind each printed one."""
    places = list(product(range(3), range(2)))
    cells = {}
    for i, j in places:
        part = some[i + 1][j + 1]
        cells[i, j, 0], cells[i, j, 1] = everyone[i + 1][j + 1] - part, part

    def group(i, j, people):
        return frozenset(c for c in cells if (i == 3 or c[0] == i) and c[1] == j and c[2] in people)

    return cells, [
        [[group(i, j, people) for j in range(2)] for i in range(4)] for people in ((0, 1), (1,))
    ]


@pytest.mark.parametrize("samband", ["", APART])
@pytest.mark.parametrize("turn", [False, True])
def test_everybody_in_a_place_is_never_fewer_than_those_of_one_kind_there(samband, turn):
    """All of Boda are 45 at least, as many as are inrikes there, so all of Alby would be 1."""
    cells, groups = register_of(EVERYONE, INRIKES)
    sheets = [EVERYONE, turned(INRIKES) if turn else INRIKES]
    groups[1] = turned(groups[1]) if turn else groups[1]
    known = printed(protected(sheets, samband), groups)
    small, exact = exactly_known(cells, known)
    assert len(small) == 5
    assert exact == []
    rests, exact = exact_rests(cells, known)
    assert sorted(rests.values()) == [1, 1, 2]  # utrikes in Alby and Boda, in no table
    assert exact == []


def test_the_pattern_that_forgets_it_is_seen_through_by_the_attacker():
    """As both tables were protected before: the count of Alby is 1 and no other number."""
    cells, groups = register_of(EVERYONE, INRIKES)
    everyone = [["", "", ""], ["", "..", ".."], ["", "..", ".."], ["", 75, 20], ["", 121, 26]]
    some = [["", "", ""], ["", 0, ".."], ["", 45, ".."], ["", "..", ".."], ["", "..", 18]]
    _, exact = exactly_known(cells, printed([everyone, some], groups))
    assert exact == [groups[0][0][0]]


def test_a_small_rest_is_protected_where_no_printed_count_is_small():
    """9 of 12 in a and 35 of 40 in b are inrikes: 3 and 5 are not, and no table says so."""
    everyone = NamedTable([["a", "b", "s"]], [[12, 40, 52]], (Sums({}), Sums({2: (0, 1)})))
    some = NamedTable([["x", "y", "z"]], [[9, 35, 44]], (Sums({}), Sums({2: (0, 1)})))
    rests = [{"a": 1, "x": -1}, {"b": 1, "y": -1}]
    assert hidden_in_set([everyone, some], 5) == frozenset()
    hidden = hidden_in_set([everyone, some], 5, between=Between(rests=rests))
    assert hidden & {"a", "x"}
    assert hidden & {"b", "y"} or hidden & {"s", "z"}


def test_a_small_rest_of_the_total_is_protected_where_one_of_its_parts_is_nothing():
    """17 of typ 4 and 13 of them inrikes leave 4, whoever they are."""
    sheets = [
        [["", "typ 3", "typ 4"], ["kvinnor", 34, 8], ["män", 44, 9], ["totalt", 78, 17]],
        [["", "typ 3", "typ 4"], ["inrikes kvinnor", 17, 8], ["inrikes män", 24, 5],
         ["inrikes totalt", 41, 13]],
    ]  # fmt: skip
    assert ".." in [table[-1][2] for table in protected(sheets)]


def test_a_rest_is_a_count_that_comes_after_those_of_tables_and_is_never_shown():
    row = NamedTable([["a", "b", "s"]], [[12, 40, 52]], (Sums({}), Sums({2: (0, 1)})))
    cells, counts = joined([row], Between(rests=[{"s": 1, "b": -1}]))
    assert [*cells] == ["a", "b", "s"]
    assert [*counts.value] == [12, 40, 52, 12]
    assert [*counts.floor] == [1, 1, 1, 0]
    assert counts.free(5) == [0, 1, 2]


# -- which tables are part of others -----------------------------------------------------------

BIG = [["", "k", "m"], ["a", 31, 40], ["b", 50, 72], ["c", 9, 70], ["d", 44, 80]]
OF_IT = [["", "k", "m"], ["utrikes a", 3, 10], ["utrikes b", 11, 30], ["utrikes c", 9, 41],
         ["utrikes d", 12, 12]]  # fmt: skip


def test_a_word_in_every_label_tells_that_a_table_is_part_of_another():
    assert (1, 2, True, False) in parts(BIG, OF_IT)
    assert (1, 2, True, False) in parts(BIG, turned(OF_IT))
    assert (2, 1, True, False) in parts(OF_IT, BIG)


def test_rows_in_another_order_are_compared_by_their_labels():
    mixed = [OF_IT[0], OF_IT[3], OF_IT[1], OF_IT[4], OF_IT[2]]
    assert (1, 2, True, False) in parts(BIG, mixed)


def test_numbers_prove_that_a_table_with_the_same_labels_is_part_of_another():
    big = [["", "k", "m", "x"], *([f"r{i}", 30 + i, 40 + i, 50 + i] for i in range(4))]
    part = [["", "k", "m", "x"], *([f"r{i}", 7 + i, 11, 3 * i] for i in range(4))]
    assert parts(big, part) == {(1, 2, False, True)}


def test_tables_that_clash_and_are_no_part_of_each_other_are_refused():
    other = [row[:] for row in without_label_words(OF_IT)]
    other[1][1] = 99
    with pytest.raises(BadValueError, match="samma etiketter ska vara samma antal"):
        read(BIG, other)


def test_equal_tables_are_no_parts():
    assert parts(BIG, [row[:] for row in BIG]) == set()


def test_a_rest_that_a_table_has_is_not_asked_for_again():
    rest = [["", "k", "m"]] + [
        [big[0], big[1] - some[1], big[2] - some[2]]
        for big, some in zip(BIG[1:], OF_IT[1:], strict=True)
    ]
    rest = [rest[0], *([f"inrikes {row[0]}", *row[1:]] for row in rest[1:])]
    assert len(read(BIG, OF_IT).between.rests) > 0
    assert read(BIG, OF_IT, rest).between.rests == []


def test_a_table_of_lan_is_part_of_one_of_kommuner_that_a_third_table_groups():
    """Only the third table says which kommuner make up Norr."""
    kommuner = [["", "k", "m"], ["Alby", 31, 40], ["Boda", 50, 72], ["Celle", 9, 70],
                ["Dala", 44, 80]]  # fmt: skip
    lan = [["", "k", "m"], ["utrikes Norr", 20, 37], ["utrikes Söder", 18, 61],
           ["utrikes totalt", 38, 98]]  # fmt: skip
    ages = [["", "unga", "mellan", "gamla"], ["Norr", 61, 81, 51], ["Alby", 20, 31, 20],
            ["Boda", 41, 50, 31], ["Söder", 56, 94, 53], ["Celle", 19, 33, 27],
            ["Dala", 37, 61, 26], ["totalt", 117, 175, 104]]  # fmt: skip
    found = read(kommuner, lan, ages).parts
    assert any((p.whole, p.part) == (0, 1) and len(p.rests) == 4 for p in found)


# -- words that limit a whole table ------------------------------------------------------------


def limits(*tables):
    return [read(*tables).sides[2 * t].limits for t in range(len(tables))]


def test_a_word_in_every_label_limits_the_total_too_and_is_no_clash():
    assert limits(EVERYONE, INRIKES) == [frozenset(), {"inrikes"}]
    names = {name for row in read(EVERYONE, INRIKES).tables[1].names for name in row}
    assert frozenset({"inrikes", "kvinnor"}) in names
    assert frozenset({"inrikes", "alby", "män"}) in names


def test_a_word_says_nothing_where_the_counts_are_the_same():
    ages = [["", "unga", "gamla", "alla"], ["antal kvinnor", 60, 61, 121],
            ["antal män", 10, 16, 26], ["antal totalt", 70, 77, 147]]  # fmt: skip
    by_place = [["", "kvinnor", "män", "totalt"], ["Alby", 40, 9, 49], ["Boda", 81, 17, 98],
                ["totalt", 121, 26, 147]]  # fmt: skip
    assert limits(ages, by_place) == [frozenset(), frozenset()]


def test_a_word_that_the_total_lacks_does_not_limit_the_table():
    some = [*INRIKES[:4], ["totalt", *INRIKES[4][1:]]]
    answer = call("REGSO_SEKRETESS_FLERA", [5, EVERYONE, some])
    assert len(answer) == 1
    assert 'Antalet för "kvinnor" är 121 i en tabell och 99 i en annan' in last_error()


def test_common_words_of_categories_are_no_limit():
    by_type = [["", "kvinnor", "män"], ["typ 1", 10, 20], ["typ 2", 30, 40]]
    clashing = [["", "kvinnor", "män"], ["typ 1", 3, 4], ["typ 2", 9, 11], ["totalt", 12, 15]]
    all_ages = [["", "kvinnor", "män"], ["unga", 22, 31], ["gamla", 18, 29], ["totalt", 40, 60]]
    with pytest.raises(BadValueError):
        read(by_type, clashing, all_ages)
    assert limits(by_type, all_ages) == [frozenset(), frozenset()]


# -- attacked ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "seed",
    [
        2_029_000_528,
        *slow(2_029_000_714),
        *more(2_029_000_248, 2_029_000_297, 2_029_000_605, 2_030_000_642),
    ],
)
def test_rests_that_were_known_once_are_so_no_more(seed):
    found = published_set(seed)
    known = printed(protected(found.sheets), found.groups)
    rests, exact = exact_rests(found.cells, known)
    assert rests
    assert exact == []


# -- shown -------------------------------------------------------------------------------------


def test_a_part_is_said_in_words():
    rows = call("REGSO_STRUKTUR_FLERA", [EVERYONE, INRIKES])
    assert [
        2, "antal", 6, "del av antal i tabell 1, skillnaden är minst 0", "etikett eller plats",
    ] in rows  # fmt: skip

"""Tables that divide others, what a part leaves beside a third table, and lines in other orders."""

import pytest

from published_sets import exact_rests, exactly_known, printed, protected
from regso.core.disclosure.joint.divisions import divisions
from regso.core.disclosure.joint.orders import orders_within
from regso.core.disclosure.joint.places import matches
from regso.core.disclosure.joint.reading import read_set
from regso.core.disclosure.joint.within import divided_within
from regso.core.disclosure.layout import layout_of
from regso.core.disclosure.relations import Relation
from regso.core.disclosure.structure.reading import structure_of

KOMMUNER = ["Alby", "Boda", "Celle", "Dala", "Eke", "Fors"]
LAN = {"Norr": (0, 1, 2), "Söder": (3, 4, 5)}


def read(*tables, samband="auto"):
    return read_set([layout_of(table) for table in tables], samband)


def links(*tables, kind="proven"):
    found = read(*tables)
    return [
        tuple(
            [f"{found.sides[s].table + 1} {found.sides[s].name} {i + 1}" for s, i in ends]
            for ends in (link.left, link.right)
        )
        for link in getattr(found, kind)
    ]


def turned(table):
    return [list(line) for line in zip(*table, strict=True)]


# -- divisions ---------------------------------------------------------------------------------


def test_lines_that_are_sums_of_blocks_divide_them():
    (found,) = divisions([[14], [36], [5], [9], [12], [4], [20]], [0, 1], [2, 3, 4, 5, 6])
    assert found.sums == (Relation((0,), (2, 3)), Relation((1,), (4, 5, 6)))
    assert found.ways == 2  # bits: one of the four places to part five lines


def test_lines_that_divide_others_in_any_order_are_one_of_more_ways():
    (found,) = divisions([[28], [22], [12], [9], [13], [16]], [0, 1], [2, 3, 4, 5])
    assert found.sums == (Relation((0,), (2, 5)), Relation((1,), (3, 4)))
    assert found.ways == 4  # bits: each of four lines in one of two


def test_every_line_is_used_once_and_those_of_zero_need_not_be():
    assert divisions([[7], [8], [3], [4], [8], [1]], [0, 1], [2, 3, 4, 5]) == []
    (found,) = divisions([[7], [8], [3], [4], [8], [0]], [0, 1], [2, 3, 4, 5])
    assert found.sums == (Relation((0,), (2, 3)), Relation((1,), (4,)))
    assert divisions([[7], [7]], [0], [1]) == []  # one line divides nothing


def test_a_division_is_worth_all_its_sums_but_the_one_that_follows():
    lines = [[7, 1], [31, 3], [3, 1], [4, 0], [31, 3]]
    (found,) = divisions(lines, [0, 1], [2, 3, 4])
    assert found.ways == 1
    assert found.bits(lines, [0, 1]) == 5 + 2 - 1
    assert found.bits(lines, [0, 1], is_new=True) == 5 + 2 + 3 + 1 - 1


BY_SEX = [["", "Norr", "Söder", "totalt"], ["kvinnor", 24, 8, 32], ["män", 6, 10, 16],
          ["totalt", 30, 18, 48]]  # fmt: skip
BY_TYPE = [["", "K1", "K2", "K3", "K4", "K5", "K6", "totalt"], ["typ 1", 12, 6, 0, 5, 5, 2, 30],
           ["typ 2", 11, 0, 1, 0, 3, 3, 18], ["totalt", 23, 6, 1, 5, 8, 5, 48]]  # fmt: skip


@pytest.mark.parametrize("turn", [False, True])
def test_a_lan_is_known_to_be_kommuner_although_only_one_row_says_so(turn):
    """Norr is 30 and Söder 18, in one place: K1 + K2 + K3 and K4 + K5 + K6 and no other blocks."""
    by_type = turned(BY_TYPE) if turn else BY_TYPE
    tables = protected([BY_SEX, by_type])
    totals = (turned(tables[1]) if turn else tables[1])[3][1:]
    for name, kommuner in LAN.items():
        lan = tables[0][3][BY_SEX[0].index(name)]
        assert [lan, *(totals[k] for k in kommuner)].count("..") != 1


# -- places among more -------------------------------------------------------------------------


AMONG = [["", "Söder", "Alby", "Celle", "Eke", "Dala", "Boda", "Norr", "Fors"],
         ["kvinnor", 57, 11, 26, 22, 10, 30, 67, 25], ["män", 1, 0, 1, 1, 0, 0, 1, 0]]  # fmt: skip


def test_a_line_is_found_among_more_numbers_in_another_order():
    """Söder and Norr stand among their kommuner, and no sums are sought."""
    by_age = [["", "K1", "K2", "K3", "K4", "K5", "K6"], ["barn", 4, 12, 7, 1, 9, 2],
              ["vuxna", 4, 0, 13, 6, 8, 19], ["gamla", 3, 18, 7, 3, 6, 4]]  # fmt: skip
    lan = [["", "kvinnor", "män"], ["Söder", 57, 1], ["Norr", 67, 1]]
    sides = read(by_age, AMONG, lan, samband="inga;tabell 1 för sig").sides
    assert {0: 1, 1: 5, 2: 2, 3: 4, 4: 3, 5: 7} in [*matches(sides[0], sides[2])]


def test_places_with_the_same_number_may_be_each_others():
    """9 stands twice in both, so there are two orders."""
    one = [["", "a", "b", "c", "d"], ["x", 120, 9, 81, 9], ["y", 31, 3, 9, 14]]
    other = [["", "p", "q", "r", "s"], ["u", 9, 120, 9, 81], ["v", 14, 31, 3, 9]]
    sides = read(one, other).sides
    found = [match for match in matches(sides[0], sides[2]) if match.get(0) == 1]
    assert {(match[1], match[3]) for match in found} == {(0, 2), (2, 0)}


# -- divisions within a table ------------------------------------------------------------------


@pytest.mark.parametrize("turn", [False, True])
def test_lan_among_their_kommuner_are_proven_together_where_neither_is(turn):
    table = structure_of(layout_of(turned(AMONG) if turn else AMONG))
    assert (table.rows if turn else table.columns).parts == {}
    name = "rad" if turn else "kolumn"
    assert divided_within(table) == [f"{name} 1=4+5+8", f"{name} 7=2+3+6"]


def test_a_table_in_a_set_has_the_sums_that_are_proven_together():
    by_age = [["", "unga", "gamla"], ["kvinnor", 60, 64], ["män", 2, 0]]
    assert read(AMONG, by_age).structures[0].columns.parts == {0: (3, 4, 7), 6: (1, 2, 5)}


def test_two_ways_to_divide_the_same_lines_prove_neither():
    """Alby and Dala are 11 both, so either may be in Söder."""
    table = [AMONG[0], ["kvinnor", 57, 11, 25, 22, 11, 31, 67, 24], ["män", 1, 0, 1, 1, 0, 0, 1, 0]]
    assert divided_within(structure_of(layout_of(table))) == []


def test_numbers_that_divide_others_by_chance_prove_nothing():
    table = structure_of(layout_of([["", *"abcdef"], ["x", 3, 2, 1, 1, 2, 1]]))
    assert divided_within(table) == []


# -- what a part leaves, beside a third table --------------------------------------------------

EVERYONE = [["", "typ 1", "typ 2", "typ 3"], ["K1", 40, 83, 73], ["K2", 15, 48, 21],
            ["K3", 12, 27, 6], ["K4", 64, 15, 15], ["K5", 10, 51, 7],
            ["K6", 83, 83, 34]]  # fmt: skip
INRIKES = [["", "typ 1", "typ 2", "typ 3"], ["inrikes K1", 33, 71, 63], ["inrikes K2", 15, 26, 3],
           ["inrikes K3", 7, 21, 6], ["inrikes K4", 62, 4, 3], ["inrikes K5", 3, 51, 6],
           ["inrikes K6", 51, 81, 28]]  # fmt: skip
UTRIKES = [["", "typ 1", "typ 2", "typ 3"], ["Norr", 12, 40, 28], ["Söder", 41, 13, 19],
           ["totalt", 53, 53, 47]]  # fmt: skip


def register(everyone, some):
    """Return the finest counts of two tables: kommun, type, and 1 in the part."""
    cells = {}
    for i, (row, part) in enumerate(zip(everyone[1:], some[1:], strict=True)):
        for j, (number, of_it) in enumerate(zip(row[1:], part[1:], strict=True)):
            cells[i, j, 0], cells[i, j, 1] = number - of_it, of_it
    return cells


def groups(kommuner, types, people):
    return [
        [frozenset((k, t, p) for k in rows for t in columns for p in people) for columns in types]
        for rows in kommuner
    ]


ONE_BY_ONE = [[k] for k in range(6)]
TYPES = [[t] for t in range(3)]
BY_KOMMUN = groups(ONE_BY_ONE, TYPES, (0, 1)), groups(ONE_BY_ONE, TYPES, (1,))


def test_what_a_part_leaves_is_known_by_lan_in_a_third_table():
    """Utrikes in Norr are all less inrikes in K1, K2 and K3: in no label, and in no two tables."""
    cells = register(EVERYONE, INRIKES)
    by_lan = groups([*LAN.values(), range(6)], TYPES, (0,))
    assert any(
        "1 rad 1" in left and "3 rad 1" in right
        for left, right in links(EVERYONE, INRIKES, UTRIKES)
    )
    known = printed(protected([EVERYONE, INRIKES, UTRIKES]), [*BY_KOMMUN, by_lan])
    small, exact = exactly_known(cells, known)
    assert sorted(small.values()) == [3, 3, 3, 4]
    assert exact == []
    rests, exact = exact_rests(cells, known)
    assert sorted(rests.values()) == [1, 2, 2]
    assert exact == []


def test_the_pattern_that_forgets_the_third_table_is_seen_through_by_the_attacker():
    """As the first two tables are protected without it."""
    cells = register(EVERYONE, INRIKES)
    by_lan = groups([*LAN.values(), range(6)], TYPES, (0,))
    tables = [*protected([EVERYONE, INRIKES]), UTRIKES]
    known = printed(tables, [*BY_KOMMUN, by_lan])
    assert exactly_known(cells, known)[1] or exact_rests(cells, known)[1]


def test_what_a_part_leaves_is_known_where_rows_and_columns_stand_in_other_orders():
    names = ["", "småhus", "centrum", "blandat"]
    rest = [[row[0][-2:], *(a - b for a, b in zip(row[1:], part[1:], strict=True))]
            for row, part in zip(EVERYONE[1:], INRIKES[1:], strict=True)]  # fmt: skip
    order, types = [4, 0, 5, 2, 1, 3], [2, 0, 1]
    third = [names, *([KOMMUNER[k], *(rest[k][1 + t] for t in types)] for k in order)]
    found = links(EVERYONE, INRIKES, third)
    for at, k in enumerate(order, 1):
        assert ([f"1 rad {k + 1}"], [f"2 rad {k + 1}", f"3 rad {at}"]) in found


@pytest.mark.slow
def test_two_parts_by_kommun_are_together_all_by_lan_in_a_third_table():
    """Nobody prints all by kommun: a län is the sum of inrikes and utrikes in its kommuner."""
    rest = [EVERYONE[0], *([row[0].replace("K", "utrikes K"), *(
        a - b for a, b in zip(row[1:], part[1:], strict=True))]
        for row, part in zip(EVERYONE[1:], INRIKES[1:], strict=True))]  # fmt: skip
    sums = [[sum(EVERYONE[1 + k][1 + t] for k in rows) for t in range(3)] for rows in LAN.values()]
    by_lan = [EVERYONE[0], *([name, *each] for name, each in zip(LAN, sums, strict=True))]
    tables = [rest, INRIKES, by_lan]
    kommuner = [f"{t} rad {k}" for k in (1, 2, 3) for t in (1, 2)]
    found = links(*tables) + links(*tables, kind="possible")
    assert (["3 rad 1"], kommuner) in [(left, sorted(right, key=lambda r: (r[-1], r)))
                                       for left, right in found]  # fmt: skip
    shown = [groups(ONE_BY_ONE, TYPES, (0,)), BY_KOMMUN[1], groups(LAN.values(), TYPES, (0, 1))]
    small, exact = exactly_known(register(EVERYONE, INRIKES), printed(protected(tables), shown))
    assert len(small) > 3
    assert exact == []


# -- parts in other orders ---------------------------------------------------------------------

BIG = [["", "typ 1", "typ 2"], ["K1", 60, 20], ["K2", 20, 70], ["K3", 90, 7], ["K4", 8, 9],
       ["totalt", 178, 106]]  # fmt: skip
OF_IT = [["", "typ 1", "typ 2"], ["Celle", 70, 5], ["Alby", 50, 10], ["Boda", 10, 40],
         ["Dala", 5, 8], ["totalt", 135, 63]]  # fmt: skip


def orders(whole, part):
    sides = read(whole, part, samband="tabell 2 för sig").sides
    return orders_within(sides[1], sides[3], {0: 0, 1: 1})


def test_a_part_is_nowhere_larger_and_that_may_leave_but_one_order():
    assert orders(BIG, OF_IT) == [[{0: 1, 1: 2, 2: 0, 3: 3, 4: 4}]]


def test_orders_are_not_sought_where_labels_say_which_lines_are_the_same():
    same = [[label.replace("Celle", "K3"), *counts] for label, *counts in OF_IT]
    assert orders(BIG, same) == []


def test_lan_that_are_called_otherwise_are_ordered_as_the_sums_of_kommuner_are():
    """Norra is K1 and K2, Södra the others; of 90 + 8 no more than 62 can be Svea."""
    big = [BIG[0], ["Norra", 80, 90], *BIG[1:3], ["Södra", 98, 16], *BIG[3:]]
    little = [BIG[0], ["Göta", 90, 12], ["Svea", 62, 55], ["totalt", 152, 67]]
    assert orders(big, little) == [[{0: 1, 3: 0, 6: 2}]]
    assert orders(little, big) == []


def test_many_possible_orders_say_nothing():
    """1 of each kind may be in any of five kommuner: 120 orders."""
    big = [*BIG[:-1], ["K5", 30, 30], ["totalt", 208, 136]]
    little = [BIG[0], *([name, 1, 1] for name in KOMMUNER[:5]), ["totalt", 5, 5]]
    assert orders(big, little) == []


def test_the_rests_of_a_part_in_another_order_are_protected():
    """K4 is Dala, so 3 and 1 are left there, and 2 in Celle; no table has a small count."""
    cells = register(BIG[:-1], [BIG[0], *(OF_IT[n] for n in (2, 3, 1, 4))])
    every, types = [[0], [1], [2], [3], range(4)], TYPES[:2]
    shown = groups([[2], [0], [1], [3], range(4)], types, (1,))
    tables = protected([BIG, OF_IT], "tabell 2 för sig")
    known = printed(tables, [groups(every, types, (0, 1)), shown])
    rests, exact = exact_rests(cells, known)
    assert sorted(rests.values()) == [1, 2, 3]
    assert exact == []

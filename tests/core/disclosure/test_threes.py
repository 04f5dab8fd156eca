"""Tables of which one is two others together, whatever their lines are called."""

import pytest

from draws import more
from published_sets import exact_rests, exactly_known, printed, protected, published_set
from regso.core.disclosure.joint.blocks import Lines, ways_to_add
from regso.core.disclosure.joint.reading import read_set
from regso.core.disclosure.joint.threes import found_threes
from regso.core.disclosure.joint.within import divided_within
from regso.core.disclosure.layout import layout_of
from regso.core.disclosure.structure.reading import structure_of


def lines(*values, names=None):
    return Lines({i: [names[i] if names else object()] for i in range(len(values))},
                 dict(enumerate(values)))  # fmt: skip


def blocks(whole, one, other):
    return [way.blocks for way in ways_to_add(whole, one, other)]


# -- blocks ------------------------------------------------------------------------------------


def test_three_lines_in_three_orders_add_up_in_one_way():
    found = blocks(lines(100, 72, 45), lines(31, 60, 9), lines(36, 41, 40))
    assert found == [(((0,), (1,), (2,)), ((1,), (0,), (1,)), ((2,), (2,), (0,)))]


def test_the_coarsest_of_the_three_has_a_line_in_each_block():
    found = blocks(lines(30, 41, 52, 27), lines(11, 20, 31, 9), lines(40, 39))
    assert (((0, 1), (0, 1), (0,)), ((2, 3), (2, 3), (1,))) in found


def test_nothing_is_found_where_the_totals_do_not_add_up():
    assert blocks(lines(30, 41), lines(11, 20), lines(19, 22)) == []


def test_lines_that_are_called_the_same_stand_in_the_same_block():
    """Without names 30 = 10 + 20 and 25 = 10 + 15 could be either 10."""
    named = blocks(lines(30, 25, names="ab"), lines(10, 10, names="ba"), lines(20, 15))
    assert named == [(((0,), (1,), (0,)), ((1,), (0,), (1,)))]
    assert len(blocks(lines(30, 25), lines(10, 10), lines(20, 15))) == 2


def test_a_line_of_zero_may_be_alone_in_its_block():
    assert blocks(lines(31, 12), lines(18, 0), lines(13, 12)) == [(((0,), (0,), (0,)),
                                                                   ((1,), (), (1,)))]  # fmt: skip


def test_blocks_beside_each_other_are_found_of_many_lines():
    whole, one = [40 + 7 * n for n in range(30)], [13 + 3 * n for n in range(30)]
    rest = [a - b for a, b in zip(whole, one, strict=True)]
    other = [sum(rest[:11]), sum(rest[11:])]
    first, second = tuple(range(11)), tuple(range(11, 30))
    found = blocks(lines(*whole), lines(*one), lines(*other))
    assert ((first, first, (0,)), (second, second, (1,))) in found


# -- tables ------------------------------------------------------------------------------------

ALL = [["", "Norr", "Söder"], ["män", 176, 139], ["kvinnor", 143, 202]]
INRIKES = [["", "totalt", "pojkar", "flickor"], ["totalt", 346, 121, 225], ["Övre", 195, 99, 96],
           ["Nedre", 151, 22, 129]]  # fmt: skip
UTRIKES = [["", "kvinnor", "män"], ["Alby", 11, 4], ["Boda", 18, 19], ["Celle", 18, 54],
           ["Dala", 0, 1], ["Eke", 69, 113], ["Fors", 4, 3]]  # fmt: skip


def likeliest(*tables):
    sides = read_set([layout_of(table) for table in tables]).sides
    found = found_threes(sides)[0]
    return [
        [[(sides[s].table + 1, sides[s].name, i + 1) for s, i in ends]
         for ends in (link.left, link.right)]
        for link in found.links
    ]  # fmt: skip


def test_a_third_table_tells_which_lines_of_a_part_are_those_of_the_whole():
    """Inrikes may be part of all in two ways, and only one leaves utrikes by kommun."""
    norr, soder = sorted(likeliest(ALL, INRIKES, UTRIKES))
    assert norr == [[(1, "kolumn", 1)], [(2, "rad", 2), *((3, "rad", n) for n in (1, 2, 3))]]
    assert soder == [[(1, "kolumn", 2)], [(2, "rad", 3), *((3, "rad", n) for n in (4, 5, 6))]]


def test_three_ages_are_added_up_although_each_table_calls_them_its_own():
    inrikes = [["", "gamla inrikes", "vuxna inrikes", "barn inrikes"], ["A", 28, 14, 76],
               ["B", 37, 78, 77]]  # fmt: skip
    utrikes = [["", "C", "D", "E"], ["barn", 57, 43, 33], ["vuxna", 13, 121, 46],
               ["gamla", 46, 20, 29]]  # fmt: skip
    every = [["", "kvinnor", "män"], ["0-19", 75, 211], ["20-64", 113, 159], ["65-", 62, 98]]
    found = likeliest(every, inrikes, utrikes)
    assert [[(1, "rad", 1)], [(2, "kolumn", 3), (3, "rad", 1)]] in found
    assert [[(1, "rad", 3)], [(2, "kolumn", 1), (3, "rad", 3)]] in found


def test_a_line_that_two_sums_of_the_whole_leave_is_the_sum_of_the_rest():
    """All = Söder + three kommuner = Norr + three others, so Norr is the first three."""
    table = [["", "Fors", "Söder", "Dala", "Boda", "Eke", "Alby", "Norr", "Celle", "totalt"],
             ["män", 36, 102, 33, 32, 33, 42, 90, 16, 192],
             ["kvinnor", 9, 116, 23, 46, 84, 19, 70, 5, 186]]  # fmt: skip
    assert "kolumn 7=4+6+8" in divided_within(structure_of(layout_of(table)))


def test_a_part_in_an_order_of_its_own_both_ways_is_compared_in_every_order():
    """Limited words say that it is a part, and no label says which lines are the same."""
    some = [["", "typ 3", "typ 1", "typ 4", "typ 2"], ["utrikes kvinnor", 9, 0, 8, 0],
            ["utrikes män", 6, 2, 6, 1], ["utrikes totalt", 15, 2, 14, 1]]  # fmt: skip
    every = [["", "D", "A", "B", "C"], ["flickor", 12, 0, 0, 15], ["pojkar", 10, 2, 1, 11]]
    found = read_set([layout_of(some), layout_of(every)])
    rests = {frozenset(rest.items()) for part in found.parts for rest in part.rests}
    assert frozenset({((1, 0, 0), 1), ((0, 0, 2), -1)}) in rests  # typ 4 is D
    assert frozenset({((1, 0, 3), 1), ((0, 0, 0), -1)}) in rests  # typ 3 is C


def test_lines_of_zeros_alone_are_no_sum():
    every = [["", "kvinnor", "män"], ["Övre", 75, 211], ["Nedre", 113, 159], ["okänd", 0, 0]]
    inrikes = [["", "flickor inrikes", "pojkar inrikes"], ["A", 28, 90], ["B", 84, 73],
               ["Y", 0, 0]]  # fmt: skip
    utrikes = [["", "C", "D"], ["E", 47, 121], ["F", 29, 86], ["Z", 0, 0]]
    found = read_set([layout_of(table) for table in (every, inrikes, utrikes)])
    links = [link for each in found_threes(found.sides) for link in each.links]
    assert links
    assert all(link.left and link.right for link in links)


@pytest.mark.slow
@pytest.mark.parametrize(
    "seed", [2031_000_263, 273_000_528, *more(2031_000_601, 2032_000_990, 2033_000_262)]
)
def test_sets_that_were_known_once_are_so_no_more(seed):
    found = published_set(seed)
    known = printed(protected(found.sheets), found.groups)
    assert exactly_known(found.cells, known)[1] == []
    assert exact_rests(found.cells, known)[1] == []

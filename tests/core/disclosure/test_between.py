"""Sums between tables that are published together: found, stated, and protected."""

import random
from contextlib import suppress

import pytest

from draws import more, slow
from published_sets import exactly_known, printed, protected, published_set
from regso.core.disclosure import highs, solvers
from regso.core.disclosure.joint.reading import read_set
from regso.core.disclosure.layout import layout_of
from regso.errors import BadValueError, CellError
from regso.functions import call, last_error

KOMMUNER = {"Alby": (12, 40, 33), "Boda": (3, 31, 52), "Celle": (17, 70, 28), "Dala": (21, 9, 64)}


def links(*tables, samband="auto", kind="proven"):
    """Return each sum as texts: table, rad or kolumn, and number, to the left and to the right."""
    read = read_set([layout_of(table) for table in tables], samband)
    return [
        tuple(
            [f"{read.sides[s].table + 1} {read.sides[s].name} {i + 1}" for s, i in ends]
            for ends in (link.left, link.right)
        )
        for link in getattr(read, kind)
    ]


def by_kommun(of=("k", "m", "x")):
    return [["kommun", *of], *([name, *counts] for name, counts in KOMMUNER.items())]


def by_lan(of=("k", "m", "x")):
    counts = list(KOMMUNER.values())
    halves = [[sum(pair) for pair in zip(*counts[i : i + 2], strict=True)] for i in (0, 2)]
    return [["län", *of], ["Norr", *halves[0]], ["Söder", *halves[1]]]


def turned(table):
    return [list(line) for line in zip(*table, strict=True)]


# -- found in the numbers ----------------------------------------------------------------------


@pytest.mark.parametrize("of", [("k", "m", "x"), ("flickor", "pojkar", "annat")])
@pytest.mark.parametrize("turn", [False, True])
def test_a_line_is_the_sum_of_lines_of_another_table_whichever_way_it_stands(of, turn):
    lan = turned(by_lan(of)) if turn else by_lan(of)
    name = "kolumn" if turn else "rad"
    assert (["2 " + name + " 1"], ["1 rad 1", "1 rad 2"]) in links(by_kommun(), lan)
    assert (["2 " + name + " 2"], ["1 rad 3", "1 rad 4"]) in links(by_kommun(), lan)


def test_a_small_count_does_not_follow_from_the_sums_of_another_table():
    """Boda has 3 women: Norr's 15 less Alby's 12."""
    answer = call("REGSO_SEKRETESS_FLERA", [5, by_kommun(), by_lan()])
    shown = {row[0]: row[1:] for row in answer if row[0]}
    assert shown["Boda"][0] == ".."
    assert shown["Norr"][0] == ".." or shown["Alby"][0] == ".."


def test_parts_of_a_register_in_three_tables_with_the_same_labels_are_a_sum_and_no_clash():
    everyone = [["", "k", "m"], ["a", 13, 40], ["b", 20, 31], ["c", 7, 70]]
    one = [["", "k", "m"], ["a", 3, 10], ["b", 11, 11], ["c", 3, 41]]
    other = [["", "k", "m"], ["a", 10, 30], ["b", 9, 20], ["c", 4, 29]]
    found = links(everyone, one, other)
    assert (["1 kolumn 1"], ["2 kolumn 1", "3 kolumn 1"]) in found
    answer = call("REGSO_SEKRETESS_FLERA", [5, everyone, one, other])
    first, second, third = answer[1:4], answer[6:9], answer[11:14]
    for row in range(3):
        hidden = [table[row][1] for table in (first, second, third)].count("..")
        assert hidden != 1


def test_tables_without_totals_are_compared_by_their_sums():
    by_sex = [["typ", "k", "m"], [1, 20, 31], [2, 3, 70], [3, 41, 12]]
    by_age = [["typ", "ung", "mellan", "gammal"], [1, 11, 20, 20], [2, 30, 33, 10], [3, 23, 15, 15]]
    assert (["2 kolumn 4"], ["1 kolumn 3"]) in links(by_sex, by_age)  # the sums that they lack


def test_lines_in_another_order_with_other_labels_are_the_same_by_their_numbers():
    table = [["", "a", "b", "c", "d"], ["x", 120, 43, 81, 66], ["y", 31, 3, 9, 14]]
    other = [["", "p", "q", "r", "s"], ["u", 66, 120, 43, 81], ["v", 14, 31, 3, 9]]
    found = links(table, other) + links(table, other, kind="possible")
    assert (["2 rad 1"], ["1 rad 1"]) in found
    answer = call("REGSO_SEKRETESS_FLERA", [5, table, other])
    assert answer[2][2] == answer[6][3] == ".."  # both 3


def test_a_table_that_is_coarser_both_ways_is_the_sum_of_blocks_of_another():
    ages = [[12, 40, 33, 51], [3, 31, 52, 18], [17, 70, 28, 44], [21, 9, 64, 80]]
    fine = [["kommun", "0-5", "6-19", "20-64", "65-"]]
    fine += [[name, *row] for name, row in zip(KOMMUNER, ages, strict=True)]
    coarse = [["län", "unga", "äldre"], ["Norr", 86, 154], ["Söder", 117, 216]]
    found = links(fine, coarse)
    assert (["2 rad 1"], ["1 rad 1", "1 rad 2"]) in found
    assert (["2 rad 2"], ["1 rad 3", "1 rad 4"]) in found
    answer = call("REGSO_SEKRETESS_FLERA", [5, fine, coarse])
    block = [cell for row in answer[1:3] for cell in row[1:3]]
    assert block.count("..") > 1 or answer[7][1] == ".."


@pytest.mark.slow
def test_random_tables_seldom_have_sums_between_them():
    rng, found = random.Random(4), 0  # noqa: S311 - tables, not secrets
    for _ in range(60):
        tables = [
            [["", *(f"{t}k{j}" for j in range(3))]]
            + [[f"{t}r{i}", *(rng.randint(0, 90) for _ in range(3))] for i in range(4)]
            for t in range(2)
        ]
        with suppress(BadValueError):  # nothing in common
            found += bool(links(*tables))
    assert found <= 4


# -- stated ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("samband", "expected"),
    [
        ("tabell 2 rad 1 = tabell 1 rad 1+2", (["2 rad 1"], ["1 rad 1", "1 rad 2"])),
        ("tabell 1 rad 2=tabell 2 rad 1 - tabell 1 rad 1", (["1 rad 2", "1 rad 1"], ["2 rad 1"])),
    ],
)
def test_a_sum_between_lines_can_be_stated(samband, expected):
    assert links(by_kommun(), by_lan(), samband=samband, kind="stated") == [expected]


def test_a_sum_of_whole_tables_can_be_stated_whichever_way_they_stand():
    one = [["x", "k", "m"], ["a", 1, 2], ["b", 0, 4]]
    other = [["x", "a", "b"], ["k", 2, 1], ["m", 3, 0]]
    whole = [["x", "k", "m"], ["a", 3, 5], ["b", 1, 4]]
    samband = "tabell 3 = tabell 1 + tabell 2;tabell 1 för sig;tabell 2 för sig"
    stated = links(one, other, whole, samband=samband, kind="stated")
    assert stated[:2] == [
        (["3 rad 1"], ["1 rad 1", "2 kolumn 1"]), (["3 rad 2"], ["1 rad 2", "2 kolumn 2"]),
    ]  # fmt: skip


def test_what_is_stated_of_a_single_table_is_a_margin_of_it():
    table = [["x", "k"], ["a", 1], ["b", 2], ["båda", 3], ["c", 4], ["totalt", 7]]
    other = [["y", "k"], ["p", 3], ["q", 4], ["totalt", 7]]
    read = read_set([layout_of(table), layout_of(other)], "tabell 1 rad 3=1+2")
    assert read.structures[0].rows.parts[2] == (0, 1)


@pytest.mark.parametrize(
    ("samband", "message"),
    [
        ("tabell 2 rad 1 = tabell 1 rad 1+3", "stämmer inte överallt"),
        ("tabell 2 rad 9 = tabell 1 rad 1", "går inte att tolka"),
        ("tabell 7 rad 1 = tabell 1 rad 1", "Samband nämner tabell 7 men det finns 2"),
        ("tabell 0 för sig", "Samband nämner tabell 0"),
        ("summor", "går inte att tolka"),
        ("tabell 1 = tabell 2 rad 1", "går inte att tolka"),
    ],
)
def test_what_is_stated_must_be_understood_and_true(samband, message):
    with pytest.raises(BadValueError, match=message):
        links(by_kommun(), by_lan(), samband=samband)


def test_tables_of_other_persons_can_be_said_to_be_apart():
    """The same labels, and neither a sum nor the same counts."""
    one = [["", "k", "m"], ["a", 13, 3], ["b", 20, 31]]
    other = [["", "k", "m"], ["a", 51, 67], ["b", 18, 12]]
    assert call("REGSO_SEKRETESS_FLERA", [5, one, other]) == [[CellError("#VALUE!")]]
    assert '"tabell 2 för sig"' in last_error()
    answer = call("REGSO_SEKRETESS_FLERA", [5, one, other, None, None, None, "tabell 2 för sig"])
    assert answer[4:] == other


# -- shown -------------------------------------------------------------------------------------


def test_what_is_found_is_said_in_words():
    rows = call("REGSO_STRUKTUR_FLERA", [by_kommun(), turned(by_lan())])
    assert rows[0] == ["tabell", "vad", "vilken", "är", "enligt"]
    assert [
        2, "kolumn", "1 (Norr)", "= tabell 1 rad 1 (Alby) + tabell 1 rad 2 (Boda), på 3 ställen",
        "talen",
    ] in rows  # fmt: skip
    same = call("REGSO_STRUKTUR_FLERA", [[["a", 20], ["b", 30], ["totalt", 50]],
                                         [["k", 3], ["m", 47], ["totalt", 50]]])  # fmt: skip
    assert same[-1] == [2, "antal", 1, "samma antal som i tabell 1", "etikett eller plats"]


def test_the_rows_of_the_answer_can_be_given():
    padded = call("REGSO_STRUKTUR_FLERA", [by_kommun(), by_lan(), *[None] * 4, 20])
    assert len(padded) == 21
    assert padded[-1] == [""] * 5
    assert call("REGSO_STRUKTUR_FLERA", [by_kommun(), by_lan(), *[None] * 4, 2]) == [
        [CellError("#VALUE!")]
    ]


# -- attacked ----------------------------------------------------------------------------------


ONCE_EXACT = (
    77_000_039, 77_000_062, 77_000_112, 101_000_137,
    2_029_000_273, 2_029_000_293, 2_029_000_714, 2_030_000_825,
)  # fmt: skip
LONG = (8, 2_030_000_042)  # ten seconds and more, before they are protected or refused


@pytest.mark.parametrize(
    "seed",
    [
        *range(8),
        *slow(*range(9, 24), *ONCE_EXACT),
        *more(*LONG, *range(24, 60)),
    ],
)
def test_sets_with_planted_sums_reveal_no_small_count(seed):
    found = published_set(seed)
    tables = protected(found.sheets)
    if tables is None:  # what cannot be decided is refused
        assert last_error()
        return
    _, exact = exactly_known(found.cells, printed(tables, found.groups))
    assert exact == []


@pytest.mark.slow
def test_the_same_tables_protected_apart_reveal_what_they_hide():
    """The attacker finds what is there to find."""
    exact = 0
    for seed in range(12):
        found = published_set(seed)
        apart = [call("REGSO_SEKRETESS", [sheet, 5]) for sheet in found.sheets]
        exact += len(exactly_known(found.cells, printed(apart, found.groups))[1])
    assert exact > 10


# -- programs ----------------------------------------------------------------------------------


def test_a_scipy_without_its_inside_finds_the_same(monkeypatch):
    matrix = solvers.matrix_of([(0, 0, 1), (0, 1, -1), (0, 2, -1), (1, 2, 1), (1, 3, -1)], (2, 4))
    bounds = [(3, 3), (0, 9), (0, 9), (1, 1)]
    ways = [
        lambda: solvers.whole_if_any([1, 1, 2, 1], matrix, bounds),
        lambda: solvers.whole_numbers([1, 1, 2, 1], matrix, bounds),
        lambda: solvers.cost_and_duals([1.0, 1, 2, 1], matrix, bounds),
        lambda: solvers.fractions([1.0, 1, 2, 1], matrix, [1, -1]),
        lambda: solvers.fractions_equal([1.0, 1, 2, 1], matrix, bounds, [0, 0]),
        lambda: solvers.whole_numbers([1], matrix[:, :1], [(3, 3)]),
    ]
    inside = [way() for way in ways]
    monkeypatch.setattr(highs, "_inside", lambda: None)
    assert [way() for way in ways] == inside
    assert inside[-1] is None

"""Where the counts of a table are, and which rows and columns are sums."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.disclosure.layout import counts_of, layout_of
from regso.core.disclosure.margins import Sums, margins
from regso.core.disclosure.relations import Relation, holds
from regso.errors import BadValueError, DomainError


def found(rows, wish="auto"):
    layout = layout_of(rows)
    return margins(layout, counts_of(layout), wish)


def size_of_labels(rows):
    layout = layout_of(rows)
    return layout.header, layout.labels


TYPES = [
    ["typ", "benämning", "kvinnor", "män", "båda könen"],
    [1.0, "Områden med stora socioekonomiska utmaningar", 3, 4, 7],
    [2.0, "Områden med socioekonomiska utmaningar", 1, 1, 2],
    [3.0, "Socioekonomiskt blandade områden", 10, 20, 30],
    ["1+2", "Områdestyp 1 och 2 sammantaget", 4, 5, 9],
    ["okänd", "Okänd områdestyp", 0, 1, 1],
    ["totalt", "Totalt", 14, 26, 40],
]


def test_the_product_s_own_table_has_1_plus_2_and_totals():
    """The table of types as REGSO_KORS writes it, with the tree 1+2 inside totalt."""
    assert size_of_labels(TYPES) == (1, 2)
    assert found(TYPES) == (Sums({3: (0, 1), 5: (2, 3, 4)}), Sums({2: (0, 1)}))


def test_the_official_names_of_the_types_are_enough():
    assert found([row[1:] for row in TYPES])[0] == Sums({3: (0, 1), 5: (2, 3, 4)})


@pytest.mark.parametrize(
    "label",
    [
        "Totalt",
        "TOTAL",
        "Summa",
        "Samtliga",
        "Samtliga områden",
        "Riket",
        "Hela riket",
        "båda könen",
        "Kvinnor och män",
        "Alla",
        "Sammanlagt",
        "Kommunen totalt",
    ],
)
def test_swedish_words_for_a_total(label):
    assert found([["a", 0], [label, 9], ["b", 5], ["c", 4]])[0] == Sums({1: (0, 2, 3)})


@pytest.mark.parametrize("label", ["1+2", "1 + 2", "1–2", "1-2", "1 och 2"])
def test_a_label_may_name_its_parts(label):
    assert found([["1", 3], ["2", 4], ["3", 5], [label, 7]])[0] == Sums({3: (0, 1)})


def test_ages_are_not_sums_of_types_that_are_not_there():
    assert found([["0", 3], ["1-2", 4], ["3-5", 11]])[0] == Sums({})


def test_the_code_of_a_kommun_is_the_sum_of_its_areas_when_it_adds_up():
    rows = [["01", 30], ["0114", 10], ["0114R001", 4], ["0114R002", 6], ["0115", 20]]
    assert found(rows)[0] == Sums({1: (2, 3), 0: (1, 4)})
    assert found([*rows, ["0180", 7]])[0] == Sums({1: (2, 3)})


def test_subtotals_sum_the_block_before_or_after_them():
    before = [["a", 1], ["b", 2], ["Summa", 3], ["c", 4], ["d", 5], ["Summa", 9], ["Totalt", 12]]
    assert found(before)[0] == Sums({2: (0, 1), 5: (3, 4), 6: (2, 5)})
    after = [["Totalt", 12], ["Summa", 3], ["a", 1], ["b", 2], ["Summa", 9], ["c", 4], ["d", 5]]
    assert found(after)[0] == Sums({1: (2, 3), 4: (5, 6), 0: (1, 4)})


def test_an_unlabelled_last_or_first_line_that_is_the_sum_is_a_margin():
    """The reader sees it too: to treat it as any row would leave a way in."""
    assert found([[3, 40, 43], [1, 2, 3], [4, 42, 46]]) == (Sums({2: (0, 1)}), Sums({2: (0, 1)}))
    assert found([[46, 43], [3, 2], [43, 41]])[0] == Sums({0: (1, 2)})
    assert found([[3, 40], [1, 2], [4, 41]]) == (Sums({}), Sums({}))


def test_a_total_that_does_not_add_up_is_refused():
    with pytest.raises(
        BadValueError, match=r'Raden med nummer 3 \("Totalt"\) är inte summan av de andra'
    ):
        found([["a", 1], ["b", 2], ["Totalt", 4]])


def test_hidden_cells_do_not_hinder_a_total_that_can_be_right():
    assert found([["a", "..", 2], ["b", "..", 3], ["Totalt", 9, 5]])[0] == Sums({2: (0, 1)})
    with pytest.raises(BadValueError, match="är inte summan"):
        found([["a", "..", 2], ["b", 10, 3], ["Totalt", 9, 5]])


def test_margins_may_be_spelled_out():
    rows = [[1, 2], [3, 4], [4, 6], [5, 5], [9, 11]]
    assert found(rows, "rad 3=1-2; rad 5 = 3+4") == (Sums({2: (0, 1), 4: (2, 3)}), Sums({}))
    assert found(rows, "inga") == (Sums({}), Sums({}))
    assert found([[1, 2, 3]], "sista kolumnen")[1] == Sums({2: (0, 1)})
    assert found([[3, 1, 2]], "Första kolumnen")[1] == Sums({0: (1, 2)})
    assert found([[1], [2], [3]], "sista raden")[0] == Sums({2: (0, 1)})
    assert found([["1", 1], ["2", 2], ["1+2", 3], ["x", 1], ["y", 4]], "auto;rad 5=3+4")[0].parts[
        4
    ] == (2, 3)


def test_overlapping_margins_are_no_tree():
    sums = found([[1], [2], [3], [3], [5]], "rad 4=1+2;rad 5=2+3")[0]
    assert sums == Sums({3: (0, 1), 4: (1, 2)}, is_tree=False)


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ("nederst", 'Marginalen "nederst" går inte att tolka'),
        ("rad 9", "Marginalen nämner rad 9 men tabellen har 3"),
        ("rad 3=1+7", "Marginalen nämner rad 7 men tabellen har 3"),
        ("rad 0", "Marginalen nämner rad 0"),
        ("rad 3=1", "Raden med nummer 3 är inte summan"),
        ("rad 3=3", "Raden med nummer 3 är inte summan"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(wish, message):
    with pytest.raises(BadValueError, match=message):
        found([[1], [2], [3]], wish)


def test_margins_that_sum_each_other_are_refused():
    with pytest.raises(BadValueError, match="är inte summan"):
        found([[2], [2]], "rad 1=2;rad 2=1")


@pytest.mark.parametrize(
    ("rows", "size"),
    [
        ([[1, 2], [3, 4]], (0, 0)),
        ([["a", 1], ["b", ".."]], (0, 1)),
        ([["", "män"], ["a", 1]], (1, 1)),
        ([["typ", "män"], [1, 1], [2, 4]], (1, 1)),
        ([["Rubrik", None], ["", "män"], ["a", 1]], (2, 1)),
        ([["", 2020, 2021], ["a", 1, 2]], (1, 1)),
        ([["kommun", 2020, 2021], ["a", 1, 2]], (1, 1)),
        ([["a", 2020], ["b", 2021]], (0, 1)),
        ([["..", 5], [3, 4]], (0, 0)),
        ([["antal"], [5]], (1, 0)),
    ],
)
def test_headers_and_labels_are_text_and_years(rows, size):
    assert size_of_labels(rows) == size


def test_a_table_without_counts_is_refused():
    with pytest.raises(BadValueError, match="Tabellen har inga antal"):
        layout_of([["a", "b"]])


@pytest.mark.parametrize("bad", [0.5, -1, -0.5])
def test_what_is_no_count_of_persons_is_refused(bad):
    with pytest.raises(DomainError, match="Cellen på rad 2, kolumn 2 är inget antal personer"):
        counts_of(layout_of([["a", 1, 2], ["b", bad, 3]]))


@pytest.mark.parametrize("bad", ["x", True])
def test_text_among_the_counts_is_refused(bad):
    with pytest.raises(BadValueError, match="Cellen på rad 1, kolumn 3 är inget antal"):
        counts_of(layout_of([["a", 1, bad], ["b", 2, 3]]))


@given(st.lists(st.lists(st.integers(1, 50), min_size=3, max_size=3), min_size=2, max_size=5))
def test_every_margin_that_is_found_adds_up(inner):
    rows = [[*row, sum(row)] for row in inner]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    down, along = found(rows)
    assert down.leaves(len(rows) - 1) == set(range(len(rows) - 1))
    assert along.leaves(3) == {0, 1, 2}
    for line, parts in down.parts.items():
        assert rows[line] == [sum(rows[p][j] for p in parts) for j in range(4)]


def test_a_stated_sum_of_lines_that_others_sum_keeps_every_part_of_those():
    """Nordlän is Alby, Boda and Celle; that Alby is Celle and Eke too does not make it Boda,
    Celle and Eke."""
    rows = [[10, 20], [5, 9], [3, 7], [2, 4], [3, 5]]
    sums = found(rows, "rad 1=2+3+4;rad 2=4+5")[0]
    assert sorted(sums.relations()) == [Relation((0,), (1, 2, 3)), Relation((1,), (3, 4))]
    for relation in sums.relations():
        assert holds(rows, relation)

"""What a reader of finished tables knows: shown, by sums, by shares, and from other tables.

The oracle is enumeration: every table of small numbers that gives the same publication.
"""

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regso.core.disclosure.reader import HIDDEN, Shown, read


def table(text, name="Blad", counts=None):
    """Return a table written as lines: the heads, then a label and the values of each row."""
    head, *lines = [line.split() for line in text.strip().splitlines()]
    values = [[_value(word) for word in words[1:]] for words in lines]
    return Shown(
        name,
        tuple(words[0] for words in lines),
        tuple(head),
        tuple(map(tuple, values)),
        tuple(counts or [True] * len(head)),
    )


def _value(word):
    return {"..": HIDDEN, "_": None}.get(word) if word in ("..", "_") else float(word)


def found(*tables, threshold=5):
    return [(f.table, f.row, f.column, f.value, f.how) for f in read(tables, threshold).findings]


def test_a_small_count_that_is_shown_is_found_and_a_zero_or_a_large_one_is_not():
    assert found(table("antal\na 3\nb 0\nc 5\nd 40")) == [("Blad", "a", "antal", 3, "open")]


def test_a_share_of_small_numbers_is_no_count():
    assert found(table("andel\na 3\nb 4", counts=[False])) == []


def test_a_total_less_its_shown_parts_is_the_hidden_part():
    one = table("antal\na ..\nb 20\nc 30\ntotalt 53")
    assert found(one) == [("Blad", "a", "antal", 3, "sum")]


def test_two_hidden_parts_protect_each_other():
    assert found(table("antal\na ..\nb ..\nc 30\ntotalt 53")) == []


def test_two_hidden_parts_that_are_one_between_them_are_not_known_apart():
    """1 = 0 + 1 = 1 + 0; but 0 = 0 + 0, and neither is from 1."""
    assert found(table("antal\na ..\nb ..\nc 30\ntotalt 31")) == []
    assert found(table("antal\na ..\nb ..\nc 30\ntotalt 30")) == []


def test_what_a_total_lacks_is_a_count_even_if_no_row_has_it():
    one = table("antal nämnare\n1 20 100\n2 30 200\ntotalt 53 300")
    assert found(one) == [("Blad", "totalt", "antal", 3, "rest")]


@pytest.mark.parametrize("label", ["Typ 1+2", "Typ 1 och 2", "Typ 1–2", "typ 1-2"])
def test_a_joined_label_is_the_sum_of_its_parts(label):
    text = "antal\nTyp_1 ..\nTyp_2 20\nTyp_3 40\nX 23"
    one = table(text)
    rows = ("Typ 1", "Typ 2", "Typ 3", label)
    one = Shown(one.name, rows, one.columns, one.values, one.counts)
    assert found(one) == [("Blad", "Typ 1", "antal", 3, "sum")]


def test_a_subtotal_without_a_telling_name_is_found_by_its_numbers():
    """Kvinnor = unga + gamla in every complete row; the total of the rows is hidden."""
    one = table(
        """
        unga gamla Kvinnor
        Alfa .. 40 43
        Beta 20 31 51
        Gamma 30 32 62
        Delta 61 71 132
        """
    )
    assert found(one) == [("Blad", "Alfa", "unga", 3, "sum")]


def test_a_sum_that_fails_in_one_row_is_no_sum():
    one = table(
        """
        unga gamla Kvinnor
        Alfa .. 40 43
        Beta 20 31 51
        Gamma 30 32 62
        Delta 61 71 133
        """
    )
    assert found(one) == []


def test_a_whole_percent_beside_a_count_tells_it():
    one = table(
        "antal procent befolkning\na .. 6 50\nb 20 40 50\nc 30 60 50", counts=[True, False, True]
    )
    assert found(one) == [("Blad", "a", "antal", 3, "share")]


def test_a_coarse_percent_of_many_does_not():
    one = table(
        "antal procent befolkning\na .. 1 500\nb 20 4 500\nc 30 6 500", counts=[True, False, True]
    )
    assert found(one) == []


def test_the_same_column_in_another_table_shows_what_is_hidden():
    one = table("antal\na ..\nb ..\nc 230\ntotalt 253", "Ett")
    other = table("män tot\na 1_ 253\nb 20 20\nc 230 230\ntotalt 253 253".replace("1_", "_"), "Två")
    other = Shown("Två", other.rows, ("tot",), tuple((r[1],) for r in other.values), (True,))
    other = Shown("Två", other.rows, ("tot",), ((HIDDEN,), *other.values[1:]), (True,))
    assert ("Ett", "a", "antal", 3, "sum") in found(one, other)


def test_a_total_of_another_sheet_leaves_the_only_hidden_part():
    """Skola's total and the kommuner of Ojämlikhet; rows that differ, and no label in common."""
    one = table("nämnare\n1 100\n2 200\ntotalt 300", "Skola")
    other = table("personer\n9901 ..\n9902 97\n9903 200", "Ojämlikhet")
    finding = read([one, other], 5).findings[0]
    assert (finding.table, finding.row, finding.value) == ("Ojämlikhet", "9901", 3)
    assert finding.other == "Skola"


def test_the_parts_of_another_sheet_give_a_total_that_is_hidden():
    one = table("nämnare\n1 100\nokänd ..\ntotalt ..", "Skola")
    other = table("personer\n9901 50\n9902 54", "Ojämlikhet")
    assert found(one, other) == [("Skola", "okänd", "nämnare", 4, "tables")]


def test_totals_of_other_things_say_nothing():
    one = table("nämnare\n1 10\n2 20\ntotalt 30", "A")
    other = table("jämförelsen\na ..\nb 7\nc 20", "B")
    assert found(one, other) == []


EVERYONE = "kvinnor män\nAlby 40 31\nBoda 45 60\nCelle 75 20\ntotalt 160 111"


def of_kind(word, text):
    """Return a table of those of one kind, with the word in every label."""
    one = table(text)
    rows = tuple(f"{word} {row}" for row in one.rows)
    return Shown(word, rows, one.columns, one.values, one.counts)


def turned(one):
    values = tuple(zip(*one.values, strict=True))
    return Shown(one.name, one.columns, one.rows, values, (True,) * len(one.rows))


@pytest.mark.parametrize("turn", [False, True])
def test_what_a_part_leaves_of_another_table_is_a_count_that_no_table_has(turn):
    """40 women in Alby are all, and 37 of them inrikes, so 3 are utrikes."""
    some = of_kind("inrikes", "kvinnor män\nAlby 37 31\nBoda 40 55\nCelle 54 15\ntotalt 131 101")
    row, column = ("kvinnor", "inrikes Alby") if turn else ("inrikes Alby", "kvinnor")
    one = table(EVERYONE, name="Alla")
    assert found(one, turned(some) if turn else some) == [("inrikes", row, column, 3, "part")]
    assert read([one, some], 5).findings[0].other == "Alla"


def test_what_a_part_leaves_is_known_where_the_part_is_hidden_and_a_sum_tells_it():
    some = of_kind("inrikes", "kvinnor män\nAlby .. 21\nBoda 40 45\nCelle 54 15")
    total = Shown("Summan", ("inrikes totalt",), ("kvinnor",), ((131.0,),), (True,))
    rows = (*some.rows, "totalt")
    whole = Shown("inrikes", rows, some.columns, (*some.values, (131.0, 81.0)), some.counts)
    assert found(table(EVERYONE), some, total) == []
    assert ("inrikes", "inrikes Alby", "kvinnor", 3, "part") in found(table(EVERYONE), whole)


@pytest.mark.parametrize(
    "text",
    [
        "kvinnor män\nAlby 37 31\nBoda 40 61\nCelle 54 15\ntotalt 131 101",  # larger in Boda
        "kvinnor män\nAlby 40 31\nBoda 45 60\nCelle 75 20\ntotalt 160 111",  # the same
        "kvinnor män\nEke 37 31\nFors 40 55\nGry 54 15",  # other places
    ],
)
def test_what_is_larger_somewhere_or_the_same_or_of_other_places_is_no_part(text):
    assert found(table(EVERYONE), of_kind("inrikes", text)) == []


def test_a_year_or_no_word_in_common_does_not_make_a_part():
    text = "kvinnor män\nAlby 37 31\nBoda 40 55\nCelle 54 15\ntotalt 131 101"
    assert found(table(EVERYONE), of_kind("2024", text)) == []
    assert found(table(EVERYONE), table(text)) == []
    assert found(of_kind("utrikes", EVERYONE), of_kind("inrikes", text)) == []


@pytest.mark.slow
@example(counts=[2, 1, 0, 3, 2, 0], hidden={8})  # y is close to the sum through x in both rows
@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(st.integers(0, 9), min_size=6, max_size=6),
    hidden=st.sets(st.sampled_from(range(6)), max_size=3),
)
def test_of_a_part_exactly_what_enumeration_knows_is_known(counts, hidden):
    """All in three places and inrikes in them, any hidden, with shown totals."""
    some, rest = counts[:3], counts[3:]
    every = [x + y for x, y in zip(some, rest, strict=True)]
    true = [*every, *some]
    both = [(every, hidden), (some, {h - 3 for h in hidden})]
    tables = []
    for name, (values, away) in zip(("alla", "inrikes"), both, strict=True):
        shown = [HIDDEN if i in away else float(v) for i, v in enumerate(values)]
        rows = [f"{'' if name == 'alla' else 'inrikes '}{place}" for place in "abc"]
        body = tuple((value, 50.0 if name == "alla" else 20.0) for value in shown)
        tables.append(Shown(name, (*rows, "totalt"), ("x", "y"),
                            (*body, (float(sum(values)), 150.0 if name == "alla" else 60.0)),
                            (True, True)))  # fmt: skip
    solutions = []
    for values in itertools.product(range(60), repeat=len(hidden)):
        other = {**dict(enumerate(true)), **dict(zip(sorted(hidden), values, strict=True))}
        full = [other[i] for i in range(6)]
        fits = all(sum(full[at : at + 3]) == sum(true[at : at + 3]) for at in (0, 3))
        if fits and all(full[i] >= full[i + 3] for i in range(3)):
            solutions.append([*full, *(full[i] - full[i + 3] for i in range(3))])
    expected = {
        i for i in (*sorted(hidden), 6, 7, 8)
        if len({s[i] for s in solutions}) == 1 and 0 < solutions[0][i] < 5
    }  # fmt: skip
    says = set()
    for name, row, column, _, how in found(*tables):
        if how != "open" and column == "x" and row != "totalt":
            at = "abc".index(row[-1])
            says.add(at + (6 if how == "part" else 0 if name == "alla" else 3))
    assert says == expected


@pytest.mark.slow
def test_a_table_that_is_too_large_is_said_and_what_has_one_unknown_is_still_found():
    rows = [f"r{i} .. .. {100 + i}" for i in range(100)]
    one = table("\n".join(["a b totalt", *rows, "x 7 .. 9", "totalt 7000 7959 14959"]))
    read_ = read([one], 5)
    assert read_.unread == ["Blad"]
    assert [(f.row, f.column, f.value) for f in read_.findings] == [("x", "b", 2)]


def test_nothing_is_found_where_nothing_is_published():
    assert read([], 5).findings == []
    assert found(Shown("Tom", (), (), (), ())) == []


_BASE = (0, 1, 2, 4, 5, 6)  # the cells that are no totals


@example(counts=[2, 1, 0, 3, 2, 0], hidden={8})  # y is close to the sum through x in both rows
@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(st.integers(0, 9), min_size=6, max_size=6),
    hidden=st.tuples(
        st.sets(st.sampled_from((0, 1, 2, 4, 5, 6)), max_size=3),
        st.sets(st.sampled_from((3, 7, 8, 9, 10, 11)), max_size=4),
    ).map(lambda both: both[0] | both[1]),
)
def test_exactly_what_enumeration_knows_is_known(counts, hidden):
    """A table of 2 × 3 with totals both ways, any cells hidden; sums by label alone."""
    whole = _with_totals(counts)
    shown = [HIDDEN if i in hidden else float(v) for i, v in enumerate(whole)]
    rows = tuple(tuple(shown[i : i + 4]) for i in (0, 4, 8))
    one = Shown("T", ("a", "b", "totalt"), ("x", "y", "z", "totalt"), rows, (True,) * 4)
    open_ = [i for i in _BASE if i in hidden]
    solutions = []
    for values in itertools.product(range(20), repeat=len(open_)):
        other = {**dict(enumerate(whole)), **dict(zip(open_, values, strict=True))}
        full = _with_totals([other[i] for i in _BASE])
        if all(i in hidden or v == whole[i] for i, v in enumerate(full)):
            solutions.append(full)
    expected = {
        (one.rows[i // 4], one.columns[i % 4])
        for i in hidden
        if len({s[i] for s in solutions}) == 1 and 0 < whole[i] < 5
    }
    says = {(r, c) for _, r, c, _, how in found(one) if how != "open"}
    assert says == expected


def _with_totals(counts):
    a, b = counts[:3], counts[3:]
    below = [x + y for x, y in zip(a, b, strict=True)]
    return [*a, sum(a), *b, sum(b), *below, sum(below)]

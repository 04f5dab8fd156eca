"""The worksheet functions of disclosure control, as a host calls them."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regso.functions.disclosure
from regso.core.disclosure import suppression
from regso.errors import CellError
from regso.functions import REGISTRY, call, last_error

KEY = "REGSO_SLUMPNYCKEL"
NAMES = ("REGSO_SEKRETESS", "REGSO_ROJANDE", "REGSO_AVRUNDA")

TABLE = [
    ["typ", "kvinnor", "män", "totalt"],
    [1.0, 3.0, 12.0, 15.0],
    [2.0, 20.0, 14.0, 34.0],
    ["totalt", 23.0, 26.0, 49.0],
]
SDC = [
    ["", "a", "b", "c", "d", "Totalt"],
    ["w", 30, 47, 64, 89, 230],
    ["x", 90, 124, 5, 31, 250],
    ["y", 92, 100, 59, 85, 336],
    ["z", 800, 991, 651, 685, 3127],
    ["Totalt", 1012, 1262, 779, 890, 3943],
]
SDC_HIDDEN = ["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"]


def protect(table, *args):
    return call("REGSO_SEKRETESS", [table, *args])


def with_totals(inner):
    """Return counts with labels and totals."""
    rows = [["", "a", "b", "c", "Totalt"], *([f"r{i}", *r, sum(r)] for i, r in enumerate(inner))]
    return [*rows, ["Totalt", *map(sum, zip(*(row[1:] for row in rows[1:]), strict=True))]]


def audit(table, shown, *args):
    rows = call("REGSO_ROJANDE", [table, shown, *args])
    assert rows[0] == ["rad", "kolumn", "nedre", "övre", "status"]
    return {(row[0], row[1]): tuple(row[2:]) for row in rows[1:]}


def sdc(names):
    return [
        [
            ".." if f"{row[0]}{head}" in names else cell
            for head, cell in zip(SDC[0], row, strict=True)
        ]
        for row in SDC
    ]


def test_they_are_one_family():
    assert {REGISTRY[name].family for name in NAMES} == {"Sekretess"}
    assert regso.functions.disclosure.FAMILY == "Sekretess"


def test_the_table_keeps_its_shape_and_labels_and_hides_a_rectangle():
    assert protect(TABLE) == [
        ["typ", "kvinnor", "män", "totalt"],
        [1, "..", "..", 15],
        [2, "..", "..", 34],
        ["totalt", 23, 26, 49],
    ]


def test_the_audit_of_sdctable_s_example():
    """sdcTable, tests/testthat/test-simpleheuristic.R: wb is 47; with xd hidden too, 0 to 78."""
    assert audit(SDC, sdc(SDC_HIDDEN))["w", "b"] == (47, 47, "RÖJD")
    better = audit(SDC, sdc([*SDC_HIDDEN, "xd"]))
    assert better["w", "b"] == (0, 78, "OK")
    assert {row[2] for row in better.values()} == {"OK"}


def test_the_example_of_sdctable_is_repaired_when_it_is_protected_again():
    """x c is 5, and may not be worked out when counts below 6 are hidden."""
    table = protect(SDC, 6)
    assert {row[2] for row in audit(SDC, table, 6).values()} == {"OK"}
    assert sum(row.count("..") for row in table) == 4


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.integers(0, 6), st.integers(0, 50)), min_size=3, max_size=3),
        min_size=2,
        max_size=4,
    ),
    st.integers(2, 6),
    st.sampled_from(["minst", "värde"]),
    st.sampled_from(["visa", "dölj"]),
)
def test_what_is_protected_passes_the_audit_and_is_not_shown_again(inner, threshold, aim, zeros):
    rows = with_totals(inner)
    shown = protect(rows, threshold, aim, None, zeros)
    assert {row[2] for row in audit(rows, shown, threshold).values()} <= {"OK"}
    again = protect(shown, threshold, aim, None, zeros)
    for old, new in zip(shown, again, strict=True):
        assert all(b in (a, "..") for a, b in zip(old, new, strict=True))
    small = range(1 if zeros == "visa" else 0, threshold)
    assert not any(cell in small for row in shown[1:] for cell in row[1:] if cell != "..")


@pytest.mark.slow
def test_what_is_protected_is_left_alone():
    """Now and then what is still shown looks like a sum that was none in the true table."""
    rng = random.Random(5)  # noqa: S311 - a fixed sequence is the point
    changed = 0
    for _ in range(200):
        most = [rng.choice([6, 50]) for _ in range(3 * rng.randint(2, 4))]
        inner = zip(*[iter(rng.randint(0, n) for n in most)] * 3, strict=True)
        shown = protect(with_totals(inner))
        changed += protect(shown) != shown
    assert changed <= 1


def test_the_default_threshold_is_five_and_zero_means_not_given():
    table = [["a", 4], ["b", 5], ["c", 30], ["Totalt", 39]]
    assert (
        protect(table)
        == protect(table, 5)
        == protect(table, 0)
        == [["a", ".."], ["b", ".."], ["c", 30], ["Totalt", 39]]
    )
    assert protect(table, 3) == table


def test_two_ones_with_a_sum_of_two_are_not_enough():
    table = [["1", 1], ["2", 1], ["3", 30], ["1+2", 2], ["totalt", 32]]
    assert audit(table, [["1", ".."], ["2", ".."], ["3", 30], ["1+2", 2], ["totalt", 32]]) == {
        ("1", 1): (1, 1, "RÖJD"),
        ("2", 1): (1, 1, "RÖJD"),
    }
    assert [row[1] for row in protect(table)] == ["..", "..", "..", "..", 32]


def test_zeros_are_shown_unless_they_are_to_be_hidden():
    table = [["a", 0], ["b", 30], ["c", 40], ["Totalt", 70]]
    assert protect(table) == table
    assert protect(table, None, None, None, "dölj") == [
        ["a", ".."],
        ["b", ".."],
        ["c", 40],
        ["Totalt", 70],
    ]


def test_a_shown_zero_tells_that_the_hidden_counts_are_at_least_one():
    table = [["a", 0], ["b", 3], ["c", 3], ["Totalt", 6]]
    shown = [["a", 0], ["b", ".."], ["c", ".."], ["Totalt", 6]]
    assert audit(table, shown) == {("b", 1): (1, 5, "OK"), ("c", 1): (1, 5, "OK")}
    assert audit(table, shown, 7) == {("b", 1): (1, 5, "RÖJD"), ("c", 1): (1, 5, "RÖJD")}
    hidden = [["a", ".."], ["b", ".."], ["c", ".."], ["Totalt", 6]]
    assert audit(table, hidden)["a", 1] == (0, 6, "OK")


def test_without_a_zero_the_case_that_exposes_is_the_one_that_is_shown():
    """3 + 3 = 6: 0 to 6 for a reader who knows nothing of zeros, 1 to 5 for one who does."""
    table, shown = [["b", 3], ["c", 3], ["Totalt", 6]], [["b", ".."], ["c", ".."], ["Totalt", 6]]
    assert audit(table, shown)["b", 1] == (0, 6, "OK")
    assert audit(table, shown, 7)["b", 1] == (1, 5, "RÖJD")


def test_a_count_with_no_upper_bound_says_so():
    table = [["b", 3], ["c", 30], ["Totalt", 33]]
    assert audit(table, [["b", ".."], ["c", 30], ["Totalt", ".."]])["b", 1] == (
        0,
        "ingen gräns",
        "OK",
    )


def test_a_blank_cell_in_the_protected_table_is_hidden():
    assert audit(TABLE, [TABLE[0], [1, None, 12, 15], *TABLE[2:]]) == {
        ("1", "kvinnor"): (3, 3, "RÖJD")
    }


def test_rows_and_columns_without_labels_are_numbered():
    assert set(audit([[3, 4], [5, 6]], [["..", 4], [5, ".."]])) == {(1, 1), (2, 2)}


def test_a_table_where_nothing_is_hidden_has_no_rows():
    assert audit(TABLE, TABLE) == {}


def test_margins_can_be_spelled_out_or_turned_off():
    table = [[1.0, 9.0], [8.0, 7.0], [20.0, 30.0], [9.0, 16.0]]
    assert protect(table, None, None, "inga") == [["..", 9], [8, 7], [20, 30], [9, 16]]
    assert protect(table, None, None, "rad 4=1+2") == [["..", 9], ["..", 7], [20, 30], [9, 16]]


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        ([[["a", 1], ["Totalt", 2]]], "#VALUE!", 'Raden med nummer 2 ("Totalt") är inte summan'),
        ([[["a", 0.5], ["b", 2]]], "#NUM!", "Cellen på rad 1, kolumn 2 är inget antal personer"),
        ([[["a", -1], ["b", 2]]], "#NUM!", "Cellen på rad 1, kolumn 2 är inget antal personer"),
        ([[["a", 1, "x"], ["b", 2, 3]]], "#VALUE!", "Cellen på rad 1, kolumn 3 är inget antal"),
        ([TABLE, -1], "#NUM!", "Tröskeln -1 ska vara ett helt tal"),
        ([TABLE, 5, "hypercube"], "#VALUE!", "Argumentet metod kan inte ha det värdet"),
        ([TABLE, 5, None, "nederst"], "#VALUE!", 'Marginalen "nederst" går inte att tolka'),
        ([TABLE, 5, None, None, "kanske"], "#VALUE!", "Argumentet nollor kan inte ha det värdet"),
        ([[["a", "b"]]], "#VALUE!", "Tabellen har inga antal"),
        ([[["a", ".."], ["b", 10], ["Totalt", 10]]], "#VALUE!", "Inga antal i cellerna"),
    ],
)
def test_what_cannot_be_protected_is_refused(args, code, sentence):
    assert call("REGSO_SEKRETESS", args) == [[CellError(code)]]
    assert last_error().startswith(sentence)


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        (TABLE[:3], "Den skyddade tabellen är inte lika stor"),
        ([*TABLE[:3], ["totalt", 23, 27, 49]], "Antal nummer 2 på rad 3 skiljer sig"),
    ],
)
def test_a_protected_table_of_something_else_is_refused(shown, sentence):
    assert call("REGSO_ROJANDE", [TABLE, shown]) == [[CellError("#VALUE!")]]
    assert last_error().startswith(sentence)


def test_the_true_table_may_hide_nothing():
    assert call("REGSO_ROJANDE", [protect(TABLE), TABLE]) == [[CellError("#VALUE!")]]
    assert "ange den sanna tabellen först" in last_error()


@pytest.mark.parametrize("name", ["REGSO_SEKRETESS", "REGSO_ROJANDE"])
def test_an_error_value_in_a_table_is_the_result(name):
    """Nothing can be promised of a table where a count is not known."""
    table = [["a", CellError("#N/A")], ["b", 3]]
    assert call(name, [table, table]) == [[CellError("#N/A")]]


def test_blank_rows_and_columns_at_the_end_change_nothing():
    """A fixed grid is only partly filled: the last row with counts is still the total."""
    nameless = [["a", 3, 12], ["b", 20, 14], ["c", 23, 26]]
    wide = [[*row, None, ""] for row in nameless] + [[None] * 5, [""] * 5]
    shown = protect(wide)
    assert shown == [[*row, "", ""] for row in protect(nameless)] + [[""] * 5] * 2
    assert [row[1] for row in shown[:3]] == ["..", "..", 23]
    assert audit(wide, shown) == audit(nameless, protect(nameless))
    assert protect(wide, 5, "minst", "sista raden") == shown


def test_counts_beside_the_true_table_are_refused():
    wide = [[*row, None] for row in TABLE]
    beside = [[*row, None] for row in TABLE[:2]] + [[*TABLE[2], 4], [*TABLE[3], None]]
    assert call("REGSO_ROJANDE", [wide, beside]) == [[CellError("#VALUE!")]]
    assert "skiljer sig" in last_error()


def test_the_audit_knows_the_sums_that_are_spelled_out():
    table = [["a", 3], ["b", 30], ["c", 33], ["d", 90]]
    shown = [["a", ".."], ["b", 30], ["c", 33], ["d", 90]]
    assert audit(table, shown) == {("a", 1): (0, "ingen gräns", "OK")}
    assert audit(table, shown, 5, "rad 3=1+2") == {("a", 1): (3, 3, "RÖJD")}


def test_the_audit_has_as_many_rows_as_are_asked_for():
    shown = protect(TABLE)
    rows = call("REGSO_ROJANDE", [TABLE, shown])
    assert call("REGSO_ROJANDE", [TABLE, shown, 5, None, 6]) == [*rows, [""] * 5, [""] * 5]
    assert call("REGSO_ROJANDE", [TABLE, shown, 5, None, 0]) == rows
    assert call("REGSO_ROJANDE", [TABLE, shown, 5, None, 4]) == rows
    assert call("REGSO_ROJANDE", [TABLE, shown, 5, None, 3]) == [[CellError("#VALUE!")]]
    assert last_error().startswith("4 celler är dolda men svaret får ha 3 rader")


def test_empty_cells_give_empty_cells():
    assert protect(None) == [[""]]
    assert protect([[None, ""], ["", None]]) == [["", ""], ["", ""]]
    assert protect([["a", None], ["b", 9]]) == [["a", ""], ["b", 9]]


@pytest.mark.slow
def test_one_cell_and_a_hundred_thousand():
    assert protect(3.0) == [[".."]]
    assert protect(7.0) == [[7]]
    assert protect([[float(i % 10)] for i in range(100_000)]).count([".."]) == 40_000


def test_numbers_are_rounded_to_the_nearest_five_unless_told():
    assert call("REGSO_AVRUNDA", [[[7, 8.0], [12, 13]]]) == [[5, 10], [10, 15]]
    assert call("REGSO_AVRUNDA", [7.5]) == [[10]]
    assert call("REGSO_AVRUNDA", [[[7], [8]], 3]) == [[6], [9]]
    assert call("REGSO_AVRUNDA", [[[1449]], 0]) == [[1450]]


def test_labels_hidden_and_error_cells_are_not_rounded():
    rows = [["typ", "antal"], ["a", 7], ["b", ".."], ["c", CellError("#N/A")], ["d", None]]
    assert call("REGSO_AVRUNDA", [rows]) == [
        ["typ", "antal"],
        ["a", 5],
        ["b", ".."],
        ["c", CellError("#N/A")],
        ["d", ""],
    ]
    assert call("REGSO_AVRUNDA", [[[7], ["x"], [8]]]) == [[5], [CellError("#VALUE!")], [10]]
    assert last_error() == "Cellen är inget tal; rätta den."
    assert call("REGSO_AVRUNDA", [[[None], [CellError("#N/A")]]]) == [[""], [CellError("#N/A")]]


def test_controlled_rounding_keeps_the_sums():
    """Rounded one by one, 3 + 12 gives 5 + 10 but 20 + 14 gives 20 + 15, and 49 gives 50."""
    assert call("REGSO_AVRUNDA", [TABLE, 5, "kontrollerad"]) == [
        ["typ", "kvinnor", "män", "totalt"],
        [1, 5, 10, 15],
        [2, 20, 15, 35],
        ["totalt", 25, 25, 50],
    ]


def test_controlled_rounding_needs_every_count():
    assert call("REGSO_AVRUNDA", [protect(TABLE), 5, "kontrollerad"]) == [[CellError("#VALUE!")]]
    assert last_error().startswith('Tabellen har ".."')


def test_random_rounding_needs_the_secret_key(monkeypatch, tmp_path):
    monkeypatch.delenv(KEY, raising=False)
    monkeypatch.delenv(f"{KEY}_FIL", raising=False)
    assert call("REGSO_AVRUNDA", [7, 5, "slump"]) == [[CellError("#REF!")]]
    assert last_error().startswith("Myndighetens hemliga nyckel saknas")
    monkeypatch.setenv(KEY, "too short")
    assert call("REGSO_AVRUNDA", [7, 5, "slump"]) == [[CellError("#REF!")]]
    monkeypatch.delenv(KEY)
    monkeypatch.setenv(f"{KEY}_FIL", str(tmp_path / "none"))
    assert call("REGSO_AVRUNDA", [7, 5, "slump"]) == [[CellError("#REF!")]]
    assert last_error().startswith("Nyckelfilen")


def test_random_rounding_is_the_same_with_the_key_in_a_file(monkeypatch, tmp_path):
    monkeypatch.setenv(KEY, "a secret of the agency")
    counts = [[n] for n in range(200)]
    first = call("REGSO_AVRUNDA", [counts, 5, "slump"])
    assert {n % 5 for [n] in first} == {0}
    assert len({tuple(r) for r in first}) > 30
    monkeypatch.delenv(KEY)
    (tmp_path / "key").write_text("a secret of the agency\n", encoding="utf-8")
    monkeypatch.setenv(f"{KEY}_FIL", str(tmp_path / "key"))
    assert call("REGSO_AVRUNDA", [counts, 5, "slump"]) == first


def test_random_rounding_takes_counts_only(monkeypatch):
    monkeypatch.setenv(KEY, "a secret of the agency")
    assert call("REGSO_AVRUNDA", [[[0.5], [5]], 5, "slump"]) == [[CellError("#NUM!")], [5]]


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        ([7, 2.5], "#NUM!", "Basen 2.5 är inte hel"),
        ([7, -5], "#NUM!", "bas -5 ska vara ett tal större än 0"),
        ([7, 5, "uppåt"], "#VALUE!", "Argumentet metod kan inte ha det värdet"),
    ],
)
def test_what_cannot_be_rounded_is_refused(args, code, sentence):
    assert call("REGSO_AVRUNDA", args) == [[CellError(code)]]
    assert last_error().startswith(sentence)


@pytest.mark.slow
def test_a_hundred_thousand_numbers_are_rounded():
    rounded = call("REGSO_AVRUNDA", [[[float(i)] for i in range(100_000)]])
    assert [row[0] for row in rounded[:6]] == [0, 0, 0, 5, 5, 5]
    assert len(rounded) == 100_000


def test_equal_numbers_in_different_cells_are_rounded_each_by_itself(monkeypatch):
    """One 7 that becomes known says nothing of the other; the same cell is always the same."""
    monkeypatch.setenv(KEY, "a secret of the agency")
    labels = [f"område {i}" for i in range(60)]
    first = call("REGSO_AVRUNDA", [[[a, 7] for a in labels], 5, "slump"])
    assert {n for _, n in first} == {5, 10}
    turned = call("REGSO_AVRUNDA", [[[a, 7] for a in reversed(labels)], 5, "slump"])
    assert dict(map(tuple, turned)) == dict(map(tuple, first))
    sexes = [["", "kvinnor", "män"], *([a, 7, 7] for a in labels)]
    two = call("REGSO_AVRUNDA", [sexes, 5, "slump"])
    assert any(a != b for _, a, b in two[1:])


def test_the_key_decides_among_equals_and_is_never_shown(monkeypatch):
    table = [["a", 10], ["b", 10], ["c", 3], ["d", 10], ["totalt", 33]]
    plain = protect(table)
    patterns = set()
    for i in range(12):
        monkeypatch.setenv(KEY, f"the secret key number {i}")
        shown = protect(table)
        assert protect(table) == shown
        assert sum(n == ".." for _, n in shown) == sum(n == ".." for _, n in plain)
        patterns.add(str(shown))
    assert len(patterns) == 4  # the 3 goes with any other count, the total too
    monkeypatch.setenv(KEY, "too short")
    assert protect(table) == [[CellError("#REF!")]]
    assert "too short" not in last_error()
    monkeypatch.delenv(KEY)
    assert protect(table) == plain


def test_the_key_decides_in_tables_by_type_too(monkeypatch):
    """Okänd has nobody, so the 3 of type 1 needs another type, and which one the key says."""
    codes, counts = [[1], [3], [4]], [[3], [20], [20]]
    arguments = {
        "REGSO_TABELL": [codes, counts, None, None, None, 5],
        "REGSO_KORS": [codes, [["a"]] * 3, counts, None, 5],
        "REGSO_UTVECKLING": [codes, [[2022]] * 3, counts, None, None, 5],
    }
    for name, args in arguments.items():
        found = set()
        for i in range(12):
            monkeypatch.setenv(KEY, f"the secret key number {i}")
            found.add(str(call(name, args)))
        assert "VALUE" not in str(found), (name, last_error())
    monkeypatch.setenv(KEY, "too short")
    assert call("REGSO_TABELL", arguments["REGSO_TABELL"]) == [[CellError("#REF!")]]
    assert call("REGSO_TABELL", arguments["REGSO_TABELL"][:3]) != [[CellError("#REF!")]]


def test_who_is_alone_is_guarded_unless_told_otherwise():
    table = [["a", 1], ["b", 4], ["c", 60], ["totalt", 65]]
    assert sum(n == ".." for _, n in protect(table)) == 3
    assert protect(table, None, None, None, None, "skydda") == protect(table)
    told = protect(table, None, None, None, None, "bortse")
    assert [n for _, n in told] == ["..", "..", 60, 65]


def test_cells_are_shown_or_hidden_as_asked():
    table = [["", "antal"], ["a", 3], ["b", 9], ["c", 10], ["d", 40], ["totalt", 62]]

    def asked(*cells):
        rows = [["", ""], *([None, cell] for cell in cells)]
        return [row[1] for row in protect(table, None, None, None, None, None, rows)[1:]]

    assert asked(None, None, None, None, None) == ["..", "..", 10, 40, 62]
    assert asked(None, "Visa", None, None, None) == ["..", 9, "..", 40, 62]
    assert asked(None, 3, 2, None, None) == ["..", 9, 10, "..", 62]
    assert asked(None, None, None, "dölj", None) == ["..", 9, 10, "..", 62]


@pytest.mark.parametrize(
    ("wishes", "code", "sentence"),
    [
        ([["visa"], [None], [None]], "#NUM!", 'Krav är "visa" för antal nummer 1 på rad 1'),
        ([[None], ["visa"], ["visa"]], "#NUM!", "Inget säkert mönster visar alla celler"),
        ([[None], ["kanske"], [None]], "#VALUE!", "I krav står kanske"),
        ([[None], [-1], [None]], "#VALUE!", "I krav står -1"),
        ([[None], [None]], "#VALUE!", "Området krav är inte lika stort"),
        ([[None], [CellError("#N/A")], [None]], "#N/A", ""),
    ],
)
def test_impossible_wishes_are_refused(wishes, code, sentence):
    found = protect([[3], [20], [23]], None, None, None, None, None, wishes)
    assert found == [[CellError(code)]]
    assert last_error().startswith(sentence)


def test_a_sum_by_chance_does_not_hinder_the_true_ones():
    """Boda is by chance Celle and Fors, in every column."""
    table = [
        ["kommun", "totalt", "0-19 år", "20-64 år", "65 år och äldre"],
        ["totalt", 198, 190, 4, 4],
        ["Nordlän", 132, 127, 2, 3], ["Alby", 21, 21, 0, 0], ["Boda", 70, 67, 1, 2],
        ["Celle", 41, 39, 1, 1],
        ["Sydlän", 66, 63, 2, 1], ["Dala", 15, 14, 1, 0], ["Eke", 22, 21, 1, 0],
        ["Fors", 29, 28, 0, 1],
    ]  # fmt: skip
    own = "rad 1=3+4+5+7+8+9;rad 2=3+4+5;rad 6=7+8+9;kolumn 1=2+3+4"
    for stated in (None, own):
        shown = protect(table, None, None, stated)
        assert [row[1] for row in shown[1:]] == [198, 132, 21, 70, 41, 66, 15, 22, 29]
        assert [row[3] for row in shown[1:]] == ["..", "..", 0, "..", "..", "..", "..", "..", 0]


def test_a_pattern_that_a_limited_search_does_not_find_is_no_wish_that_somebody_made(monkeypatch):
    monkeypatch.setattr(suppression, "best_pattern", lambda *_: None)
    table = [[3], [20], [30], [53]]
    assert protect(table) == [[CellError("#NUM!")]]
    assert last_error().startswith("Tabellens summor gick inte att pröva till slut; ange dess")
    wishes = [[None], ["visa"], [None], [None]]
    assert protect(table, None, None, None, None, None, wishes) == [[CellError("#NUM!")]]
    assert last_error().startswith("Inget säkert mönster visar alla celler")


def test_a_zero_is_hidden_only_where_zeros_are():
    wishes = [["dölj"], [None], [None], [None]]
    table = [[0], [20], [30], [50]]
    assert protect(table, None, None, None, None, None, wishes) == [[CellError("#NUM!")]]
    assert last_error().endswith('ta bort det kravet eller ange nollor "dölj".')
    assert protect(table, None, None, None, "dölj", None, wishes)[0] == [".."]

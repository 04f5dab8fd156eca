"""REGSO_JAMFOR in cells: every type against one of them or the rest, standardised or not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using

VALUE, NUM, DIV = CellError("#VALUE!"), CellError("#NUM!"), CellError("#DIV/0!")
KINDS = [1, 2, 3, 4, 5, "1+2"]
CODES, CASES, PERSONS = [1, 2, 3, 4, 5], [30, 40, 50, 60, 20], [100, 200, 500, 900, 600]
HEADER = ["skillnad", "nedre", "övre", "kvot", "nedre", "övre", "p (Holm)"]


def column(cells):
    return None if cells is None else [[cell] for cell in cells]


def compared(codes, cases, persons, mot=None, matt=None, *more):
    groups, standard, *last = [*more, None, None][: max(2, len(more))]
    n = persons if isinstance(persons, str) else column(persons)
    given_ = [column(codes), column(cases), n, mot, matt, column(groups), column(standard), *last]
    with using(Reference(EXAMPLE)):
        return call("REGSO_JAMFOR", given_)


def rows(table):
    return {row[0]: row[2:] for row in table[1:]}


def test_the_table_always_has_the_same_rows_and_columns():
    for codes in (CODES, ["9901R001", "9901R006", "9901R005", "9901R002", "9902R004"], ["x"] * 5):
        for mot in (1, 5, "resten"):
            table = compared(codes, CASES, PERSONS, mot)
            assert table[0][2:] == HEADER
            assert [row[0] for row in table[1:]] == KINDS
            assert {len(row) for row in table} == {9}
    assert compared(CODES, CASES, PERSONS)[0][1] == (
        "benämning, mot typ 5; skillnad i procentenheter; färdiga typer"
    )


@pytest.mark.parametrize("matt", ["andel", "tal"])
def test_the_gap_is_that_of_regso_gap(matt):
    found = rows(compared(CODES, CASES, PERSONS, 5, matt))
    with using(Reference(EXAMPLE)):
        gap = call("REGSO_GAP", [*map(column, (CODES, CASES, PERSONS)), None, None, matt])
    assert found[1][:3] == pytest.approx(gap[1][1:])
    assert found[1][3:6] == pytest.approx(gap[2][1:])


def test_a_type_is_not_compared_with_itself():
    found = rows(compared(CODES, CASES, PERSONS, 2))
    assert found[2] == found["1+2"] == [""] * 7
    assert found[1][0] == pytest.approx(10)


def test_the_rest_is_everyone_else_of_known_type():
    found = rows(compared([*CODES, "fel"], [*CASES, 30], [*PERSONS, 40], "Resten"))
    assert found[1][0] == pytest.approx(100 * (30 / 100 - 170 / 2200))
    assert found["1+2"][3] == pytest.approx(70 / 300 / (130 / 2000))


def test_standardised_by_hand():
    codes, groups = [1, 1, 5, 5], ["unga", "äldre"] * 2
    found = rows(
        compared(codes, [30, 10, 20, 10], [100, 100, 200, 50], None, None, groups, [3, 1] * 2)
    )
    assert found[1][0] == pytest.approx(100 * (0.75 * 0.3 + 0.25 * 0.1 - 0.75 * 0.1 - 0.25 * 0.2))
    assert found[1][3] == pytest.approx(0.25 / 0.125)
    assert found[2] == [""] * 7


def test_a_group_without_weight_is_left_out_and_one_without_persons_leaves_the_type_blank():
    codes, groups, standard = [1, 1, 5, 5], ["unga", "äldre"] * 2, [3, 0] * 2
    cases, persons = [30, 10, 20, 10], [100, 100, 200, 50]
    found = rows(compared(codes, cases, persons, None, None, groups, standard))
    assert found[1] == rows(compared([1, 5], [30, 20], [100, 200]))[1]
    lacking = compared([1, 5, 5], [30, 20, 10], [100, 200, 50], None, None, groups[1:], [3, 1, 3])
    assert rows(lacking)[1] == [""] * 7


def test_one_group_is_as_none():
    one = compared(CODES, CASES, PERSONS, "resten", "tal", ["alla"] * 5, [7] * 5)
    assert one == compared(CODES, CASES, PERSONS, "resten", "tal")


def test_a_row_without_standard_is_left_out_and_told():
    table = compared(
        [*CODES, 1], [*CASES, 9], [*PERSONS, 90], None, None, ["a"] * 6, [7] * 5 + [None]
    )
    assert table[0][1].endswith("; 1 rad utelämnad")
    assert table[1:] == compared(CODES, CASES, PERSONS)[1:]


def test_without_cases_in_the_other_there_is_no_ratio_and_without_own_no_limits():
    found = rows(compared([1, 2, 5], [30, 0, 0], [100, 200, 600]))
    assert found[1][3:6] == ["", "", ""]
    found = rows(compared([1, 2, 5], [30, 0, 20], [100, 200, 600]))
    assert found[2][3:6] == [0, "..", ".."]
    assert 0 < found[2][6] < 0.01


def test_few_expected_parts_of_persons_have_no_test():
    found = rows(compared([1, 5], [0.5, 2.5], [10, 100]))
    assert found[1][6] == ".."
    assert found[1][0] == pytest.approx(2.5)


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((CODES, CASES, "befolkning"), VALUE, "varje område behöver sitt eget tal"),
        ((CODES, PERSONS, CASES), NUM, "är större än namnare"),
        ((CODES, CASES, PERSONS, "1+2"), VALUE, 'mot kan inte vara "1+2"'),
        ((CODES, CASES, PERSONS, 7), VALUE, "är ingen områdestyp"),
        ((CODES, CASES, PERSONS, None, "medel"), VALUE, 'ange "andel", "tal"'),
        ((CODES, CASES, PERSONS, None, None, ["a"] * 5), VALUE, "grupp och standard tillsammans"),
        ((CODES, CASES, PERSONS, None, None, ["a"] * 4, [7] * 5), VALUE, "Området grupp är inte"),
        ((CODES, CASES, PERSONS, None, None, ["a"] * 5, [7] * 4), VALUE, "samma storlek"),
        ((CODES, CASES, PERSONS, None, None, ["a"] * 5, [0] * 5), DIV, "Standardbefolkningen är"),
        (
            (CODES, CASES, PERSONS, None, None, ["a"] * 5, [7, 7, 8, 7, 7]),
            NUM,
            "Gruppen a har både 7 och 8 i standard",
        ),
        ((CODES, [0.5, *CASES[1:]], PERSONS, *[None] * 6, 5), NUM, "Rad 1 i taljare är 0.5"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(arguments, error, says):
    assert compared(*arguments) == [[error]]
    assert says in last_error()


registers = st.lists(
    st.tuples(
        st.sampled_from([*CODES, "fel"]), st.sampled_from("ab"),
        st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    ),
    min_size=1, max_size=14,
)  # fmt: skip


@settings(max_examples=40)
@given(registers, st.randoms(), st.sampled_from([5, "resten"]), st.booleans())
def test_the_order_of_the_rows_changes_nothing(rows_, random, mot, is_standard):
    def table(some):
        codes, groups, counts = zip(*some, strict=True)
        standard = [{"a": 3, "b": 5}[g] for g in groups] if is_standard else None
        by = groups if is_standard else None
        return compared(codes, *zip(*counts, strict=True), mot, None, by, standard)

    one, other = table(rows_), table(random.sample(rows_, len(rows_)))
    for row, same in zip(one, other, strict=True):
        assert [c if isinstance(c, str) else pytest.approx(c, abs=1e-12) for c in row] == same


# -- disclosure ------------------------------------------------------------------------------


def test_with_a_threshold_that_nothing_is_below_all_is_as_before():
    assert compared(CODES, CASES, PERSONS, *[None] * 6, 5) == compared(CODES, CASES, PERSONS)


@pytest.mark.parametrize("matt", ["andel", "tal"])
@pytest.mark.parametrize("mot", [1, 5, "resten"])
@pytest.mark.parametrize("cases", [[2, 40, 50, 60, 20], [30, 40, 50, 3, 20], [9, 2, 3, 4, 1]])
@pytest.mark.parametrize("okand", [0, 2, 30])
def test_what_regso_tabell_hides_is_not_told_here(matt, mot, cases, okand):
    register = [*CODES, "fel"], [*cases, okand], [*PERSONS, 100]
    with using(Reference(EXAMPLE)):
        shown = call("REGSO_TABELL", [*map(column, register), None, None, 5, matt])
    hidden = {row[0] for row in shown[1:] if ".." in row[2:5]}
    assert hidden
    before = rows(compared(*register, mot, matt))
    for kind, cells in rows(compared(*register, mot, matt, *[None] * 4, 5)).items():
        own = {1, 2} if kind == "1+2" else {kind}
        if mot == "resten":
            rest = {1, 2, 3, 4, 5} - own
            is_told = not hidden & {kind} and not (hidden & rest and hidden & {"okänd", "totalt"})
        else:
            is_told = not hidden & {kind, mot}
        if before[kind] == [""] * 7:
            assert cells == [""] * 7
        elif is_told:
            assert cells[:6] == before[kind][:6]
            assert cells[6] >= before[kind][6] - 1e-15
        else:
            assert cells == [".."] * 7


def test_a_p_value_does_not_tell_of_a_hidden_type():
    """Holm's factors count a hidden comparison as the least striking, whatever it is."""
    found = [rows(compared(CODES, [x, *CASES[1:]], PERSONS, *[None] * 6, 5)) for x in (1, 2, 3, 4)]
    assert found[0][1] == [".."] * 7
    assert all(table == found[0] for table in found)


def test_a_small_group_of_a_type_withholds_all_that_is_standardised():
    codes, groups = [1, 1, 5, 5], ["a", "b"] * 2
    open_ = compared(codes, [30, 10, 20, 10], [100, 100, 200, 50], 5, None, groups, [3, 1] * 2)
    again = compared(
        codes, [30, 10, 20, 10], [100, 100, 200, 50], 5, None, groups, [3, 1] * 2, None, None, 5
    )
    assert again == open_
    table = compared(
        codes, [30, 3, 20, 10], [100, 100, 200, 50], 5, None, groups, [3, 1] * 2, None, None, 5
    )
    assert rows(table)[1] == [".."] * 7

"""REGSO_OKANDGRANS in cells: scenarios and sharp bounds of okänd."""

import pytest

from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using

VALUE, NUM = CellError("#VALUE!"), CellError("#NUM!")
CODES = [1, 2, 3, 4, 5, "okänd"]
CASES, PERSONS = [30, 40, 50, 60, 20, 9], [100, 200, 500, 900, 600, 30]


def column(cells):
    return [[cell] for cell in cells]


def bounds(codes, cases, persons, *more):
    n = persons if isinstance(persons, str) else column(persons)
    with using(Reference(EXAMPLE)):
        return call("REGSO_OKANDGRANS", [column(codes), column(cases), n, *more])


def test_the_rows_by_hand():
    table = bounds(CODES, CASES, PERSONS)
    assert table[0] == [
        "typ", "benämning; typer 2024, RegSO 2025", "ingen okänd", "alla i typ 1", "i proportion",
        "lägst", "högst",
    ]  # fmt: skip
    assert [row[0] for row in table[1:]] == [1, 2, 3, 4, 5, "1+2", "skillnad", "kvot"]
    part = 100 / 2300
    assert table[1][2:] == pytest.approx(
        [0.3, 39 / 130, (30 + 9 * part) / (100 + 30 * part), 30 / 121, 39 / 109]
    )
    assert table[6][2:4] == pytest.approx([70 / 300, 79 / 330])
    low, high = 100 * (30 / 121 - 29 / 609), 100 * (39 / 109 - 20 / 621)
    assert table[7][5:] == pytest.approx([low, high])
    assert table[8][5:] == pytest.approx([30 / 121 / (29 / 609), 39 / 109 / (20 / 621)])


def test_rows_without_a_code_are_okand_and_totals_are_not():
    table = bounds([*CODES[:5], None, "00"], [*CASES, 209], [*PERSONS, 2330])
    assert table[1:] == bounds(CODES, CASES, PERSONS)[1:]


def test_a_type_without_persons_is_blank_and_so_is_what_it_is_compared_with():
    table = bounds(CODES[1:], CASES[1:], PERSONS[1:])
    assert table[1][2:] == table[7][2:] == table[8][2:] == [""] * 5
    table = bounds(CODES, [30, 40, 50, 60, 0, 9], PERSONS)
    assert table[8][2:] == [""] * 5
    assert table[7][2] == pytest.approx(30)
    assert all(row[2:] == [""] * 5 for row in bounds(["okänd"], [3], [9])[1:])


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((CODES, CASES, "befolkning"), VALUE, "varje område behöver sitt eget tal"),
        ((CODES, PERSONS, CASES), NUM, "är större än namnare"),
        ((CODES, [0.5, *CASES[1:]], PERSONS, None, 5), NUM, "Rad 1 i taljare är 0.5"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(arguments, error, says):
    assert bounds(*arguments) == [[error]]
    assert says in last_error()


@pytest.mark.parametrize("okand", [(9, 30), (2, 30), (0, 0), (3, 3)])
@pytest.mark.parametrize("first", [30, 2, 98])
def test_no_more_is_told_than_regso_tabell_tells(okand, first):
    cases, persons = [first, *CASES[1:5], okand[0]], [*PERSONS[:5], okand[1]]
    with using(Reference(EXAMPLE)):
        shown = call("REGSO_TABELL", [*map(column, (CODES, cases, persons)), None, None, 5])
    hidden = {row[0] for row in shown[1:] if ".." in row[2:5]}
    before, table = bounds(CODES, cases, persons), bounds(CODES, cases, persons, None, 5)
    for row, open_row in zip(table[1:], before[1:], strict=True):
        kinds = {1, 5} if row[0] in {"skillnad", "kvot"} else {row[0]}
        if hidden & kinds:
            assert row[2:] == [".."] * 5
        elif hidden & {"okänd", "totalt"}:
            assert row[2:] == [open_row[2]] + [".."] * 4
        else:
            assert row == open_row

"""Many indicators of one register, by type and by two groups, protected together."""

import random

import pytest

from regso.errors import CellError
from regso.functions import call, last_error

ROWS = [1, 2, 3, 4, 5, "1+2", "okänd", "totalt"]
CODES = [[1], [1], [5], [5], ["x"]]
EVENTS = [[20, 9], [30, 8], [25, 7], [40, 9], [6, 5]]
PERSONS = [[90], [80], [70], [60], [30]]
SEX = [["k"], ["m"], ["k"], ["m"], ["k"]]


def people(size, seed=4):
    """Return types, two indicators, sex and län of persons, one row each."""
    r = random.Random(seed)  # noqa: S311 - an invented register
    kinds = [[r.choice([1, 1, 2, 3, 4, 5, "x"])] for _ in range(size)]
    flags = [[float(r.random() < 0.05), float(r.random() < 0.4)] for _ in range(size)]
    return kinds, flags, [[r.choice("km")] for _ in range(size)], [
        [f"{min(r.randrange(5), r.randrange(5)):02d}"] for _ in range(size)
    ]  # fmt: skip


def test_the_counts_are_those_of_a_cross_table_of_each_indicator(example):
    table = call("REGSO_INDIKATORER", [CODES, EVENTS, PERSONS, 1, "", SEX, None, 3])
    assert table[0] == ["indelning", "grupp; typer 2024, RegSO 2025", "typ", "nämnare", 1, 2]
    assert len(table) == 1 + 8 * (1 + 3)
    for at, values in ((3, PERSONS), (4, [[x] for x, _ in EVENTS]), (5, [[y] for _, y in EVENTS])):
        cross = call("REGSO_KORS", [CODES, SEX, values])[1:]
        blocks = [table[1 + 8 * b : 9 + 8 * b] for b in range(3)]
        assert [[row[at] for row in block] for block in blocks] == [
            [row[column] for row in cross] for column in (4, 2, 3)
        ]
    assert [row[:3] for row in table[9:17]] == [[1, "k", kind] for kind in ROWS]
    assert table[25:] == [[""] * 6] * 8


def test_persons_are_rows_when_each_row_is_one(example):
    kinds, flags, sex, _ = people(400)
    table = call("REGSO_INDIKATORER", [kinds, flags, "rader", 1, "", sex])
    assert table[8][3:] == [400, sum(x for x, _ in flags), sum(y for _, y in flags)]
    assert len(table) == 1 + 8 * 25


def test_what_is_hidden_of_the_tables_is_hidden_in_all_of_them(example):
    """No count below the threshold is shown, and none follows from a row or a column."""
    kinds, flags, sex, county = people(900)
    safe = call("REGSO_INDIKATORER", [kinds, flags, "rader", 5, "", sex, county])[1:65]
    true = call("REGSO_INDIKATORER", [kinds, flags, "rader", 1, "", sex, county])[1:65]
    for row, full in zip(safe, true, strict=True):
        assert row[:3] == full[:3]
        assert all(a in {b, ".."} for a, b in zip(row[3:], full[3:], strict=True))
        assert not [n for n in row[3:] if n != ".." and 0 < n < 5]
    assert any(".." in row for row in safe)
    for first in (8, 24):  # the blocks of the sexes, of the counties
        groups = 2 if first == 8 else 5
        for at, kind in ((4, 0), (5, 0), (4, 4)):
            column = [safe[first + 8 * g + kind][at] for g in range(groups)]
            hidden = column.count("..") + (safe[kind][at] == "..")
            assert hidden != 1


def test_too_many_groups_leave_room_for_the_largest(example):
    kinds, flags, _, county = people(600)
    table = call("REGSO_INDIKATORER", [kinds, flags, "rader", 1, "", county, None, 3])
    names = [table[1 + 8 * b][1] for b in range(4)]
    assert names == ["alla", "00", "01", "övriga (3 st)"]
    assert sum(table[8 + 8 * b][3] for b in (1, 2, 3)) == 600


def test_two_breakdowns_share_the_places(example):
    kinds, flags, sex, county = people(600)
    table = call("REGSO_INDIKATORER", [kinds, flags, "rader", 1, "", sex, county, 6])
    assert [table[1 + 8 * b][0] for b in range(7)] == [0, 1, 1, 2, 2, 2, 2]
    assert table[1 + 8 * 6][1] == "övriga (2 st)"


def test_a_blank_column_is_no_indicator_and_blank_groups_are_no_breakdown(example):
    blank = [[None]] * 5
    events = [[x, None, y] for x, y in EVENTS]
    table = call("REGSO_INDIKATORER", [CODES, events, PERSONS, 1, "", blank, SEX, 2])
    assert [row[5] for row in table[1:9]] == [""] * 8
    assert [row[6] for row in table[1:9]][-1] == 38
    assert [table[1 + 8 * b][1] for b in range(3)] == ["alla", "k", "m"]


def test_events_may_be_more_than_persons_where_the_measure_is_tal(example):
    events = [[200, 9], [30, 8], [25, 7], [40, 9], [6, 5]]
    args = [CODES, events, PERSONS, 5, [["tal", None]]]
    assert call("REGSO_INDIKATORER", args)[8][4] == 301
    [[cell]] = call("REGSO_INDIKATORER", args[:4])
    assert cell == CellError("#NUM!")
    assert "Rad 1: taljare (kolumn 1) 200 är större än namnare 90" in last_error()


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ([CODES, EVENTS[:3], PERSONS, 5], "#VALUE!", "inte lika många rader som koderna"),
        ([CODES, [[None]] * 5, PERSONS, 5], "#VALUE!", "Området taljare är tomt"),
        ([CODES, [[1] * 41] * 5, PERSONS, 5], "#VALUE!", "ange högst 40"),
        ([CODES, EVENTS, "befolkning;omrade=01", 5], "#VALUE!", "Nämnaren ska vara ett tal"),
        ([CODES, EVENTS, PERSONS, 5, [["medel", ""]]], "#VALUE!", 'Måttet "medel" finns inte här'),
        ([CODES, EVENTS, PERSONS, 5, [["tal"]]], "#VALUE!", "har 1 celler men det är 2"),
        ([CODES, EVENTS, PERSONS, 5, "", SEX[:2]], "#VALUE!", "En grupp är inte lika stor"),
        ([CODES, [[1.5, 2]] * 5, PERSONS, 5], "#NUM!", "ange antalet personer som ett helt tal"),
        ([CODES, [[1, None], *EVENTS[1:]], PERSONS, 5], "#VALUE!", "Rad 1 i taljare (kolumn 2)"),
    ],
)
def test_what_cannot_be_counted_is_one_error_with_its_reason(example, args, code, message):
    [[cell]] = call("REGSO_INDIKATORER", args)
    assert cell == CellError(code)
    assert message in last_error()

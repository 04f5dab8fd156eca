"""The cell key method in a sheet: keys of records, tables with noise, and what the noise is."""

import pytest

from regso.errors import CellError
from regso.functions import REGISTRY, call, last_error

KEY = "REGSO_SLUMPNYCKEL"
CODES = [[1], [2], [5], [5], ["x"]]
KEYS = [[0.13], [0.72], [0.44], [0.91], [0.5]]
SEXES = [["k"], ["m"], ["k"], ["m"], ["k"]]
PERSONS = [[12], [7], [30], [4], [3]]


def noisy(*args):
    return call("REGSO_CELLNYCKEL", list(args))


def counts(table):
    return {row[0]: row[2:] for row in table[1:]}


@pytest.fixture
def agency(monkeypatch):
    """Give the agency a key."""
    monkeypatch.setenv(KEY, "a secret of the agency")


def test_records_have_keys_that_only_the_agency_can_make(agency, monkeypatch):
    first = call("REGSO_POSTNYCKEL", [[[f"id {i}"] for i in range(500)]])
    assert all(0 <= key < 1 for [key] in first)
    assert len({key for [key] in first}) == 500
    assert sum(key for [key] in first) / 500 == pytest.approx(0.5, abs=4 * (1 / 12 / 500) ** 0.5)
    assert all(float(f"{key:.12f}") == key for [key] in first)  # survives a text file
    assert call("REGSO_POSTNYCKEL", [[["id 0"], [None], [CellError("#N/A")]]]) == [
        first[0],
        [""],
        [CellError("#N/A")],
    ]
    assert call("REGSO_POSTNYCKEL", [17.0]) == call("REGSO_POSTNYCKEL", ["17"])
    monkeypatch.setenv(KEY, "another secret of the agency")
    assert call("REGSO_POSTNYCKEL", ["id 0"]) != [first[0]]


def test_records_have_no_keys_without_the_secret(monkeypatch):
    monkeypatch.delenv(KEY, raising=False)
    monkeypatch.delenv(f"{KEY}_FIL", raising=False)
    assert call("REGSO_POSTNYCKEL", ["id 0"]) == [[CellError("#REF!")]]
    assert last_error().startswith("Myndighetens hemliga nyckel saknas")


def test_the_table_has_the_rows_of_a_cross_table():
    table = noisy(CODES, KEYS, PERSONS, None, SEXES)
    crossed = call("REGSO_KORS", [CODES, SEXES, PERSONS])
    assert table[0] == crossed[0]
    assert [row[:2] for row in table] == [row[:2] for row in crossed]
    for mine, true in zip(table[1:], crossed[1:], strict=True):
        for shown, count in zip(mine[2:], true[2:], strict=True):
            assert shown == 0 if count == 0 else abs(shown - count) <= 5
            assert shown not in (1, 2)


def test_the_same_cell_has_the_same_noise_in_every_table():
    grouped, plain = noisy(CODES, KEYS, PERSONS, None, SEXES), noisy(CODES, KEYS, PERSONS)
    assert {kind: row[-1:] for kind, row in counts(grouped).items()} == counts(plain)
    order = [3, 1, 4, 0, 2]
    turned = noisy(*([column[i] for i in order] for column in (CODES, KEYS, PERSONS)))
    assert turned == plain
    assert counts(noisy(CODES[:1], KEYS[:1], PERSONS[:1]))["totalt"] == counts(plain)[1]


def test_totals_have_noise_of_their_own():
    """1 + 2 + 5 and the rest are 56; over many keys the parts often sum to something else."""
    differ = 0
    for i in range(50):
        keys = [[(k + i / 50) % 1] for [k] in KEYS]
        shown = counts(noisy(CODES, keys, PERSONS))
        parts = sum(shown[kind][0] for kind in (1, 2, 3, 4, 5, "okänd"))
        differ += parts != shown["totalt"][0]
    assert differ > 25


def test_rows_without_persons_need_no_key_and_change_no_noise():
    with_blank = noisy([*CODES, [1], [1]], [*KEYS, [None], [0.3]], [*PERSONS, [None], [0]])
    assert with_blank == noisy(CODES, KEYS, PERSONS)
    assert counts(noisy([[None], [1]], [[None], [0.5]]))["okänd"] == [0]


def test_nobody_gives_zeros():
    assert {n for [n] in counts(noisy([[None]], [[None]], [[None]])).values()} == {0}


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        ((CODES, [*KEYS[:4], [None]], PERSONS), "#VALUE!", "Rad 5 saknar nyckel"),
        ((CODES, [*KEYS[:4], [1]], PERSONS), "#NUM!", "Nyckeln 1 ska vara minst 0"),
        ((CODES, KEYS[:4], PERSONS), "#VALUE!", "nycklar är 4 rader"),
        ((CODES, KEYS, [*PERSONS[:4], [2.5]]), "#NUM!", "Rad 5 i varden är inget antal personer"),
        ((CODES, KEYS, PERSONS, None, SEXES[:2]), "#VALUE!", "Området grupp är inte lika stort"),
        ((CODES, KEYS, PERSONS, None, None, 5, 9), "#NUM!", "Inget brus utan systematiskt fel"),
        ((CODES, KEYS, PERSONS, None, None, 40), "#NUM!", "d 40 ska vara"),
    ],
)
def test_what_cannot_be_counted_is_refused(args, code, sentence):
    assert noisy(*args) == [[CellError(code)]]
    assert last_error().startswith(sentence)


def test_the_noise_is_shown_as_it_is():
    header, *rows = call("REGSO_BRUS", [])
    assert header == ["antal", *(f"{j:+d}" if j else "0" for j in range(-5, 6)), "fel", "varians"]
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5, 6, 7, "8 och fler"]
    for row in rows:
        assert sum(row[1:12]) == pytest.approx(1)
        assert row[12:] == pytest.approx([0, 3])
    assert rows[0][6:8] == [0, 0]  # a 1 is never shown as 1 or 2


def test_the_functions_stand_with_the_others_of_their_family():
    names = [name for name, entry in REGISTRY.items() if entry.family == "Sekretess"]
    assert names[-3:] == ["REGSO_POSTNYCKEL", "REGSO_CELLNYCKEL", "REGSO_BRUS"]

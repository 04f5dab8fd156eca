"""Numbers that stand beside each other: a gap is no zero and a sum hides nothing, anywhere."""

import importlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.errors import CellError
from regso.functions import call, last_error
from regso.store import EXAMPLE, Reference, using

EXTENSION = Path(__file__).resolve().parents[2] / "docs" / "_ext"
NUM, VALUE = CellError("#NUM!"), CellError("#VALUE!")
REFERENCE = Reference(EXAMPLE)

COUNT = st.integers(0, 50).map(float)
ROW = st.tuples(st.sampled_from([1, 2, 3, 4, 5]), COUNT, st.integers(50, 200).map(float))
ROWS = st.lists(ROW, min_size=1, max_size=12)
TABLES = ("REGSO_TABELL", "REGSO_GAP", "REGSO_UTVECKLING")
PAIRED = {
    "REGSO_SEGINDEX": "grupp",
    "REGSO_ISOLERING": "grupp",
    "REGSO_GINI": "grupp",
}


@pytest.fixture
def page(monkeypatch):
    """The docs' page of bad rows, which finds every outcome by a call."""
    monkeypatch.syspath_prepend(str(EXTENSION))
    return importlib.import_module("rows_page")


def table(name, rows):
    """Return the table of a function over rows of type, täljare and nämnare."""
    kinds, events, persons = ([[cell] for cell in column] for column in zip(*rows, strict=True))
    before = [kinds, [[2022.0]] * len(rows)] if name == "REGSO_UTVECKLING" else [kinds]
    with using(REFERENCE):
        return call(name, [*before, events, persons])


def body(rows):
    return [row[1:] for row in rows[1:]]


@pytest.mark.slow
def test_all_functions_of_a_family_treat_a_bad_row_alike(page):
    families = {}
    for probe in page.PROBES:
        for kind in page.KINDS:
            found = page.outcome(probe, kind)
            if found != "–":
                families.setdefault((probe.family, kind), set()).add(found)
    assert {key: len(found) for key, found in families.items() if len(found) > 1} == {}
    assert families["tabell", "halvfylld rad"] == {page.LEFT_OUT}
    assert families["enstaka värde", "halvfylld rad"] == {"#VALUE!"}
    assert families["per rad", "halvfylld rad"] == {"#VALUE! på raden"}
    numbers = [found for (_, kind), found in families.items() if kind == "negativt antal"]
    assert set().union(*numbers) == {"#NUM!", "#NUM! på raden"}


@pytest.mark.slow
def test_the_page_has_a_row_per_function(page):
    lines = page.rows_markdown().splitlines()
    assert len(lines) == 2 + len(page.PROBES)
    assert (
        "| `REGSO_TABELL` | finns inte | utelämnas, rubriken säger hur många | #NUM! |" in lines[2]
    )


@given(ROWS, st.sampled_from(TABLES), st.data())
def test_a_half_filled_row_is_as_if_it_were_not_there_and_is_counted(rows, name, data):
    at = data.draw(st.integers(0, len(rows)))
    kind, x, n = data.draw(ROW)
    half = data.draw(st.sampled_from([(kind, x, None), (kind, None, n)]))
    without, found = table(name, rows), table(name, [*rows[:at], half, *rows[at:]])
    assert body(found) == body(without)
    assert "1 rad utelämnad" in " ".join(map(str, found[0]))
    assert "utelämnad" not in " ".join(map(str, without[0]))


def test_a_gap_is_no_zero_in_the_share_and_the_gap():
    """10 of 100 and 20 of 400: with the half-filled row as zero the shares were 0.2 and 0.05."""
    rows = [(1, 10.0, 100.0), (1, 10.0, None), (5, 20.0, 400.0)]
    found = table("REGSO_TABELL", rows)
    assert found[0][1] == "benämning; färdiga typer; 1 rad utelämnad"
    assert [found[i][4] for i in (1, 5)] == [0.1, 0.05]
    assert table("REGSO_GAP", rows)[2][1] == pytest.approx(2.0)


def test_two_left_out_rows_are_counted_with_the_year_and_the_vintage(example):
    found = call(
        "REGSO_TABELL",
        [[[1], [1], [5]], [[10.0], [None], [20.0]], [[None], [100.0], [400.0]], 2022],
    )
    assert found[0][1] == "benämning; typer 2022, RegSO 2020; 2 rader utelämnade"


@given(ROWS, st.sampled_from(TABLES), st.data())
def test_an_impossible_row_is_never_hidden_in_a_sum(rows, name, data):
    at = data.draw(st.integers(0, len(rows)))
    kind, _, n = data.draw(ROW)
    bad = data.draw(st.sampled_from([(kind, n + 1, n), (kind, -1.0, n), (kind, 0.0, -n)]))
    assert table(name, [*rows[:at], bad, *rows[at:]]) == [[NUM]]
    assert f"Rad {at + 1}" in last_error()


@given(st.lists(st.tuples(COUNT, COUNT), min_size=2, max_size=8), st.sampled_from([*PAIRED]),
       st.data())  # fmt: skip
def test_a_row_with_a_part_larger_than_its_whole_is_a_num_error(rows, name, data):
    at = data.draw(st.integers(0, len(rows) - 1))
    pairs = [(min(row), max(row) + 1) for row in rows]
    pairs[at] = (pairs[at][1] + 1, pairs[at][1])
    part, whole = ([[cell] for cell in column] for column in zip(*pairs, strict=True))
    assert call(name, [part, whole]) == [[NUM]]
    assert last_error().startswith(f"Rad {at + 1}: {PAIRED[name]} ")


def test_a_register_row_without_value_is_no_zero_over_the_rows(example):
    """Three rows with a code, one of them without value: 1 of 2, not 1 of 3."""
    found = call("REGSO_TABELL", [[[1], [1], [1], [None]], [[1.0], [0.0], [None], [None]], "rader"])
    assert found[1][2:5] == [1, 2, 0.5]
    assert found[0][1].endswith("1 rad utelämnad")


def test_a_denominator_without_value_counts_no_row(example):
    found = call("REGSO_TABELL", [[[1], [1], [None]], None, [[4.0], [None], [6.0]]])
    assert [found[1][2:4], found[7][2:4], found[8][2:4]] == [[1, 4], [1, 6], [2, 10]]
    assert found[0][1].endswith("1 rad utelämnad")


def test_a_mean_without_denominator_is_per_row(example):
    """Kronor per person: 700 and 500 kr, not the type's share of all kronor."""
    kronor = [[600.0], [800.0], [500.0], [None]]
    found = call("REGSO_TABELL", [[[1], [1], [5], [None]], kronor, None, None, None, None, "medel"])
    assert [found[i][2:5] for i in (1, 5)] == [[1400, 2, 700], [500, 1, 500]]
    assert found[8][4] == pytest.approx(1900 / 3)


def test_a_value_alone_that_is_empty_is_missing_as_in_average(example):
    values = [[1], [1], [1]], [[10.0], [None], [20.0]]
    assert call("REGSO_MEDEL", [*values]) == [[15]]
    assert call("REGSO_SUMMA", [*values]) == [[30]]
    assert call("REGSO_PERCENTIL", [*values, 0.5]) == [[15]]
    assert call("REGSO_TABELL", [*values])[1][2] == 30


def test_a_mean_with_a_gap_in_value_or_weight_is_refused(example):
    codes = [[1], [1]]
    for values, weights in (([[1.0], [2.0]], [[3.0], [None]]), ([[1.0], [None]], [[3.0], [4.0]])):
        assert call("REGSO_MEDEL", [codes, values, "alla", weights]) == [[VALUE]]
        assert "Rad 2 i v" in last_error()


def test_a_part_may_be_larger_when_it_is_a_rate(example):
    events, persons = [[30.0], [5.0]], [[10.0], [50.0]]
    found = call("REGSO_TABELL", [[[1], [5]], events, persons, None, None, None, "tal"])
    assert found[1][4] == 3000
    assert call("REGSO_GAP", [[[1], [5]], events, persons, None, None, "tal"])[1][1] == 2900

"""Cells as people write them are read as the templates and the store write the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.checking.findings import DONE, FAILED, LOOK, Finding, failures_first, row_list
from regso.checking.words import Read, age_of, code_of, sex_of
from regso.core.areas import codes
from regso.functions.values import installed_areas
from regso.store import EXAMPLE, Reference

AREAS = installed_areas(Reference(EXAMPLE))
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


@pytest.mark.parametrize(
    ("cells", "sex"),
    [
        (("män", "Man", "M", " m ", "MALE", "pojkar", 1, 1.0, "1"), "män"),
        (("kvinnor", "Kvinna", "K", "f", "flicka", 2, "2"), "kvinnor"),
        (("okänt", "", 3, True, None, "annat"), None),
    ],
)
def test_a_sex_has_one_spelling(cells, sex):
    assert {sex_of(cell) for cell in cells} == {sex}


@given(st.integers(0, 120), st.integers(0, 120), st.sampled_from(DASHES), st.booleans())
def test_any_dash_between_two_ages_is_a_hyphen(low, high, dash, spaced):
    gap = " " if spaced else ""
    assert age_of(f"{low}{gap}{dash}{gap}{high} år") == f"{low}-{high}"


@pytest.mark.parametrize("text", ["85+", "85 +", "85 år och äldre", "85 och äldre", "85+ år"])
def test_an_open_age_is_written_with_a_plus(text):
    assert age_of(text) == "85+"


@pytest.mark.parametrize("text", ["", "vuxna", "totalt", "2022-04-14", "20"])
def test_what_is_no_age_group_is_none(text):
    assert age_of(text) is None


@pytest.mark.parametrize(
    ("cell", "code", "how"),
    [
        ("9902R007", "9902R007", "kod"),
        ("9902r007 ", "9902R007", "reparerad"),
        ('="9901C1010"', "9901C1010", "reparerad"),
        ("9902R007 Exempelby (Sagobacken)", "9902R007", "kod med namn"),
        ("9902R007_RegSO2025 Exempelby (Sagobacken )", "9902R007_RegSO2025", "kod med namn"),
        ("Exempelby (Sagobacken)", "9902R007", "namn"),
        ("EXEMPELBY (sagobacken )", "9902R007", "namn"),
        ("0114R001 Upplands Väsby (Bollstanäs)", "0114R001", "kod med namn"),
    ],
)
def test_an_area_may_be_named_in_any_way(cell, code, how):
    assert code_of(cell, AREAS) == Read(code, how)


@pytest.mark.parametrize("cell", ["9902R007 Sagby (Sagobacken)", "Ingenstans", "", "Anna", 3.5])
def test_what_names_no_area_or_another_is_none(cell):
    assert code_of(cell, AREAS) is None


@given(st.sampled_from(sorted(AREAS[0].regso)))
def test_every_label_of_the_statistical_database_gives_its_code(code):
    areas = AREAS[0]
    label = f"{code} {areas.names[code[:4]]} ({areas.names[code]})"
    assert code_of(label, AREAS) == Read(code, "kod med namn")


@given(st.text(max_size=30))
def test_a_code_that_is_found_has_the_form_of_one(text):
    found = code_of(text, AREAS)
    assert found is None or codes.is_valid(found.code)


@given(st.sets(st.integers(2, 60), min_size=1))
def test_rows_in_words_name_each_row(rows):
    words = row_list(sorted(rows))
    if "rader till" not in words:
        spans = words.removeprefix("rad ").replace(" och ", ", ").split(", ")
        ends = [tuple(map(int, span.split("–"))) for span in spans]
        assert {n for e in ends for n in range(e[0], e[-1] + 1)} == rows


def test_many_rows_are_counted():
    assert row_list(range(2, 100, 3)) == (
        "rad 2, 5, 8, 11, 14, 17, 20, 23, 26, 29 och 23 rader till"
    )


def test_what_is_wrong_comes_first():
    findings = [Finding(level, level) for level in (DONE, LOOK, FAILED)]
    assert [f.level for f in failures_first(findings)] == [FAILED, LOOK, DONE]

"""What is comparable between the vintages, by code and never by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.areas.areas import Areas
from regso.core.areas.transitions import Break, moves, with_totals
from regso.errors import NotFoundError

BORDER, NAME = "Utvidgas", "Namnändrad (ej kodändrad)"
OLD = {
    "01": "Län",
    "0101R001": "Ett",
    "0101R002": "Två",
    "0101R003": "Tre",
    "0101R004": "Fyra",
    "0101R005": "Ella Park",
}
NEW = {
    "01": "Län",
    "0101R001": "Ett",
    "0101R002": "Två",
    "0101R003": "Trean",
    "0101R005": "Ella park",
    "0101R006": "Fyra",
}
KEYS_OLD = {
    "0101C1010": "0101R001",
    "0101C1020": "0101R002",
    "0101C1030": "0101R002",
    "0101C1040": "0101R004",
    "0101C1050": "0101R005",
}
KEYS_NEW = {
    "0101C1010": "0101R001",
    "0101C1020": "0101R002",
    "0101C1030": "0101R002",
    "0101C1060": "0101R006",
    "0101C1050": "0101R005",
}
CODES = st.sets(st.sampled_from("abcdefgh"))
TYPES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 5))


def between(*changes):
    return Break(Areas(2020, OLD, KEYS_OLD), Areas(2025, NEW, KEYS_NEW), changes)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0101R001", "oförändrad"),
        ("0101R002", "ändrad gräns"),
        ("0101R003", "nytt namn"),
        ("0101R004", "upphörd"),
        ("0101R006", "ny"),
    ],
)
def test_a_regso_is_compared_by_code(code, expected):
    assert between(("0101R002", "0101R002", BORDER, "2025-01-01")).change_of(code) == expected


def test_an_area_that_has_the_name_of_an_ended_one_is_still_new():
    assert OLD["0101R004"] == NEW["0101R006"]
    assert between().change_of("0101R006") == "ny"


def test_a_changed_border_goes_before_a_new_name():
    assert (
        between(("0101R003", "0101R003", BORDER, "2025-01-01")).change_of("0101R003")
        == "ändrad gräns"
    )


def test_capitals_alone_are_a_new_name_only_when_the_publisher_says_so():
    assert between().change_of("0101R005") == "oförändrad"
    assert (
        between(("0101R005", "0101R005", NAME, "2026-01-01")).change_of("0101R005") == "nytt namn"
    )
    assert (
        between(("0101R005", "0101R005", NAME, "2023-01-11")).change_of("0101R005") == "oförändrad"
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("0101C1010", "oförändrad"),  # alone in its RegSO, whose border did not change
        ("0101C1020", "uppgift saknas"),
        ("0101C1040", "upphörd"),
        ("0101C1060", "ny"),
    ],
)
def test_a_deso_is_said_to_be_the_same_only_when_that_is_certain(code, expected):
    assert between().change_of(code) == expected


def test_a_deso_that_is_its_whole_regso_changed_border_with_it():
    assert (
        between(("0101R001", "0101R001", BORDER, "2025-01-01")).change_of("0101C1010")
        == "ändrad gräns"
    )


@pytest.mark.parametrize("code", ["01", "0101R999", "0101C9999"])
def test_what_is_no_area_of_either_vintage_is_not_found(code):
    with pytest.raises(NotFoundError, match=f"Koden {code} finns varken"):
        between().change_of(code)


def test_areas_that_cannot_be_compared_are_counted_by_reason():
    before = ("abcdef", {"a": 1, "b": 1, "c": 3, "d": 2, "e": 5})
    after = ("bcdefg", {"b": 2.0, "c": 3.0, "d": 2.0, "g": 1.0, "f": 4.0})
    found = moves(before, after, {"d", "a"})
    assert found.counts[0] == [0, 1, 0, 0, 0]
    assert found.counts[2] == [0, 0, 1, 0, 0]
    assert sum(map(sum, found.counts)) == 2
    assert (found.ended_or_new, found.moved, found.without_type) == (2, 1, 2)


@given(CODES, TYPES, CODES, TYPES, CODES)
def test_every_area_is_counted_once(codes1, types1, codes2, types2, moved):
    found = moves((codes1, types1), (codes2, types2), moved)
    assert with_totals(found.counts)[-1][-1] + sum(found[1:]) == len(codes1 | codes2)
    back = moves((codes2, types2), (codes1, types1), moved)
    assert back.counts == [list(row) for row in zip(*found.counts, strict=True)]
    assert back[1:] == found[1:]

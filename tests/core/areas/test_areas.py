"""Areas are told apart by vintage, and names never join across vintages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.areas.areas import Areas, name_key, parts_of, vintage_of
from regso.errors import NotFoundError

NAMES = {
    "99": "Exempellän",
    "9901": "Påhittstad",
    "9902": "Exempelby",
    "9901R001": "Centrum",
    "9902R001": "Centrum",
    "9901R002": "Norra–Södra",
}
AREAS = Areas(2020, NAMES, {"9901C1010": "9901R001"})


def test_statistics_through_2023_are_in_the_2020_vintage_and_later_ones_in_2025():
    assert [vintage_of(y) for y in (2011, 2023, 2024, 2030)] == [2020, 2020, 2025, 2025]


def test_a_deso_has_the_regso_of_its_key_and_a_regso_has_itself():
    assert AREAS.regso_of("9901C1010") == "9901R001"
    assert AREAS.regso_of("9901R002") == "9901R002"


def test_a_deso_has_the_name_of_its_regso():
    assert AREAS.name_of("9901C1010") == "Centrum"


@pytest.mark.parametrize("code", ["9901C9990", "9901R999", "9901", "99"])
def test_a_code_that_lies_in_no_regso_is_not_found(code):
    with pytest.raises(NotFoundError, match=f"Koden {code} finns inte"):
        AREAS.regso_of(code)


def test_a_name_that_two_kommuner_share_needs_its_kommun():
    with pytest.raises(NotFoundError, match="finns i flera kommuner; ange också kommunen"):
        AREAS.find("Centrum")
    assert AREAS.find("Centrum", "Exempelby") == "9902R001"
    assert AREAS.find("centrum ", 9901.0) == "9901R001"
    assert AREAS.find("Påhittstad (Centrum)") == "9901R001"


def test_a_hyphen_finds_a_name_with_a_dash():
    assert AREAS.find("norra - södra") == "9901R002"


def test_an_unknown_name_or_kommun_is_not_found():
    assert AREAS.find("Ingenstans") is None
    with pytest.raises(NotFoundError, match="Koden 9999 finns inte"):
        AREAS.find("Centrum", "9999")


@pytest.mark.slow
@given(st.text())
def test_the_key_of_a_name_is_its_own_key(name):
    assert name_key(name_key(name)) == name_key(name)


def test_parts_are_those_that_start_with_the_code_and_riket_has_all():
    members = ["9901R001", "9902R001"]
    assert parts_of("9901", members) == ["9901R001"]
    assert parts_of("99", members) == members
    assert parts_of("00", members) == members

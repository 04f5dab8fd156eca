"""The facts of the agencies are those of the five decisions at hand, and nothing else."""

import pytest

from regso.core.money import identifiers
from regso.workbook import inputs
from regso.workbook.agencies import AGENCIES

AT_HAND = {
    "Arbetsförmedlingen",
    "Försäkringskassan",
    "Polismyndigheten",
    "Socialstyrelsen",
    "Statens skolverk",
}


def test_the_agencies_are_those_of_the_list_in_its_order():
    assert inputs.AGENCY.rule["source"] == list(AGENCIES)
    assert all(name == agency.name for name, agency in AGENCIES.items())


def test_a_diarienummer_is_given_where_a_decision_states_it():
    """The decisions of 2022-04-28; the scans of two lack their heads, three are not at hand."""
    assert {name: agency.dnr for name, agency in AGENCIES.items() if agency.dnr} == {
        "Arbetsförmedlingen": "Ju2022/01504",
        "Försäkringskassan": "Ju2022/01505",
        "Polismyndigheten": "Ju2022/01512",
    }
    assert all(identifiers.is_valid("dnr", a.dnr) for a in AGENCIES.values() if a.dnr)


def test_one_decision_has_a_number_and_three_an_address():
    assert {n: a.decision for n, a in AGENCIES.items() if a.decision} == {
        "Försäkringskassan": "Regeringsbeslut II 5"
    }
    assert {n: a.address for n, a in AGENCIES.items() if a.address} == {
        "Arbetsförmedlingen": ("113 99 Stockholm",),
        "Försäkringskassan": ("103 51 Stockholm",),
        "Polismyndigheten": ("Box 12256", "102 26 Stockholm"),
    }


@pytest.mark.parametrize("name", [n for n in AGENCIES if n not in AT_HAND])
def test_nothing_is_said_of_a_decision_that_is_not_at_hand(name):
    agency = AGENCIES[name]
    assert (agency.dnr, agency.decision, agency.address, agency.goals, agency.copies) == (
        "", "", (), (), (),
    )  # fmt: skip
    assert agency.note == ""
    assert not agency.is_known


def test_goals_are_those_of_the_decisions_at_hand():
    assert {n for n, a in AGENCIES.items() if a.goals} == AT_HAND
    assert AGENCIES["Polismyndigheten"].goals == (
        "ökad trygghet och minskad brottslighet i områden med socioekonomiska utmaningar",
    )
    assert "A2022/00330" in AGENCIES["Arbetsförmedlingen"].note


def test_each_list_of_copies_names_the_agencys_own_ministry_and_kammarkollegiet():
    own = {
        "Arbetsförmedlingen": "Arbetsmarknadsdepartementet/A",
        "Försäkringskassan": "Socialdepartementet/SF",
        "Polismyndigheten": "Justitiedepartementet/PO",
    }
    assert {n for n, a in AGENCIES.items() if a.copies} == set(own)
    for name, ministry in own.items():
        copies = AGENCIES[name].copies
        assert {ministry, "Kammarkollegiet", "Statistiska centralbyrån"} <= set(copies)
        assert len(copies) == 8

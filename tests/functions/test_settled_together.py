"""What cannot be settled over several units is withheld or refused, never decided for one alone."""

import pytest

from regso.core.disclosure import siblings
from regso.functions import call

CODES = [["9901R001"], ["9901R002"], ["9902R007"], ["9902R003"]]
CASES, PERSONS = [[40], [50], [60], [70]], [[100], [200], [300], [400]]
GROUPS = [[40, 60], [50, 150], [60, 240], [70, 330]]


def settled(name, *arguments):
    with siblings.settling(lambda problem, own: own()):
        return call(name, arguments)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("REGSO_TRAFF", (CODES, CASES, PERSONS, None, None, None, 5)),
     ("REGSO_UTJAMNAD", (CASES, PERSONS, None, None, 5)),
     ("REGSO_ENTROPI", (GROUPS, None, 5))],
)  # fmt: skip
def test_what_rests_on_single_areas_is_withheld(name, arguments):
    alone, together = call(name, arguments), settled(name, *arguments)
    assert withheld(together) > withheld(alone)


def withheld(table):
    return sum(row.count("..") for row in table)


def test_indicators_are_refused():
    table = settled("REGSO_INDIKATORER", CODES, CASES, PERSONS, 5)
    assert table[0][0].code == "#NUM!"
    assert "går inte att skydda tillsammans med andra enheters" in table[0][0].message

"""A short attack, the same each time; ``python addin/start.py attack`` is the long one."""

import pytest
from attacks import attacks
from corpus import FOUND
from hypothesis import HealthCheck, given, settings

ATTACKS = attacks()

pytestmark = pytest.mark.usefixtures("example")


@pytest.mark.parametrize("name", ATTACKS)
def test_it_holds(name, capfd):
    attack = ATTACKS[name]

    @settings(
        max_examples=attack.tried,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(attack.inputs)
    def tried(value):
        attack.holds(value)

    tried()
    assert capfd.readouterr() == ("", ""), "an attack is silent"


@pytest.mark.parametrize(("name", "value"), FOUND)
def test_what_once_broke_holds(name, value, capfd):
    ATTACKS[name].holds(value)
    assert capfd.readouterr() == ("", ""), "an attack is silent"

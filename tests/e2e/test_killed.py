"""A command that is killed at any moment leaves no row of Indata, no half file and no program."""

import os

import kills
import pytest

from regso.errors import FileError
from regso.render.pdf import find_program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="signals and /proc"),
]
KILLS, SEED = 20, 20261


def test_twenty_kills_at_random_moments_leave_nothing(tmp_path):
    """SIGKILL: nothing after the next command; the others: nothing at once; never a row."""
    try:
        find_program()
        pdf = True
    except FileError:  # then without the PDF
        pdf = False
    found, codes = kills.faults(kills.prepared(tmp_path), KILLS, SEED, pdf=pdf)
    assert found == []
    assert sum(times for (*_, code), times in codes.items() if code) > KILLS // 2  # were hit

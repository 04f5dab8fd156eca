"""A command that is killed at any moment leaves no row of Indata, no half file and no program."""

import os

import kills
import pytest

from draws import more
from regso.errors import FileError
from regso.render.pdf import find_program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="signals and /proc"),
]
SEED = 20261


@pytest.mark.parametrize("times", [8, *more(20)])
def test_kills_at_random_moments_leave_nothing(times, tmp_path):
    """SIGKILL: nothing after the next command; the others: nothing at once; never a row."""
    try:
        find_program()
        pdf = True
    except FileError:  # then without the PDF
        pdf = False
    found, codes = kills.faults(kills.prepared(tmp_path), times, SEED, pdf=pdf)
    assert found == []
    assert sum(hits for (*_, code), hits in codes.items() if code) > times // 2  # were hit

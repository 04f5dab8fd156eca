"""Let the tests across programs share their helpers, and those of rendering."""

import sys
from pathlib import Path

import pytest

from regso.errors import FileError
from regso.render.pdf import find_program

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "render")]


@pytest.fixture(scope="session")
def program():
    """Give LibreOffice's program."""
    try:
        return find_program()
    except FileError as error:
        pytest.skip(str(error))

"""The template Områdestyper as built, as openpyxl reads it, and as the renderer fills it."""

import sys
from pathlib import Path

import pytest

from books import book_of
from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import build

sys.path.insert(0, str(Path(__file__).parent))  # the tests share helpers


@pytest.fixture(scope="session")
def built():
    return build("omradestyper")


@pytest.fixture(scope="session")
def book(built):
    return book_of(built)


@pytest.fixture(scope="session")
def rendered(built):
    """Render the template with the example as reference data, and read the values."""

    def values(*, data=None, functions=None, **settings):
        with using(Reference(EXAMPLE)):
            result = render(built, data=data, columns={}, settings=settings, functions=functions)
        return book_of(result.workbook, values=True)

    return values

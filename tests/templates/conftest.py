"""The template Områdestyper as built, as openpyxl reads it, and as the renderer fills it."""

import io
import sys
from pathlib import Path

import openpyxl
import pytest

from regso.render import render
from regso.store import EXAMPLE, Reference, using
from regso.templates import build

sys.path.insert(0, str(Path(__file__).parent))  # the tests share helpers


@pytest.fixture(scope="session")
def built():
    return build("omradestyper")


@pytest.fixture(scope="session")
def book(built):
    return openpyxl.load_workbook(io.BytesIO(built))


@pytest.fixture(scope="session")
def rendered(built):
    """Render the template with the example as reference data, and read the values."""

    def values(*, data=None, functions=None, **settings):
        with using(Reference(EXAMPLE)):
            result = render(built, data=data, columns={}, settings=settings, functions=functions)
        return openpyxl.load_workbook(io.BytesIO(result.workbook), data_only=True)

    return values

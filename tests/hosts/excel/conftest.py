"""The real xlwings with a stand-in for pywin32."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import fake_pywin32

from regso.hosts.excel import bridge


@pytest.fixture(scope="module")
def server():
    """Give xlwings' COM server as the bridge publishes it."""
    with fake_pywin32.installed():
        with fake_pywin32.windows():
            bridge.xlwings_part()
        yield bridge.publish()


@pytest.fixture
def call_udf(server):
    """Give the one method that a workbook reaches, as the workbook calls it."""
    client = fake_pywin32.Wrapped(server.XLPython())
    return lambda name, *args: client.CallUDF("regso_udf", name, args)

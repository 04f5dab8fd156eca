"""Every test reads the fictional example, unless it asks for the real data."""

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from regso.cli import cli
from regso.store import EXAMPLE, Reference, using

sys.path.insert(0, str(Path(__file__).parent))  # the tests share helpers


@pytest.fixture(autouse=True)
def _no_store_of_the_user(monkeypatch, tmp_path):
    """Keep tests away from a store that the user of this machine has imported."""
    monkeypatch.setenv("REGSO_DATA", str(tmp_path / "regso-data"))


@pytest.fixture
def example():
    """Give the fictional example as the reference data in force."""
    with using(Reference(EXAMPLE)) as reference:
        yield reference


@pytest.fixture(scope="session")
def real_data():
    """Give the folder of real data; skip where it is not."""
    folder = os.environ.get("REGSO_REAL_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("REGSO_REAL_DATA names no folder with real data")
    return Path(folder)


@pytest.fixture(scope="session")
def _real_store(real_data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    result = CliRunner().invoke(
        cli, ["data", "import", str(real_data)], env={"REGSO_DATA": str(folder)}
    )
    assert result.exit_code == 0, result.output
    return Reference(folder / "regso.sqlite")


@pytest.fixture
def real(_real_store):
    """Give the imported real data as the reference data in force."""
    with using(_real_store) as reference:
        yield reference

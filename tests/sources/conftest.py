"""Files for the readers: made-up ones in län 99, and the real ones where they are installed."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from regso.sources.found import Found, find_files
from regso.sources.registry import Outcome, in_merge_order, read_file
from regso.store import Reference, writer

sys.path.insert(0, str(Path(__file__).parent))  # the tests share helpers

DAY = dt.date(2026, 7, 6)


@pytest.fixture
def make(tmp_path):
    """Return a function that writes a file and returns its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def read(make):
    """Return a function that writes a file and reads it, as one given by name unless it is not."""

    def read_one(
        name: str, content: str | bytes, *, swedish: bool = False, named: bool = True
    ) -> Outcome:
        return read_file(Found(make(name, content), named=named), DAY, swedish=swedish)

    return read_one


@pytest.fixture
def stored(tmp_path):
    """Return a function that imports paths into a store and returns the store."""

    def load(*paths: Path) -> Reference:
        outcomes = [read_file(found, DAY) for found in find_files(paths)]
        store = tmp_path / "store" / "regso.sqlite"
        writer.merge(store, in_merge_order(outcomes))
        return Reference(store)

    return load


@pytest.fixture(scope="session")
def real_outcomes(real_data) -> dict[str, Outcome]:
    """What each file of the real data gives, by file name."""
    outcomes = [read_file(found, DAY) for found in find_files([real_data])]
    return {outcome.file: outcome for outcome in outcomes}


@pytest.fixture(scope="session")
def real_store(real_outcomes, tmp_path_factory) -> Reference:
    """A store with all of the real data."""
    path = tmp_path_factory.mktemp("real") / "regso.sqlite"
    writer.merge(path, in_merge_order(real_outcomes.values()))
    return Reference(path)

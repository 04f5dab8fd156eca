"""The attacks: what is tried, on what, and what has to hold whatever is tried."""

from __future__ import annotations

import io
import math
import signal
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from attack_files import IMPORTED, REGISTERS, broken
from attack_values import arguments, formulas
from bad_days import (
    HOW,
    Killed,
    full_disk,
    killed_export,
    killed_import,
    killed_publish,
    killed_render,
    killed_report,
    together,
)
from click.testing import CliRunner, Result
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

if sys.platform == "linux":
    import resource

from regso.cli import cli
from regso.errors import CellError, FileError
from regso.functions import REGISTRY, call
from regso.functions.registry import LONGEST_TEXT
from regso.registers import read_data

SECONDS = 30  # the longest that anybody waits for one answer here
MOST_BYTES = 2**31  # that one answer may take
FIRST_COLUMN = "kod"


@dataclass(frozen=True)
class Attack:
    """One kind of input and what has to hold for it.

    Attributes
    ----------
    inputs : SearchStrategy
    holds : callable
        Raises for an input that breaks something.
    tried : int
        How many inputs the short attack tries, and the long one at a time.
    """

    inputs: SearchStrategy
    holds: Callable[..., None]
    tried: int


def attacks() -> dict[str, Attack]:
    """Return every attack by name."""
    killed = st.builds(Killed, st.floats(0, 1), st.sampled_from(HOW))
    return {
        **{name: Attack(arguments(name), partial(answers, name), 30) for name in REGISTRY},
        "regso eval": Attack(formulas, evaluates, 100),
        "regso data import": Attack(broken(IMPORTED), imports, 200),
        "the register": Attack(broken(REGISTERS), reads, 300),
        "regso render": Attack(broken(REGISTERS), renders, 25),
        "a killed import": Attack(killed, killed_import, 3),
        "a killed render": Attack(killed, killed_render, 2),
        "a killed publish": Attack(killed, killed_publish, 2),
        "a killed report": Attack(killed, killed_report, 2),
        "a killed export": Attack(killed, killed_export, 2),
        "a full disk": Attack(st.integers(0, 150_000), full_disk, 3),
        "imports together": Attack(st.integers(2, 6), together, 1),
    }


def answers(name: str, given: Sequence[object]) -> None:
    """Check that a function answers in the shape and with the values that a sheet can hold."""
    with in_time():
        rows = call(name, given)
    assert rows, "no rows"
    assert len({len(row) for row in rows}) == 1, "rows of different lengths"
    for cell in (cell for row in rows for cell in row):
        assert cell is None or isinstance(cell, str | int | float | CellError), type(cell)
        assert not isinstance(cell, float) or math.isfinite(cell), cell
        assert not isinstance(cell, str) or len(cell) <= LONGEST_TEXT, "a text no cell can hold"


def evaluates(formula: str) -> None:
    """Check that a formula has a value, or a sentence on why not."""
    with in_time():
        _clean(CliRunner().invoke(cli, ["eval", "--", formula]), {0, 1, 2})


def imports(file: tuple[str, bytes]) -> None:
    """Check that a file is refused with a sentence, or leaves a store of sound values."""
    name, content = file
    with TemporaryDirectory() as folder, in_time():
        path = Path(folder, name)
        path.write_bytes(content)
        here = {"REGSO_DATA": str(Path(folder, "data"))}
        _clean(CliRunner().invoke(cli, ["data", "import", str(path)], env=here), {0, 1})
        _sound_store(Path(folder, "data", "regso.sqlite"))
        _clean(CliRunner().invoke(cli, ["data", "status"], env=here), {0})


def reads(file: tuple[str, bytes]) -> None:
    """Check that a register is refused with a sentence, or read as cells that a sheet can hold."""
    name, content = file
    with TemporaryDirectory() as folder, in_time():
        path = Path(folder, name)
        path.write_bytes(content)
        try:
            data = read_data(path, wanted=[FIRST_COLUMN])
        except FileError:
            return
    cells = [cell for row in data.rows for cell in row]
    assert all(math.isfinite(cell) for cell in cells if isinstance(cell, float))
    assert all(len(row) <= len(data.headers) for row in data.rows)


def renders(file: tuple[str, bytes]) -> None:
    """Check that a filled template is whole or not there, and that the register is untouched."""
    name, content = file
    with TemporaryDirectory() as folder, in_time():
        path, output = Path(folder, name), Path(folder, "ut.xlsx")
        path.write_bytes(content)
        command = ["render", "omradestyper", "-d", path, "-c", "kod=kod", "-o", output]
        _clean(CliRunner().invoke(cli, [str(word) for word in command]), {0, 1, 3})
        assert path.read_bytes() == content, "the register has changed"
        assert {found.name for found in Path(folder).iterdir()} <= {name, "ut.xlsx"}, "leftovers"
        if output.exists():
            assert zipfile.ZipFile(io.BytesIO(output.read_bytes())).testzip() is None


def _clean(result: Result, codes: set[int]) -> None:
    """Check that a command ended as it should, with words and no traceback."""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in codes, f"exit code {result.exit_code}: {result.output}"
    assert "Traceback" not in result.output
    assert "\x1b" not in result.output, "an escape sequence reaches the terminal"
    assert result.exit_code == 0 or result.output.strip(), "no sentence"


def _sound_store(path: Path) -> None:
    """Check that what was stored is within what it can be."""
    if not path.exists():
        return
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for measure, value in store.execute("SELECT measure, value FROM statistic"):
            assert 0 <= value <= (5 if measure == "typ" else 100), (measure, value)
            assert measure != "typ" or value in {1, 2, 3, 4, 5}, value
        for [persons] in store.execute("SELECT value FROM population"):
            assert 0 <= persons < 2**53, persons
            assert persons == int(persons), persons


@contextmanager
def in_time() -> Iterator[None]:
    """Interrupt what takes too long, and refuse it more memory than it may take, on Linux."""
    if sys.platform != "linux":
        yield
        return
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    signal.signal(signal.SIGALRM, _too_long)
    # Again each second: an exception in a callback of the garbage collector stops nothing.
    signal.setitimer(signal.ITIMER_REAL, SECONDS, 1)
    resource.setrlimit(resource.RLIMIT_AS, (size + MOST_BYTES, before[1]))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, before)


def _too_long(*_: object) -> None:
    raise AssertionError(f"no answer within {SECONDS} seconds")

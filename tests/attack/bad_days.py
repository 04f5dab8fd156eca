"""Bad days: a command is killed, the disk is full, several import at the same time."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from attack_files import IMPORTED, REGISTERS

_REGSO = "from regso.cli import main; main()"
_WITH_ROOM = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({0}, {0})); "
_OLD = b"what stood here before"
_FIELDS = 5  # of a row of the population
_PATIENCE = 120  # seconds
_SOON = 20  # seconds until a command that is told to stop has stopped

_seconds: dict[str, float] = {}  # that a command takes when nothing stops it


class Killed(NamedTuple):
    """When a command is stopped, as a share of the time that it takes, and by which signal."""

    moment: float
    by: int


HOW = tuple(
    number
    for name in ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP")
    if (number := getattr(signal, name, None)) is not None
)


class _Away(NamedTuple):
    """The folders of a command that runs by itself."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def inputs(self) -> Path:
        return self.folder / "in"

    @property
    def outputs(self) -> Path:
        return self.folder / "ut"

    @property
    def temporary(self) -> Path:
        return self.folder / "tmp"


@contextmanager
def _away() -> Iterator[_Away]:
    with TemporaryDirectory() as folder:
        at = _Away(Path(folder))
        for path in (at.data, at.inputs, at.outputs, at.temporary):
            path.mkdir()
        yield at


def killed_import(given: Killed) -> None:
    """Check that an import that is stopped leaves the store as it was, or as it should become."""
    with _away() as at:
        files = _written(at.inputs, IMPORTED)
        _run(["data", "import", str(files[0])], at)
        before = _rows(at.data)
        _killed("import", ["data", "import", *map(str, files)], at, given)
        after = _rows(at.data)
        _nothing_left(at, given)
        assert _run(["data", "import", *map(str, files)], at).returncode == 0
        assert after in (before, _rows(at.data)), "half an import"


def killed_render(given: Killed) -> None:
    """Check that a render that is stopped leaves no half workbook."""
    with _away() as at:
        [register] = _written(at.inputs, {"a.csv": REGISTERS["register.csv"]})
        words = ["render", "omradestyper", "-d", str(register), "-o"]
        _killed_writing("render", words, at, given, "ut.xlsx")


def killed_publish(given: Killed) -> None:
    """Check that a publication that is stopped leaves no half copy."""
    with _away() as at:
        [filled] = _written(at.inputs, {"ifylld.xlsx": _filled()})
        _killed_writing("publish", ["publish", str(filled), "-o"], at, given, "kopia.xlsx")


def killed_report(given: Killed) -> None:
    """Check that a report that is stopped leaves no half document."""
    with _away() as at:
        [filled] = _written(at.inputs, {"ifylld.xlsx": _filled()})
        words = ["report", "Arbetsf", "--underlag", str(filled), "-o"]
        _killed_writing("report", words, at, given, "rapport.docx")


def killed_export(given: Killed) -> None:
    """Check that an export that is stopped is the old one, the new one, or none to an import."""
    with _away() as at:
        before, after = _exports()
        _written(at.outputs, before)
        _written(at.data, {"regso.sqlite": _imported()})
        _killed("export", ["data", "export", str(at.outputs)], at, given)
        _nothing_left(at, given)
        found = {path.name: path.read_bytes() for path in at.outputs.iterdir()}
        assert all(content in (before[n], after[n]) for n, content in found.items()), "half a table"
        assert "sources.csv" not in found or found in (before, after), "two exports mixed"


def full_disk(room: int) -> None:
    """Check that a disk with room for so many bytes a file gives a sentence, and no half file."""
    with _away() as at:
        files = _written(at.inputs, IMPORTED)
        [register] = _written(at.inputs, {"a.csv": REGISTERS["register.csv"]})
        output = at.outputs / "ut.xlsx"
        output.write_bytes(_OLD)
        for command in (
            ["data", "import", *map(str, files)],
            ["render", "omradestyper", "-d", str(register), "-o", str(output)],
            ["data", "export", str(at.outputs / "export")],
        ):
            done = _run(command, at, room=room)
            assert done.returncode in {0, 1}, done.stderr
            assert "Traceback" not in done.stderr, done.stderr
        _old_or_whole(output)
        _only(at.data, {"regso.sqlite", "revisioner"})
        _only(at.temporary, set())
        assert {found.name for found in at.outputs.iterdir()} <= {"export", "ut.xlsx"}
        healed = _run(["data", "import", *map(str, files)], at)
        assert healed.returncode == 0, healed.stderr
        assert _rows(at.data), "the store did not heal"


def together(number: int) -> None:
    """Check that of imports at the same time each is wholly there, or refused with a sentence."""
    with _away() as at:
        commands = []
        for i in range(number):
            text = f"regsokod,folkmangd_2022\n9{i // 90 + 1}{i % 90 + 10}R001,{i + 1}\n"
            [file] = _written(at.inputs / str(i), {"folk.csv": text.encode()})
            commands.append(_started(["data", "import", str(file)], at))
        told = [command.communicate(timeout=_PATIENCE)[1] for command in commands]
        done = {i for i, command in enumerate(commands) if command.returncode == 0}
        assert all("En annan import pågår" in told[i] for i in {*range(number)} - done), told
        persons = {row[4] for row in _rows(at.data) if len(row) == _FIELDS}
        assert persons == {i + 1 for i in done}
        assert done


@cache
def _filled() -> bytes:
    """Return a workbook that can be published: a template filled with the example."""
    with _away() as at:
        _run(["render", "omradestyper", "-o", str(at.outputs / "ut.xlsx")], at)
        return (at.outputs / "ut.xlsx").read_bytes()


@cache
def _imported() -> bytes:
    """Return a store."""
    with _away() as at:
        _run(["data", "import", *map(str, _written(at.inputs, IMPORTED))], at)
        return (at.data / "regso.sqlite").read_bytes()


@cache
def _exports() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of two exports: of the example, and of the store of `_imported`."""
    exports = []
    for store in (None, _imported()):
        with _away() as at:
            _written(at.data, {"regso.sqlite": store} if store else {})
            _run(["data", "export", str(at.outputs)], at)
            exports.append({path.name: path.read_bytes() for path in at.outputs.iterdir()})
    return exports[0], exports[1]


def _killed_writing(what: str, words: Sequence[str], at: _Away, given: Killed, output: str) -> None:
    """Check that a command that is stopped has written all of its file, or none."""
    inputs = {path: path.read_bytes() for path in at.inputs.iterdir()}
    target = at.outputs / output
    target.write_bytes(_OLD)
    _killed(what, [*words, str(target)], at, given)
    _old_or_whole(target)
    _nothing_left(at, given)
    assert {path.name for path in at.outputs.iterdir()} == {output}, "a draft is left"
    assert {path: path.read_bytes() for path in at.inputs.iterdir()} == inputs


def _nothing_left(at: _Away, given: Killed) -> None:
    """Check that nothing temporary is left: at once, or if none could know after a command."""
    if given.by == getattr(signal, "SIGKILL", None):
        assert _run(["--version"], at).returncode == 0
    _only(at.temporary, set())
    _only(at.data, {"regso.sqlite", "revisioner"})
    assert not [path for path in at.outputs.iterdir() if path.name.startswith(".")], "a draft"


def _written(folder: Path, files: dict[str, bytes]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def _started(words: Sequence[str], at: _Away, room: int | None = None) -> subprocess.Popen[str]:
    limit = "" if room is None else _WITH_ROOM.format(room)
    folders = {"REGSO_DATA": str(at.data), "TMPDIR": str(at.temporary), "TEMP": str(at.temporary)}
    return subprocess.Popen(
        [sys.executable, "-c", limit + _REGSO, *words],
        env={**os.environ, **folders, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _run(
    words: Sequence[str], at: _Away, room: int | None = None
) -> subprocess.CompletedProcess[str]:
    process = _started(words, at, room)
    out, told = process.communicate(timeout=_PATIENCE)
    return subprocess.CompletedProcess(words, process.returncode, out, told)


def _killed(what: str, words: Sequence[str], at: _Away, given: Killed) -> None:
    """Stop a command; the first of its kind is timed by one that nothing stops."""
    if what not in _seconds:
        with _away() as elsewhere:
            moved = [word.replace(str(at.folder), str(elsewhere.folder)) for word in words]
            _written(elsewhere.inputs, {p.name: p.read_bytes() for p in at.inputs.iterdir()})
            _written(elsewhere.data, {p.name: p.read_bytes() for p in at.data.iterdir()})
            start = time.monotonic()
            done = _run(moved, elsewhere)
            _seconds[what] = time.monotonic() - start
            assert done.returncode == 0, done.stderr
    process = _started(words, at)
    with suppress(subprocess.TimeoutExpired):
        process.wait(given.moment * _seconds[what])
    process.send_signal(given.by)
    told = process.communicate(timeout=_SOON)[1]
    assert process.returncode in {0, 1, -given.by}, told
    assert "Traceback" not in told or _had_not_begun(told), told


def _had_not_begun(told: str) -> bool:
    """Tell whether Ctrl+C came while Python still loaded us, and not in anything that we do."""
    if "init_import_site" in told:  # Python's own modules, which have a main as well
        return True
    return told.rstrip().endswith("KeyboardInterrupt") and ", in main" not in told


def _rows(data: Path) -> list[tuple[object, ...]]:
    """Return all values of a store, which has to be sound."""
    with closing(sqlite3.connect(data / "regso.sqlite")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [
            *store.execute("SELECT measure, year, code, value FROM statistic ORDER BY 1, 2, 3"),
            *store.execute(
                "SELECT year, age, sex, code, value FROM population ORDER BY 1, 2, 3, 4"
            ),
            *store.execute("SELECT vintage, code, name, parent FROM area ORDER BY 1, 2"),
        ]


def _old_or_whole(output: Path) -> None:
    content = output.read_bytes()
    assert content == _OLD or zipfile.ZipFile(output).testzip() is None, "half a workbook"


def _only(folder: Path, wanted: set[str]) -> None:
    """Check that nothing but some files, and locks that are empty, is left in a folder."""
    left = {found.name for found in folder.iterdir() if found.stat().st_size}
    left -= {name for name in left - wanted if _is_probe(folder / name)}
    assert left <= wanted, f"left: {sorted(left - wanted)}"


def _is_probe(path: Path) -> bool:
    """Tell whether a file is what Python writes for a moment to see if a folder can be written."""
    return path.is_file() and path.read_bytes() == b"blat"

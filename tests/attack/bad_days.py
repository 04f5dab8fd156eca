"""Bad days: a command is killed, the disk is full, several import at the same time."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from attack_files import IMPORTED, REGISTERS

_REGSO = "from regso.cli import main; main()"
_WITH_ROOM = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({0}, {0})); "
_LONGEST = 2.0  # seconds that a command of these takes, about
_OLD = b"what stood here before"


def killed_import(moment: float) -> None:
    """Check that an import that is killed leaves the store as it was, or as it should become."""
    with TemporaryDirectory() as folder:
        files = _written(Path(folder, "in"), IMPORTED)
        data = Path(folder, "data")
        _run(["data", "import", str(files[0])], data)
        before = _rows(data)
        _killed(["data", "import", *map(str, files)], data, moment)
        after = _rows(data)
        assert _run(["data", "import", *map(str, files)], data).returncode == 0
        assert after in (before, _rows(data)), "half an import"
        _only(data, {"regso.sqlite"})


def killed_render(moment: float) -> None:
    """Check that a render that is killed leaves no half workbook."""
    with TemporaryDirectory() as folder:
        [register] = _written(Path(folder, "in"), {"a.csv": REGISTERS["register.csv"]})
        output = Path(folder, "ut.xlsx")
        output.write_bytes(_OLD)
        command = ["render", "omradestyper", "-d", str(register), "-o", str(output)]
        _killed(command, Path(folder, "data"), moment)
        _old_or_whole(output)
        assert register.read_bytes() == REGISTERS["register.csv"]


def full_disk(room: int) -> None:
    """Check that a disk with room for so many bytes a file gives a sentence, and no half file."""
    with TemporaryDirectory() as folder:
        files = _written(Path(folder, "in"), IMPORTED)
        [register] = _written(Path(folder, "in"), {"a.csv": REGISTERS["register.csv"]})
        data, output = Path(folder, "data"), Path(folder, "ut.xlsx")
        output.write_bytes(_OLD)
        for command in (
            ["data", "import", *map(str, files)],
            ["render", "omradestyper", "-d", str(register), "-o", str(output)],
        ):
            done = _run(command, data, room=room)
            assert done.returncode in {0, 1}, done.stderr
            assert "Traceback" not in done.stderr, done.stderr
        _old_or_whole(output)
        assert {found.name for found in Path(folder).iterdir()} <= {"in", "data", "ut.xlsx"}
        healed = _run(["data", "import", *map(str, files)], data)
        assert healed.returncode == 0, healed.stderr
        assert _rows(data), "the store did not heal"


def together(number: int) -> None:
    """Check that of imports at the same time each is wholly there, or refused with a sentence."""
    with TemporaryDirectory() as folder:
        data = Path(folder, "data")
        commands = []
        for i in range(number):
            text = f"regsokod,folkmangd_2022\n99{i + 10}R001,{i + 1}\n"
            [file] = _written(Path(folder, str(i)), {"folk.csv": text.encode()})
            commands.append(_started(["data", "import", str(file)], data))
        told = [command.communicate(timeout=120)[1] for command in commands]
        done = {i for i, command in enumerate(commands) if command.returncode == 0}
        assert all("En annan import pågår" in told[i] for i in {*range(number)} - done), told
        assert {row[3] for row in _rows(data) if len(row) == 5} == {f"99{i + 10}R001" for i in done}
        assert done


def _written(folder: Path, files: dict[str, bytes]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def _started(words: Sequence[str], data: Path, room: int | None = None) -> subprocess.Popen[str]:
    limit = "" if room is None else _WITH_ROOM.format(room)
    return subprocess.Popen(
        [sys.executable, "-c", limit + _REGSO, *words],
        env={**os.environ, "REGSO_DATA": str(data), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _run(
    words: Sequence[str], data: Path, room: int | None = None
) -> subprocess.CompletedProcess[str]:
    process = _started(words, data, room)
    out, told = process.communicate(timeout=120)
    return subprocess.CompletedProcess(words, process.returncode, out, told)


def _killed(words: Sequence[str], data: Path, moment: float) -> None:
    process = _started(words, data)
    with suppress(subprocess.TimeoutExpired):
        process.wait(moment * _LONGEST)
    process.kill()
    process.communicate()


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
    assert left <= wanted, f"left: {sorted(left - wanted)}"

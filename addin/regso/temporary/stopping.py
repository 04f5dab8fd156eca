"""A command that is stopped: by Ctrl+C, by its system, or because its window was closed."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Final

PREFIX: Final = "regso-"  # how the names of temporary folders begin
_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_SIGNALS: Final = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))
_SENTENCE: Final = "Avbrutet.\n"
_removers: list[Callable[[], None]] = []
_held: list[None] = []
_waiting: list[int] = []


def at_end(remover: Callable[[], None], *, first: bool = False) -> None:
    """Have something removed when the command ends, also by a signal.

    What ends work that would write more comes `first`.
    """
    _removers.insert(0 if first else len(_removers), remover)


@contextlib.contextmanager
def leaving_nothing() -> Iterator[None]:
    """Leave no temporary file, however the block ends.

    A signal that stops us removes what is temporary and then ends the process by the same signal,
    as its parent expects. It raises no exception, because what calls us back from another
    language would take it for an error of its own and go on.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup and & have it
            signal.signal(number, _stop)
    try:
        yield
    finally:
        _remove()


def bases() -> list[str]:
    """Return the folders that temporary files may be in."""
    named = [os.environ.get(name, "") for name in ("TMPDIR", "TEMP", "TMP")]
    if os.name == "posix":
        named.append("/tmp")  # noqa: S108 - it is only looked into
    return list(dict.fromkeys(filter(None, named)))


def something_is_left() -> bool:
    """Tell whether there may be something to sweep: a name that begins as ours do."""
    for base in bases():
        with contextlib.suppress(OSError), os.scandir(base) as entries:
            if any(entry.name.startswith(PREFIX) for entry in entries):
                return True
    return False


@contextlib.contextmanager
def in_one_step() -> Iterator[None]:
    """Hold back the signals that stop us, so that nothing is made and not known."""
    _held.append(None)
    try:
        yield
    finally:
        _held.pop()
        while _waiting and not _held:
            signal.raise_signal(_waiting.pop())


def _remove() -> None:
    for remover in _removers:
        remover()


def _stop(number: int, _: FrameType | None) -> None:
    if _held:
        _waiting.append(number)
        return
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    _remove()
    with contextlib.suppress(OSError):  # whoever read it may be gone
        os.write(2, _SENTENCE.encode())
    if sys.platform == "win32":
        os._exit(128 + number)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)

"""Private folders with a lock, the drafts that they know of, and the sweep of those left over."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from regso.temporary import programs, stopping

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NAME: Final = re.compile(rf"{stopping.PREFIX}[0-9a-f]{{16}}")
_DRAFT: Final = re.compile(r".*[.-][0-9a-f]{16}\.draft", re.DOTALL)
_LOCK: Final = "lock"
_SIGNATURE: Final = b"RegSO: temporary 1\n"  # and then the path of a draft, if there is one
_OTHERS: Final = 0o077
_WITHOUT_LINKS: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_TRIES, _MOMENT = 10, 0.05


@dataclass
class _Place:
    """A folder of this command, or with a draft what knows of it; `handle` is the open lock."""

    path: Path
    draft: Path | None = None
    handle: int | None = None


_places: dict[Path, _Place] = {}


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Give a private folder that is gone afterwards.

    Raises
    ------
    OSError
        No folder can be made where temporary files go.
    """
    place = _made(None)
    try:
        yield place.path
    finally:
        _remove(place)


@contextlib.contextmanager
def draft(target: Path, name: str = ".regso-{}.draft") -> Iterator[Path]:
    """Give the path of a draft beside a file; what is not moved from there is gone afterwards.

    Parameters
    ----------
    target : Path
        The file that the draft will replace.
    name : str
        What the draft is called, with {} where chance decides.
    """
    path = target.absolute().with_name(name.replace("{}", os.urandom(8).hex()))
    try:
        place = _made(path)
    except OSError:  # without room for a note of it, it stays if the command is killed
        place = _places[path] = _Place(path, path)
    try:
        yield path
    finally:
        _remove(place)


def remove_all() -> None:
    """Remove every folder and draft of this command, and end what works in them."""
    programs.end_all()
    for place in list(_places.values()):
        with contextlib.suppress(OSError):
            if place.draft is None:
                programs.end_those_in(place.path)
            _remove(place)


stopping.at_end(remove_all)


def sweep() -> None:
    """Remove what killed commands have left: folders that are ours and that no one holds."""
    for base in map(Path, stopping.bases()):
        with contextlib.suppress(OSError):
            for path in base.iterdir():
                if _NAME.fullmatch(path.name):
                    with contextlib.suppress(OSError):
                        _sweep(path)


def _made(drafted: Path | None) -> _Place:
    """Make a folder and hold its lock; if another command's sweep comes between, try again."""
    for _ in range(_TRIES):
        place = _Place(
            Path(tempfile.gettempdir()) / f"{stopping.PREFIX}{os.urandom(8).hex()}", drafted
        )
        _places[place.path] = place  # known before it is there
        try:
            place.path.mkdir(0o700)
            place.handle = os.open(place.path / _LOCK, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
            if _lock(place.handle) and os.fstat(place.handle).st_nlink:
                os.write(place.handle, _SIGNATURE + os.fsencode(drafted or ""))
                return place
        except FileNotFoundError:
            if not place.path.parent.is_dir():
                raise
        except OSError:
            _remove(place)
            raise
        _remove(place)
    raise FileNotFoundError(str(Path(tempfile.gettempdir())))


def _remove(place: _Place) -> None:
    if place.draft is not None:
        _remove_draft(place.draft)
    if place.path != place.draft:
        _delete(place.path, place.handle)
    place.handle = None
    _places.pop(place.path, None)


def _remove_draft(path: Path) -> None:
    """Remove a draft, and what a database keeps beside it while it is written."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with contextlib.suppress(OSError):
            path.with_name(path.name + ending).unlink()


def _delete(path: Path, handle: int | None) -> None:
    """Delete a folder, its lock last, so that what a killed command leaves is still ours."""
    for _ in range(_TRIES):
        with contextlib.suppress(OSError):
            for entry in path.iterdir():
                if entry.is_dir() and not entry.is_symlink():
                    shutil.rmtree(entry, ignore_errors=True)
                elif entry.name != _LOCK:
                    entry.unlink()
        if not _content(path):
            break
        time.sleep(_MOMENT)  # a program that was ended may still hold a file
    with contextlib.suppress(OSError):
        if handle is not None and sys.platform == "win32":
            os.close(handle)  # an open file cannot be deleted there
        if not _content(path):
            (path / _LOCK).unlink(missing_ok=True)
        path.rmdir()
    with contextlib.suppress(OSError):
        if handle is not None and sys.platform != "win32":
            os.close(handle)


def _content(path: Path) -> list[Path]:
    """Return what a folder holds but for its lock; nothing if it is gone."""
    try:
        return [entry for entry in path.iterdir() if entry.name != _LOCK]
    except OSError:
        return []


def _sweep(path: Path) -> None:
    """Remove a folder if it is ours and no one holds its lock; one without a lock if empty."""
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or not _is_own(found, _OTHERS):
        return
    try:
        handle = os.open(path / _LOCK, os.O_RDWR | _WITHOUT_LINKS)
    except FileNotFoundError:
        path.rmdir()
        return
    note = _note(path, handle)
    if note is None:
        os.close(handle)
        return
    left = Path(os.fsdecode(note))
    if _DRAFT.fullmatch(left.name):
        with contextlib.suppress(OSError):
            found = left.lstat()
            if stat.S_ISREG(found.st_mode) and _is_own(found):
                _remove_draft(left)
    programs.end_those_in(path)
    _delete(path, handle)


def _note(path: Path, handle: int) -> bytes | None:
    """Return what the lock of a folder says, if it is one of ours and no one holds it."""
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode) or not _is_own(found, _OTHERS) or not _lock(handle):
        return None
    text = os.read(handle, found.st_size)
    if not text and not _content(path):
        return b""  # the command was killed before it wrote anything
    return text.removeprefix(_SIGNATURE) if text.startswith(_SIGNATURE) else None


def _is_own(found: os.stat_result, closed: int = 0) -> bool:
    """Tell whether a file is the user's own, and closed to those that the bits name."""
    if sys.platform == "win32":
        return True  # temporary files have a folder for each user, and files no such bits
    return found.st_uid == os.getuid() and not found.st_mode & closed


def _lock(handle: int) -> bool:
    """Take the lock, which the system frees when the command ends; False if another has it."""
    try:
        if sys.platform == "win32":
            os.lseek(handle, 1 << 20, os.SEEK_SET)  # beyond what is read
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

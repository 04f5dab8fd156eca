"""A draft beside the store that is moved over it: an import leaves the old store or a new one.

One import runs at a time. A store that is damaged, or of another version, is kept aside and a new
one is begun. What the disk refuses is said in one sentence, and changes nothing.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from regso.errors import FileError, is_full, reason
from regso.incoming.plain import is_plain
from regso.store import schema
from regso.temporary import places

LOCK: Final = "import.lock"

_FULL_STORE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_CLOSED_STORE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_NEW_FILE = 0o666
_PRIMARY = 0xFF  # of an extended error code
_MOMENT = 0.5  # seconds: two that look at the lock at the same time would else refuse each other


@dataclass
class Draft:
    """The draft at `path`; the store that it replaces is kept as `keep_as`, if that is set.

    `is_copy` tells whether it began as a copy of a sound store.
    """

    path: Path
    is_copy: bool = False
    keep_as: Path | None = None


def create(path: Path) -> None:
    """Make an empty store at `path`."""
    with contextlib.closing(connect(path)) as db, db:
        db.executescript(schema.DDL)


def connect(path: Path) -> sqlite3.Connection:
    """Open a draft to write in it.

    No step of it waits for the disk: all of it is there before it becomes the store.
    """
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous = OFF")
    return db


@contextlib.contextmanager
def draft_of(path: Path, set_aside: Callable[[Path], object]) -> Iterator[Draft]:
    """Give a draft of the store at `path`; move it over the store if the block succeeds.

    Parameters
    ----------
    path : Path
        The store; its folder is made if it is not there.
    set_aside : function
        Called with the path where a store that could not be used is kept.

    Raises
    ------
    FileError
        Another import is running, the store may not be read, or the disk refuses.
    """
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _only_one(folder / LOCK), _replacing(path, set_aside) as draft:
            yield draft
    except OSError as error:
        raise _refused(folder, is_full(error), reason(error)) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
        if code not in _FULL_STORE | _CLOSED_STORE:
            raise  # a bug of ours
        raise _refused(folder, code in _FULL_STORE, str(error)) from error


def _refused(folder: Path, is_full: bool, why: str) -> FileError:
    if is_full:
        return FileError(
            f"Disken rymmer inte referensdata i {folder} ({why}); frigör plats och läs in igen. "
            "Det som fanns är oförändrat.",
        )
    if folder.is_file():
        why = "den är en fil och ingen mapp"
    return FileError(
        f"Mappen {folder} går inte att skriva i ({why}); "
        "ge skrivrätt eller välj en annan mapp med REGSO_DATA.",
    )


@contextlib.contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    """Hold the import lock: SQLite's own file lock, which the system frees after a crash."""
    wrong = FileError(f"{lock} är inte importens låsfil; ta bort den och läs in igen.")
    if lock.exists() and not lock.is_file():
        raise wrong
    with contextlib.closing(sqlite3.connect(lock, timeout=_MOMENT, isolation_level=None)) as db:
        try:
            db.execute("PRAGMA journal_mode = OFF")  # nothing is written, and nothing is left
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            code = error.sqlite_errorcode & _PRIMARY
            if code == sqlite3.SQLITE_BUSY:
                raise FileError("En annan import pågår; försök igen när den är klar.") from error
            raise (wrong if code == sqlite3.SQLITE_NOTADB else error) from error
        yield


@contextlib.contextmanager
def _replacing(path: Path, set_aside: Callable[[Path], object]) -> Iterator[Draft]:
    for left_over in path.parent.glob(f"{path.name}.*.draft*"):
        left_over.unlink()
    kept = None
    with places.draft(path, f"{path.name}.{{}}.draft") as file:
        draft = Draft(file)
        file.touch(0o600)
        if not path.exists():
            create(file)
        elif version := sound_version(path):
            shutil.copyfile(path, file)
            _migrate(file, version)
            draft.is_copy = True
        else:
            create(file)
            kept = _free_name(path)
        yield draft
        _to_disk(file)
        if kept is not None:
            _copy(path, kept)
        elif draft.keep_as is not None:
            draft.keep_as.parent.mkdir(exist_ok=True)
            draft.keep_as.unlink(missing_ok=True)  # of an import that was stopped right here
            _copy(path, draft.keep_as)
        _open_as_before(path, file)
        file.replace(path)
        if os.name == "posix":
            _to_disk(path.parent)
    if kept is not None:
        set_aside(kept)


def _open_as_before(path: Path, draft: Path) -> None:
    """Let those read a draft who may read the store, or any new file of the user's."""
    if path.exists():
        shutil.copymode(path, draft)
    elif os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(_NEW_FILE & ~mask)


def sound_version(path: Path) -> int:
    """Return the version of a whole store of this or an earlier version, or 0 if it is none.

    Raises
    ------
    FileError
        It may not be read, so that nobody knows.
    """
    if not is_plain(path):
        raise FileError(f"{path} är ingen vanlig fil; flytta den och läs in igen.")
    if not os.access(path, os.R_OK):
        raise FileError(
            f"{path} får inte läsas av dig; be den som äger filen om läsrätt, eller välj en annan "
            "mapp med REGSO_DATA.",
        )
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as db:
            version = int(db.execute("PRAGMA user_version").fetchone()[0])
            is_sound = (
                version in schema.READABLE
                and _columns(db) == _columns_wanted(version)
                and db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            )
            return version if is_sound else 0
    except sqlite3.DatabaseError:
        return 0


def _migrate(path: Path, version: int) -> None:
    """Make a store of an earlier version one of this."""
    with contextlib.closing(connect(path)) as db, db:
        for earlier in range(version, schema.VERSION):
            db.executescript(schema.MIGRATIONS[earlier])


def _columns_wanted(version: int) -> dict[str, list[str]]:
    """Return the columns of the tables of a version."""
    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        db.executescript(schema.DDL)
        wanted = _columns(db)
    for earlier in range(version, schema.VERSION):
        for table in schema.ADDED_TABLES[earlier]:
            del wanted[table]
        for table, column in schema.ADDED[earlier]:
            wanted[table].remove(column)
    return wanted


def _columns(db: sqlite3.Connection) -> dict[str, list[str]]:
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: [column for _, column, *_ in db.execute(f"PRAGMA table_info({name})")]
        for (name,) in tables
    }


def _free_name(path: Path) -> Path:
    """Return where an old store is kept: nothing that was kept before is written over."""
    names = (path.with_suffix(f".gammal{n if n > 1 else ''}.sqlite") for n in count(1))
    return next(name for name in names if not name.exists())


def _copy(path: Path, kept: Path) -> None:
    try:
        os.link(path, kept)  # takes no room on a disk that may be full
    except OSError:
        shutil.copyfile(path, kept)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

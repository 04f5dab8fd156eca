"""Revisions of a store: each that was replaced by another is kept, whole, in a folder beside it.

A revision has a number, from 1, which no other of the store has or will have. As each is a whole
store, going back gives what was there, to the byte. What has been kept costs a file each, and may
be removed by hand.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from regso.errors import FileError
from regso.store.draft import Draft, connect, draft_of
from regso.store.reader import Reference

FOLDER: Final = "revisioner"
_NUMBER: Final = "revision"  # in meta
_FILE = re.compile(r"([1-9][0-9]{0,8})\.sqlite")


def number_in(db: sqlite3.Connection) -> int:
    """Return the number of a store's revision; 0 of one that has just been made."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_NUMBER,)).fetchone()
    return int(row[0]) if row else 0


def write_number(db: sqlite3.Connection, number: int) -> None:
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_NUMBER, str(number)))


def file_of(path: Path, number: int) -> Path:
    """Return where a revision of the store at `path` is kept."""
    return path.parent / FOLDER / f"{number}.sqlite"


def kept(path: Path) -> list[int]:
    """Return the numbers of the revisions that are kept, in order."""
    names = (_FILE.fullmatch(file.name) for file in (path.parent / FOLDER).glob("*.sqlite"))
    return sorted(int(name[1]) for name in names if name)


def next_number(path: Path, number: int) -> int:
    """Return a number that no revision has had."""
    return max([number, *kept(path)]) + 1


def open_revision(path: Path, number: int) -> Reference:
    """Return a revision of the store at `path`, which is in force or kept.

    Raises
    ------
    FileError
        There is no such revision; the message names those there are.
    """
    current = Reference(path)
    if current.revision == number:
        return current
    if number not in kept(path):
        there = sorted({*kept(path), current.revision})
        raise FileError(
            f"Revision {number} finns inte; de som finns är {', '.join(map(str, there))}.",
        )
    return Reference(file_of(path, number))


def use(path: Path, number: int, set_aside: Callable[[Path], object]) -> None:
    """Put a kept revision in force; the one that was is kept in its turn.

    Raises
    ------
    FileError
        There is no such revision, it is in force already, another import is running, or the disk
        refuses.
    """
    revision = open_revision(path, number)
    if revision.path == path:
        raise FileError(f"Revision {number} gäller redan.")
    put_in_force(path, revision.path, set_aside)


def put_in_force(path: Path, file: Path, set_aside: Callable[[Path], object]) -> None:
    """Replace the store at `path` with another file of the same kind; the old one is kept."""
    with _replaced(path, file, set_aside):
        pass


def take_in(path: Path, file: Path, set_aside: Callable[[Path], object]) -> int:
    """Put a store from elsewhere in force, and return the number of its revision.

    It keeps its number, unless one here has that number or a later one: then it gets a new one.

    Raises
    ------
    FileError
        It is what is in force already, another import is running, or the disk refuses.
    """
    with _replaced(path, file, set_aside) as draft:
        taken = Reference(file)
        number, there = taken.revision, kept(path)
        if draft.is_copy:
            current = Reference(path)
            if current.identity == taken.identity:
                raise FileError(
                    f"Paketets referensdata gäller redan (revision {current.revision})."
                )
            there.append(current.revision)
        if number <= max(there, default=0):
            number = max(there) + 1
            with contextlib.closing(connect(draft.path)) as db, db:
                write_number(db, number)
    return number


@contextlib.contextmanager
def _replaced(path: Path, file: Path, set_aside: Callable[[Path], object]) -> Iterator[Draft]:
    """Give the draft that will take the place of a store, with the content of another file."""
    with draft_of(path, set_aside) as draft:
        if draft.is_copy:
            draft.keep_as = file_of(path, Reference(path).revision)
        shutil.copyfile(file, draft.path)
        yield draft

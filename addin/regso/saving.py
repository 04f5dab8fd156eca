"""Files that go out: written whole or not at all, never over what was read.

Only a plain file is written: a device, a folder or a link at the place is refused, because
replacing it would destroy what it is.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable
from pathlib import Path

from regso.errors import FileError, is_full, reason
from regso.temporary import places


def refuse_output(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Raise unless a file may be written at a place; asked before the work is done.

    Parameters
    ----------
    path : Path
        Where the user wants the file.
    inputs : iterable of Path
        The files that the command reads.

    Raises
    ------
    FileError
        The place is no file, its folder does not exist, or it is one of the inputs.
    """
    if not path.name:
        raise FileError(f'"{path}" är inget filnamn; ange en fil, till exempel rapport.xlsx.')
    try:
        is_link, is_there = path.is_symlink(), path.exists()
        if is_link:
            raise FileError(f"{path} är en länk; ange filen som den pekar på.")
        if is_there and not path.is_file():
            raise FileError(f"{path} är ingen vanlig fil; ange ett filnamn.")
        if not path.parent.is_dir():
            raise FileError(f"Mappen {path.parent} finns inte; skapa den eller välj en annan mapp.")
        same = [p for p in inputs if is_there and p.exists() and p.samefile(path)]
    except OSError as error:
        raise FileError(
            f"{path} går inte att skriva ({reason(error)}); välj ett annat filnamn.",
        ) from error
    if same:
        raise FileError(f"{path} är filen som läses; ge resultatet ett annat namn.")


def write_file(path: Path, content: bytes, inputs: Iterable[Path] = ()) -> None:
    """Write a file that the user has named, into a folder that exists.

    Raises
    ------
    FileError
        As `refuse_output`, or the file is open in another program, or the disk is full.
    """
    refuse_output(path, inputs)
    try:
        replace_file(path, content)
    except PermissionError as error:
        raise FileError(
            f"{path} går inte att skriva; stäng filen i Excel, eller välj en mapp med skrivrätt.",
        ) from error
    except OSError as error:
        remedy = "gör plats" if is_full(error) else "välj ett annat filnamn"
        raise FileError(f"{path} går inte att skriva ({reason(error)}); {remedy}.") from error


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; its folder is made if need be.

    One that is replaced keeps who may read it.

    Raises
    ------
    OSError
        The file cannot be written; an old one is left as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise OSError(errno.EINVAL, "det är ingen vanlig fil")
    with places.draft(path) as draft:
        draft.write_bytes(content)
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)

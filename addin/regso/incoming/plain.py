"""The bytes of plain files: nothing that waits for ever, never ends, or does not fit in memory."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from regso.errors import FileError, reason

MEGABYTE: Final = 1 << 20
MOST_BYTES: Final = 256 * MEGABYTE  # of a file; a table of as many takes some eight times as much
_HEAD = 4096


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the content of a plain file that is not empty.

    Parameters
    ----------
    path : Path
        A link is followed.
    most : int, bytes
        The largest file that is read.

    Raises
    ------
    FileError
        It is not there or cannot be opened, is a folder, a device or a pipe, is empty, or is
        larger than that.
    """
    try:
        with _opened(path) as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read() if size <= most else b""
    except OSError as error:
        raise _not_opened(path, error) from error
    if max(size, len(content)) > most:
        raise FileError(
            f"{path.name} är större än {most // MEGABYTE} MB, mer än som kan läsas; ta bort "
            "kolumner och rader som inte behövs, eller dela upp filen.",
        )
    if not content[:_HEAD].strip() and not content.strip():
        raise FileError(empty(path.name))
    return content


def read_start(path: Path, size: int) -> bytes:
    """Return the first bytes of a plain file, however large it is; see `read_bytes`."""
    try:
        with _opened(path) as file:
            return file.read(size)
    except OSError as error:
        raise _not_opened(path, error) from error


def sha256(path: Path) -> str:
    """Return the SHA-256 of a plain file, however large it is; see `read_bytes`."""
    import hashlib  # noqa: PLC0415 - few commands need it

    try:
        with _opened(path) as file:
            found = hashlib.sha256()
            while part := file.read(MEGABYTE):
                found.update(part)
            return found.hexdigest()
    except OSError as error:
        raise _not_opened(path, error) from error


def is_plain(path: Path) -> bool:
    """Tell whether a path is that of a plain file, or of a link to one."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):  # too long a name, or none that a file may have
        return False


def is_folder(path: Path) -> bool:
    """Tell whether a path is that of a folder, or of a link to one."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def exists(path: Path) -> bool:
    """Tell whether there is anything at a path; what cannot be known is found when it is opened."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def empty(name: str) -> str:
    """Return the sentence for a file without content."""
    return f"{name} är tom; spara eller hämta filen igen."


def _opened(path: Path) -> BinaryIO:
    """Open a file; a pipe would make the opening wait, and a device may act on it."""
    _refuse_other(path, path.stat().st_mode)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    try:
        _refuse_other(path, os.fstat(file.fileno()).st_mode)  # it may have become another
    except FileError:
        file.close()
        raise
    return file


def _refuse_other(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise FileError(f"{path.name or path} är en mapp; ange en fil.")
    if not stat.S_ISREG(mode):
        raise FileError(
            f"{path.name} är ingen vanlig fil utan en enhet eller ett rör; spara innehållet i en "
            "fil och ange den.",
        )


def _not_opened(path: Path, error: OSError) -> FileError:
    return FileError(
        f"{path.name} går inte att öppna ({reason(error)}); kontrollera sökvägen "
        "och att filen inte är låst av ett annat program.",
    )

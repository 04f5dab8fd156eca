"""Files that we write: whole or not at all. Those that others have made come in by `incoming`."""

from __future__ import annotations

import secrets
from pathlib import Path

from regso.errors import FileError


def write_file(path: Path, content: bytes) -> None:
    """Write a file that the user has named, into a folder that exists.

    Raises
    ------
    FileError
        The folder does not exist, or the file is open in another program.
    """
    if not path.parent.is_dir():
        raise FileError(f"Mappen {path.parent} finns inte; skapa den eller välj en annan mapp.")
    try:
        replace_file(path, content)
    except PermissionError as error:
        raise FileError(
            f"{path} går inte att skriva; stäng filen i Excel, eller välj en mapp med skrivrätt.",
        ) from error
    except OSError as error:
        raise FileError(
            f"{path} går inte att skriva ({error.strerror}); välj ett annat filnamn.",
        ) from error


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; its folder is made if need be.

    Raises
    ------
    OSError
        The file cannot be written; an old one is left as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)

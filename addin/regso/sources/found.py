"""The files that an import is given, by name or in a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from regso.errors import FileError, reason
from regso.incoming import plain


class Found(NamedTuple):
    """A file to import, and whether the user gave it by name."""

    path: Path
    named: bool


def find_files(paths: Iterable[Path]) -> list[Found]:
    """Return the files that paths name and those in the folders that they name, in order.

    Raises
    ------
    FileError
        A path does not exist, or a folder cannot be read.
    """
    found: dict[Path, Found] = {}
    for path in paths:
        named = not plain.is_folder(path)
        if named and not plain.exists(path):
            raise FileError(f"{path} finns inte; kontrollera sökvägen.")
        for file in [path] if named else _inside(path):
            if named or not file.name.startswith((".", "~$")):
                found.setdefault(_resolved(file), Found(file, named))
    return list(found.values())


def _inside(folder: Path) -> list[Path]:
    """Return what is in a folder, and in those in it, but for the folders themselves."""
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        raise FileError(
            f"Mappen {folder} går inte att läsa ({reason(error)}); be om läsrätt, eller kopiera "
            "filerna till en egen mapp.",
        ) from error
    return sorted(path for path in folder.rglob("*") if not plain.is_folder(path))


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link to itself
        return path.absolute()

"""What commands share of the files that they read and write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click

from regso.errors import FileError, is_full, reason
from regso.incoming import plain
from regso.saving import replace_file

_INPUT = "indata"
Decorated = TypeVar("Decorated", bound=Callable[..., object])


def folder_option(what: str) -> Callable[[Decorated], Decorated]:
    """Return the option that names the folder for a file."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        show_default="den här mappen",
        help=f"Mappen som {what} skrivs i.",
    )


def write(folder: Path, name: str, content: bytes) -> Path:
    """Write a file into a folder, made if need be, and return its path."""
    path = folder / name
    try:
        replace_file(path, content)
    except OSError as error:
        remedy = "stäng programmet som har filen öppen, eller välj en annan mapp med -o"
        if is_full(error):
            remedy = "gör plats, eller välj en annan mapp med -o"
        raise FileError(f"{path} går inte att skriva ({reason(error)}); {remedy}.") from error
    return path


def data_files(texts: Iterable[str]) -> tuple[Path | None, dict[str, Path | None]]:
    """Return the file for Indata, and by sheet those for other tables; None empties a table."""
    found: dict[str, Path | None] = {}
    for text in texts:
        sheet, is_named, path = text.partition("=")
        if not is_named or plain.is_plain(Path(text)):
            sheet, path = "", text
        if sheet.casefold() == _INPUT:
            sheet = ""
        if not sheet and not path:
            raise FileError(f"-d {text}: Indata kan inte tömmas; ange filen med era rader.")
        if sheet in found:
            raise FileError(f"-d {text}: {sheet or 'Indata'} har redan en fil; ange en.")
        found[sheet] = Path(path) if path else None
    return found.pop("", None), found


def pairs(texts: Iterable[str], form: str) -> dict[str, str]:
    """Return what stands on each side of the equals sign in options; `form` says how they look."""
    found = dict(text.split("=", 1) for text in texts if "=" in text)
    for text in texts:
        if "=" not in text:
            raise FileError(f'"{text}" saknar likhetstecken; skriv {form}.')
    return found

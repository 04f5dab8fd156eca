"""What commands that write a file into a folder share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from regso.errors import FileError
from regso.saving import replace_file

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
        raise FileError(
            f"{path} går inte att skriva ({error.strerror}); stäng programmet som har filen öppen, "
            "eller välj en annan mapp med -o."
        ) from error
    return path

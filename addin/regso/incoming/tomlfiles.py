"""TOML of others: small files that people may have edited."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from regso.errors import FileError
from regso.incoming.plain import MEGABYTE
from regso.incoming.reading import reading
from regso.incoming.texts import read_text

_MOST: Final = MEGABYTE


def read_toml(path: Path) -> dict[str, object]:
    """Return what a TOML file holds.

    Raises
    ------
    FileError
        It cannot be read, or is no TOML.
    """
    text = read_text(path, most=_MOST)
    with reading(
        path.name, "är ingen TOML-fil; rätta den, eller gör en ny med regso check --save."
    ):
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise FileError(
                f"{path.name} är ingen riktig TOML ({error}); rätta raden, eller gör en ny med "
                "regso check --save.",
            ) from error

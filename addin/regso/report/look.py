"""The look of an agency: its logotype, colours and font, from a small file of theme.

::

    [tema]
    namn = "Exempelmyndigheten"
    logotyp = "logotyp.png"        # beside the file; PNG or JPEG
    typsnitt = "Calibri"
    farg = "#00204D"               # headings and table heads, under white text
    omradestyper = ["#33608C", "#5F82A6", "#949C9C", "#C7BA7A", "#F0DE6B"]

Everything is optional. A colour that white text cannot be read on is refused, and so are colours
of the types that do not get lighter from 1 to 5: the order would be lost in grey print.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

from regso.core.areas.areatypes import TYPES
from regso.errors import FileError
from regso.incoming import plain
from regso.workbook import theme

_KEYS: Final = ("namn", "logotyp", "typsnitt", "farg", "omradestyper")
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_LOGOTYPES: Final = (b"\x89PNG", b"\xff\xd8\xff")
_READABLE: Final = 4.5  # contrast of text, WCAG 2.1 AA
_APART: Final = 0.02  # of relative luminance, between neighbouring types
_LONGEST = 60
_LINEAR = 0.04045  # of sRGB


@dataclass(frozen=True)
class Look:
    """How an agency's pictures look.

    Attributes
    ----------
    name : str
        The agency's, for slides; may be empty.
    font, brand : str
        Brand is the colour of headings and table heads.
    types : mapping of int to str
        The colours of the area types.
    logotype : bytes
        PNG or JPEG; empty for none.
    """

    name: str = ""
    font: str = theme.FONT
    brand: str = theme.BRAND
    types: Mapping[int, str] = field(default_factory=lambda: dict(theme.TYPE_COLOURS))
    logotype: bytes = b""

    def colour(self, one: str) -> str:
        """Return the agency's colour in place of one of the templates'."""
        own = {theme.BRAND: self.brand}
        own |= {theme.TYPE_COLOURS[kind]: colour for kind, colour in self.types.items()}
        return own.get(one.upper(), one)


def read_look(path: Path | None) -> Look:
    """Return the look that a file of theme describes; the templates' own without a file.

    Raises
    ------
    FileError
        The file is no TOML, or something in it cannot be used.
    """
    if path is None:
        return Look()
    try:
        found = tomllib.loads(plain.read_bytes(path).decode("utf-8-sig")).get("tema")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileError(f"{path} är ingen temafil (TOML i UTF-8): {error}.") from error
    if not isinstance(found, dict) or not found.keys() <= {*_KEYS}:
        raise FileError(f"{path} ska ha avsnittet [tema] med några av {', '.join(_KEYS)}.")
    texts = {key: _text(path, key, found.get(key, "")) for key in _KEYS[:4]}
    return Look(
        texts["namn"],
        texts["typsnitt"] or theme.FONT,
        _brand(path, texts["farg"] or theme.BRAND),
        _types(path, found.get("omradestyper", [*theme.TYPE_COLOURS.values()])),
        _logotype(path, texts["logotyp"]),
    )


def _text(path: Path, key: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST or not value.isprintable():
        raise FileError(f"{path}: {key} ska vara en kort text inom citattecken.")
    return value


def _colour(path: Path, value: object) -> str:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise FileError(f"{path}: {value} är ingen färg; skriv den som #00204D.")
    return value.upper()


def _brand(path: Path, value: str) -> str:
    colour = _colour(path, value)
    if contrast(colour, "#FFFFFF") < _READABLE:
        raise FileError(f"{path}: vit text syns inte på {colour}; välj en mörkare färg.")
    return colour


def _types(path: Path, values: object) -> dict[int, str]:
    if not isinstance(values, list) or len(values) != len(TYPES):
        raise FileError(f"{path}: omradestyper ska vara fem färger, från typ 1 till 5.")
    colours = [_colour(path, value) for value in values]
    if any(luminance(b) - luminance(a) < _APART for a, b in pairwise(colours)):
        raise FileError(
            f"{path}: färgerna i omradestyper ska bli ljusare från typ 1 till 5, så att ordningen "
            "syns i svartvitt."
        )
    return dict(zip(TYPES, colours, strict=True))


def _logotype(path: Path, name: str) -> bytes:
    if not name:
        return b""
    content = plain.read_bytes(path.parent / name)
    if not content.startswith(_LOGOTYPES):
        raise FileError(f"{path}: {name} är ingen PNG eller JPEG.")
    return content


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0–1 (WCAG 2.1)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [p / 12.92 if p <= _LINEAR else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1–21 (WCAG 2.1)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)

"""Text files in UTF-8, and what of a text may be shown.

With `swedish` a file may also be Windows-1252, as a Swedish Excel saves "CSV
(kommaavgränsad)". It is not guessed: a wrong guess turns å into Ã¥ without anyone noticing.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from regso.errors import FileError
from regso.incoming.plain import MOST_BYTES, empty, read_bytes

SWEDISH_OPTION: Final = "--svensk-csv"

# Control characters (a terminal obeys them), marks that turn the direction of what follows, and
# halves of characters, which no file can hold.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]",
)
_BREAKS = re.compile("[\t-\r\x85\u2028\u2029]")


def decode(content: bytes, name: str, *, swedish: bool = False) -> str:
    """Return bytes as text without a byte-order mark.

    Raises
    ------
    FileError
        There is no text, or it is not UTF-8 (nor, with `swedish`, Windows-1252).
    """
    for encoding in ("utf-8-sig", "cp1252") if swedish else ("utf-8-sig",):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text or text.isspace():
            raise FileError(empty(name))
        if "\0" not in text:
            return text
    if swedish:
        raise FileError(f"{name} är ingen textfil; spara den som CSV UTF-8 i Excel.")
    raise FileError(
        f"{name} är inte UTF-8; spara den som CSV UTF-8 (kommaavgränsad) i Excel, "
        f"eller läs den med {SWEDISH_OPTION}.",
    )


def read_text(path: Path, *, swedish: bool = False, most: int = MOST_BYTES) -> str:
    """Return the text of a file, without a byte-order mark.

    Parameters
    ----------
    path : Path
    swedish : bool
        Accept Windows-1252 when the file is not UTF-8.
    most : int, bytes
        The largest file that is read.

    Raises
    ------
    FileError
        The file is empty, too large, no plain file, cannot be opened or is not UTF-8.
    """
    return decode(read_bytes(path, most), path.name, swedish=swedish)


def printable(text: str) -> str:
    r"""Return text on one line, without characters that a terminal obeys or cannot write.

    >>> printable("Norra\x1b[31m \tbyn")
    'Norra[31m  byn'
    """
    return _UNSEEN.sub("", _BREAKS.sub(" ", text))

"""Text files in UTF-8 or Swedish Windows-1252, and what of a text may be shown.

A Swedish Excel saves "CSV (kommaavgränsad)" in Windows-1252, and so does the Statistical
Database. It is not guessed: what is no UTF-8 is Windows-1252 where its other letters are those of
Swedish there, which in no other encoding of a Swedish text are letters. With `swedish` it may
hold any sign of Windows-1252.
"""

from __future__ import annotations

import codecs
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
# å, ä and ö, which every longer Swedish text has, and what else it may hold: é, ü, §, dashes and
# quotes. In the encodings of old Macintosh and DOS these bytes are signs, and å, ä and ö others.
_SWEDISH_LETTERS = frozenset("åäöÅÄÖ".encode("cp1252"))
_SWEDISH_SIGNS = _SWEDISH_LETTERS | frozenset("éÉèÈëËüÜøØæÆáàôñç§°½´·\xa0…–—‘’“”€".encode("cp1252"))
_BREAKS = re.compile("[\t-\r\x85\u2028\u2029]")


def decode(content: bytes, name: str, *, swedish: bool = False) -> str:
    """Return bytes as text without a byte-order mark.

    Raises
    ------
    FileError
        There is no text, or it is neither UTF-8 nor Windows-1252.
    """
    windows = swedish or is_swedish_windows(content)
    for encoding in ("utf-8-sig", "cp1252") if windows else ("utf-8-sig",):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not text or text.isspace():
            raise FileError(empty(name))
        if "\0" not in text:
            return text
    if windows:
        raise FileError(f"{name} är ingen textfil; spara den som CSV UTF-8 i Excel.")
    raise FileError(
        f"{name} är inte UTF-8; spara den som CSV UTF-8 (kommaavgränsad) i Excel, "
        f"eller läs den med {SWEDISH_OPTION}.",
    )


def is_swedish_windows(content: bytes) -> bool:
    """Tell whether bytes that are no UTF-8 are a Swedish text in Windows-1252.

    >>> [is_swedish_windows("Bollstanäs".encode(e)) for e in ("cp1252", "mac-roman", "cp850")]
    [True, False, False]
    """
    others = {byte for byte in set(content) if byte >= 0x80}  # noqa: PLR2004 - beyond ASCII
    return others <= _SWEDISH_SIGNS and not others.isdisjoint(_SWEDISH_LETTERS)


def decode_start(content: bytes) -> str:
    """Return the beginning of a file as text, whatever its encoding; strictness comes later.

    A character that is cut at the end is left out.
    """
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(content)
    except UnicodeDecodeError:
        return content.decode("latin-1")


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

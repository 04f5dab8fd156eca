"""The encoding of a ledger, decided by the Swedish letters in it and not by what its head says.

SIE says PC8 (code page 437), and many programs write Windows-1252 or UTF-8 under that head.
"""

from __future__ import annotations

import re
from typing import Final

from regso.errors import FileError
from regso.incoming.plain import empty

_CODES: Final = {"PC8": "cp437", "Windows-1252": "cp1252"}
_SWEDISH = "åäöÅÄÖéÉ"
_UTF8_PAIR = re.compile(b"\xc3[\x80-\xbf]")
_MUCH_MORE = 10  # times: a quotation mark of one is a letter of the other


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Return the text of a ledger, and what its encoding is called.

    Raises
    ------
    FileError
        It is no text, or its letters are of more than one encoding.

    >>> decode("Löner".encode("cp437"), "x.se"), decode("Löner".encode("cp1252"), "x.se")
    (('Löner', 'PC8'), ('Löner', 'Windows-1252'))
    """
    if b"\0" in content:
        raise FileError(
            f"{name} är ingen textfil i PC8, Windows-1252 eller UTF-8; exportera den igen ur "
            "ekonomisystemet.",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text, called = _in_one_byte(content, name)
    else:
        called = "UTF-8"
    if not text.strip():
        raise FileError(empty(name))
    return text, called


def _in_one_byte(content: bytes, name: str) -> tuple[str, str]:
    found = {
        called: sum(map(content.count, (letter.encode(code) for letter in _known(code))))
        for called, code in _CODES.items()
    }
    less, more = sorted(found, key=lambda called: found[called])
    if len(_UTF8_PAIR.findall(content)) > found[more] or found[more] < _MUCH_MORE * found[less]:
        raise FileError(
            f"{name} blandar teckenkodningar, så åäö går inte att läsa säkert; exportera den igen "
            "ur ekonomisystemet.",
        )
    if not found[more]:
        more = "PC8"
    try:
        return content.decode(_CODES[more]), more
    except UnicodeDecodeError:
        return content.decode(_CODES[more], errors="replace"), more


def _known(code: str) -> str:
    """Return the Swedish letters that a code page has (437 lacks none of them)."""
    return "".join(c for c in _SWEDISH if c.encode(code, errors="ignore"))

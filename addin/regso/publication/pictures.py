"""PNG pictures without what describes them: texts, times, places and what follows the end.

References
----------
W3C, Portable Network Graphics (PNG) Specification (Third Edition), 2025.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_END = b"IEND"
# What decides how the pixels look; no other kind is copied.
_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"IDAT", _END}


def is_png(content: bytes) -> bool:
    """Tell whether a picture is a PNG."""
    return content.startswith(_SIGNATURE)


def bare_png(content: bytes) -> bytes:
    """Return a PNG with its pixels and nothing more."""
    return _SIGNATURE + b"".join(chunk for kind, chunk in _chunks(content) if kind in _KEPT)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, kind = len(_SIGNATURE), b""
    while at < len(content) and kind != _END:
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        yield kind, content[at : at + 12 + size]
        at += 12 + size

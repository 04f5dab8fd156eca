"""Compress VBA source as a vbaProject.bin stores it.

References
----------
Microsoft, [MS-OVBA]: Office VBA File Format Structure, 2.4.1 (compression and decompression).
"""

from __future__ import annotations

import struct
from collections import defaultdict

_SIGNATURE = b"\x01"
_CHUNK = 4096
_RAW, _COMPRESSED = 0x3000, 0xB000  # flag and signature of a chunk header, 2.4.1.1.5
_SHORTEST = 3
_TRIED = 64  # places looked at for a repetition: a longer search hardly saves a byte


def compress(source: bytes) -> bytes:
    """Return a compressed container (2.4.1.1.1), chunk by chunk of 4096 bytes.

    Raises
    ------
    ValueError
        The last chunk is short and has no repetitions at all, as no text is: the format would
        then add zeros to it.
    """
    chunks = (source[start : start + _CHUNK] for start in range(0, len(source), _CHUNK))
    return _SIGNATURE + b"".join(map(_chunk, chunks))


def _chunk(source: bytes) -> bytes:
    """Return a chunk with its header, which holds the size of both less 3 (2.4.1.3.12)."""
    tokens = _tokens(source)
    if len(tokens) <= _CHUNK:
        return struct.pack("<H", _COMPRESSED | (len(tokens) - 1)) + tokens
    if len(source) < _CHUNK:
        raise ValueError("the end of the source cannot be compressed: is it text?")
    return struct.pack("<H", _RAW | (_CHUNK - 1)) + source


def _tokens(source: bytes) -> bytes:
    """Return sequences of a flag byte and eight tokens (2.4.1.1.7)."""
    made = bytearray()
    seen: dict[bytes, list[int]] = defaultdict(list)
    at = 0
    while at < len(source):
        flags_at, flags = len(made), 0
        made.append(0)
        for bit in range(8):
            if at >= len(source):
                break
            length, offset = _longest(source, at, seen)
            if length:
                flags |= 1 << bit
                made += struct.pack("<H", _copy_token(length, offset, at))
            else:
                length = 1
                made.append(source[at])
            for passed in range(at, at + length):
                seen[source[passed : passed + _SHORTEST]].append(passed)
            at += length
        made[flags_at] = flags
    return bytes(made)


def _longest(source: bytes, at: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Return length and distance of the longest repetition found here; 0 when there is none."""
    longest = min((0xFFFF >> _offset_bits(at)) + _SHORTEST, len(source) - at)
    best = offset = 0
    if longest < _SHORTEST:
        return best, offset
    for place in reversed(seen.get(source[at : at + _SHORTEST], ())[-_TRIED:]):
        length = _SHORTEST
        while length < longest and source[place + length] == source[at + length]:
            length += 1
        if length > best:
            best, offset = length, at - place
        if best == longest:
            break
    return best, offset


def _copy_token(length: int, offset: int, at: int) -> int:
    """Return a copy token (2.4.1.3.19.3)."""
    return ((offset - 1) << (16 - _offset_bits(at))) | (length - _SHORTEST)


def _offset_bits(at: int) -> int:
    """Return how many bits the distance has at this place in the chunk (2.4.1.3.19.1)."""
    return max(4, (at - 1).bit_length())

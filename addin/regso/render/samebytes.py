"""A PDF whose bytes do not tell when it was made: equal reports are equal files.

LibreOffice writes the moment where the workbook's own date should stand: in the information about
the document and in its colour profile. It also makes the identity and a checksum of it. All of
them get the workbook's date or are made from the content, and the table of where the objects are
follows. A file that is not written as expected is left as it is.

References
----------
ISO 32000-1, 7.5.4 (cross-reference table) and 14.4 (file identifiers). ICC.1:2010, 7.2.8 (date).
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import Final, NamedTuple

_CREATED: Final = re.compile(
    rb"<xmp:CreateDate>(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z</xmp:CreateDate>"
)
_MOMENT: Final = re.compile(rb"/CreationDate\(D:(\d{14}[^()]{1,7})\)")
_PROFILE: Final = re.compile(rb"<</N 3/Length (\d+) 0 R/Filter/FlateDecode>>\nstream\n")
_IDENTITY: Final = re.compile(
    rb"/ID\s*\[\s*<([0-9A-F]{32})>\s*<([0-9A-F]{32})>\s*\]\s*/DocChecksum\s*/([0-9A-F]{32})"
)
_TABLE: Final = re.compile(rb"xref\n0 (\d+)\n")
_START: Final = re.compile(rb"startxref\n(\d+)\n%%EOF\s*$")
_ENTRY: Final = re.compile(rb"(\d{10}) (\d{5}) ([nf])[ \r][\r\n]")
_PROFILE_DATE: Final = slice(24, 36)


class _Edit(NamedTuple):
    start: int
    end: int
    new: bytes


class _OtherwiseError(ValueError):
    """The file is not written as expected."""


def without_moment(pdf: bytes) -> bytes:
    """Return a PDF with the date of its workbook as its own, and an identity from its content.

    Parameters
    ----------
    pdf : bytes
        As LibreOffice writes it.
    """
    try:
        date = _one(_CREATED, pdf).groups()
        moment = _one(_MOMENT, pdf)
        edits = [_Edit(*moment.span(1), b"".join(date) + b"Z"), *_profile(pdf, date)]
        return _identified(_edited(pdf, edits))
    except (_OtherwiseError, zlib.error):
        return pdf


def _one(pattern: re.Pattern[bytes], pdf: bytes) -> re.Match[bytes]:
    found = list(pattern.finditer(pdf))
    if len(found) != 1:
        raise _OtherwiseError
    return found[0]


def _profile(pdf: bytes, date: tuple[bytes, ...]) -> list[_Edit]:
    """Return the edits that date the colour profile, where there is one."""
    if not _PROFILE.search(pdf):
        return []
    head = _one(_PROFILE, pdf)
    length = _one(re.compile(rb"\n%d 0 obj\n(\d+)\nendobj" % int(head[1])), pdf)
    end = head.end() + int(length[1])
    profile = bytearray(zlib.decompress(pdf[head.end() : end]))
    profile[_PROFILE_DATE] = struct.pack(">6H", *map(int, date))
    stream = zlib.compress(bytes(profile), 9)
    number = str(len(stream)).encode()
    return [_Edit(head.end(), end, stream), _Edit(*length.span(1), number)]


def _edited(pdf: bytes, edits: list[_Edit]) -> bytes:
    """Return a PDF with new bytes before its table of objects, which follows them."""
    start = _one(_START, pdf)
    table = _TABLE.match(pdf, int(start[1]))
    if table is None or any(edit.end > table.start() for edit in edits):
        raise _OtherwiseError

    def moved(place: int) -> int:
        return place + sum(len(e.new) - (e.end - e.start) for e in edits if e.end <= place)

    lines, at = [], table.end()
    for number in range(int(table[1])):
        entry = _ENTRY.match(pdf, at)
        if entry is None:
            raise _OtherwiseError
        at, place = entry.end(), int(entry[1])
        if entry[3] == b"n":
            if not pdf.startswith(b"%d %d obj" % (number, int(entry[2])), place):
                raise _OtherwiseError
            place = moved(place)
        lines.append(b"%010d" % place + entry[0][10:])
    if not pdf.startswith(b"trailer", at):
        raise _OtherwiseError
    pieces, before = [], 0
    for edit in sorted(edits):
        pieces += [pdf[before : edit.start], edit.new]
        before = edit.end
    pieces += [pdf[before : table.end()], *lines, pdf[at : start.start(1)]]
    return b"".join(pieces) + b"%d" % moved(int(start[1])) + pdf[start.end(1) :]


def _identified(pdf: bytes) -> bytes:
    """Return a PDF whose identity and checksum are made from the rest of it."""
    import hashlib  # noqa: PLC0415 - slow to import, and only a PDF needs it

    places = [_one(_IDENTITY, pdf).span(group) for group in (1, 2, 3)]
    blank = bytearray(pdf)
    for start, end in places:
        blank[start:end] = b"0" * (end - start)
    digest = hashlib.sha256(blank).hexdigest().upper().encode()
    for start, end in places:
        blank[start:end] = digest[: end - start]
    return bytes(blank)

"""Zip archives of others: read whole, or refused before they fill the memory.

What an archive says of its sizes is checked before anything is inflated, and nothing is inflated
further than it says.

References
----------
Apache POI, ZipSecureFile: a part that is inflated to more than 100 times its size is a bomb.
"""

from __future__ import annotations

import codecs
import copy
import csv
import io
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from regso.errors import FileError
from regso.incoming.plain import MEGABYTE
from regso.incoming.reading import DAMAGED, reading

Entry = tuple[ZipInfo, bytes]

MOST_PARTS: Final = 10_000
MOST_INFLATED: Final = 512 * MEGABYTE
MOST_TIMES: Final = 100  # a sheet of equal rows is some 15 times its size
_SMALL = MEGABYTE  # what a bomb is too small to harm
_ENCRYPTED_FLAG = 1
_CONTAINER = bytes.fromhex("d0cf11e0a1b11ae1")  # of old Office files, and of those with a password
_WITH_PASSWORD = "EncryptedPackage".encode("utf-16-le")

NO_WORKBOOK: Final = (
    "är ingen Excel-arbetsbok (.xlsx); öppna filen i Excel och spara den som Excel-arbetsbok "
    "(.xlsx)."
)
ENCRYPTED: Final = (
    "är skyddad med lösenord; öppna den i Excel, ta bort lösenordet under Arkiv, Info, Skydda "
    "arbetsbok och spara den."
)


def entries(content: bytes, name: str, what: str = NO_WORKBOOK) -> list[Entry]:
    """Return the files of an archive with what it says of them.

    Parameters
    ----------
    content : bytes
    name : str
        The archive's, for messages.
    what : str
        What is said of bytes that are no archive, or a damaged one.

    Raises
    ------
    FileError
        It is damaged, needs a password, or holds more than fits in memory.
    """
    with _opened(content, name, what) as archive:
        return [(info, _inflated(archive, info)) for info in archive.infolist()]


def verify(content: bytes, name: str, what: str = NO_WORKBOOK) -> None:
    """Raise FileError unless `entries` would give all of an archive; nothing of it is kept."""
    with _opened(content, name, what) as archive:
        for info in archive.infolist():
            with archive.open(_larger(info)) as file:
                size = sum(map(len, iter(lambda: file.read(MEGABYTE), b"")))
            if size != info.file_size:
                raise ValueError(info.filename)


def names(content: bytes, name: str) -> list[str]:
    """Return the names of the files of an archive.

    Raises
    ------
    FileError
        It is damaged.
    """
    with reading(name), ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def csv_rows(content: bytes, name: str, part: str, most: int) -> Iterator[list[str]]:
    """Yield the rows of a CSV file in an archive, one at a time: it is never whole in memory.

    It is UTF-8 or Windows-1252, and divided by the sign that its first line has most of.

    Parameters
    ----------
    content : bytes
    name, part : str
        The archive's, and the file's in it.
    most : int
        Bytes that the file may have.

    Raises
    ------
    FileError
        It is damaged, needs a password, or holds more than that.
    """
    with reading(name), ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo(part)
        _refuse([info], name, DAMAGED, most)
        with archive.open(info) as file:
            start = file.read(MEGABYTE)
        with archive.open(_larger(info)) as file:
            text = io.TextIOWrapper(file, _encoding(start), newline="")
            first = text.readline()
            sign = max(",;\t", key=first.count)
            yield from csv.reader(itertools.chain([first], text), delimiter=sign, strict=True)
            if file.tell() != info.file_size:
                raise ValueError(part)


def _encoding(start: bytes) -> str:
    """Return what a file is written in, by its first bytes, which may end inside a letter."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def is_locked(content: bytes) -> bool:
    """Tell whether bytes are a workbook of today's kind with a password."""
    return content.startswith(_CONTAINER) and _WITH_PASSWORD in content


@contextmanager
def _opened(content: bytes, name: str, what: str) -> Iterator[ZipFile]:
    if content.startswith(_CONTAINER):
        raise FileError(f"{name} {ENCRYPTED if is_locked(content) else what}")
    with reading(name, what), ZipFile(io.BytesIO(content)) as archive:
        _refuse(archive.infolist(), name, what, MOST_INFLATED)
        yield archive


def _refuse(infos: list[ZipInfo], name: str, what: str, most: int) -> None:
    if any(info.flag_bits & _ENCRYPTED_FLAG for info in infos):
        raise FileError(f"{name} {ENCRYPTED}")
    methods = {info.compress_type for info in infos}
    if not methods <= {ZIP_STORED, ZIP_DEFLATED} or len({i.filename for i in infos}) < len(infos):
        raise FileError(f"{name} {what}")
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > most:
        raise FileError(
            f"{name} rymmer mer än {MOST_PARTS} delar eller {most // MEGABYTE} MB när den "
            "packas upp, mer än som kan läsas; ta bort blad och kolumner som inte används.",
        )
    if any(info.file_size > max(_SMALL, MOST_TIMES * info.compress_size) for info in infos):
        raise FileError(
            f"{name} blir mer än {MOST_TIMES} gånger så stor när den packas upp, vilket ingen "
            "arbetsbok blir; be avsändaren om en ny fil.",
        )


def _inflated(archive: ZipFile, info: ZipInfo) -> bytes:
    with archive.open(_larger(info)) as file:
        content = file.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise ValueError(info.filename)
    return content


def _larger(info: ZipInfo) -> ZipInfo:
    """Return an entry that is one byte larger than it says, to see whether that is true.

    The size that is stated is where `zipfile` stops, so more than that would not be seen, nor
    would the checksum be looked at.
    """
    larger = copy.copy(info)
    larger.file_size += 1
    return larger

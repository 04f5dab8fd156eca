"""The one writer of zip archives: the same files give the same bytes, on every system."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from regso.incoming.archives import Entry, entries

Moment = tuple[int, int, int, int, int, int]

FIRST_MOMENT: Final[Moment] = (1980, 1, 1, 0, 0, 0)  # that an archive can name
READABLE: Final = 0o100644  # by everyone, where files are unpacked
_DOS, _UNIX = 0, 3


def pack(files: Mapping[str, bytes], moment: Moment = FIRST_MOMENT, mode: int = 0) -> bytes:
    """Return files as an archive, in their order.

    Parameters
    ----------
    files : mapping
        Name of a file to its content.
    moment : tuple of int
        When every file was written: year, month, day, hour, minute and second.
    mode : int
        Who may read each file when it is unpacked; 0 for what is read where it is, such as
        the files of Office, and marked as of a system that has no modes.

    Examples
    --------
    >>> unpack(pack({"b.txt": b"1", "a.txt": b"2"}))
    {'b.txt': b'1', 'a.txt': b'2'}
    """
    return _written((_entry(name, moment, mode), content) for name, content in files.items())


def repack(files: Iterable[Entry], *, compress: bool = True) -> bytes:
    """Return an archive of files, with what they say of time, system and compression.

    Without `compress` the files are stored as they are, which is faster to write and read.
    """
    return _written((_kept(info, info.filename, compress), content) for info, content in files)


def unpack(archive: bytes) -> dict[str, bytes]:
    """Return the files of an archive of ours by name, in its order."""
    return {info.filename: content for info, content in entries(archive, "Arkivet")}


def like(info: ZipInfo, name: str) -> ZipInfo:
    """Return what is said of a file, for one of another name."""
    return _kept(info, name, compress=True)


def _entry(name: str, moment: Moment, mode: int) -> ZipInfo:
    info = ZipInfo(name, moment)
    info.compress_type = ZIP_DEFLATED
    info.create_system = _UNIX if mode else _DOS  # Python would name the system that it runs on
    info.external_attr = mode << 16
    return info


def _kept(old: ZipInfo, name: str, compress: bool) -> ZipInfo:
    """Return a new entry: an old one also holds sizes, flags and extra fields of its archive."""
    info = ZipInfo(name, old.date_time)
    info.compress_type = old.compress_type if compress else ZIP_STORED
    info.create_system, info.external_attr = old.create_system, old.external_attr
    return info


def _written(files: Iterable[Entry]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for info, content in files:
            archive.writestr(info, content)
    return out.getvalue()

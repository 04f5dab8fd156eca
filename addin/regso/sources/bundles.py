"""A bundle: the whole store in one file, for a computer without a network.

It is a zip archive with the store and a list of contents that has its sha256. What is read is
looked through before it takes the place of anything: it may have been changed on its way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from regso import __version__
from regso.errors import FileError
from regso.incoming import archives, jsonfiles, plain
from regso.saving import write_file
from regso.sources.geojson import refuse_unsound
from regso.store import Reference, inspection, revisions, schema
from regso.temporary import places
from regso.xlsx.archive import READABLE, pack

_CONTENTS: Final = "innehall.json"
_FORMAT: Final = "RegSO för Excel: referensdata"
_ZIP: Final = b"PK\x03\x04"
_DAMAGED: Final = "är ett skadat paket; kopiera eller hämta det igen."
_HEAD: Final = 4096


def write(reference: Reference, path: Path) -> None:
    """Write a store as a bundle; the same store gives the same bytes.

    Raises
    ------
    FileError
        The file cannot be written, or is the store itself.
    """
    content = plain.read_bytes(reference.path, archives.MOST_INFLATED)
    told = {
        "format": _FORMAT,
        "tillagg": __version__,
        "revision": reference.revision,
        "identitet": reference.identity,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    text = json.dumps(told, ensure_ascii=False, indent=2).encode()
    packed = pack({_CONTENTS: text, schema.FILE_NAME: content}, mode=READABLE)
    write_file(path, packed, [reference.path])


def is_bundle(path: Path) -> bool:
    """Tell whether a file is a bundle, by its first bytes."""
    if not plain.is_plain(path):
        return False
    start = plain.read_start(path, _HEAD)
    return start.startswith(_ZIP) and start[30 : 30 + len(_CONTENTS)] == _CONTENTS.encode()


def read(path: Path, store: Path, set_aside: Callable[[Path], object]) -> int:
    """Put the store of a bundle in force at `store`, and return the number of its revision.

    Raises
    ------
    FileError
        The bundle is damaged or changed, or holds what no store of ours does; or it is in force
        already, another import is running, or the disk refuses.
    """
    with places.folder() as folder:
        file = folder / schema.FILE_NAME
        _unpack(path, file)
        _refuse_fault(file, path.name)
        return revisions.take_in(store, file, set_aside)


def _unpack(path: Path, file: Path) -> None:
    """Write the store of a bundle to a file of ours, if it is what the bundle says it is."""
    content = plain.read_bytes(path, archives.MOST_INFLATED)
    files = {info.filename: part for info, part in archives.entries(content, path.name, _DAMAGED)}
    told = _told(files.get(_CONTENTS, b""), path.name)
    if set(files) != {_CONTENTS, schema.FILE_NAME}:
        raise FileError(f"{path.name} {_DAMAGED}")
    if hashlib.sha256(files[schema.FILE_NAME]).hexdigest() != told.get("sha256"):
        raise FileError(
            f"{path.name} har ändrats sedan det skrevs (sha256 stämmer inte); hämta det igen."
        )
    file.write_bytes(files[schema.FILE_NAME])


def _told(content: bytes, name: str) -> dict[str, object]:
    try:
        told = dict(jsonfiles.parse_json(content.decode(), name))
    except (FileError, UnicodeDecodeError) as error:
        raise FileError(f"{name} {_DAMAGED}") from error
    if told.get("format") != _FORMAT:
        raise FileError(f"{name} är inget paket från regso data export --bundle; ange ett sådant.")
    return told


def _refuse_fault(file: Path, name: str) -> None:
    """Refuse a store that no import of ours would have written."""
    wrong = inspection.fault(file)
    if wrong:
        raise FileError(f"Referensdata i {name} kan inte användas: {wrong}; gör ett nytt paket.")
    for some in inspection.borders(file):
        refuse_unsound(some, name)

"""Write a compound file (MS-CFB version 3): storages and streams in sectors of 512 bytes.

A vbaProject.bin is one. Bytes depend on the content alone: no clock, no random identifier.

References
----------
Microsoft, [MS-CFB]: Compound File Binary File Format. Section numbers below are its own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Tree: TypeAlias = Mapping[str, "bytes | Tree"]

_FREE, _END, _FAT, _NO_STREAM = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF  # 2.1, 2.6.1
_SECTOR, _MINI_SECTOR, _MINI_CUTOFF = 512, 64, 4096  # 2.2
_ENTRY, _PER_SECTOR, _MAX_NAME = 128, 128, 32
_HEADER_FAT_SECTORS = 109  # more need DIFAT sectors (2.5)
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1


@dataclass
class _Entry:
    """A directory entry (2.6.1)."""

    name: str
    kind: int
    data: bytes = b""
    children: list[_Entry] = field(default_factory=list)
    colour: int = _BLACK
    left: int = _NO_STREAM
    right: int = _NO_STREAM
    child: int = _NO_STREAM
    start: int = 0
    size: int = 0

    def key(self) -> tuple[int, str]:
        """Return the order among siblings: shorter names first, then upper case (2.6.4)."""
        return len(self.name.encode("utf-16-le")), self.name.upper()

    def packed(self) -> bytes:
        """Return the 128 bytes; class, state bits and times are zero."""
        name = (self.name + "\0").encode("utf-16-le")
        head = name.ljust(2 * _MAX_NAME, b"\0") + struct.pack(
            "<HBB", len(name), self.kind, self.colour
        )
        links = struct.pack("<III", self.left, self.right, self.child)
        return head + links + bytes(36) + struct.pack("<IQ", self.start, self.size)


_UNUSED = bytes(68) + struct.pack("<III", *[_NO_STREAM] * 3) + bytes(48)


class _Sectors:
    """Chains of sectors, and the table that says which follows which (2.3)."""

    def __init__(self, size: int) -> None:
        self._size = size
        self.data = bytearray()
        self.next: list[int] = []

    def put(self, content: bytes) -> int:
        """Store a chain and return its first sector."""
        if not content:
            return _END
        first, count = len(self.next), -(-len(content) // self._size)
        self.data += content.ljust(count * self._size, b"\0")
        self.next += [*range(first + 1, first + count), _END]
        return first

    def table(self) -> bytes:
        """Return the table, filled up to whole sectors."""
        packed = struct.pack(f"<{len(self.next)}I", *self.next)
        return packed.ljust(-(-len(packed) // _SECTOR) * _SECTOR, b"\xff")


def compound_file(tree: Tree) -> bytes:
    """Return the compound file with these streams (bytes) and storages (mappings).

    Parameters
    ----------
    tree : mapping
        Name to bytes, or to a mapping of the same kind. Names have at most 31 characters.

    Raises
    ------
    ValueError
        A name is too long, or the file would pass about 7 MB, where further tables are needed.
    """
    root = _Entry("Root Entry", _ROOT, children=_entries(tree))
    entries = list(_in_order(root))
    _link(entries)
    sectors, mini = _Sectors(_SECTOR), _Sectors(_MINI_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            entry.start = (mini if entry.size < _MINI_CUTOFF else sectors).put(entry.data)
    root.start, root.size = sectors.put(bytes(mini.data)), len(mini.data)
    mini_table = mini.table()
    mini_start = sectors.put(mini_table)
    directory = b"".join(entry.packed() for entry in entries)
    directory += _UNUSED * (-len(entries) % (_SECTOR // _ENTRY))
    directory_start = sectors.put(directory)
    fat_start, fat_count = _append_fat(sectors)
    header = struct.pack("<8s16x5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<4I", 0, fat_count, directory_start, 0)
    header += struct.pack("<5I", _MINI_CUTOFF, mini_start, len(mini_table) // _SECTOR, _END, 0)
    places = [*range(fat_start, fat_start + fat_count)]
    places += [_FREE] * (_HEADER_FAT_SECTORS - fat_count)
    return header + struct.pack(f"<{_HEADER_FAT_SECTORS}I", *places) + bytes(sectors.data)


def _entries(tree: Tree) -> list[_Entry]:
    made = []
    for name, content in tree.items():
        if len((name + "\0").encode("utf-16-le")) > 2 * _MAX_NAME:
            raise ValueError(f"a name in a compound file has at most 31 characters: {name!r}")
        if isinstance(content, bytes):
            made.append(_Entry(name, _STREAM, data=content))
        else:
            made.append(_Entry(name, _STORAGE, children=_entries(content)))
    return made


def _in_order(entry: _Entry) -> Iterator[_Entry]:
    yield entry
    for child in entry.children:
        yield from _in_order(child)


def _link(entries: Sequence[_Entry]) -> None:
    """Hang the children of each storage in a balanced red-black tree (2.6.4).

    All levels are full but perhaps the deepest, whose entries are red: then no red entry has a
    red parent, and every way down passes as many black ones.
    """
    number = {id(entry): i for i, entry in enumerate(entries)}

    def hang(siblings: list[_Entry], depth: int, full: int) -> int:
        if not siblings:
            return _NO_STREAM
        middle = len(siblings) // 2
        top = siblings[middle]
        top.colour = _RED if depth >= full else _BLACK
        top.left = hang(siblings[:middle], depth + 1, full)
        top.right = hang(siblings[middle + 1 :], depth + 1, full)
        return number[id(top)]

    for entry in entries:
        full_levels = (len(entry.children) + 1).bit_length() - 1
        entry.child = hang(sorted(entry.children, key=_Entry.key), 0, full_levels)


def _append_fat(sectors: _Sectors) -> tuple[int, int]:
    """Store the table of the sectors, which also counts its own, and return where."""
    first, count = len(sectors.next), 1
    while first + count > count * _PER_SECTOR:
        count += 1
    if count > _HEADER_FAT_SECTORS:
        raise ValueError("the compound file is larger than 7 MB, which this writer does not do")
    sectors.next += [_FAT] * count
    sectors.data += sectors.table()
    return first, count

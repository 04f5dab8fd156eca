"""The head of a CSV: its separator, its encoding and its headers, which decide how it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from regso.errors import FileError
from regso.incoming import plain, tables, texts
from regso.incoming.texts import printable
from regso.indata import header_key

_START: Final = 1 << 20  # bytes
UTF8, LATIN1 = "utf-8", "latin-1"


class Head(NamedTuple):
    """How a CSV is read; `encoding` is UTF-8, or Latin-1, which holds every byte."""

    separator: str
    encoding: str
    headers: tuple[str, ...]


def head_of(path: Path, *, swedish: bool) -> Head:
    """Return the head of a CSV.

    Raises
    ------
    FileError
        The first line is no header, two columns have one name, or it is of another encoding.
    """
    start = plain.read_start(path, _START)
    encoding = _encoding(start, path.name, swedish=swedish)
    first = start.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].rstrip(b"\r")
    line = first.decode("cp1252" if encoding == LATIN1 else "utf-8", errors="replace")
    separator = tables.sniff_separator(line)
    headers = tuple(field.strip() for field in tables.fields(line, separator))
    name = printable(path.name)
    if not line.strip() or not all(headers):
        raise FileError(f"{name} ska ha en rubrik över varje kolumn på första raden.")
    keys = [header_key(header) for header in headers]
    twice = next((h for h, key in zip(headers, keys, strict=True) if keys.count(key) > 1), None)
    if twice is not None:
        raise FileError(
            f'Rubriken "{printable(twice)}" finns två gånger i {name}; ge kolumnerna olika '
            "rubriker.",
        )
    return Head(separator, encoding, headers)


def common_head(paths: list[Path], *, swedish: bool) -> Head:
    """Return the head that all files have."""
    heads = [head_of(path, swedish=swedish) for path in paths]
    for path, head in zip(paths, heads, strict=True):
        if head[::2] != heads[0][::2]:
            raise FileError(
                f"{printable(path.name)} har andra rubriker eller annat skiljetecken än "
                f"{printable(paths[0].name)}; läs dem var för sig.",
            )
    encoding = LATIN1 if LATIN1 in {head.encoding for head in heads} else UTF8
    if encoding == LATIN1 and any(
        _is_beyond(path, head) for path, head in zip(paths, heads, strict=True)
    ):
        raise FileError("Filerna har olika teckenkodning; spara alla som CSV UTF-8.")
    return heads[0]._replace(encoding=encoding)


def swedish_text(text: str) -> str:
    """Return a text of Windows-1252 that was read as Latin-1, which differ in 27 signs."""
    try:
        return text.encode("latin-1").decode("cp1252")
    except UnicodeError:
        return text


def as_read(text: str) -> str:
    """Return a text as it is where Windows-1252 is read as Latin-1."""
    try:
        return text.encode("cp1252").decode("latin-1")
    except UnicodeError:
        return text


def _encoding(start: bytes, name: str, *, swedish: bool) -> str:
    whole = start.rsplit(b"\n", 1)[0] if len(start) == _START else start
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        if swedish or texts.is_swedish_windows(whole):
            return LATIN1
        texts.decode(whole, name)  # says why not
        raise
    if b"\0" in whole:
        raise FileError(f"{printable(name)} är ingen textfil; spara den som CSV UTF-8.")
    return UTF8


def _is_beyond(path: Path, head: Head) -> bool:
    """Tell whether a file is UTF-8 beyond ASCII, at its beginning."""
    return head.encoding == UTF8 and not plain.read_start(path, _START).isascii()

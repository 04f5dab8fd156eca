"""The lines of a SIE file: a label, its fields, and the lines in braces below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from regso.errors import FileError

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([{}])|([^\s{}"]+)|(\S)')
_ESCAPE = re.compile(r"\\(.)")
_OPEN, _CLOSE = "{", "}"
_BRACES = ([_OPEN], [_CLOSE])

Field = str | tuple[str, ...]  # a list in braces is a tuple


class Post(NamedTuple):
    """A line of the file; `below` has the lines in braces after it."""

    label: str
    fields: Sequence[Field]
    line: int
    below: tuple[Post, ...] | None = None

    def text(self, at: int) -> str:
        """Return a field, or an empty text where the line is shorter or has a list there."""
        value = self.fields[at] if at < len(self.fields) else ""
        return value if isinstance(value, str) else ""

    def objects(self, at: int) -> tuple[str, ...]:
        """Return a list in braces; empty where there is none."""
        value = self.fields[at] if at < len(self.fields) else ()
        return () if isinstance(value, str) else value


def posts(text: str, name: str) -> Iterator[Post]:
    """Yield the posts of a SIE file.

    Raises
    ------
    FileError
        A quotation mark or a brace does not end: the file is cut or damaged.
    """
    waiting: Post | None = None
    inside: list[Post] | None = None
    for post in _lines(text, name):
        if post.label == _OPEN and waiting is not None and inside is None:
            inside = []
        elif post.label == _CLOSE and waiting is not None and inside is not None:
            yield waiting._replace(below=tuple(inside))
            waiting = inside = None
        elif post.label in {_OPEN, _CLOSE}:
            raise _damaged(name, post.line)
        elif inside is None:
            if waiting is not None:
                yield waiting
            waiting = post
        elif post.label == "#VER":
            raise cut(name, waiting.line if waiting else post.line)
        else:
            inside.append(post)
    if inside is not None and waiting is not None:
        raise cut(name, waiting.line)
    if waiting is not None:
        yield waiting


def _lines(text: str, name: str) -> Iterator[Post]:
    """Yield each line as a post; the label of a brace is itself."""
    for number, line in enumerate(text.splitlines(), 1):
        tokens = _fields(line, number, name)
        if not tokens:
            continue
        label = tokens[0]
        if not isinstance(label, str) or not (label.startswith("#") or tokens in _BRACES):
            raise _damaged(name, number)
        yield Post(label.upper(), tokens[1:], number)


def _damaged(name: str, line: int) -> FileError:
    return FileError(
        f"Rad {line} i {name} följer inte SIE, så filen är skadad; exportera den igen ur "
        "ekonomisystemet.",
    )


def cut(name: str, line: int) -> FileError:
    """Return the error of a file that ends too early."""
    return FileError(
        f"{name} är avklippt: verifikationen på rad {line} tar inte slut; exportera filen igen ur "
        "ekonomisystemet.",
    )


def _fields(line: str, number: int, name: str) -> list[Field]:
    """Return the fields of a line; a list in braces is one, a brace alone is itself."""
    found: list[Field] = []
    listed: list[str] | None = None
    for quoted, brace, bare, other in _TOKEN.findall(line.strip("\x1a")):
        if other:
            raise FileError(
                f"Rad {number} i {name} har ett citattecken som inte slutar, så filen är skadad "
                "eller avklippt; exportera den igen ur ekonomisystemet.",
            )
        if brace == _OPEN and found:
            listed = []
        elif brace == _CLOSE and listed is not None:
            found.append(tuple(listed))
            listed = None
        elif brace:
            found.append(brace)
        else:
            value = bare or _ESCAPE.sub(r"\1", quoted)
            (found if listed is None else listed).append(value)
    if listed is not None:
        raise FileError(f"Rad {number} i {name} är avklippt; exportera filen igen.")
    return found

"""What a function says of itself in its source: notes of annotations, and lines of docstrings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, TypeVar, get_args, get_origin

_K = TypeVar("_K")


def noted(annotation: object, kind: type[_K]) -> _K:
    """Return the note of a kind that an annotation carries.

    Raises
    ------
    TypeError
        It carries none.
    """
    if get_origin(annotation) is Annotated:
        for note in get_args(annotation)[1:]:
            if isinstance(note, kind):
                return note
    raise TypeError(f"{annotation!r} names no {kind.__name__}")


def described(doc: str, names: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Return the first line of a docstring, and what its "name: text" lines say of each name.

    Raises
    ------
    TypeError
        A name has no line.
    """
    lines = [line.strip() for line in doc.strip().splitlines()]
    about = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    missing = [n for n in names if n not in about]
    if missing:
        raise TypeError(f"no line in the docstring for {', '.join(missing)}")
    return lines[0], about

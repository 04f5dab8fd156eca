"""What functions say of themselves in their source: names, arguments, and lines of docstrings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Annotated, NamedTuple, TypeVar, get_args, get_origin

_K = TypeVar("_K")

_FUNCTION = re.compile(rb"\ndef (REGSO_\w+)\(")  # a pattern that begins with text is fast


class Kind(NamedTuple):
    """A kind of argument: how a raw cell or range becomes the value that the function takes.

    Attributes
    ----------
    name : str
        Two kinds that are read alike are still two: hosts tell arguments apart by their kind.
    read : callable
    takes_range : bool
        Tells hosts that a range is meant; a single cell is then a range of one.
    """

    name: str
    read: Callable[[object, str], object]
    takes_range: bool = False


class Arg(NamedTuple):
    """An argument as users see it."""

    name: str
    doc: str
    optional: bool
    kind: Kind
    default: object


def declared_in(source: bytes) -> list[str]:
    r"""Return the worksheet functions of a module by its source, which is quicker than to load it.

    >>> declared_in(b"\ndef REGSO_TYP(kod: Codes) -> PerCell:")
    ['REGSO_TYP']
    """
    return [name.decode() for name in _FUNCTION.findall(source)]


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

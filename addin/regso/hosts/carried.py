"""What a host carries of this package to a Python that has none of our installs.

LibreOffice and the browser run the functions on the standard library, from these files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

# The registry, and what it stands on: files, and folders with all that is in them.
RUNTIME: Final = (
    "__init__.py",
    "errors.py",
    "core",
    "functions",
    "store/__init__.py",
    "store/messages.py",
    "store/provenance.py",
    "store/reader.py",
    "store/schema.py",
    "store/example.sqlite",
    "hosts/__init__.py",
)


def carried(paths: Iterable[str]) -> dict[str, bytes]:
    """Return the files of the package at these paths, by their place in it."""
    root = files("regso")
    return {name: as_shipped(file) for path in paths for name, file in _sources(path, root / path)}


def as_shipped(file: Traversable) -> bytes:
    """Return a file, its line ends LF whatever the checkout made of them."""
    content = file.read_bytes()
    return content if file.name.endswith((".sqlite", ".png")) else content.replace(b"\r\n", b"\n")


def _sources(path: str, inside: Traversable) -> Iterator[tuple[str, Traversable]]:
    """Yield a file, or the modules of a package and of the packages in it."""
    if inside.is_file():
        yield path, inside
        return
    for one in inside.iterdir():
        if one.name.endswith(".py") or one.joinpath("__init__.py").is_file():
            yield from _sources(f"{path}/{one.name}", one)

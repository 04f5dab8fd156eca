"""Build the extension: the same bytes from the same registry, on every system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from regso import __version__
from regso.functions import REGISTRY, Entry
from regso.hosts.calc import describe
from regso.xlsx.archive import READABLE, pack

FILE_NAME = "regso.oxt"

# The part of the package that runs in Calc, which has its own Python and none of our installs:
# files, and folders with all that is in them.
_CARRIED = (
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
    "hosts/logfile.py",
    "hosts/calc/__init__.py",
    "hosts/calc/edge.py",
    "hosts/calc/signature.py",
)
_STATIC = (
    "LICENSE",
    "META-INF/manifest.xml",
    "description.en.txt",
    "description.sv.txt",
    "recalc.xcu",
    "regso.components",
    "regso_calc.py",
)


def extension(entries: Iterable[Entry] = tuple(REGISTRY.values())) -> bytes:
    """Return the extension for Calc with the functions of the registry."""
    return pack(dict(sorted(_files(list(entries)).items())), mode=READABLE)


def _files(entries: list[Entry]) -> dict[str, bytes]:
    static = files("regso.hosts.calc").joinpath("static")
    described = static.joinpath("description.xml").read_text(encoding="utf-8")
    return {
        **{name: _read(static.joinpath(name)) for name in _STATIC},
        **{f"pythonpath/regso/{name}": _read(file) for name, file in _carried()},
        "description.xml": described.replace("${version}", __version__).encode(),
        "functions.xcu": describe.xcu(entries).encode(),
        "regso.idl": describe.idl(entries).encode(),
    }


def _carried() -> Iterator[tuple[str, Traversable]]:
    for path in _CARRIED:
        yield from _sources(path, files("regso").joinpath(path))


def _sources(path: str, inside: Traversable) -> Iterator[tuple[str, Traversable]]:
    """Yield a file, or the modules of a package and of the packages in it."""
    if inside.is_file():
        yield path, inside
        return
    for one in inside.iterdir():
        if one.name.endswith(".py") or one.joinpath("__init__.py").is_file():
            yield from _sources(f"{path}/{one.name}", one)


def _read(file: Traversable) -> bytes:
    """Return a file, its line ends LF whatever the checkout made of them."""
    content = file.read_bytes()
    return content if file.name.endswith(".sqlite") else content.replace(b"\r\n", b"\n")

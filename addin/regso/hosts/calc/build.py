"""Build the extension: the same bytes from the same registry, on every system."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from regso import __version__
from regso.functions import REGISTRY, Entry
from regso.hosts.calc import describe
from regso.hosts.carried import RUNTIME, as_shipped, carried
from regso.xlsx.archive import READABLE, pack

FILE_NAME = "regso.oxt"

# The part of the package that runs in Calc, which has its own Python and none of our installs.
_CARRIED = (
    *RUNTIME,
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
        **{name: as_shipped(static / name) for name in _STATIC},
        **{f"pythonpath/regso/{name}": file for name, file in carried(_CARRIED).items()},
        "description.xml": described.replace("${version}", __version__).encode(),
        "functions.xcu": describe.xcu(entries).encode(),
        "regso.idl": describe.idl(entries).encode(),
    }

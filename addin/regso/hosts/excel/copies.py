"""The copies of the add-in and of the registration that a machine has, and what each is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from regso.hosts.excel.identity import ADD_IN
from regso.hosts.excel.install import EXCEL, Target, place
from regso.hosts.excel.machine import Machine
from regso.incoming.reading import UnreadError
from regso.xlsx.package import Package

_ABOUT = "docProps/core.xml"
_VERSION = re.compile(rb"version (\d+\.\d+\.\d+)")


def targets(machine: Machine) -> list[Target]:
    """Return where an installation can be: the user's own, and that for all if Excel is there."""
    own = place(machine, all_users=False)
    return [own] if machine.value(EXCEL) is None else [own, place(machine, all_users=True)]


def add_ins(machine: Machine) -> Iterator[Path]:
    """Yield every copy of the add-in that Excel may open."""
    folders = [target.start_folder for target in targets(machine)]
    folders.append(machine.folder("APPDATA") / "Microsoft" / "AddIns")
    yield from (path for folder in folders if (path := folder / ADD_IN).exists())


def version_of(add_in: bytes) -> str:
    """Return the version that an add-in says it is of, or empty text."""
    try:
        about = Package(add_in).parts.get(_ABOUT, b"")
    except UnreadError:
        return ""
    found = _VERSION.search(about)
    return found[1].decode() if found else ""

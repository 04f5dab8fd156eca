"""The templates: workbooks with our functions in them, filled with a fictional example.

A template is an object `TEMPLATE` in a module here, or in the module `template` of a package here;
nothing lists them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regso.workbook.template import Template

__all__ = ["TEMPLATES", "build", "workbook"]

_OURS = Path(__file__).parents[1]
_INSTALLED = Path(__file__).parent / "built"  # in a wheel, from the folder in the repository
_IN_REPOSITORY = _OURS.parents[1] / "workbooks" / "calc"

# The order in which users see them; others come after, by name.
_ORDER = (
    "omradestyper", "indikatorer", "ar_mot_ar", "halsa", "resursfordelning", "servicenat", "brott",
    "skola", "anvandbarhet", "sekretess", "karta", "uppdraget", "uppdragen", "redovisning",
    "exempelbok",
)  # fmt: skip


class _Templates(Mapping[str, "Template"]):
    """The templates by the name of their module; one is imported when it is asked for."""

    def __init__(self) -> None:
        found = {module.name: module.ispkg for module in iter_modules(__path__)}
        known = [name for name in _ORDER if name in found]
        self._packages = {name: found[name] for name in (*known, *sorted({*found} - {*known}))}

    def __getitem__(self, name: str) -> Template:
        module = f"{name}.template" if self._packages[name] else name
        template: Template = import_module(f"{__name__}.{module}").TEMPLATE
        return template

    def __contains__(self, name: object) -> bool:
        return name in self._packages

    def __iter__(self) -> Iterator[str]:
        return iter(self._packages)

    def __len__(self) -> int:
        return len(self._packages)


TEMPLATES: Mapping[str, Template] = _Templates()


def build(name: str) -> bytes:
    """Return a template's workbook with the example data in it, not yet calculated."""
    return TEMPLATES[name].build()


def workbook(name: str) -> bytes:
    """Return a template's workbook with the example data in it, to be filled and calculated.

    It is the file that was built, for to build it anew takes up to a second. In the repository
    that is so only while nothing of ours is newer than the file.
    """
    installed, built = (folder / f"{name}.xlsx" for folder in (_INSTALLED, _IN_REPOSITORY))
    if installed.is_file():
        return installed.read_bytes()
    if built.is_file() and not _is_newer(_OURS, built):
        return built.read_bytes()
    return build(name)


def _is_newer(folder: Path, than: Path) -> bool:
    """Tell whether any file in a folder was changed after another file."""
    then = than.stat().st_mtime_ns
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        if any(Path(here, name).stat().st_mtime_ns > then for name in files):
            return True
    return False

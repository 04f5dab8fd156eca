"""Maps drawn anew before a workbook is published.

A map is a picture, so it is as it was when it was drawn. Settings that were changed since, such as
a higher threshold, are in the cells but not in it, and no comparison of cells would tell.
"""

from __future__ import annotations

from collections.abc import Collection

from regso.errors import FileError
from regso.render import pictures
from regso.workbook.mapplace import NOT_DRAWN
from regso.xlsx.package import Package


def with_maps_of(calculated: bytes, workbook: bytes, name: str = "Arbetsboken") -> bytes:
    """Return a workbook with the maps of another, which is the same calculated anew.

    Parameters
    ----------
    calculated, workbook : bytes
    name : str, optional
        The file's, for messages.
    """
    new, old = Package(calculated, name), Package(workbook, name)
    slots = list(pictures.maps(new))
    if not slots:
        return workbook
    for slot, place in zip(slots, list(pictures.maps(old)), strict=True):
        place.fill(old, *slot.shown(new))
    return old.write({})


def refuse_undrawn(package: Package, pages: Collection[str]) -> None:
    """Raise FileError if a map of own values could not be drawn on one of some pages."""
    for slot in pictures.maps(package):
        if slot.sheet in pages and slot.text.startswith(NOT_DRAWN):
            why = slot.text.removeprefix(NOT_DRAWN).strip()
            raise FileError(
                f"Kopian gjordes inte, för kartan på bladet {slot.sheet} kan inte ritas: {why}"
            )

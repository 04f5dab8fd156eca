"""What is said of reference data that are not there: always with the command that gets them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from regso.errors import NotFoundError, NotInstalledError

GET: Final = "hämta dem med regso data update, eller läs in egna filer med regso data import"
# The one table that the publisher's services do not have.
GET_CHANGES: Final = (
    'ladda ner SCB:s "Historiska förändringar i RegSO" från scb.se, sidan RegSO – Regionala '
    "statistikområden, och läs in filen med regso data import"
)


def not_installed(subject: str) -> NotInstalledError:
    return NotInstalledError(f"Tabellen {subject} är inte inläst; {GET}.")


def no_year(subject: str, year: int, years: Iterable[int]) -> NotFoundError | NotInstalledError:
    """Return the error for a year that is not among those of a subject."""
    held = ", ".join(map(str, years))
    if not held:
        return not_installed(subject)
    return NotFoundError(f"Det finns inga värden för {subject} {year}; inlästa år: {held}.")


def no_changes() -> NotInstalledError:
    return NotInstalledError(f"Ändringslistan är inte inläst; {GET_CHANGES}.")


def no_areas(vintage: int | None = None) -> NotInstalledError:
    """Return the error for the areas of a vintage, or of all."""
    of = f" i RegSO {vintage}" if vintage else ""
    return NotInstalledError(f"Områdena{of} är inte inlästa; {GET}.")


def no_store(folder: Path) -> NotInstalledError:
    return NotInstalledError(f"Referensdata saknas i {folder}; {GET}.")


def other_version(path: Path, version: int, read: int) -> NotInstalledError:
    return NotInstalledError(
        f"Referensdata i {path} har version {version} men tillägget läser version {read}; "
        "uppdatera RegSO för Excel, eller hämta dem igen med regso data update.",
    )


def unreadable(folder: Path, path: Path | str, why: object) -> NotInstalledError:
    """Return the error for a store that cannot be read; `folder` is where it should be."""
    remedy = "hämta dem igen med regso data update, eller importera igen med regso data import"
    if folder.exists() and not folder.is_dir():
        why, remedy = "det är en fil och ingen mapp", "välj en mapp med REGSO_DATA"
    elif not os.access(path, os.R_OK):
        remedy = "be om läsrätt, eller välj en annan mapp med REGSO_DATA"
    return NotInstalledError(f"Referensdata i {path} går inte att läsa ({why}); {remedy}.")

"""What of a filled workbook may be shown in a picture: only what a publication copy has.

A workbook that is no copy is published in memory, with all that refuses a publication; a template
by its name is filled with its example. What is read is the copy, never the workbook.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final, NamedTuple

from regso import __version__, templates
from regso.errors import FileError
from regso.incoming import plain
from regso.publication.cover import COVER, Stamp
from regso.publication.maps import with_maps_of
from regso.publication.proof import prove
from regso.publication.publishing import publish
from regso.render import registry_functions, render
from regso.report.published import ShownPage, is_fictional, pages, sources
from regso.report.workbooks import filled_of
from regso.templates import TEMPLATES
from regso.xlsx.package import Package

EXAMPLE: Final = "UTKAST – PÅHITTAT EXEMPEL"
DRAFT: Final = "UTKAST – INTE PUBLICERAD"


class Book(NamedTuple):
    """A workbook as pictures show it.

    Attributes
    ----------
    name, title : str
        The start of its files' names, and the template's title.
    pages : list of ShownPage
    source : str
        The line that says where its figures come from.
    mark : str
        Empty, or what every picture of it must say.
    """

    name: str
    title: str
    pages: list[ShownPage]
    source: str
    mark: str


def read_book(what: str, day: dt.date) -> Book:
    """Return a workbook, or the example of a template, as pictures show it.

    Raises
    ------
    FileError
        It is made from no template, or may not be published; the message says why.
    """
    path = Path(what)
    is_template = what in TEMPLATES and not plain.exists(path)
    name = what if is_template else path.stem
    copy, is_copy = _copy(what, path, day, is_template=is_template)
    filled = filled_of(copy, path.name)
    if filled is None:
        raise FileError(f"{path.name} är inte gjord av någon av mallarna {', '.join(TEMPLATES)}.")
    facts = dict(sources(filled))
    mark = EXAMPLE if is_template or is_fictional(filled) else "" if is_copy else DRAFT
    return Book(name, filled.template.title, pages(filled), facts.get("Källrad", ""), mark)


def _copy(what: str, path: Path, day: dt.date, *, is_template: bool) -> tuple[bytes, bool]:
    """Return the publication copy, and whether it was one already."""
    stamp = Stamp(day, __version__, "", "")
    if is_template:
        made = render(templates.workbook(what), data=None, columns={}, settings={}).workbook
        return publish(made, stamp, registry_functions(), (), what).workbook, False
    workbook = plain.read_bytes(path)
    package = Package(workbook, path.name)
    with package.blamed():
        if COVER in package.sheets:
            return workbook, True
    calculated = render(workbook, data=None, columns={}, settings={}, name=path.name)
    prove(workbook, calculated.workbook, (), path.name)
    redrawn = with_maps_of(calculated.workbook, workbook, path.name)
    return publish(redrawn, stamp, registry_functions(), (), path.name).workbook, False

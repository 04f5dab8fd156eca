"""The publication copy: a new workbook with nothing in it but what a reader may see.

Nothing is taken out of the old package; a new one is built, and only what is named here goes
into it. So a part, an element or an attribute that no one thought of is left behind.

References
----------
ECMA-376-1 (Office Open XML), parts 18 (SpreadsheetML), 20 and 21 (DrawingML and charts).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from regso.publication import assembly, proof
from regso.publication.controls import refuse_failed_checks
from regso.publication.cover import COVER, Stamp, cover, hides_counts, threshold
from regso.publication.drawings import drawing_of
from regso.publication.looks import Looks
from regso.publication.maps import refuse_undrawn
from regso.publication.pages import CopiedPage, published_sheets
from regso.publication.rules import looks_of_rules
from regso.render.engine import Function
from regso.xlsx.package import WORKBOOK, Package

_VERSION = re.compile(r"[0-9]{2}\.[0-9]{4}")
_NEWEST = "16.0300"


class Published(NamedTuple):
    """A publication copy.

    Attributes
    ----------
    workbook : bytes
    hides_counts : bool
        Whether its template hides small counts.
    unread : list of str
        Sheets whose tables are too large for the whole of the end check.
    """

    workbook: bytes
    hides_counts: bool
    unread: list[str]


def publish(
    workbook: bytes,
    stamp: Stamp,
    functions: Mapping[str, Function],
    wanted: Sequence[str] = (),
    name: str = "Arbetsboken",
) -> Published:
    """Return the copy of a calculated workbook that may leave the agency.

    Parameters
    ----------
    workbook : bytes
        An .xlsx file with calculated values.
    stamp : Stamp
        What the cover says of where the copy comes from.
    functions : mapping
        Our functions by name, for the conditional formats that call them.
    wanted : sequence of str, optional
        The results to copy; all of them when left out.
    name : str, optional
        The workbook's, for messages.

    Raises
    ------
    FileError
        The workbook says of no sheet that it may be published, a check says Fel, a published
        cell is an error value, something in the copy looks like a personnummer, or a reader of
        it can know a count below the threshold.
    """
    package = Package(workbook, name)
    with package.blamed():
        return _published(package, stamp, functions, published_sheets(package, wanted))


def _published(
    package: Package, stamp: Stamp, functions: Mapping[str, Function], names: Sequence[str]
) -> Published:
    from regso.publication.endcheck import refuse_disclosed  # noqa: PLC0415 - slow to import
    from regso.publication.identities import refuse_persons  # noqa: PLC0415

    refuse_failed_checks(package, names)
    refuse_undrawn(package, names)
    looks = Looks(package)
    pages = {name: CopiedPage(package, name) for name in names}
    for page in pages.values():
        proof.refuse_errors(page)
    rules = looks_of_rules(package, pages, functions)
    copy = assembly.Copy(stamp.date, _version(package))
    copy.add_sheet(COVER, cover(package, stamp, looks), assembly.saying("check"), None)
    for name, page in pages.items():
        drawing = drawing_of(package, name, pages, copy)
        sheet = page.copy(looks, rules[name], drawing)
        copy.add_sheet(name, sheet, page.names(), drawing)
    copy.finish(looks.part(), _uses_1904(package))
    made = copy.write()
    refuse_persons(Package(made), [COVER, *pages], "kopian gjordes inte")
    return Published(made, hides_counts(package), refuse_disclosed(made, threshold(package)))


def _version(package: Package) -> str:
    """Return the version of Excel that the workbook says it is of, if it looks like one."""
    for part in package.related("", "extended-properties").values():
        found = package.tree(part).findtext("{*}AppVersion", "")
        if _VERSION.fullmatch(found):
            return found
    return _NEWEST


def _uses_1904(package: Package) -> bool:
    found = package.tree(WORKBOOK).find("{*}workbookPr")
    return found is not None and found.get("date1904") in ("1", "true")

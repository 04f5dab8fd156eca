"""The links of a workbook to our add-in, and the calculation chain."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from regso.xlsx.cells import q
from regso.xlsx.package import CALC_CHAIN, RELATION_ID, WORKBOOK, Package

ADD_IN = "regso.xlam"
_UPDATE = "updateLinks"
_BEFORE_PROPERTIES = ("fileVersion", "fileSharing")
FORMULAS = ("f", "formula", "formula1", "formula2", "definedName")
_LINK = re.compile(r"\[([0-9]+)\]")


def remove_calc_chain(package: Package) -> None:
    """Remove the calculation chain, if there is one.

    It lists every formula cell, and Excel calls a file damaged whose chain names a cell that
    has no formula any more. Excel writes a new one by itself.
    """
    if CALC_CHAIN in package.parts:
        package.remove(CALC_CHAIN)


def remove_add_in_links(package: Package) -> None:
    """Remove the links to our add-in that no formula uses any more.

    Formulas name links by number, so a link stays when another follows it.
    """
    links = package.related(WORKBOOK, "externalLink")
    references = package.tree(WORKBOOK).find(q("externalReferences"))
    used = _used_links(package)
    while references is not None and len(references):
        part = links[references[-1].get(RELATION_ID, "")]
        if len(references) in used or not _is_add_in(package, part):
            return
        package.change(WORKBOOK)
        folder, name = posixpath.split(part)
        package.parts.pop(posixpath.join(folder, "_rels", f"{name}.rels"), None)
        package.remove(part)
        references.remove(references[-1])
    if references is not None:
        workbook = package.change(WORKBOOK)
        workbook.remove(references)
        for properties in workbook.iterfind(q("workbookPr")):
            properties.attrib.pop(_UPDATE, "")


def never_asked_for(workbook: etree._Element) -> None:
    """Let Excel open a workbook without asking whether its links are to be updated.

    There is nothing to fetch from an add-in, and who was sent the workbook cannot tell.
    """
    properties = workbook.find(q("workbookPr"))
    if properties is None:
        properties = etree.Element(q("workbookPr"))
        before = [child for child in workbook if child.tag in map(q, _BEFORE_PROPERTIES)]
        workbook.insert(len(before), properties)
    properties.set(_UPDATE, "never")


def add_in_number(package: Package) -> int:
    """Return the number by which formulas name the link to our add-in; 0 if there is none."""
    links = package.related(WORKBOOK, "externalLink")
    references = package.tree(WORKBOOK).find(q("externalReferences"))
    for number, reference in enumerate(() if references is None else references, 1):
        if _is_add_in(package, links[reference.get(RELATION_ID, "")]):
            return number
    return 0


def _is_add_in(package: Package, part: str) -> bool:
    targets = (r.get("Target", "") for r in package.relations(part).values())
    return any(re.split(r"[/\\]", target)[-1].lower() == ADD_IN for target in targets)


def _used_links(package: Package) -> set[int]:
    tags = [q(tag) for tag in FORMULAS]
    parts = [WORKBOOK, *package.sheets.values()]
    return {
        int(number)
        for part in parts
        for element in package.tree(part).iter(*tags)
        for number in _LINK.findall(element.text or "")
    }

"""How a file names our functions: plain, linked to the Excel add-in, or as Office.js does.

A formula is stored differently for each program, and none of them reads the others' form:

- ``calc``: ``REGSO_TYP(A2)``, for LibreOffice Calc with the extension;
- ``excel``: ``[1]!REGSO_TYP(A2)`` and a link to regso.xlam in Excel's start folder;
- ``webb``: ``_xldudf_REGSO_TYP(A2)``, for Excel on the web and on Mac.

Values, formats and everything else are the same.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from regso.functions import REGISTRY
from regso.xlsx.cells import q
from regso.xlsx.formula import is_ours, stripped, tokenize, untokenize
from regso.xlsx.links import (
    ADD_IN,
    FORMULAS,
    add_in_number,
    never_asked_for,
    remove_add_in_links,
)
from regso.xlsx.package import DOCUMENT, HEAD, PARTS, RELATION_ID, WORKBOOK, Package

PROGRAMS: Final = ("excel", "calc", "webb")

_MENTION: Final = b"REGSO_"
_STARTUP = "http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlStartup"
_LINK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"


def stored_for(workbook: bytes, program: str) -> bytes:
    """Return a workbook with our functions named as a program stores them.

    Parameters
    ----------
    workbook : bytes
        An .xlsx file in any of the forms.
    program : str
        One of `PROGRAMS`.
    """
    package = Package(workbook)
    with package.blamed():
        _store(package, program)
    return package.write({})


def _store(package: Package, program: str) -> None:
    elements = [
        (part, element)
        for part in (WORKBOOK, *package.sheets.values())
        if _MENTION in package.parts[part].upper()  # a sheet of many rows is not read for nothing
        for element in package.tree(part).iter(*map(q, FORMULAS))
        if "REGSO_" in (element.text or "").upper()
    ]
    for part, element in elements:
        package.change(part)
        element.text = stripped(element.text or "")
    if program != "excel":
        remove_add_in_links(package)
    prefix = _prefix(package, program) if elements else ""
    for _, element in elements:
        element.text = _named(element.text or "", prefix)


def _prefix(package: Package, program: str) -> str:
    if program == "webb":
        return "_xldudf_"
    if program == "calc":
        return ""
    return f"[{add_in_number(package) or _link(package)}]!"


def _named(formula: str, prefix: str) -> str:
    tokens = tokenize(formula)
    return untokenize(
        token._replace(text=prefix + token.text) if is_ours(token) else token for token in tokens
    )


def _link(package: Package) -> int:
    """Add a link to the add-in in Excel's start folder, and return its number."""
    workbook = package.change(WORKBOOK)
    references = workbook.find(q("externalReferences"))
    if references is None:
        never_asked_for(workbook)
        references = etree.Element(q("externalReferences"))
        workbook.insert(_after(workbook, ("sheets", "functionGroups")), references)
    number = len(references) + 1
    part, key = f"xl/externalLinks/externalLink{number}.xml", f"rIdRegSO{number}"
    names = "".join(f'<definedName name="{name}"/>' for name in REGISTRY)
    package.add(
        part,
        f'{HEAD}<externalLink xmlns="{workbook.nsmap[None]}"><externalBook xmlns:r="{DOCUMENT}" '
        f'r:id="rId1"><definedNames>{names}</definedNames></externalBook></externalLink>'.encode(),
        _LINK_TYPE,
    )
    package.add(
        f"xl/externalLinks/_rels/externalLink{number}.xml.rels",
        f'{HEAD}<Relationships xmlns="{PARTS}/relationships"><Relationship Id="rId1" '
        f'Type="{_STARTUP}" Target="{ADD_IN}" TargetMode="External"/></Relationships>'.encode(),
    )
    package.relate(WORKBOOK, key, f"{DOCUMENT}/externalLink", part.removeprefix("xl/"))
    etree.SubElement(references, q("externalReference")).set(RELATION_ID, key)
    return number


def _after(root: etree._Element, names: tuple[str, ...]) -> int:
    return max(i for i, child in enumerate(root) if child.tag in map(q, names)) + 1

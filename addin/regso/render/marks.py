"""The mark of a report that is one of several of the same register, and not for publication.

It is a check of the workbook's own that says Fel, so that every way to publish refuses it, and it
stands at the top of each printed page.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from regso.render.uses import printed
from regso.xlsx.cells import CellIndex, Place, q, write_value
from regso.xlsx.package import Package

_START: Final = "Start"
_LEAD, _MARK = Place(2, 2), Place(3, 2)  # B2 and the free row below it
_ROW_HEIGHT = "20"
_LONGEST = 50  # characters of each name: a text in a formula, and a header, have at most 255


def one_of_several(template: bytes, name: str, unit: str, register: str) -> bytes:
    """Return a template with the mark of a unit.

    Parameters
    ----------
    template : bytes
    name : str
        The template's, for messages.
    unit, register : str
        What the rows are of, and the file they are from.
    """
    package = Package(template, name)
    with package.blamed():
        whose = f"{unit[:_LONGEST]}, en av flera rapporter ur {register[:_LONGEST]}"
        text = f"{whose}: inte för publicering"
        if _START in package.sheets:
            _write(package, f"Fel: {text}, för rapporterna kan tillsammans röja små antal.")
        for sheet in printed(package):
            _head(package, sheet, text)
        return package.write({})


def _write(package: Package, sentence: str) -> None:
    index = CellIndex(package.change(package.sheets[_START]))
    cell, lead = index.cell(_MARK), index.get(_LEAD)
    etree.SubElement(cell, q("f")).text = '"' + sentence.replace('"', '""') + '"'
    write_value(cell, sentence)
    if lead is not None and lead.get("s"):
        cell.set("s", lead.get("s", ""))
    row = cell.getparent()
    if row is not None:
        row.set("ht", _ROW_HEIGHT)
        row.set("customHeight", "1")


def _head(package: Package, sheet: str, text: str) -> None:
    tree = package.change(package.sheets[sheet])
    found = tree.find(q("headerFooter"))
    if found is None:
        return
    header = etree.Element(q("oddHeader"))
    header.text = f"&C&9 {text.replace('&', '&&')}"
    found.insert(0, header)

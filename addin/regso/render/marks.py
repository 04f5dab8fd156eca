"""What a template says of the register that fills it, written into it before it is filled.

A report that is one of several names its unit on each printed page. Where it is not for
publication, a check of the workbook's own also says Fel, so that every way to publish refuses it.
Where a register that was grouped comes from stands last on the sheet Källa.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from regso.render.uses import SOURCE, printed
from regso.xlsx.cellindex import CellIndex
from regso.xlsx.cells import Place, q, write_value
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


def of_unit(template: bytes, name: str, unit: str) -> bytes:
    """Return a template whose printed pages name the unit that the rows are of."""
    package = Package(template, name)
    with package.blamed():
        for sheet in printed(package):
            _head(package, sheet, unit[:_LONGEST])
        return package.write({})


def with_source(template: bytes, name: str, facts: Mapping[str, str]) -> bytes:
    """Return a template whose sheet Källa says where the register comes from; see the module.

    Parameters
    ----------
    template : bytes
    name : str
        The template's, for messages.
    facts : mapping
        Label to value. A template without the sheet is left as it is.
    """
    package = Package(template, name)
    if SOURCE not in package.sheets:
        return template
    with package.blamed():
        index = CellIndex(package.change(package.sheets[SOURCE]))
        used = index.extent()
        if used is None:
            return template
        styles = _styles(index, used.bottom)
        for number, fact in enumerate(facts.items(), used.bottom + 2):
            for column, value in enumerate(fact, _LEAD.column):
                cell = index.cell(Place(number, column))
                write_value(cell, value)
                if column in styles:
                    cell.set("s", styles[column])
        return package.write({})


def _styles(index: CellIndex, row: int) -> dict[int, str]:
    """Return the looks of a label and its value."""
    cells = {column: index.get(Place(row, column)) for column in (_LEAD.column, _LEAD.column + 1)}
    return {column: cell.get("s", "") for column, cell in cells.items() if cell is not None}


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

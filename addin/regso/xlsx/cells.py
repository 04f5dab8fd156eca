"""Cells of a worksheet part: references, values as XML, and where the cells are."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from lxml import etree

from regso.errors import CellError
from regso.indata import Cell

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PRESERVE = ("{http://www.w3.org/XML/1998/namespace}space", "preserve")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")
_ESCAPED = "_(?=x[0-9A-Fa-f]{4}_)"  # text that would read as an escaped character
_NOT_XML = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|{_ESCAPED}")
_EXACT_INTEGER = 1e15
_LETTERS, _DIGITS = re.compile(r"[A-Z]{1,3}"), "0123456789"
_REMEMBERED = 1 << 14  # columns
# Excel itself stores the newer error values as #VALUE! with extra parts beside.
_STORED_ERROR = {"#SPILL!": "#VALUE!", "#CALC!": "#VALUE!"}


def q(tag: str) -> str:
    """Return the qualified name of an element of the main namespace."""
    return f"{{{MAIN}}}{tag}"


_FORMULA, _VALUE, _INLINE, _TEXT = q("f"), q("v"), q("is"), q("t")
_VALUES = frozenset((_VALUE, _INLINE))


@cache
def letters(column: int) -> str:
    """Return the letters of a column number.

    >>> letters(1), letters(28)
    ('A', 'AB')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@cache
def column_number(text: str) -> int:
    """Return the number of a column's letters."""
    total = 0
    for letter in text:
        total = total * 26 + ord(letter) - 64
    return total


class Place(NamedTuple):
    """Row and column of a cell, from 1."""

    row: int
    column: int

    @staticmethod
    def parse(reference: str) -> Place:
        """Return the place of a reference such as B4 or $B$4."""
        start = reference.rstrip(_DIGITS)
        column = _column_of(start)
        if column and start != reference:  # the usual form, which a sheet has in every cell
            return Place(int(reference[len(start) :]), column)
        form = _REFERENCE.fullmatch(reference)
        if form is None:
            raise ValueError(reference)
        return Place(int(form[2]), column_number(form[1]))

    @staticmethod
    def column_of(reference: str) -> int:
        """Return the column of a reference; of the usual form in less time than its place."""
        start = reference.rstrip(_DIGITS)
        column = _column_of(start) if start != reference else 0
        return column or Place.parse(reference).column

    def __str__(self) -> str:
        return f"{letters(self.column)}{self.row}"


@lru_cache(maxsize=_REMEMBERED)
def _column_of(text: str) -> int:
    """Return the number of a column's letters; 0 of any other text."""
    return column_number(text) if _LETTERS.fullmatch(text) else 0


class Area(NamedTuple):
    """A rectangle of cells, its edges included.

    >>> str(Area.parse("$A$5:H13")), str(Area.parse("B2"))
    ('A5:H13', 'B2')
    """

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, reference: str) -> Area:
        """Return the area of a reference such as A5:H13 or B2."""
        first, _, last = reference.partition(":")
        return cls(*Place.parse(first), *Place.parse(last or first))

    def __str__(self) -> str:
        first, last = Place(self.top, self.left), Place(self.bottom, self.right)
        return str(first) if first == last else f"{first}:{last}"

    def with_(self, other: Area) -> Area:
        """Return the smallest area that holds this one and another."""
        return Area(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    def absolute(self) -> str:
        """Return the area as a reference that does not move: $A$5:$H$13."""
        first, last = f"${letters(self.left)}${self.top}", f"${letters(self.right)}${self.bottom}"
        return first if first == last else f"{first}:{last}"

    def holds(self, place: Place) -> bool:
        """Tell whether a place is within the area."""
        return self.top <= place.row <= self.bottom and self.left <= place.column <= self.right

    def places(self) -> list[Place]:
        """Return the places of the area, row by row."""
        return [
            Place(row, column)
            for row in range(self.top, self.bottom + 1)
            for column in range(self.left, self.right + 1)
        ]


def encode(value: Cell) -> tuple[str, str]:
    """Return the type (`t`) and the text of a value in a worksheet part.

    >>> encode(0.1), encode(True), encode("a"), encode(CellError("#N/A"))
    (('n', '0.1'), ('b', '1'), ('str', 'a'), ('e', '#N/A'))
    """
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            return "e", "#NUM!"
        whole = value == int(value) and abs(value) < _EXACT_INTEGER
        return "n", str(int(value)) if whole else repr(float(value))
    if isinstance(value, CellError):
        return "e", _STORED_ERROR.get(value.code, value.code)
    if not value or (value.isprintable() and "_x" not in value):  # as nearly all texts are
        return "str", value or ""
    return "str", _NOT_XML.sub(lambda bad: f"_x{ord(bad[0]):04X}_", value)


def clear(cell: etree._Element) -> bool:
    """Remove a cell's value, and tell whether it has a formula; style and formula stay."""
    has_formula = False
    for child in list(cell):
        if child.tag == _FORMULA:
            has_formula = True
        elif child.tag in _VALUES:
            cell.remove(child)
    for attribute in ("t", "vm"):
        if cell.get(attribute) is not None:
            del cell.attrib[attribute]
    return has_formula


def write_value(cell: etree._Element, value: Cell) -> None:
    """Write a value into a cell element; style and formula stay."""
    if value == "" and not len(cell) and cell.get("t") is None and cell.get("vm") is None:
        return  # it is blank, as most cells of a table with room for more
    kind, text = encode(value)
    stored = _result_of(cell)
    if stored is None:
        if not clear(cell) and kind == "str":
            _write_inline(cell, text)
            return
        stored = etree.SubElement(cell, _VALUE)
    if kind != "n":
        cell.set("t", kind)
    elif cell.get("t") is not None:
        del cell.attrib["t"]
    stored.text = text
    if text != text.strip():
        stored.set(*_PRESERVE)


def _result_of(cell: etree._Element) -> etree._Element | None:
    """Return where the result of a formula stands, in a cell that has nothing but the two."""
    parts = list(cell)
    usual = len(parts) == 2 and parts[0].tag == _FORMULA and parts[1].tag == _VALUE  # noqa: PLR2004
    if not usual or cell.get("vm") is not None or parts[1].keys():
        return None
    return parts[1]


def _write_inline(cell: etree._Element, text: str) -> None:
    if not text:
        return
    cell.set("t", "inlineStr")
    inline = etree.SubElement(etree.SubElement(cell, _INLINE), _TEXT)
    inline.text = text
    if text != text.strip():
        inline.set(*_PRESERVE)


def write_empty_text(cell: etree._Element) -> None:
    """Write an empty text into a cell without a formula, as a formula that gives it.

    Nothing else is kept by every program: LibreOffice reads an empty text as a blank cell, which
    is 0 in the next calculation.
    """
    clear(cell)
    cell.set("t", "str")
    etree.SubElement(cell, _FORMULA).text = '""'
    etree.SubElement(cell, _VALUE)


def plain_text(item: etree._Element) -> str:
    """Return a text that may be in runs of different looks, without its phonetic reading."""
    runs = item.iterfind(f"{q('r')}/{_TEXT}")
    return "".join(t.text or "" for t in [*item.iterfind(_TEXT), *runs])


def has_text(cell: etree._Element) -> bool:
    """Tell whether a cell holds anything that can be seen."""
    return any((element.text or "").strip() for element in cell.iter(q("v"), q("t")))


def has_text_at(sheet: etree._Element, cell: str) -> bool:
    """Tell whether a cell of a sheet holds anything that can be seen and is no error."""
    place = Place.parse(cell)
    row = sheet_data(sheet).find(f"{q('row')}[@r='{place.row}']")
    found = None if row is None else row.find(f"{q('c')}[@r='{place}']")
    return found is not None and found.get("t") != "e" and has_text(found)


def remove_formulas(sheet: etree._Element) -> None:
    """Leave the values of formulas only."""
    for cell in sheet.iter(q("c")):
        for formula in cell.findall(q("f")):
            cell.remove(formula)
            cell.attrib.pop("cm", "")


def escaped(text: str) -> str:
    """Return a text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def serialize(root: etree._Element) -> bytes:
    """Return a tree as the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def sheet_data(sheet: etree._Element) -> etree._Element:
    """Return the element that holds the rows of a worksheet."""
    data = sheet.find(q("sheetData"))
    if data is None:
        raise ValueError("a worksheet without sheetData")
    return data

"""The shape of a workbook's parts: what an element must have, and what its attributes hold.

What is named here is what our readers of workbooks build on. Elements of spreadsheets have their
plain name, those of charts and drawings a prefix.

References
----------
ECMA-376-1 (Office Open XML), part 18 (SpreadsheetML).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Final

from lxml import etree

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_WHOLE = re.compile(r"[0-9]{1,10}")
_TITLE = re.compile(r"[^\[\]:*?/\\]+")
_PREFIXES: Final = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c:",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": "xdr:",
}
ROOTS: Final = {  # the kind of a relation, and what the part that it leads to is
    "worksheet": "worksheet",
    "table": "table",
    "styles": "styleSheet",
    "sharedStrings": "sst",
    "drawing": "xdr:wsDr",
    "chart": "c:chartSpace",
    "officeDocument": "workbook",
    "externalLink": "externalLink",
}
CHILDREN: Final = {
    "workbook": ("sheets",),
    "worksheet": ("sheetData",),
    "table": ("tableColumns",),
    "styleSheet": ("fonts", "fills", "borders", "cellXfs"),
}
LISTS: Final = ("cellXfs", "fonts", "fills", "borders", "dxfs", "sst")


def tag_of(element: etree._Element) -> str:
    """Return the name of an element, with its language's prefix unless that is spreadsheets'."""
    language, _, name = str(element.tag).rpartition("}")
    return _PREFIXES.get(language[1:], "other:") + name


def fits(tag: str, attribute: str, value: str) -> bool:
    """Tell whether an attribute may have a value."""
    form = _FORMS.get((tag, attribute))
    return form is None or form(value)


def width(area: str) -> int:
    """Return the number of columns of an area."""
    first, _, last = area.partition(":")
    left, right = _PLACE.fullmatch(first), _PLACE.fullmatch(last or first)
    return _column(right[1]) - _column(left[1]) + 1 if left and right else 0


def is_whole(value: str) -> bool:
    """Tell whether text is a whole number from 0."""
    return _WHOLE.fullmatch(value) is not None


def is_number(value: str) -> bool:
    """Tell whether text is a finite number."""
    try:
        return math.isfinite(float(value)) and "_" not in value
    except ValueError:
        return False


def _column(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total


def _is_place(value: str) -> bool:
    form = _PLACE.fullmatch(value)
    return form is not None and int(form[2]) <= _LAST_ROW and _column(form[1]) <= _LAST_COLUMN


def _is_area(value: str) -> bool:
    first, colon, last = value.partition(":")
    return _is_place(first) and (not colon or _is_place(last))


def _are_areas(value: str) -> bool:
    return all(map(_is_area, value.split()))


def _is_title(value: str) -> bool:
    return _TITLE.fullmatch(value) is not None


def _is_kind(value: str) -> bool:
    return value in {"b", "d", "e", "inlineStr", "n", "s", "str"}


_FORMS: Final[dict[tuple[str, str], Callable[[str], bool]]] = {
    **dict.fromkeys(
        [
            ("row", "r"), ("row", "s"), ("c", "s"), ("col", "min"), ("col", "max"),
            ("col", "style"), ("definedName", "localSheetId"), ("calcPr", "calcId"),
            ("table", "headerRowCount"), ("table", "totalsRowCount"), ("xf", "numFmtId"),
            ("xf", "fontId"), ("xf", "fillId"), ("xf", "borderId"), ("numFmt", "numFmtId"),
            ("cfRule", "dxfId"), ("cfRule", "priority"), ("workbookView", "activeTab"),
            ("c:idx", "val"), ("c:ptCount", "val"), ("c:pt", "idx"), ("c:order", "val"),
        ],
        is_whole,
    ),
    **dict.fromkeys([("row", "ht"), ("col", "width"), ("sz", "val")], is_number),
    **dict.fromkeys([("c", "r")], _is_place),
    **dict.fromkeys(
        [("table", "ref"), ("autoFilter", "ref"), ("mergeCell", "ref"), ("f", "ref"),
         ("dimension", "ref")],
        _is_area,
    ),
    **dict.fromkeys(
        [("conditionalFormatting", "sqref"), ("dataValidation", "sqref"),
         ("ignoredError", "sqref")],
        _are_areas,
    ),
    ("c", "t"): _is_kind,
    ("sheet", "name"): _is_title,
}  # fmt: skip
NEEDED: Final = {
    "row": ("r",),
    "sheet": ("name",),
    "c": ("r",),
    "col": ("min", "max"),
    "table": ("ref", "displayName"),
    "tableColumn": ("name",),
    "definedName": ("name",),
    "numFmt": ("numFmtId", "formatCode"),
    "mergeCell": ("ref",),
}
POINTERS: Final = {
    ("c", "s"): "cellXfs",
    ("xf", "fontId"): "fonts",
    ("xf", "fillId"): "fills",
    ("xf", "borderId"): "borders",
    ("cfRule", "dxfId"): "dxfs",
}

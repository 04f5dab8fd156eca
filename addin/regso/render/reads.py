"""What the charts, the sparklines and the conditional formats of a sheet read.

A formula is searched for references, not calculated, so what is found may be more than is read
and never less: a reference that moves with the cell is given over all cells of its format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from lxml import etree

from regso.xlsx.cells import Area, column_number, q
from regso.xlsx.package import Package

WHOLE: Final = Area(1, 1, 1_048_576, 16_384)  # of a sheet
_STILL = Area(0, 0, 0, 0)
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_REFERENCE = re.compile(
    r"(?<![\w.$:])(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>[^\W\d][\w.]*))!)?"
    r"(?:(?P<c1>\$?[A-Z]{1,3})(?P<r1>\$?[0-9]{1,7})"
    r"(?::(?P<c2>\$?[A-Z]{1,3})(?P<r2>\$?[0-9]{1,7}))?"
    r"|(?P<first_column>\$?[A-Z]{1,3}):(?P<last_column>\$?[A-Z]{1,3})"
    r"|(?P<first_row>\$?[0-9]+):(?P<last_row>\$?[0-9]+))(?![\w.(!])"
)
_WORD = re.compile(r"(?<![\w.])[^\W\d][\w.\\]*(?![\w.(!])")
# What leads out of the workbook, or to where no one has looked: other files, DDE, the network.
_ELSEWHERE = re.compile(
    r"[\[|]|://|(?<!\w)(?:_XLFN\.)?(?:WEBSERVICE|FILTERXML|IMAGE|RTD|DDE|HYPERLINK|SQL\.REQUEST|"
    r"CUBE\w+|CALL|REGISTER(?:\.ID)?|INDIRECT)\s*\(",
    re.IGNORECASE,
)
CHART_FORMULA: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}f"
_NEWER: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_EXTENDED: Final = "{http://schemas.microsoft.com/office/excel/2006/main}f"
_EXTENDED_CELLS: Final = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"
_SPARKLINE, _EXTENDED_FORMAT = f"{_NEWER}sparkline", f"{_NEWER}conditionalFormatting"


class Read(NamedTuple):
    """Cells of a sheet that something reads."""

    sheet: str
    area: Area


def leads_out(formula: str) -> bool:
    """Tell whether a formula reads something outside its workbook, or may come to do so."""
    return _ELSEWHERE.search(_TEXT.sub('""', formula)) is not None


def drawn(package: Package, sheet: str) -> Iterator[Read]:
    """Yield what the charts and the sparklines of a sheet draw."""
    part = package.sheet_parts()[sheet]
    formulas = [
        element.text or ""
        for drawing in package.related(part, "drawing").values()
        for chart in package.related(drawing, "chart").values()
        for element in package.tree(chart).iter(CHART_FORMULA)
    ]
    formulas += [
        element.text or ""
        for line in package.tree(part).iter(_SPARKLINE)
        for element in line.iter(_EXTENDED)
    ]
    names = _names(package)
    for formula in formulas:
        yield from references(formula, sheet, names)


def compared(package: Package, sheet: str) -> Iterator[Read]:
    """Yield what the conditional formats of a sheet look at, their own cells among it."""
    names = _names(package)
    for block, formulas in _formats(package.tree(package.sheet_parts()[sheet])):
        areas = [Area.parse(text) for text in block.split()]
        if not areas:
            continue
        yield from (Read(sheet, area) for area in areas)
        first, whole = areas[0], areas[0]
        for area in areas:
            whole = whole.with_(area)
        moved = Area(
            whole.top - first.top, whole.left - first.left,
            whole.bottom - first.top, whole.right - first.left,
        )  # fmt: skip
        for formula in formulas:
            yield from references(formula, sheet, names, moved)


def words(package: Package, sheet: str) -> set[str]:
    """Return the names that the conditional formats of a sheet use, in lower case."""
    formats = _formats(package.tree(package.sheet_parts()[sheet]))
    return {
        word.casefold()
        for _, formulas in formats
        for formula in formulas
        for word in _WORD.findall(_TEXT.sub('""', formula))
    }


def _formats(sheet: etree._Element) -> Iterator[tuple[str, list[str]]]:
    """Yield the cells and the formulas of each block of conditional formats."""
    for block in sheet.iter(q("conditionalFormatting")):
        values = [e.get("val", "") for e in block.iter(q("cfvo")) if e.get("type") == "formula"]
        texts = [e.text or "" for e in block.iter(q("formula"))]
        yield block.get("sqref", ""), texts + values
    for block in sheet.iter(_EXTENDED_FORMAT):
        texts = [element.text or "" for element in block.iter(_EXTENDED)]
        yield block.findtext(_EXTENDED_CELLS, ""), texts


def _names(package: Package) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in package.defined_names():
        found.setdefault(element.get("name", "").casefold(), []).append(element.text or "")
    return found


def references(
    formula: str,
    own: str,
    names: Mapping[str, list[str]] = MappingProxyType({}),
    moved: Area = _STILL,
) -> Iterator[Read]:
    """Yield what a formula refers to, also by name; `moved` is how far relative ones move."""
    text = _TEXT.sub('""', formula)
    for found in _REFERENCE.finditer(text):
        sheet = (found["quoted"] or found["sheet"] or own).replace("''", "'")
        yield Read(sheet, _area(found, moved))
    for word in _WORD.findall(text):
        for meaning in names.get(word.casefold(), ()):
            yield from references(meaning, own, {})


def _area(found: re.Match[str], moved: Area) -> Area:
    """Return the cells of a reference in all the places that it moves to."""
    if found["first_column"]:
        columns = [column_number(found[c].strip("$")) for c in ("first_column", "last_column")]
        return Area(1, min(columns), WHOLE.bottom, max(columns))
    if found["first_row"]:
        rows = [int(found[r].strip("$")) for r in ("first_row", "last_row")]
        return Area(min(rows), 1, max(rows), WHOLE.right)
    corners = [(found["c1"], found["r1"])]
    corners += [(found["c2"], found["r2"])] if found["c2"] else []
    left, right = _span([c for c, _ in corners], column_number, moved.left, moved.right)
    top, bottom = _span([r for _, r in corners], int, moved.top, moved.bottom)
    return Area(max(top, 1), max(left, 1), bottom, right)


def _span(
    texts: list[str], number: Callable[[str], int], before: int, after: int
) -> tuple[int, int]:
    """Return the first and last of rows or columns; one with $ does not move."""
    found = [(number(text.strip("$")), text.startswith("$")) for text in texts]
    first = min(n if fixed else n + before for n, fixed in found)
    last = max(n if fixed else n + after for n, fixed in found)
    return first, last

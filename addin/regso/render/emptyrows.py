"""Show rows, columns and sheets that have something to show, and hide the others.

Which they are, the sheet itself says.
"""

from __future__ import annotations

import copy
import re
import textwrap
from collections.abc import Iterator, Sequence

from lxml import etree

from regso.render import longpages
from regso.workbook.printed.emptypages import HIDDEN
from regso.workbook.printed.emptyrows import BLOCKS, COLUMNS, LAST, LINE, NAME, WRAPPED
from regso.workbook.printed.longpages import NAME as LONG
from regso.xlsx.cells import Area, Place, has_text, has_text_at, q, sheet_data
from regso.xlsx.package import WORKBOOK, Package

_PRINT_AREA = "_xlnm.Print_Area"
_LAST_ROW = re.compile(r"[0-9]+$")

Places = dict[str, Place]  # by their addresses


def show_named(package: Package) -> None:
    """Show or hide the rows and columns of every sheet that says which may be empty."""
    for sheet, part in package.sheets.items():
        facts = {k: text.strip('"') for k, text in package.sheet_facts(sheet, "").items()}
        rows, columns = (_places(facts.get(name, "")) for name in (NAME, COLUMNS))
        if rows:
            _show_rows(package.change(part), rows)
        if columns:
            _show_columns(package.change(part), columns)
        blocks = facts.get(BLOCKS, "").split()
        if blocks:
            step, number, *rules = blocks
            _show_blocks(package.change(part), int(step), int(number), rules)
        if WRAPPED in facts:
            _wrap(package.change(part), facts[WRAPPED], package.shared_texts)
        if LONG in facts:
            longpages.turn(package, sheet, facts[LONG])
        if LAST in facts:
            _end_page(package, sheet, _last_text(package.tree(part), Place.parse(facts[LAST])))
        if HIDDEN in facts:
            _show_sheet(package, sheet, is_empty=has_text_at(package.tree(part), facts[HIDDEN]))


def _last_text(tree: etree._Element, first: Place) -> int:
    """Return the row of the last text in a column, at least that of the first."""
    found = [first.row]
    for row in tree.iter(q("row")):
        number = int(row.get("r", ""))
        cell = row.find(f"{q('c')}[@r='{first._replace(row=number)}']")
        if number > first.row and cell is not None and has_text(cell):
            found.append(number)
    return max(found)


def _end_page(package: Package, sheet: str, last: int) -> None:
    """Let the print area of a sheet end with a row."""
    own = str([s.get("name") for s in package.sheet_elements()].index(sheet))
    package.change(WORKBOOK)
    for name in package.defined_names():
        if name.get("name") == _PRINT_AREA and name.get("localSheetId") == own:
            name.text = _LAST_ROW.sub(str(last), name.text or "")


def _show_sheet(package: Package, sheet: str, *, is_empty: bool) -> None:
    package.change(WORKBOOK)
    for element in package.sheet_elements():
        if element.get("name") == sheet:
            element.attrib.pop("state", "")
            if is_empty:
                element.set("state", "hidden")


def _places(areas: str) -> Places:
    found = (place for area in areas.split() for place in Area.parse(area).places())
    return {str(place): place for place in found}


def _show_rows(tree: etree._Element, places: Places) -> None:
    for row in tree.iter(q("row")):
        for _, is_empty in _names(row, places):
            _hide(row, is_empty=is_empty)


def _wrap(tree: etree._Element, told: str, shared: Sequence[str]) -> None:
    """Make rows as high as the lines of their texts (see `workbook.printed.emptyrows.wrap`)."""
    area, letters, points = told.split()
    places = _places(area)
    rows = {str(place.row) for place in places.values()}
    for row in sheet_data(tree):
        for cell in row if row.get("r") in rows else ():
            if cell.get("r", "") in places:
                more = len(textwrap.wrap(_text(cell, shared), int(letters))[1:])
                row.set("ht", f"{float(points) + LINE * more:g}")
                row.set("customHeight", "1")


def _text(cell: etree._Element, shared: Sequence[str]) -> str:
    text = "".join(element.text or "" for element in cell.iter(q("v"), q("t")))
    return shared[int(text)] if cell.get("t") == "s" and text else text


def _show_blocks(tree: etree._Element, step: int, number: int, rules: list[str]) -> None:
    """Show the rows of blocks whose deciding cell has a text (see `workbook.printed.emptyrows`)."""
    deciding = {row: place for rule in rules for row, place in _decided(rule)}
    decided = []
    for row in tree.iter(q("row")):
        block, at = divmod(int(row.get("r", "")) - 1, step)
        place = deciding.get(at + 1)
        if block < number and place is not None:
            decided.append((row, str(place._replace(row=place.row + block * step))))
    asked = {where for _, where in decided}  # few of the sheet's cells
    cells = (cell for cell in tree.iter(q("c")) if cell.get("r") in asked)
    filled = {cell.get("r") for cell in cells if has_text(cell)}
    for row, where in decided:
        _hide(row, is_empty=where not in filled)


def _decided(rule: str) -> Iterator[tuple[int, Place]]:
    """Yield the rows of a rule, each with the place that decides."""
    rows, _, cell = rule.partition("=")
    first, _, last = rows.partition(":")
    for row in range(int(first), int(last or first) + 1):
        yield row, Place.parse(cell if cell[-1].isdigit() else f"{cell}{row}")


def _show_columns(tree: etree._Element, places: Places) -> None:
    empty = {place.column: is_empty for place, is_empty in _names(tree, places)}
    all_ = tree.find(q("cols"))
    if all_ is None:
        return
    for columns in list(all_):
        numbers = range(int(columns.get("min", "")), int(columns.get("max", "")) + 1)
        if empty.keys() & {*numbers}:
            for number in numbers[::-1]:  # a program may have saved alike ones as one
                single = copy.deepcopy(columns)
                single.set("min", str(number))
                single.set("max", str(number))
                if number in empty:
                    _hide(single, is_empty=empty[number])
                columns.addnext(single)
            all_.remove(columns)


def _names(element: etree._Element, places: Places) -> Iterator[tuple[Place, bool]]:
    """Yield the places of the names within an element, and whether each is empty."""
    for cell in element.iter(q("c")):
        place = places.get(cell.get("r", ""))
        if place is not None:
            yield place, not has_text(cell)


def _hide(element: etree._Element, *, is_empty: bool) -> None:
    if is_empty:
        element.set("hidden", "1")
    else:
        element.attrib.pop("hidden", "")

"""Write calculated values back into the sheets that hold the formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from regso.errors import CellError
from regso.indata import Cell
from regso.render.engine import Recalculated
from regso.xlsx.cellindex import CellIndex
from regso.xlsx.cells import Area, Place, clear, q, write_empty_text, write_value
from regso.xlsx.formula import for_engine, functions_in, stripped

Column = Callable[[str, str], str | None]
_LEFT_OVER = CellError("#N/A")  # what Excel fills the rest of a fixed array with


class CellProblem(NamedTuple):
    """A cell that ended as an error value.

    `explained` is True when the data themselves held that error value.
    """

    sheet: str
    cell: str
    formula: str
    code: str
    message: str
    explained: bool


@dataclass
class Formula:
    """A formula cell: `text` as it is stored, `area` as it was stored.

    `array` is a formula over an area; `dynamic` is one that spills.
    """

    place: Place
    cell: etree._Element
    element: etree._Element
    text: str
    area: Area
    array: bool
    dynamic: bool


Written = tuple[Place, Formula, Cell]


class FormulaSheet:
    """A sheet with formulas: its cells, indexed once.

    Parameters
    ----------
    name : str
    tree : element
        The worksheet part.
    """

    def __init__(self, name: str, tree: etree._Element) -> None:
        self.name = name
        self._tree = tree
        self._grid = CellIndex(tree)
        shared: dict[str, str] = {}
        self.formulas = [_formula(*found, shared) for found in self._grid.formulas()]

    @contextmanager
    def for_engine(self, column: Column, *, placed: bool = False) -> Iterator[etree._Element]:
        """Let the sheet have formulas as the engine wants them, and no stored results.

        Where they are `placed`, our functions are told where they stand. The formulas are put back
        afterwards; `inject` writes the results anew.

        A stored value in an array's area would be taken for content that blocks the spill.
        """
        stored = []
        for formula in self.formulas:
            for place in formula.area.places() if formula.array else ():
                cell = self._grid.get(place)
                if cell is not None:
                    clear(cell)
            element, text = formula.element, formula.element.text
            if text:
                where = f"{self.name}!{formula.place}" if placed else ""
                ours = for_engine(text, column, cut=not formula.array, place=where)
                if ours != text:
                    stored.append((element, text))
                    element.text = ours
        try:
            yield self._tree
        finally:
            for element, text in stored:
                element.text = text

    def inject(self, result: Recalculated, *, freeze: bool) -> Iterator[Written]:
        """Write every formula's values; yield place, formula and value of each cell.

        With `freeze` the REGSO formulas become their values.
        """
        for formula in self.formulas:
            frozen = freeze and bool(functions_in(formula.text))
            if frozen:
                _freeze(formula)
            area = self._target(formula, result)
            is_fixed = formula.array and not formula.dynamic
            filled = result.spill(self.name, formula.place) if is_fixed else area
            is_full = filled == area
            for place in area.places() if formula.array else (formula.place,):
                has_value = is_full or filled.holds(place)
                value = result.value(self.name, place) if has_value else _LEFT_OVER
                if frozen and value == "":
                    write_empty_text(self._cell(formula, place))
                else:
                    write_value(self._cell(formula, place), value)
                yield place, formula, value
        grown, dimension = self._grid.grown(), self._tree.find(q("dimension"))
        if grown is not None and dimension is not None:
            dimension.set("ref", str(grown))

    def _target(self, formula: Formula, result: Recalculated) -> Area:
        """Return the cells that the formula fills now, and clear those it has left.

        A table that is blank for now keeps the area that is stored: an array in Calc never has
        another, and the table would have one cell when it is back.
        """
        if not formula.dynamic:
            return formula.area
        new = result.spill(self.name, formula.place)
        if new != formula.area:
            for place in formula.area.places():
                cell = self._grid.get(place)
                if not new.holds(place) and cell is not None:
                    write_value(cell, None)
            is_single = new == Area(*formula.place, *formula.place)
            if not is_single or result.value(self.name, formula.place) != "":
                formula.element.set("ref", str(new))
        return new

    def _cell(self, formula: Formula, place: Place) -> etree._Element:
        """Return the cell; a new one below the old area takes the style of its last row."""
        found = self._grid.get(place)
        if found is not None:
            return found
        cell = self._grid.cell(place)
        model = self._grid.get(Place(formula.area.bottom, place.column))
        if model is not None and formula.area.bottom > formula.area.top and "s" in model.attrib:
            cell.set("s", model.get("s", ""))
        return cell


def problems(
    sheet: str,
    cells: Iterator[Written],
    result: Recalculated,
    known: set[str],
) -> Iterator[CellProblem]:
    """Yield the cells of a sheet that are error values; `known` are codes of the data's own."""
    for place, formula, value in cells:
        if isinstance(value, CellError):
            yield CellProblem(
                sheet,
                str(place),
                f"={stripped(formula.text)}",
                value.code,
                result.message(formula.text, value),
                value.code in known,
            )


def _formula(
    place: Place,
    cell: etree._Element,
    element: etree._Element,
    shared: dict[str, str],
) -> Formula:
    text = element.text or ""
    if element.get("t") == "shared":  # the first cell of a group has the text
        text = shared.setdefault(element.get("si", ""), text)
    array = element.get("t") == "array"
    area = Area.parse(element.get("ref", str(place))) if array else Area(*place, *place)
    return Formula(place, cell, element, text, area, array, array and cell.get("cm") is not None)


def _freeze(formula: Formula) -> None:
    for element in formula.cell.findall(q("f")):
        formula.cell.remove(element)
    formula.cell.attrib.pop("cm", "")

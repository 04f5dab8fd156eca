"""Compare the values in a rendered workbook with another calculation of its formulas.

A value in the file and one that Calc or Python gives are the same when they are equal texts or
equal error values, or numbers that differ by at most 1e-12 of the larger or 1e-9. An empty text
is an empty cell, and TRUE is 1, because Calc has no truth values.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from openpyxl.cell.cell import TYPE_ERROR, TYPE_FORMULA
from openpyxl.utils.datetime import to_excel

from books import book_of
from regso.errors import CellError
from regso.indata import Cell
from regso.xlsx.cells import Area

RELATIVE, ABSOLUTE = 1e-12, 1e-9
# Excel itself stores the newer error values as #VALUE! with extra parts beside.
_STORED_ERROR = {"#SPILL!": "#VALUE!", "#CALC!": "#VALUE!"}


class Formula(NamedTuple):
    """A formula without its equals sign, and the cells that it fills."""

    text: str
    area: Area


class Difference(NamedTuple):
    """A cell whose value in the file is not what the other calculation gives."""

    sheet: str
    cell: str
    formula: str
    stored: Cell
    calculated: Cell


class Stored:
    """What a workbook holds: values and formulas by sheet and address.

    `values` has every cell that is not empty; `tables` the area of the data rows by table and
    column.
    """

    def __init__(self, path: Path) -> None:
        self._content = path.read_bytes()
        book = book_of(self._content, values=True)
        self.values = {
            sheet.title: {
                cell.coordinate: _value(cell)
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            }
            for sheet in book
        }
        self.names = {n: str(d.attr_text).replace("$", "") for n, d in book.defined_names.items()}
        self.tables = {
            (table.name.lower(), column.name.lower()): (sheet.title, _column(table, i))
            for sheet in book
            for table in sheet.tables.values()
            for i, column in enumerate(table.tableColumns)
        }

    @cached_property
    def formulas(self) -> dict[str, dict[str, Formula]]:
        """Every formula cell, by sheet and address; read when asked for, because it takes time."""
        return {
            sheet.title: {
                cell.coordinate: _formula(cell)
                for row in sheet.iter_rows()
                for cell in row
                if cell.data_type == TYPE_FORMULA
            }
            for sheet in book_of(self._content)
        }

    def rows(self, sheet: str, area: Area) -> list[list[Cell]]:
        """Return the values of an area, None where a cell is empty."""
        values = self.values[sheet]
        places = area.places()
        width = area.right - area.left + 1
        cells = [values.get(str(place)) for place in places]
        return [cells[i : i + width] for i in range(0, len(cells), width)]

    def filled(self, sheet: str) -> dict[str, str]:
        """Return the formula behind every cell that formulas of a sheet fill, by address."""
        return {
            str(place): formula.text
            for formula in self.formulas[sheet].values()
            for place in formula.area.places()
        }

    def differences(self, sheet: str, calculated: Mapping[str, Cell]) -> list[Difference]:
        """Return the cells of a sheet, formulas or not, whose value is another in a calculation."""
        values = self.values[sheet]
        differ = [
            a
            for a in dict.fromkeys([*values, *calculated])
            if not same(values.get(a), calculated.get(a))
        ]
        filled = self.filled(sheet) if differ else {}
        return [
            Difference(sheet, a, filled.get(a, ""), values.get(a), calculated.get(a))
            for a in differ
        ]


def same(stored: Cell, calculated: Cell) -> bool:
    """Tell whether two values are the same."""
    one, other = (_plain(cell) for cell in (stored, calculated))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE)
    return type(one) is type(other) and one == other


def _plain(cell: Cell) -> str | float | CellError:
    if isinstance(cell, CellError):
        return CellError(_STORED_ERROR.get(cell.code, cell.code))
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else float(cell)


def _value(cell: object) -> Cell:
    """Return the value of a cell of a file; a date as the number that the cell holds."""
    if cell.data_type == TYPE_ERROR:
        return CellError(cell.value)
    return to_excel(cell.value) if cell.is_date else cell.value


def _formula(cell: object) -> Formula:
    value = cell.value
    text = getattr(value, "text", value)
    area = getattr(value, "ref", cell.coordinate)
    return Formula(text.removeprefix("="), Area.parse(area))


def _column(table: object, index: int) -> Area:
    top, left, bottom, _ = Area.parse(table.ref)
    first, last = top + (table.headerRowCount or 0), bottom - (table.totalsRowCount or 0)
    return Area(first, left + index, last, left + index)

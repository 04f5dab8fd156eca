"""The kinds of worksheet arguments: what a cell or a range means to a function.

A `Column` holds counts, which are never negative; `Amounts` may be, such as kronor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from regso.core.areas.areatypes import ALL
from regso.errors import BadValueError, CellError
from regso.functions.arguments.declaration import Kind
from regso.functions.arguments.ranges import (
    Numbers,
    as_cells,
    as_count_table,
    as_counts,
    as_numbers,
    as_scalar,
    as_years,
)
from regso.functions.arguments.single import (
    as_count,
    as_flag,
    as_group,
    as_level,
    as_number,
    as_text,
    as_threshold,
    as_type,
    as_unit,
    as_year,
)
from regso.functions.registry import Cell, CellErrorFound, Cells, remembered


def each_number(raw: object, name: str) -> Cells:
    """Read a range in which a cell that is no number is an error value of its own."""
    cells = as_cells(raw, name)
    if set(map(type, cells.flat())) <= {float, int, type(None)}:
        return cells
    return Cells([[_number_or_error(cell, name) for cell in row] for row in cells.rows])


def _number_or_error(cell: Cell, name: str) -> float | CellError | None:
    if cell is None or cell == "":  # as in the rows that a table has room for
        return None
    try:
        return as_number(cell, name)
    except CellErrorFound as found:
        return found.error
    except BadValueError as error:
        return remembered(error.cell())


def _denominator(raw: object, name: str) -> Numbers | str | None:
    """Read a denominator: a range of numbers, or a text that names one."""
    is_one = not isinstance(raw, (list, tuple)) or (len(raw) == 1 and _width(raw) == 1)
    if is_one and isinstance(as_scalar(raw), str):
        return as_text(raw, name)
    return as_counts(raw, name)


def _width(rows: Sequence[object]) -> int:
    first = rows[0]
    return len(first) if isinstance(first, (list, tuple)) else 1


Codes = Annotated[Cells, Kind("Codes", as_cells, takes_range=True)]
CellRange = Annotated[Cells | None, Kind("CellRange", as_cells, takes_range=True)]
Column = Annotated[Numbers, Kind("Column", as_counts, takes_range=True)]
Amounts = Annotated[Numbers, Kind("Amounts", as_numbers, takes_range=True)]
CountTable = Annotated[Cells, Kind("CountTable", as_count_table, takes_range=True)]
OptionalCountTable = Annotated[
    Cells | None, Kind("OptionalCountTable", as_count_table, takes_range=True)
]
PointTable = Annotated[Cells, Kind("PointTable", as_cells, takes_range=True)]
EachNumber = Annotated[Cells, Kind("EachNumber", each_number, takes_range=True)]
OptionalColumn = Annotated[Numbers | None, Kind("OptionalColumn", as_counts, takes_range=True)]
OptionalAmounts = Annotated[Numbers | None, Kind("OptionalAmounts", as_numbers, takes_range=True)]
Denominator = Annotated[Numbers | str | None, Kind("Denominator", _denominator, takes_range=True)]
YearColumn = Annotated[Numbers, Kind("YearColumn", as_years, takes_range=True)]
Year = Annotated[int | None, Kind("Year", as_year)]
Count = Annotated[int, Kind("Count", as_count)]
OptionalCount = Annotated[int | None, Kind("OptionalCount", as_count)]
Number = Annotated[float, Kind("Number", as_number)]
Unit = Annotated[float, Kind("Unit", as_unit)]
Flag = Annotated[bool, Kind("Flag", as_flag)]
Level = Annotated[float, Kind("Level", as_level)]
Threshold = Annotated[float | None, Kind("Threshold", as_threshold)]
Text = Annotated[str | None, Kind("Text", as_text)]
Word = Annotated[str, Kind("Word", as_text)]
Group = Annotated[str | None, Kind("Group", as_group)]
Region = Annotated[str, Kind("Region", as_group)]
TypeChoice = Annotated[int | str, Kind("TypeChoice", as_type)]

EVERY_TYPE = ALL

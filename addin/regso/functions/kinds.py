"""The kinds of worksheet arguments: what a cell or a range means to a function.

A `Column` holds counts, which are never negative; `Amounts` may be, such as kronor.

In every host 0 means "not given" for years, levels and counts of rows, because some hosts
cannot tell an empty argument from 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Annotated

from regso.core.areas.areatypes import ALL, to_type
from regso.errors import BadValueError, CellError, DomainError
from regso.functions.registry import Cell, CellErrorFound, Cells, Kind, remembered

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Numbers:
    """A range of numbers, None where the cell is empty, in reading order.

    Attributes
    ----------
    values : list of float or None
    shape : rows and columns
    may_have_gaps : bool
        False where it is known that no cell is empty.
    """

    values: list[float | None]
    shape: tuple[int, int]
    may_have_gaps: bool = True

    def require(self, other: tuple[int, int], name: str) -> list[float | None]:
        """Return the values if the range has the shape of another one."""
        if self.shape != other:
            raise BadValueError(
                f"{name} är {_size(self.shape)} men koderna är {_size(other)}; "
                "markera områden av samma storlek.",
            )
        return self.values


def _size(shape: tuple[int, int]) -> str:
    return f"{shape[0]} rader × {shape[1]} kolumner"


def _cells(raw: object, _name: str) -> Cells:
    if isinstance(raw, (list, tuple)):
        return Cells(raw)
    return Cells([[_scalar(raw)]])


def _scalar(raw: object) -> Cell:
    """Return the single cell of an argument; a range of one is a cell."""
    while isinstance(raw, (list, tuple)):
        if len(raw) != 1:
            raise BadValueError("Ange en enda cell, inte ett område, för det argumentet.")
        raw = raw[0]
    if raw is None or isinstance(raw, (str, bool, int, float, CellError)):
        return raw
    raise TypeError(f"a cell cannot hold {type(raw).__name__}")


def _given(raw: object) -> Cell:
    """Return a scalar, None when empty; an error value becomes the result."""
    value = _scalar(raw)
    if isinstance(value, CellError):
        raise CellErrorFound(value)
    if isinstance(value, str):
        return value.strip() or None
    return value


def _numbers(raw: object, name: str) -> Numbers:
    cells = _cells(raw, name)
    flat = cells.flat()
    found = set(map(type, flat))
    if found <= {float, int}:
        return Numbers(flat, cells.shape, may_have_gaps=False)  # type: ignore[arg-type] # all are
    if not found <= {float, int, type(None)}:
        flat = [_number_in(cell, f"{_place(i, cells)} i {name}") for i, cell in enumerate(flat, 1)]
    return Numbers(flat, cells.shape)  # type: ignore[arg-type] # checked just above


def _counts(raw: object, name: str) -> Numbers:
    numbers = _numbers(raw, name)
    refuse_negative(numbers.values, name)
    return numbers


def refuse_negative(values: Sequence[float | None], name: str) -> None:
    """Raise if a number is negative that counts something; the message names the row.

    Raises
    ------
    DomainError
        One is.
    """
    try:
        is_negative = min(values, default=0) < 0  # type: ignore[type-var,operator] # gaps are caught
    except TypeError:  # there are gaps
        is_negative = min((v for v in values if v is not None), default=0) < 0
    if is_negative:
        row, value = next((i, v) for i, v in enumerate(values, 1) if v is not None and v < 0)
        raise DomainError(f"Rad {row} i {name} är {value:g}; ange tal som är minst 0.")


def _place(position: int, cells: Cells) -> str:
    """Return where a cell is in its range, counted from 1 in reading order."""
    return f"{'Rad' if cells.shape[1] == 1 else 'Cell'} {position}"


def _number_in(cell: Cell, place: str) -> float | None:
    if isinstance(cell, CellError):
        raise CellErrorFound(cell)
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, (str, bool)):
        raise BadValueError(f"{place} är inte ett tal; rätta den eller töm den.")
    return cell


def _count_table(raw: object, name: str) -> Cells:
    """Read a table with its labels; with an error value nothing can be said of the others."""
    cells = _cells(raw, name)
    for cell in cells.flat():
        if isinstance(cell, CellError):
            raise CellErrorFound(cell)
    return cells


def _number(raw: object, name: str) -> float | None:
    value = _given(raw)
    if value is None:
        return None
    if isinstance(value, str):
        try:
            value = float(value.replace(",", "."))
        except ValueError:
            value = None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise BadValueError(f"Argumentet {name} ska vara ett tal.")
    return float(value)


def each_number(raw: object, name: str) -> Cells:
    """Read a range in which a cell that is no number is an error value of its own."""
    cells = _cells(raw, name)
    if set(map(type, cells.flat())) <= {float, int, type(None)}:
        return cells
    return Cells([[_number_or_error(cell, name) for cell in row] for row in cells.rows])


def _number_or_error(cell: Cell, name: str) -> float | CellError | None:
    try:
        return _number(cell, name)
    except CellErrorFound as found:
        return found.error
    except BadValueError as error:
        return remembered(error.cell())


def _year(raw: object, name: str) -> int | None:
    value = _number(raw, name)
    if not value:
        return None
    if value != value // 1 or not _FIRST_YEAR <= value <= _LAST_YEAR:
        raise BadValueError(f"{value:g} är inget årtal; ange ett helt år, till exempel 2022.")
    return int(value)


def _count(raw: object, name: str) -> int | None:
    value = _number(raw, name)
    if not value:
        return None
    if value != value // 1 or not 0 < value <= _MOST_ROWS:
        raise DomainError(
            f"{name} {value:g} ska vara ett helt tal från 1 till {_MOST_ROWS}, till exempel 10."
        )
    return int(value)


def _year_column(raw: object, name: str) -> Numbers:
    """Read a column of years, which an import may have left as text."""
    cells = _cells(raw, name)
    places = (f"{_place(i, cells)} i {name}" for i, _ in enumerate(cells.flat(), 1))
    years = [_year_in(cell, place) for cell, place in zip(cells.flat(), places, strict=True)]
    return Numbers(years, cells.shape)


def _year_in(cell: Cell, place: str) -> float | None:
    if isinstance(cell, str) and cell.strip().isdecimal():
        cell = float(cell)
    year = _number_in(cell, place)
    if year is not None and (year != year // 1 or not _FIRST_YEAR <= year <= _LAST_YEAR):
        raise BadValueError(f"{place} är inget årtal; skriv ett helt år, till exempel 2022.")
    return year


def _level(raw: object, name: str) -> float | None:
    value = _number(raw, name)
    if not value:
        return None
    if not 0 < value < 1:
        raise DomainError(
            f"Konfidensnivån {value:g} ligger inte mellan 0 och 1; ange till exempel 0,95.",
        )
    return value


def _threshold(raw: object, name: str) -> float | None:
    value = _number(raw, name)
    if value is not None and (value < 0 or value != value // 1):
        raise DomainError(
            f"Tröskeln {value:g} ska vara ett helt tal som är minst 0, till exempel 5."
        )
    return value or None


def _unit(raw: object, name: str) -> float | None:
    value = _number(raw, name)
    if not value:
        return None
    if not 0 < value < inf:
        raise DomainError(f"{name} {value:g} ska vara ett tal större än 0, till exempel 1000.")
    return value


def _flag(raw: object, name: str) -> bool | None:
    """Read a truth value, which some hosts send as 1 or 0 and users write as text."""
    value = _given(raw)
    if value is None or isinstance(value, bool):
        return value
    found = _FLAGS.get(value.lower() if isinstance(value, str) else value)
    if found is None:
        raise BadValueError(f"Argumentet {name} ska vara SANT eller FALSKT.")
    return found


_FLAGS: dict[object, bool] = {
    **dict.fromkeys((1, "sant", "true", "ja", "1"), True),
    **dict.fromkeys((0, "falskt", "false", "nej", "0"), False),
}


def one_of(*choices: str) -> Kind:
    """Return the kind of an argument that is one of a few words, in any case."""

    def read(raw: object, name: str) -> str | None:
        value = _given(raw)
        if value is None:
            return None
        word = value.lower() if isinstance(value, str) else ""
        if word not in choices:
            listed = ", ".join(f'"{choice}"' for choice in choices)
            raise BadValueError(f"Argumentet {name} kan inte ha det värdet; ange {listed}.")
        return word

    return Kind(" | ".join(choices), read)


def _text(raw: object, name: str) -> str | None:
    value = _given(raw)
    if isinstance(value, bool) or (value is not None and not isinstance(value, str)):
        raise BadValueError(f"Argumentet {name} ska vara text.")
    return value


def _group(raw: object, name: str) -> str | None:
    """Read an age or sex group, which Excel may hold as a number (the age 20)."""
    value = _given(raw)
    if isinstance(value, float) and value == value // 1:
        value = int(value)
    if isinstance(value, bool):
        raise BadValueError(f"Argumentet {name} ska vara text.")
    return None if value is None else str(value)


def _type(raw: object, _name: str) -> int | str | None:
    value = _given(raw)
    return None if value is None else to_type(value)


def _denominator(raw: object, name: str) -> Numbers | str | None:
    """Read a denominator: a range of numbers, or a text that names one."""
    is_one = not isinstance(raw, (list, tuple)) or (len(raw) == 1 and _width(raw) == 1)
    if is_one and isinstance(_scalar(raw), str):
        return _text(raw, name)
    return _counts(raw, name)


def _width(rows: Sequence[object]) -> int:
    first = rows[0]
    return len(first) if isinstance(first, (list, tuple)) else 1


Codes = Annotated[Cells, Kind("Codes", _cells, takes_range=True)]
CellRange = Annotated[Cells | None, Kind("CellRange", _cells, takes_range=True)]
Column = Annotated[Numbers, Kind("Column", _counts, takes_range=True)]
Amounts = Annotated[Numbers, Kind("Amounts", _numbers, takes_range=True)]
CountTable = Annotated[Cells, Kind("CountTable", _count_table, takes_range=True)]
PointTable = Annotated[Cells, Kind("PointTable", _cells, takes_range=True)]
EachNumber = Annotated[Cells, Kind("EachNumber", each_number, takes_range=True)]
OptionalColumn = Annotated[Numbers | None, Kind("OptionalColumn", _counts, takes_range=True)]
OptionalAmounts = Annotated[Numbers | None, Kind("OptionalAmounts", _numbers, takes_range=True)]
Denominator = Annotated[Numbers | str | None, Kind("Denominator", _denominator, takes_range=True)]
YearColumn = Annotated[Numbers, Kind("YearColumn", _year_column, takes_range=True)]
Year = Annotated[int | None, Kind("Year", _year)]
Count = Annotated[int, Kind("Count", _count)]
OptionalCount = Annotated[int | None, Kind("OptionalCount", _count)]
Number = Annotated[float, Kind("Number", _number)]
Unit = Annotated[float, Kind("Unit", _unit)]
Flag = Annotated[bool, Kind("Flag", _flag)]
Level = Annotated[float, Kind("Level", _level)]
Threshold = Annotated[float | None, Kind("Threshold", _threshold)]
Text = Annotated[str | None, Kind("Text", _text)]
Word = Annotated[str, Kind("Word", _text)]
Group = Annotated[str | None, Kind("Group", _group)]
Region = Annotated[str, Kind("Region", _group)]
TypeChoice = Annotated[int | str, Kind("TypeChoice", _type)]

EVERY_TYPE = ALL

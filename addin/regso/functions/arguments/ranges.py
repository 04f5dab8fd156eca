"""What a range of cells means to a function: cells as they are, or numbers.

A column of counts is never negative; amounts, such as kronor, may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regso.errors import BadValueError, CellError, DomainError
from regso.functions.registry import Cell, CellErrorFound, Cells

FIRST_YEAR, LAST_YEAR = 1990, 2100


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


def as_cells(raw: object, _name: str) -> Cells:
    if isinstance(raw, (list, tuple)):
        return Cells(raw)
    return Cells([[as_scalar(raw)]])


def as_scalar(raw: object) -> Cell:
    """Return the single cell of an argument; a range of one is a cell."""
    while isinstance(raw, (list, tuple)):
        if len(raw) != 1:
            raise BadValueError("Ange en enda cell, inte ett område, för det argumentet.")
        raw = raw[0]
    if raw is None or isinstance(raw, (str, bool, int, float, CellError)):
        return raw
    raise TypeError(f"a cell cannot hold {type(raw).__name__}")


def as_numbers(raw: object, name: str) -> Numbers:
    cells = as_cells(raw, name)
    flat = cells.flat()
    found = set(map(type, flat))
    if found <= {float, int}:
        return Numbers(flat, cells.shape, may_have_gaps=False)  # type: ignore[arg-type] # all are
    if not found <= {float, int, type(None)}:
        at = _Place(cells, name)
        flat = [
            cell if cell.__class__ is float else None if cell == "" else _number_in(cell, at, i)
            for i, cell in enumerate(flat, 1)
        ]
    return Numbers(flat, cells.shape)  # type: ignore[arg-type] # checked just above


def as_counts(raw: object, name: str) -> Numbers:
    numbers = as_numbers(raw, name)
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


def require_persons(values: Sequence[float | None]) -> None:
    """Raise unless the values can be counts of persons, which is what a threshold counts."""
    for i, value in enumerate(values, 1):
        if value is not None and (value < 0 or value != value // 1):
            raise DomainError(
                f"Rad {i} i varden är inget antal personer; en tröskel kräver hela tal som är "
                'minst 0. För belopp: använd REGSO_TABELL med måttet "medel", eller ange personer '
                "i REGSO_SUMMA.",
            )


def require_whole(values: Sequence[float | None], name: str) -> None:
    """Raise unless the values can be numbers of persons; the message names the row."""
    for i, value in enumerate(values, 1):
        if value is not None and value != value // 1:
            raise DomainError(
                f"Rad {i} i {name} är {value:g}; ange antalet personer som ett helt tal."
            )


class _Place(NamedTuple):
    """A range and what it is called."""

    cells: Cells
    name: str

    def text(self, position: int) -> str:
        """Return where a cell is, counted from 1 in reading order."""
        return f"{'Rad' if self.cells.shape[1] == 1 else 'Cell'} {position} i {self.name}"


def _number_in(cell: Cell, at: _Place, position: int) -> float | None:
    if isinstance(cell, CellError):
        raise CellErrorFound(cell)
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, (str, bool)):
        raise BadValueError(f"{at.text(position)} är inte ett tal; rätta den eller töm den.")
    return cell


def as_count_table(raw: object, name: str) -> Cells:
    """Read a table with its labels; with an error value nothing can be said of the others."""
    cells = as_cells(raw, name)
    for cell in cells.flat():
        if isinstance(cell, CellError):
            raise CellErrorFound(cell)
    return cells


def as_years(raw: object, name: str) -> Numbers:
    """Read a column of years, which an import may have left as text."""
    cells = as_cells(raw, name)
    flat = cells.flat()
    if set(map(type, flat)) <= {float, int} and all(map(_is_year, set(flat))):  # type: ignore[arg-type] # numbers
        return Numbers(flat, cells.shape, may_have_gaps=False)  # type: ignore[arg-type] # numbers
    at = _Place(cells, name)
    years = [_year_in(cell, at, i) for i, cell in enumerate(flat, 1)]
    return Numbers(years, cells.shape)


def _is_year(value: float) -> bool:
    return value == value // 1 and FIRST_YEAR <= value <= LAST_YEAR


def _year_in(cell: Cell, at: _Place, position: int) -> float | None:
    if isinstance(cell, str) and cell.strip().isdecimal():
        cell = float(cell)
    year = _number_in(cell, at, position)
    if year is not None and not _is_year(year):
        raise BadValueError(
            f"{at.text(position)} är inget årtal; skriv ett helt år, till exempel 2022."
        )
    return year

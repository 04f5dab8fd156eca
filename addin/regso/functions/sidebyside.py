"""Numbers that stand beside each other: the one rule for gaps, negatives and impossible rows.

What is missing must not count as 0, and what cannot be true must not hide in a sum. So a row
that is empty in all of its numbers is no row; a row that is empty in some of them is left out
of a table, which says how many, and is #VALUE! for a single value; a number that is negative
where it cannot be, or a part that is larger than its whole, is #NUM!. The sentence names the row.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from operator import gt

from regso.core.measures.typetable import HIDDEN
from regso.errors import BadValueError, CellError, DomainError, WorksheetError
from regso.functions.arguments.ranges import Numbers
from regso.functions.registry import Cell, Cells, Rows, remembered

GAP = "En cell är tom bland tal som hör ihop; fyll i den, 0 om värdet är noll."
Values = Sequence[float | None]


def half_filled(columns: Mapping[str, Values]) -> list[int]:
    """Return the numbers (from 0) of the rows that are empty in some of the columns, not in all."""
    if not any(None in values for values in columns.values()):
        return []
    rows = zip(*columns.values(), strict=True)
    return [i for i, row in enumerate(rows) if None in row and row.count(None) < len(row)]


def refuse_half_filled(columns: Mapping[str, Values]) -> None:
    """Raise unless every row is empty in all of the columns or in none of them.

    Raises
    ------
    BadValueError
        A row is half-filled.
    """
    for i in half_filled(columns):
        name = next(name for name, values in columns.items() if values[i] is None)
        raise BadValueError(
            f"Rad {i + 1} i {name} är tom men raden har andra tal; fyll i den, 0 om värdet är noll."
        )


def refuse_larger_parts(columns: Mapping[str, Values], *parts: tuple[str, str]) -> None:
    """Raise if a part is larger than its whole on some row; a gap is no row.

    Parameters
    ----------
    columns : mapping of argument name to its values, of equal length
    *parts : the names of a part and its whole

    Raises
    ------
    DomainError
        A part is larger.
    """
    for part, whole in parts:
        found = _larger(columns[part], columns[whole])
        if found:
            row, x, n = found
            raise DomainError(f"Rad {row}: {part} {x:g} är större än {whole} {n:g}; rätta raden.")


def _larger(part: Values, whole: Values) -> tuple[int, float, float] | None:
    """Return the first row, from 1, whose part is larger than its whole, with the two."""
    with contextlib.suppress(TypeError):  # there are gaps
        if not any(map(gt, part, whole)):  # type: ignore[arg-type] # gaps are caught
            return None
    rows = enumerate(zip(part, whole, strict=True), 1)
    return next(
        ((i, x, n) for i, (x, n) in rows if x is not None and n is not None and x > n), None
    )


def complete(*parts: tuple[str, str], **columns: Numbers) -> list[list[float]]:
    """Return columns for a single value: without the rows that are empty in all of them.

    Parameters
    ----------
    *parts : the names of a part and its whole, as in `refuse_larger_parts`
    **columns : Numbers by the names of their arguments

    Raises
    ------
    BadValueError
        The columns differ in size, or a row is half-filled.
    DomainError
        A part is larger than its whole.
    """
    given = _same_size(columns)
    refuse_half_filled(given)
    refuse_larger_parts(given, *parts)
    return [[v for v in values if v is not None] for values in given.values()]


def _same_size(columns: Mapping[str, Numbers]) -> dict[str, Values]:
    first, *others = columns
    for name in others:
        if columns[name].shape != columns[first].shape:
            raise BadValueError(
                f"Området {name} är inte lika stort som {first}; markera lika många celler."
            )
    return {name: column.values for name, column in columns.items()}


def by_row(
    compute: Callable[..., Sequence[Cell]],
    width: int,
    columns: Mapping[str, Cells],
    optional: frozenset[str] = frozenset(),
    *,
    strict: bool = True,
) -> Rows:
    """Return one row of results per row of the columns.

    Parameters
    ----------
    compute : callable
        Takes the cells of a row and returns `width` cells.
    width : int
    columns : mapping of argument name to Cells
        Columns of equal length; a single cell holds for every row.
    optional : frozenset of str
        The columns whose cells may be empty.
    strict : bool
        Whether a half-filled row is an error; otherwise it is as empty.

    Returns
    -------
    Rows of cells. An empty row gives empty text and a half-filled one #VALUE!, an error value
    itself and a hidden number hidden results, in that row only; a row that cannot be computed
    has its own error value.

    Raises
    ------
    BadValueError
        A range has more than one column, or the columns differ in length.
    """
    aligned = _aligned(columns)
    names = [*columns]
    needed = [i for i, name in enumerate(names) if name not in optional]
    # A cell that holds for every row does not make an empty row half-filled.
    own = [i for i in needed if len(columns[names[i]].rows) == len(aligned)] or needed

    def row(number_: int, cells: Sequence[Cell]) -> list[Cell]:
        try:
            decided = _decided(cells, needed, own if strict else ())
            return [*compute(*cells)] if decided is None else [decided] * width
        except WorksheetError as error:
            where = f"Rad {number_}: " if len(aligned) > 1 else ""
            return [remembered(CellError(error.code, f"{where}{error}"))] * width

    return [row(i, cells) for i, cells in enumerate(aligned, 1)]


def number(cell: Cell) -> float:
    """Return the number in a cell.

    Raises
    ------
    BadValueError
        The cell holds text or a truth value.
    """
    if cell is None or isinstance(cell, (str, bool, CellError)):
        raise BadValueError("En cell är inte ett tal; rätta den eller töm den.")
    return cell


def _aligned(columns: Mapping[str, Cells]) -> list[tuple[Cell, ...]]:
    for name, cells in columns.items():
        if cells.shape[1] > 1:
            raise BadValueError(f"Området {name} har flera kolumner; markera en kolumn.")
    lengths = {len(cells.rows) for cells in columns.values()} - {1}
    if len(lengths) > 1:
        raise BadValueError(
            f"Områdena {', '.join(columns)} är olika långa; markera lika många rader."
        )
    rows = lengths.pop() if lengths else 1
    sides = [c.flat() * rows if len(c.rows) == 1 else c.flat() for c in columns.values()]
    return list(zip(*sides, strict=True))


def _decided(cells: Sequence[Cell], needed: Sequence[int], own: Sequence[int]) -> Cell:
    """Return what a row shows before anything is computed, else None.

    A row is empty when all cells of its own are; without any of its own, when a needed one is.

    Raises
    ------
    BadValueError
        Some of the needed cells are empty, but not all of the row's own.
    """
    for cell in cells:
        if isinstance(cell, CellError):
            return cell
    lacks = any(is_empty(cells[i]) for i in needed)
    if lacks and all(is_empty(cells[i]) for i in own):
        return ""
    if lacks:
        raise BadValueError(GAP)
    return HIDDEN if any(_is_hidden(cells[i]) for i in needed) else None


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell is empty or holds blanks alone."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _is_hidden(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip() == HIDDEN

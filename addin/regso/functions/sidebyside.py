"""Columns that are read side by side: one result per row, or the rows that are complete."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from regso.core.typetable import HIDDEN
from regso.errors import BadValueError, CellError, WorksheetError
from regso.functions.kinds import Numbers
from regso.functions.registry import Cell, Cells, Rows, remembered


def by_row(
    compute: Callable[..., Sequence[Cell]],
    width: int,
    columns: Mapping[str, Cells],
    optional: frozenset[str] = frozenset(),
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

    Returns
    -------
    Rows of cells. An empty cell gives empty text, an error value itself and a hidden number
    hidden results, in that row only; a row that cannot be computed has its own error value.

    Raises
    ------
    BadValueError
        A range has more than one column, or the columns differ in length.
    """
    needed = [i for i, name in enumerate(columns) if name not in optional]

    def row(cells: Sequence[Cell]) -> list[Cell]:
        decided = _decided(cells, needed)
        if decided is not None:
            return [decided] * width
        try:
            return [*compute(*cells)]
        except WorksheetError as error:
            return [remembered(error.cell())] * width

    return [row(cells) for cells in _aligned(columns)]


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


def complete(**columns: Numbers) -> list[list[float]]:
    """Return columns without the rows that are empty in all of them.

    Raises
    ------
    BadValueError
        The columns differ in size, or a row is empty in some of them: what is missing must not
        count as 0.
    """
    names = list(columns)
    first = columns[names[0]]
    for name, column in columns.items():
        if column.shape != first.shape:
            raise BadValueError(
                f"Området {name} är inte lika stort som {names[0]}; markera lika många celler."
            )
    kept: list[tuple[float, ...]] = []
    for i, row in enumerate(zip(*(c.values for c in columns.values()), strict=True), 1):
        given = tuple(value for value in row if value is not None)
        if len(given) == len(row):
            kept.append(given)
        elif given:
            raise BadValueError(
                f"Cell {i} i {names[row.index(None)]} är tom; fyll i den, 0 om värdet är noll."
            )
    return [list(column) for column in zip(*kept, strict=True)] if kept else [[] for _ in names]


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


def _decided(cells: Sequence[Cell], needed: Sequence[int]) -> Cell:
    """Return what a row shows before anything is computed, else None."""
    for cell in cells:
        if isinstance(cell, CellError):
            return cell
    texts = [cells[i].strip() if isinstance(cells[i], str) else cells[i] for i in needed]  # type: ignore[union-attr]
    if None in texts or "" in texts:
        return ""
    return HIDDEN if HIDDEN in texts else None

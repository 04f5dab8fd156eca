"""Excel's functions that make texts longer, within what a cell takes.

The engine makes them as long as memory allows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from regso.errors import CellError
from regso.functions.registry import LONGEST_TEXT, too_long
from regso.indata import Cell


def repeat(text: Cell, times: Cell) -> Cell:
    """Return a text a number of times, as REPT."""
    one, count = _text(text), int(_number(times))
    if count < 0:
        raise ValueError(count)
    return too_long() if len(one) * count > LONGEST_TEXT else one * count


def substitute(text: Cell, old: Cell, new: Cell, instance: Cell = None) -> Cell:
    """Return a text with one text for another, everywhere or at one place, as SUBSTITUTE."""
    whole, gone, put = _text(text), _text(old), _text(new)
    if instance is None:
        places = whole.count(gone) if gone else 0
        if len(whole) + places * (len(put) - len(gone)) > LONGEST_TEXT:
            return too_long()
        return whole.replace(gone, put) if gone else whole
    number = int(_number(instance))
    if number < 1:
        raise ValueError(number)
    parts = whole.split(gone, number) if gone else [whole]
    if len(parts) <= number:
        return whole
    return gone.join(parts[:number]) + put + parts[number]


def _each(function: Callable[..., Cell]) -> Callable[..., list[list[Cell]]]:
    """Return a function of cells and ranges: a range of one size, and single cells beside it."""

    def over(*arguments: object) -> list[list[Cell]]:
        ranges = [a for a in arguments if isinstance(a, list)]
        height, width = (len(ranges[0]), len(ranges[0][0])) if ranges else (1, 1)
        return [
            [_answer(function, [_at(a, row, column) for a in arguments]) for column in range(width)]
            for row in range(height)
        ]

    return over


def _at(argument: object, row: int, column: int) -> Cell:
    if not isinstance(argument, list):
        return argument  # type: ignore[return-value] # a cell of the engine
    rows: list[list[Cell]] = argument
    if len(rows) == 1:
        row = 0
    if len(rows[0]) == 1:
        column = 0
    inside = row < len(rows) and column < len(rows[row])
    return rows[row][column] if inside else CellError("#N/A")


def _answer(function: Callable[..., Cell], cells: list[Cell]) -> Cell:
    for cell in cells:
        if isinstance(cell, CellError):
            return cell
    try:
        return function(*cells)
    except (TypeError, ValueError, OverflowError):
        return CellError("#VALUE!")


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else float(str(cell))


TEXT_FUNCTIONS: Final[Mapping[str, Callable[..., list[list[Cell]]]]] = {
    "REPT": _each(repeat),
    "SUBSTITUTE": _each(substitute),
}

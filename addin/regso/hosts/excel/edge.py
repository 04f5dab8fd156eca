"""The edge between Excel and the registry: what pywin32 gives in, and what it can take out.

A cell arrives as pywin32 makes it of a VARIANT: text, a float, a truth value, None for an empty
cell or an argument that is left out, and an int for an error value. Excel's own numbers are
floats, so an int in the span of the error values is one; only a ``Long`` of that very size in a
macro that calls a function by itself is mistaken for one. ``Range.Value`` (not ``Value2``) has
dates and currencies besides.

Rows go out as rows. An error value goes out as text: marked with U+001F for our own add-in,
which makes a true error value of it, and unmarked where nobody would take the mark away. An
empty cell goes out as "", because None would be a VARIANT Null, which a cell cannot show.
"""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from math import isfinite

from regso.errors import CellError
from regso.functions import Cell, Rows, call
from regso.functions.registry import remembered
from regso.hosts.excel.paths import log_path

MARK = "\x1f"

Answer = Sequence[Sequence[object]]

_log = logging.getLogger("regso.excel")
_FIRST_ERROR, _LAST_ERROR = -2146828288, -2146825289  # CVErr(0) to CVErr(2999), as an int
_ERRORS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2045: "#SPILL!",
    2050: "#CALC!",
}
_PLAIN_IN = {str, float, bool, type(None)}
_DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's days have no time zone
_DAY = dt.timedelta(days=1)


def answer(name: str, args: Sequence[object], mark: str = "") -> Answer:
    """Return the rows of a worksheet function for the arguments as Excel gives them.

    A bug of ours is logged and shown as #VALUE!, here at the outermost edge.
    """
    try:
        return outgoing(call(name, [incoming(arg) for arg in args]), mark)
    except Exception as error:  # noqa: BLE001 - Excel would show the text of the exception
        return outgoing([[_bug(name, args, error)]], mark)


def incoming(raw: object) -> object:
    """Return a cell or rows of cells as the registry takes them."""
    if not isinstance(raw, (list, tuple)):
        return _cell_in(raw)
    rows = [row if isinstance(row, (list, tuple)) else (row,) for row in raw]
    if _types(rows) <= _PLAIN_IN:
        return rows
    return [[_cell_in(cell) for cell in row] for row in rows]


def outgoing(rows: Rows, mark: str) -> Answer:
    """Return rows of cells as pywin32 can hand them over, error values with the mark."""
    kinds = _types(rows)
    if kinds <= {str}:
        return rows
    if bool in kinds:  # True equals 1
        return [[_cell_out(cell, mark) for cell in row] for row in rows]
    out = {cell: _cell_out(cell, mark) for cell in set(chain.from_iterable(rows))}
    return [[out[cell] for cell in row] for row in rows]


def _types(rows: Iterable[Iterable[object]]) -> set[type]:
    return set(map(type, chain.from_iterable(rows)))


def _cell_in(raw: object) -> object:
    if type(raw) is int and _FIRST_ERROR <= raw <= _LAST_ERROR:
        return CellError(_ERRORS.get(raw - _FIRST_ERROR, "#VALUE!"))
    if isinstance(raw, dt.datetime):
        return (raw.replace(tzinfo=None) - _DAY_ZERO) / _DAY
    return float(raw) if isinstance(raw, Decimal) else raw


def _cell_out(cell: Cell, mark: str) -> str | float | bool:
    if isinstance(cell, CellError):
        return mark + cell.code
    if cell is None:
        return ""
    if isinstance(cell, (str, bool)):
        return cell
    number = float(cell)  # a whole number beyond 32 bits would be a VARIANT that Excel lacks
    return number if isfinite(number) else mark + "#NUM!"


def _bug(name: str, args: Sequence[object], error: Exception) -> CellError:
    """Log where a bug happened: no message and no values, which may be what a cell holds."""
    shapes = "; ".join(map(_shape, args))
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("%s(%s): %s\n%s", name, shapes, type(error).__name__, frames)
    return remembered(CellError("#VALUE!", f"Internt fel i {name}; se {log_path()}."))


def _shape(raw: object) -> str:
    """Return the size of a range or the type of a cell."""
    if not isinstance(raw, (list, tuple)):
        return type(raw).__name__
    width = len(raw[0]) if raw and isinstance(raw[0], (list, tuple)) else 1
    return f"{len(raw)}x{width}"

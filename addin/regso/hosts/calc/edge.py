"""The edge between Calc and the registry: values in, values and error values out.

Calc's numbers, truth values and dates arrive as floats, a range as a tuple of rows where an
empty cell is "", an argument that is left out as None. The registry takes them as they are.
"""

from __future__ import annotations

import logging
import os
import re
import struct
import sys
import traceback
from collections.abc import Callable, Sequence
from math import isfinite
from pathlib import Path

from regso.errors import CellError
from regso.functions import Cell, Entry, Rows, call
from regso.functions.registry import remembered
from regso.hosts.calc.signature import ARRAY, means_empty_by_zero, result_type
from regso.hosts.logfile import log_to
from regso.store import data_folder

LOG_FILE = "regso-calc.log"

Scalar = float | str
Answer = Scalar | tuple[tuple[Scalar, ...], ...]

_PACKAGES = ("numpy", "scipy", "shapely")
_INTERNAL_CODES = {
    "#NULL!": 521,
    "#DIV/0!": 532,
    "#VALUE!": 519,
    "#REF!": 524,
    "#NAME?": 525,
    "#NUM!": 503,
    "#N/A": 0x7FFF,
}
_log = logging.getLogger(__name__)


def _payload(code: int) -> float:
    """Return the NaN that Calc shows as an error value."""
    value: float = struct.unpack("<d", struct.pack("<Q", 0x7FF8_0000_0000_0000 | code))[0]
    return value


_ERRORS = {text: _payload(code) for text, code in _INTERNAL_CODES.items()}


def method(entry: Entry) -> Callable[..., Answer]:
    """Return what Calc calls for a function: it gives a scalar or an array of rows."""
    is_array = result_type(entry) == ARRAY
    empty_by_zero = [means_empty_by_zero(arg) for arg in entry.args]

    def answer(*args: object) -> Answer:
        given = [
            None if is_empty and arg == 0 else arg
            for arg, is_empty in zip(args, empty_by_zero, strict=True)
        ]
        rows = _rows(entry.name, given)
        if is_array:
            return tuple(tuple(map(to_calc, row)) for row in rows)
        return to_calc(rows[0][0])

    return answer


def to_calc(cell: Cell) -> Scalar:
    """Return a cell as Calc takes it: text, or a float (an error value is a NaN of its own)."""
    if isinstance(cell, CellError):
        return _ERRORS.get(cell.code, _ERRORS["#VALUE!"])
    if cell is None or isinstance(cell, str):
        return cell or ""
    return float(cell) if isfinite(cell) else _ERRORS["#NUM!"]


def _rows(name: str, args: Sequence[object]) -> Rows:
    try:
        return call(name, args)
    except ImportError as error:
        missing = _package(error)
        if missing not in _PACKAGES:
            return [[_bug(name, error)]]
        sentence = (
            f"{name} behöver paketet {missing}, som saknas i LibreOffices Python; installera "
            f"python3-{missing} i systemet och starta om LibreOffice."
        )
        return [[remembered(CellError("#REF!", sentence))]]
    except Exception as error:  # noqa: BLE001 - the outermost edge: Calc swallows the traceback
        return [[_bug(name, error)]]


def _package(error: ImportError) -> str:
    """Return the package that is missing; the import of LibreOffice leaves it in the text alone."""
    quoted = re.search(r"'([\w.]+)'", str(error))
    return (error.name or (quoted[1] if quoted else "")).partition(".")[0]


def _bug(name: str, error: Exception) -> CellError:
    """Log where a bug happened, without the message, which may hold what a cell holds."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    _log.error("%s: %s\n%s", name, type(error).__name__, frames)
    sentence = f"Internt fel i {name}; se {data_folder() / LOG_FILE}."
    return remembered(CellError("#VALUE!", sentence))


# -- what the component does once, when Calc loads it ------------------------------------------


def prepare() -> None:
    """Name the data folder, which platformdirs does elsewhere, and log to a file in it."""
    folder = Path(os.environ.get("REGSO_DATA") or user_data_folder())
    os.environ["REGSO_DATA"] = str(folder)
    log_to(_log, folder / LOG_FILE)


def user_data_folder() -> str:
    """Return the folder that platformdirs names elsewhere; Calc's Python lacks it."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"
        return str(Path(local, "regso"))
    if sys.platform == "darwin":
        return str(home / "Library" / "Application Support" / "regso")
    return str(Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share", "regso"))

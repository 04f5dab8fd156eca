"""The edge between the browser and the registry: JSON in, JSON out, in a worker of its own.

A number is a float, as Excel has it. An error value comes in as an object with its code, and
goes out as one with its code and its sentence. An empty cell goes out as null.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from math import isfinite
from typing import Final

from regso.errors import CellError
from regso.functions import Cell, Rows, call
from regso.functions.registry import remembered
from regso.hosts.web.merging import answers
from regso.xlsx.formula import stripped

_WHEELS: Final = ("numpy", "scipy", "shapely")
_PLAIN: Final = {str, float, bool, type(None)}

Call = tuple[str, list[object]]


class WheelMissingError(Exception):
    """A function needs a package that may be loaded; the worker does so, and asks again."""


def handle(method: str, text: str, *, may_load: bool = False) -> str:
    """Answer what the worker was asked; both the question and the answer are JSON.

    Parameters
    ----------
    method : str
        A name in `METHODS`.
    text : str
        The question.
    may_load : bool
        Packages have been given that are not loaded yet: an empty answer asks for them.
    """
    try:
        return METHODS[method](json.loads(text, parse_int=float), may_load)
    except WheelMissingError:
        return ""


def _calls(asked: Sequence[tuple[str, list[object]]], may_load: bool) -> str:
    one = partial(_rows, may_load=may_load)
    return written(answers([(name, [*map(incoming, args)]) for name, args in asked], one))


def _repaired(formulas: Sequence[str], _may_load: bool) -> str:
    return written([stripped(formula) for formula in formulas])


def _tryout(asked: dict[str, str], may_load: bool) -> str:
    from regso.hosts.web import tryout  # noqa: PLC0415 - only the page without Excel needs it

    del may_load
    return written(tryout.outcome(asked))


def _workbook(asked: dict[str, str], may_load: bool) -> str:
    from regso.hosts.web import tryout  # noqa: PLC0415

    del may_load
    return written(tryout.workbook(asked))


METHODS: Final[dict[str, Callable[..., str]]] = {
    "calls": _calls,
    "repaired": _repaired,
    "tryout": _tryout,
    "workbook": _workbook,
}


def incoming(arg: object) -> object:
    """Return a cell or rows of cells as the registry takes them."""
    if not isinstance(arg, list):
        return _cell(arg)
    if {type(cell) for row in arg for cell in row} <= _PLAIN:
        return arg
    return [[_cell(cell) for cell in row] for row in arg]


def _cell(raw: object) -> object:
    if isinstance(raw, dict):
        return CellError(str(raw.get("code") or raw.get("basicValue") or "#VALUE!"))
    return raw


def written(answer: object) -> str:
    """Return an answer as JSON; a number that is none is #NUM!."""
    try:
        return json.dumps(answer, default=_error, allow_nan=False, ensure_ascii=False)
    except ValueError:
        return json.dumps(_finite(answer), default=_error, ensure_ascii=False)


def _error(cell: object) -> dict[str, str]:
    if isinstance(cell, CellError):
        return {"e": cell.code, "m": cell.message}
    raise TypeError(f"a cell cannot hold {type(cell).__name__}")


def _finite(answer: object) -> object:
    if isinstance(answer, list):
        return [_finite(part) for part in answer]
    if isinstance(answer, float) and not isfinite(answer):
        return CellError("#NUM!")
    return answer


def _rows(name: str, args: Sequence[object], *, may_load: bool) -> Rows:
    try:
        return call(name, args)
    except ImportError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _WHEELS:
            return _bug(name, error)
        if may_load:
            raise WheelMissingError from error
        sentence = (
            f"{name} behöver paketet {missing}, som inte finns här; be IT bygga webbmappen med "
            "regso web build --wheels."
        )
        return [[remembered(CellError("#REF!", sentence))]]
    except Exception as error:  # noqa: BLE001 - the outermost edge: the browser has no other
        return _bug(name, error)


def _bug(name: str, error: Exception) -> list[list[Cell]]:
    """Log where a bug happened, without the message, which may hold what a cell holds."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    sys.stderr.write(f"{name}: {type(error).__name__}\n{frames}")
    sentence = f"Internt fel i {name} ({type(error).__name__}); webbläsarens konsol säger var."
    return [[remembered(CellError("#VALUE!", sentence))]]

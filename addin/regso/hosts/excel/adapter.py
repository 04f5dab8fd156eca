"""The worksheet functions as an xlwings module: what `CallUDF` is given, and "Import Functions".

The bridge publishes `module`. Who already has the xlwings add-in writes `source` to regso_udf.py
(`regso excel adapter`), names it in UDF Modules and presses Import Functions.

Every argument and the result have the converter "raw": the others flatten ranges of one row or
column, and change numbers and empty cells.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from keyword import iskeyword
from types import ModuleType

from regso.functions import REGISTRY, Arg, Entry
from regso.hosts.excel.edge import Answer, answer
from regso.hosts.excel.identity import ADAPTER

CATEGORY = "RegSO"

_SOURCE = f'''\
"""RegSO för Excel som modul för xlwings: ange {ADAPTER} i UDF Modules och välj Import Functions."""

from regso.hosts.excel.adapter import functions

globals().update(functions(__name__))
'''

Function = Callable[..., Answer]


def source() -> str:
    """Return the text of regso_udf.py."""
    return _SOURCE


def module(mark: str) -> ModuleType:
    """Return the module that `CallUDF` finds the functions in.

    It has no file, so xlwings never loads it again when a file of that name is changed.
    """
    made = ModuleType(ADAPTER)
    made.__file__ = f"<{ADAPTER}>"
    vars(made).update(functions(ADAPTER, mark=mark))
    return made


def functions(
    module_name: str, entries: Iterable[Entry] = tuple(REGISTRY.values()), *, mark: str = ""
) -> dict[str, Function]:
    """Return the worksheet functions by name, decorated as xlwings wants them.

    Parameters
    ----------
    module_name : str
        The module that the functions say they are from.
    entries : iterable of Entry
        The functions, all of the registry unless given.
    mark : str
        What error values begin with (see `edge`).
    """
    return {entry.name: _function(entry, module_name, mark) for entry in entries}


def _function(entry: Entry, module_name: str, mark: str) -> Function:
    import xlwings  # noqa: PLC0415 - slow to import, and only here when a host needs it

    def function(*args):  # type: ignore[no-untyped-def] # noqa: ANN002, ANN202 - xlwings would read hints
        return answer(entry.name, args, mark)

    function.__name__ = function.__qualname__ = entry.name
    function.__module__ = module_name
    function.__doc__ = entry.doc
    parameters = [_parameter(arg) for arg in entry.args]
    vars(function)["__signature__"] = inspect.Signature(parameters)
    described: Function = xlwings.ret("raw")(function)
    for parameter, arg in zip(parameters, entry.args, strict=True):
        described = xlwings.arg(parameter.name, "raw", doc=arg.doc)(described)
    # Last, because the others set category and volatile back.
    return xlwings.func(category=CATEGORY, volatile=entry.volatile)(described)


def _parameter(arg: Arg) -> inspect.Parameter:
    """Return an argument as xlwings reads it; what is left out is None, as an empty cell."""
    name = f"{arg.name}_" if iskeyword(arg.name) else arg.name
    default = None if arg.optional else inspect.Parameter.empty
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default)

"""How a worksheet function looks to Calc: the UNO types of its arguments and of its result.

Calc gives a function that is called with a range in an array formula one cell at a time, if the
argument is a ``string``, and puts the results together. So a function with one result per cell
takes its cells as ``string`` and gives a scalar, and works alike in a cell and over a range. A
scalar is never given as a 1×1 array: MATCH, XLOOKUP and IF would not find it.

All other arguments are ``any``: Calc lets no other type be left out, and so what may be left out
cannot be a ``string``.
"""

from __future__ import annotations

from typing import get_args

from regso.functions import Arg, Entry
from regso.functions.arguments.cellwise import is_cell_by_cell
from regso.functions.arguments.kinds import CellRange, Text

TEXT, ANY, ARRAY = "string", "any", "sequence< sequence< any > >"

_NEVER_ZERO = (get_args(Text)[1], get_args(CellRange)[1])


def argument_types(entry: Entry) -> list[str]:
    """Return the UNO type of each argument."""
    return [TEXT if is_cell_by_cell(entry, arg) else ANY for arg in entry.args]


def result_type(entry: Entry) -> str:
    """Return the UNO type of the result: a scalar, or an array of rows."""
    is_scalar = entry.result == "value" or TEXT in argument_types(entry)
    return ANY if is_scalar else ARRAY


def means_empty_by_zero(arg: Arg) -> bool:
    """Tell whether 0 can only be an empty cell, which Calc gives as 0 to an ``any``.

    So it is for words and texts, and for a single cell where one text or date per row is meant.
    Numbers that may be left out say themselves what 0 means (`kinds`).
    """
    return arg.optional and (isinstance(arg.default, str) or arg.kind in _NEVER_ZERO)

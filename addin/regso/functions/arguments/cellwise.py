"""Which arguments a host may give cell by cell, or many cells at once, with the same answers."""

from __future__ import annotations

from typing import Final, get_args

from regso.functions.arguments.declaration import Arg
from regso.functions.arguments.kinds import Codes, EachNumber
from regso.functions.registry import Entry

_KINDS: Final = (get_args(Codes)[1], get_args(EachNumber)[1])


def is_cell_by_cell(entry: Entry, arg: Arg) -> bool:
    """Tell whether the answer to each cell of an argument depends on that cell alone.

    A column of numbers (of an allocation, say) is needed whole, also where the result has its
    shape.
    """
    return entry.result == "cell" and not arg.optional and arg.kind in _KINDS

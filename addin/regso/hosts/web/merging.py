"""Single cells of one recalculation as range calls, with the answers of one call per cell.

Excel calls a function once per cell. Calls of one function that differ only in the cells that it
answers one by one are put together; functions whose cells see each other are not (`cellwise`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from regso.functions import REGISTRY, Rows
from regso.functions.arguments.cellwise import is_cell_by_cell

_LARGEST_SHARED: Final = 16  # cells of an argument that calls are compared by

Call = tuple[str, list[object]]
Runner = Callable[[str, Sequence[object]], Rows]


class _Group(NamedTuple):
    """Calls that can be one: the function, its arguments by cell, and the others, as text."""

    name: str
    wide: tuple[int, ...]
    shared: str


def answers(calls: Sequence[Call], run: Runner) -> list[Rows]:
    """Return the answer of each call, in order.

    Parameters
    ----------
    calls : sequence of (str, list)
        Names and arguments, as `regso.functions.call` takes them.
    run : callable
        What answers one call; it may raise nothing of the call's own.
    """
    found: dict[int, Rows] = {}
    groups: dict[_Group, list[int]] = defaultdict(list)
    for i, (name, args) in enumerate(calls):
        group = _group(name, args)
        if group is None:
            found[i] = run(name, args)
        else:
            groups[group].append(i)
    for group, members in groups.items():
        together = _together([calls[i][1] for i in members], group, run)
        for i, row in zip(members, together or [], strict=False):
            found[i] = [row]
        if together is None:
            found.update((i, run(*calls[i])) for i in members)
    return [found[i] for i in range(len(calls))]


def _together(asked: Sequence[list[object]], group: _Group, run: Runner) -> Rows | None:
    """Return a row per call, or None where the answer is not one cell for each."""
    if len(asked) == 1:
        return None
    args = [*asked[0]]
    for k in group.wide:
        args[k] = [[_only(each[k])] for each in asked]
    rows = run(group.name, args)
    return rows if len(rows) == len(asked) and all(len(row) == 1 for row in rows) else None


def _group(name: str, args: Sequence[object]) -> _Group | None:
    """Return what a call of single cells may be put together by; None for other calls."""
    entry = REGISTRY[name]
    wide = tuple(i for i, arg in enumerate(entry.args) if is_cell_by_cell(entry, arg))
    if not wide or not all(i < len(args) and _is_one(args[i]) for i in wide):
        return None
    shared = [arg for i, arg in enumerate(args) if i not in wide]
    if any(isinstance(arg, list) and _size(arg) > _LARGEST_SHARED for arg in shared):
        return None
    return _Group(name, wide, repr(shared))


def _is_one(arg: object) -> bool:
    return arg is not None and (not isinstance(arg, list) or _size(arg) == 1)


def _only(arg: object) -> object:
    return arg[0][0] if isinstance(arg, list) else arg


def _size(rows: Sequence[Sequence[object]]) -> int:
    return len(rows) * len(rows[0]) if rows else 0

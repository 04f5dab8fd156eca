"""Calls as Excel sends them to JavaScript, and the answers that it gets, as Python has them."""

from __future__ import annotations

from agreement import same

from regso.errors import CellError
from regso.functions import call


def sent(value):
    """Return a cell or rows of cells as Excel sends them."""
    if isinstance(value, (list, tuple)):
        return [[sent(cell) for cell in row] for row in value]
    if isinstance(value, CellError):
        return {"type": "CustomFunctionError", "code": value.code}
    return value


def received(answer):
    """Return rows of cells of what the runtime gives Excel."""
    assert answer["ok"], answer
    value = answer["value"]
    return [
        [_cell(cell) for cell in row] for row in (value if isinstance(value, list) else [[value]])
    ]


def _cell(cell):
    if isinstance(cell, dict):
        return CellError(cell["basicValue"], cell.get("message", ""))
    return cell


def differences(asked, answers):
    """Return each call whose answer is not that of CPython: name, arguments, both answers."""
    found = []
    for (name, args), answer in zip(asked, answers, strict=True):
        expected, got = call(name, args), received(answer)
        is_same = [*map(len, expected)] == [*map(len, got)] and all(
            same(one, other)
            for row, rows in zip(expected, got, strict=True)
            for one, other in zip(row, rows, strict=True)
        )
        if not is_same:
            found.append((name, args, expected, got))
    return found

"""Calls of worksheet functions in every argument form, and a workbook that makes them in Calc.

A call is a function and its arguments as Python takes them; `EMPTY` is a cell with nothing in
it, None an argument that is left out, `Day` a cell with a date. Arguments stand in cells, or in
the formula itself as constants.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

import openpyxl
from openpyxl.cell import Cell as FileCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from regso.errors import CellError
from regso.functions import REGISTRY, Arg, Entry, Rows, call
from regso.functions.arguments.kinds import Group
from regso.hosts.calc.signature import TEXT, argument_types
from regso.render import direct_call

CELLS, CONSTANTS = "cells", "constants"
RESULTS = "Svar"
_INPUTS = "Indata"
_DAY_ZERO = dt.date(1899, 12, 30)


class Empty:
    """A cell with nothing in it."""

    def __repr__(self) -> str:
        return "EMPTY"


EMPTY = Empty()


class Day(NamedTuple):
    """A cell with a date, which functions get as its serial number."""

    date: dt.date


Value = str | float | bool | CellError | Empty | Day
Argument = Value | list[list[Value]] | None


class Call(NamedTuple):
    """One call: the function, its arguments, and where these stand."""

    name: str
    args: tuple[Argument, ...]
    form: str = CELLS

    def python(self) -> Rows:
        """Return what Python gives for the same values."""
        return call(self.name, [_for_python(arg) for arg in self.args])


def column(*values: Value) -> list[list[Value]]:
    """Return a range of one column."""
    return [[value] for value in values]


# -- calls that follow from the registry --------------------------------------------------------


def of_the_registry() -> Iterator[Call]:
    """Yield calls of every function: its documented example, in each form of its arguments."""
    for entry in REGISTRY.values():
        if not entry.volatile:
            yield from _forms(entry)


def _forms(entry: Entry) -> Iterator[Call]:
    parsed = direct_call(entry.example)
    assert parsed is not None, entry.example
    args = parsed[1]
    needed = sum(not arg.optional for arg in entry.args)
    yield Call(entry.name, tuple(args), CONSTANTS)
    yield Call(entry.name, tuple(args), CELLS)
    for given in range(needed, len(args)):
        yield Call(entry.name, tuple(args[:given]))
    optional = len(entry.args) - needed
    if optional:
        yield Call(entry.name, (*args[:needed], *[None] * (optional - 1), *args[needed:][-1:]))
        rest = [EMPTY if _may_be_empty(arg) else None for arg in entry.args[len(args) :]]
        yield Call(entry.name, (*args, *rest))
    for i, (kind, arg) in enumerate(zip(argument_types(entry), args, strict=False)):
        if kind == TEXT or not entry.args[i].kind.takes_range:
            changed = (*args[:i], _spoiled(arg), *args[i + 1 :])
            yield Call(entry.name, changed, CELLS)
            if not any(isinstance(a, list) for a in changed):
                yield Call(entry.name, changed, CONSTANTS)


def _may_be_empty(arg: Arg) -> bool:
    """Tell whether Calc can leave a scalar to an empty cell; an age or a sex of 0 is a mistake."""
    return not arg.kind.takes_range and arg.kind != get_args(Group)[1]


def _spoiled(arg: Argument) -> Argument:
    """Return an argument with an error value in its first cell."""
    error = CellError("#DIV/0!")
    if not isinstance(arg, list):
        return error
    return [[error, *arg[0][1:]], *arg[1:]]


# -- the workbook that makes the calls -----------------------------------------------------------


def write(calls: Sequence[tuple[Call, Rows]], path: Path) -> list[list[list[str]]]:
    """Write a workbook with the calls, and return the addresses of each result on `RESULTS`.

    A result gets as many cells as the rows that come with its call.
    """
    book = openpyxl.Workbook()
    inputs, results = book.active, book.create_sheet(RESULTS)
    assert isinstance(inputs, Worksheet)
    inputs.title = _INPUTS
    places, top = [], 1
    for one, rows in calls:
        formula = f"={one.name}({','.join(_texts(one, inputs))})"
        area = [
            [f"{get_column_letter(j)}{i}" for j in range(1, len(rows[0]) + 1)]
            for i in range(top, top + len(rows))
        ]
        whole = f"{area[0][0]}:{area[-1][-1]}"
        results[area[0][0]] = (
            formula if len(rows) == len(rows[0]) == 1 else ArrayFormula(whole, formula)
        )
        places.append(area)
        top += len(rows)
    book.save(path)
    return places


def _texts(one: Call, inputs: Worksheet) -> Iterator[str]:
    """Yield the arguments as they stand in the formula, after writing them to cells if need be."""
    top, left = inputs.max_row + 2, 1
    for arg in one.args:
        if arg is None or one.form == CONSTANTS:
            yield _constant(arg)
            continue
        rows = arg if isinstance(arg, list) else [[arg]]
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                _fill(inputs.cell(top + i, left + j), value)
        first, last = (
            inputs.cell(top, left),
            inputs.cell(top + len(rows) - 1, left + len(rows[0]) - 1),
        )
        single = len(rows) == len(rows[0]) == 1
        yield f"{_INPUTS}!{first.coordinate}" + ("" if single else f":{last.coordinate}")
        left += len(rows[0])


def _fill(cell: FileCell, value: Value) -> None:
    if isinstance(value, CellError):
        cell.value, cell.data_type = value.code, "e"
    elif isinstance(value, Day):
        cell.value = value.date
    elif not isinstance(value, Empty):
        cell.value = value


def _constant(arg: Argument) -> str:
    if arg is None:
        return ""
    if isinstance(arg, list):
        return "{" + ";".join(",".join(map(_constant, row)) for row in arg) + "}"
    if isinstance(arg, str):
        return '"' + arg.replace('"', '""') + '"'
    return str(arg).upper()


def _for_python(arg: Argument) -> object:
    if isinstance(arg, list):
        return [[_for_python(value) for value in row] for row in arg]
    if isinstance(arg, Day):
        return float((arg.date - _DAY_ZERO).days)
    if isinstance(arg, int) and not isinstance(arg, bool):
        return float(arg)  # a cell knows no whole numbers
    return None if isinstance(arg, Empty) else arg

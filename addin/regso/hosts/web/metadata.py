"""What Excel reads of the functions, and what the task pane shows: both from the registry."""

from __future__ import annotations

import json
from collections.abc import Sequence

from regso.functions import Arg, Entry
from regso.hosts.english import english


def metadata(entries: Sequence[Entry]) -> dict[str, object]:
    """Return functions.json as Excel wants it.

    Every result is a matrix, also when it is one cell: so an error value in it keeps its sentence.
    An error value of a cell is given to the function, where Excel would else answer by itself; a
    cell with more than a value (a stock, a place) is given as its value.
    """
    return {
        "allowErrorForDataTypeAny": True,
        "allowCustomDataForDataTypeAny": False,
        "functions": [_function(entry) for entry in entries],
    }


def _function(entry: Entry) -> dict[str, object]:
    options = {"cancelable": True} | ({"volatile": True} if entry.volatile else {})
    return {
        "description": entry.doc,
        "id": entry.name,
        "name": entry.name,
        "options": options,
        "parameters": [_parameter(arg) for arg in entry.args],
        "result": {"dimensionality": "matrix"},
    }


def _parameter(arg: Arg) -> dict[str, object]:
    shape = {"dimensionality": "matrix"} if arg.kind.takes_range else {}
    optional = {"optional": True} if arg.optional else {}
    return {"description": arg.doc, "name": arg.name, **optional, "type": "any", **shape}


def script(entries: Sequence[Entry]) -> str:
    """Return the module of JavaScript with every function: its arguments and its help."""
    functions = [
        {
            "name": entry.name,
            "family": entry.family,
            "sv": entry.doc,
            "en": english().about(entry),
            "example": entry.example,
            "args": [_argument(arg) for arg in entry.args],
        }
        for entry in entries
    ]
    return f"export const FUNCTIONS = {text(functions)};\n"


def _argument(arg: Arg) -> dict[str, object]:
    name, about = english().of(arg)
    return {
        "name": arg.name, "optional": arg.optional, "range": arg.kind.takes_range,
        "sv": arg.doc, "enName": name, "en": about,
    }  # fmt: skip


def text(value: object) -> str:
    """Return JSON for a file that people may read."""
    return json.dumps(value, ensure_ascii=False, indent=1)

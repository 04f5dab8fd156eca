"""A formula that is one REGSO call with constants: its name and its arguments.

Such a call can go straight to Python, past the engine's limits on constants and spills.
"""

from __future__ import annotations

from collections.abc import Sequence

from regso.errors import CellError
from regso.indata import Cell
from regso.xlsx.formula import Token, is_one_call, tokenize

Constant = Cell | list[list[Cell]]

_LOGICAL = {"TRUE": True, "SANT": True, "FALSE": False, "FALSKT": False}
_EXACT_INTEGER = 1e15


class _NotConstantError(Exception):
    """A part of a formula is no constant."""


def direct_call(formula: str) -> tuple[str, list[Constant]] | None:
    """Return name and arguments of a formula that is one REGSO call with constants.

    Parameters
    ----------
    formula : str
        ``=REGSO_NAMN("0114R001";2022)``; arguments separated by ``;`` or ``,``.

    Returns
    -------
    The name in upper case and the arguments (an omitted one is None, an array constant a list
    of rows), or None for any other formula.

    >>> direct_call('=REGSO_KOD({"a","b";1,TRUE};;-2.5)')
    ('REGSO_KOD', [[['a', 'b'], [1, True]], None, -2.5])
    """
    text = formula.strip().removeprefix("=")
    tokens = [token for token in tokenize(text) if token.kind != "blank"]
    if not is_one_call(tokens):
        return None
    body = tokens[2:-1]
    try:
        arguments = [_constant(part) for part in _split(body, ",;")] if body else []
    except _NotConstantError:
        return None
    return tokens[0].text.upper(), arguments


def _split(tokens: Sequence[Token], separators: str) -> list[list[Token]]:
    """Split at separators that do not stand within an array constant."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.text == "{") - (token.text == "}")
        if token.kind == "other" and token.text in separators and not depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _constant(tokens: Sequence[Token]) -> Constant:
    if not tokens:
        return None
    if tokens[0].text != "{":
        return _scalar(tokens)
    if tokens[-1].text != "}":
        raise _NotConstantError
    rows = [[_scalar(c) for c in _split(r, ",")] for r in _split(tokens[1:-1], ";")]
    if len({len(row) for row in rows}) != 1:
        raise _NotConstantError
    return rows


def _scalar(tokens: Sequence[Token]) -> Cell:
    sign = 1
    if len(tokens) == 2 and tokens[0].text in ("-", "+") and tokens[1].kind == "number":  # noqa: PLR2004
        sign = -1 if tokens[0].text == "-" else 1
        tokens = tokens[1:]
    if len(tokens) != 1:
        raise _NotConstantError
    kind, text = tokens[0]
    if kind == "text":
        return text[1:-1].replace('""', '"')
    if kind == "error":
        return CellError(text)
    if kind == "number":
        value = sign * float(text)
        return int(value) if value.is_integer() and abs(value) < _EXACT_INTEGER else value
    if kind == "name" and text.upper() in _LOGICAL:
        return _LOGICAL[text.upper()]
    raise _NotConstantError

"""Call our functions straight from Python, with the arguments that a formula in a cell has.

Only what stands in the arguments of the templates' formulas is understood: constants, defined
names, references, table columns, comparisons, texts joined with &, calls of ours within calls and
a few functions, each also over ranges of one size. Nothing of the engine or of Calc is used, so a
wrong argument on their way shows as a difference.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from agreement import Formula, Stored

from regso.errors import CellError
from regso.functions import REGISTRY, Rows, call
from regso.xlsx.cells import Area
from regso.xlsx.formula import Token, is_one_call, stripped, tokenize, untokenize

_REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]+")
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<>": operator.ne, ">": operator.gt, ">=": operator.ge, "<": operator.lt,
    "<=": operator.le,
}  # fmt: skip


class UnknownPartError(Exception):
    """A part of a formula that is not understood here."""


def lone_call(formula: Formula) -> str | None:
    """Return the name of our function if the formula is one call of it and nothing more."""
    tokens = _tokens(formula.text)
    return tokens[0].text if is_one_call(tokens) else None


def value(stored: Stored, sheet: str, formula: Formula) -> Rows:
    """Return what a formula that is one call of ours gives in Python.

    Raises
    ------
    UnknownPartError
        An argument has something that is not understood.
    """
    tokens = _tokens(formula.text)
    parser = _Arguments(stored, sheet, tokens[2:])
    return call(tokens[0].text, parser.until_closed())


def _tokens(formula: str) -> list[Token]:
    relative = untokenize(token for token in tokenize(stripped(formula)) if token.text != "$")
    return [token for token in tokenize(relative) if token.kind != "blank"]


class _Arguments:
    """The rest of a call, token by token."""

    def __init__(self, stored: Stored, sheet: str, tokens: list[Token]) -> None:
        self._stored, self._sheet, self._tokens, self._at = stored, sheet, tokens, 0

    def until_closed(self) -> list[Any]:
        """Return the arguments up to the closing parenthesis; one that is left out is None."""
        if self._take(")"):
            return []
        found = [self._argument()]
        while self._take(","):
            found.append(self._argument())
        if not self._take(")"):
            raise UnknownPartError(self._peek())
        return found

    def _argument(self) -> Any:
        if self._peek() in (",", ")"):
            return None
        one = self._joined()
        sign = self._peek()
        if sign not in ("=", "<", ">"):
            return one
        self._at += 1
        if sign + self._peek() in _COMPARE:
            sign += self._next().text
        return _lifted(partial(_compared, sign), one, self._joined())

    def _joined(self) -> Any:
        one = self._operand()
        while self._take("&"):
            one = _lifted(_join, one, self._operand())
        return one

    def _operand(self) -> Any:
        token = self._next()
        if token.kind == "text":
            return token.text[1:-1].replace('""', '"')
        if token.kind == "number":
            return float(token.text)
        if token.kind == "error":
            return CellError(token.text)
        if token.text == "{":
            return self._array()
        if token.kind == "sheet" or self._peek() == "!":
            self._at += 1
            return self._reference(token.text.strip("'").replace("''", "'"), self._next().text)
        if token.kind != "name":
            raise UnknownPartError(token.text)
        return self._named(token.text)

    def _array(self) -> Rows:
        """Return an array constant after its brace, as the file has it: columns by commas."""
        rows: Rows = [[]]
        while not self._take("}"):
            token = self._next()
            if token.text == ";":
                rows.append([])
            elif token.text != ",":
                self._at -= 1
                rows[-1].append(self._operand())
        return rows

    def _named(self, name: str) -> Any:
        if self._take("("):
            if name in REGISTRY:
                rows = call(name, self.until_closed())
                return rows if len(rows) > 1 or len(rows[0]) > 1 else rows[0][0]
            if name not in _FUNCTIONS:
                raise UnknownPartError(name)
            return _FUNCTIONS[name](*self.until_closed())
        if self._peek().startswith("["):
            first, _, last = self._next().text[1:-1].lower().partition(":")
            return self._columns(name.lower(), first.strip("[]"), (last or first).strip("[]"))
        if name in ("TRUE", "FALSE"):
            return name == "TRUE"
        if name in self._stored.names:
            sheet, cell = self._stored.names[name].rsplit("!", 1)
            return self._cells(sheet.strip("'"), cell)
        return self._reference(self._sheet, name)

    def _columns(self, table: str, first: str, last: str) -> Any:
        """Return the data rows of a table's columns, from the first to the last."""
        sheet, area = self._stored.tables[table, first]
        _, end = self._stored.tables[table, last]
        return self._stored.rows(sheet, area._replace(right=end.right))

    def _reference(self, sheet: str, first: str) -> Any:
        area = f"{first}:{self._next().text}" if self._take(":") else first
        return self._cells(sheet, area)

    def _cells(self, sheet: str, area: str) -> Any:
        if not all(map(_REFERENCE.fullmatch, area.split(":"))):
            raise UnknownPartError(area)
        rows = self._stored.rows(sheet, Area.parse(area))
        return rows if ":" in area else rows[0][0]

    def _peek(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, text: str) -> bool:
        found = self._peek() == text
        self._at += found
        return found


def _lifted(function: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a function of cells gives for each place of ranges of one size."""
    ranges = [a for a in arguments if isinstance(a, list)]
    if not ranges:
        return function(*arguments)
    height, width = len(ranges[0]), len(ranges[0][0])
    if any((len(r), len(r[0])) != (height, width) for r in ranges):
        raise UnknownPartError("ranges of different size")
    return [
        [
            function(*(a[i][j] if isinstance(a, list) else a for a in arguments))
            for j in range(width)
        ]
        for i in range(height)
    ]


def _join(one: Any, other: Any) -> str | CellError:
    for side in (one, other):
        if isinstance(side, CellError):
            return side
    return "".join(f"{s:.15g}" if isinstance(s, float | int) else s or "" for s in (one, other))


def _compared(sign: str, one: Any, other: Any) -> bool | CellError:
    for side in (one, other):
        if isinstance(side, CellError):
            return side
    one, other = _for(one, other), _for(other, one)
    return _COMPARE[sign](_order(one), _order(other))


def _for(cell: Any, other: Any) -> Any:
    """Return a cell; an empty one as what it is compared with takes it for."""
    return ("" if isinstance(other, str) else 0) if cell is None else cell


def _order(cell: Any) -> tuple[int, Any]:
    """Return a key to compare by: numbers come before texts, and those before truth values."""
    if isinstance(cell, bool):
        return 2, cell
    return (1, cell.casefold()) if isinstance(cell, str) else (0, cell)


def _if(condition: Any, yes: Any, no: Any = False) -> Any:
    if isinstance(condition, list):
        return _lifted(_if, condition, yes, no)
    return condition if isinstance(condition, CellError) else yes if condition else no


def _count(cells: Any) -> float:
    rows = cells if isinstance(cells, list) else [[cells]]
    return float(sum(type(cell) in (int, float) for row in rows for cell in row))


def _counta(*arguments: Any) -> float:
    ranges = [a if isinstance(a, list) else [[a]] for a in arguments]
    return float(sum(cell is not None for rows in ranges for row in rows for cell in row))


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "COUNT": _count,
    "COUNTA": _counta,
    "IF": _if,
    "ISERROR": lambda cell: isinstance(cell, CellError),
    "LEFT": lambda cell, length=1: _join(cell, "")[: int(length)],
    "NA": lambda: CellError("#N/A"),
}

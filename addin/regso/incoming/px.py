"""PC-Axis files (.px), as the Statistical Database gives them.

A file is statements, ``KEYWORD("variable")="text","text";``, and last the values, the variables in
the heading varying fastest.

References
----------
Statistics Sweden, PX file format (2013): keywords STUB, HEADING, VALUES, CODES, CONTVARIABLE, DATA.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Final, NamedTuple, NoReturn

from regso.errors import FileError
from regso.incoming.tables import refuse_too_many
from regso.incoming.texts import printable

VALUE: Final = "värde"
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:CHARSET|AXIS-VERSION|CODEPAGE)\s*=\s*\"")
_KEY = re.compile(r"\s*([A-Z][A-Z0-9-]*)(?:\[[^\]\n]*\])?(?:\(([^()\n]*)\))?\s*=\s*")
_PART = re.compile(r'"([^"]*)"\s*(,?)|([^",;\s]+)\s*,?')
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_SIGN = re.compile(r"\.+|-")
_LONGEST = 80


class Variable(NamedTuple):
    """A variable: its codes in order, which are its texts where it has none, and its texts."""

    name: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]


class PxTable(NamedTuple):
    """A table: the values stand in the order of the product of the variables.

    `content` is the name of the variable of contents, or empty.
    """

    title: str
    table: str
    updated: str
    notes: tuple[str, ...]
    variables: tuple[Variable, ...]
    content: str
    values: list[str]

    def rows(self) -> tuple[list[str], list[list[str]]]:
        """Return the table with one row for each combination, and one column for each content.

        Of a variable whose texts begin with its codes, the code is what stands in the rows.
        """
        *own, last = self._content_last()
        named = [v.codes if v.name.casefold() == "region" else v.labels for v in own]
        contents = list(last.labels) if self.content else [VALUE]
        values = iter(self._values_content_last())
        rows = [[*key, *(next(values) for _ in contents)] for key in product(*named)]
        return [*(variable.name for variable in own), *contents], rows

    def _content_last(self) -> list[Variable]:
        if not self.content:
            return [*self.variables, Variable(VALUE, (VALUE,), (VALUE,))]
        return sorted(self.variables, key=lambda variable: variable.name == self.content)

    def _values_content_last(self) -> Iterator[str]:
        at = next((i for i, v in enumerate(self.variables) if v.name == self.content), -1)
        if at in {-1, len(self.variables) - 1}:
            yield from self.values
            return
        after = prod(len(v.codes) for v in self.variables[at + 1 :])
        step = after * len(self.variables[at].codes)
        for block in range(0, len(self.values), step):
            for i in range(after):
                yield from self.values[block + i : block + step : after]


def is_px(start: bytes) -> bool:
    """Tell whether a file that begins so is a PC-Axis file."""
    return _START.match(start) is not None


def parse_px(text: str, name: str) -> PxTable:
    """Return the table in the text of a PC-Axis file.

    Raises
    ------
    FileError
        A part is missing, or there are more or fewer values than the variables say.
    """
    said, data = _statements(text, name)
    names = [*said.get(("STUB", ""), ()), *said.get(("HEADING", ""), ())]
    variables = tuple(_variable(said, variable, name) for variable in names)
    size = prod(len(variable.codes) for variable in variables)
    refuse_too_many(size * max(1, len(variables)), name)
    values = [quoted or plain for quoted, _, plain in _PART.findall(data)]
    if not variables or len(values) != size or ("KEYS", names[0]) in said:
        _refuse(name, f"den har {len(values)} värden i stället för {size}")
    other = next((v for v in values if not _NUMBER.fullmatch(v) and not _SIGN.fullmatch(v)), "")
    if other:
        _refuse(name, f'"{printable(other)[:_LONGEST]}" är inget tal')
    [content] = said.get(("CONTVARIABLE", ""), [""])[:1] or [""]
    return PxTable(
        _one(said, "TITLE") or _one(said, "DESCRIPTION") or _one(said, "CONTENTS"),
        _one(said, "TABLEID") or _one(said, "MATRIX"),
        _one(said, "LAST-UPDATED")[:8],
        tuple(printable(note) for note in said.get(("NOTE", ""), ())),
        variables,
        content if content in names else _contents_among(names),
        values,
    )


def _contents_among(names: Sequence[str]) -> str:
    return next((name for name in names if name.casefold() == "tabellinnehåll"), "")


def _statements(text: str, name: str) -> tuple[dict[tuple[str, str], list[str]], str]:
    """Return the texts of each keyword and variable, and what stands after DATA."""
    said: dict[tuple[str, str], list[str]] = {}
    at = 0
    while key := _KEY.match(text, at):
        if key[1] == "DATA":
            return said, text[key.end() :].rstrip().removesuffix(";")
        end = _end(text, key.end())
        if end < 0:
            break
        texts = _texts(text[key.end() : end])
        said.setdefault((key[1], (key[2] or "").strip().strip('"')), texts)
        at = end + 1
    return _refuse(name, "delen DATA saknas")


def _end(text: str, at: int) -> int:
    """Return where a statement ends: the first semicolon outside quotes."""
    quoted = False
    for found in re.compile('["; ]?[^";]*').finditer(text, at):
        sign = found[0][:1]
        if sign == ";" and not quoted:
            return found.start()
        quoted ^= sign == '"'
    return -1


def _texts(value: str) -> list[str]:
    """Return the texts of a statement; one that goes on in quotes on the next line is joined."""
    texts: list[str] = []
    joins = False
    for found in _PART.finditer(value):
        text = found[3] if found[1] is None else found[1]
        if joins and texts:
            texts[-1] += text
        else:
            texts.append(text)
        joins = found[1] is not None and not found[2]
    return texts


def _variable(said: Mapping[tuple[str, str], list[str]], variable: str, name: str) -> Variable:
    labels = [printable(text) for text in said.get(("VALUES", variable), ())]
    codes = said.get(("CODES", variable)) or labels
    if not labels or len(codes) != len(labels):
        shown = printable(variable)[:_LONGEST]
        _refuse(name, f"{shown} har {len(labels)} texter och {len(codes)} koder")
    return Variable(printable(variable), tuple(map(printable, codes)), tuple(labels))


def _one(said: Mapping[tuple[str, str], list[str]], keyword: str) -> str:
    return printable("".join(said.get((keyword, ""), [])))


def _refuse(name: str, what: str) -> NoReturn:
    raise FileError(f"{name} är en skadad px-fil: {what}; hämta filen igen.")

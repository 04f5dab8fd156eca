"""Formulas as text: a small tokenizer and what rendering needs to know of a formula.

The tokens of a formula, joined, are the formula. Only what can hide a separator or a name
(strings, sheet names, brackets) is told apart; the engine does the real parsing.

>>> stripped('[1]!REGSO_NAMN(A2)&"[1]!REGSO_"')
'REGSO_NAMN(A2)&"[1]!REGSO_"'
>>> with_commas('=REGSO_TYP("a;b";2022)+SUM({1;2})')
'=REGSO_TYP("a;b",2022)+SUM({1;2})'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

PREFIX = "REGSO_"
_OFFICE_JS = "_XLDUDF_"

# Inside the brackets after the name of a table; ' hides the character after it.
_BRACKET = r"(?:'.|[^\[\]'])*(?:\[(?:'.|[^\[\]'])*\](?:'.|[^\[\]'])*)*"
_TOKEN = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")
      | (?P<sheet>'(?:[^']|'')*')
      | (?P<bracket>\[{_BRACKET}\])
      | (?P<error>\#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!))
      | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
      | (?P<name>[^\W\d][\w.\\]*)
      | (?P<blank>\s+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
# A column of a table, or what may look like one: a text, or the name of a sheet.
_COLUMN = re.compile(
    rf"""(?:"(?:[^"]|"")*"|'(?:[^']|'')*')|(?P<table>[^\W\d][\w.\\]*)\[(?P<title>{_BRACKET})\]""",
    re.DOTALL,
)
_SPAN = re.compile(r"\[((?:'.|[^\[\]'])*)\]:\[((?:'.|[^\[\]'])*)\]", re.DOTALL)
_NUMBERED_LINK = re.compile(r"\[[0-9]+\]")
# Only a formula with one of these, or that begins with a function of ours, can need to be taken
# apart for the engine: another host's name of a function, or an argument that is left out.
_TO_CHANGE = re.compile(rf"{_OFFICE_JS}|\[[0-9]+\]!|[(,]\s*,|,\s*\)|^\s*{PREFIX}", re.IGNORECASE)


class Token(NamedTuple):
    """A piece of a formula: text, sheet, bracket, error, number, name, blank or other."""

    kind: str
    text: str


def tokenize(formula: str) -> list[Token]:
    """Return the tokens of a formula; joined they are the formula."""
    return [Token(m.lastgroup or "", m[0]) for m in _TOKEN.finditer(formula)]


def untokenize(tokens: Iterable[Token]) -> str:
    """Return the formula of its tokens."""
    return "".join(token.text for token in tokens)


def stripped(formula: str) -> str:
    """Return a stored formula with plain REGSO names: without ``[1]!`` and ``_xldudf_``."""
    if PREFIX not in formula.upper():
        return formula
    return untokenize(_plain_names(tokenize(formula)))


def functions_in(formula: str) -> set[str]:
    """Return the REGSO functions that a stored formula calls."""
    if PREFIX not in formula.upper():
        return set()
    return {t.text.upper() for t in _plain_names(tokenize(formula)) if is_ours(t)}


def with_commas(formula: str) -> str:
    """Return a formula with ``,`` for ``;`` between arguments; array constants stay."""
    depth, out = 0, []
    for token in tokenize(formula):
        depth += (token.text == "{") - (token.text == "}")
        out.append(Token("other", ",") if token.text == ";" and not depth else token)
    return untokenize(out)


def for_engine(
    formula: str,
    column: Callable[[str, str], str | None],
    *,
    cut: bool = False,
    place: str = "",
) -> str:
    """Return a stored formula as the engine understands it.

    Parameters
    ----------
    formula : str
        Without ``=`` in front.
    column : callable
        Returns the A1 reference of the rows of a table's column, or None.
    cut : bool
        The cell shows one value: Excel cuts an array from our functions to its first value.
    place : str
        What our functions get as a first argument, where the formula stands; empty for none.
    """
    formula = _with_columns(formula, column)
    if PREFIX not in formula.upper() or not (place or _TO_CHANGE.search(formula)):
        return formula
    tokens = list(_plain_names(tokenize(formula)))
    if any(map(is_ours, tokens)):
        tokens = list(_without_omissions(tokens))
        if place:
            tokens = list(_placed(tokens, place))
        if cut and is_one_call(tokens):
            return f"INDEX({untokenize(tokens)},1,1)"
    return untokenize(tokens)


def is_ours(token: Token) -> bool:
    """Tell whether a token is the name of a REGSO function."""
    return token.kind == "name" and token.text.upper().startswith(PREFIX)


def _plain_names(tokens: Sequence[Token]) -> Iterator[Token]:
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind == "name" and token.text.upper().startswith(_OFFICE_JS + PREFIX):
            yield Token("name", token.text[len(_OFFICE_JS) :])
        elif (
            _NUMBERED_LINK.fullmatch(token.text)
            and [t.text for t in tokens[i + 1 : i + 2]] == ["!"]
            and any(map(is_ours, tokens[i + 2 : i + 3]))
        ):
            i += 1
        else:
            yield token
        i += 1


def _with_columns(formula: str, column: Callable[[str, str], str | None]) -> str:
    """Put A1 references in place of what the engine does not load.

    That is ``Tabell[kolumn]``, and ``Tabell[[första]:[sista]]`` of columns side by side.
    """

    def columns(table: str, title: str) -> str | None:
        span = _SPAN.fullmatch(title)
        if span is None:
            return column(table, _plain_title(title))
        first, last = (column(table, _plain_title(each)) for each in span.groups())
        if first is None or last is None:
            return None
        return f"{first.rpartition(':')[0]}:{last.rpartition(':')[2]}"

    def put(found: re.Match[str]) -> str:
        if found["table"] is None:
            return found[0]
        return columns(found["table"], found["title"]) or found[0]

    return _COLUMN.sub(put, formula) if "[" in formula else formula


def _plain_title(title: str) -> str:
    return re.sub(r"'(.)", r"\1", title) if "'" in title else title


def _without_omissions(tokens: Iterable[Token]) -> Iterator[Token]:
    """Put ``""`` where an argument of our functions is left out: the engine would give 0."""
    ours, empty, commas = [False], True, [0]
    before: Token | None = None
    for token in tokens:
        text = token.text if token.kind == "other" else ""
        if ours[-1] and empty and (text == "," or (text == ")" and commas[-1])):
            yield Token("text", '""')
        yield token
        if text and text in "({":
            ours.append(text == "(" and before is not None and is_ours(before))
            commas.append(0)
            empty = True
        elif text and text in ")}" and len(ours) > 1:
            ours.pop()
            commas.pop()
            empty = False
        elif text == ",":
            commas[-1] += 1
            empty = True
        elif token.kind != "blank":
            empty = False
        if token.kind != "blank":
            before = token


def _placed(tokens: Sequence[Token], place: str) -> Iterator[Token]:
    """Put a text first among the arguments of each function of ours."""
    quoted = place.replace('"', '""')
    for i, token in enumerate(tokens):
        yield token
        if token.text == "(" and i and is_ours(tokens[i - 1]):
            alone = [t.text for t in tokens[i + 1 :] if t.kind != "blank"][:1] == [")"]
            yield Token("text", f'"{quoted}"' if alone else f'"{quoted}",')


def is_one_call(tokens: Sequence[Token]) -> bool:
    """Tell whether the tokens are one call of a function of ours and nothing more."""
    if len(tokens) < 3 or not is_ours(tokens[0]) or tokens[1].text != "(":  # noqa: PLR2004 - N()
        return False
    depth = 0
    for i, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        if not depth and i:
            return i == len(tokens) - 1
    return False

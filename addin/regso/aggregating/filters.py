"""The grammar of `--where`, which says which rows count.

::

    filter  = term { "eller" term }
    term    = factor { "och" factor }
    factor  = [ "inte" ] ( "(" filter ")" | test )
    test    = column comparison value | column [ "inte" ] "i" "(" value { "," value } ")"
            | column ( "saknas" | "finns" )
    column  = word | "text" | [text]         comparison = = != <> < <= > >=
    value   = number | 'text'

The words may also be or, and, not and in. A blank is equal to nothing, so `inte` and != hold for
it. Nothing else is read: what is left over is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from regso.errors import FileError
from regso.incoming.texts import printable

COMPARISONS: Final = ("=", "<", "<=", ">", ">=")
_LONGEST, _DEEPEST, _MOST_VALUES = 4000, 30, 1000
_WORDS: Final = {
    "och": "och", "and": "och", "eller": "eller", "or": "eller", "inte": "inte", "not": "inte",
    "i": "i", "in": "i", "saknas": "saknas", "finns": "finns",
}  # fmt: skip
_PART: Final = re.compile(
    r"""\s*(?:
      (?P<number>[+-]?[0-9]+(?:\.[0-9]+)?)(?![\w.])
    | '(?P<value>(?:[^']|'')*)'
    | "(?P<quoted>(?:[^"]|"")+)"
    | \[(?P<boxed>[^\]]+)\]
    | (?P<word>[^\W\d]\w*)
    | (?P<sign><=|>=|<>|!=|[=<>(),])
    )""",
    re.VERBOSE,
)
_FORM: Final = (
    "skriv till exempel --where \"kon = 'kvinnor' och alder >= 20\", med text inom enkla "
    "citattecken och decimalpunkt i tal"
)

Literal = str | Decimal


class Compared(NamedTuple):
    """A column compared with values; `how` is a comparison, "i", "saknas" or "finns"."""

    column: str
    how: str
    values: tuple[Literal, ...] = ()


class Both(NamedTuple):
    """Two filters that must hold, or of which one must."""

    how: str
    left: Filter
    right: Filter


class Not(NamedTuple):
    """A filter that must not hold."""

    filter: Filter


Filter = Compared | Both | Not


class _Token(NamedTuple):
    kind: str
    text: str


def parse(texts: Sequence[str]) -> Filter | None:
    """Return what filters say together; None where there are none.

    Raises
    ------
    FileError
        A text is not of the grammar.

    >>> parse(["ar >= 2020 och kon = 'kvinnor'"]).how
    'och'
    """
    found: Filter | None = None
    for text in texts:
        one = _Parser(text).whole()
        found = one if found is None else Both("och", found, one)
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        if len(text) > _LONGEST:
            raise FileError(f"Ett filter får ha högst {_LONGEST} tecken; dela upp det i flera.")
        self._tokens = [*self._read()]
        self._at = self._depth = 0

    def whole(self) -> Filter:
        found = self._either()
        if self._at < len(self._tokens):
            raise self._refusal()
        return found

    def _read(self) -> list[_Token]:
        tokens, at = [], 0
        end = len(self._text.rstrip())
        while at < end:
            found = _PART.match(self._text, at)
            if found is None or found.lastgroup is None:
                raise self._refusal(self._text[at:])
            tokens.append(_token(found.lastgroup, found[found.lastgroup]))
            at = found.end()
        return tokens

    def _refusal(self, rest: str = "") -> FileError:
        at = rest or (self._tokens[self._at].text if self._at < len(self._tokens) else "")
        where = f'vid "{printable(at.strip())[:30]}"' if at.strip() else "i slutet"
        shown = printable(self._text)[:80]
        return FileError(f'Filtret "{shown}" går inte att läsa {where}; {_FORM}.')

    def _next(self, kind: str, *texts: str) -> _Token | None:
        """Take the next part if it is of a kind, and one of some texts."""
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind == kind and (not texts or token.text in texts):
                self._at += 1
                return token
        return None

    def _must(self, kind: str, *texts: str) -> _Token:
        token = self._next(kind, *texts)
        if token is None:
            raise self._refusal()
        return token

    def _either(self) -> Filter:
        found = self._all()
        while self._next("word", "eller"):
            found = Both("eller", found, self._all())
        return found

    def _all(self) -> Filter:
        found = self._one()
        while self._next("word", "och"):
            found = Both("och", found, self._one())
        return found

    def _one(self) -> Filter:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileError(f"Ett filter får ha parenteser i högst {_DEEPEST} nivåer.")
        try:
            if self._next("word", "inte"):
                return Not(self._one())
            if self._next("sign", "("):
                found = self._either()
                self._must("sign", ")")
                return found
            return self._test()
        finally:
            self._depth -= 1

    def _test(self) -> Filter:
        column = (self._next("column") or self._must("name")).text
        if word := self._next("word", "saknas", "finns"):
            return Compared(column, word.text)
        if self._next("word", "inte"):
            self._must("word", "i")
            return Not(Compared(column, "i", self._values()))
        if self._next("word", "i"):
            return Compared(column, "i", self._values())
        if self._next("sign", "!="):
            return Not(Compared(column, "=", (self._value(),)))
        how = self._must("sign", *COMPARISONS).text
        return Compared(column, how, (self._value(),))

    def _values(self) -> tuple[Literal, ...]:
        self._must("sign", "(")
        found = [self._value()]
        while self._next("sign", ","):
            found.append(self._value())
        self._must("sign", ")")
        if len(found) > _MOST_VALUES:
            raise FileError(f"En lista i ett filter får ha högst {_MOST_VALUES} värden.")
        return tuple(found)

    def _value(self) -> Literal:
        if number := self._next("number"):
            return Decimal(number.text)
        return self._must("value").text


def _token(kind: str, text: str) -> _Token:
    if kind == "word":
        known = _WORDS.get(text.casefold())
        return _Token("word", known) if known else _Token("name", text)
    if kind == "quoted":
        return _Token("column", text.replace('""', '"'))
    if kind == "boxed":
        return _Token("column", text)
    if kind == "value":
        return _Token("value", text.replace("''", "'"))
    return _Token(kind, "!=" if text == "<>" else text)

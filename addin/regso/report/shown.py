"""Cells as a Swedish spreadsheet shows them: number formats, also those that rules choose."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import range_boundaries

from regso.errors import RegsoError
from regso.render import evaluate_formula
from regso.report.sheets import Cell, SheetRead
from regso.xlsx.cells import Place
from regso.xlsx.formula import Token, tokenize, untokenize

_DIGITS = re.compile(r"[#0][#0,]*(?:\.([0#]+))?")
_REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]+")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.')
_GENERAL_DIGITS = 10
_SPACE = "\u00a0"


def shown(value: object, number_format: str = "General") -> str:
    r"""Return a value as a cell with a number format shows it.

    >>> shown(0.1234, r"0.0\ %"), shown(-1234.5, "+#,##0.0;-#,##0.0;0.0"), shown("..")
    ('12,3\xa0%', '−1\xa0234,5', '..')
    """
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, (dt.datetime, dt.date)):
        is_month = "yy" in number_format and "d" not in number_format
        return value.isoformat()[: 7 if is_month else 10]
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return "" if value is None else str(value)


def _number(value: float, number_format: str) -> str:
    sections = number_format.split(";")
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    elif value == 0 and len(sections) > 2:  # noqa: PLR2004 - positive; negative; zero
        section = sections[2]
    plain = _LITERAL.sub(lambda m: (m[1] or m[2] or "").replace("%", "\0"), section)
    percent = "%" in section.replace('"%"', "")
    digits = _DIGITS.search(plain)
    if digits is None:
        return _general(value) if "General" in section or section == "@" else plain.strip()
    number = _decimal(value * 100 if percent else value, digits[1] or "")
    whole, _, decimals = f"{number:,f}".partition(".")
    whole = whole.replace(",", _SPACE if "," in digits[0] else "")
    text = f"{whole},{decimals}" if decimals else whole
    out = plain[: digits.start()] + text + plain[digits.end() :].replace("\0", "%")
    return out.replace("-", "−").replace(" ", _SPACE)


def _decimal(value: float, decimals: str) -> Decimal:
    """Return a number with as many decimals as a format has, the optional ones if they say more."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    for sign in reversed(decimals):
        shorter = rounded.quantize(Decimal(1).scaleb(1 + int(rounded.as_tuple().exponent)))
        if sign == "0" or shorter != rounded:
            break
        rounded = shorter
    return abs(rounded) if rounded == 0 else rounded


def _general(value: float) -> str:
    return f"{value:.{_GENERAL_DIGITS}g}".replace(".", ",").replace("-", "−")


class _Rule(NamedTuple):
    """A rule that chooses a number format in an area: its least and greatest column and row."""

    priority: int
    area: tuple[int, int, int, int]
    formula: Sequence[str]
    number_format: str


class Formats:
    """The number formats of a sheet, those that its conditional formatting chooses too.

    Parameters
    ----------
    sheet : openpyxl worksheet, with values
    names : mapping
        The values of the defined names that rules may use.
    """

    def __init__(self, sheet: SheetRead, names: Mapping[str, object]) -> None:
        self._sheet, self._names = sheet, names
        self._rules = sorted(
            (
                _Rule(
                    rule.priority,
                    range_boundaries(str(area)),
                    rule.formula,
                    rule.dxf.numFmt.formatCode,
                )
                for ranges in sheet.conditional_formatting
                for area in ranges.sqref.ranges
                for rule in ranges.rules
                if rule.type == "expression" and rule.dxf is not None and rule.dxf.numFmt
            ),
            key=lambda rule: rule.priority,
        )

    def shown(self, cell: Cell) -> str:
        """Return what a cell shows."""
        if not isinstance(cell.value, (int, float)):
            return shown(cell.value, cell.number_format)
        for rule in self._rules:
            left, top, right, bottom = rule.area
            if top <= cell.row <= bottom and left <= cell.column <= right:
                holds = self._holds(rule.formula[0], Place(top, left), cell.coordinate)
                if holds is None:
                    return shown(cell.value)  # rather no unit than a wrong one
                if holds:
                    return shown(cell.value, rule.number_format)
        return shown(cell.value, cell.number_format)

    def _holds(self, formula: str, origin: Place, cell: str) -> bool | None:
        """Tell whether a rule's formula is true in a cell; None if it cannot be told."""
        moved = Translator(f"={formula}", str(origin)).translate_formula(cell)
        tokens = [t for t in tokenize(moved.removeprefix("=")) if t.text != "$"]
        try:
            text = untokenize([self._filled(t) for t in tokenize(untokenize(tokens))])
            [[value]] = evaluate_formula(text, {})
        except (RegsoError, ValueError):
            return None
        return bool(value) if isinstance(value, (bool, int, float)) else None

    def _filled(self, token: Token) -> Token:
        """Return a reference or a name as the value that it has."""
        if token.kind == "sheet":
            raise ValueError(token.text)
        if token.kind != "name":
            return token
        if token.text in self._names:
            return token._replace(text=_literal(self._names[token.text]))
        if _REFERENCE.fullmatch(token.text):
            return token._replace(text=_literal(self._sheet[token.text].value))
        return token


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return repr(value)
    return '"' + str("" if value is None else value).replace('"', '""') + '"'

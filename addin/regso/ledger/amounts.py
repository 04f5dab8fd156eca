"""Amounts as whole öre, from what ledgers write: 1 234,50  -1234.5  1.234,50-  (1 234,50)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

ORE: Final = 100
_GAPS = str.maketrans(dict.fromkeys(" \u00a0\u202f\u2009'’"))
_MINUS = str.maketrans({"−": "-", "–": "-", "\u2011": "-"})
_FORM = re.compile(
    r"(?P<sign>[-+]?)(?P<whole>\d+|\d{1,3}(?:\.\d{3})+(?=,))(?:[.,](?P<part>\d{1,2}))?"
)
_BRACKETS = re.compile(r"\((.*)\)")
_UNIT = re.compile(r"\s*(kr|sek)\s*$", re.IGNORECASE)
_FLOAT_NOISE = 1e-6  # öre: 0.1 + 0.2 is no more than that from 0.30
_MOST = 10**15  # öre, below which a cell holds each of them


def to_ore(value: object) -> int | None:
    """Return an amount as öre; None where it is none, or has a part of an öre.

    >>> to_ore("1 234,50"), to_ore("1.234,5-"), to_ore("(12)"), to_ore(0.1 + 0.2)
    (123450, -123450, -1200, 30)
    >>> to_ore("1.234"), to_ore("12,345"), to_ore("tolv"), to_ore(True)
    (None, None, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return _within(value * ORE)
    if isinstance(value, float):
        return _of_float(value)
    return _of_text(value) if isinstance(value, str) else None


def kronor(ore: int) -> str:
    """Return öre as text, in kronor and öre.

    >>> kronor(-123456789), kronor(5)
    ('-1 234 567,89', '0,05')
    """
    whole, part = divmod(abs(ore), ORE)
    return f"{'-' * (ore < 0)}{whole:,},{part:02}".replace(",", " ", f"{whole:,}".count(","))


def share_of(base: int, percent: Decimal) -> int:
    """Return a percentage of öre, rounded half away from zero.

    >>> share_of(1000, Decimal("52.55"))
    526
    """
    numerator, denominator = (percent / 100).as_integer_ratio()
    twice = 2 * abs(base) * numerator + denominator
    rounded = twice // (2 * denominator)
    return rounded if base >= 0 else -rounded


def percent(value: object) -> Decimal | None:
    """Return a percentage from a cell: 52.5 or the text "52,5 %"; None where it is none."""
    text = str(value).translate(_GAPS).replace(",", ".").removesuffix("%")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _of_float(value: float) -> int | None:
    if not abs(value) * ORE < _MOST:
        return None
    ore = round(value * ORE)
    return ore if abs(value * ORE - ore) <= max(_FLOAT_NOISE, abs(ore) * 1e-15) else None


def _of_text(value: str) -> int | None:
    text = _UNIT.sub("", value.translate(_MINUS)).translate(_GAPS)
    sign = 1
    if brackets := _BRACKETS.fullmatch(text):
        sign, text = -1, brackets[1]
    elif text.endswith("-"):
        sign, text = -1, text[:-1]
    form = _FORM.fullmatch(text)
    if form is None or (sign < 0 and form["sign"]):
        return None
    if form["sign"] == "-":
        sign = -1
    whole = int(form["whole"].replace(".", ""))
    return _within(sign * (whole * ORE + int((form["part"] or "").ljust(2, "0"))))


def _within(ore: int) -> int | None:
    return ore if abs(ore) < _MOST else None

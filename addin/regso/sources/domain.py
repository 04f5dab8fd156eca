"""What a value may be: the one check of every reader of reference data.

A number is written with the figures 0–9 and a decimal point, so that it means the same to every
program: Python would also take 1_000, full-width figures and 1e300.
"""

from __future__ import annotations

import re
from typing import Final

from regso.core.areas import codes
from regso.core.areas.areatypes import TYPES
from regso.store.schema import POPULATION, TYPE

MOST_PERSONS: Final = 100_000_000  # in an area of Sweden: ten times as many as there are
INDICATOR: Final = "indikator"
_HIGHEST: Final = 100
# An exponent is how programs write a very small share; it is at most two figures.
_LIKE_A_NUMBER = re.compile(r"[\d_.,eE+\-\s]{1,20}")
_PERSONAL: Final = 8  # figures that may be a day of birth
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,2})?")


def number_of(text: str) -> float | None:
    """Return the number that a text is, or None if it is none.

    >>> [number_of(t) for t in ("12", "0.5", "-1", "1_000", "1e300", "０", "012", "nan")]
    [12.0, 0.5, -1.0, None, None, None, None, None]
    """
    return float(text) if _NUMBER.fullmatch(text) else None


def shown(cell: str) -> str:
    """Return what is in a cell that holds no number, without what may be of a person.

    >>> shown("1_000"), shown("19850101-1234"), shown("Anna")
    ('1_000', '99999999-9999', 'XXXX')
    """
    text = cell.strip()
    is_short = _LIKE_A_NUMBER.fullmatch(text) and sum(map(str.isdigit, text)) < _PERSONAL
    return text if is_short else codes.masked(cell)


def fault(subject: str, value: float) -> str:
    """Return what is wrong with a value of a subject of the store, or nothing.

    Parameters
    ----------
    subject : str
        `POPULATION` (whole persons), `TYPE` (1–5), one of the other `MEASURES` (percent), or
        `INDICATOR` (any number).
    value : int or float

    Examples
    --------
    >>> fault("befolkning", 2.5), fault("index", 101)
    ('2.5 är inget helt antal personer', '101 är mer än 100 procent')
    """
    if subject == INDICATOR:
        return ""
    shown = f"{value:.15g}"
    if value < 0:
        return f"{shown} är inte ett tal från 0 och uppåt"
    if subject == TYPE:
        return "" if value in TYPES else f"{shown} är ingen områdestyp 1–5"
    if subject != POPULATION:
        return "" if value <= _HIGHEST else f"{shown} är mer än 100 procent"
    if value > MOST_PERSONS:
        return f"{shown} är fler personer än det finns"
    return "" if value == int(value) else f"{shown} är inget helt antal personer"

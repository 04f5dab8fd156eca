"""Texts in CSV files that a spreadsheet would take for formulas.

They are written with an apostrophe before them, as the spreadsheets themselves write texts, and
read back without it.

>>> harmless("=1+1"), as_meant("'=1+1"), as_meant("'t Hof")
("'=1+1", '=1+1', "'t Hof")
"""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r")
_MARK = "'"


def harmless(text: str) -> str:
    """Return a text that no spreadsheet calculates."""
    return _MARK + text if text.startswith(_STARTS) else text


def as_meant(text: str) -> str:
    """Return a text as it was before `harmless`."""
    return text[1:] if text.startswith(_MARK) and text[1:].startswith(_STARTS) else text

"""Texts in CSV files that a spreadsheet would take for formulas.

They are written with an apostrophe before them, as the spreadsheets themselves write texts, and
read back without it.

>>> harmless("=1+1"), as_meant("'=1+1"), as_meant("'t Hof")
("'=1+1", '=1+1', "'t Hof")
"""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"


def harmless(text: str) -> str:
    """Return a text that no spreadsheet calculates."""
    return _MARK + text if _is_marked(_MARK + text) else text


def as_meant(text: str) -> str:
    """Return a text as it was before `harmless`."""
    return text[1:] if _is_marked(text) else text


def _is_marked(text: str) -> bool:
    """Tell whether a text has a mark before a formula, or before marks before one."""
    return text.startswith(_MARK) and text.lstrip(_MARK).startswith(_STARTS)

"""How long a text of a formula is, judged before anything is calculated.

Of texts that exclude each other the longest counts, and of those that follow each other all.
"""

from __future__ import annotations

import re
from math import ceil

_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_SPARE, _FOUND = 10, 45  # letters of a number in a formula, and of a text that it looks up


def lines(formula: str, letters: float) -> int:
    """Return how many lines the text of a formula takes, at most."""
    return max(1, ceil(length(formula) / letters))


def length(formula: str) -> int:
    """Return how many letters the text of a formula has, about.

    >>> length('"aa"&"bb"'), length('IF(x>1,"aa","bbbb")')
    (4, 14)
    """
    if "IF(" not in formula:
        return sum(map(len, _TEXT.findall(formula)))
    # A comma parts texts that exclude each other; an & joins.
    parts = _TEXT.sub(lambda found: "§" * len(found[1]), formula).split(",")
    return max(part.count("§") for part in parts) + _SPARE + _FOUND * formula.count("INDEX(")

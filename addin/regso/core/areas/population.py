"""Populations by age and sex: composing a wanted age interval from published groups.

>>> age_interval("20-64"), age_interval("80-"), age_interval("totalt")
((20, 64), (80, None), (0, None))
>>> tile((20, 29), [(20, 24), (25, 29), (30, 34), (0, None)])
[(20, 24), (25, 29)]
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from regso.errors import BadValueError

TOTAL = "totalt"
Interval = tuple[int, int | None]

_AGE = re.compile(
    r"(?P<low>\d{1,3})?\s*(?P<dash>[-–]?)\s*(?P<high>\d{1,3})?(?:\s*år)?(?P<plus>\+)?"
)
_SEX = {
    "totalt": TOTAL,
    "1+2": TOTAL,
    "alla": TOTAL,
    "män": "män",
    "man": "män",
    "m": "män",
    "1": "män",
    "kvinnor": "kvinnor",
    "kvinna": "kvinnor",
    "k": "kvinnor",
    "2": "kvinnor",
}


def age_interval(text: str) -> Interval:
    """Return the first and last age (years) of a group such as "20-64", "80-", "-4" or "totalt".

    Raises
    ------
    BadValueError
        The text is no age group.
    """
    if text.strip().lower() == TOTAL:
        return 0, None
    form = _AGE.fullmatch(text.strip())
    if form is None or not (form["low"] or form["high"]):
        raise BadValueError(f'"{text}" är ingen ålder; skriv till exempel 20-64, 80- eller totalt.')
    low = int(form["low"] or 0)
    if form["high"]:
        high: int | None = int(form["high"])
    elif form["dash"] or form["plus"]:
        high = None
    else:
        high = low
    if high is not None and high < low:
        raise BadValueError(f'Åldern "{text}" slutar före den börjar; skriv till exempel 20-64.')
    return low, high


def sex_group(text: str) -> str:
    """Return "män", "kvinnor" or "totalt" for the words and codes that are in use."""
    found = _SEX.get(text.strip().lower())
    if found is None:
        raise BadValueError(f'"{text}" är inget kön; skriv män, kvinnor eller totalt.')
    return found


def tile(wanted: Interval, groups: Iterable[Interval]) -> list[Interval] | None:
    """Return the fewest groups that make up an age interval without gap or overlap, if any do."""
    by_low: dict[int, list[Interval]] = {}
    for group in groups:
        by_low.setdefault(group[0], []).append(group)

    def fill(low: int) -> list[Interval] | None:
        best: list[Interval] | None = None
        for group in by_low.get(low, ()):
            if group[1] == wanted[1]:
                return [group]
            if group[1] is not None and (wanted[1] is None or group[1] < wanted[1]):
                rest = fill(group[1] + 1)
                if rest is not None and (best is None or len(rest) + 1 < len(best)):
                    best = [group, *rest]
        return best

    return fill(wanted[0])

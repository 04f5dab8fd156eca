"""One cell as people write it, and as the templates and the store write the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from regso.core.areas import codes
from regso.core.areas.areas import Areas, label_of
from regso.errors import BadValueError, NotFoundError

MEN, WOMEN = "män", "kvinnor"
_SEXES: Final = {
    **dict.fromkeys(("män", "man", "m", "male", "pojkar", "pojke", "1"), MEN),
    **dict.fromkeys(("kvinnor", "kvinna", "k", "f", "female", "flickor", "flicka", "2"), WOMEN),
}
_DASH = r"\s*(?:[\u2010-\u2015\u2212-]|till|to)\s*"
_AGES = re.compile(rf"([0-9]{{1,3}}){_DASH}([0-9]{{1,3}})(?:\s*år)?", re.IGNORECASE)
_OPEN = re.compile(
    r"([0-9]{1,3})\s*(?:år\s*)?(?:\+|w|(?:och|eller|el\.) äldre)(?:\s*år)?",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d][^()\d]* \([^()]+\)")
OWN, REPAIRED, LABELLED, NAMED = "kod", "reparerad", "kod med namn", "namn"


class Read(NamedTuple):
    """The code of an area, and how it was written."""

    code: str
    how: str


def sex_of(cell: object) -> str | None:
    """Return a sex as the templates write it; None for what is none.

    >>> [sex_of(cell) for cell in ("K", "man", 2, 1.0, "Kvinnor ", "okänt")]
    ['kvinnor', 'män', 'kvinnor', 'män', 'kvinnor', None]
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return _SEXES.get(str(cell).strip().casefold()) if not isinstance(cell, bool) else None


def age_of(cell: object) -> str | None:
    """Return an age group as the templates write it; None for what is none.

    >>> [age_of(cell) for cell in ("20–64 år", "0 - 4", "85 år och äldre", "95+", "vuxna")]
    ['20-64', '0-4', '85+', '95+', None]
    """
    text = " ".join(str(cell).split())
    if found := _AGES.fullmatch(text):
        return f"{int(found[1])}-{int(found[2])}"
    found = _OPEN.fullmatch(text)
    return f"{int(found[1])}+" if found else None


def is_like_name(cell: object) -> bool:
    """Tell whether a cell is written as SCB writes the name of a RegSO: kommun and place.

    >>> [is_like_name(cell) for cell in ("Exempelby (Sagobacken)", "9901R001 (RegSO2020)", "Ja")]
    [True, False, False]
    """
    return isinstance(cell, str) and _NAME.fullmatch(cell.strip()) is not None


def code_of(cell: object, vintages: Sequence[Areas]) -> Read | None:
    """Return the code that a cell names in any way; None where it names none.

    Parameters
    ----------
    cell : object
    vintages : sequence of Areas
        Those in which a name is sought, the first one first. Where one has the code of a label,
        the name behind it must be the area's.
    """
    try:
        code = codes.read(cell)
    except BadValueError:
        return _named(cell, vintages) if isinstance(cell, str) else None
    return Read(code.spelled, OWN if cell in {code.text, code.spelled} else REPAIRED)


def _named(cell: str, vintages: Sequence[Areas]) -> Read | None:
    label = label_of(cell)
    if label is not None:
        code, name = label
        those = [areas for areas in vintages if code.text in areas]
        is_called = any(areas.is_called(code.text, name) for areas in those)
        return Read(code.spelled, LABELLED) if is_called or not those else None
    for areas in vintages:
        try:
            found = areas.find(cell)
        except NotFoundError:  # in several kommuner
            return None
        if found is not None:
            return Read(found, NAMED)
    return None

"""Codes of län, kommun, RegSO and DeSO: what they look like and how to repair them.

A code is text: län ``01``, kommun ``0114``, RegSO ``0114R001``, DeSO ``0114C1010``
(A = outside larger settlements, B = in a settlement that is not the main one,
C = the main settlement). Only the text ``00`` is riket.

Registers lose leading zeros, add blanks or change case, and the Statistical Database
writes ``0114R001_RegSO2025``. `compact` repairs these; nothing else is guessed.

>>> compact(" 114r001 ")
'0114R001'
>>> compact("0114C1010_DeSO2025")
'0114C1010'
>>> compact(114.0)
'0114'
>>> level("0114R001")
'regso'
>>> is_valid("0114X001")
False
"""

from __future__ import annotations

import re

from regso.errors import BadValueError

RIKET, LAN, KOMMUN, REGSO, DESO = "riket", "lan", "kommun", "regso", "deso"

_FORM = re.compile(
    r"(?P<kommun>[0-9]{3,4})(?:(?P<regso>R[0-9]{3})|(?P<deso>[ABC][0-9]{4}))?|(?P<lan>[0-9]{1,2})",
)
_SUFFIX = re.compile(r"_(?:REGSO|DESO)_?(?P<year>20[0-9]{2})$")
_VINTAGE_OF_SUFFIX = {"2018": 2020, "2020": 2020, "2025": 2025}
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_BY_LENGTH = {2: LAN, 4: KOMMUN, 8: REGSO, 9: DESO}


def compact(raw: object) -> str:
    """Return the clean code of a cell value.

    Parameters
    ----------
    raw : str, int or float
        Text is repaired (blanks, case, suffix of the Statistical Database, a lost leading
        zero). A number is a kommun or län code that lost its zeros.

    Raises
    ------
    BadValueError
        The value does not have the form of a code.
    """
    if isinstance(raw, str):
        text = _SUFFIX.sub("", _BLANKS.sub("", raw).upper())
        form = _FORM.fullmatch(text) if text != "0" else None
    elif isinstance(raw, (int, float)) and not isinstance(raw, bool) and 0 < raw == raw // 1:
        text = str(int(raw))
        form = _FORM.fullmatch(text)
    else:
        form = None
    if form is None:
        raise BadValueError(
            f"{_shown(raw)} är ingen områdeskod; skriv till exempel 0114R001 (RegSO) "
            "eller 0114C1010 (DeSO).",
        )
    lan = form["lan"]
    if lan is not None:
        return lan.zfill(2)
    return form["kommun"].zfill(4) + (form["regso"] or form["deso"] or "")


def is_valid(raw: object) -> bool:
    """Tell whether a cell value has the form of a code, after repair."""
    try:
        compact(raw)
    except BadValueError:
        return False
    return True


def level(code: str) -> str:
    """Return the level of a clean code: riket, lan, kommun, regso or deso."""
    return RIKET if code == "00" else _BY_LENGTH[len(code)]


def suffix_vintage(raw: str) -> int | None:
    """Return the RegSO vintage that the suffix of a raw code names, if it has one.

    >>> suffix_vintage("0114R001_RegSO2025"), suffix_vintage("0114R001")
    (2025, None)
    """
    found = _SUFFIX.search(raw.strip().upper())
    return _VINTAGE_OF_SUFFIX.get(found["year"]) if found else None


def masked(raw: object) -> str:
    """Return a description of a bad code that shows a code at most, and no other content.

    A wrong column may hold personal data: other text keeps its form only, with 9 for digits
    and X for letters.

    >>> masked("19850101-1234"), masked("0114X001"), masked("0114R001 Anna")
    ('99999999-9999', '0114X001', '0114R001 …')
    """
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = " ".join(str(raw).split())
    if _LOOKS_LIKE_CODE.fullmatch(text):
        return text
    start = _STARTS_WITH_CODE.match(text)
    if start:
        return f"{start[0].strip()} …"
    return "".join("9" if c.isdigit() else "X" if c.isalpha() else c for c in text[:_MASKED_LENGTH])


_MASKED_LENGTH = 24
_LOOKS_LIKE_CODE = re.compile(r"[0-9OolI]{2,5} ?[A-Za-z] ?[0-9OolI]{2,5}")
_STARTS_WITH_CODE = re.compile(r"[0-9]{4}(R[0-9]{3}|[ABC][0-9]{4})(?![0-9])")


def _shown(raw: object) -> str:
    return f'"{masked(raw)}"' if isinstance(raw, str) else "Värdet"

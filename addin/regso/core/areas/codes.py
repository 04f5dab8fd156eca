"""Codes of län, kommun, RegSO and DeSO: what they look like and how to repair them.

A code is text: län ``01``, kommun ``0114``, RegSO ``0114R001``, DeSO ``0114C1010``
(A = outside larger settlements, B = in a settlement that is not the main one,
C = the main settlement). Only the text ``00`` is riket.

Registers lose leading zeros, add blanks or change case, and the Statistical Database
writes ``0114R001_RegSO2025``. Systems protect codes from spreadsheets as ``="0114C1010"`` or
``'0114C1010``, put a dash after the kommun, and people type the letter O for a zero. `read`
repairs these and keeps the vintage that is stated; nothing else is guessed.

>>> compact(" 114r001 ")
'0114R001'
>>> read("0114C1010_DeSO2025")
Code(text='0114C1010', vintage=2025)
>>> compact(114.0)
'0114'
>>> compact('="0114C1010"'), compact("'0114-C1010"), compact("O114RO01")
('0114C1010', '0114C1010', '0114R001')
>>> level("0114R001")
'regso'
>>> is_valid("0114X001")
False
"""

from __future__ import annotations

import re
from typing import NamedTuple

from regso.errors import BadValueError

RIKET, LAN, KOMMUN, REGSO, DESO = "riket", "lan", "kommun", "regso", "deso"

_FORM = re.compile(
    r"(?P<kommun>[0-9]{3,4})(?:(?P<regso>R[0-9]{3})|(?P<deso>[ABC][0-9]{4}))?|(?P<lan>[0-9]{1,2})",
)
_SUFFIX = re.compile(r"(?P<open>[_(])(?P<what>REGSO|DESO)_?(?P<year>20[0-9]{2})(?(open)\)?)$")
# The divisions that exist, as a code states them, and the vintage that each belongs to.
_STATED = {
    (REGSO, "2018"): 2020,
    (REGSO, "2020"): 2020,
    (REGSO, "2025"): 2025,
    (DESO, "2018"): 2020,
    (DESO, "2025"): 2025,
}
_SPELLING = {(REGSO, 2020): "RegSO2020", (REGSO, 2025): "RegSO2025",
             (DESO, 2020): "DeSO2018", (DESO, 2025): "DeSO2025"}  # fmt: skip
_QUOTED = re.compile(r"=?[\"'\u2018\u2019]([^\"'\u2018\u2019]+)[\"'\u2018\u2019]?")
_TYPED = re.compile(
    r"(?P<kommun>[0-9O]{3,4})[-\u2010-\u2015]?(?P<area>R[0-9O]{3}|[ABC][0-9O]{4})(?P<rest>[_(].*)?",
)
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_BY_LENGTH = {2: LAN, 4: KOMMUN, 8: REGSO, 9: DESO}


class Code(NamedTuple):
    """A clean code, and the vintage (2020 or 2025) that it states, if it states one."""

    text: str
    vintage: int | None = None

    @property
    def spelled(self) -> str:
        """The code with its vintage, as the Statistical Database writes it.

        >>> Code("0114C1010", 2020).spelled
        '0114C1010_DeSO2018'
        """
        if self.vintage is None:
            return self.text
        return f"{self.text}_{_SPELLING[level(self.text), self.vintage]}"


class UnknownVintageError(BadValueError):
    """A code that states a vintage that does not exist, such as RegSO 2030."""


def read(raw: object) -> Code:
    """Return the clean code of a cell value, with the vintage that it states.

    Parameters
    ----------
    raw : str, int or float
        Text is repaired (blanks, case, a lost leading zero, the suffix of the Statistical
        Database, quotes, a dash after the kommun, the letter O for a zero). A number is a kommun
        or län code that lost its zeros.

    Raises
    ------
    BadValueError
        The value does not have the form of a code, or states a vintage that does not exist.
    """
    stated = None
    if isinstance(raw, str):
        text = _BLANKS.sub("", raw).upper()
        form, stated = _form(text)
        if form is None:
            form, stated = _form(_respelled(text))
    elif isinstance(raw, (int, float)) and not isinstance(raw, bool) and 0 < raw == raw // 1:
        form = _FORM.fullmatch(str(int(raw)))
    else:
        form = None
    if form is None:
        raise BadValueError(
            f"{_shown(raw)} är ingen områdeskod; skriv till exempel 0114R001 (RegSO) "
            "eller 0114C1010 (DeSO).",
        )
    lan = form["lan"]
    code = lan.zfill(2) if lan else form["kommun"].zfill(4) + (form["regso"] or form["deso"] or "")
    return Code(code) if stated is None else Code(code, _vintage_stated(code, stated))


def _form(text: str) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """Return the parts of a code in capitals without blanks, and of the vintage that it states."""
    stated = _SUFFIX.search(text)
    text = text if stated is None else text[: stated.start()]
    return (_FORM.fullmatch(text) if text != "0" else None), stated


def _respelled(text: str) -> str:
    """Return a code without what systems put around it, and with zeros for letters O."""
    quoted = _QUOTED.fullmatch(text)
    text = quoted[1] if quoted else text
    typed = _TYPED.fullmatch(text)
    if typed is None:
        return text
    return (typed["kommun"] + typed["area"]).replace("O", "0") + (typed["rest"] or "")


def _vintage_stated(code: str, suffix: re.Match[str]) -> int:
    kind = level(code)
    vintage = _STATED.get((kind, suffix["year"])) if suffix["what"].lower() == kind else None
    if vintage is None:
        raise UnknownVintageError(
            f"Indelningen i slutet av {code}{suffix[0]} finns inte för den koden; skriv "
            "RegSO2020, RegSO2025, DeSO2018 eller DeSO2025, eller utelämna den.",
        )
    return vintage


def compact(raw: object) -> str:
    """Return the clean code of a cell value, whatever vintage it states (see `read`)."""
    return read(raw).text


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

"""Identifiers that a requisition quotes: organisationsnummer, bankgiro, plusgiro, diarienummer.

An organisationsnummer has ten digits, the last a check digit; the first tells the kind of
organisation and the third is at least 2, so that it is no personnummer. Twelve digits begin
with 16. A bankgiro number has 7–8 digits and a plusgiro number 2–8, the last a check digit.
A diarienummer of the Government Offices is letters of the ministry, year, slash, five digits.

The messages never repeat the value: it may be a personnummer.

References
----------
Lag (1974:174) om identitetsbeteckning för juridiska personer m.fl.; ISO/IEC 7812-1, annex B
(the check digit, also known as Luhn's).

>>> validate("orgnr", "202100-0837"), validate("bankgiro", "5052-5781")
('2021000837', '50525781')
>>> is_valid("dnr", "Ju2022/01504"), is_valid("plusgiro", "90 20 01-8")
(True, False)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from regso.core.money.checkdigits import checksum
from regso.core.money.persons import has_personal_number
from regso.errors import BadValueError

ORGNR, BANKGIRO, PLUSGIRO, DNR = "orgnr", "bankgiro", "plusgiro", "dnr"

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_GROUPS = "12356789"
_PERSONAL = "Numret ser ut som ett personnummer; ange organisationsnumret med tio siffror."


class _Rule(NamedTuple):
    form: re.Pattern[str]
    shown: str


_RULES = {
    ORGNR: _Rule(
        re.compile(r"(?:16)?([0-9]{6})-?([0-9]{4})"),
        "Ett organisationsnummer har tio siffror, till exempel 202100-0837.",
    ),
    BANKGIRO: _Rule(
        re.compile(r"([0-9]{3,4})-?([0-9]{4})"),
        "Ett bankgironummer har sju eller åtta siffror, till exempel 5052-5781.",
    ),
    PLUSGIRO: _Rule(
        re.compile(r"([0-9]{1,7})-?([0-9])"),
        "Ett plusgironummer har två till åtta siffror, till exempel 90 20 01-7.",
    ),
    DNR: _Rule(
        re.compile(r"([A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,2}[0-9]{4}/[0-9]{5})"),
        "Ett diarienummer skrivs som Ju2022/01504: bokstäver, år, snedstreck och fem siffror.",
    ),
}
KINDS = tuple(_RULES)


def compact(kind: str, raw: object) -> str:
    """Return an identifier without blanks, hyphen and the prefix 16.

    Parameters
    ----------
    kind : str, one of `KINDS`
    raw : str, int or float

    Raises
    ------
    BadValueError
        The value does not have the form of the kind.
    """
    found = _RULES[kind].form.fullmatch(_text(raw))
    if found is None:
        if kind == ORGNR and has_personal_number(_text(raw)):
            raise BadValueError(_PERSONAL)
        raise BadValueError(_RULES[kind].shown)
    return "".join(found.groups())


def validate(kind: str, raw: object) -> str:
    """Return a compact identifier that has the right form, group and check digit.

    Raises
    ------
    BadValueError
        It has not; the message says what is wrong, not what the value is.
    """
    number = compact(kind, raw)
    if kind == DNR:
        return number
    if kind == ORGNR and number[2] in "01":
        raise BadValueError(_PERSONAL)
    if kind == ORGNR and number[0] not in _GROUPS:
        raise BadValueError(
            "Ett organisationsnummer börjar med 1, 2, 3, 5, 6, 7, 8 eller 9; kontrollera numret."
        )
    if not number.strip("0") or checksum(number) % 10:
        raise BadValueError("Kontrollsiffran stämmer inte; jämför numret med källan.")
    return number


def is_valid(kind: str, raw: object) -> bool:
    """Tell whether a value is an identifier of a kind."""
    try:
        validate(kind, raw)
    except BadValueError:
        return False
    return True


def _text(raw: object) -> str:
    """Return a cell as text; a spreadsheet may hold digits as a number."""
    if isinstance(raw, float) and raw == raw // 1:
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, (str, int)):
        return ""
    return _DASHES.sub("-", _BLANKS.sub("", str(raw)))

"""Personnummer and what stands in its place, found within a text however it is written.

A personnummer is a date of birth and four digits, the last a check digit. A samordningsnummer has
60 added to the day, of a date that may be unknown. Who has neither gets a number with letters: T
and three digits, TF and two, or a reserve number of a region.

What is looked for is the date, with or without its century and with any separators, and after it
the four characters. Between six or eight digits and a hyphen or a plus sign the check digit need
not be right, because who mistypes has still written about a person; nor need it in twelve digits
of a century that has passed. What can be a date of this century and a time of day, and every
other form, is a person only with the right check digit.

References
----------
Folkbokföringslag (1991:481), 18 §; lag (2022:1697) om samordningsnummer; ISO/IEC 7812-1, annex B
(the check digit).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from regso.core.money.checkdigits import checksum

_UNSEEN: Final = {"Cf", "Mn", "Me"}
_BLANK_LETTERS: Final = dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0\u2800"))
_DASHES: Final = re.compile(r"[\u02d7\u2010-\u2015\u2043\u2212\u2500\u2796\u30fc\ufe58]")
_TO_DAY: Final = 60  # what a samordningsnummer adds to the day
_PASSED: Final = "40"  # from here on two digits are years of the century before
_LEAST: Final = 8  # digits in what is looked for
_LONGEST: Final = 12
# Digests and other long words of hexadecimal digits are no texts about anyone.
_DIGEST: Final = re.compile(r"(?<![0-9A-Za-z])(?=[0-9]*[A-Fa-f])[0-9A-Fa-f]{20,}(?![0-9A-Za-z])")
_SPACED: Final = re.compile(r"(?<![0-9])[0-9](?:[\W_]{1,3}[0-9]){9,11}(?![0-9])")
_NUMBER: Final = re.compile(
    r"""(?<![0-9])(?=(?P<all>
        (?:(?P<century>18|19|20)[\W_]{0,2})?
        (?P<year>[0-9]{2})(?P<inner>[\W_]{0,3})(?P<month>[0-9]{2})
        (?P<other>[\W_]{0,3})(?P<day>[0-9]{2})
        (?P<outer>[\W_]{0,4})
        (?P<tail>[0-9]{4}|T[0-9]{3}|TF[0-9]{2}|[A-Z][0-9]{3})
    )(?![0-9]))""",
    re.VERBOSE | re.IGNORECASE,
)
_DECIMAL_BEFORE: Final = re.compile(r".*[0-9][.,]\Z", re.DOTALL)
_MONTH_AFTER: Final = re.compile(r"[-./ ](?:0[1-9]|1[0-2])(?![0-9])")
_DECIMAL_AFTER: Final = re.compile(r"[.,][0-9]*[1-9]")
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3])[0-5][0-9]")
_DATE_AND_TIME: Final = re.compile(
    r"\s*(?:20[0-9]{2}|[0-3][0-9])[-./ ]?(?:0[1-9]|1[0-2])[-./ ]?(?:[0-2][0-9]|3[01])[-T_ ]*"
    rf"{_TIME.pattern}\s*"
)


def has_personal_number(text: str) -> bool:
    """Tell whether a text holds what looks like a personnummer or stands in the place of one.

    >>> [has_personal_number(t) for t in ("Anna 19900101-2384", "900101-T386", "202100-0837")]
    [True, True, False]
    """
    if sum(map(str.isdigit, text)) < _LEAST:
        return False
    text = _DIGEST.sub(" ", _plain(text))
    spaced = (re.sub(r"[\W_]", "", found[0]) for found in _SPACED.finditer(text))
    return any(_is_person(found) for one in (text, *spaced) for found in _NUMBER.finditer(one))


def can_be_person(number: float) -> bool:
    """Tell whether the digits of a number are a personnummer with its right check digit.

    A number has no zeros in front, so nine digits or fewer are one of the years 00–09.

    >>> can_be_person(9001012385), can_be_person(9001012384), can_be_person(101012383)
    (True, False, True)
    """
    digits = f"{number:.0f}".zfill(10)
    if number != number // 1 or len(digits) > _LONGEST:
        return False
    found = _NUMBER.match(digits)
    return found is not None and found["all"] == digits and _is_date(found) and _is_checked(found)


def can_be_time(text: str) -> bool:
    """Tell whether the whole of a text reads as a date of this century and a time of day.

    >>> can_be_time("20220915-1200"), can_be_time("2022-09-15 1200"), can_be_time("20220915-2385")
    (True, True, False)
    """
    return _DATE_AND_TIME.fullmatch(_plain(text)) is not None


def _is_person(found: re.Match[str]) -> bool:
    """Tell whether a date and four characters are a person's, from how they are written."""
    is_compact = not found["inner"]
    if is_compact != (not found["other"]) or not _is_date(found) or _begins_a_date(found):
        return False
    between = found["outer"].strip()
    if not found["tail"].isdigit():
        return _is_reserve(found, is_compact=is_compact)
    if is_compact and not found["outer"]:
        is_old = found["century"] in ("18", "19")
        return not _is_decimal(found) and (is_old or _is_checked(found))
    if is_compact and between in ("-", "+"):
        return between == "+" or not _is_date_and_time(found) or _is_checked(found)
    return _is_checked(found)


def _is_date(found: re.Match[str]) -> bool:
    """Tell whether month and day can be; both are 00 or the day is 60 where they are unknown."""
    month, day = int(found["month"]), int(found["day"])
    if month == 0:
        return day in (0, _TO_DAY) and _is_checked(found) and int(found["year"]) > 0
    return month <= 12 and (1 <= day <= 31 or _TO_DAY <= day <= _TO_DAY + 31)  # noqa: PLR2004


def _begins_a_date(found: re.Match[str]) -> bool:
    """Tell whether the four characters are the year of another date."""
    after = found.string[found.end("all") :]
    return found["tail"][:2] in ("19", "20") and _MONTH_AFTER.match(after) is not None


def _is_checked(found: re.Match[str]) -> bool:
    digits = f"{found['year']}{found['month']}{found['day']}{found['tail']}"
    return digits.isdigit() and not checksum(digits) % 10


def _is_reserve(found: re.Match[str], *, is_compact: bool) -> bool:
    """Tell whether letters after a date make it a number that stands in for a personnummer."""
    if found.string[found.end("all") :][:1].isalnum():
        return False
    is_apart = found["century"] is not None or found["outer"] != ""
    return found["tail"][0] in "Tt" or (is_compact and is_apart)


def _is_decimal(found: re.Match[str]) -> bool:
    """Tell whether digits are a part of a number with decimals."""
    before, after = found.string[: found.start()], found.string[found.end("all") :]
    return _DECIMAL_BEFORE.match(before[-2:]) is not None or _DECIMAL_AFTER.match(after) is not None


def _is_date_and_time(found: re.Match[str]) -> bool:
    """Tell whether it may be a date of this century and a time of day instead."""
    is_new = found["century"] == "20" or (found["century"] is None and found["year"] < _PASSED)
    return is_new and _TIME.fullmatch(found["tail"]) is not None


def _plain(text: str) -> str:
    """Return a text as it looks, with plain digits and hyphens and nothing that is not seen."""
    seen = (
        str(unicodedata.decimal(c, c))
        for c in unicodedata.normalize("NFKC", text).translate(_BLANK_LETTERS)
        if unicodedata.category(c) not in _UNSEEN
    )
    return _DASHES.sub("-", "".join(seen))

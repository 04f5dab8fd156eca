"""A row of a ledger, and the file that it came from."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

_NUMBER = re.compile(r"([^\W\d_]*)[\s/:-]*0*(\d+)")


class Key(NamedTuple):
    """What a verification is known by."""

    company: str
    year: int
    series: str
    number: str

    def __str__(self) -> str:
        return f"{self.series} {self.number}".strip()


class Objects(NamedTuple):
    """What a row is booked on, beside its account; empty where it is on none."""

    project: str = ""
    activity: str = ""
    funder: str = ""


class Row(NamedTuple):
    """A row of a verification.

    Attributes
    ----------
    key : Key
    day : date
        The row's own, else that of the verification.
    account, s_code, account_name : str
        An account of the ledger's own chart, or an S code of the state; one may be empty.
    text : str
    objects : Objects
    amount, vat : int, öre
        Debit is positive. VAT is 0 where the list has none beside the amount.
    """

    key: Key
    day: dt.date
    account: str
    s_code: str
    account_name: str
    text: str
    objects: Objects
    amount: int
    vat: int = 0

    @property
    def code(self) -> str:
        """What the row is mapped by: the account, else the S code."""
        return self.account or self.s_code

    @property
    def facts(self) -> tuple[object, ...]:
        """What of it is booked, as every form of the ledger says it."""
        return self.day, self.code, self.objects.project, self.amount

    @property
    def month(self) -> str:
        """The month of its day, 2022-09."""
        return f"{self.day:%Y-%m}"


class Stated(NamedTuple):
    """What a ledger itself says that its rows sum to; `code` is empty for all of them."""

    code: str
    amount: int
    rows: int  # the sum of the rows, öre


class Ledger(NamedTuple):
    """A file that has been read.

    Attributes
    ----------
    name, form : str
        The file, and what it is: "SIE 4E, Windows-1252".
    rows : tuple of Row
    currency, company : str
        Empty where the file does not say.
    stated : tuple of Stated, or None
        None where the file states no balance that covers its rows.
    """

    name: str
    form: str
    rows: tuple[Row, ...]
    currency: str
    company: str
    stated: tuple[Stated, ...] | None


def key_of(company: str, year: int, series: str, number: str) -> Key:
    """Return the key of a verification, however series and number are written.

    >>> key_of("", 2022, "", "A-0012") == key_of("", 2022, "A", "12")
    True
    """
    series, number = series.strip().upper(), number.strip().upper()
    form = _NUMBER.fullmatch(number)
    if form is not None and (not series or form[1] in ("", series)):
        series, number = series or form[1], form[2]
    return Key(company.strip(), year, series, number)


def in_order(key: Key) -> tuple[str, int, str, int, str]:
    """Return what keys are sorted by: numbers as numbers."""
    number = int(key.number) if key.number.isdecimal() else 0
    return key.company, key.year, key.series, number, key.number

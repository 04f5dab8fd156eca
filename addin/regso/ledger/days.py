"""The days and months of a ledger, and the month that a cost belongs to."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_DAY = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[ T].*)?")
_MONTHS = 12
_MONTH = re.compile(r"(\d{4})[-/. ]?(\d{2})")


def to_day(value: object) -> dt.date | None:
    """Return a day from a cell or a text; None where it is none.

    >>> to_day("20220915") == to_day("2022-09-15 00:00") == dt.date(2022, 9, 15)
    True
    >>> to_day("2022-09-31") is to_day("15/9 2022") is None
    True
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    form = _DAY.fullmatch(_text(value))
    if form is None:
        return None
    try:
        return dt.date(*map(int, form.groups()))
    except ValueError:
        return None


def cost_day(day: dt.date, period: object) -> dt.date | None:
    """Return the day of a cost: its own, or the end of its period that is nearest to it.

    The period is the month of the cost; a bill of September that is booked on 3 October belongs
    to 30 September. None where the period is no month.

    >>> cost_day(dt.date(2022, 10, 3), "202209"), cost_day(dt.date(2022, 9, 3), None)
    (datetime.date(2022, 9, 30), datetime.date(2022, 9, 3))
    """
    if isinstance(period, dt.date):
        period = f"{period:%Y%m}"
    if not _text(period):
        return day
    form = _MONTH.fullmatch(_text(period))
    if form is None or not 1 <= int(form[2]) <= _MONTHS or not int(form[1]):
        return None
    year, month = int(form[1]), int(form[2])
    first = dt.date(year, month, 1)
    last = dt.date(year, month, calendar.monthrange(year, month)[1])
    return min(max(day, first), last)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()

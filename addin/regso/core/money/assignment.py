"""An assignment from the government: its money, its dates and its sums."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from math import isfinite
from typing import NamedTuple

from regso.core.exact import scaled
from regso.errors import BadValueError, DomainError

_DAY_ZERO = date(1899, 12, 30).toordinal()
_FIRST_DAY, _LAST_DAY = 61, 73415  # 1 March 1900, from where serials are right, and 2100-12-31

REMAINS, DUE_TODAY, LATE = "Återstår", "Förfaller i dag", "Försenad"
DONE, DONE_IN_TIME, DONE_LATE = "Klar", "Klar i tid", "Klar för sent"
AGREES, WITHIN, DIFFERS = "Stämmer", "Stämmer inom toleransen", "Avviker"
UNBALANCED = "Rekvirerat är större än disponibelt; rätta beloppen"
OVERSPENT = "Upparbetat är större än rekvirerat; överskridandet täcks inte av rekvirerade medel"
REPAY = "Medel återstår"
SPENT = "Rekvirerade medel är upparbetade"
NOT_CLAIMED = "Inget är rekvirerat"


class Settlement(NamedTuple):
    """What remains of the money of an assignment, kronor, each >= 0, and what to do."""

    unclaimed: float
    repayment: float
    overspent: float
    status: str


def settle(available: float, claimed: float, spent: float) -> Settlement:
    """Return how the money of an assignment is settled.

    Parameters
    ----------
    available : float, kronor that the decision puts at disposal, >= 0
    claimed : float, kronor claimed and paid, >= 0
    spent : float, kronor used, >= 0

    Returns
    -------
    Settlement with ``unclaimed = available - claimed``, ``repayment = claimed - spent`` and
    ``overspent = spent - claimed``, each 0 where negative, exact to the öre.

    Raises
    ------
    DomainError
        An amount is negative.
    """
    if min(available, claimed, spent) < 0:
        raise DomainError("Ett belopp är negativt; ange belopp som är minst 0 kronor.")
    (a, c, s), scale = scaled((available, claimed, spent))
    if c > a:
        status = UNBALANCED
    elif s > c:
        status = OVERSPENT
    elif s < c:
        status = REPAY
    else:
        status = SPENT if c else NOT_CLAIMED
    return Settlement(max(0, a - c) / scale, max(0, c - s) / scale, max(0, s - c) / scale, status)


class Deadline(NamedTuple):
    """Days left, negative when late and None when settled, and the status."""

    days_left: int | None
    status: str


def deadline(due: int, today: int, done: int | bool) -> Deadline:
    """Return the state of a deadline.

    Parameters
    ----------
    due, today : int, days (see `to_day`)
    done : bool, or int
        Whether it is settled, or the day when it was; a day after today is a plan.

    >>> deadline(100, 97, False)
    Deadline(days_left=3, status='Återstår')
    >>> deadline(100, 104, 99)
    Deadline(days_left=None, status='Klar i tid')
    """
    if done is True:
        return Deadline(None, DONE)
    if done is not False and done <= today:
        return Deadline(None, DONE_IN_TIME if done <= due else DONE_LATE)
    left = due - today
    if left == 0:
        return Deadline(0, DUE_TODAY)
    return Deadline(left, REMAINS if left > 0 else LATE)


def to_day(value: str | float) -> int:
    """Return the number of a day as spreadsheets count them, from a serial or an ISO date.

    Parameters
    ----------
    value : str or float
        "2022-10-28", or a serial; the time of day is dropped.

    Raises
    ------
    BadValueError
        The text is no ISO date.
    DomainError
        The day is before 1 March 1900 or after 2100, such as the number 221028 for a date.

    >>> to_day("2022-10-28"), to_day(44862.75)
    (44862, 44862)
    """
    if isinstance(value, str):
        try:
            day = datetime.fromisoformat(value.strip()).toordinal() - _DAY_ZERO
        except ValueError:
            raise BadValueError("En cell är inget datum; skriv till exempel 2022-10-28.") from None
    else:
        day = int(value // 1) if isfinite(value) else 0
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise DomainError("Ett datum ligger utanför 1900–2100; skriv till exempel 2022-10-28.")
    return day


class Reconciliation(NamedTuple):
    """The sum of the parts minus the total, and whether that is within the tolerance."""

    difference: float
    status: str


def reconcile(parts: Sequence[float], total: float, tolerance: float = 0.0) -> Reconciliation:
    """Return how parts differ from a total, exactly.

    Parameters
    ----------
    parts : sequence of float, shape (n,), n >= 1
    total : float, in the unit of the parts
    tolerance : float, >= 0, in the same unit

    Raises
    ------
    BadValueError
        There are no parts: nothing is neither right nor wrong.
    DomainError
        The tolerance is negative.

    >>> reconcile([0.1, 0.2], 0.3)
    Reconciliation(difference=0.0, status='Stämmer')
    """
    if not parts:
        raise BadValueError("Det finns inga delar att stämma av; markera cellerna med tal.")
    if tolerance < 0:
        raise DomainError(f"Toleransen {tolerance:g} är negativ; ange ett tal som är minst 0.")
    (allowed, whole, *wholes), scale = scaled((tolerance, total, *parts))
    difference = sum(wholes) - whole
    if difference == 0:
        return Reconciliation(0.0, AGREES)
    status = WITHIN if abs(difference) <= allowed else DIFFERS
    return Reconciliation(difference / scale, status)

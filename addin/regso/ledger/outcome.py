"""Which rows of a ledger are costs of the assignment, and why the others are none."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from regso.ledger.amounts import share_of
from regso.ledger.mapping import Rule, class_of, rule_of
from regso.ledger.merging import Entry
from regso.ledger.rows import Objects
from regso.templates.uppdraget.kinds import BOOKED, WAGES
from regso.templates.uppdraget.ledger.sheets import NOT_TAKEN

TAKEN: Final = "upparbetad"
EXCLUDED: Final = "undantagen"
NO_RULE: Final = "utan regel"
NO_PROJECT: Final = "utan projekt"
_OTHERS: Final = {
    "project": (NO_PROJECT, "annat projekt"),
    "activity": ("utan verksamhet", "annan verksamhet"),
    "funder": ("utan finansiär", "annan finansiär"),
}


class Period(NamedTuple):
    """The days from and to which costs belong to the assignment."""

    first: dt.date
    last: dt.date


class Settled(NamedTuple):
    """An entry with what became of it; the kind is empty unless it is taken."""

    entry: Entry
    state: str
    kind: str = ""
    reason: str = ""

    @property
    def is_of_another(self) -> bool:
        """Whether it is booked on another project, activity or funder, or on none."""
        return any(self.reason in words for words in _OTHERS.values())


class Surcharge(NamedTuple):
    """What a rule adds to an account in a month, dated its last row there.

    Attributes
    ----------
    day : date
    code : str
    called : str
        LKP or OH.
    kind : str
    percent : Decimal
    amount : int, öre
    """

    day: dt.date
    code: str
    called: str
    kind: str
    percent: Decimal
    amount: int


def settled(
    entries: Iterable[Entry], rules: Mapping[str, Rule], wanted: Objects, period: Period
) -> list[Settled]:
    """Return what becomes of each entry.

    Parameters
    ----------
    entries : iterable of Entry
    rules : mapping of code to Rule
    wanted : Objects
        What a row must be booked on; empty parts ask for nothing.
    period : Period
    """
    return [_settled(entry, rules, wanted, period) for entry in entries]


def _settled(entry: Entry, rules: Mapping[str, Rule], wanted: Objects, period: Period) -> Settled:
    rule = rule_of(entry.row, rules)
    if reason := _other(entry.row.objects, wanted) or _why_not(entry, rule, period):
        return Settled(entry, EXCLUDED, reason=reason)
    kind = entry.own or (rule.kind if rule else "")
    return Settled(entry, TAKEN, kind) if kind else Settled(entry, NO_RULE)


def _why_not(entry: Entry, rule: Rule | None, period: Period) -> str:
    """Return why a row of the project is no cost of the assignment; empty if it may be one."""
    reason = ""
    if entry.own == NOT_TAKEN:
        reason = "undantagen av er på raden"
    elif not entry.own and rule is None:
        reason = class_of(entry.row).reason
    elif not entry.own and rule is not None and rule.kind == NOT_TAKEN:
        reason = rule.reason or "undantagen i konteringen"
    if not reason and entry.day < period.first:
        reason = "före beslutet"
    elif not reason and entry.day > period.last:
        reason = "efter sista dag för kostnader"
    return reason


def _other(own: Objects, wanted: Objects) -> str:
    """Return why a row is not of what is wanted; empty if it is."""
    for field, (without, other) in _OTHERS.items():
        asked, booked = getattr(wanted, field), getattr(own, field)
        if asked and not same_object(booked, asked):
            return other if booked else without
    return ""


def same_object(one: str, other: str) -> bool:
    """Tell whether two codes are the same: Excel loses the zeros before a number.

    >>> same_object("0042", "42"), same_object("P1", "p1"), same_object("", "0")
    (True, True, False)
    """
    if one.isdecimal() and other.isdecimal():
        return int(one) == int(other)
    return one.casefold() == other.casefold()


def surcharges(found: Sequence[Settled], rules: Mapping[str, Rule]) -> list[Surcharge]:
    """Return what rules add, by account and month, each rounded to the öre.

    LKP is added to wages; OH to the rows of the account and the LKP on them.
    """
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    wages: defaultdict[tuple[str, str], int] = defaultdict(int)
    days: dict[tuple[str, str], dt.date] = {}
    for one in found:
        rule = rule_of(one.entry.row, rules)
        if one.state != TAKEN or rule is None or one.kind == BOOKED:
            continue
        at = (rule.code, one.entry.month)
        sums[at] += one.entry.row.amount
        if one.kind == WAGES:
            wages[at] += one.entry.row.amount
        days[at] = max(days.get(at, one.entry.day), one.entry.day)
    return [
        added
        for at in sorted(sums)
        for added in _added(days[at], rules[at[0]], sums[at], wages.get(at))
    ]


def _added(day: dt.date, rule: Rule, whole: int, wages: int | None) -> Iterator[Surcharge]:
    """Yield what a rule adds to an account in a month; None of wages is none of its rows."""
    lkp = 0
    if rule.lkp and wages is not None:
        lkp = share_of(wages, rule.lkp)
        yield Surcharge(day, rule.code, "LKP", WAGES, rule.lkp, lkp)
    if rule.oh:
        yield Surcharge(day, rule.code, "OH", BOOKED, rule.oh, share_of(whole + lkp, rule.oh))

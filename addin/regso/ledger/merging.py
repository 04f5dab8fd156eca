"""What a new reading of a ledger adds to the one before.

Nothing that stands is changed. A verification that has other rows than last time is rebooked: the
rows that it no longer has are taken back by rows of their own, and the new ones are added.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from regso.ledger.opened import owned, unowned
from regso.ledger.rows import Key, Ledger, Row, in_order

GONE: Final = "ombokad bort"
CAME: Final = "ombokad till"


class Entry(NamedTuple):
    """A row that has been read, and what the user has decided of it.

    Attributes
    ----------
    row : Row
    day : date
        That of the cost; the user's, where another is written in the workbook.
    own : str
        The user's own kind of cost for this row, or that it is not taken.
    reading : int
        In which reading it came, from 1.
    mark : str
        Whether it came by a rebooking, or takes back what was rebooked.
    seen : str
        Whether the user has looked at a rebooking.
    """

    row: Row
    day: dt.date
    own: str = ""
    reading: int = 1
    mark: str = ""
    seen: str = ""

    @property
    def month(self) -> str:
        """The month of the cost, 2022-09."""
        return f"{self.day:%Y-%m}"


class Merged(NamedTuple):
    """The entries of all readings, and those of this one."""

    entries: list[Entry]
    added: list[Entry]
    rebooked: list[Entry]


def merged(before: Sequence[Entry], ledgers: Sequence[Ledger]) -> Merged:
    """Return the entries of before with what ledgers add to them."""
    reading = 1 + max((entry.reading for entry in before), default=0)
    known: defaultdict[Key, list[Entry]] = defaultdict(list)
    for entry in before:
        known[entry.row.key].append(entry)
    added, rebooked = list[Entry](), list[Entry]()
    seen = set[Key]()
    for ledger in _of_the_known_company(before, ledgers):
        for key, own in _by_key(ledger.rows).items():
            if key in seen:  # in two of the files, and the same in both
                continue
            seen.add(key)
            if key not in known:
                added += [Entry(row, row.day, reading=reading) for row in own]
            else:
                rebooked += _rebooked(known[key], own, reading)
    added.sort(key=_order)
    rebooked.sort(key=_order)
    return Merged([*before, *added, *rebooked], added, rebooked)


def _of_the_known_company(before: Iterable[Entry], ledgers: Sequence[Ledger]) -> Sequence[Ledger]:
    """Return ledgers whose rows have the company of what stands, if that is one.

    A list may say nothing of its company. What follows on such a list, of one company, is taken to
    be the same one: else all of it would be added once more, under another name.
    """
    known = {entry.row.key.company for entry in before}
    told = {row.key.company for ledger in ledgers for row in ledger.rows} - {""}
    if known == {""} and len(told) == 1:
        return [unowned(ledger) for ledger in ledgers]
    return [owned(ledger, *known) for ledger in ledgers] if len(known) == 1 else ledgers


def _by_key(rows: Iterable[Row]) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found


def _order(entry: Entry) -> tuple[object, ...]:
    return in_order(entry.row.key)


def _rebooked(before: Sequence[Entry], now: Sequence[Row], reading: int) -> list[Entry]:
    """Return the entries that make a verification what it is now."""
    standing = Counter[tuple[object, ...]]()
    for entry in before:
        if entry.mark == GONE:
            standing[entry.row._replace(amount=-entry.row.amount).facts] -= 1
        else:
            standing[entry.row.facts] += 1
    wanted = Counter(row.facts for row in now)
    found = list[Entry]()
    for entry in before:
        facts = entry.row.facts
        if entry.mark != GONE and standing[facts] > wanted[facts]:
            standing[facts] -= 1
            found.append(_taken_back(entry, reading))
    for row in now:
        if wanted[row.facts] > standing[row.facts]:
            standing[row.facts] += 1
            found.append(Entry(row, row.day, reading=reading, mark=CAME))
    return found


def _taken_back(entry: Entry, reading: int) -> Entry:
    row = entry.row
    back = row._replace(amount=-row.amount, vat=-row.vat, text=f"Ombokad: {row.text}".strip())
    return Entry(back, entry.day, entry.own, reading, GONE)

"""The ledger's total beside what is taken and what is not, by month and account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regso.ledger.outcome import EXCLUDED, NO_RULE, TAKEN, Settled
from regso.ledger.rows import Ledger


@dataclass
class Line:
    """A month and an account: öre in the ledger, and what became of them."""

    month: str
    code: str
    name: str
    whole: int = 0
    taken: int = 0
    excluded: int = 0
    without_rule: int = 0

    @property
    def difference(self) -> int:
        """What is in the ledger and nowhere else: 0 unless a row was lost."""
        return self.whole - self.taken - self.excluded - self.without_rule


class Named(NamedTuple):
    """A reason with its number of rows and öre, or a file with what differs."""

    name: str
    rows: int
    amount: int


_COLUMNS = {TAKEN: "taken", EXCLUDED: "excluded", NO_RULE: "without_rule"}


def by_month(found: Iterable[Settled]) -> list[Line]:
    """Return the months and accounts of a ledger, in order."""
    lines: dict[tuple[str, str], Line] = {}
    found = list(found)
    rows = (one.entry.row for one in found)
    names = {row.code: row.account_name for row in rows if row.account_name}
    for one in found:
        row = one.entry.row
        at = (one.entry.month, row.code)
        line = lines.setdefault(at, Line(*at, names.get(row.code, "")))
        line.whole += row.amount
        column = _COLUMNS[one.state]
        setattr(line, column, getattr(line, column) + row.amount)
    return [lines[at] for at in sorted(lines)]


def by_reason(found: Iterable[Settled]) -> list[Named]:
    """Return why rows are not taken, with how many they are, the largest number first."""
    rows: defaultdict[str, int] = defaultdict(int)
    amounts: defaultdict[str, int] = defaultdict(int)
    for one in found:
        if one.state == EXCLUDED:
            rows[one.reason] += 1
            amounts[one.reason] += one.entry.row.amount
    return sorted(
        (Named(reason, number, amounts[reason]) for reason, number in rows.items()),
        key=lambda named: (-named.rows, named.name),
    )


def in_state(found: Iterable[Settled], state: str) -> int:
    """Return the öre of the rows in a state."""
    return sum(one.entry.row.amount for one in found if one.state == state)


def differences(ledgers: Sequence[Ledger]) -> list[tuple[Ledger, str, int]]:
    """Return the accounts where a ledger's rows are not what it states, by how many öre."""
    return [
        (ledger, stated.code, stated.rows - stated.amount)
        for ledger in ledgers
        for stated in ledger.stated or ()
        if stated.rows != stated.amount
    ]

"""A reading: ledgers into a workbook, and what is said of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from regso.errors import FileError
from regso.incoming import plain
from regso.indata import Data
from regso.ledger import balance, book, opened, outcome
from regso.ledger.amounts import kronor
from regso.ledger.balance import Line, Named
from regso.ledger.cells import Cells, money
from regso.ledger.mapping import Rule, class_of, with_proposals
from regso.ledger.merging import Entry, Merged, merged
from regso.ledger.outcome import NO_PROJECT, NO_RULE, TAKEN, Period, Settled, Surcharge
from regso.ledger.rows import Ledger, Objects, Row

_MOST_NAMED = 10


@dataclass(frozen=True)
class Reading:
    """What a reading gives.

    Attributes
    ----------
    ledgers : sequence of Ledger
    merged : Merged
    settled : sequence of Settled
        Every row of every reading.
    rules : mapping of code to Rule
    surcharges : sequence of Surcharge
    lines : sequence of Line
    reasons : sequence of Named
    readings : sequence of rows
        Those of the sheet Läsningar.
    new_kinds : mapping of str to str
        The agency's own kinds of cost that the mapping has for the first time, by the name of
        the cell that takes them.
    """

    ledgers: Sequence[Ledger]
    merged: Merged
    settled: Sequence[Settled]
    rules: Mapping[str, Rule]
    surcharges: Sequence[Surcharge]
    lines: Sequence[Line]
    reasons: Sequence[Named]
    readings: Sequence[Sequence[object]]
    new_kinds: Mapping[str, str]

    @property
    def spent(self) -> int:
        """What is spent, öre: the rows that are taken, with what the mapping adds to them."""
        return balance.in_state(self.settled, TAKEN) + sum(one.amount for one in self.surcharges)

    @property
    def proposed(self) -> list[Rule]:
        """The rules that nobody has approved."""
        return [rule for rule in self.rules.values() if not rule.approved]

    @property
    def without_rule(self) -> list[Settled]:
        """The rows that no rule takes."""
        return [one for one in self.settled if one.state == NO_RULE]

    @property
    def costs_without_project(self) -> list[Row]:
        """The new rows of cost that are booked on no project."""
        new = {id(entry) for entry in self.merged.added}
        return [
            one.entry.row
            for one in self.settled
            if one.reason == NO_PROJECT and id(one.entry) in new and class_of(one.entry.row).is_cost
        ]

    @property
    def is_done(self) -> bool:
        """Whether nothing waits for the user before a letter."""
        return not (self.proposed or self.without_rule or balance.differences(self.ledgers))

    def log(self) -> Data:
        """Return the rows of Indata."""
        return book.log(self.settled, self.surcharges)

    def tables(self) -> dict[str, Data | None]:
        """Return the rows of the other tables, by sheet."""
        return book.tables(self.settled, self.rules, self.lines, self.readings)


def read(
    paths: Sequence[Path], before: Cells, settings: Mapping[str, str], *, approve: bool
) -> Reading:
    """Read ledgers into what a workbook holds.

    Parameters
    ----------
    paths : sequence of Path
        None of them: only the mapping of the workbook is read anew.
    before : Cells
        The workbook as it stands.
    settings : mapping
        Named cells that are given other values.
    approve : bool
        Approve every rule that is a proposal.

    Raises
    ------
    FileError
        A file or the workbook cannot be used; see `opened.read` and `book.state`.
    """
    state = book.state(before, settings)
    ledgers = opened.read(paths)
    _refuse_other_years(ledgers, state.period)
    result = merged(state.entries, ledgers)
    if not result.entries:
        raise FileError("Ingen huvudbok är inläst ännu; ange en fil: SIE 4, csv eller xlsx.")
    _refuse_other_projects(result.entries, state.wanted)
    own = outcome.settled(result.entries, {}, state.wanted, state.period)
    proposing = [one.entry.row for one in own if one.state == NO_RULE]
    rules = with_proposals(state.rules, proposing)
    if approve:
        rules = {code: rule._replace(approved=True) for code, rule in rules.items()}
    found = outcome.settled(result.entries, rules, state.wanted, state.period)
    return Reading(
        ledgers,
        result,
        found,
        rules,
        outcome.surcharges(found, rules),
        balance.by_month(found),
        balance.by_reason(found),
        [*state.readings, *_told(paths, ledgers, len(state.readings))],
        state.kinds.added,
    )


def balance_of(ledger: Ledger) -> str:
    """Return in words whether a ledger's rows are what it states itself."""
    if ledger.stated is None:
        return "saknas"
    wrong = balance.differences([ledger])
    if not wrong:
        return "stämmer"
    named = ", ".join(
        f"{f'konto {code} ' if code else ''}{kronor(ore)} kr"
        for _, code, ore in wrong[:_MOST_NAMED]
    )
    more = f" och {len(wrong) - _MOST_NAMED} till" if len(wrong) > _MOST_NAMED else ""
    return f"skiljer: {named}{more}"


def _told(paths: Sequence[Path], ledgers: Sequence[Ledger], before: int) -> list[list[object]]:
    """Return the rows of the sheet Läsningar for files."""
    return [
        [
            number,
            ledger.name,
            hashlib.sha256(plain.read_bytes(path)).hexdigest(),
            ledger.form,
            len(ledger.rows),
            money(sum(row.amount for row in ledger.rows if class_of(row).is_cost)),
            balance_of(ledger),
        ]
        for number, (path, ledger) in enumerate(zip(paths, ledgers, strict=True), before + 1)
    ]


def _refuse_other_years(ledgers: Sequence[Ledger], period: Period) -> None:
    for ledger in ledgers:
        years = sorted({row.day.year for row in ledger.rows})
        if not any(period.first.year <= year <= period.last.year for year in years):
            span = "–".join(map(str, dict.fromkeys((years[0], years[-1]))))
            raise FileError(
                f"{ledger.name} gäller {span}, men uppdragets kostnader {period.first} till "
                f"{period.last}; exportera rätt år.",
            )


def _refuse_other_projects(entries: Sequence[Entry], wanted: Objects) -> None:
    """Raise FileError if nothing that has been read is booked on what is wanted."""
    for field, called in zip(
        Objects._fields, ("projektet", "verksamheten", "finansiären"), strict=True
    ):
        asked = getattr(wanted, field)
        there = {getattr(entry.row.objects, field) for entry in entries} - {""}
        if asked and not any(outcome.same_object(asked, one) for one in there):
            some = ", ".join(sorted(there)[:_MOST_NAMED]) or "inga"
            more = " med flera" if len(there) > _MOST_NAMED else ""
            raise FileError(
                f"Ingen rad är bokförd på {called} {asked}; i huvudboken finns {some}{more}.",
            )

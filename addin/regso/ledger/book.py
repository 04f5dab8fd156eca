"""A ledger in the workbook Uppdraget: what stands there, and the tables that a reading gives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from regso.errors import FileError
from regso.indata import Data
from regso.ledger import cells, others, ownkinds
from regso.ledger.amounts import percent
from regso.ledger.balance import Line
from regso.ledger.cells import Cells, TableRow, money
from regso.ledger.days import to_day
from regso.ledger.mapping import Rule
from regso.ledger.merging import Entry
from regso.ledger.outcome import TAKEN, Period, Settled, Surcharge
from regso.ledger.ownkinds import OwnKinds
from regso.ledger.rows import Key, Objects, Row
from regso.templates.uppdraget.example import MARK
from regso.templates.uppdraget.kinds import BOOKED, WAGES
from regso.templates.uppdraget.ledger import sheets
from regso.templates.uppdraget.ledger.checks import SURCHARGE
from regso.workbook.declared import SideTable

_MOST_ROWS = 25_000  # with more, the sheet could not be read again
_LOG = ("datum", "kostnadsslag", "text", "belopp", "moms", "verifikation")


class State(NamedTuple):
    """What a workbook says before a reading."""

    entries: list[Entry]
    rules: list[Rule]
    wanted: Objects
    period: Period
    readings: list[list[object]]
    kinds: OwnKinds


def state(book: Cells, settings: Mapping[str, str]) -> State:
    """Return what a workbook says, with settings that are given in place of its own.

    Raises
    ------
    FileError
        A cell cannot be used, or the log has rows that came from no ledger.
    """
    kinds = ownkinds.in_workbook(book, settings)
    rules = _rules(book, kinds)
    entries = [_entry(row, kinds) for row in book.rows(sheets.LEDGER.name)]
    entries += [one for row in book.rows(sheets.OTHERS.name) for one in others.unpacked(row)]
    _refuse_own_rows(book, entries)
    asked = (book.named(item.name, settings) for item in sheets.INPUTS)
    wanted = Objects(*("" if value is None else str(value).strip() for value in asked))
    names = [column.name for column in sheets.READINGS.columns]
    readings = [[row.values[name] for name in names] for row in book.rows(sheets.READINGS.name)]
    return State(entries, rules, wanted, _period(book, settings), readings, kinds)


def _refuse_own_rows(book: Cells, entries: Iterable[Entry]) -> None:
    """Raise FileError if a reading would take away rows that the user has written."""
    ours = {str(entry.row.key) for entry in entries}
    for row in book.rows("Indata"):
        voucher = row.text("verifikation")
        if voucher not in ours and not voucher.startswith((MARK, SURCHARGE)):
            raise FileError(
                f"Indata i {book.name} har rader som inte kommer ur en huvudbok (rad {row.number}, "
                f"verifikation {voucher or 'saknas'}). De skulle försvinna: ta bort dem, eller "
                "ange en ny arbetsbok med -o.",
            )


def _entry(row: TableRow, kinds: OwnKinds) -> Entry:
    own = row.text("eget_slag") and kinds.spelled(row.text("eget_slag"))
    if row.text("eget_slag") and not own:
        raise row.wrong("eget_slag", f"{', '.join(kinds.known[:-1])} eller {sheets.NOT_TAKEN}")
    key = Key(row.text("bolag"), row.whole("ar"), row.text("serie"), row.text("nummer"))
    read = Row(
        key,
        row.day("datum"),
        row.text("konto"),
        row.text("skod"),
        row.text("kontonamn"),
        row.text("text"),
        Objects(row.text("projekt"), row.text("verksamhet"), row.text("finansiar")),
        row.ore("belopp"),
        row.ore("moms"),
    )
    day, reading = row.day("kostnadsdag"), row.whole("lasning")
    return Entry(read, day, own, reading, row.text("ombokning"), row.text("granskad"))


def _rules(book: Cells, kinds: OwnKinds) -> list[Rule]:
    """Return the rules of the sheet Kontering; a kind that is new there gets a row."""
    found: dict[str, Rule] = {}
    for row in book.rows(sheets.MAPPING.name):
        code, kind = row.text("konto"), _kind(row, kinds)
        if not code or code in found:
            raise row.wrong("konto", "ett konto eller en S-kod, en gång,")
        lkp, oh = _percent(row, "lkp", 100), _percent(row, "oh", 200)
        if lkp is not None and kind != WAGES:
            raise row.wrong("lkp", f"inget, utom för {WAGES},")
        if oh is not None and kind in (BOOKED, sheets.NOT_TAKEN):
            raise row.wrong("oh", f"inget för {kind}")
        approved = row.text("godkand").casefold() == sheets.YES
        name, reason = row.text("benamning"), row.text("skal")
        found[code] = Rule(code, name, kind, lkp, oh, reason, approved)
    return list(found.values())


def _kind(row: TableRow, kinds: OwnKinds) -> str:
    text = row.text("kostnadsslag")
    if not text or (not kinds.spelled(text) and kinds.near(text)):
        meant = f"kanske {kinds.near(text)}" if text else "ett kostnadsslag"
        raise row.wrong("kostnadsslag", meant)
    if not kinds.spelled(text):
        kinds.add(text)
    return kinds.spelled(text)


def _percent(row: TableRow, name: str, most: int) -> Decimal | None:
    """Return a percentage of the mapping; None where the cell is empty."""
    if not row.text(name):
        return None
    found = percent(row.text(name))
    if found is None or not 0 <= found <= most:
        raise row.wrong(name, f"ett tal från 0 till {most}")
    return found


def _period(book: Cells, settings: Mapping[str, str]) -> Period:
    names = ("beslut_datum", "kostnader_till")
    first, last = (to_day(book.named(name, settings)) for name in names)
    if first is None or last is None:
        raise FileError(
            "Ange beslutets datum och sista dag för kostnader på bladet Uppgifter, eller med "
            "-s beslut_datum=2022-04-28 -s kostnader_till=2022-12-31.",
        )
    return Period(first, last)


def log(found: Iterable[Settled], added: Iterable[Surcharge]) -> Data:
    """Return the rows of Indata: what is taken, and what is added to it."""
    rows: list[list[object]] = [
        [one.entry.day, one.kind, row.text, money(row.amount), money(row.vat) or None, str(row.key)]
        for one in found
        if one.state == TAKEN
        for row in (one.entry.row,)
    ]
    rows += [
        [
            one.day,
            one.kind,
            f"{one.called}-pålägg {one.percent} % på konto {one.code}".replace(".", ","),
            money(one.amount),
            None,
            f"{SURCHARGE}{one.called} {one.code} {one.day:%Y-%m}",
        ]
        for one in added
    ]
    return cells.table("huvudboken", _LOG, rows)


def tables(
    found: Sequence[Settled],
    rules: Mapping[str, Rule],
    lines: Iterable[Line],
    readings: Sequence[Sequence[object]],
) -> dict[str, Data | None]:
    """Return the rows of the tables beside Indata, by their sheets."""
    own = [one for one in found if not one.is_of_another]
    if len(own) > _MOST_ROWS:
        raise FileError(
            f"Huvudboken har {len(own)} rader att ta ställning till, fler än {_MOST_ROWS} som "
            "arbetsboken rymmer; välj projektet med --project, eller exportera bara dess rader.",
        )
    other = others.packed(one.entry for one in found if one.is_of_another)
    return {
        sheets.LEDGER.sheet: _table(sheets.LEDGER, [_ledger_row(one, rules) for one in own]),
        sheets.OTHERS.sheet: _table(sheets.OTHERS, other),
        sheets.MAPPING.sheet: _table(
            sheets.MAPPING, [_rule_row(rule, found) for rule in rules.values()]
        ),
        sheets.BALANCE.sheet: _table(sheets.BALANCE, [_line_row(line) for line in lines]),
        sheets.READINGS.sheet: _table(sheets.READINGS, readings),
    }


def _table(declared: SideTable, rows: Sequence[Sequence[object]]) -> Data:
    return cells.table(declared.sheet, [column.name for column in declared.columns], rows)


def _ledger_row(one: Settled, rules: Mapping[str, Rule]) -> list[object]:
    entry, row = one.entry, one.entry.row
    rule = next((code for code in (row.account, row.s_code) if code in rules), "")
    return [
        *row.key, row.day, entry.day, row.account, row.s_code, row.account_name, row.text,
        *row.objects, money(row.amount), money(row.vat) or None, one.state, one.kind, one.reason,
        rule, entry.own, entry.reading, entry.mark, entry.seen,
    ]  # fmt: skip


def _rule_row(rule: Rule, found: Iterable[Settled]) -> list[object]:
    own = [
        one.entry.row.amount
        for one in found
        if not one.is_of_another and rule.code in (one.entry.row.account, one.entry.row.s_code)
    ]
    approved = sheets.YES if rule.approved else "förslag"
    added = [None if share is None else float(share) for share in (rule.lkp, rule.oh)]
    return [
        rule.code, rule.name, rule.kind, *added, rule.reason, approved, len(own), money(sum(own)),
    ]  # fmt: skip


def _line_row(line: Line) -> list[object]:
    amounts = (line.whole, line.taken, line.excluded, line.without_rule, line.difference)
    return [line.month, line.code, line.name, *map(money, amounts)]

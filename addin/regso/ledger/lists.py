"""The ledger lists that agencies export, csv or xlsx, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from regso.errors import FileError
from regso.incoming import tables, workbooks
from regso.ledger import headings
from regso.ledger.amounts import to_ore
from regso.ledger.days import cost_day, to_day
from regso.ledger.rows import Ledger, Objects, Row, Stated, key_of

_TOP_LINES = 40  # titles and choices above the headings
_SUMS = ("summa", "total", "totalt")


class _Table(NamedTuple):
    """A table of a list; `line` is the number in the file of its first row."""

    name: str
    at: dict[str, int]
    rows: Iterator[Sequence[object]]
    line: int


class _Line(NamedTuple):
    """A row of a list, asked for by what its headings mean."""

    table: _Table
    number: int
    cells: Sequence[object]

    def value(self, field: str) -> object:
        """Return a cell; None where the list lacks the column, or it is blank."""
        at = self.table.at.get(field)
        value = self.cells[at] if at is not None and at < len(self.cells) else None
        return None if isinstance(value, str) and not value.strip() else value

    def text(self, field: str) -> str:
        """Return a cell as text; whole numbers have no decimals."""
        value = self.value(field)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).strip()

    def wrong(self, field: str, what: str) -> FileError:
        """Return the error of a cell that is not what it should be."""
        return FileError(
            f'Rad {self.number} i {self.table.name} har "{self.text(field)}" där {what} ska stå; '
            "rätta raden eller exportera listan igen.",
        )


def read_csv(text: str, name: str, encoding: str) -> Ledger:
    """Return a list that is text; what stands above its headings is passed over.

    Raises
    ------
    FileError
        No line has the headings of a ledger, or a row cannot be read exactly.
    """
    lines = text.splitlines(keepends=True)
    top = enumerate(tables.fields(line.strip("\r\n")) for line in lines[:_TOP_LINES])
    at = next((at for at, row in top if headings.are_of_a_ledger(headings.fields(row))), None)
    if at is None:
        raise _no_ledger(name)
    head, rows = tables.parse_csv("".join(lines[at:]), name, swedish=True, first_line=at + 1)
    table = _Table(name, headings.fields(head), iter(rows), at + 2)
    return _ledger(table, f"lista, {encoding}")


def read_workbook(path: Path) -> Ledger:
    """Return a list on a sheet of an Excel workbook.

    Raises
    ------
    FileError
        It is no workbook, no sheet that can be seen has the headings of a ledger, or a row
        cannot be read exactly.
    """

    def header(sheet: workbooks.Sheet) -> int | None:
        for number, row in enumerate(sheet.top(_TOP_LINES), 1):
            if headings.are_of_a_ledger(headings.fields(row)):
                return number
        return None

    with workbooks.opened(path) as sheets:
        chosen = workbooks.choose(sheets, header)
        if chosen is None:
            raise _no_ledger(path.name)
        rows = chosen.sheet.rows(chosen.row)
        table = _Table(path.name, headings.fields(next(rows)), rows, chosen.row + 1)
        return _ledger(table, f"lista, bladet {chosen.sheet.title}")


def _no_ledger(name: str) -> FileError:
    return FileError(
        f"{name} är varken SIE 4 eller en huvudbokslista med rubrikerna {headings.NEEDED}; "
        "exportera den ur ekonomisystemet med de rubrikerna.",
    )


def _ledger(table: _Table, form: str) -> Ledger:
    rows, totals, currencies, companies = list[Row](), list[int](), set[str](), set[str]()
    for number, cells in enumerate(table.rows, table.line):
        line = _Line(table, number, cells)
        if not any(str(cell).strip() for cell in cells if cell is not None):
            continue
        if _is_sum(line):
            totals.append(_amount(line))
            continue
        row = _row(line)
        rows.append(row)
        companies.add(row.key.company)
        if "foreign" not in table.at:
            currencies.add(line.text("currency").upper())
    currencies.discard("")
    if len(currencies) > 1:
        found = ", ".join(sorted(currencies))
        raise FileError(
            f"{table.name} har belopp i flera valutor ({found}); exportera beloppen i kronor.",
        )
    company = companies.pop() if len(companies) == 1 else ""
    whole = sum(row.amount for row in rows)
    stated = (Stated("", totals[-1], whole),) if totals else None
    return Ledger(table.name, form, tuple(rows), "".join(currencies), company, stated)


def _is_sum(line: _Line) -> bool:
    """Tell whether a row is a total: it has an amount, and no day, account or number."""
    if any(line.value(field) is not None for field in ("booked", "day")):
        return False
    words = [line.text(field).casefold() for field in ("number", "account", "s_code")]
    return all(not word or word.startswith(_SUMS) for word in words)


def _row(line: _Line) -> Row:
    number = line.text("number")
    if not number:
        raise line.wrong("number", "verifikationens nummer")
    account, s_code = line.text("account"), line.text("s_code").upper()
    if not account and not s_code:
        raise line.wrong("account", "ett konto eller en S-kod")
    booked = to_day(line.value("booked") or line.value("day"))
    own = to_day(line.value("day") or line.value("booked"))
    if booked is None or own is None:
        raise line.wrong(
            "booked" if booked is None else "day", "ett datum, till exempel 2022-09-15,"
        )
    day = cost_day(own, line.value("period"))
    if day is None:
        raise line.wrong("period", "en period, till exempel 202209,")
    return Row(
        key_of(line.text("company"), booked.year, line.text("series"), number),
        day,
        account,
        s_code,
        line.text("account_name"),
        line.text("text"),
        Objects(line.text("project"), line.text("activity"), line.text("funder")),
        _amount(line),
        _ore(line, "vat"),
    )


def _amount(line: _Line) -> int:
    if "amount" in line.table.at:
        if line.value("amount") is None:
            raise line.wrong("amount", "ett belopp")
        return _ore(line, "amount")
    if line.value("debit") is None and line.value("credit") is None:
        raise line.wrong("debit", "ett belopp i debet eller kredit")
    return _ore(line, "debit") - _ore(line, "credit")


def _ore(line: _Line, field: str) -> int:
    value = line.value(field)
    ore = 0 if value is None else to_ore(value)
    if ore is None:
        raise line.wrong(field, "ett belopp i kronor med högst två decimaler")
    return ore

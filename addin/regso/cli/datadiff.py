"""What ``regso data diff`` and ``regso data use`` do and say."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import xlsxwriter
from rich.table import Table

from regso import store
from regso.cli import datatables
from regso.cli.terminal import say
from regso.errors import FileError
from regso.incoming.texts import printable
from regso.injection import harmless
from regso.saving import refuse_output, write_file
from regso.sources.inventory import vintage_label
from regso.store import Reference, revisions
from regso.store.comparison import Content, Difference, differences
from regso.store.holdings import DATED
from regso.xlsx.archive import FIRST_MOMENT, pack, unpack

_TITLES: Final = ("Ämne", "År eller indelning", "Grupp", "Kod", "Namn", "Före", "Efter")
_WIDTHS: Final = (18, 22, 16, 12, 40, 30, 30)
_SHOWN: Final = 40
_MOST_ROWS: Final = 1_000_000


def show(first: int | None, second: int | None, out: Path | None) -> None:
    """Print what differs between two revisions, or write all of it to a file.

    Raises
    ------
    FileError
        There is no such revision, nothing to compare with, or the file cannot be written.
    """
    older, newer = _pair(first, second)
    if out is not None:
        _refuse_kind(out)
        refuse_output(out, [older.path, newer.path])
    found = differences(older.path, newer.path)
    if out is not None:
        number = _write(out, older, newer, found)
        say(f"{out}: {datatables.number(number)} skillnader mellan {_between(older, newer)}.")
        return
    rows = list(islice(found, _SHOWN))
    counts = Counter(row.subject for row in rows)
    counts.update(row.subject for row in found)
    console = datatables.console()
    if not rows:
        console.print(f"Inget skiljer {_between(older, newer)}.")
        return
    table = Table(*_TITLES)
    for row in rows:
        table.add_row(*(printable(_text(cell)) for cell in _cells(row)))
    console.print(table)
    each = ", ".join(f"{subject} {datatables.number(n)}" for subject, n in counts.items())
    more = sum(counts.values()) - len(rows)
    rest = (
        f" {datatables.number(more)} visas inte; skriv alla med -o skillnader.csv." if more else ""
    )
    console.print(f"Skillnader mellan {_between(older, newer)}: {each}.{rest}", soft_wrap=True)


def _between(older: Reference, newer: Reference) -> str:
    return f"revision {older.revision} och {newer.revision}"


def _pair(first: int | None, second: int | None) -> tuple[Reference, Reference]:
    """Return the revisions to compare; by default the one in force and the one before it."""
    path = store.store_path()
    if not path.is_file():
        raise FileError("Inga referensdata är inlästa; hämta dem med regso data update.")
    current = Reference(path)
    if first is None:
        earlier = [number for number in revisions.kept(path) if number < current.revision]
        if not earlier:
            raise FileError(
                f"Revision {current.revision} är den enda som finns; en ny görs när hämtade eller "
                "inlästa uppgifter ändras.",
            )
        first = earlier[-1]
    newer = current if second is None else revisions.open_revision(path, second)
    return revisions.open_revision(path, first), newer


def _cells(row: Difference) -> tuple[Content, ...]:
    when = row.year if row.subject in DATED else vintage_label(row.year)
    return (row.subject, when, row.group, row.code, row.name, row.before, row.after)


def _text(cell: Content) -> str:
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    return "" if cell is None else str(cell)


def _refuse_kind(out: Path) -> None:
    if out.suffix.lower() not in {".csv", ".xlsx"}:
        raise FileError(f"{out.name} ska sluta på .csv eller .xlsx; ändra namnet.")


def _write(out: Path, older: Reference, newer: Reference, found: Iterable[Difference]) -> int:
    rows = [_cells(row) for row in found]
    if out.suffix.lower() == ".csv":
        write_file(out, _csv(rows))
    elif len(rows) > _MOST_ROWS:
        raise FileError(f"{out.name} rymmer inte {len(rows)} rader; skriv en .csv i stället.")
    else:
        write_file(out, _workbook(f"Skillnader mellan {_between(older, newer)}", rows))
    return len(rows)


def _csv(rows: Sequence[Sequence[Content]]) -> bytes:
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow(_TITLES)
    out.writerows(map(_plain, rows))
    return text.getvalue().encode("utf-8-sig")


def _plain(row: Sequence[Content]) -> Iterator[object]:
    for cell in row:
        if isinstance(cell, str):
            yield harmless(cell)
        else:
            yield int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _workbook(title: str, rows: Sequence[Sequence[Content]]) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        created = dt.datetime(*FIRST_MOMENT[:3], tzinfo=dt.UTC)
        book.set_properties({"title": title, "created": created})
        sheet = book.add_worksheet("Skillnader")
        sheet.write_row(0, 0, _TITLES, book.add_format({"bold": True, "bottom": 1}))
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
        for at, width in enumerate(_WIDTHS):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(_TITLES) - 1)
    return pack(unpack(written.getvalue()))


def use(number: int) -> None:
    """Put a revision in force, and say which."""
    path = store.store_path()
    if not path.is_file():
        raise FileError("Inga referensdata är inlästa; hämta dem med regso data update.")
    before = Reference(path).revision
    revisions.use(path, number, lambda kept: say(f"Den gamla filen är sparad som {kept}."))
    say(f"Revision {number} gäller nu. Tillbaka till den förra: regso data use {before}")

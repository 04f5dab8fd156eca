"""What ``regso data diff`` and ``regso data use`` do and say."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Final

from rich.table import Table

from regso import store
from regso.cli import screen, sheets
from regso.cli.terminal import say
from regso.errors import FileError
from regso.incoming.texts import printable
from regso.sources.inventory import vintage_label
from regso.store import Reference, revisions
from regso.store.comparison import Content, Difference, differences
from regso.store.holdings import DATED

_TITLES: Final = ("Ämne", "År eller indelning", "Grupp", "Kod", "Namn", "Före", "Efter")
_SHOWN: Final = 40


def show(first: int | None, second: int | None, out: Path | None) -> None:
    """Print what differs between two revisions, or write all of it to a file.

    Raises
    ------
    FileError
        There is no such revision, nothing to compare with, or the file cannot be written.
    """
    older, newer = _pair(first, second)
    inputs = [older.path, newer.path]
    if out is not None:
        sheets.refuse(out, inputs)
    found = differences(older.path, newer.path)
    if out is not None:
        every = [_cells(row) for row in found]
        sheets.write(out, _TITLES, every, "Skillnader", inputs)
        number = screen.number(len(every))
        say(f"{out}: {number} skillnader mellan {_between(older, newer)}.")
        return
    rows = list(islice(found, _SHOWN))
    counts = Counter(row.subject for row in rows)
    counts.update(row.subject for row in found)
    console = screen.console()
    if not rows:
        console.print(f"Inget skiljer {_between(older, newer)}.")
        return
    table = Table(*_TITLES)
    for row in rows:
        table.add_row(*(printable(_text(cell)) for cell in _cells(row)))
    console.print(table)
    each = ", ".join(f"{subject} {screen.number(n)}" for subject, n in counts.items())
    more = sum(counts.values()) - len(rows)
    rest = f" {screen.number(more)} visas inte; skriv alla med -o skillnader.csv." if more else ""
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


def use(number: int) -> None:
    """Put a revision in force, and say which."""
    path = store.store_path()
    if not path.is_file():
        raise FileError("Inga referensdata är inlästa; hämta dem med regso data update.")
    before = Reference(path).revision
    revisions.use(path, number, lambda kept: say(f"Den gamla filen är sparad som {kept}."))
    say(f"Revision {number} gäller nu. Tillbaka till den förra: regso data use {before}")

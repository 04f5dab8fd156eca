"""A ledger of any form, recognised by its content; and what of several does not go together."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from regso.errors import FileError
from regso.incoming import plain
from regso.ledger import letters, lists, sie
from regso.ledger.rows import Key, Ledger

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_KRONOR = "SEK"


def read(paths: Sequence[Path]) -> list[Ledger]:
    """Return ledgers, in the order of the files.

    Raises
    ------
    FileError
        A file cannot be read; one is there twice; a verification is cut over two of them; or
        they are in several currencies, or in another than kronor.
    """
    _refuse_same(paths)
    found = [_read(path) for path in paths]
    _refuse_currencies(found)
    found = _same_company(found)
    _refuse_cut(found)
    return found


def _read(path: Path) -> Ledger:
    content = plain.read_bytes(path)
    if content.startswith((_ZIP, _OLD_EXCEL)):
        ledger = lists.read_workbook(path)
    else:
        text, encoding = letters.decode(content, path.name)
        of_text = sie.read if sie.looks_like(text) else lists.read_csv
        ledger = of_text(text, path.name, encoding)
    if not ledger.rows:
        raise FileError(f"{path.name} har inga bokförda rader; exportera perioden igen.")
    return ledger


def _refuse_same(paths: Sequence[Path]) -> None:
    seen: dict[str, Path] = {}
    for path in paths:
        digest = hashlib.sha256(plain.read_bytes(path)).hexdigest()
        if digest in seen:
            raise FileError(f"{path} är samma fil som {seen[digest]}; ange den en gång.")
        seen[digest] = path


def _refuse_currencies(ledgers: Sequence[Ledger]) -> None:
    """Raise FileError unless every file is in kronor; a list may say nothing of it."""
    stated = {ledger.name: ledger.currency for ledger in ledgers if ledger.currency}
    if len(set(stated.values())) > 1:
        each = ", ".join(f"{name} är i {currency}" for name, currency in stated.items())
        raise FileError(f"Filerna har olika valutor: {each}. Exportera alla i kronor (SEK).")
    for name, currency in stated.items():
        if currency != _KRONOR:
            raise FileError(
                f"{name} är i {currency}, men uppdragets medel är i kronor; exportera den i SEK."
            )


def _same_company(ledgers: Sequence[Ledger]) -> list[Ledger]:
    """Return the ledgers where those that name no company belong to the only one named."""
    names = {ledger.company for ledger in ledgers if ledger.company}
    if len(names) != 1:
        return list(ledgers)
    (company,) = names
    return [owned(ledger, company) for ledger in ledgers]


def owned(ledger: Ledger, company: str) -> Ledger:
    """Return a ledger whose rows without a company have this one."""
    rows = (
        row if row.key.company else row._replace(key=row.key._replace(company=company))
        for row in ledger.rows
    )
    return ledger._replace(rows=tuple(rows))


def unowned(ledger: Ledger) -> Ledger:
    """Return a ledger whose rows say nothing of their company."""
    rows = (row._replace(key=row.key._replace(company="")) for row in ledger.rows)
    return ledger._replace(rows=tuple(rows))


def _refuse_cut(ledgers: Sequence[Ledger]) -> None:
    """Raise FileError if two files have different rows of one verification."""
    seen: dict[Key, tuple[str, Counter[object]]] = {}
    for ledger in ledgers:
        own: dict[Key, Counter[object]] = {}
        for row in ledger.rows:
            own.setdefault(row.key, Counter())[row.facts] += 1
        for key, rows in own.items():
            name, others = seen.setdefault(key, (ledger.name, rows))
            if others != rows:
                raise FileError(
                    f"Verifikation {key} har olika rader i {name} och {ledger.name}; exportera "
                    "filerna så att ingen verifikation delas mellan dem.",
                )

"""The end check: a copy is read as its readers will, and refused if a small count can be known."""

from __future__ import annotations

from typing import Final

from regso.core.disclosure.reader import Finding, read
from regso.errors import FileError
from regso.publication.reading import tables

LEAST: Final = 2  # a threshold below hides nothing
_KNOWN: Final = {
    "open": "står öppet",
    "sum": "går att räkna ut med summor och differenser av det som visas",
    "rest": "är skillnaden mellan summan och de delar som visas",
    "share": "går att räkna ut ur andelen bredvid",
    "part": "blir över när det som står där dras från samma antal på bladet {other}, som det är "
    "en del av",
    "tables": "går att räkna ut med en summa på bladet {other}",
}
_REMEDY: Final = {
    "open": "se att raden bara har tal, så att den skyddas, slå ihop den med en annan, eller stryk "
    "den",
    "part": "höj tröskeln på bladet Start, slå ihop raden med en annan i båda tabellerna, eller "
    "lämna ut bara en av dem och aldrig den andra",
    "tables": "höj tröskeln på bladet Start, eller lämna ut bara ett av bladen (--page) och aldrig "
    "det andra",
}
_MERGE: Final = "slå ihop raden med en annan, stryk den, eller höj tröskeln på bladet Start"


def refuse_disclosed(copy: bytes, threshold: float | None) -> list[str]:
    """Raise FileError if a reader of a copy can know a count from 1 to below the threshold.

    Returns
    -------
    list of str
        Sheets with tables that are too large to be solved whole; there only sums with one unknown
        at a time were tried.
    """
    if threshold is None or threshold < LEAST:
        return []
    found = read(tables(copy), threshold)
    if found.findings:
        raise FileError(f"Kopian gjordes inte: {sentence(found.findings, threshold)}")
    return found.unread


def sentence(findings: list[Finding], threshold: float) -> str:
    """Return what is known, how, and what to do about it."""
    first, more = findings[0], len(findings) - 1
    known = _KNOWN[first.how].format(other=first.other)
    others = f" {more} antal till är sådana." if more else ""
    return (
        f"på bladet {first.table}, raden {first.row}, kolumnen "
        f"{first.column}, finns ett antal under tröskeln {threshold:g} som {known}; "
        f"{_REMEDY.get(first.how, _MERGE)}.{others}"
    )

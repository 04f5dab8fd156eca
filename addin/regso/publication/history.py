"""Whether a copy, together with earlier copies of the same register, reveals a small count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from regso.core.disclosure.overtime.audit import Disclosed, disclosed
from regso.errors import FileError
from regso.publication.log import Publication
from regso.publication.tables import PublishedTable

FIRST = "Ingen tidigare publicering finns i registrets logg."
_CHAIN = 3  # so many of the latest copies are also audited all at once
_MOST_NAMED = 3
_OF_FINISHED = "REGSO_SEKRETESS"  # which takes counts that are hidden already


class Warned(NamedTuple):
    """A table that reveals something together with earlier copies, in a sentence, and a remedy.

    The remedy is empty where it is not enough to hide what was hidden before.
    """

    sentence: str
    remedy: str

    def refusal(self, threshold: int | None) -> FileError:
        """Return the refusal, which proposes a threshold that has been tried, if there is one."""
        ways = [self.remedy] if self.remedy else []
        if threshold is not None:
            ways.append(f"höj tröskeln till {threshold}, som är prövat,")
        else:
            ways.append("slå ihop grupper, vänta tills fler rader har ändrats")
        return FileError(
            f"{self.sentence.removesuffix('.')}, så kopian gjordes inte; {', '.join(ways)} eller "
            "ange --exception och --by om myndigheten har beslutat att publicera ändå.",
        )


def refuse_exposed(tables: Sequence[PublishedTable]) -> None:
    """Raise FileError if a table reveals a small count by itself."""
    for table in tables:
        found = disclosed([table.edition], table.truth)
        if found:
            raise FileError(
                f"Tabellen på bladet {table.sheet} röjer av sig själv ett litet antal "
                f"({_named(found)}), så kopian gjordes inte; ange summorna i marginaler, eller höj "
                "tröskeln.",
            )


def warnings(now: Sequence[PublishedTable], earlier: Sequence[Publication]) -> Iterator[Warned]:
    """Yield what tables reveal together with the same tables of earlier publications."""
    for table in now:
        before = [(p, same) for p in earlier if (same := _same(table, p.tables)) is not None]
        sets = [[one] for one in before]
        if len(before) > 1:
            sets.append(before[-_CHAIN:])
        for chosen in sets:
            found = _found(table, [same for _, same in chosen])
            if found:
                yield _warned(table, chosen, found)
                break


def compared(
    now: Sequence[PublishedTable], earlier: Sequence[Publication]
) -> tuple[list[Publication], list[Publication]]:
    """Return the earlier publications that have a table in common with this one, and the others."""
    shared = [p for p in earlier if any(_same(table, p.tables) is not None for table in now)]
    return shared, [p for p in earlier if p not in shared]


def told(this: Publication, earlier: Sequence[Publication]) -> str:
    """Return what the cover says of earlier publications."""
    shared, others = compared(this.tables, earlier)
    parts = []
    if not earlier:
        parts.append(FIRST)
    if shared:
        parts.append(f"Prövad mot {_counted(len(shared))}: {_days(shared)}.")
    if others:
        parts.append(
            f"Inte jämförd med {_counted(len(others))} utan gemensam tabell som kan prövas: "
            f"{_days(others)}."
        )
    if this.exemptions:
        parts.append("Publicerad med undantag som myndigheten har beslutat.")
    alike = [p for p in (this, *earlier) if p.template == this.template]
    untried = list(dict.fromkeys(sheet for p in alike for sheet in p.untried))
    if untried:  # counts were hidden there, now or then
        sheets = "bladet" if len(untried) == 1 else "bladen"
        parts.append(f"Inte prövat: {sheets} {', '.join(untried)}.")
    return " ".join(parts)


def _same(table: PublishedTable, tables: Iterable[PublishedTable]) -> PublishedTable | None:
    return next((t for t in tables if t.key == table.key), None)


def _found(table: PublishedTable, before: Sequence[PublishedTable]) -> set[Disclosed]:
    """Return what a table reveals that earlier copies of it did not reveal without it."""
    editions = [same.edition for same in before]
    found = disclosed([*editions, table.edition], table.truth)
    return found - disclosed(editions, {}) if found and len(editions) > 1 else found


def _warned(
    table: PublishedTable,
    before: Sequence[tuple[Publication, PublishedTable]],
    found: set[Disclosed],
) -> Warned:
    days = _days([publication for publication, _ in before])
    editions = [same for _, same in before]
    kept = _hidden_before(table, editions)
    is_enough = bool(kept) and not _found(_with_hidden(table, kept), editions)
    how = ', till exempel med ".." i underlaget' if table.function == _OF_FINISHED else ""
    return Warned(
        f"Tabellen på bladet {table.sheet} röjer ett litet antal för den som också har kopian från "
        f"{days} ({_named(found)}).",
        f"dölj också det som var dolt då ({_cells(kept)}){how}" if is_enough else "",
    )


def _hidden_before(table: PublishedTable, before: Sequence[PublishedTable]) -> set[tuple[str, str]]:
    """Return the cells that are shown now and were hidden in an earlier copy."""
    hidden = {cell for same in before for cell, n in same.edition.shown.items() if n is None}
    return {cell for cell in hidden if table.edition.shown.get(cell) is not None}


def _with_hidden(table: PublishedTable, cells: set[tuple[str, str]]) -> PublishedTable:
    shown = {c: None if c in cells else n for c, n in table.edition.shown.items()}
    least = 0 if any(table.truth.get(c) == 0 for c in cells) else table.edition.least
    return replace(table, edition=replace(table.edition, shown=shown, least=least))


def _named(found: Iterable[Disclosed]) -> str:
    return _cells({one.cell for one in found})


def _cells(cells: Iterable[tuple[str, str]]) -> str:
    """Return the first cells of some, by their labels."""
    order = sorted(cells)
    texts = [f"raden {row}, kolumnen {column}" for row, column in order[:_MOST_NAMED]]
    more = len(order) - _MOST_NAMED
    return "; ".join(texts) + (f"; och {more} till" if more > 0 else "")


def _days(publications: Iterable[Publication]) -> str:
    return ", ".join(publication.day.isoformat() for publication in publications)


def _counted(number: int) -> str:
    return "1 tidigare publicering" if number == 1 else f"{number} tidigare publiceringar"

"""What ``regso data`` shows: tables of what was read and of what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.table import Table

from regso.cli.screen import number
from regso.core.areas import codes
from regso.core.areas.areas import LEVEL_LABEL
from regso.incoming.texts import printable
from regso.sources import inventory
from regso.store import writer
from regso.store.holdings import DATED, Holding

_LEVELS: dict[object, str] = dict(LEVEL_LABEL)
_SUBJECT_OF = {
    "area": "områden",
    "statistic": "områdestyp och index",
    "population": "befolkning",
    "indicator": "indikatorer",
    "change": "ändringar",
    "boundary": "gränser",
}


def merged_table(merged: Iterable[writer.Merged]) -> Table:
    """Return the table of what was read; what only fills gaps is shown where it filled one."""
    table = Table("Fil", "Innehåll", "Tabell")
    for title in ("Rader", "Nya", "Ändrade"):
        table.add_column(title, justify="right")
    for one in merged:
        if not one.fill_only or one.new:
            subject = _SUBJECT_OF[one.table] + (" (fyller luckor)" if one.fill_only else "")
            counts = [number(n) for n in (one.rows, one.new, one.changed)]
            cells = (one.source.origin, one.source.title, subject, *counts)
            table.add_row(*map(printable, cells))
    return table


def changes(merged: list[writer.Merged]) -> Iterator[str]:
    """Yield how many stored values were replaced per file, with examples."""
    for one in merged:
        if one.changed:
            subject = _SUBJECT_OF[one.table]
            yield f"{one.source.origin} ändrade {number(one.changed)} värden i {subject}:"
            for change in one.examples:
                yield f"  {_change_text(change)}"
            if one.changed > len(one.examples):
                yield f"  och {number(one.changed - len(one.examples))} till"
        if one.kept:
            yield (
                f"{number(one.kept)} namn i {one.source.origin} skiljer sig bara i å, ä, ö eller "
                "stora bokstäver; de som fanns är kvar. Byt dem med --replace."
            )


def _change_text(change: writer.Replaced) -> str:
    key = [str(part) for part in change.key]
    if change.table in {"area", "boundary"}:
        key[0] = _LEVELS.get((change.key[0], codes.level(key[1])), "")
    pairs = [
        (before, after)
        for before, after in zip(change.before, change.after, strict=True)
        if before != after
    ]
    moved = ", ".join(f"{_value(before)} → {_value(after)}" for before, after in pairs)
    if change.table == "boundary":  # too long to show
        moved = "gränsen är ersatt"
    return f"{' '.join(part for part in key if part)}: {moved}"


def status_table(holdings: list[Holding]) -> Table:
    table = Table("Tabell", "Indelning")
    table.add_column("Rader", justify="right")
    for title in ("År", "Fullständighet", "Källa", "Hämtad"):
        table.add_column(title)
    for held in holdings:
        newest = held.sources[-1] if held.sources else None
        more = f" och {len(held.sources) - 1} till" if len(held.sources) > 1 else ""
        cells = (
            held.subject,
            inventory.vintage_label(held.vintage),
            number(held.rows) if held.rows else "inte inläst",
            inventory.years_text(held.years) if held.subject in DATED else "",
            _completeness(held),
            f"{newest.publisher}: {newest.title}{more}" if newest else "",
            max((source.fetched for source in held.sources), default=""),
        )
        table.add_row(*map(printable, cells))
    return table


def _completeness(held: Holding) -> str:
    """Return "fullständig", or how many RegSO have a value in the years that lack some."""
    if all(coverage.complete for coverage in held.years.values()):
        return "fullständig" if held.years else ""
    partial: dict[int, list[int]] = {}
    for year, coverage in held.years.items():
        if not coverage.complete:
            partial.setdefault(coverage.areas, []).append(year)
    parts = [f"{inventory.years_text(y)}: {number(n)} RegSO" for n, y in partial.items()]
    return f"ofullständig ({'; '.join(parts)})"


def _value(value: object) -> str:
    return f"{value:.10g}".replace(".", ",") if isinstance(value, float) else str(value)

"""``regso data``: import reference data, say what is there, and write it out as CSV."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from regso import store
from regso.core.areas import codes
from regso.core.areas.areas import LEVEL_LABEL
from regso.sources import inventory, registry
from regso.store import writer
from regso.store.holdings import DATED, Holding
from regso.store.holdings import inventory as holdings_of

_PIPE_WIDTH = 160  # a pipe has no width of its own
_LEVELS: dict[object, str] = dict(LEVEL_LABEL)
_SUBJECT_OF = {
    "area": "områden",
    "statistic": "områdestyp och index",
    "population": "befolkning",
    "change": "ändringar",
    "boundary": "gränser",
}


@click.group(name="data")
def data() -> None:
    """Referensdata: läs in, visa vad som finns, skriv ut som CSV."""


@data.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--svensk-csv",
    "swedish",
    is_flag=True,
    help="CSV-filerna har decimalkomma eller Windows-1252.",
)
def import_(paths: tuple[Path, ...], swedish: bool) -> None:
    """Läs in filer och mappar: SCB:s nyckelfiler, tabellsvar (json-stat2), CSV och GeoJSON.

    Filerna känns igen på innehållet. Antingen läses allt in eller inget.
    """
    found = registry.find_files(paths)
    today = dt.datetime.now().astimezone().date()
    outcomes = [
        registry.read_file(file, today, swedish=swedish)
        for file in track(found, "Läser filer", console=_console(err=True), disable=not _terminal())
    ]
    row_sets = registry.in_merge_order(outcomes)
    merged = writer.merge(store.store_path(), row_sets) if row_sets else []
    console = _console()
    if merged:
        fills = [s.fill_only for s in row_sets for _ in {type(row) for row in s.rows}]
        console.print(_merged_table(list(zip(merged, fills, strict=True))))
        console.print(f"Inläst i {store.store_path()}.", soft_wrap=True)
    else:
        console.print("Inga filer kunde läsas in; referensdata är oförändrade.")
    for line in (*_changes(merged), *_unused(outcomes)):
        console.print(line, soft_wrap=True, markup=False, highlight=False)


@data.command()
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
def status(as_json: bool) -> None:
    """Visa vad referensdata innehåller, per tabell: rader, år, indelning, källa och datum."""
    reference = store.current()
    holdings = holdings_of(reference)
    if as_json:
        click.echo(json.dumps(_status_json(reference, holdings), ensure_ascii=False, indent=2))
        return
    console = _console()
    if reference.is_example:
        console.print(
            "Inga referensdata är inlästa: det påhittade exemplet (län 99 Exempellän) används. "
            "Läs in riktiga data med regso data import.",
            style="bold yellow",
            soft_wrap=True,
        )
    else:
        console.print(f"Referensdata: {reference.path}", soft_wrap=True)
    console.print(_status_table(holdings))


@data.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Skriv alla tabeller som CSV UTF-8 i mappen DIR, med källorna i sources.csv."""
    reference = store.current()
    if reference.is_example:
        click.echo("Inga referensdata är inlästa: det påhittade exemplet skrivs ut.")
    for path, rows in inventory.export(reference, folder):
        click.echo(f"{path}: {rows} rader")


def _terminal() -> bool:
    return sys.stderr.isatty()


def _console(*, err: bool = False) -> Console:
    console = Console(stderr=err)
    return console if console.is_terminal else Console(stderr=err, width=_PIPE_WIDTH)


def _merged_table(merged: list[tuple[writer.Merged, bool]]) -> Table:
    """Return the table of what was read; what only fills gaps is shown where it filled one."""
    table = Table("Fil", "Innehåll", "Tabell")
    for title in ("Rader", "Nya", "Ändrade"):
        table.add_column(title, justify="right")
    for one, fill_only in merged:
        if not fill_only or one.new:
            subject = _SUBJECT_OF[one.table] + (" (fyller luckor)" if fill_only else "")
            counts = [_number(n) for n in (one.rows, one.new, one.changed)]
            table.add_row(one.source.origin, one.source.title, subject, *counts)
    return table


def _changes(merged: list[writer.Merged]) -> Iterator[str]:
    """Yield how many stored values were replaced per file, with examples."""
    for one in merged:
        if one.changed:
            subject = _SUBJECT_OF[one.table]
            yield f"{one.source.origin} ändrade {_number(one.changed)} värden i {subject}:"
            for change in one.examples:
                yield f"  {_change_text(change)}"
            if one.changed > len(one.examples):
                yield f"  och {_number(one.changed - len(one.examples))} till"


def _change_text(change: writer.Change) -> str:
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


def _unused(outcomes: list[registry.Outcome]) -> Iterator[str]:
    """Yield what was not used: columns of files that were read, and whole files with the reason."""
    for outcome in outcomes:
        if outcome.unused and outcome.row_sets:
            yield f"Används inte ur {outcome.file}: {outcome.unused}"
    for outcome in outcomes:
        if not outcome.row_sets:
            yield f"Används inte: {outcome.file} ({outcome.unused})"


def _status_table(holdings: list[Holding]) -> Table:
    table = Table("Tabell", "Indelning")
    table.add_column("Rader", justify="right")
    for title in ("År", "Fullständighet", "Källa", "Hämtad"):
        table.add_column(title)
    for held in holdings:
        newest = held.sources[-1] if held.sources else None
        more = f" och {len(held.sources) - 1} till" if len(held.sources) > 1 else ""
        table.add_row(
            held.subject,
            inventory.vintage_label(held.vintage),
            _number(held.rows) if held.rows else "inte inläst",
            inventory.years_text(held.years) if held.subject in DATED else "",
            _completeness(held),
            f"{newest.publisher}: {newest.title}{more}" if newest else "",
            max((source.fetched for source in held.sources), default=""),
        )
    return table


def _completeness(held: Holding) -> str:
    """Return "fullständig", or how many RegSO have a value in the years that lack some."""
    if all(coverage.complete for coverage in held.years.values()):
        return "fullständig" if held.years else ""
    partial: dict[int, list[int]] = {}
    for year, coverage in held.years.items():
        if not coverage.complete:
            partial.setdefault(coverage.areas, []).append(year)
    parts = [f"{inventory.years_text(y)}: {_number(n)} RegSO" for n, y in partial.items()]
    return f"ofullständig ({'; '.join(parts)})"


def _status_json(reference: store.Reference, holdings: list[Holding]) -> dict[str, object]:
    return {
        "store": str(reference.path),
        "example": reference.is_example,
        "identity": reference.identity,
        "tables": [
            {
                "table": held.subject,
                "vintage": inventory.vintage_label(held.vintage) or None,
                "rows": held.rows,
                "years": {str(year): c._asdict() for year, c in held.years.items()},
                "sources": [source._asdict() for source in held.sources],
            }
            for held in holdings
        ],
    }


def _number(value: int) -> str:
    return f"{value:,}".replace(",", " ")


def _value(value: object) -> str:
    return f"{value:.10g}".replace(".", ",") if isinstance(value, float) else str(value)

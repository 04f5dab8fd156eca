"""``regso data``: import reference data, say what is there, and write it out as CSV."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import click

from regso import store
from regso.sources import inventory, registry
from regso.store import writer
from regso.store.holdings import Holding
from regso.store.holdings import inventory as holdings_of


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
    from regso.cli import datatables  # noqa: PLC0415 - rich is slow to import

    found = registry.find_files(paths)
    today = dt.datetime.now().astimezone().date()
    outcomes = [
        registry.read_file(file, today, swedish=swedish)
        for file in datatables.progress(found, "Läser filer")
    ]
    row_sets = registry.in_merge_order(outcomes)
    merged = writer.merge(store.store_path(), row_sets) if row_sets else []
    console = datatables.console()
    if merged:
        fills = [s.fill_only for s in row_sets for _ in {type(row) for row in s.rows}]
        console.print(datatables.merged_table(list(zip(merged, fills, strict=True))))
        console.print(f"Inläst i {store.store_path()}.", soft_wrap=True)
    else:
        console.print("Inga filer kunde läsas in; referensdata är oförändrade.")
    for line in (*datatables.changes(merged), *_unused(outcomes)):
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
    from regso.cli import datatables  # noqa: PLC0415

    console = datatables.console()
    if reference.is_example:
        console.print(
            "Inga referensdata är inlästa: det påhittade exemplet (län 99 Exempellän) används. "
            "Läs in riktiga data med regso data import.",
            style="bold yellow",
            soft_wrap=True,
        )
    else:
        console.print(f"Referensdata: {reference.path}", soft_wrap=True)
    console.print(datatables.status_table(holdings))


@data.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Skriv alla tabeller som CSV UTF-8 i mappen DIR, med källorna i sources.csv."""
    reference = store.current()
    if reference.is_example:
        click.echo("Inga referensdata är inlästa: det påhittade exemplet skrivs ut.")
    for path, rows in inventory.export(reference, folder):
        click.echo(f"{path}: {rows} rader")


def _unused(outcomes: list[registry.Outcome]) -> Iterator[str]:
    """Yield what was not used: columns of files that were read, and whole files with the reason."""
    for outcome in outcomes:
        if outcome.unused and outcome.row_sets:
            yield f"Används inte ur {outcome.file}: {outcome.unused}"
    for outcome in outcomes:
        if not outcome.row_sets:
            yield f"Används inte: {outcome.file} ({outcome.unused})"


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

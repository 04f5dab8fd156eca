"""``regso data``: import reference data, say what is there, and write it out as CSV."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import click

from regso import store
from regso.cli.terminal import say
from regso.errors import FileError
from regso.incoming.texts import printable
from regso.sources import bundles, inventory, registry
from regso.sources.found import find_files
from regso.store import schema, writer
from regso.store.holdings import Holding
from regso.store.holdings import inventory as holdings_of

REFUSED = 1  # a file of ours, among others in a folder, that cannot be read, or nothing at all


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
@click.option(
    "--vintage",
    metavar="ÅR",
    type=click.Choice(["2020", "2025"]),
    help="Indelningen i filer som inte säger vilken de gäller: 2020 (RegSO 2020/DeSO 2018) eller "
    "2025.",
)
@click.option(
    "--replace",
    is_flag=True,
    help="Byt också namn som bara har mist å, ä, ö eller stora bokstäver mot de inlästa.",
)
def import_(paths: tuple[Path, ...], swedish: bool, vintage: str | None, replace: bool) -> None:
    """Läs in filer och mappar: nyckelfiler, Statistikdatabasens tabeller, CSV, gränser och paket.

    Filerna känns igen på innehållet. Går en fil som är namngiven inte att använda läses inget in;
    i en mapp har varje fil sitt eget öde.
    """
    from regso.cli import screen  # noqa: PLC0415 - rich is slow to import
    from regso.cli.data import tables  # noqa: PLC0415

    if any(bundles.is_bundle(path) for path in paths):
        _import_bundle(paths)
        return
    found = find_files(paths)
    today = dt.datetime.now().astimezone().date()
    outcomes = [
        registry.read_file(
            file, today, swedish=swedish, vintage=None if vintage is None else int(vintage)
        )
        for file in screen.progress(found, "Läser filer")
    ]
    row_sets = registry.in_merge_order(outcomes)
    console = screen.console()
    if row_sets:
        merged = writer.merge(
            store.store_path(), row_sets, set_aside=_say_set_aside, replace=replace
        )
        console.print(tables.merged_table(merged))
        console.print(printable(f"Inläst i {store.store_path()}."), soft_wrap=True)
        lines = [*tables.changes(merged), *_unused(outcomes)]
    else:
        console.print("Inga filer kunde läsas in; referensdata är oförändrade.")
        lines = [*_unused(outcomes)]
    for line in lines:
        console.print(printable(line), soft_wrap=True)
    if any(outcome.refused for outcome in outcomes) or (
        not row_sets and any(file.named for file in found)
    ):
        raise SystemExit(REFUSED)


def _import_bundle(paths: tuple[Path, ...]) -> None:
    """Put a bundle's store in force; it replaces the whole, so it stands alone."""
    if len(paths) > 1:
        raise FileError("Ett paket byter ut alla referensdata; läs in det för sig.")
    path = store.store_path()
    number = bundles.read(paths[0], path, _say_set_aside)
    say(f"{paths[0].name} gäller nu som revision {number} i {path}.")


@data.command()
@click.option(
    "--year", "years", multiple=True, type=int, help="Bara det året; kan anges flera gånger."
)
@click.option(
    "--subject",
    "subjects",
    multiple=True,
    type=click.Choice(["typer", "befolkning", "gränser", *schema.INDICATORS, "indikatorer"]),
    metavar="ÄMNE",
    help="Bara typer, befolkning, gränser eller en indikator: hushåll, bakgrund, utbildning, "
    "arbete, inkomst, ekonomisk standard, upplåtelseform eller indikatorer (alla sju). Kan anges "
    "flera gånger.",
)
@click.option("--dry-run", is_flag=True, help="Visa vad som skulle hämtas, utan att hämta det.")
@click.option(
    "--ca-bundle",
    type=click.Path(path_type=Path),
    help="Fil med myndighetens egna rotcertifikat (PEM).",
)
def update(
    years: tuple[int, ...], subjects: tuple[str, ...], dry_run: bool, ca_bundle: Path | None
) -> None:
    """Hämta hela landets referensdata från SCB, eller det som SCB har ändrat sedan sist.

    Utan val hämtas områdestyper och index, befolkning efter ålder och kön, namn, nycklar och
    gränser. En indikator hämtas när den anges, och följer sedan med.
    Det enda kommandot som använder nätet. Avbryts det fortsätter nästa körning där det stannade.
    """
    from regso.cli.data import updating  # noqa: PLC0415 - the network's libraries are slow to import

    updating.run(years, subjects, dry_run=dry_run, ca_bundle=ca_bundle, set_aside=_say_set_aside)


@data.command()
@click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")
def status(as_json: bool) -> None:
    """Visa vad referensdata innehåller, per tabell: rader, år, indelning, källa och datum."""
    reference = store.current()
    holdings = holdings_of(reference)
    if as_json:
        click.echo(json.dumps(_status_json(reference, holdings), ensure_ascii=False, indent=2))
        return
    from regso.cli import screen  # noqa: PLC0415
    from regso.cli.data import tables  # noqa: PLC0415

    console = screen.console()
    if reference.is_example:
        console.print(
            "Inga referensdata är inlästa: det påhittade exemplet (län 99 Exempellän) används. "
            "Hämta riktiga data med regso data update, eller läs in filer med regso data import.",
            style="bold yellow",
            soft_wrap=True,
        )
    else:
        number = f"Referensdata, revision {reference.revision}: {reference.path}"
        console.print(printable(number), soft_wrap=True)
    console.print(tables.status_table(holdings))


@data.command()
@click.argument(
    "folder",
    metavar="[DIR]",
    required=False,
    type=click.Path(path_type=Path, file_okay=False),
)
@click.option(
    "--bundle",
    type=click.Path(path_type=Path),
    help="Skriv allt i en enda fil, som data import läser på en annan dator.",
)
def export(folder: Path | None, bundle: Path | None) -> None:
    """Skriv alla tabeller som CSV UTF-8 i mappen DIR, eller allt som ett paket i en fil."""
    if (folder is None) == (bundle is None):
        raise FileError("Ange antingen en mapp för CSV-filer eller --bundle och en fil.")
    reference = store.current()
    if bundle is not None:
        if reference.is_example:
            raise FileError("Inga referensdata är inlästa; hämta dem med regso data update.")
        bundles.write(reference, bundle)
        size = max(1, bundle.stat().st_size // 1_000_000)
        say(f"{bundle}: revision {reference.revision}, {size} MB")
    elif folder is not None:
        if reference.is_example:
            click.echo("Inga referensdata är inlästa: det påhittade exemplet skrivs ut.")
        for path, rows in inventory.export(reference, folder):
            click.echo(f"{path}: {rows} rader")


@data.command()
@click.argument("first", metavar="[A]", required=False, type=int)
@click.argument("second", metavar="[B]", required=False, type=int)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Skriv alla skillnader till en fil (.csv eller .xlsx).",
)
def diff(first: int | None, second: int | None, output: Path | None) -> None:
    """Visa vad som skiljer två revisioner av referensdata: områden, typer, värden och gränser.

    Utan nummer jämförs den som gäller med den förra, och med ett nummer den med den som gäller.
    """
    from regso.cli.data import revised  # noqa: PLC0415

    revised.show(first, second, output)


@data.command()
@click.argument("revision", metavar="REVISION", type=int)
def use(revision: int) -> None:
    """Låt en tidigare revision av referensdata gälla igen; den som gällde finns kvar."""
    from regso.cli.data import revised  # noqa: PLC0415

    revised.use(revision)


def _say_set_aside(kept: Path) -> None:
    say(
        f"Referensdata var skadade eller av en annan version: den gamla filen är sparad som {kept} "
        "och en ny är påbörjad. Läs in alla dina filer igen.",
        err=True,
    )


def _unused(outcomes: list[registry.Outcome]) -> Iterator[str]:
    """Yield what was read of several sheets, and what was not used with the reason."""
    for outcome in outcomes:
        if outcome.sheet:
            yield outcome.sheet
        if outcome.unused and outcome.row_sets:
            yield f"Används inte ur {outcome.file}: {outcome.unused}"
    for outcome in outcomes:
        if outcome.refused:
            yield f"Inte inläst: {outcome.unused}"
        elif outcome.unused and not outcome.row_sets:
            yield f"Används inte: {outcome.file} ({outcome.unused})"


def _status_json(reference: store.Reference, holdings: list[Holding]) -> dict[str, object]:
    return {
        "store": str(reference.path),
        "example": reference.is_example,
        "identity": reference.identity,
        "revision": reference.revision,
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

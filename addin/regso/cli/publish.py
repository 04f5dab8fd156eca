"""``regso publish``, and what ``regso render --publish`` shares with it."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import click

from regso import __version__
from regso.incoming import plain
from regso.saving import refuse_output, write_file
from regso.store import current
from regso.store.provenance import fetched

_NOT_HIDDEN = (
    "Varning: kopian döljer inga antal, eftersom tröskeln saknas eller är under 2. Det står också "
    "på bladet Om kopian."
)


def published_copy(workbook: bytes, source: bytes | None, name: str) -> bytes:
    """Return the publication copy of a workbook, and warn if no counts are hidden in it.

    Parameters
    ----------
    workbook : bytes
        Calculated.
    source : bytes or None
        The file with the input, whose checksum the cover shows.
    name : str
        The workbook's, for messages.
    """
    from regso import publication  # noqa: PLC0415 - slow to import
    from regso.render import registry_functions  # noqa: PLC0415

    stamp = publication.Stamp(
        date=dt.datetime.now(tz=dt.UTC).astimezone().date(),
        version=__version__,
        revision=_revision(),
        sha256="" if source is None else hashlib.sha256(source).hexdigest(),
    )
    published = publication.publish(workbook, stamp, registry_functions(), name)
    if not published.hides_counts:
        click.echo(_NOT_HIDDEN, err=True)
    return published.workbook


def _revision() -> str:
    """Return which reference data this is: their sources' newest date, and their identity."""
    reference = current()
    what = "påhittade exempeldata" if reference.is_example else "hämtade"
    return f"{what} {fetched(reference)}, revision {reference.identity}"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="Kopian som skrivs."
)
def publish(file: Path, output: Path) -> None:
    """Gör publiceringskopian av en ifylld arbetsbok, FILE, om dess siffror stämmer med indata."""
    from regso import publication, render  # noqa: PLC0415 - slow to import

    refuse_output(output, (file,))
    current()  # reference data that cannot be read are said once, not in every cell
    workbook = plain.read_bytes(file)
    calculated = render.render(workbook, data=None, columns={}, settings={}, name=file.name)
    publication.prove(workbook, calculated.workbook, file.name)
    write_file(output, published_copy(workbook, workbook, file.name), (file,))
    click.echo(f"{output}: publiceringskopia, bara värden")

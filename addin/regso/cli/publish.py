"""``regso publish``, and what ``regso render --publish`` shares with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from regso import __version__
from regso.cli.logged import Entry, LogOptions, audited, deliver, log_options
from regso.cli.terminal import patience
from regso.incoming import plain
from regso.saving import refuse_output
from regso.store import current
from regso.store.provenance import fetched

if TYPE_CHECKING:
    from regso.publication.cover import Stamp

_NOT_HIDDEN = (
    "Varning: kopian döljer inga antal, eftersom tröskeln saknas eller är under 2. Det står också "
    "på bladet Om kopian."
)


class Outgoing(NamedTuple):
    """A publication copy, and what the log gets when the copy is written; None without a log."""

    workbook: bytes
    entry: Entry | None


page_option = click.option(
    "--page",
    "pages",
    multiple=True,
    metavar="BLAD",
    help="Bara detta resultatblad (och Källa om bladet läser den); kan anges flera gånger.",
)
_TOO_LARGE = (
    "Varning: bladet {sheet} har så många dolda antal som hör ihop att slutprövningen bara har "
    "prövat summor med ett dolt antal i taget."
)


def published_copy(
    workbook: bytes, sha256: str, name: str, pages: Sequence[str], log: LogOptions
) -> Outgoing:
    """Return the publication copy of a workbook, and warn if no counts are hidden in it.

    Parameters
    ----------
    workbook : bytes
        Calculated.
    sha256 : str
        That of the file with the input, which the cover shows; empty when there is none.
    name : str
        The workbook's, for messages.
    pages : sequence of str
        The results to copy; all of them when empty.
    log : LogOptions
        Earlier publications in the log, where there is one, are audited with this.
    """
    from regso.publication import publishing  # noqa: PLC0415 - slow to import
    from regso.render import registry_functions  # noqa: PLC0415

    stamp = stamp_of(sha256)
    entry = None
    if log.path is not None:
        entry, over_time = audited(workbook, log, stamp.date, pages)
        stamp = replace(stamp, over_time=over_time)
    published = publishing.publish(workbook, stamp, registry_functions(), pages, name)
    if not published.hides_counts:
        click.echo(_NOT_HIDDEN, err=True)
    for sheet in published.unread:
        click.echo(_TOO_LARGE.format(sheet=sheet), err=True)
    return Outgoing(published.workbook, entry)


def stamp_of(sha256: str) -> Stamp:
    """Return what the cover says of a copy that is made now; `sha256` as in `published_copy`."""
    from regso.publication.cover import Stamp  # noqa: PLC0415 - slow to import

    return Stamp(
        date=dt.datetime.now(tz=dt.UTC).astimezone().date(),
        version=__version__,
        revision=_revision(),
        sha256=sha256,
    )


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
@page_option
@log_options
@patience()
def publish(  # noqa: PLR0913, PLR0917 - one parameter per option
    file: Path,
    output: Path,
    pages: Sequence[str],
    log: Path | None,
    register_id: str,
    reason: str,
    by: str,
) -> None:
    """Gör publiceringskopian av en ifylld arbetsbok, FILE, om dess siffror stämmer med indata."""
    import hashlib  # noqa: PLC0415 - slow to import

    from regso import render  # noqa: PLC0415 - slow to import
    from regso.publication import maps, proof  # noqa: PLC0415

    refuse_output(output, (file,))
    options = LogOptions(log, register_id, reason, by)
    options.check([output], (file,), publishes=True)
    current()  # reference data that cannot be read are said once, not in every cell
    workbook = plain.read_bytes(file)
    calculated = render.render(workbook, data=None, columns={}, settings={}, name=file.name)
    proof.prove(workbook, calculated.workbook, pages, file.name)
    checksum = hashlib.sha256(workbook).hexdigest()
    redrawn = maps.with_maps_of(calculated.workbook, workbook, file.name)
    copy = published_copy(redrawn, checksum, file.name, pages, options)
    deliver([(output, copy.workbook)], (file,), copy.entry)
    click.echo(f"{output}: publiceringskopia, bara värden")

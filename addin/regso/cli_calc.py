"""``regso calc``: the extension for LibreOffice Calc."""

from __future__ import annotations

from pathlib import Path

import click

from regso.errors import FileError


@click.group(name="calc")
def calc() -> None:
    """LibreOffice Calc: tillägget med kalkylbladsfunktionerna."""


@calc.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    show_default="den här mappen",
    help="Mappen som tillägget skrivs i.",
)
def build(output: Path) -> None:
    """Bygg regso.oxt, tillägget för LibreOffice Calc."""
    from regso.hosts.calc.build import FILE_NAME, extension  # noqa: PLC0415 - only this needs a host

    path = output / FILE_NAME
    try:
        output.mkdir(parents=True, exist_ok=True)
        path.write_bytes(extension())
    except OSError as error:
        raise FileError(
            f"{path} går inte att skriva ({error.strerror}); välj en annan mapp med -o."
        ) from error
    click.echo(f"{path}: öppna filen, godkänn och starta om LibreOffice.")

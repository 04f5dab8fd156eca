"""``regso calc``: the extension for LibreOffice Calc."""

from __future__ import annotations

from pathlib import Path

import click

from regso.cli.files import folder_option, write


@click.group(name="calc")
def calc() -> None:
    """LibreOffice Calc: tillägget med kalkylbladsfunktionerna."""


@calc.command()
@folder_option("tillägget")
def build(output: Path) -> None:
    """Bygg regso.oxt, tillägget för LibreOffice Calc."""
    from regso.hosts.calc.build import FILE_NAME, extension  # noqa: PLC0415 - only this needs a host

    path = write(output, FILE_NAME, extension())
    click.echo(f"{path}: öppna filen, godkänn och starta om LibreOffice.")

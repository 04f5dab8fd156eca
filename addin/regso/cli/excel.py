"""``regso excel``: the add-in for desktop Excel."""

from __future__ import annotations

from pathlib import Path

import click

from regso.cli.excel_install import adapter, doctor, install, register, uninstall
from regso.cli.files import folder_option, write


@click.group(name="excel")
def excel() -> None:
    """Excel i Windows: tillägget med kalkylbladsfunktionerna."""


@excel.command()
@folder_option("tillägget")
def build(output: Path) -> None:
    """Bygg regso.xlam, tillägget för Excel i Windows."""
    from regso.hosts.excel.build import add_in  # noqa: PLC0415 - only this needs a host
    from regso.hosts.excel.identity import ADD_IN  # noqa: PLC0415

    path = write(output, ADD_IN, add_in())
    click.echo(f"{path}: tillägget för Excel.")


for _command in (install, uninstall, register, doctor, adapter):
    excel.add_command(_command)

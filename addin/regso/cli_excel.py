"""``regso excel``: the add-in for desktop Excel."""

from __future__ import annotations

from pathlib import Path

import click

from regso.cli_excel_install import adapter, doctor, install, uninstall
from regso.errors import FileError


@click.group(name="excel")
def excel() -> None:
    """Excel i Windows: tillägget med kalkylbladsfunktionerna."""


@excel.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    show_default="den här mappen",
    help="Mappen som tillägget skrivs i.",
)
def build(output: Path) -> None:
    """Bygg regso.xlam, tillägget för Excel i Windows."""
    from regso.hosts.excel.build import add_in  # noqa: PLC0415 - only this needs a host
    from regso.hosts.excel.identity import ADD_IN  # noqa: PLC0415

    path = output / ADD_IN
    try:
        output.mkdir(parents=True, exist_ok=True)
        path.write_bytes(add_in())
    except OSError as error:
        raise FileError(
            f"{path} går inte att skriva ({error.strerror}); stäng Excel om filen är öppen där, "
            "eller välj en annan mapp med -o."
        ) from error
    click.echo(f"{path}: tillägget för Excel.")


for _command in (install, uninstall, doctor, adapter):
    excel.add_command(_command)

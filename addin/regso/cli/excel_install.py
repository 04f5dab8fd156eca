"""``regso excel install``, ``uninstall``, ``register``, ``doctor`` and ``adapter``, on Windows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from regso.cli.files import folder_option, write

_ALL_USERS = click.option(
    "--all-users",
    is_flag=True,
    help="För alla användare på datorn (kräver administratör).",
)


@click.command()
@_ALL_USERS
def install(all_users: bool) -> None:
    """Installera tillägget i Excel, för dig eller för alla; går att köra igen."""
    from regso.hosts.excel import install as installer  # noqa: PLC0415 - only Windows needs it
    from regso.hosts.excel.machine import Machine  # noqa: PLC0415

    for line in installer.install(Machine(), _add_in(), all_users=all_users):
        click.echo(line)


@click.command()
@_ALL_USERS
def uninstall(all_users: bool) -> None:
    """Ta bort tillägget ur Excel; referensdata är kvar."""
    from regso.hosts.excel import install as installer  # noqa: PLC0415
    from regso.hosts.excel.machine import Machine  # noqa: PLC0415

    for line in installer.uninstall(Machine(), all_users=all_users):
        click.echo(line)


@click.command()
def register() -> None:
    """Registrera bryggan för dig på den här datorn, när tillägget har följt med profilen hit."""
    from regso.hosts.excel import install as installer  # noqa: PLC0415
    from regso.hosts.excel.machine import Machine  # noqa: PLC0415

    machine = Machine()
    for line in installer.register(machine, installer.place(machine, all_users=False)):
        click.echo(line)


@click.command()
@click.option(
    "--record",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FIL.txt",
    help="Skriv också allt i en textfil, med tider och en kontrollista att kryssa i och skicka.",
)
def doctor(record: Path | None) -> None:
    """Undersök varför tillägget inte fungerar, och säg vad som behöver göras."""
    from regso.hosts.excel.doctor import WRONG, examine  # noqa: PLC0415
    from regso.hosts.excel.machine import Machine  # noqa: PLC0415

    machine = Machine()
    found = list(examine(machine, _add_in()))
    for state, text in found:
        click.echo(f"{state:8}{text}")
    if record is not None:
        from regso.hosts.excel import record as recording  # noqa: PLC0415

        now = dt.datetime.now().astimezone()
        text = recording.record(machine, found, now)
        path = write(record.parent, record.name, text.encode("utf-8-sig"))
        click.echo(f"{path}: fyll i kontrollistan och skicka filen.")
    if any(state == WRONG for state, _ in found):
        raise SystemExit(1)


@click.command()
@folder_option("modulen")
def adapter(output: Path) -> None:
    """Skriv regso_udf.py, för den som redan använder xlwings eget tillägg."""
    from regso.hosts.excel.adapter import source  # noqa: PLC0415
    from regso.hosts.excel.identity import ADAPTER  # noqa: PLC0415

    path = write(output, f"{ADAPTER}.py", source().encode())
    click.echo(f"{path}: skriv {ADAPTER} i UDF Modules och välj Import Functions.")


def _add_in() -> bytes:
    from regso.hosts.excel.build import add_in  # noqa: PLC0415 - builds the file

    return add_in()

"""The command ``regso``: fill templates, evaluate formulas, list functions, keep reference data.

Bad input is one Swedish sentence on stderr and exit code 1. Exit code 2 is a formula that
cannot be parsed, or wrong usage; 3 is a rendered workbook with errors that its data do not
explain.
"""

from __future__ import annotations

import atexit
import gc
import io
import sys
from importlib import import_module
from typing import Any

import click

from regso import __version__
from regso.cli.terminal import say
from regso.errors import RegsoError, is_full
from regso.temporary import stopping

MANY_CELLS = 500_000
SENTENCE = 1
# The module of each command, and what it is called there; only the one that is run is loaded.
_COMMANDS = {
    "aggregate": ("aggregate", "aggregate"),
    "calc": ("calc", "calc"),
    "check": ("check", "check"),
    "data": ("data", "data"),
    "demo": ("templates", "demo"),
    "eval": ("functions", "evaluate"),
    "excel": ("excel", "excel"),
    "functions": ("functions", "functions"),
    "geocode": ("geocode", "geocode"),
    "ledger": ("ledger", "ledger"),
    "overview": ("overview", "overview"),
    "picture": ("pictures.picture", "picture"),
    "present": ("pictures.present", "present"),
    "publish": ("publish", "publish"),
    "render": ("render", "render"),
    "report": ("report", "report"),
    "templates": ("templates", "templates"),
    "web": ("web", "web"),
}


class _Sentences(click.Group):
    """A group whose commands are loaded when run, and answer bad input with one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(f"regso.cli.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except RegsoError as error:
            say(str(error), err=True)
            ctx.exit(SENTENCE)

    def main(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().main(*args, **extra)
        except OSError as error:  # also of --help and --version, which come before any command
            if not is_full(error):
                raise
            where = error.filename or "det som kommandot skriver till"
            say(f"Disken är full ({where}); gör plats och försök igen.", err=True)
            sys.exit(SENTENCE)


@click.group(cls=_Sentences, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="regso")
def cli() -> None:
    """RegSO för Excel: statistik per områdestyp, från register till färdig rapport."""


def main() -> None:
    """Run the command line with UTF-8 output on every system, and leave nothing temporary.

    A file may have a name that is no text; what of it is none is then written as its number.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # A row is an object or more: to look for circles among them takes a third of a rendering.
    gc.set_threshold(MANY_CELLS)
    atexit.register(gc.freeze)  # nor among all that goes with the process: it took a tenth of it
    with stopping.leaving_nothing():
        if stopping.something_is_left():
            from regso.temporary.places import sweep  # noqa: PLC0415 - slow, and seldom needed

            sweep()
        cli()

"""The command ``regso``: fill templates, evaluate formulas, list functions, keep reference data.

Bad input is one Swedish sentence on stderr and exit code 1. Exit code 2 is a formula that
cannot be parsed, or wrong usage; 3 is a rendered workbook with errors that its data do not
explain.
"""

from __future__ import annotations

import io
import sys

import click

from regso import __version__
from regso.cli.calc import calc
from regso.cli.data import data
from regso.cli.excel import excel
from regso.cli.functions import evaluate, functions
from regso.cli.publish import publish
from regso.cli.render import demo, render, templates
from regso.cli.report import report
from regso.errors import RegsoError

SENTENCE = 1


class _Sentences(click.Group):
    """A group whose commands answer bad input with one sentence and no traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except RegsoError as error:
            click.echo(str(error), err=True)
            ctx.exit(SENTENCE)


@click.group(cls=_Sentences, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="regso")
def cli() -> None:
    """RegSO för Excel: statistik per områdestyp, från register till färdig rapport."""


for _command in (
    demo,
    render,
    publish,
    report,
    templates,
    evaluate,
    functions,
    data,
    excel,
    calc,
):
    cli.add_command(_command)


def main() -> None:
    """Run the command line with UTF-8 output on every system."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    cli()

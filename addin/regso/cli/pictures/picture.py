"""``regso picture``: every chart, table and map of a workbook as SVG and PNG."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from regso.cli.files import folder_option, write
from regso.cli.pictures.options import theme_option
from regso.cli.terminal import patience

CONTENTS = "bildtexter.txt"


@click.command()
@click.argument("book", metavar="MALL|BOK")
@folder_option("bilderna")
@theme_option
@patience()
def picture(book: str, output: Path, theme: Path | None) -> None:
    """Skriv diagram, tabeller och kartor i en ifylld arbetsbok som SVG och PNG.

    Bara det som en publiceringskopia har ritas. Ett mallnamn ger bilder av mallens exempel. Varje
    bild har alternativtext, och filen bildtexter.txt har alla.
    """
    from regso.pictures.books import read_book  # noqa: PLC0415 - slow to import
    from regso.pictures.files import pictures  # noqa: PLC0415
    from regso.report.look import read_look  # noqa: PLC0415

    look = read_look(theme)
    found = list(pictures(read_book(book, dt.datetime.now().astimezone().date()), look))
    for made in found:
        click.echo(str(write(output, made.name, made.content)))
    texts = [f"{made.name}\n{made.about}\n" for made in found]
    click.echo(str(write(output, CONTENTS, "\n".join(texts).encode())))

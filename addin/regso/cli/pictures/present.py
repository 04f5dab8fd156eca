"""``regso present``: slides, or Word tables, of what workbooks publish."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from regso.cli.pictures.options import theme_option
from regso.cli.terminal import patience, say
from regso.errors import FileError
from regso.saving import refuse_output, write_file

_FORMS = (".pptx", ".docx")


@click.command()
@click.argument("books", metavar="BOK...", nargs=-1, required=True)
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path),
    help="Filen som skrivs: .pptx ger bilder i PowerPoint, .docx tabeller och diagram i Word.",
)  # fmt: skip
@click.option(
    "--datum",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="ÅÅÅÅ-MM-DD",
    help="Datumet på bilderna; utelämnat betyder i dag.",
)
@theme_option
@patience()
def present(
    books: Sequence[str], output: Path, day: dt.datetime | None, theme: Path | None
) -> None:
    """Gör en presentation eller ett Word-dokument av ifyllda arbetsböcker.

    Diagram och tabeller går att ändra i PowerPoint och har alternativtext. Varje bild har en
    försiktig slutsats, källa och datum. Bara publicerade värden kommer med; det som inte är en
    publiceringskopia får UTKAST på varje bild.
    """
    form = output.suffix.lower()
    if form not in _FORMS:
        raise FileError(f"{output}: ge filen ett namn som slutar på .pptx eller .docx.")
    inputs = [path for path in map(Path, books) if path.exists()]
    refuse_output(output, inputs)
    from regso.pictures.books import read_book  # noqa: PLC0415 - slow to import
    from regso.report.look import read_look  # noqa: PLC0415

    look = read_look(theme)
    chosen = (day or dt.datetime.now().astimezone()).date()
    found = [read_book(book, chosen) for book in books]
    if form == ".pptx":
        from regso.pictures.slides import slides as make  # noqa: PLC0415
    else:
        from regso.pictures.documents import document as make  # noqa: PLC0415
    write_file(output, make(found, look, chosen), inputs)
    click.echo(f"{output}: {', '.join(book.title for book in found)}")
    for book in found:
        if book.mark:
            say(f"{book.name}: {book.mark}.", err=True)

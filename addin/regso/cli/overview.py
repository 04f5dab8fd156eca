"""``regso overview``: several assignments on one page, from their workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from regso.cli.terminal import say
from regso.incoming import plain
from regso.saving import refuse_output, write_file
from regso.store import current

_TEMPLATE = "uppdragen"


@click.command()
@click.argument("books", nargs=-1, required=True, metavar="BOK...", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Arbetsboken Uppdragen, som skrivs ny.",
)
def overview(books: Sequence[Path], output: Path) -> None:
    """Samla arbetsböcker av mallen Uppdraget, en per uppdrag, i en översikt (mallen Uppdragen)."""
    from regso.cli.said import report_problems, say_findings  # noqa: PLC0415
    from regso.ledger.cells import Cells  # noqa: PLC0415 - slow to import
    from regso.ledger.overview import assignments  # noqa: PLC0415
    from regso.render import render, stored_for  # noqa: PLC0415
    from regso.templates import workbook  # noqa: PLC0415

    current()
    refuse_output(output, books)
    rows = assignments([Cells(plain.read_bytes(path), path.name) for path in books])
    rendered = render(workbook(_TEMPLATE), data=rows, columns={}, settings={}, name=_TEMPLATE)
    write_file(output, stored_for(rendered.workbook, "excel"), books)
    say(f"{output}: {rendered.rows} uppdrag")
    say_findings((), rendered)
    report_problems(rendered)

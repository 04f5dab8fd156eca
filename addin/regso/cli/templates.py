"""``regso demo`` and ``regso templates``: the templates, filled with the fictional example."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from regso.cli.files import write
from regso.cli.render import program_option
from regso.cli.said import report_problems

if TYPE_CHECKING:
    from regso.render import Rendered
    from regso.templates import Template

_BUILT_FOR = ("excel", "calc")


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("regso-demo"),
    show_default=True,
    help="Mappen som arbetsböckerna skrivs i.",
)
@program_option
def demo(output: Path, program: str | None) -> None:
    """Fyll alla mallar med det påhittade exemplet och berätta vad som blev gjort."""
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table("Mall", "Arbetsbok", "Rader", "Formler")
    made = _rendered_templates()
    for template, rendered in made:
        path = _write_template(output, template, rendered, program or "excel")
        table.add_row(template.title, str(path), str(rendered.rows), str(rendered.formulas))
    Console().print(table)
    click.echo("Uppgifterna är påhittade (län 99 Exempellän). Öppna en arbetsbok i Excel.")
    for _, rendered in made:
        report_problems(rendered)


@click.group()
def templates() -> None:
    """Mallarna som användare öppnar."""


@templates.command(name="build")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("workbooks"),
    show_default=True,
    help="Mappen som mallarna skrivs i.",
)
def templates_build(output: Path) -> None:
    """Bygg mallarna, fyllda med exemplet, i en mapp för varje program som öppnar dem."""
    for template, rendered in _rendered_templates():
        for program in _BUILT_FOR:
            click.echo(str(_write_template(output / program, template, rendered, program)))
        report_problems(rendered)


def _rendered_templates() -> list[tuple[Template, Rendered]]:
    """Return each template with the values that the fictional example gives."""
    from regso import render as renderer  # noqa: PLC0415
    from regso.store import EXAMPLE, Reference, using  # noqa: PLC0415
    from regso.templates import TEMPLATES  # noqa: PLC0415

    with using(Reference(EXAMPLE)):
        return [
            (template, renderer.render(template.build(), data=None, columns={}, settings={}))
            for template in TEMPLATES.values()
        ]


def _write_template(folder: Path, template: Template, rendered: Rendered, program: str) -> Path:
    from regso import render as renderer  # noqa: PLC0415

    return write(folder, template.filename, renderer.stored_for(rendered.workbook, program))

"""``regso demo`` and ``regso templates``: the templates, filled with the fictional example."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from regso.cli.files import write
from regso.cli.filled import program_option
from regso.cli.said import report_problems
from regso.cli.terminal import say
from regso.saving import refuse_output

if TYPE_CHECKING:
    from regso.render import Rendered
    from regso.workbook.template import Template

_BUILT_FOR = ("excel", "calc", "webb")
_SHOW = "show"


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
    made = rendered_templates()
    for template, rendered in made:
        path = _write_template(output, template, rendered, program or "excel")
        table.add_row(template.title, str(path), str(rendered.rows), str(rendered.formulas))
    Console().print(table)
    click.echo("Uppgifterna är påhittade (län 99 Exempellän). Öppna en arbetsbok i Excel.")
    for _, rendered in made:
        report_problems(rendered)


class _ByName(click.Group):
    """A group in which a word that is no command is the name of a template."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = args and args[0] in self.list_commands(ctx)
        return super().resolve_command(ctx, args if known else [_SHOW, *args])


@click.group(cls=_ByName, invoke_without_command=True)
@click.pass_context
def templates(ctx: click.Context) -> None:
    """Räkna upp mallarna, visa en av dem (regso templates MALL), eller bygg dem alla."""
    if ctx.invoked_subcommand is not None:
        return
    from regso.templates import TEMPLATES  # noqa: PLC0415 - slow to import

    width = max(map(len, TEMPLATES))
    for name, template in TEMPLATES.items():
        say(f"{name:<{width}}  {template.title}: {template.lead}")
    say("Kolumner, inställningar och exempel: regso templates MALL")


@templates.command(name=_SHOW)
@click.argument("name", metavar="MALL")
@click.option(
    "-o",
    "--output",
    metavar="FIL.csv",
    type=click.Path(path_type=Path),
    help="Skriv mallens påhittade rader som csv, att byta mot egna.",
)
def templates_show(name: str, output: Path | None) -> None:
    """Visa en malls kolumner, inställningar med gränser, blad och rader att kopiera.

    Ordet show kan utelämnas.
    """
    from regso.cli.templateinfo import described, example_csv, named  # noqa: PLC0415

    template = named(name)
    if output is None:
        for line in described(template):
            say(line)
        return
    refuse_output(output)
    write(output.parent, output.name, example_csv(template))
    say(f"{output}: påhittade rader (län 99); byt dem mot egna.")


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
    for template, rendered in rendered_templates():
        for program in _BUILT_FOR:
            click.echo(str(_write_template(output / program, template, rendered, program)))
        report_problems(rendered)


def rendered_templates() -> list[tuple[Template, Rendered]]:
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

"""The command ``regso``: fill templates, evaluate formulas, list functions, keep reference data.

Bad input is one Swedish sentence on stderr and exit code 1. Exit code 2 is a formula that
cannot be parsed, or wrong usage; 3 is a rendered workbook with errors that its data do not
explain.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import click

from regso import __version__
from regso.cli_calc import calc
from regso.cli_data import data
from regso.cli_excel import excel
from regso.cli_publish import publish as publish_command
from regso.cli_publish import published_copy
from regso.cli_report import report
from regso.errors import CellError, FileError, RegsoError
from regso.functions import REGISTRY, Entry, Rows, call

if TYPE_CHECKING:
    from regso.render import Problem, Rendered
    from regso.templates import Template

SENTENCE, FORMULA, ERRORS = 1, 2, 3

_SHOWN_PROBLEMS = 20
_PROGRAMS = ("excel", "calc", "webb")  # those of render.storage, which is slow to import
_BUILT_FOR = ("excel", "calc")
_program = click.option(
    "-p",
    "--program",
    metavar="PROGRAM",
    type=click.Choice(_PROGRAMS),
    help="Programmet som arbetsboken ska öppnas i: excel (förval för mallarna) med tillägget "
    "regso.xlam, calc (LibreOffice) eller webb (Excel på webben och på Mac).",
)


class _Sentences(click.Group):
    """A group whose commands answer bad input with one sentence and no traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RegsoError as error:
            click.echo(str(error), err=True)
            ctx.exit(SENTENCE)


@click.group(cls=_Sentences, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="regso")
def cli() -> None:
    """RegSO för Excel: statistik per områdestyp, från register till färdig rapport."""


cli.add_command(data)
cli.add_command(calc)
cli.add_command(excel)
cli.add_command(publish_command)
cli.add_command(report)


def main() -> None:
    """Run the command line with UTF-8 output on every system."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    cli()


# -- render, demo, templates -----------------------------------------------------------------


@cli.command()
@click.argument("template")
@click.option(
    "-d", "--data", "data_path", type=click.Path(path_type=Path), help="Register: csv eller xlsx."
)
@click.option(
    "-c",
    "--column",
    "columns",
    multiple=True,
    metavar="KOLUMN=RUBRIK",
    help="Vilken rubrik i data som hör till en kolumn i mallen, t.ex. kod=deso2018.",
)
@click.option(
    "-s",
    "--set",
    "settings",
    multiple=True,
    metavar="NAMN=VÄRDE",
    help="Värdet i en namngiven cell i mallen, t.ex. ar=2022.",
)
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="Arbetsboken som skrivs."
)
@click.option(
    "--pdf",
    "as_pdf",
    is_flag=True,
    help="Skriv också rapporten som PDF bredvid arbetsboken (kräver LibreOffice).",
)
@click.option("--freeze", is_flag=True, help="Byt REGSO-formlerna mot sina värden.")
@_program
@click.option(
    "--publish",
    "for_readers",
    is_flag=True,
    help="Skriv publiceringskopian: bara de värden som visas, utan Indata.",
)
@click.option(
    "--svensk-csv", "swedish", is_flag=True, help="CSV-filen har decimalkomma eller Windows-1252."
)
def render(  # noqa: PLR0913, PLR0917 - one option each
    template: str,
    data_path: Path | None,
    columns: Sequence[str],
    settings: Sequence[str],
    output: Path,
    as_pdf: bool,
    freeze: bool,
    program: str | None,
    for_readers: bool,
    swedish: bool,
) -> None:
    """Fyll mallen TEMPLATE (ett namn eller en fil) med data och räkna om den utan Excel."""
    from regso import indata  # noqa: PLC0415 - the renderer is slow to import
    from regso import render as renderer  # noqa: PLC0415

    if freeze and for_readers:
        raise FileError("--publish gör redan alla formler till värden; utelämna --freeze.")
    office = _pdf_program(output) if as_pdf else None
    headers = _pairs(columns, "-c KOLUMN=RUBRIK")
    register = (
        None
        if data_path is None
        else indata.read_data(data_path, swedish=swedish, wanted=headers.values())
    )
    rendered = renderer.render(
        _template_bytes(template),
        data=register,
        columns=headers,
        settings=_pairs(settings, "-s NAMN=VÄRDE"),
        freeze=freeze,
    )
    workbook = rendered.workbook
    if for_readers:
        _refuse_errors(rendered)
        workbook = published_copy(workbook, _source(template, data_path))
    printed = None if office is None else renderer.to_pdf(workbook, output.stem, office)
    form = program or ("excel" if template in _template_names() else None)
    renderer.write_file(output, renderer.stored_for(workbook, form) if form else workbook)
    click.echo(f"{output}: {rendered.rows} rader, {rendered.formulas} formler")
    if printed is not None:
        renderer.write_file(output.with_suffix(".pdf"), printed)
        click.echo(str(output.with_suffix(".pdf")))
    _report(rendered)


@cli.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("regso-demo"),
    show_default=True,
    help="Mappen som arbetsböckerna skrivs i.",
)
@_program
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
        _report(rendered)


@cli.group()
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
        _report(rendered)


def _rendered_templates() -> list[tuple[Template, Rendered]]:
    """Return each template with the values that the fictional example gives."""
    from regso import render as renderer  # noqa: PLC0415
    from regso.store import EXAMPLE, Reference, using  # noqa: PLC0415
    from regso.templates import TEMPLATES  # noqa: PLC0415

    with using(Reference(EXAMPLE)):
        return [
            (template, renderer.render(template.make(), data=None, columns={}, settings={}))
            for template in TEMPLATES.values()
        ]


def _write_template(folder: Path, template: Template, rendered: Rendered, program: str) -> Path:
    from regso import render as renderer  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / template.filename
    renderer.write_file(path, renderer.stored_for(rendered.workbook, program))
    return path


def _pdf_program(output: Path) -> str:
    """Return what makes the PDF; before any work is done, because it may be missing."""
    from regso.render import find_program  # noqa: PLC0415

    if output.suffix.lower() == ".pdf":
        raise FileError(f"{output} är arbetsboken; ge den ett namn som slutar på .xlsx.")
    return find_program()


def _template_names() -> Iterable[str]:
    from regso.templates import TEMPLATES  # noqa: PLC0415

    return TEMPLATES


def _template_bytes(template: str) -> bytes:
    from regso.templates import TEMPLATES  # noqa: PLC0415

    if template in TEMPLATES:
        return TEMPLATES[template].make()
    path = Path(template)
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(
            f"Mallen {template} finns inte; ange en fil eller något av {', '.join(TEMPLATES)}.",
        ) from error


def _source(template: str, data: Path | None) -> bytes | None:
    """Return the file with the input: the data, or else the template if it is a file."""
    from regso.templates import TEMPLATES  # noqa: PLC0415

    if data is None and template in TEMPLATES:
        return None
    return (data or Path(template)).read_bytes()


def _refuse_errors(rendered: Rendered) -> None:
    """Raise FileError if a cell became an error value that the data do not explain."""
    for problem in rendered.problems:
        if not problem.explained:
            raise FileError(
                f"Cell {problem.sheet}!{problem.cell} är {problem.code}, så kopian gjordes inte; "
                "kör utan --publish för att se alla fel.",
            )


def _pairs(texts: Iterable[str], form: str) -> dict[str, str]:
    pairs = dict(text.split("=", 1) for text in texts if "=" in text)
    for text in texts:
        if "=" not in text:
            raise FileError(f'"{text}" saknar likhetstecken; skriv {form}.')
    return pairs


def _report(rendered: Rendered) -> None:
    """List the error values of a rendered workbook; exit 3 if the data do not explain them."""
    for problem in rendered.problems[:_SHOWN_PROBLEMS]:
        click.echo(_problem_line(problem), err=True)
    more = len(rendered.problems) - _SHOWN_PROBLEMS
    if more > 0:
        click.echo(f"… och {more} celler till.", err=True)
    if any(not problem.explained for problem in rendered.problems):
        raise SystemExit(ERRORS)


def _problem_line(problem: Problem) -> str:
    return f"{problem.sheet}!{problem.cell} {problem.code} {problem.message or problem.formula}"


# -- eval and functions ----------------------------------------------------------------------


@cli.command(name="eval")
@click.argument("formula")
@click.option("--json", "as_json", is_flag=True, help="Skriv värdet som JSON.")
def evaluate(formula: str, as_json: bool) -> None:
    """Räkna ut FORMULA och skriv värdet; "-" läser formeln från standard in."""
    from regso import render as renderer  # noqa: PLC0415

    text = sys.stdin.read().strip() if formula == "-" else formula
    try:
        rows = _values(text, renderer)
    except renderer.FormulaError as error:
        click.echo(str(error), err=True)
        raise SystemExit(FORMULA) from error
    if as_json:
        click.echo(json.dumps(_json_value(rows), ensure_ascii=False))
    else:
        for row in rows:
            click.echo("\t".join(map(_shown, row)))
    first = rows[0][0]
    if len(rows) == len(rows[0]) == 1 and isinstance(first, CellError) and first.message:
        click.echo(first.message, err=True)


def _values(text: str, renderer: ModuleType) -> Rows:
    """Return the value of a formula; a single call of ours goes straight to Python."""
    direct = renderer.direct_call(text)
    if direct is not None and direct[0] in REGISTRY:
        return call(*direct)
    rows: Rows = renderer.evaluate_formula(text, renderer.registry_functions())
    return rows


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)  # noqa: PLR2004
    return str(cell)


def _json_value(rows: Rows) -> Any:
    table = [[_json_cell(cell) for cell in row] for row in rows]
    return table[0][0] if len(table) == len(table[0]) == 1 else table


def _json_cell(cell: object) -> object:
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return "" if cell is None else cell


@cli.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Skriv registret som JSON.")
def functions(name: str | None, as_json: bool) -> None:
    """Visa kalkylbladsfunktionerna: namn, argument och vad de ger."""
    if name is not None and name.upper() not in REGISTRY:
        raise FileError(f"Funktionen {name} finns inte; kör regso functions för att se alla.")
    entries = [e for e in REGISTRY.values() if name is None or e.name == name.upper()]
    if as_json:
        click.echo(json.dumps([_described(e) for e in entries], ensure_ascii=False, indent=2))
        return
    family = ""
    for entry in entries:
        if entry.family != family:
            family = entry.family
            click.secho(f"\n{family}", bold=True)
        click.echo(f"  {entry.signature()}\n      {entry.doc}")
        if name is not None:
            for arg in entry.args:
                click.echo(f"      {arg.name}: {arg.doc}")


def _described(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "family": entry.family,
        "doc": entry.doc,
        "result": entry.result,
        "volatile": entry.volatile,
        "args": [{"name": a.name, "optional": a.optional, "doc": a.doc} for a in entry.args],
    }

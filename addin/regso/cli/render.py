"""``regso render``, ``regso demo`` and ``regso templates``: fill templates, and build them.

Exit code 3 is a rendered workbook with errors that its data do not explain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regso.cli.files import write
from regso.cli.logged import LogOptions, deliver, log_options
from regso.cli.publish import published_copy
from regso.cli.terminal import say
from regso.errors import FileError
from regso.incoming import plain
from regso.saving import refuse_output
from regso.store import current

if TYPE_CHECKING:
    from regso.indata import Data
    from regso.render import CellProblem, Rendered
    from regso.templates import Template

ERRORS = 3

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


@click.command()
@click.argument("template")
@click.option(
    "-d",
    "--data",
    "files",
    multiple=True,
    metavar="FIL",
    help="Register: csv eller xlsx. Som BLAD=FIL fylls tabellen på ett annat blad än Indata, "
    "och som BLAD= töms den.",
)
@click.option(
    "-c",
    "--column",
    "columns",
    multiple=True,
    metavar="KOLUMN=RUBRIK",
    help="Vilken rubrik i data som hör till en kolumn i mallen, t.ex. kod=deso2018; ordet rader "
    "betyder 1 på varje rad, t.ex. namnare=rader.",
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
@log_options
def render(  # noqa: PLR0913, PLR0917 - one option each
    template: str,
    files: Sequence[str],
    columns: Sequence[str],
    settings: Sequence[str],
    output: Path,
    as_pdf: bool,
    freeze: bool,
    program: str | None,
    for_readers: bool,
    swedish: bool,
    log: Path | None,
    register_id: str,
    reason: str,
    by: str,
) -> None:
    """Fyll mallen TEMPLATE (ett namn eller en fil) med data och räkna om den utan Excel."""
    from regso import render as renderer  # noqa: PLC0415 - slow to import

    current()  # reference data that cannot be read are said once, not in every cell
    if freeze and for_readers:
        raise FileError("--publish gör redan alla formler till värden; utelämna --freeze.")
    office = _pdf_program(output) if as_pdf else None
    headers = _pairs(columns, "-c KOLUMN=RUBRIK")
    data_path, side = _data_files(files)
    inputs = [Path(template), *(path for path in (data_path, *side.values()) if path)]
    outputs = [output, *([output.with_suffix(".pdf")] if as_pdf else [])]
    for path in outputs:
        refuse_output(path, inputs)
    options = LogOptions(log, register_id, reason, by)
    options.check(outputs, inputs, publishes=for_readers)
    rendered = renderer.render(
        _template_bytes(template),
        data=_read(data_path, swedish=swedish, wanted=headers.values()),
        columns=headers,
        settings=_pairs(settings, "-s NAMN=VÄRDE"),
        tables={sheet: _read(path, swedish=swedish) for sheet, path in side.items()},
        freeze=freeze,
        name=Path(template).name,
    )
    workbook, entry = rendered.workbook, None
    if for_readers:
        name = Path(template).name
        workbook, entry = published_copy(workbook, _source(template, data_path), name, options)
        _refuse_errors(rendered)
    printed = None if office is None else renderer.to_pdf(workbook, output.stem, office)
    form = program or ("excel" if not _is_file(template) else None)
    contents = [renderer.stored_for(workbook, form) if form else workbook]
    contents += [] if printed is None else [printed]
    deliver([*zip(outputs, contents, strict=True)], inputs, entry)
    click.echo(f"{output}: {rendered.rows} rader, {rendered.formulas} formler")
    for path in outputs[1:]:
        click.echo(str(path))
    _report(rendered)


@click.command()
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
        _report(rendered)


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


def _pdf_program(output: Path) -> str:
    """Return what makes the PDF; before any work is done, because it may be missing."""
    from regso.render import find_program  # noqa: PLC0415

    if output.suffix.lower() == ".pdf":
        raise FileError(f"{output} är arbetsboken; ge den ett namn som slutar på .xlsx.")
    return find_program()


def _template_names() -> Iterable[str]:
    from regso.templates import TEMPLATES  # noqa: PLC0415

    return TEMPLATES


def _is_file(template: str) -> bool:
    """Tell whether a template is given as a file; the names of ours have no suffix."""
    path = Path(template)
    return plain.is_plain(path) and (bool(path.suffix) or template not in _template_names())


def _template_bytes(template: str) -> bytes:
    if _is_file(template):
        return plain.read_bytes(Path(template))
    from regso.templates import TEMPLATES  # noqa: PLC0415

    if template not in TEMPLATES and plain.exists(Path(template)):
        return plain.read_bytes(Path(template))
    if template not in TEMPLATES:
        names = ", ".join(TEMPLATES)
        raise FileError(f"Mallen {template} finns inte; ange en fil eller något av {names}.")
    return TEMPLATES[template].build()


def _data_files(texts: Iterable[str]) -> tuple[Path | None, dict[str, Path | None]]:
    """Return the file for Indata, and by sheet those for other tables; None empties a table."""
    found: dict[str, Path | None] = {}
    for text in texts:
        sheet, is_named, path = text.partition("=")
        if not is_named or plain.is_plain(Path(text)):
            sheet, path = "", text
        if sheet in found:
            raise FileError(f"-d {text}: {sheet or 'Indata'} har redan en fil; ange en.")
        found[sheet] = Path(path) if path else None
    return found.pop("", None), found


def _read(path: Path | None, *, swedish: bool, wanted: Collection[str] = ()) -> Data | None:
    """Return the rows of a file, and say which sheet was read where several could be meant."""
    from regso.indata import read_data  # noqa: PLC0415

    data = None if path is None else read_data(path, swedish=swedish, wanted=wanted)
    if data is not None and data.note:
        say(data.note, err=True)
    return data


def _source(template: str, data: Path | None) -> bytes | None:
    """Return the file with the input: the data, or else the template if it is a file."""
    if data is None and not _is_file(template):
        return None
    return plain.read_bytes(data or Path(template))


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
        say(_problem_line(problem), err=True)
    more = len(rendered.problems) - _SHOWN_PROBLEMS
    if more > 0:
        click.echo(f"… och {more} celler till.", err=True)
    if any(not problem.explained for problem in rendered.problems):
        raise SystemExit(ERRORS)


def _problem_line(problem: CellProblem) -> str:
    return f"{problem.sheet}!{problem.cell} {problem.code} {problem.message or problem.formula}"

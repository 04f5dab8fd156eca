"""``regso render``: fill a template with a register, without Excel.

Exit code 3 is a rendered workbook with errors that its data do not explain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regso.cli.files import data_files, pairs
from regso.cli.logged import LogOptions, deliver, log_options
from regso.cli.publish import page_option, published_copy
from regso.cli.terminal import patience, say
from regso.errors import FileError
from regso.incoming import plain
from regso.saving import refuse_output
from regso.store import current

if TYPE_CHECKING:
    from regso.indata import Data
    from regso.render import CellProblem, Rendered

ERRORS = 3

_SHOWN_PROBLEMS = 20
_PROGRAMS = ("excel", "calc", "webb")  # those of render.storage, which is slow to import
program_option = click.option(
    "-p",
    "--program",
    metavar="PROGRAM",
    type=click.Choice(_PROGRAMS),
    help="Programmet som arbetsboken ska öppnas i: excel (förval för mallarna) med tillägget "
    "regso.xlam, calc (LibreOffice) eller webb (Excel på webben och på Mac, som visar värdena men "
    "ännu inte räknar om dem).",
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
@program_option
@click.option(
    "--publish",
    "for_readers",
    is_flag=True,
    help="Skriv publiceringskopian: bara de värden som visas, utan Indata.",
)
@page_option
@click.option(
    "--svensk-csv", "swedish", is_flag=True, help="CSV-filen har decimalkomma eller Windows-1252."
)
@log_options
@patience()
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
    pages: Sequence[str],
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
    if pages and not (for_readers or as_pdf):
        raise FileError("--page väljer blad för --publish och --pdf; ange något av dem.")
    office = _pdf_program(output) if as_pdf else None
    headers = pairs(columns, "-c KOLUMN=RUBRIK")
    data_path, side = data_files(files)
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
        settings=pairs(settings, "-s NAMN=VÄRDE"),
        tables={sheet: _read(path, swedish=swedish) for sheet, path in side.items()},
        freeze=freeze,
        name=Path(template).name,
    )
    workbook, entry = rendered.workbook, None
    if for_readers:
        source, name = _source(template, data_path), Path(template).name
        workbook, entry = published_copy(workbook, source, name, pages, options)
        _refuse_errors(rendered)
    printed = (
        None
        if office is None
        else renderer.to_pdf(workbook, output.stem, office, wanted=() if for_readers else pages)
    )
    form = program or ("excel" if not _is_file(template) else None)
    contents = [renderer.stored_for(workbook, form) if form else workbook]
    contents += [] if printed is None else [printed]
    deliver([*zip(outputs, contents, strict=True)], inputs, entry)
    click.echo(f"{output}: {rendered.rows} rader, {rendered.formulas} formler")
    for path in outputs[1:]:
        click.echo(str(path))
    report_problems(rendered)


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
            why = f": {problem.message.rstrip('.')}" if problem.message else ""
            raise FileError(
                f"Cell {problem.sheet}!{problem.cell} är {problem.code}{why}, så kopian gjordes "
                "inte; rätta det i data eller inställningar, och kör utan --publish för att se "
                "alla fel.",
            )


def report_problems(rendered: Rendered) -> None:
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

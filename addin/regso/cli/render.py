"""``regso render``: fill a template with a register, without Excel.

Exit code 3 is a rendered workbook with errors that its data do not explain.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regso.cli.files import data_files
from regso.cli.known import is_file, known_of, looked_at, mended, units_of
from regso.cli.logged import LogOptions, deliver, log_options
from regso.cli.per import Work, refuse_with, reports
from regso.cli.publish import page_option, published_copy
from regso.cli.said import report_problems, say_findings
from regso.cli.terminal import patience, say
from regso.errors import FileError
from regso.incoming import plain
from regso.saving import refuse_output
from regso.store import current

if TYPE_CHECKING:
    from regso.indata import Data
    from regso.render import Rendered

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
@click.argument("template", required=False)
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
@click.option(
    "--mapping",
    metavar="FIL.toml",
    type=click.Path(path_type=Path),
    help="Vad som är vad i registret, och mallen, som regso check --save skrev; -c, -s och "
    "TEMPLATE gäller före filen.",
)
@click.option(
    "--per",
    metavar="ENHET",
    help="En rapport för varje län (lan), kommun (kommun) eller värde i kolumnen med den rubriken; "
    "-o är då en mapp.",
)
@click.option("--details", is_flag=True, help="Visa också cellerna som har fel, med sina formler.")
@log_options
@patience()
def render(  # noqa: PLR0913, PLR0917 - one option each
    template: str | None,
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
    mapping: Path | None,
    per: str | None,
    details: bool,
    log: Path | None,
    register_id: str,
    reason: str,
    by: str,
) -> None:
    """Fyll mallen TEMPLATE (ett namn eller en fil) med data och räkna om den utan Excel.

    Registret prövas som i regso check. Det som kontrollerna anmärker på skrivs ut, fel först.
    """
    from regso import render as renderer  # noqa: PLC0415 - slow to import

    known = known_of(mapping, template, columns, settings, swedish=swedish)
    template, swedish = known.template, known.swedish
    current()  # reference data that cannot be read are said once, not in every cell
    if freeze and for_readers:
        raise FileError("--publish gör redan alla formler till värden; utelämna --freeze.")
    if pages and not (for_readers or as_pdf):
        raise FileError("--page väljer blad för --publish och --pdf; ange något av dem.")
    if per is not None:
        refuse_with(publish=for_readers, output=output)
    office = _pdf_program(output) if as_pdf else None
    headers = known.columns
    data_path, side = data_files(files)
    inputs = [Path(template), *(path for path in (data_path, *side.values(), mapping) if path)]
    outputs = [] if per else [output, *([output.with_suffix(".pdf")] if as_pdf else [])]
    for path in outputs:
        refuse_output(path, inputs)
    options = LogOptions(log, register_id, reason, by)
    options.check(outputs, inputs, publishes=for_readers)
    data = _read(data_path, swedish=swedish, wanted=headers.values())
    data, findings = looked_at(data, template, headers, known.settings)
    form = program or ("excel" if not is_file(template) else None)
    work = Work(
        _template_bytes(template),
        Path(template).name,
        data.name if data else "",
        headers,
        known.settings,
        {sheet: mended(_read(path, swedish=swedish)) for sheet, path in side.items()},
        freeze,
        form,
        office,
        pages,
    )
    if per is not None:
        say_findings(findings)
        reports(work, units_of(data, per, known), output, inputs)
        return
    rendered = renderer.render(
        work.template,
        data=data,
        columns=headers,
        settings=known.settings,
        tables=work.tables,
        freeze=freeze,
        name=work.name,
    )
    workbook, entry = rendered.workbook, None
    if for_readers:
        source = _source(template, data_path)
        workbook, entry = published_copy(workbook, source, work.name, pages, options)
        _refuse_errors(rendered)
    printed = (
        None
        if office is None
        else renderer.to_pdf(workbook, output.stem, office, wanted=() if for_readers else pages)
    )
    contents = [renderer.stored_for(workbook, form) if form else workbook]
    contents += [] if printed is None else [printed]
    deliver([*zip(outputs, contents, strict=True)], inputs, entry)
    click.echo(f"{output}: {rendered.rows} rader, {rendered.formulas} formler")
    for path in outputs[1:]:
        click.echo(str(path))
    say_findings(findings, rendered)
    report_problems(rendered, details=details)


def _pdf_program(output: Path) -> str:
    """Return what makes the PDF; before any work is done, because it may be missing."""
    from regso.render import find_program  # noqa: PLC0415

    if output.suffix.lower() == ".pdf":
        raise FileError(f"{output} är arbetsboken; ge den ett namn som slutar på .xlsx.")
    return find_program()


def _template_bytes(template: str) -> bytes:
    if is_file(template):
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
    from regso.registers import read_data  # noqa: PLC0415

    data = None if path is None else read_data(path, swedish=swedish, wanted=wanted)
    if data is not None and data.note:
        say(data.note, err=True)
    return data


def _source(template: str, data: Path | None) -> bytes | None:
    """Return the file with the input: the data, or else the template if it is a file."""
    if data is None and not is_file(template):
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

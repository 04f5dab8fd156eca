"""A template that is filled, from the options of the user to the files: what commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from regso.cli.known import is_file
from regso.cli.logged import LogOptions, deliver, log_options
from regso.cli.per.work import Work
from regso.cli.publish import page_option, published_copy
from regso.cli.said import report_problems, say_findings
from regso.errors import FileError
from regso.incoming import plain
from regso.saving import refuse_output

if TYPE_CHECKING:
    from regso.checking.findings import Finding
    from regso.indata import Data
    from regso.render import Rendered
    from regso.xlsx.package import Package

_Command = TypeVar("_Command", bound=Callable[..., object])
_PROGRAMS = ("excel", "calc", "webb")  # those of render.storage, which is slow to import
program_option = click.option(
    "-p",
    "--program",
    metavar="PROGRAM",
    type=click.Choice(_PROGRAMS),
    help="Programmet som arbetsboken ska öppnas i: excel (förval för mallarna) med tillägget "
    "regso.xlam, calc (LibreOffice) eller webb (Excel på webben och på Mac, med webbtillägget).",
)


settings_option = click.option(
    "-s",
    "--set",
    "settings",
    multiple=True,
    metavar="NAMN=VÄRDE",
    help="Värdet i en namngiven cell i mallen, t.ex. ar=2022.",
)
mapping_option = click.option(
    "--mapping",
    metavar="FIL.toml",
    type=click.Path(path_type=Path),
    help="Vad som är vad i registret, och mallen, som regso check --save skrev; -c, -s och "
    "mallens namn gäller före filen.",
)
swedish_option = click.option(
    "--svensk-csv", "swedish", is_flag=True, help="CSV-filen har decimalkomma eller Windows-1252."
)


class Order(NamedTuple):
    """What the user wants of a workbook that is filled, as the options say it."""

    output: Path
    as_pdf: bool
    freeze: bool
    program: str | None
    for_readers: bool
    pages: Sequence[str]
    details: bool
    log: LogOptions

    @property
    def outputs(self) -> list[Path]:
        """The files that are written."""
        return [self.output, *([self.output.with_suffix(".pdf")] if self.as_pdf else [])]


def order_options(command: _Command) -> _Command:
    """Add the options of an Order, but for the output, to a command."""
    for option in reversed(
        (
            click.option(
                "--pdf",
                "as_pdf",
                is_flag=True,
                help="Skriv också rapporten som PDF bredvid arbetsboken (kräver LibreOffice).",
            ),
            click.option("--freeze", is_flag=True, help="Byt REGSO-formlerna mot sina värden."),
            program_option,
            click.option(
                "--publish",
                "for_readers",
                is_flag=True,
                help="Skriv publiceringskopian: bara de värden som visas, utan Indata.",
            ),
            page_option,
            click.option(
                "--details", is_flag=True, help="Visa också cellerna som har fel, med sina formler."
            ),
        )
    ):
        command = option(command)
    return log_options(command)


def prepared(order: Order, inputs: Sequence[Path], outputs: Sequence[Path]) -> str | None:
    """Refuse what cannot be done before any work is; return what makes the PDF, if one is wanted.

    Parameters
    ----------
    order : Order
    inputs, outputs : sequences of Path
        The files that are read, and those that are written.
    """
    if order.freeze and order.for_readers:
        raise FileError("--publish gör redan alla formler till värden; utelämna --freeze.")
    if order.pages and not (order.for_readers or order.as_pdf):
        raise FileError("--page väljer blad för --publish och --pdf; ange något av dem.")
    office = _pdf_program(order.output) if order.as_pdf else None
    for path in outputs:
        refuse_output(path, inputs)
    order.log.check(outputs, inputs, publishes=order.for_readers)
    return office


def filled(  # noqa: PLR0913, PLR0917 - one for each thing that is known by then
    order: Order,
    work: Work,
    opened: Package,
    data: Data | None,
    findings: Sequence[Finding],
    inputs: Sequence[Path],
    checksum: Callable[[], str],
) -> None:
    """Fill a template, write what is wanted of it, and say what there is to say of it.

    Parameters
    ----------
    order : Order
    work : Work
    opened : Package
        Its template, which is changed: what was read of it once is not read again.
    data : Data or None
    findings : sequence of Finding
        About the data.
    inputs : sequence of Path
        The files that are read.
    checksum : function
        Gives the SHA-256 of the input for the cover of a publication copy.
    """
    from regso import render as renderer  # noqa: PLC0415 - slow to import

    rendered = renderer.render(
        opened,
        data=data,
        columns=work.columns,
        settings=work.settings,
        tables=work.tables,
        freeze=work.freeze,
        name=work.name,
    )
    workbook, entry = rendered.workbook, None
    if order.for_readers:
        copied = published_copy(workbook, checksum(), work.name, work.pages, order.log)
        workbook, entry = copied
        _refuse_errors(rendered)
    contents = [renderer.stored_for(workbook, work.form) if work.form else workbook]
    if work.office is not None:
        from regso.render.pdf import to_pdf  # noqa: PLC0415 - slow to import, and seldom wanted

        wanted = () if order.for_readers else work.pages
        stem = order.output.stem
        contents.append(to_pdf(workbook, stem, work.office, wanted=wanted))
    deliver([*zip(order.outputs, contents, strict=True)], inputs, entry)
    click.echo(f"{order.output}: {rendered.rows} rader, {rendered.formulas} formler")
    for path in order.outputs[1:]:
        click.echo(str(path))
    say_findings(findings, rendered)
    report_problems(rendered, details=order.details)


def _pdf_program(output: Path) -> str:
    """Return what makes the PDF; before any work is done, because it may be missing."""
    from regso.render.pdf import find_program  # noqa: PLC0415

    if output.suffix.lower() == ".pdf":
        raise FileError(f"{output} är arbetsboken; ge den ett namn som slutar på .xlsx.")
    return find_program()


def template_bytes(template: str) -> bytes:
    """Return a template, by its name or from its file."""
    if is_file(template):
        return plain.read_bytes(Path(template))
    from regso.templates import TEMPLATES, workbook  # noqa: PLC0415

    if template not in TEMPLATES and plain.exists(Path(template)):
        return plain.read_bytes(Path(template))
    if template not in TEMPLATES:
        names = ", ".join(TEMPLATES)
        raise FileError(f"Mallen {template} finns inte; ange en fil eller något av {names}.")
    return workbook(template)


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

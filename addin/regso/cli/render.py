"""``regso render``: fill a template with a register, without Excel.

Exit code 3 is a rendered workbook with errors that its data do not explain.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regso.cli.files import data_files
from regso.cli.filled import (
    Order,
    filled,
    mapping_option,
    order_options,
    prepared,
    settings_option,
    swedish_option,
    template_bytes,
)
from regso.cli.known import is_file, known_of, looked_at, mended, units_of
from regso.cli.logged import LogOptions
from regso.cli.per.reports import published_reports, refuse_with, reports
from regso.cli.per.work import Work
from regso.cli.publish import stamp_of
from regso.cli.said import say_findings
from regso.cli.terminal import patience, say
from regso.incoming import plain
from regso.store import current

if TYPE_CHECKING:
    from regso.indata import Data
_TOGETHER = (
    "en rapport av flera ur samma register, en för var och en av {} enheter och en för alla. "
    "Antal är dolda så att ingen av dem röjer en annan."
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
@settings_option
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="Arbetsboken som skrivs."
)
@swedish_option
@mapping_option
@click.option(
    "--per",
    metavar="ENHET",
    help="En rapport för varje län (lan), kommun (kommun) eller värde i kolumnen med den rubriken; "
    "-o är då en mapp. Med --publish skyddas de tillsammans, med en rapport för alla enheter.",
)
@order_options
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
    from regso.xlsx.package import Package  # noqa: PLC0415 - slow to import

    known = known_of(mapping, template, columns, settings, swedish=swedish)
    template, swedish = known.template, known.swedish
    current()  # reference data that cannot be read are said once, not in every cell
    options = LogOptions(log, register_id, reason, by)
    order = Order(output, as_pdf, freeze, program, for_readers, pages, details, options)
    if per is not None:
        refuse_with(output=output, log=log)
    data_path, side = data_files(files)
    inputs = [Path(template), *(path for path in (data_path, *side.values(), mapping) if path)]
    office = prepared(order, inputs, [] if per else order.outputs)
    data = _read(data_path, swedish=swedish, wanted=known.columns.values())
    book = template_bytes(template)
    opened = Package(book, Path(template).name)
    data, findings = looked_at(data, opened, known.columns, known.settings)
    work = Work(
        book,
        Path(template).name,
        data.name if data else "",
        known.columns,
        known.settings,
        {
            sheet: mended(_read(path, swedish=swedish, wanted=_needed(template, sheet)))
            for sheet, path in side.items()
        },
        freeze,
        program or ("excel" if not is_file(template) else None),
        office,
        pages,
    )
    if per is not None:
        say_findings(findings)
        units = units_of(data, per, known, with_all=for_readers)
        if for_readers:
            stamp = stamp_of(_checksum(template, data_path))
            said = _TOGETHER.format(len(units) - 1)
            work = work._replace(stamp=replace(stamp, together=said))
            published_reports(work, units, output, inputs)
        else:
            reports(work, units, output, inputs)
        return
    filled(order, work, opened, data, findings, inputs, lambda: _checksum(template, data_path))


def _needed(template: str, sheet: str) -> list[str]:
    """Return the columns that a file for a table beside Indata must have, if they are known.

    A workbook has many sheets: the one with these columns is read.
    """
    from regso.templates import TEMPLATES  # noqa: PLC0415

    tables = TEMPLATES[template].tables if template in TEMPLATES else ()
    columns = [column for table in tables if table.sheet == sheet for column in table.columns]
    return [column.name for column in columns if column.required]


def _read(path: Path | None, *, swedish: bool, wanted: Collection[str] = ()) -> Data | None:
    """Return the rows of a file, and say which sheet was read where several could be meant."""
    if path is None:
        return None
    from regso.registers import read_data  # noqa: PLC0415 - slow to import

    data = read_data(path, swedish=swedish, wanted=wanted)
    if data.note:
        say(data.note, err=True)
    return data


def _checksum(template: str, data: Path | None) -> str:
    """Return the SHA-256 of the file with the input: the data, or else a template that is one."""
    if data is None and not is_file(template):
        return ""
    return plain.sha256(data or Path(template))

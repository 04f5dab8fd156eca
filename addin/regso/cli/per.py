"""``regso render --per``: a report for each län, each kommun or each value of a column.

The reports are made side by side. One that cannot be made stops no other; the exit code and the
workbook of contents say which. None is for publication: they are not protected together.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from regso.cli.files import write
from regso.cli.terminal import say
from regso.errors import FileError, RegsoError, reason
from regso.saving import refuse_output

if TYPE_CHECKING:
    from regso.checking.units import Unit
    from regso.indata import Data

SOME_FAILED = 3
CONTENTS: Final = "innehall.xlsx"
_MOST_AT_ONCE = 8
_LINK = "#0563C1"


class Work(NamedTuple):
    """What every unit's report is made with.

    Attributes
    ----------
    template : bytes
    name, register : str
        The template's name and the register's file.
    columns, settings, tables : mapping
        As `regso.render.render` takes them.
    freeze : bool
    form : str or None
        The program that the workbook is for.
    office : str or None
        What makes the PDF, where one is wanted.
    pages : sequence of str
    """

    template: bytes
    name: str
    register: str
    columns: Mapping[str, str]
    settings: Mapping[str, str]
    tables: Mapping[str, Data | None]
    freeze: bool
    form: str | None
    office: str | None
    pages: Sequence[str]


class Made(NamedTuple):
    """A report: its files by the end of their names, and what is wrong with it, in words."""

    files: dict[str, bytes]
    rows: int
    failed: str
    remarks: str


def made(work: Work, unit: Unit) -> Made:
    """Return the report of a unit; what is wrong with its rows is said in it, not raised."""
    from regso import render as renderer  # noqa: PLC0415 - slow to import
    from regso.publication.controls import remarks  # noqa: PLC0415
    from regso.render.marks import one_of_several  # noqa: PLC0415
    from regso.xlsx.package import Package  # noqa: PLC0415

    try:
        rendered = renderer.render(
            one_of_several(work.template, work.name, unit.name, work.register),
            data=unit.data,
            columns=work.columns,
            settings=work.settings,
            tables=work.tables,
            freeze=work.freeze,
            name=work.name,
        )
        book = rendered.workbook
        files = {".xlsx": renderer.stored_for(book, work.form) if work.form else book}
        if work.office is not None:
            files[".pdf"] = renderer.to_pdf(book, unit.stem, work.office, wanted=work.pages)
    except RegsoError as error:
        return Made({}, len(unit.data.rows), str(error), "")
    said = remarks(Package(book))
    wrong = [v.sentence for v in said if v.has_failed and "inte för publicering" not in v.sentence]
    errors = [problem for problem in rendered.problems if not problem.explained]
    failed = next((p.message for p in errors if p.message), "celler har fel") if errors else ""
    return Made(files, rendered.rows, failed, " ".join(dict.fromkeys(wrong)))


def reports(work: Work, units: Sequence[Unit], folder: Path, inputs: Sequence[Path]) -> None:
    """Write the report of each unit into a folder, and the contents; exit 3 if some failed."""
    from regso.cli import datatables  # noqa: PLC0415 - rich is slow to import

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            f"{folder} går inte att göra till mapp ({reason(error)}); välj en annan med -o.",
        ) from error
    ends = [".xlsx", *([".pdf"] if work.office is not None else [])]
    for path in (folder / CONTENTS, *(folder / f"{u.stem}{end}" for u in units for end in ends)):
        refuse_output(path, inputs)
    shown = datatables.progress(units, "Gör rapporter")
    done: list[tuple[Unit, Made]] = []
    for unit, report in zip(shown, _each(work, units), strict=True):
        for end, content in report.files.items():
            write(folder, f"{unit.stem}{end}", content)
        done.append((unit, report))
        if report.failed:
            say(f"Fel: {unit.name}: {report.failed}", err=True)
    write(folder, CONTENTS, _contents(work, done))
    failed = [unit for unit, report in done if report.failed]
    whole = f"{len(done) - len(failed)} av {len(done)} rapporter"
    click.echo(f"{folder}: {whole}, med innehåll i {CONTENTS}. De är inte för publicering.")
    if failed:
        raise SystemExit(SOME_FAILED)


def _each(work: Work, units: Sequence[Unit]) -> Iterator[Made]:
    """Yield the report of each unit in order, several made at a time where there are processors."""
    workers = min(os.cpu_count() or 1, len(units), _MOST_AT_ONCE)
    if workers == 1:
        yield from map(made, repeat(work), units)
        return
    import multiprocessing  # noqa: PLC0415 - slow to import
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    context = multiprocessing.get_context("spawn")  # a fork would copy the threads of the engine
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(made, repeat(work), units)


def _contents(work: Work, done: Iterable[tuple[Unit, Made]]) -> bytes:
    """Return the workbook that names every report, with its rows and what is wrong with it."""
    from regso.workbook.book import Book  # noqa: PLC0415 - slow to import

    book = Book("Innehåll")
    sheet = book.sheet("Innehåll", (34, 12, 34, 90), use="work")
    sheet.put("A1", f"Rapporter ur {work.register}, mallen {work.name}", "title")
    sheet.put("A2", "Inte för publicering: rapporterna är inte skyddade tillsammans.", "lead")
    for column, title in zip("ABCD", ("Enhet", "Rader", "Fil", "Att åtgärda"), strict=True):
        sheet.put(f"{column}4", title, "header")
    for number, (unit, report) in enumerate(done, 5):
        sheet.put(f"A{number}", unit.name)
        sheet.put(f"B{number}", report.rows, "cell_count")
        if report.files:
            file = f"{unit.stem}.xlsx"
            link = book.format({"font_color": _LINK})
            sheet.raw.write_url(f"C{number}", f"external:{file}", link, file)
        sheet.put(f"D{number}", report.failed or report.remarks or "OK", "wrap")
    return book.save()


def refuse_with(*, publish: bool, output: Path) -> None:
    """Raise FileError for what does not go with `--per`."""
    if publish:
        raise FileError(
            "--per gör rapporter för granskning: de skyddas inte tillsammans, så den som drar dem "
            "från en summa kan räkna ut ett dolt antal. Utelämna --publish, och publicera en "
            "tabell över alla enheter med REGSO_TABELLER eller mallen Sekretess.",
        )
    if output.suffix:
        raise FileError(f"{output}: med --per är -o en mapp; skriv till exempel -o rapporter.")

"""The reports of all units: made side by side, written to a folder, with a workbook of contents.

A report that cannot be made stops no other; the exit code and the contents say which. For review
none is protected against the others. To be published they are calculated twice: first what each
table must not reveal, then, when that is settled for all units and their sum, the reports.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from regso.cli.files import write
from regso.cli.per.work import Made, Work, asked, made, published
from regso.cli.terminal import say
from regso.errors import FileError, reason
from regso.saving import refuse_output

if TYPE_CHECKING:
    from regso.checking.units import Unit

SOME_FAILED = 3
CONTENTS: Final = "innehall.xlsx"
_MOST_AT_ONCE = 8
_LINK = "#0563C1"
_FOR_REVIEW = "De är inte för publicering: de är inte skyddade tillsammans."
_FOR_READERS = "De är publiceringskopior, skyddade tillsammans."
T = TypeVar("T")


def reports(work: Work, units: Sequence[Unit], folder: Path, inputs: Sequence[Path]) -> None:
    """Write a report of each unit for review into a folder, and the contents."""
    _make_room(work, units, folder, inputs)
    _write(work, zip(units, _each(made, "Gör rapporter", work, units), strict=True), folder)


def published_reports(
    work: Work, units: Sequence[Unit], folder: Path, inputs: Sequence[Path]
) -> None:
    """Write the published report of each unit, of which the last is all of them, and the contents.

    Raises
    ------
    FileError
        Tables of a unit cannot be made, or not be protected together with those of the others.
    """
    from regso.render.placed import settled  # noqa: PLC0415 - slow to import

    _make_room(work, units, folder, inputs)
    tables = []
    for unit, found in zip(units, _each(asked, "Räknar", work, units), strict=True):
        if isinstance(found, str):
            raise FileError(
                f"{unit.name}: {found} Rapporterna skyddas tillsammans, så ingen gjordes."
            )
        tables.append((unit.name, found))
    done = _each(published, "Gör rapporter", work, units, settled(tables))
    _write(work, zip(units, done, strict=True), folder)


def _make_room(work: Work, units: Sequence[Unit], folder: Path, inputs: Sequence[Path]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            f"{folder} går inte att göra till mapp ({reason(error)}); välj en annan med -o.",
        ) from error
    ends = [".xlsx", *([".pdf"] if work.office is not None else [])]
    for path in (folder / CONTENTS, *(folder / f"{u.stem}{end}" for u in units for end in ends)):
        refuse_output(path, inputs)


def _write(work: Work, reports: Iterable[tuple[Unit, Made]], folder: Path) -> None:
    """Write reports as they come, and then the contents; exit 3 if some failed."""
    done: list[tuple[Unit, Made]] = []
    for unit, report in reports:
        for end, content in report.files.items():
            write(folder, f"{unit.stem}{end}", content)
        done.append((unit, report))
        if report.failed:
            say(f"Fel: {unit.name}: {report.failed}", err=True)
    write(folder, CONTENTS, _contents(work, done))
    failed = [unit for unit, report in done if report.failed]
    whole = f"{len(done) - len(failed)} av {len(done)} rapporter"
    click.echo(f"{folder}: {whole}, med innehåll i {CONTENTS}. {_said(work)}")
    if failed:
        raise SystemExit(SOME_FAILED)


def _said(work: Work) -> str:
    return _FOR_REVIEW if work.stamp is None else _FOR_READERS


def _each(make: Callable[..., T], doing: str, work: Work, *others: Sequence[object]) -> Iterator[T]:
    """Yield what is made of each unit in order, several at a time where there are processors."""
    from regso.cli import screen  # noqa: PLC0415 - rich is slow to import

    workers = min(os.cpu_count() or 1, len(others[0]), _MOST_AT_ONCE)
    if workers == 1:
        for one in screen.progress([*zip(*others, strict=True)], doing):
            yield make(work, *one)
        return
    import multiprocessing  # noqa: PLC0415 - slow to import
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    context = multiprocessing.get_context("spawn")  # a fork would copy the threads of the engine
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        coming = pool.map(make, repeat(work), *others)
        for _, found in zip(screen.progress(others[0], doing), coming, strict=True):
            yield found


def _contents(work: Work, done: Iterable[tuple[Unit, Made]]) -> bytes:
    """Return the workbook that names every report, with its rows and what is wrong with it."""
    from regso.workbook.book import Book  # noqa: PLC0415 - slow to import

    book = Book("Innehåll")
    sheet = book.sheet("Innehåll", (34, 12, 34, 90), use="work")
    sheet.put("A1", f"Rapporter ur {work.register}, mallen {work.name}", "title")
    sheet.put("A2", _said(work), "lead")
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


def refuse_with(*, output: Path, log: Path | None) -> None:
    """Raise FileError for what does not go with `--per`."""
    if log is not None:
        raise FileError(
            "--log går inte ihop med --per: en logg tar en publicering i taget. Utelämna --log."
        )
    if output.suffix:
        raise FileError(f"{output}: med --per är -o en mapp; skriv till exempel -o rapporter.")

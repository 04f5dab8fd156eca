"""``regso report``: the report of the assignment as a Word document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regso.cli.terminal import say
from regso.errors import FileError
from regso.saving import refuse_output, write_file

if TYPE_CHECKING:
    from regso.report import Filled


@click.command(name="report")
@click.argument("agency", metavar="MYNDIGHET")
@click.option(
    "-d",
    "--data",
    "data_path",
    type=click.Path(path_type=Path),
    help="Ifylld mall redovisning (xlsx), eller en tabell med dess kolumner. Utelämnat ger ett "
    "påhittat exempel.",
)
@click.option(
    "--underlag",
    "evidence",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Ifylld arbetsbok vars tabeller och diagram ska med; kan anges flera gånger.",
)
@click.option(
    "--datum",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="ÅÅÅÅ-MM-DD",
    help="Rapportens datum; utelämnat betyder arbetsbokens avstämningsdag, annars dagens datum.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Word-dokumentet (.docx) som skrivs.",
)
def report(
    agency: str,
    data_path: Path | None,
    evidence: Sequence[Path],
    day: dt.datetime | None,
    output: Path,
) -> None:
    """Skriv redovisningen av uppdraget för MYNDIGHET (eller början på namnet) i Word.

    Bara blad som får lämnas ut läses ur underlagen, aldrig Indata.
    """
    if output.name and output.suffix.lower() != ".docx":
        raise FileError(f"{output} är ett Word-dokument; ge det ett namn som slutar på .docx.")
    from regso import report as reporter  # noqa: PLC0415 - python-docx is slow to import

    inputs = [path for path in (data_path, *evidence) if path is not None]
    refuse_output(output, inputs)
    found = reporter.find_agency(agency)
    answers = (
        reporter.example_answers(found)
        if data_path is None
        else reporter.read_answers(data_path, found)
    )
    if answers.note:
        say(answers.note, err=True)
    filled = [_filled(path) for path in evidence]
    chosen = day.date() if day is not None else _day_of(answers.settings.get("avstamningsdag"))
    write_file(output, reporter.write(answers, filled, chosen), inputs)
    click.echo(f"{output}: {found.name}, {len(filled)} underlag")
    for name in reporter.unread(answers, filled):
        say(f"Inte läst: {name} nämns på bladet Underlag; ange --underlag.", err=True)
    missing = reporter.gaps(answers, filled)
    if missing:
        say("UTKAST: " + " ".join(missing), err=True)


def _filled(path: Path) -> Filled:
    from regso.report import read_filled  # noqa: PLC0415
    from regso.templates import TEMPLATES  # noqa: PLC0415
    from regso.templates.redovisning.template import TEMPLATE  # noqa: PLC0415

    filled = read_filled(path)
    if filled is None:
        raise FileError(
            f"{path.name} är inte gjord av någon av mallarna {', '.join(TEMPLATES)}; det går "
            "därför inte att veta vilka blad som får lämnas ut.",
        )
    if filled.template is TEMPLATE:
        raise FileError(f"{path.name} är svaren och inget underlag; ange den med -d.")
    return filled


def _day_of(text: str | None) -> dt.date:
    """Return the day that a workbook states, or today."""
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return dt.datetime.now().astimezone().date()

"""``regso check``: what is understood of a register, what is wrong in it, and the command to run.

Exit code 0 is a register without remarks, 3 one with some, and 1 one that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regso.cli.files import pairs, write_text
from regso.cli.templateinfo import named
from regso.cli.terminal import say
from regso.saving import refuse_output

if TYPE_CHECKING:
    from regso.checking.findings import Finding
    from regso.checking.kinds import Column
    from regso.checking.look import Usual
    from regso.checking.proposal import Proposal
    from regso.core.areas.areas import Areas
    from regso.indata import Data

FOUND = 3
_PLAIN = re.compile(r"[\w./\\:=,-]+")


@click.command()
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
@click.option("-t", "--template", metavar="MALL", help="Mallen som registret ska fylla.")
@click.option(
    "-c",
    "--column",
    "columns",
    multiple=True,
    metavar="KOLUMN=RUBRIK",
    help="Vilken rubrik i filen som hör till en kolumn i mallen, där gissningen är fel.",
)
@click.option(
    "--save",
    metavar="FIL.toml",
    type=click.Path(path_type=Path),
    help="Spara vad som är vad, för regso render --mapping nästa gång.",
)
def check(file: Path, template: str | None, columns: Sequence[str], save: Path | None) -> None:
    """Säg vad ett register innehåller, vad som är fel på vilka rader, och kommandot att köra."""
    from regso.checking import kinds, proposal  # noqa: PLC0415 - slow to import
    from regso.checking.look import EXAMPLE, areas_for, kind_of_rows, look, of_persons, year_in  # noqa: PLC0415
    from regso.store import current  # noqa: PLC0415
    from regso.store.schema import TYPE  # noqa: PLC0415

    if save is not None:
        refuse_output(save, [file])
    reference = current()
    given = pairs(columns, "-c KOLUMN=RUBRIK")
    data, swedish = _read(file, given)
    areas = areas_for(reference, None)
    found = kinds.columns_of(data, areas)
    name = template or proposal.fitting(found, data)
    wanted = _wanted(name)
    usual = _usual(name)
    years = reference.years(TYPE) if usual else ()
    fits = proposal.proposed(found, data, wanted, given, years)
    if usual and "ar" not in wanted:
        fits = _with_division(fits, data, areas, years, usual)
    year = year_in(fits.settings) or (usual.year if usual else None)
    looked = look(data, fits.columns, [*wanted], reference, year)
    findings = [*_missing(name, fits), *of_persons(found), *looked.findings]
    findings += [EXAMPLE] if reference.is_example and "kod" in fits.columns else []
    _say_contents(data, found, kind_of_rows(data, found), swedish=swedish)
    _say_findings(findings)
    _say_command(file, name, fits, swedish=swedish)
    if save is not None:
        _save(save, name, fits, swedish=swedish)
    if any(finding.level != "Gjort" for finding in findings):
        raise SystemExit(FOUND)


def _read(file: Path, given: Mapping[str, str]) -> tuple[Data, bool]:
    """Return a register, and whether it has decimal comma."""
    from regso.incoming.tables import DecimalCommaError  # noqa: PLC0415
    from regso.registers import read_data  # noqa: PLC0415

    try:
        return read_data(file, wanted=given.values()), False
    except DecimalCommaError:
        return read_data(file, swedish=True, wanted=given.values()), True


def _wanted(name: str) -> dict[str, bool]:
    """Return the columns of a template, each with whether it must be there."""
    return {column.name: column.required for column in named(name).columns}


def _usual(name: str) -> Usual | None:
    """Return the year and the division that a template is built with; None where it has no year."""
    from regso.checking.look import Usual  # noqa: PLC0415

    inputs = named(name).settings
    year = inputs.get("ar")
    if not isinstance(year, (int, float)):
        return None
    return Usual(int(year), str(inputs.get("indelning", "")))


def _with_division(
    fits: Proposal, data: Data, vintages: Sequence[Areas], years: Iterable[int], usual: Usual
) -> Proposal:
    """Return a proposal with year and division of the codes, where they are not the usual ones."""
    from regso.checking.look import settings_of_codes, year_in  # noqa: PLC0415

    at = data.index(fits.columns.get("kod", ""))
    if at is None:
        return fits
    cells, told = data.column(at), year_in(fits.settings)
    more = settings_of_codes(cells, vintages, years, usual, told)
    return fits._replace(settings={**fits.settings, **more})


def _missing(name: str, fits: Proposal) -> list[Finding]:
    from regso.checking.findings import FAILED, Finding, listed  # noqa: PLC0415

    if not fits.missing:
        return []
    what = listed(fits.missing)
    text = f"inget i filen ser ut som {what}, som mallen {name} behöver; peka ut det med -c"
    return [Finding(FAILED, f"{text} {fits.missing[0]}=RUBRIK, eller välj en annan mall med -t")]


def _say_contents(data: Data, found: Sequence[Column], rows: str, *, swedish: bool) -> None:
    from regso.checking.findings import counted  # noqa: PLC0415

    filled = data.without_blank_rows()
    say(
        f"{data.name}: {counted(len(filled.rows), 'rad', 'rader')}, "
        f"{counted(len(found), 'kolumn', 'kolumner')}."
    )
    if data.note:
        say(data.note)
    if swedish:
        say("Filen har decimalkomma, och är läst så.")
    width = max((len(column.header) for column in found), default=0)
    for column in found:
        detail = f": {column.detail}" if column.detail else ""
        say(f"  {column.header:<{width}}  {column.kind}{detail}")
    if rows:
        say(rows)


def _say_findings(findings: Sequence[Finding]) -> None:
    from regso.checking.findings import failures_first  # noqa: PLC0415

    for finding in failures_first(findings):
        say(finding.sentence)
    if all(finding.level == "Gjort" for finding in findings):
        say("OK: inget att anmärka på.")


def _say_command(file: Path, name: str, fits: Proposal, *, swedish: bool) -> None:
    words = ["regso", "render", name, "-d", str(file)]
    for column, header in fits.columns.items():
        if column != header:
            words += ["-c", f"{column}={header}"]
    for column in fits.missing:
        words += ["-c", f"{column}=RUBRIK"]
    for setting, value in fits.settings.items():
        words += ["-s", f"{setting}={value}"]
    words += ["--svensk-csv"] if swedish else []
    words += ["-o", f"{file.stem}-rapport.xlsx"]
    say("Kör:")
    say(f"  {' '.join(map(_quoted, words))}")


def _quoted(word: str) -> str:
    return word if _PLAIN.fullmatch(word) else '"' + word.replace('"', '\\"') + '"'


def _save(path: Path, name: str, fits: Proposal, *, swedish: bool) -> None:
    from regso.checking.mapping import KnownRegister, text_of  # noqa: PLC0415

    settings = {setting: str(value) for setting, value in fits.settings.items()}
    write_text(path, text_of(KnownRegister(name, swedish, fits.columns, settings)))
    say(f"Sparat i {path}. Nästa gång:")
    say(f"  regso render --mapping {_quoted(str(path))} -d FIL -o RAPPORT.xlsx")

"""``regso geocode``: the RegSO of each row of a file with coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regso.cli.terminal import say
from regso.errors import FileError

if TYPE_CHECKING:
    from regso import geocoding


@click.command()
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="Filen som skrivs (.csv eller .xlsx).",
)
@click.option(
    "-c",
    "--column",
    "columns",
    multiple=True,
    metavar="NAMN=RUBRIK",
    help="Kolumnerna för norr (n) och öster (o), när rubrikerna inte säger det.",
)
@click.option("--system", metavar="SYSTEM", help="SWEREF99TM, WGS84 eller RT90; annars ur talen.")
@click.option("--year", type=int, help="År för indelning och typ; annars det senaste fullständiga.")
@click.option(
    "--svensk-csv", "swedish", is_flag=True, help="CSV-filen har decimalkomma eller Windows-1252."
)
def geocode(
    file: Path,
    output: Path,
    columns: tuple[str, ...],
    system: str | None,
    year: int | None,
    swedish: bool,
) -> None:
    """Ge varje rad i en fil med koordinater dess RegSO, namn och områdestyp.

    Alla rader finns kvar i samma ordning, med fyra kolumner till. Kolumnen matchning säger "träff",
    eller varför en rad inte gick att placera.
    """
    from regso import geocoding  # noqa: PLC0415 - heavy
    from regso.cli import screen, sheets  # noqa: PLC0415
    from regso.registers import read_data  # noqa: PLC0415

    sheets.refuse(output, [file])
    data = read_data(file, swedish=swedish).without_blank_rows()
    if data.note:
        say(data.note, err=True)

    def watched(parts: Sequence[range]) -> Iterator[range]:
        yield from screen.progress(parts, "Placerar")

    done = geocoding.geocode(data, _named(columns), system, year, watched)
    sheets.write(output, done.headers, done.rows, "Platser", [file])
    for line in _report(done, output):
        say(line)


def _named(columns: Sequence[str]) -> dict[str, str]:
    for text in columns:
        if "=" not in text:
            raise FileError(f'"{text}" saknar likhetstecken; skriv -c n=RUBRIK.')
    return dict(text.split("=", 1) for text in columns)


def _report(done: geocoding.Geocoded, output: Path) -> Iterator[str]:
    """Yield the match report: where the positions were read, and how many were placed."""
    from regso import store  # noqa: PLC0415
    from regso.geocoding import MATCH  # noqa: PLC0415
    from regso.store.provenance import are_exact  # noqa: PLC0415

    reference = store.current()
    yield f"Norr: {done.north}, öster: {done.east}, system: {done.system}."
    yield (
        f"{done.counts[MATCH]} av {len(done.rows)} rader ligger i {done.areas} områden "
        f"({done.vintage}, {'exakta gränser' if are_exact(reference) else 'förenklade gränser'})."
    )
    for what, number in done.counts.most_common():
        if what != MATCH:
            yield f"{number} rader: {'utan koordinater.' if what == 'tom' else what}"
    if reference.is_example:
        yield "Gränserna är det påhittade exemplets; hämta riktiga med regso data update."
    yield f"Skrivet: {output}"

"""``regso web``: the functions in the browser, for Excel on the web and on Mac."""

from __future__ import annotations

from pathlib import Path

import click

from regso.cli.files import write
from regso.errors import FileError
from regso.incoming import plain


@click.group(name="web")
def web() -> None:
    """Excel på webben, på Mac och i låsta datorer: en mapp att lägga på en webbserver."""


@web.command()
@click.option(
    "--url", required=True, metavar="ADRESS", help="Adressen som mappen får, https://värd/mapp."
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Mappen som filerna skrivs i. Äldre versioner som ligger där får ligga kvar.",
)
@click.option(
    "--data",
    metavar="LAGER",
    type=click.Path(path_type=Path),
    help="Referensdata: filen regso.sqlite, eller mappen med den. Utelämnat: exemplet.",
)
@click.option(
    "--pyodide",
    metavar="MAPP",
    type=click.Path(path_type=Path),
    help="Paketet pyodide, hämtat med npm.",
)
@click.option(
    "--office-js",
    "office",
    metavar="MAPP",
    type=click.Path(path_type=Path),
    help="Paketet @microsoft/office-js, hämtat med npm.",
)
@click.option(
    "--wheels",
    metavar="MAPP",
    type=click.Path(path_type=Path),
    help="Pyodides paket (.whl) med numpy, scipy och shapely, som koordinater och stora tabeller "
    "med röjandekontroll behöver.",
)
def build(
    url: str,
    output: Path,
    data: Path | None,
    pyodide: Path | None,
    office: Path | None,
    wheels: Path | None,
) -> None:
    """Bygg webbmappen: manifest, funktioner, uppgiftsfönster och provsida."""
    from regso.hosts.web.build import Given, address, is_kept, site  # noqa: PLC0415
    from regso.hosts.web.packages import OFFICE, PYODIDE  # noqa: PLC0415

    given = Given(
        address(url),
        PYODIDE.read(pyodide),
        OFFICE.read(office),
        None if data is None else _store(data),
        {} if wheels is None else _wheels(wheels),
        _templates(),
    )
    before = [one.name for one in output.iterdir() if is_kept(one.name)] if output.is_dir() else []
    made = site(given, before)
    for name, content in made.items():
        write(output, name, content)
    size = sum(map(len, made.values())) / 1e6
    click.echo(f"{output}: {len(made)} filer, {size:.0f} MB. Lägg dem på {given.url}")
    click.echo(f"{output / 'LÄS MIG.txt'} säger hur; {output / 'manifest.xml'} är det Excel får.")


def _store(path: Path) -> bytes:
    """Return a store that has been opened as one, so that a wrong file is said here."""
    from regso.store import Reference  # noqa: PLC0415
    from regso.store.schema import FILE_NAME  # noqa: PLC0415

    file = path / FILE_NAME if plain.is_folder(path) else path
    Reference(file)
    return plain.read_bytes(file)


def _wheels(folder: Path) -> dict[str, bytes]:
    found = sorted(folder.glob("*.whl"))
    if not found:
        raise FileError(f"{folder} har inga paket (.whl); utelämna --wheels, eller ange mappen.")
    return {path.name: plain.read_bytes(path) for path in found}


def _templates() -> dict[str, bytes]:
    """Return each template in the form for the web, by title."""
    from regso.cli.templates import rendered_templates  # noqa: PLC0415 - slow to import
    from regso.render import stored_for  # noqa: PLC0415

    return {
        template.title: stored_for(rendered.workbook, "webb")
        for template, rendered in rendered_templates()
    }

"""The log of publications on the command line: its options, and copy and log as one write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from regso.errors import FileError
from regso.incoming import plain, texts
from regso.saving import refuse_output, write_file

if TYPE_CHECKING:
    from regso.publication.log import Publication
    from regso.publication.tables import Found
    from regso.xlsx.package import Package

_THRESHOLD = "troskel"
_NOTHING_HIDDEN = {_THRESHOLD: "1", "nollor": "visa"}

_Command = TypeVar("_Command", bound=Callable[..., object])


class LogOptions(NamedTuple):
    """What the user said about the log.

    Attributes
    ----------
    path : Path or None
        The log; None when there is none.
    register : str
        What the user calls the register.
    reason, by : str
        Why something is published although the audit over time warns, and who decided that.
    """

    path: Path | None
    register: str
    reason: str
    by: str

    def check(self, outputs: Sequence[Path], inputs: Iterable[Path], *, publishes: bool) -> None:
        """Raise FileError unless the options go together and the log can be written."""
        if self.path is None:
            if self.register or self.reason or self.by:
                raise FileError("--register, --exception och --by hör till --log; ange loggen.")
            return
        if not publishes:
            raise FileError("--log är för det som publiceras; ange också --publish.")
        if not self.register.strip():
            raise FileError(
                "--log kräver --register, registrets id, som ska vara detsamma varje gång; "
                "ange till exempel --register arbetslosa.",
            )
        if bool(self.reason.strip()) != bool(self.by.strip()):
            raise FileError(
                "Ett undantag behöver både --exception, skälet, och --by, den som har beslutat.",
            )
        refuse_output(self.path, inputs)
        if self.path.resolve() in [path.resolve() for path in outputs]:
            raise FileError(f"{self.path} är både kopian och loggen; ge dem olika namn.")


def log_options(command: _Command) -> _Command:
    """Add the options of the log to a command."""
    for option in reversed(
        (
            click.option(
                "--log",
                type=click.Path(path_type=Path),
                help="Logg över det som publiceras; tidigare publicering i den prövas.",
            ),
            click.option(
                "--register",
                "register_id",
                default="",
                metavar="ID",
                help="Registrets id i loggen, t.ex. elever.",
            ),
            click.option(
                "--exception",
                "reason",
                default="",
                metavar="SKÄL",
                help="Publicera fast prövningen över tid varnar, och varför; skrivs i loggen.",
            ),
            click.option(
                "--by", default="", metavar="NAMN", help="Den som har beslutat om undantaget."
            ),
        )
    ):
        command = option(command)
    return command


class Entry(NamedTuple):
    """What is to be added to a log once the copy is on disk."""

    path: Path
    before: str
    publication: Publication


def audited(
    workbook: bytes, options: LogOptions, day: dt.date, pages: Sequence[str]
) -> tuple[Entry, str]:
    """Return what the log gets, and what the cover says, of the pages that are to be published.

    Raises
    ------
    FileError
        The log is damaged, or a small count could be worked out from the copies together.
    """
    from regso.publication import history, log  # noqa: PLC0415 - slow to import
    from regso.publication.pages import published_sheets  # noqa: PLC0415
    from regso.xlsx.package import Package  # noqa: PLC0415

    assert options.path is not None  # noqa: S101 - asked for only with a log
    before = _read(options.path)
    earlier = log.publications(before, str(options.path), options.register)
    package = Package(workbook)
    found = _tables(package, _with_settings(package, _NOTHING_HIDDEN), pages)
    history.refuse_exposed(found.tables)
    warned = list(history.warnings(found.tables, earlier))
    if warned and not options.reason:
        raise warned[0].refusal(_higher_threshold(package, earlier, pages))
    this = log.Publication(
        options.register,
        1 + max((publication.number for publication in earlier), default=0),
        day,
        published_sheets(package)[0],
        found.tables,
        [log.Exemption(options.reason, options.by, one.sentence) for one in warned],
        found.other_sheets,
    )
    if not earlier and (others := log.registers(before)):
        click.echo(
            f"Loggen har inget om registret {options.register}, men om {', '.join(others)}; "
            "kontrollera att --register är rätt.",
            err=True,
        )
    return Entry(options.path, before, this), history.told(this, earlier)


def _tables(package: Package, open_package: Package, pages: Sequence[str]) -> Found:
    """Return the tables of a workbook, given the same workbook with nothing hidden."""
    from regso.publication.cover import threshold  # noqa: PLC0415 - slow to import
    from regso.publication.tables import published_tables  # noqa: PLC0415

    return published_tables(package, open_package, int(threshold(package) or 1), pages)


def _higher_threshold(
    package: Package, earlier: Sequence[Publication], pages: Sequence[str]
) -> int | None:
    """Return a higher threshold with which earlier publications and this one reveal nothing."""
    from regso.publication import history  # noqa: PLC0415 - slow to import
    from regso.publication.cover import threshold  # noqa: PLC0415

    least = int(threshold(package) or 0)
    open_package = _with_settings(package, _NOTHING_HIDDEN)
    for higher in (least + 1, least + 2, least + 3, 2 * least, 3 * least) if least else ():
        found = _tables(_with_settings(package, {_THRESHOLD: str(higher)}), open_package, pages)
        if not any(history.warnings(found.tables, earlier)):
            return higher
    return None


def _with_settings(package: Package, settings: Mapping[str, str]) -> Package:
    """Return a workbook calculated with other settings, those that it has."""
    from regso import render  # noqa: PLC0415 - slow to import
    from regso.xlsx.package import Package  # noqa: PLC0415

    own = {name: text for name, text in settings.items() if name in package.cell_names()}
    if not own:
        return package
    rendered = render.render(package.write({}), data=None, columns={}, settings=own)
    return Package(rendered.workbook)


def deliver(
    files: Sequence[tuple[Path, bytes]], inputs: Iterable[Path], entry: Entry | None
) -> None:
    """Write the files of a copy, and then its lines of the log; with a log all of it or nothing.

    Raises
    ------
    FileError
        A file cannot be written; a copy that the log does not know is taken away again, and the
        file that was there before it put back.
    """
    inputs, before = list(inputs), {}
    try:
        for path, content in files:
            old = plain.read_bytes(path) if entry and plain.exists(path) else None
            write_file(path, content, inputs)
            before[path] = old
        if entry is not None:
            _append(entry)
    except FileError as error:
        if entry is None or not before:
            raise
        for path, old in before.items():
            if old is None:
                path.unlink(missing_ok=True)
            else:
                write_file(path, old)
        raise FileError(
            f"{error} Kopian togs bort igen, eftersom den inte kom med i loggen."
        ) from error


def _append(entry: Entry) -> None:
    from regso.publication.log import lines  # noqa: PLC0415 - slow to import

    if _read(entry.path) != entry.before:
        raise FileError(f"Loggen {entry.path} ändrades under tiden; publicera igen.")
    gap = "" if entry.before.endswith("\n") or not entry.before else "\n"
    write_file(entry.path, f"{entry.before}{gap}{lines(entry.publication)}".encode())


def _read(path: Path) -> str:
    """Return the text of a log; one that is not there yet is empty."""
    try:
        return texts.read_text(path) if plain.exists(path) else ""
    except FileError as error:
        raise FileError(
            f"Loggen {path} går inte att läsa; ange rätt fil, eller hämta den från en "
            f"säkerhetskopia. {error}",
        ) from error

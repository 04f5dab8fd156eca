"""A source, opened with the engine that fits it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from regso.aggregating.addresses import is_address
from regso.aggregating.engine import Engine
from regso.aggregating.files import Files, found
from regso.errors import FileError
from regso.saving import refuse_output
from regso.temporary import places

SPARK: Final = "spark"


class Place(NamedTuple):
    """What the user says of where the rows lie, and of what reads them.

    Attributes
    ----------
    sources : sequence of str
        Files, folders and patterns, or one address.
    table : str
    swedish : bool
        Whether a CSV may have decimal comma and Windows-1252.
    engine, master : str
        Empty where the source decides.
    memory : int, megabytes
    spill : Path or None
        None: a folder that is gone afterwards.
    """

    sources: Sequence[str]
    table: str
    swedish: bool
    engine: str
    master: str
    memory: int
    spill: Path | None


class Source(NamedTuple):
    """An open source; `files` are those on disk, `named` what is said of any other."""

    engine: Engine
    files: Files | None
    named: Mapping[str, str]

    @property
    def paths(self) -> list[Path]:
        """The files that are read."""
        return self.files.paths if self.files else []


@contextmanager
def opened(place: Place) -> Iterator[Source]:
    """Give a source with its engine, and close it afterwards.

    Raises
    ------
    FileError
        The source cannot be read, or the engine is not installed.
    """
    with places.folder() as folder:
        source = _source(place, folder)
        try:
            yield source
        finally:
            source.engine.close()


def _source(place: Place, folder: Path) -> Source:
    if any(map(is_address, place.sources)):
        return _database(place)
    if place.spill is not None:
        refuse_output(place.spill / "spill")
    spill = place.spill or folder
    if place.engine == SPARK:
        return _spark(place, spill)
    if place.master:
        raise FileError("--master hör till --engine spark.")
    from regso.aggregating.duck import Duck  # noqa: PLC0415 - an engine is loaded when it works

    files = found(place.sources)
    duck = Duck(
        files, swedish=place.swedish, table=place.table, memory=place.memory, spill=spill
    )  # fmt: skip
    return Source(duck, files, {})


def _spark(place: Place, spill: Path) -> Source:
    from regso.aggregating.spark import Spark  # noqa: PLC0415 - as above

    are_remote = ["://" in text for text in place.sources]
    if any(are_remote) != all(are_remote):
        raise FileError("Källorna ligger både här och någon annanstans; läs dem var för sig.")
    files = None if all(are_remote) else found(place.sources)
    spark = Spark(
        files, place.sources, place.table, swedish=place.swedish, master=place.master, spill=spill
    )
    return Source(spark, files, {} if files else spark.named())


def _database(place: Place) -> Source:
    from regso.aggregating.database import Database  # noqa: PLC0415 - as above

    if len(place.sources) > 1:
        raise FileError("Läs en databas i taget.")
    if place.engine:
        raise FileError("En databas räknar själv; utelämna --engine.")
    database = Database(place.sources[0], place.table)
    return Source(database, None, database.named())

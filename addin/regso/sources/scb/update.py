"""An update of reference data: see what has changed, ask for it, check it, replace the store.

`plan` costs a call per table and layer, and a few more for each that has changed. `fetch` keeps
every answer on disk, so that what was stopped goes on where it was. `put` reads the answers into a
draft of the store, which takes its place when all of it is sound.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from regso.errors import FetchError
from regso.sources.inventory import years_text
from regso.sources.registry import LICENCE, PUBLISHER
from regso.sources.scb import Service, answers, contents, layers, tables
from regso.sources.scb.answers import Call
from regso.sources.scb.layers import LAYERS, Layer
from regso.sources.scb.line import Line
from regso.sources.scb.tables import INDICATORS, PERSONS, TYPES, Table
from regso.store import writer
from regso.store.schema import Renewed, RowSet, Source
from regso.store.writer import Merged, Update

# What the user may ask for, and the tables and layers of each.
SUBJECTS: Final[Mapping[str, Sequence[Table | Layer]]] = {
    "typer": (TYPES,),
    "befolkning": (PERSONS,),
    "gränser": LAYERS,
    **{subject: (table,) for subject, table in INDICATORS.items()},
    "indikatorer": tuple(INDICATORS.values()),
}
# What is updated when nothing is asked for, with the indicators that the store has.
_ALWAYS: Final = ("typer", "befolkning", "gränser")
# Bytes of an answer, as measured on real ones: for a cell, a RegSO and a DeSO.
_BYTES_OF_CELL: Final = 8
_BYTES_OF_AREA: Final = {"regso": 11_000, "deso": 8_000}


class Job(NamedTuple):
    """A table or a layer that has changed: the questions that give it, and its stamp afterwards."""

    what: Table | Layer
    years: Sequence[int]
    stamp: str
    calls: list[Call]

    @property
    def name(self) -> str:
        return _name(self.what)

    @property
    def size(self) -> int:
        """About how many bytes its answers are."""
        each = _BYTES_OF_AREA[self.what.level] if isinstance(self.what, Layer) else _BYTES_OF_CELL
        return each * sum(call.size for call in self.calls)


class Plan(NamedTuple):
    """What an update would do.

    Attributes
    ----------
    jobs : what has changed
    unchanged : names of what has not
    absent : names of tables that have none of the years asked for
    """

    jobs: list[Job]
    unchanged: list[str]
    absent: list[str]


def plan(
    line: Line,
    service: Service,
    subjects: Collection[str],
    years: Collection[int],
    held: Mapping[str, str],
) -> Plan:
    """Return what has changed since the store was updated.

    Parameters
    ----------
    line : Line
    service : Service
    subjects : of SUBJECTS; empty means types, population, borders and what the store has.
    years : years; empty means all that a table has.
    held : mapping
        The stamps that the store holds (see `regso.store.provenance.stamps`).

    Raises
    ------
    FetchError
        The publisher cannot be reached, or no table has such a year.
    """
    found = Plan([], [], [])
    chosen = [what for name in subjects or _own(held) for what in SUBJECTS[name]]
    for what in dict.fromkeys(chosen):
        if isinstance(what, Layer):
            _add(found, what, _layer_job(line, service, what, held))
            continue
        seen = tables.look(line, service, what)
        wanted = sorted(set(seen.years) & set(years)) if years else list(seen.years)
        if wanted:
            _add(found, what, _table_job(line, service, what, seen, wanted, held))
        else:
            found.absent.append(f"{what.id} ({years_text(seen.years)})")
    if found.absent and not found.jobs and not found.unchanged:
        raise FetchError(
            f"{', '.join(found.absent)} har inte {years_text(years)}; välj ett år som finns."
        )
    return found


def _own(held: Mapping[str, str]) -> list[str]:
    """Return the subjects that are updated when nothing is asked for."""
    return [*_ALWAYS, *(s for s, table in INDICATORS.items() if table.id in held)]


def _add(found: Plan, what: Table | Layer, job: Job | None) -> None:
    if job is None:
        found.unchanged.append(_name(what))
    else:
        found.jobs.append(job)


def fetch(
    line: Line,
    folder: Path,
    jobs: Sequence[Job],
    watched: Callable[[Sequence[Call]], Iterator[Call]],
) -> None:
    """Ask every question of some jobs whose answer is not kept already."""
    for call in watched([call for job in jobs for call in job.calls]):
        answers.fetch(line, folder, call)


def put(
    path: Path,
    folder: Path,
    jobs: Sequence[Job],
    service: Service,
    today: dt.date,
    set_aside: Callable[[Path], object],
) -> list[Merged]:
    """Read the answers into the store at `path`, whole or not at all.

    Raises
    ------
    FetchError
        An answer is damaged, or the answers contradict each other.
    FileError
        As `writer.merge`.
    """
    renewed = [one for job in jobs for one in _renewed(job)]
    update = Update(renewed, {job.name: job.stamp for job in jobs})
    row_sets = (one for job in jobs for one in _row_sets(folder, job, service, today))
    return writer.merge(path, row_sets, set_aside=set_aside, update=update, replace=True)


def _name(what: Table | Layer) -> str:
    return what.name if isinstance(what, Layer) else what.id


def _layer_job(line: Line, service: Service, layer: Layer, held: Mapping[str, str]) -> Job | None:
    seen = layers.look(line, service, layer)
    if held.get(layer.name) == seen.stamp:
        return None
    return Job(layer, (), seen.stamp, list(layers.calls(service, layer, seen)))


def _table_job(
    line: Line,
    service: Service,
    table: Table,
    seen: tables.Seen,
    wanted: Sequence[int],
    held: Mapping[str, str],
) -> Job | None:
    """Return what to fetch of a table: all that is asked for, or the years that are not held."""
    stamp, _, text = held.get(table.id, "").partition(" ")
    have = {int(year) for year in text.split(",")} if stamp == seen.stamp and text else set()
    missing = [year for year in wanted if year not in have]
    if not missing:
        return None
    line.limits = tables.limits(line, service)
    after = f"{seen.stamp} {','.join(map(str, sorted({*have, *missing})))}"
    return Job(table, missing, after, list(tables.calls(line, service, table, seen, missing)))


def _renewed(job: Job) -> list[Renewed]:
    if isinstance(job.what, Layer):
        return contents.layer_renewed(job.what)
    return contents.table_renewed(job.what, job.years)


def _row_sets(folder: Path, job: Job, service: Service, today: dt.date) -> Iterator[RowSet]:
    is_layer = isinstance(job.what, Layer)
    source = Source(
        publisher=PUBLISHER,
        title=f"Gränser {job.name.replace('_', ' ')}" if is_layer else job.name,
        origin=f"{service.wfs} (stat:{job.name})"
        if is_layer
        else f"{service.api}/tables/{job.name}",
        fetched=today.isoformat(),
        sha256=answers.digest(folder, job.calls),
        licence=LICENCE,
    )
    if isinstance(job.what, Layer):
        return contents.layer_rows(folder, job.what, job.calls, source)
    return contents.table_rows(folder, job.what, job.calls, source)

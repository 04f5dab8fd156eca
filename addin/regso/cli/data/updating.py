"""What ``regso data update`` does and says."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from regso import store
from regso.cli import screen
from regso.cli.data import tables
from regso.core.areas.areas import LEVEL_LABEL
from regso.core.areas.codes import DESO, REGSO
from regso.errors import FetchError, NotInstalledError
from regso.incoming.texts import printable
from regso.sources import scb
from regso.sources.scb import answers, update
from regso.sources.scb.answers import Call
from regso.sources.scb.line import Line
from regso.store import provenance
from regso.store.messages import GET_CHANGES
from regso.store.schema import BOUNDARIES, KEYS, Change
from regso.store.writer import Merged

_MEGABYTE = 1_000_000

T = TypeVar("T")


def run(
    years: Sequence[int],
    subjects: Sequence[str],
    *,
    dry_run: bool,
    ca_bundle: Path | None,
    set_aside: Callable[[Path], object],
) -> None:
    """Update the store of the user, and say what was done.

    Raises
    ------
    FetchError
        The publisher cannot be reached, or answers with something else than was asked for.
    """
    path = store.store_path()
    with contextlib.closing(Line(ca_bundle)) as line:
        held: dict[str, str] = _of_store(path, provenance.stamps, {})
        plan = update.plan(line, scb.SCB, subjects, years, held)
        console, folder = screen.console(), path.parent / answers.FOLDER
        if plan.absent:
            console.print(printable(f"Saknar valda år: {', '.join(plan.absent)}."))
        if plan.unchanged:
            console.print(printable(f"Oförändrat hos SCB: {', '.join(plan.unchanged)}."))
        if not plan.jobs:
            console.print(f"Referensdata är redan aktuella ({_calls(line.asked)} till SCB).")
            if not (dry_run or subjects or years):
                answers.forget(folder)  # of an update that was stopped when all was done
        elif dry_run:
            _show_plan(console, plan, folder)
        else:
            _fetch(line, folder, plan)
            merged = update.put(path, folder, plan.jobs, scb.SCB, _today(), set_aside)
            answers.forget(folder)
            _show(console, merged)
            done = f"Uppdaterat i {path} ({_calls(line.asked)} till SCB)."
            console.print(printable(done), soft_wrap=True)
        for text in _not_given(path, all_subjects=not subjects):
            console.print(text, soft_wrap=True)


def _not_given(path: Path, *, all_subjects: bool) -> Iterator[str]:
    """Yield what to do about what the publisher's services have not given: a key, the changes."""
    keys: list[str] = _of_store(path, _without_key, [])
    yield from keys
    changes: list[Change] = _of_store(path, lambda reference: reference.changes, [])
    if all_subjects and not changes:
        yield f"Hämtas inte: ändringarna av RegSO, som SCB:s tjänster inte har; {GET_CHANGES}."


def _without_key(reference: store.Reference) -> list[str]:
    """Return what to do about a key that the borders should have had but did not."""
    return [
        f"Nyckeln {LEVEL_LABEL[vintage, DESO]}–{LEVEL_LABEL[vintage, REGSO]} fanns inte i "
        "gränserna; läs in SCB:s nyckelfil med regso data import."
        for vintage in reference.years(BOUNDARIES).keys() - reference.years(KEYS).keys()
    ]


def _of_store(path: Path, read: Callable[[store.Reference], T], nothing: T) -> T:
    """Return what is read of the store; `nothing` of one that cannot be read, or is not there."""
    try:
        return read(store.Reference(path)) if path.is_file() else nothing
    except NotInstalledError:
        return nothing


def _fetch(line: Line, folder: Path, plan: update.Plan) -> None:
    try:
        update.fetch(line, folder, plan.jobs, _watched)
    except FetchError as error:
        raise FetchError(
            f"{error} Referensdata är oförändrade, och det som hämtades är sparat."
        ) from error


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def _watched(calls: Sequence[Call]) -> Iterator[Call]:
    yield from screen.progress(calls, "Hämtar från SCB")


def _show_plan(console: Console, plan: update.Plan, folder: Path) -> None:
    table = Table("Hos SCB")
    for title in ("Anrop", "Celler eller områden", "Ungefär MB"):
        table.add_column(title, justify="right")
    for job in plan.jobs:
        cells = sum(call.size for call in job.calls)
        table.add_row(
            job.name,
            screen.number(len(job.calls)),
            screen.number(cells),
            screen.number(max(1, round(job.size / _MEGABYTE))),
        )
    console.print(table)
    calls = [call for job in plan.jobs for call in job.calls]
    kept = sum((folder / call.file_name).is_file() for call in calls)
    size = max(1, round(sum(job.size for job in plan.jobs) / _MEGABYTE))
    already = f", varav {_number_kept(kept)}" if kept else ""
    console.print(f"Hämtas: {_calls(len(calls))}{already}, ungefär {size} MB. Inget är ändrat.")


def _number_kept(kept: int) -> str:
    return f"{screen.number(kept)} redan är hämtade"


def _calls(number: int) -> str:
    return f"{screen.number(number)} anrop"


def _show(console: Console, merged: list[Merged]) -> None:
    """Show what each source gave, its parts together."""
    together: dict[tuple[object, ...], Merged] = {}
    for one in merged:
        key = (one.source, one.table, one.fill_only)
        together[key] = _added(together[key], one) if key in together else one
    shown = list(together.values())
    console.print(tables.merged_table(shown))
    for text in tables.changes(shown):
        console.print(printable(text), soft_wrap=True)


def _added(one: Merged, other: Merged) -> Merged:
    return one._replace(
        rows=one.rows + other.rows,
        new=one.new + other.new,
        changed=one.changed + other.changed,
        examples=[*one.examples, *other.examples][: max(len(one.examples), len(other.examples))],
    )

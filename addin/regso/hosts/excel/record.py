"""One text file that tells how the add-in works on a machine: what the machine says, and a person.

It has versions, paths, registry values and times, the findings of `doctor`, and the checklist with
room for answers. No cell of a workbook is read, and the user's own folder is written as a variable.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from time import perf_counter

from regso import __version__
from regso.errors import FileError
from regso.hosts.excel.copies import add_ins, targets, version_of
from regso.hosts.excel.doctor import Finding
from regso.hosts.excel.install import command, registration
from regso.hosts.excel.machine import Machine

SINGLE_CALLS = 100
COLUMN_CELLS = 100_000
_CODE = "9901R001"
_ANSWER = "   [ ] stämmer   [ ] stämmer inte, så här blev det:"


def record(machine: Machine, findings: Iterable[Finding], now: dt.datetime) -> str:
    """Return the record as a text; with what `doctor.examine` found and the time of the record."""
    lines = [
        f"RegSO för Excel {__version__}, prövat {now:%Y-%m-%d %H:%M}",
        "Skicka filen till den som förvaltar tillägget. Den innehåller inget ur era arbetsböcker.",
        "",
        "Datorn",
        *(f"  {line}" for line in _about(machine)),
        "",
        "Undersökningen (regso excel doctor)",
        *(f"  {state:8}{text}" for state, text in findings),
        "",
        "Tiderna",
        *(f"  {line}" for line in _times(machine)),
        "",
        "Det som bara en människa kan se (tio minuter; kryssa och skriv)",
        *(f"{point}\n{_ANSWER}" for point in checklist()),
        "",
    ]
    return _without_user("\n".join(lines))


def checklist() -> list[str]:
    """Return the points of the checklist, each a numbered line."""
    text = files("regso.hosts.excel").joinpath("static", "kontroll.md").read_text(encoding="utf-8")
    return text.splitlines()


def _about(machine: Machine) -> Iterator[str]:
    yield f"Windows: {platform.platform()}"
    yield f"Python: {platform.python_version()}, {platform.machine()}"
    for path in add_ins(machine):
        yield f"Tillägg: {path} ({version_of(path.read_bytes()) or 'okänd version'})"
    for at in targets(machine):
        for key in registration(at, command(machine)):
            yield f"{key} = {machine.value(key)}"


def _times(machine: Machine) -> Iterator[str]:
    """Yield how long the bridge takes, started by Windows as Excel starts it."""
    try:
        yield f"första svaret: {_seconds(machine, 1):.2f} s"
        each = 1000 * _seconds(machine, SINGLE_CALLS) / SINGLE_CALLS
        yield f"en cell: {each:.2f} ms (medel av {SINGLE_CALLS})"
        column = tuple((_CODE,) for _ in range(COLUMN_CELLS))
        yield f"{COLUMN_CELLS} celler: {_seconds(machine, 1, column):.2f} s"
    except FileError as error:
        yield f"bryggan svarar inte ({error})"


def _seconds(machine: Machine, times: int, codes: object = _CODE) -> float:
    start = perf_counter()
    for _ in range(times):
        machine.ask_bridge("REGSO_NAMN", codes)
    return perf_counter() - start


def _without_user(text: str) -> str:
    """Return a text where the user's folder and name are written as variables."""
    for variable in ("USERPROFILE", "USERNAME"):
        value = os.environ.get(variable, "")
        if value:
            text = text.replace(value, f"%{variable}%").replace(Path(value).as_posix(), "~")
    return text

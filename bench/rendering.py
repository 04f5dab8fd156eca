"""``regso render`` with 1,000 to 100,000 rows of Indata: seconds and peak memory, fresh process.

Områdestyper has one table; Hälsa has sums by type, sex and age group, and is judged by what the
user waits for, as are Indikatorer's twelve indicators of 20,000 persons by sex and län.

The limits are for the work in a process that has started, and for its memory; what the user
waits for, start of Python and imports included, is reported beside it. The modules are compiled
before, as they are for a user.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from lookups import codes_for
from measure import VALUE, Result
from regso.store import EXAMPLE, Reference
from regso.templates.halsa.example import STANDARD

Cells = list[str | int]

SIZES, QUICK_SIZES = (1_000, 10_000, 100_000), (1_000,)
QUICK_HEALTH = (2_000,)  # in fewer rows an age group has no persons
LIMITS = {1_000: (250, 65), 100_000: (2_000, 250)}  # milliseconds of work, MB
WAIT_LIMIT = 10_000  # milliseconds of the whole command, of the templates that are no one table
PERSONS = 20_000
USUAL = (0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6)

# Runs in the fresh process. Linux keeps the peak of this program alone in VmHWM; ru_maxrss
# also counts the process that started it.
CHILD = """
import json, pathlib, sys, time
from regso.cli import main
start = time.perf_counter()
try:
    main()
except SystemExit as done:
    if done.code:
        raise
seconds = time.perf_counter() - start
status = pathlib.Path("/proc/self/status")
peak = None
if status.exists():
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    peak = int(lines["VmHWM"].split()[0]) / 1024
print(json.dumps([seconds, peak]))
"""


class Cost(NamedTuple):
    """What one command cost: milliseconds of work and in all, and MB at the peak."""

    work: float
    whole: float
    peak: float | None


def run(*, quick: bool) -> Iterator[Result]:
    """Render the templates Områdestyper and Hälsa with the example's reference data."""
    if importlib.util.find_spec("regso.cli") is None:
        yield Result("render", "regso render omradestyper", skipped="regso.cli is not built yet")
        return
    codes, year = codes_for("REGSO_FRAN_DESO", Reference(EXAMPLE))
    for size in QUICK_SIZES if quick else SIZES:
        yield from _results(size, _best("omradestyper", _counts(codes, size), year, quick=quick))
    for size in QUICK_HEALTH if quick else SIZES[-1:]:
        best = _best("halsa", _health(codes, size), year, quick=quick)
        case, limit = f"Hälsa, {size:,} rows", WAIT_LIMIT if size == SIZES[-1] else None
        yield Result(
            "render", f"{case}, whole command", "example",
            product=best.whole, judged=VALUE, limit=limit,
        )  # fmt: skip
        yield Result("render", f"{case}, peak memory", "example", "MB", product=best.peak)
    size = QUICK_SIZES[0] if quick else PERSONS
    best = _best("indikatorer", _persons(codes, size), year, quick=quick)
    case, limit = f"Indikatorer, {size:,} persons", WAIT_LIMIT if size == PERSONS else None
    yield Result(
        "render", f"{case}, whole command", "example", product=best.whole, judged=VALUE, limit=limit
    )
    yield Result("render", f"{case}, peak memory", "example", "MB", product=best.peak)


def _best(template: str, rows: Iterable[Cells], year: int, *, quick: bool) -> Cost:
    """Return the least that a command costs; a first one compiles the modules."""
    with tempfile.TemporaryDirectory() as folder:
        with Path(folder, "in.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        _cost(template, Path(folder), year)
        costs = [_cost(template, Path(folder), year) for _ in range(1 if quick else 3)]
    return Cost(*map(min, zip(*costs, strict=True)))


def _results(size: int, best: Cost) -> Iterator[Result]:
    work, peak = LIMITS.get(size, (None, None))
    yield Result(
        "render", f"{size:,} rows, work", "example", product=best.work, judged=VALUE, limit=work
    )
    yield Result(
        "render", f"{size:,} rows, whole command", "example", product=best.whole, judged=VALUE
    )
    case = f"{size:,} rows, peak memory"
    yield Result("render", case, "example", "MB", product=best.peak, judged=VALUE, limit=peak)


def _counts(codes: list[str], size: int) -> Iterator[Cells]:
    """Yield the rows of a register with a numerator and a denominator."""
    rng = random.Random(1)  # noqa: S311 - the same rows every time
    yield ["kod", "taljare", "namnare"]
    for _ in range(size):
        trials = rng.randrange(50, 100)
        yield [rng.choice(codes), rng.randrange(trials), trials]


def _health(codes: list[str], size: int) -> Iterator[Cells]:
    """Yield the rows of a register with events and persons by sex and age group."""
    rng = random.Random(1)  # noqa: S311 - the same rows every time
    yield ["kod", "kon", "alder", "antal", "befolkning"]
    for _ in range(size):
        sex, age = rng.choice(("kvinnor", "män")), rng.choice([*STANDARD])
        yield [rng.choice(codes), sex, age, rng.randrange(5), rng.randrange(20, 200)]


def _persons(codes: list[str], size: int) -> Iterator[Cells]:
    """Yield the rows of a register of persons with twelve indicators, their sex and their län."""
    rng = random.Random(1)  # noqa: S311 - the same rows every time
    counties = [f"{i:02d}" for i in range(1, 22)]
    weights = [rng.paretovariate(1.2) for _ in counties]
    yield ["kod", "grupp1", "grupp2", *(f"i{i}" for i in range(1, len(USUAL) + 1))]
    for _ in range(size):
        [county] = rng.choices(counties, weights)
        flags = [int(rng.random() < share) for share in USUAL]
        yield [rng.choice(codes), rng.choice(("kvinnor", "män")), county, *flags]


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment with the example's data, as nothing is imported in the folder."""
    ours = {"REGSO_DATA": str(folder), "PYTHONPYCACHEPREFIX": str(folder)}
    others = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**others, **ours}


def _cost(template: str, folder: Path, year: int) -> Cost:
    words = ["render", template, "-d", "in.csv", "-s", f"ar={year}", "-o", "ut.xlsx"]
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *words],
        check=True,
        cwd=folder,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        text=True,
    )
    whole = perf_counter() - start
    work, peak = json.loads(done.stdout.splitlines()[-1])
    return Cost(1000 * work, 1000 * whole, peak)

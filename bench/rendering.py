"""``regso render`` with 1,000 to 100,000 rows of Indata: seconds and peak memory, fresh process.

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
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from lookups import codes_for
from measure import VALUE, Result
from regso.store import EXAMPLE, Reference

SIZES, QUICK_SIZES = (1_000, 10_000, 100_000), (1_000,)
LIMITS = {1_000: (250, 65), 100_000: (2_000, 250)}  # milliseconds of work, MB

# Runs in the fresh process. Linux keeps the peak of this program alone in VmHWM; ru_maxrss
# also counts the process that started it.
CHILD = """
import json, pathlib, sys, time
from regso.cli import cli
start = time.perf_counter()
cli(sys.argv[1:], standalone_mode=False)
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
    """Render the template Områdestyper with the example's reference data."""
    if importlib.util.find_spec("regso.cli") is None:
        yield Result("render", "regso render omradestyper", skipped="regso.cli is not built yet")
        return
    codes, year = codes_for("REGSO_FRAN_DESO", Reference(EXAMPLE))
    for size in QUICK_SIZES if quick else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            _write_register(Path(folder, "in.csv"), codes, size)
            _cost(Path(folder), year)  # compiles the modules
            costs = [_cost(Path(folder), year) for _ in range(1 if quick else 3)]
        yield from _results(size, Cost(*map(min, zip(*costs, strict=True))))


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


def _write_register(path: Path, codes: list[str], size: int) -> None:
    rng = random.Random(1)  # noqa: S311 - the same rows every time
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["kod", "taljare", "namnare"])
        for _ in range(size):
            trials = rng.randrange(50, 100)
            writer.writerow([rng.choice(codes), rng.randrange(trials), trials])


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment with the example's data, as nothing is imported in the folder."""
    ours = {"REGSO_DATA": str(folder), "PYTHONPYCACHEPREFIX": str(folder)}
    others = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**others, **ours}


def _cost(folder: Path, year: int) -> Cost:
    words = ["render", "omradestyper", "-d", "in.csv", "-s", f"ar={year}", "-o", "ut.xlsx"]
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

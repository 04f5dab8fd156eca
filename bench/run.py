"""Run the benches: ``python bench/run.py [--quick] [NAME ...]``.

Prints a table and writes bench/results.json. A figure over its limit is shown, and is no
failure, because machines are noisy; an error is. With REGSO_REAL_DATA set to a folder of real
files, the benches of lookups, tables and the store also run on those.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

import aggregates
import bridge
import house
import imports
import large
import linked
import lookups
import maps
import office
import points
import question
import rendering
import stores
import suppression
from measure import Result
from regso.store import EXAMPLE
from regso.store.schema import FILE_NAME

RESULTS = Path(__file__).with_name("results.json")
ONCE = {
    "import": imports.run,
    "render": rendering.run,
    "office": office.run,
    "suppression": suppression.run,
    "linked": linked.run,
    "bridge": bridge.run,
    "house": house.run,
    "large": large.run,
    "maps": maps.run,
}
ON_EACH_STORE = {
    "lookup": lookups.run,
    "table": aggregates.run,
    "store": stores.run,
    "points": points.run,
    "question": question.run,
}
NAMES = (*ONCE, *ON_EACH_STORE)
_PIPE_WIDTH = 170  # a pipe has no width of its own


def results(names: list[str], *, quick: bool) -> Iterator[Result]:
    """Yield the results of the chosen benches, of all when none is chosen."""
    chosen = set(names or NAMES)
    for name, bench in ONCE.items():
        if name in chosen:
            yield from bench(quick=quick)
    per_store = [run for name, run in ON_EACH_STORE.items() if name in chosen]
    for measured in per_store:
        yield from measured(EXAMPLE, "example", quick=quick)
    real = os.environ.get("REGSO_REAL_DATA")
    if per_store and real:
        with tempfile.TemporaryDirectory() as folder:
            store = _imported(Path(real), Path(folder))
            for measured in per_store:
                yield from measured(store, "real", quick=quick)


def _imported(files: Path, folder: Path) -> Path:
    """Import a folder of real files into a store of its own, and return the store."""
    command = [sys.executable, "-c", "from regso.cli import main; main()", "data", "import"]
    env = {**os.environ, "REGSO_DATA": str(folder)}
    subprocess.run([*command, str(files)], check=True, env=env, stdout=subprocess.DEVNULL)
    return folder / FILE_NAME


def as_table(found: list[Result]) -> Table:
    """Return the results as a table for a terminal."""
    table = Table("bench", "case", "data", title="RegSO för Excel: benches")
    for name in ("product", "peer", "figure", "limit"):
        table.add_column(name, justify="right")
    table.add_column("peer is")
    table.add_column("")
    for r in found:
        measured = ("" if v is None else f"{v:,.2f} {r.unit}" for v in (r.product, r.peer))
        figure = "" if r.figure is None else f"{r.figure:,.2f} ({r.judged})"
        limit = "" if r.limit is None else f"{r.limit:g}"
        cells = (r.bench, r.case, r.data, *measured, figure, limit, r.peer_name, r.verdict)
        style = "bold red" if r.verdict == "OVER" else ""
        table.add_row(*map(Text, cells), style=style)
    return table


def main() -> None:
    """Run the benches that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--quick", action="store_true", help="few rounds and small sizes, for CI")
    options = parser.parse_args()
    unknown = set(options.names) - set(NAMES)
    if unknown:
        parser.error(f"no bench is called {', '.join(sorted(unknown))}")
    found = list(results(options.names, quick=options.quick))
    machine = {"python": platform.python_version(), "system": platform.platform(terse=True)}
    RESULTS.write_text(
        json.dumps({**machine, "results": [r.as_json() for r in found]}, indent=1) + "\n",
        encoding="utf-8",
    )
    console = Console()
    Console(width=max(console.width, _PIPE_WIDTH)).print(as_table(found))


if __name__ == "__main__":
    main()

"""The figures of the house, measured from the sources when the page is made."""

from __future__ import annotations

import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "bench"


def house_markdown() -> str:
    """Return a table of what `python bench/run.py house` measures, and its limits."""
    if str(BENCH) not in sys.path:
        sys.path.append(str(BENCH))
    import house  # noqa: PLC0415 - stands beside the package, not in it

    lines = ["| figure | now | limit |", "|---|---|---|"]
    for found in house.run(quick=True):
        limit = "" if found.limit is None else f"{found.limit:g}"
        lines.append(f"| {found.case} | {found.product:g} | {limit} |")
    return "\n".join(lines)

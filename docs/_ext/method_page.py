"""The table of methods, written from the files in docs/metoder."""

from __future__ import annotations

import csv
from pathlib import Path

from regso.functions import REGISTRY

_FOLDER = Path(__file__).resolve().parents[1] / "metoder"
_COLUMNS = ("funktion", "metod", "kalla", "orakel")


def methods() -> dict[str, dict[str, str]]:
    """Return method, source and oracle per function, in the order of the registry."""
    rows: dict[str, dict[str, str]] = {}
    for path in sorted(_FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                name = row["funktion"]
                if name in rows or tuple(row) != _COLUMNS:
                    raise ValueError(f"{path.name}: {name} stands twice or has other columns")
                rows[name] = row
    return {name: rows[name] for name in REGISTRY if name in rows}


def methods_markdown() -> str:
    """Return the table of methods."""
    lines = ["| funktion | metod | källa | prövad mot |", "|---|---|---|---|"]
    for row in methods().values():
        cells = (row[column].replace("|", "\\|") for column in _COLUMNS)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)

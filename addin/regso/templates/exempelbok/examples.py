"""The examples of the registry, each with what it should give.

Their expected values stand in a file, which `regso.render.facit` writes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from regso.functions import REGISTRY, Entry

FACIT = Path(__file__).with_name("exempelbok.json")
Expected = str | float | None


class Example(NamedTuple):
    """A call of a function, and the rows that it should give."""

    entry: Entry
    formula: str
    rows: list[list[Expected]]

    @property
    def has_header(self) -> bool:
        """Whether the first row is the header of a table."""
        texts = all(isinstance(cell, str) for cell in self.rows[0])
        return self.entry.result == "table" and texts


def examples() -> list[Example]:
    """Return the example of every function that has one in the file, in the registry's order."""
    known = json.loads(FACIT.read_text(encoding="utf-8"))
    return [
        Example(entry, known[name]["formula"], known[name]["rows"])
        for name, entry in REGISTRY.items()
        if name in known
    ]

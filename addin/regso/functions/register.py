"""Register rows with what they are divided by, and the labels that tables give them."""

from __future__ import annotations

import re
from typing import NamedTuple

from regso.core import aggregate
from regso.core.aggregate import OUTSIDE
from regso.core.typetable import HIDDEN, Denominators
from regso.errors import CellError
from regso.functions import rows
from regso.functions.kinds import Numbers
from regso.functions.registry import Cell, Cells
from regso.store import Reference

NO_CATEGORY = "(tom)"
BY_ROWS = "rader"
_NAMES_A_YEAR = re.compile(r";\s*ar\s*=", re.IGNORECASE)


class Sums(NamedTuple):
    """Sums per class, the denominators, and the rows outside the region of a population."""

    values: list[float]
    denominators: Denominators | None
    outside: int


class Register(NamedTuple):
    """Register rows: codes, values (1 per row when None), and what the values are divided by."""

    codes: Cells
    values: list[float | None] | None
    denominator: list[float | None] | str | None

    def sums(self, reference: Reference, year: int) -> Sums:
        """Return the sums by the types of a year."""
        public, region = None, "00"
        by_rows = isinstance(self.denominator, str) and self.denominator.lower() == BY_ROWS
        if isinstance(self.denominator, str) and not by_rows:
            public, region = rows.reference_population(self.denominator, reference, year)
        types = rows.classes(self.codes, reference, year, region)
        if by_rows:
            public = Denominators(aggregate.counts(types, self.values))
        elif isinstance(self.denominator, list):
            public = Denominators(aggregate.sums(types, self.denominator))
        own = aggregate.counts(types) if self.values is None else aggregate.sums(types, self.values)
        return Sums(own, public, types.count(OUTSIDE))

    def part(self, chosen: list[int], year: int, *, keep_text: bool) -> Register:
        """Return the chosen rows; a population is that of the year, unless it names another."""
        denominator = self.denominator
        if isinstance(denominator, list):
            denominator = [denominator[i] for i in chosen]
        elif isinstance(denominator, str) and denominator.lower() != BY_ROWS and not keep_text:
            named = _NAMES_A_YEAR.search(denominator)
            denominator = denominator if named else f"{denominator};ar={year}"
        codes = self.codes.flat()
        return Register(
            Cells([[codes[i] for i in chosen]]),
            None if self.values is None else [self.values[i] for i in chosen],
            denominator,
        )


def fitting(denominator: Numbers | str | None, koder: Cells) -> list[float | None] | str | None:
    """Return a denominator as numbers or text; a range must have the shape of the codes."""
    if isinstance(denominator, Numbers):
        return denominator.require(koder.shape, "namnare")
    return denominator


def outside_note(count: int, threshold: float | None = None) -> str:
    """Return what a header says of rows outside the region; few are not told with a threshold."""
    if not count:
        return ""
    few = threshold is not None and count < threshold
    return f" ({HIDDEN if few else count} rader utanför området räknas inte)"


def label_of(cell: Cell) -> str:
    """Return the name of the category that a cell holds."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return NO_CATEGORY
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, float) and cell == cell // 1:
        return str(int(cell))
    return str(cell).strip()

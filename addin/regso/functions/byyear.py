"""The rows of a register by year, and which of them are the same areas in another year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from regso.errors import BadValueError
from regso.functions.breaks import carried
from regso.functions.register import Register
from regso.functions.registry import Cells
from regso.store import Reference

MOST_YEARS = 15
"""Rows of a table with a row for each year, which never changes size with its data."""


def rows_by_year(
    years: Sequence[float | None], values: Sequence[float | None]
) -> dict[int, list[int]]:
    """Return the row numbers per year; a row with neither year nor value is ignored.

    Raises
    ------
    BadValueError
        A row has a value and no year; the message names it.
    """
    found: defaultdict[float, list[int]] = defaultdict(list)
    for i, (year, value) in enumerate(zip(years, values, strict=True)):
        if year is not None:
            found[year].append(i)
        elif value is not None:
            raise BadValueError(
                f"Rad {i + 1} i ar_kolumn är tom men raden har ett värde; fyll i året."
            )
    return {int(year): rows for year, rows in found.items()}


def refuse_more_years(years: Sequence[int]) -> None:
    """Raise if there are more years than a table has rows for.

    Raises
    ------
    BadValueError
        There are.
    """
    if len(years) > MOST_YEARS:
        raise BadValueError(
            f"ar_kolumn har {len(years)} olika år men tabellen rymmer {MOST_YEARS}; dela upp åren."
        )


def comparable(
    part: Register, reference: Reference, year: int, types_year: int
) -> tuple[Register, int]:
    """Return the rows of a year that are the same areas in the types' vintage.

    Returns
    -------
    The register, and the number of rows in areas with another border, which it leaves out.
    """
    cells, moved = carried(part.codes.flat(), reference, year, types_year)
    kept = [i for i in range(len(cells)) if i not in moved]
    known = replace(part, codes=Cells([cells]))
    return known.part(kept, types_year, keep_text=True) if moved else known, len(moved)

"""Rows by area type: the class of each year and code, by what classes the rows of every register.

Sums and counts of areas are added. The number of different persons and a median are not: the
classes then go into the statement, and the rows are grouped by class where they lie.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import fsum
from typing import Any, Final

from regso.aggregating.engine import Rows
from regso.aggregating.statement import BAD_YEAR, CLASS_KEY, CODE_KEY, YEAR_KEY, Plan
from regso.core.measures.aggregate import ASIDE, BLANK, OKAND
from regso.errors import FileError, WorksheetError
from regso.functions.registry import Cells
from regso.functions.rows import read
from regso.store import Reference

UNKNOWN: Final = "okänd"
_KEYS: Final = frozenset((YEAR_KEY, CODE_KEY, CLASS_KEY))

Classes = Mapping[tuple[int | None, str | None], int]


def classes_of(
    rows: Rows, plan: Plan, size: str, reference: Reference, of_year: int | None
) -> Classes:
    """Return the class of each year and code of grouped rows.

    Parameters
    ----------
    rows : list of tuples
        As the plan says, grouped by year and code.
    plan : Plan
    size : str
        The alias of how much a row counts for, which tells a total of a kommun from a person.
    reference : Reference
    of_year : int or None
        The year of rows that have no column of years.

    Raises
    ------
    FileError
        The reference data have no types of a year.
    """
    at = {alias: i for i, alias in enumerate(plan.aliases)}
    sizes: dict[int | None, dict[str | None, float]] = {}
    for row in rows:
        year = row[at[YEAR_KEY]] if YEAR_KEY in at else of_year
        of_year_ = sizes.setdefault(year, {})
        code = row[at[CODE_KEY]]
        of_year_[code] = of_year_.get(code, 0.0) + float(row[at[size]] or 0)
    found: dict[tuple[int | None, str | None], int] = {}
    for year, codes in sizes.items():
        kinds = _of_year(codes, year, reference)
        found.update({(year, code): kind for code, kind in zip(codes, kinds, strict=True)})
    return found


def as_json(classes: Classes) -> str:
    """Return classes as the statement takes them; rows without year or code have none there."""
    return json.dumps(
        [
            {"y": year, "k": code, "c": kind}
            for (year, code), kind in classes.items()
            if year is not None and code is not None
        ],
        ensure_ascii=False,
    )


def added(rows: Rows, plan: Plan, classes: Classes, of_year: int | None) -> tuple[Rows, list[str]]:
    """Return rows of codes added to rows of classes, and what their values are called."""
    at = {alias: i for i, alias in enumerate(plan.aliases)}
    keys = [alias for alias in plan.aliases if alias == YEAR_KEY or alias.startswith("g")]
    values = [a for a in plan.aliases if a not in _KEYS and not a.startswith("g")]

    def key(row: Sequence[Any]) -> tuple[Any, ...]:
        year = row[at[YEAR_KEY]] if YEAR_KEY in at else of_year
        kind = classes[year, row[at[CODE_KEY]]]
        return (*(row[at[alias]] for alias in keys), kind)

    together: dict[tuple[Any, ...], Rows] = {}
    for row in rows:
        together.setdefault(key(row), []).append(row)
    return [
        (*group, *(_together(alias, [row[at[alias]] for row in those]) for alias in values))
        for group, those in together.items()
    ], [*keys, CLASS_KEY, *values]


def label(kind: int) -> int | str | None:
    """Return a class as the code of a row, a type or a word; None for a total of other rows."""
    if kind == ASIDE:
        return None
    return UNKNOWN if kind == OKAND else kind


def _of_year(codes: Mapping[str | None, float], year: int | None, reference: Reference) -> bytes:
    if year is None:
        return bytes(OKAND for _ in codes)
    try:
        cells = Cells([[code] for code in codes])
        found = read(cells, reference, year, sizes=[*codes.values()]).kinds
        return found.replace(bytes([BLANK]), bytes([OKAND]))
    except WorksheetError as error:
        raise FileError(f"Områdestyperna för {year} går inte att läsa: {error}") from error


def _together(alias: str, values: Iterable[Any]) -> Any:
    """Return values of the same measure as one."""
    there = [value for value in values if value is not None]
    if not there:
        return None
    how: Callable[[list[Any]], Any] = sum
    if alias.startswith("x") or alias == BAD_YEAR:
        how = min  # an example
    elif any(isinstance(value, float) for value in there):
        how = fsum
    return how(there)

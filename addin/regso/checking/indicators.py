"""Which columns of a register are indicators, and what divides its rows into groups."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Final

from regso.checking import kinds
from regso.checking.kinds import Column
from regso.indata import Data

FIRST: Final = "i1"  # the first column of a template that takes indicators
_FLAGS_OF_PERSONS: Final = 3  # so many columns of 0 and 1 are no table of one numerator
_GROUPS: Final = (("grupp1", (kinds.SEX, kinds.AGE)), ("grupp2", (kinds.LAN, kinds.AGE)))
_MOST_GROUPS: Final = 24


def are_many(found: Sequence[Column]) -> bool:
    """Tell whether a register has persons with several indicators."""
    return sum(c.kind == kinds.FLAG for c in found) >= _FLAGS_OF_PERSONS


def indicators(
    found: Sequence[Column], data: Data, wanted: Container[str], given: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return columns for indicators and groups, and the settings that name the indicators.

    Parameters
    ----------
    found : sequence of Column
    data : Data
    wanted : container of str
        The template's columns.
    given : mapping
        What belongs to what already.
    """
    if FIRST not in wanted:
        return {}, {}
    taken = set(given.values())
    columns: dict[str, str] = {}
    for name, fits in _GROUPS:
        group = None if name in given else _group(found, data, taken, fits)
        if group is not None:
            columns[name] = group.header
            taken.add(group.header)
    left = [c for c in found if c.kind in kinds.NUMBERS and c.header not in taken]
    flags = [c for c in left if c.kind == kinds.FLAG]
    free = (name for i in range(1, len(found) + 1) if (name := f"i{i}") in wanted)
    columns |= dict(
        zip((n for n in free if n not in given), (c.header for c in flags or left), strict=False)
    )
    named = {**given, **columns}
    names = {f"namn{n[1:]}": h for n, h in named.items() if n[0] == FIRST[0] and n[1:].isdigit()}
    return columns, names


def _group(
    found: Sequence[Column], data: Data, taken: Container[str], fits: Sequence[str]
) -> Column | None:
    """Return the first column of a kind, or else the first text with few values."""
    free = [c for c in found if c.header not in taken]
    known = [c for kind in fits for c in free if c.kind == kind]
    texts = [c for c in free if c.kind == kinds.TEXT]
    few = [c for c in texts if len(set(data.column(c.at))) <= _MOST_GROUPS]
    return next(iter(known or few), None)

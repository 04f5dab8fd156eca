"""The break between the two vintages, for the areas of register rows."""

from __future__ import annotations

from typing import NamedTuple

from regso.core.areas import codes
from regso.core.areas.areas import VINTAGES, vintage_of
from regso.core.areas.transitions import Break
from regso.errors import BadValueError
from regso.functions.registry import Cell
from regso.store import Reference
from regso.store.messages import no_changes


def between_vintages(reference: Reference) -> Break:
    """Return the break between the two vintages.

    Raises
    ------
    NotInstalledError
        A vintage, or the list of changes, is not installed.
    """
    old, new = (reference.areas(vintage) for vintage in VINTAGES)
    if not reference.changes:
        raise no_changes()
    return reference.memo("break", lambda: Break(old, new, reference.changes))


class Carried(NamedTuple):
    """Codes of one vintage as the other vintage knows them.

    Attributes
    ----------
    codes : list of cells
        The RegSO of each code, where it is the same area in both vintages; else the cell itself.
    moved : frozenset of int
        The rows whose area is not the same, or is not there, in the other vintage.
    """

    codes: list[Cell]
    moved: frozenset[int]


def carried(cells: list[Cell], reference: Reference, from_year: int, to_year: int) -> Carried:
    """Return the codes of a year as another year's vintage knows them.

    Nothing is done within a vintage. A code that states the other vintage is in it already.
    """
    if vintage_of(from_year) == vintage_of(to_year):
        return Carried(cells, frozenset())
    between = between_vintages(reference)
    own = reference.areas(vintage_of(from_year))
    comparable = (between.old.regso & between.new.regso) - between.moved
    result, moved = [*cells], set()
    for i, raw in enumerate(cells):
        try:
            code, stated = codes.read(raw)
        except BadValueError:
            continue
        regso = own.parents.get(code, code)
        if regso not in own.regso or stated not in {None, own.vintage}:
            continue
        if regso in comparable:
            result[i] = regso
        else:
            moved.add(i)
    return Carried(result, frozenset(moved))

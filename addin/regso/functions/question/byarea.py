"""The rows of a register summed by area, at each level that their codes have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import fsum
from typing import NamedTuple, Protocol

from regso.core.areas import codes
from regso.core.areas.areatypes import TYPES
from regso.core.measures.question.targeting import Areas, Persons, total
from regso.core.measures.typetable import SHARE
from regso.errors import BadValueError
from regso.functions import rows
from regso.functions.arguments.ranges import Numbers
from regso.functions.register import (
    Register,
    RegisterSums,
    areas_overlap,
    heading,
    rows_left_out,
    totals_set_aside,
)
from regso.functions.registry import Cell, Cells
from regso.functions.rowcodes import small_code
from regso.store import Reference

Counted = dict[tuple[str, int], Persons]


class ByArea(NamedTuple):
    """A register by area.

    Attributes
    ----------
    register : Register
    sums : RegisterSums, by class (see `core.measures.aggregate`)
    persons : list of float, shape (9,), the denominators by class
    levels : mapping of level (`codes.KOMMUN`, REGSO, DESO) to the areas of known type where anyone
        lives; without the levels that some row does not have
    counted : mapping of (clean code, type) to the persons; the code of a ready type is empty
    parents : mapping of DeSO code to RegSO code
    """

    register: Register
    sums: RegisterSums
    persons: list[float]
    levels: Mapping[str, Areas]
    counted: Counted
    parents: Mapping[str, str]

    @property
    def finest(self) -> Areas | None:
        """The smallest areas that all rows have."""
        return self.levels.get(codes.DESO) or self.levels.get(codes.REGSO)


def by_area(
    koder: Cells, taljare: Numbers, namnare: Numbers | str | None, reference: Reference, year: int
) -> ByArea:
    """Return the rows of a call by area.

    Raises
    ------
    BadValueError
        The denominator is a population in words, which has no number for each area.
    """
    return areas_in(register_of(koder, taljare, namnare), reference, year)


def register_of(
    koder: Cells, taljare: Numbers, namnare: Numbers | str | None, measure: str = SHARE
) -> Register:
    """Return the rows of a call, which have a denominator each.

    Raises
    ------
    BadValueError
        The denominator is a population in words, which has no number for each area.
    """
    register = Register.of(koder, ("taljare", taljare), namnare, measure)
    if register.denominators is None or register.values is None:
        raise BadValueError(
            'namnare ska vara ett tal per rad, eller "rader" när varje rad är en person; '
            "en befolkning i ord räcker inte, för varje område behöver sitt eget tal."
        )
    return register


def areas_in(register: Register, reference: Reference, year: int) -> ByArea:
    """Return the rows of a register by area, with the types of a year."""
    sums = register.sums(reference, year)
    persons = [0.0] * len(sums.values) if sums.denominators is None else sums.denominators.by_class
    found = rows.read(register.codes, reference, year, sizes=register.sizes)
    counted = _by_code(register, found)
    parents = found.areas.parents
    return ByArea(register, sums, [*persons], _levels(counted, parents), counted, parents)


class Summed(Protocol):
    """A register with its sums by type."""

    @property
    def register(self) -> Register: ...

    @property
    def sums(self) -> RegisterSums: ...


def head_of(found: Summed, title: str, rests_on: int | None, threshold: float | None) -> str:
    """Return the header of a table: what it rests on, and which rows it leaves out.

    `rests_on` is the year of the types, as `rows.rests_on` gives it.
    """
    sums = found.sums
    return heading(
        title,
        rests_on,
        rows_left_out(found.register.left_out),
        totals_set_aside(sums.totals, sums.difference, threshold),
        areas_overlap(sums.overlaps),
    )


def _by_code(register: Register, found: rows.Rows) -> Counted:
    """Return cases and persons by clean code and type; the code of a ready type is empty."""
    by_cell: dict[tuple[Cell, int], tuple[list[float], list[float]]] = {}
    columns = register.codes.flat(), found.kinds, register.values or (), register.denominators or ()
    for cell, kind, x, n in zip(*columns, strict=True):
        if kind in TYPES and x is not None and n is not None:
            group = by_cell.get((cell, kind))
            if group is None:
                group = by_cell[cell, kind] = [], []
            group[0].append(x)
            group[1].append(n)
    parts = (
        ((small_code(cell, found.areas) or "", kind), Persons(*map(fsum, group)))
        for (cell, kind), group in by_cell.items()
    )
    return _merged(parts)


def _merged(parts: Iterable[tuple[tuple[str, int], Persons]]) -> Counted:
    merged: dict[tuple[str, int], list[Persons]] = {}
    for key, group in parts:
        merged.setdefault(key, []).append(group)
    return {key: total(groups) for key, groups in merged.items()}


def _levels(counted: Counted, parents: Mapping[str, str]) -> dict[str, Areas]:
    if not counted or any(not code for code, _ in counted):
        return {}

    def level(area: Callable[[str], str], *, has_type: bool) -> Areas:
        places = _merged(
            ((area(code), kind * has_type), group) for (code, kind), group in counted.items()
        )
        lived_in = [(kind, *group) for (_, kind), group in sorted(places.items()) if group.persons]
        kinds, cases, persons = zip(*lived_in, strict=True) if lived_in else ((), (), ())
        return Areas(kinds, cases, persons)

    levels = {
        codes.KOMMUN: level(lambda code: code[:4], has_type=False),
        codes.REGSO: level(lambda code: parents.get(code, code), has_type=True),
    }
    if all(code in parents for code, _ in counted):
        levels[codes.DESO] = level(str, has_type=True)
    return levels

"""The rows of a register summed by type and by the groups of a standard population."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from typing import NamedTuple

from regso.core.areas.areatypes import TYPES
from regso.core.measures.question.targeting import Persons
from regso.errors import BadValueError, DomainError, EmptyError
from regso.functions.arguments.ranges import Numbers
from regso.functions.register import Register, Values, label_of
from regso.functions.registry import Cells

_Key = tuple[str, int]


class ByGroup(NamedTuple):
    """A register by group and type.

    Attributes
    ----------
    weights : dict of group to its share of the standard population, above 0, sum 1
    counted : dict of (group, type) to Persons
    """

    weights: dict[str, float]
    counted: dict[_Key, Persons]


def without_gaps(taljare: Numbers, standard: Values) -> Numbers:
    """Return the numerators of the rows that have a standard; another row is half-filled."""
    pairs = zip(taljare.values, standard, strict=True)
    return Numbers([None if s is None else x for x, s in pairs], taljare.shape)


def by_group(
    register: Register, kinds: bytes, grupp: Cells | None, standard: Values | None
) -> ByGroup:
    """Return the rows of known type by group; without groups all are in one.

    Raises
    ------
    BadValueError
        The groups are not as many as the rows.
    DomainError
        A group has several standard populations; the message names the row.
    EmptyError
        The standard population is empty.
    """
    if grupp is None or standard is None:
        return ByGroup({"": 1.0}, _counted([""] * len(kinds), kinds, register))
    if grupp.shape != register.codes.shape:
        raise BadValueError(
            "Området grupp är inte lika stort som koderna; markera lika många rader."
        )
    column = grupp.flat()
    names = {cell: label_of(cell) for cell in set(column)}
    labels = [names[cell] for cell in column]
    counted = _counted(labels, kinds, register)
    rows_ = zip(labels, register.values or (), standard, strict=True)
    return ByGroup(_weights((name, s) for name, x, s in rows_ if x is not None), counted)


def _counted(labels: list[str], kinds: bytes, register: Register) -> dict[_Key, Persons]:
    sums: dict[_Key, tuple[list[float], list[float]]] = {}
    columns = labels, kinds, register.values or (), register.denominators or ()
    for label, kind, x, n in zip(*columns, strict=True):
        if kind in TYPES and x is not None and n is not None:
            group = sums.get((label, kind))
            if group is None:
                group = sums[label, kind] = [], []
            group[0].append(x)
            group[1].append(n)
    return {key: Persons(fsum(cases), fsum(persons)) for key, (cases, persons) in sums.items()}


def _weights(rows_: Iterable[tuple[str, float | None]]) -> dict[str, float]:
    """Return each group's share of the standard population; one that weighs nothing is left out."""
    found: dict[str, float] = {}
    for label, standard in rows_:
        if standard is not None and found.setdefault(label, standard) != standard:
            raise DomainError(
                f"Gruppen {label} har både {found[label]:g} och {standard:g} i standard; "
                "ange samma tal på alla dess rader."
            )
    whole = fsum(found.values())
    if found and not whole:
        raise EmptyError("Standardbefolkningen är tom; ange antal personer per åldersgrupp.")
    return {label: standard / whole for label, standard in found.items() if standard}

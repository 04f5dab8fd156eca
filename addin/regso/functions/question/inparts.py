"""The areas of a register in parts: those of their persons who have the same groups."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from regso.core.areas.areatypes import TYPES
from regso.core.measures.question.targeting import Persons
from regso.functions import rows
from regso.functions.register import Register
from regso.functions.rowcodes import small_code
from regso.store import Reference

InParts = dict[int, dict[str, dict[Hashable, Persons]]]


def in_parts(
    register: Register, groups: Sequence[Hashable], reference: Reference, year: int
) -> InParts:
    """Return the persons of each RegSO by the groups of their rows, by type and code.

    Parameters
    ----------
    register : Register
    groups : sequence, shape (n,)
        The groups of each row.
    reference : Reference
    year : int
        The year of the types. A ready type has the code of no area, which is empty.
    """
    read = rows.read(register.codes, reference, year, sizes=register.sizes)
    columns = register.codes.flat(), read.kinds, register.values or (), register.denominators or ()
    found: InParts = {}
    for cell, kind, x, n, group in zip(*columns, groups, strict=True):
        if kind in TYPES and x is not None and n is not None:
            code = small_code(cell, read.areas) or ""
            parts = found.setdefault(kind, {}).setdefault(read.areas.parents.get(code, code), {})
            cases, persons = parts.get(group, (0.0, 0.0))
            parts[group] = Persons(cases + x, persons + n)
    return found

"""Which areas of a register may be listed beside its table by type, and what is said of them.

All that lists or draws single areas beside the sums of their types asks this one place, so that
a list and a map of one register are two pictures of the same numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from regso.core.areas.areatypes import TYPES
from regso.core.disclosure.joint.nested import Parts, hidden_areas
from regso.core.measures.question.targeting import Persons, total
from regso.functions.question.byarea import ByArea
from regso.functions.question.hidden import hidden_in_table
from regso.functions.secret.key import key_for

NOWHERE: Final = ""  # the code of what has a type and no area


@dataclass(frozen=True)
class Listed:
    """The areas of a list: those that are shown, and those that are hidden.

    Attributes
    ----------
    kept : mapping of type to its areas, code to Persons
        Of the types that are listed, those that are nowhere among them.
    hidden : set of code
    withheld : sequence of the types whose areas are not listed at all
    """

    kept: Mapping[int, Mapping[str, Persons]]
    hidden: frozenset[str]
    withheld: tuple[int, ...]

    @cached_property
    def kinds(self) -> dict[str, int]:
        """The type of each area that is listed, shown or hidden."""
        return {c: kind for kind, areas in self.kept.items() for c in areas if c != NOWHERE}

    @cached_property
    def shown(self) -> dict[str, Persons]:
        """The numbers of each area that is shown."""
        unseen = self.hidden | {NOWHERE}
        return {c: a for areas in self.kept.values() for c, a in areas.items() if c not in unseen}

    def pools(self) -> list[Persons]:
        """Return what the sums of the listed types have besides the areas that are shown."""
        return [
            total([a for c, a in areas.items() if c not in self.shown])
            for areas in self.kept.values()
        ]


def listed(found: ByArea, level: float, threshold: float | None) -> Listed:
    """Return what is listed; nothing of it tells more of a hidden area than the sums by type."""
    return listed_beside(found, hidden_in_table(found, level, threshold), threshold)


def listed_beside(
    found: ByArea,
    in_table: Collection[int | str],
    threshold: float | None,
    parts: Mapping[int, Mapping[str, Parts]] | None = None,
) -> Listed:
    """Return what is listed beside a table that hides the sums of some types.

    `parts` are the areas of each type by group, where the table has the sums by group too.
    """
    by_type = _by_type(found)
    withheld = {kind for kind in TYPES if kind in in_table}
    hidden: set[str] = set()
    if threshold is not None:
        for kind, areas in by_type.items():
            by_group = None if parts is None else parts[kind]
            few = hidden_areas(areas, threshold, key_for(threshold), by_group)
            if few is None:
                withheld.add(kind)
            else:
                hidden |= few
    kept = {kind: areas for kind, areas in by_type.items() if kind not in withheld}
    codes = {code for areas in kept.values() for code in areas}
    return Listed(
        kept, frozenset(hidden & codes) - {NOWHERE}, tuple(sorted(withheld & by_type.keys()))
    )


def _by_type(found: ByArea) -> dict[int, dict[str, Persons]]:
    """Return the RegSO of each type where anyone lives; ready types are one that is nowhere."""
    merged: dict[int, dict[str, list[Persons]]] = {}
    for (code, kind), persons in found.counted.items():
        if persons.persons:
            areas = merged.setdefault(kind, {})
            areas.setdefault(found.parents.get(code, code), []).append(persons)
    return {
        kind: {code: total(areas[code]) for code in sorted(areas)}
        for kind, areas in sorted(merged.items())
    }

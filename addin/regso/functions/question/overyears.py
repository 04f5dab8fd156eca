"""The RegSO in which two years can be compared, with their types in both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from regso.core.areas.areas import vintage_of
from regso.errors import BadValueError
from regso.functions.breaks import between_vintages
from regso.functions.register import division
from regso.store import Reference
from regso.store.schema import TYPE


class BothYears(NamedTuple):
    """Two years and the RegSO that are the same areas in both.

    Attributes
    ----------
    before, after : int, years
    types : mapping of RegSO code to the type before and after
        The RegSO that both years' divisions have with the same border, with a type in both years.
    """

    before: int
    after: int
    types: Mapping[str, tuple[int, int]]

    @property
    def years(self) -> tuple[int, int]:
        """The two years, the earlier first."""
        return self.before, self.after

    def heading(self, label: str, *notes: str) -> str:
        """Return a header that says which types the table rests on, and what it leaves out."""
        divisions = dict.fromkeys(map(division, self.years))
        text = f"typer {self.before} och {self.after}, {' och '.join(divisions)}"
        return "; ".join(filter(None, (label, text, *notes)))


def both_years(reference: Reference, ar_fore: int, ar_efter: int) -> BothYears:
    """Return the RegSO that can be compared between two years.

    Raises
    ------
    BadValueError
        The first year is not before the second.
    NotFoundError
        A year has no types.
    """
    if ar_fore >= ar_efter:
        raise BadValueError(f"ar_fore {ar_fore} ska vara ett tidigare år än ar_efter {ar_efter}.")
    return reference.memo(
        ("both years", ar_fore, ar_efter), lambda: _both_years(reference, ar_fore, ar_efter)
    )


def _both_years(reference: Reference, before: int, after: int) -> BothYears:
    old, new = (reference.areas(vintage_of(year)).regso for year in (before, after))
    is_across = vintage_of(before) != vintage_of(after)
    moved = between_vintages(reference).moved if is_across else frozenset()
    first, second = (reference.values(TYPE, year) for year in (before, after))
    same = (old & new & first.keys() & second.keys()) - moved
    return BothYears(before, after, {c: (int(first[c]), int(second[c])) for c in sorted(same)})

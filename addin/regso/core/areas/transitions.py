"""What is comparable between the vintages, and how areas moved between types.

Areas are compared by code, never by name. A code that both vintages have is the same area only
where its border is the same, which the publisher's list of changes tells for RegSO. No list
here tells it for DeSO: the code lists show the DeSO that ended or are new, and a DeSO that is
its whole RegSO has the border of that RegSO; of the others nothing is known.

References
----------
Statistics Sweden, "Historiska förändringar i RegSO" (2026), and the lists of RegSO 2020,
RegSO 2025, DeSO 2018 and DeSO 2025.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from regso.core.areas.areas import Areas, name_key
from regso.core.areas.areatypes import TYPES
from regso.core.areas.changes import BORDER_BREAK, border_changed
from regso.errors import NotFoundError

SAME, MOVED, RENAMED, ENDED, NEW = "oförändrad", "ändrad gräns", "nytt namn", "upphörd", "ny"
NOT_KNOWN = "uppgift saknas"
_RENAMED_KIND = "namnändra"


@dataclass(frozen=True)
class Break:
    """The break between two vintages.

    Attributes
    ----------
    old, new : Areas
    changes : rows of (code_from, code_to, kind, date, ...), the publisher's list
    """

    old: Areas
    new: Areas
    changes: Sequence[Sequence[str]]

    @cached_property
    def moved(self) -> frozenset[str]:
        """The RegSO codes whose land border changed."""
        return border_changed(self.changes)

    @cached_property
    def renamed(self) -> frozenset[str]:
        """The RegSO codes of both vintages whose name is another in the last list of the later.

        A rename in the publisher's list counts also when only capitals changed.
        """
        listed = {
            code_to
            for _, code_to, kind, date, *_ in self.changes
            if date >= BORDER_BREAK and _RENAMED_KIND in kind.lower()
        }
        both = self.old.regso & self.new.regso
        return frozenset(
            c
            for c in both
            if c in listed or name_key(self.old.names[c]) != name_key(self.new.names[c])
        )

    def change_of(self, code: str) -> str:
        """Return what happened to a RegSO or DeSO code (clean) between the vintages.

        Returns
        -------
        "oförändrad", "ändrad gräns" (also when the name changed), "nytt namn", "upphörd" or
        "ny"; for a DeSO whose own border no list tells of, "uppgift saknas".

        Raises
        ------
        NotFoundError
            Neither vintage has the code, or it is no RegSO or DeSO.
        """
        if code in self.old.regso or code in self.new.regso:
            return self._of_regso(code)
        if code in self.old.parents or code in self.new.parents:
            return self._of_deso(code)
        raise NotFoundError(
            f"Koden {code} finns varken bland RegSO eller DeSO i någon indelning; "
            "kontrollera koden.",
        )

    def _of_regso(self, code: str) -> str:
        if code not in self.new.regso:
            return ENDED
        if code not in self.old.regso:
            return NEW
        if code in self.moved:
            return MOVED
        return RENAMED if code in self.renamed else SAME

    def _of_deso(self, code: str) -> str:
        before, after = self.old.parents.get(code), self.new.parents.get(code)
        if before is None:
            return NEW
        if after is None:
            return ENDED
        if before == after and self._is_alone(before):
            return MOVED if self._of_regso(before) == MOVED else SAME
        return NOT_KNOWN

    def _is_alone(self, regso: str) -> bool:
        return all(parts[regso] == 1 for parts in self._parts)

    @cached_property
    def _parts(self) -> tuple[Counter[str], Counter[str]]:
        return Counter(self.old.parents.values()), Counter(self.new.parents.values())


class Moves(NamedTuple):
    """How areas moved between types, and the areas that could not be compared.

    Attributes
    ----------
    counts : list of list of int, shape (5, 5)
        Areas by type before (rows) and after (columns).
    ended_or_new, moved, without_type : int
        Areas left out: in one of the years only; with another border; without a type in one
        of the years. Each area is counted once, in this order.
    """

    counts: list[list[int]]
    ended_or_new: int
    moved: int
    without_type: int


def moves(
    before: tuple[Collection[str], Mapping[str, float]],
    after: tuple[Collection[str], Mapping[str, float]],
    moved: Collection[str],
) -> Moves:
    """Return how areas moved between types from one year to another, compared by code.

    Parameters
    ----------
    before, after : (codes, types)
        The codes of the year's vintage, and the type 1–5 of those that have one.
    moved : collection of codes
        Codes whose border changed between the years; none within a vintage.
    """
    both = set(before[0]) & set(after[0])
    same = both.difference(moved)
    typed = [c for c in same if c in before[1] and c in after[1]]
    pairs = Counter((int(before[1][c]), int(after[1][c])) for c in typed)
    return Moves(
        [[pairs[one, other] for other in TYPES] for one in TYPES],
        ended_or_new=len(set(before[0]) ^ set(after[0])),
        moved=len(both) - len(same),
        without_type=len(same) - len(typed),
    )


def with_totals(counts: Iterable[Sequence[int]]) -> list[list[int]]:
    """Return a table with a last column and a last row of sums.

    >>> with_totals([[1, 2], [3, 4]])
    [[1, 2, 3], [3, 4, 7], [4, 6, 10]]
    """
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]

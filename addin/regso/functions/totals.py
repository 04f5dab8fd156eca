"""Rows that are totals of other rows, and areas that are counted twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from math import fsum

from regso.core.areas.areas import Areas
from regso.core.measures.aggregate import ASIDE, BLANK
from regso.functions.registry import Cell, Cells
from regso.functions.rowcodes import RIKET, large_code, place_of, places_of, small_code

Values = Sequence[float | None]
LARGE = ASIDE  # until it is known whether the row of a kommun, a län or riket is a total
_ONE_EACH = frozenset((0, 1, None))
_LIKE_A_TOTAL = 0.5  # of the sum of its parts, at least: one person in a kommun is no total


def overlapping(koder: Cells, areas: Areas, sizes: Values | None) -> dict[str, list[str]]:
    """Return the RegSO that have a row beside rows of their own DeSO, with those DeSO.

    Rows of one person each overlap no other. Without sizes a list where no code comes twice is
    one of areas.
    """
    flat = koder.flat()
    distinct = set(flat)
    is_of_areas = len(distinct) == len(flat) if sizes is None else not _ONE_EACH.issuperset(sizes)
    found = {code for raw in distinct if (code := small_code(raw, areas))} if is_of_areas else ()
    overlaps: dict[str, list[str]] = {}
    for code in sorted(found):
        regso = areas.parents.get(code, "")
        if regso in found:
            overlaps.setdefault(regso, []).append(code)
    return overlaps


def totals(flat: Sequence[Cell], kinds: Sequence[int], sizes: Values | None) -> dict[int, str]:
    """Return the rows that are totals of others, the smallest areas judged first.

    A row is a total when other rows lie inside its area. One that is not is a row of its own,
    and lies inside the larger areas.
    """
    inside = _Inside()
    rows_of: dict[str, list[int]] = {}
    placed = {raw: place_of(raw) for raw in set(flat)}
    for i, (raw, kind) in enumerate(zip(flat, kinds, strict=True)):
        if kind == LARGE:
            rows_of.setdefault(large_code(raw) or RIKET, []).append(i)
        elif kind != BLANK:
            inside.add(placed[raw], 1, _size(sizes, [i]))
    found: dict[int, str] = {}
    for code in sorted(rows_of, key=lambda c: (c == RIKET, -len(c))):
        rows = rows_of[code]
        if inside.has_total(code, _size(sizes, rows), by_size=sizes is not None):
            found.update(dict.fromkeys(rows, code))
        else:
            inside.add(code, len(rows), _size(sizes, rows))
    return found


def _size(sizes: Values | None, rows: Sequence[int]) -> float:
    return 0.0 if sizes is None else fsum(abs(sizes[i] or 0.0) for i in rows)


class _Inside:
    """How many rows, and how much, lie inside each kommun, län and riket."""

    def __init__(self) -> None:
        self._rows: Counter[str] = Counter()
        self._size: dict[str, float] = {}

    def add(self, code: str, rows: int, size: float) -> None:
        for place in places_of(code):
            self._rows[place] += rows
            self._size[place] = self._size.get(place, 0.0) + size

    def has_total(self, code: str, size: float, *, by_size: bool) -> bool:
        """Tell whether rows of an area, of some size, are the total of the rows inside it."""
        if not self._rows[code]:
            return False
        return code == RIKET or (by_size and size >= _LIKE_A_TOTAL * self._size[code])


def lies_in_any(raw: object, regions: Collection[str]) -> bool:
    return not places_of(place_of(raw)).isdisjoint(regions)

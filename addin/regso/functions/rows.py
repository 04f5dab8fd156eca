"""The rows of a register: what each one is, by the code that it has.

A row belongs to a type, to okänd, or to no type at all: it lies outside the region that is
studied, or it is a total of other rows. The table of a region often comes with rows for its
kommuner, its län and riket above the areas themselves; counted with them, everyone would count
twice. Such rows are set aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from regso.core.areas import codes
from regso.core.areas.areas import Areas, vintage_of
from regso.core.areas.areatypes import TYPES
from regso.core.measures.aggregate import ASIDE, BLANK, OKAND, OUTSIDE
from regso.errors import BadValueError, CellError
from regso.functions.registry import Cells
from regso.functions.sidebyside import is_empty
from regso.functions.values import types, year_of
from regso.store import Reference, current

RIKET = "00"
Values = Sequence[float | None]

_OWN_TYPES = {str(t): t for t in TYPES}
_ONE_EACH = frozenset((0, 1, None))
_LARGE = ASIDE  # until it is known whether the row of a kommun, a län or riket is a total
_TOTAL_WORDS = frozenset(
    ("totalt", "total", "summa", "samtliga", "alla", "riket", "hela riket", "sverige")
)
_LIKE_A_TOTAL = 0.5  # of the sum of its parts, at least: one person in a kommun is no total


@dataclass(frozen=True)
class Rows:
    """The rows of a register by class.

    Attributes
    ----------
    kinds : bytes, shape (n,), the class of each row (see `core.measures.aggregate`)
    areas : Areas
        The vintage that the codes were read in.
    total_of : dict of row number to the clean code of the area that the row is a total of
    """

    kinds: bytes
    areas: Areas
    total_of: dict[int, str]

    def difference(self, koder: Cells, values: Values) -> float:
        """Return how much more the totals are than the rows inside them.

        A total inside a larger one says nothing that the larger does not.
        """
        if not self.total_of:
            return 0.0
        codes_ = set(self.total_of.values())
        top = {c for c in codes_ if c == RIKET or not codes_ & {RIKET, c[:2]} - {c}}
        flat = koder.flat()
        terms = [values[i] or 0.0 for i, code in self.total_of.items() if code in top]
        for i, kind in enumerate(self.kinds):
            if kind not in {ASIDE, OUTSIDE} and _lies_in_any(flat[i], top):
                terms.append(-(values[i] or 0.0))
        return fsum(terms)


def read(
    koder: Cells,
    reference: Reference,
    year: int,
    region: str = RIKET,
    sizes: Values | None = None,
) -> Rows:
    """Return the class of each row.

    Parameters
    ----------
    koder : Cells
        Codes, or types 1–5; a number 1–5 is a type.
    reference : Reference
    year : int
    region : str
        A clean code; rows outside it are OUTSIDE.
    sizes : sequence of float or None, shape (n,), optional
        How much each row counts for, which tells the total of a kommun or län from a person in
        it whose RegSO is not known. Without sizes each row is one thing, and only riket a total.

    Raises
    ------
    BadValueError
        There are ready types and a region: a type lies nowhere.
    """
    areas = reference.areas(vintage_of(year))
    table = reference.memo(
        ("row types", year, region), lambda: _RowTypes(_resolver(reference, year, areas, region))
    )
    flat = koder.flat()
    kinds = bytes(map(table.__getitem__, flat))
    if _LARGE not in kinds:
        return Rows(kinds, areas, {})
    total_of = _totals(flat, kinds, sizes)
    judged = (
        OKAND if kind == _LARGE and i not in total_of else kind for i, kind in enumerate(kinds)
    )
    return Rows(bytes(judged), areas, total_of)


def types_of(koder: Cells, year: int | None, sizes: Values | None = None) -> bytes:
    """Return the class of each row by the reference data in force."""
    reference = current()
    return read(koder, reference, year_of(reference, year), sizes=sizes).kinds


def rests_on(koder: Cells, stated: int | None, year: int) -> int | None:
    """Return the year whose types a table rests on; None where all rows have ready types.

    A year that the user states is the user's word for them.
    """
    if stated is not None or not koder.rows:
        return year
    ready = (is_empty(cell) or is_own_type(cell) for row in koder.rows for cell in row)
    return None if all(ready) else year


def is_own_type(raw: object) -> bool:
    """Tell whether a cell holds a ready type 1–5, as a number or a text."""
    return not isinstance(raw, bool) and (raw in TYPES or raw in _OWN_TYPES)


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


def small_code(raw: object, areas: Areas) -> str | None:
    """Return the clean code of a RegSO or DeSO of the vintage, if a cell holds one."""
    if not isinstance(raw, str):
        return None
    if areas.is_small(raw):
        return raw
    try:
        code, stated = codes.read(raw)
    except BadValueError:
        return None
    return code if stated in {None, areas.vintage} and areas.is_small(code) else None


def large_code(raw: object) -> str | None:
    """Return the clean code of riket, a län or a kommun that a cell names; riket also in words."""
    if isinstance(raw, str) and raw.strip().casefold() in _TOTAL_WORDS:
        return RIKET
    try:
        code = codes.compact(raw)
    except BadValueError:
        return None
    return code if codes.level(code) in {codes.RIKET, codes.LAN, codes.KOMMUN} else None


def is_inside(code: str, region: str, areas: Areas) -> bool:
    """Tell whether a RegSO or DeSO (clean) lies in a riket, län, kommun or RegSO."""
    return region == RIKET or areas.parents.get(code, code).startswith(region)


def _lies_in_any(raw: object, regions: Collection[str]) -> bool:
    return not _places(_place_of(raw)).isdisjoint(regions)


def _place_of(raw: object) -> str:
    """Return the clean code in a cell, or riket: a ready type or a bad code may lie anywhere."""
    if is_own_type(raw):
        return RIKET
    try:
        return codes.compact(raw)
    except BadValueError:
        return RIKET


def _places(code: str) -> set[str]:
    """Return riket, and the län and kommun that a clean code lies in."""
    return {RIKET, code[:2], code[:4]}


class _RowTypes(dict[Any, int]):
    """A cell value and the class of its row; every text is remembered."""

    def __init__(self, resolve: Callable[[Any], int]) -> None:
        super().__init__()
        self[None] = self[""] = BLANK
        self._resolve = resolve

    def __missing__(self, raw: Any) -> int:
        found = self._resolve(raw)
        if isinstance(raw, str):
            self[raw] = found
        return found


def _resolver(reference: Reference, year: int, areas: Areas, region: str) -> Callable[[Any], int]:
    by_code = types(reference, year)

    def resolve(raw: Any) -> int:
        if isinstance(raw, CellError):
            return OKAND
        if is_own_type(raw):
            return _own_type(int(raw), region)
        if is_empty(raw):
            return BLANK
        code = small_code(raw, areas)
        if code is None:
            return _elsewhere(raw, region)
        if not is_inside(code, region, areas):
            return OUTSIDE
        found = by_code[code]
        return found if isinstance(found, int) else OKAND

    return resolve


def _elsewhere(raw: object, region: str) -> int:
    """Return the class of a row that has no RegSO or DeSO of the vintage.

    A code in another kommun lies outside the region; what is no code may lie anywhere.
    """
    code = large_code(raw)
    if code is None and not codes.is_valid(raw):
        return OKAND
    place = code or codes.compact(raw)
    is_near = RIKET in {place, region} or place.startswith(region[:4]) or region.startswith(place)
    if not is_near:
        return OUTSIDE
    return OKAND if code is None else _LARGE


def _own_type(kind: int, region: str) -> int:
    if region != RIKET:
        raise BadValueError(
            f"Färdiga områdestyper går inte att placera i {region}; ange koder, eller omrade=00."
        )
    return kind


def _totals(flat: Sequence[Any], kinds: Sequence[int], sizes: Values | None) -> dict[int, str]:
    """Return the rows that are totals of others, the smallest areas judged first.

    A row is a total when other rows lie inside its area. One that is not is a row of its own,
    and lies inside the larger areas.
    """
    inside = _Inside()
    rows_of: dict[str, list[int]] = {}
    places = {raw: _place_of(raw) for raw in set(flat)}
    for i, (raw, kind) in enumerate(zip(flat, kinds, strict=True)):
        if kind == _LARGE:
            rows_of.setdefault(large_code(raw) or RIKET, []).append(i)
        elif kind != BLANK:
            inside.add(places[raw], 1, _size(sizes, [i]))
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
        for place in _places(code):
            self._rows[place] += rows
            self._size[place] = self._size.get(place, 0.0) + size

    def has_total(self, code: str, size: float, *, by_size: bool) -> bool:
        """Tell whether rows of an area, of some size, are the total of the rows inside it."""
        if not self._rows[code]:
            return False
        return code == RIKET or (by_size and size >= _LIKE_A_TOTAL * self._size[code])

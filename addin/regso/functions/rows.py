"""The rows of a register: what each one is, by the code that it has.

A row belongs to a type, to okänd, or to no type at all: it lies outside the region that is
studied, or it is a total of other rows. The table of a region often comes with rows for its
kommuner, its län and riket above the areas themselves; counted with them, everyone would count
twice. Such rows are set aside.
"""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from typing import NamedTuple

from regso.core.areas import codes
from regso.core.areas.areas import Areas, vintage_of
from regso.core.measures.aggregate import ASIDE, BLANK, OKAND, OUTSIDE
from regso.errors import BadValueError, CellError
from regso.functions.registry import Cell, Cells
from regso.functions.rowcodes import RIKET, is_inside, is_own_type, large_code, small_code
from regso.functions.sidebyside import is_empty
from regso.functions.totals import LARGE, Values, lies_in_any, totals
from regso.functions.values import types, year_of
from regso.store import Reference, current


class Rows(NamedTuple):
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
            if kind not in {ASIDE, OUTSIDE} and lies_in_any(flat[i], top):
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
    if LARGE not in kinds:
        return Rows(kinds, areas, {})
    total_of = totals(flat, kinds, sizes)
    judged = (
        OKAND if kind == LARGE and i not in total_of else kind for i, kind in enumerate(kinds)
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


class _RowTypes(dict[Cell, int]):
    """A cell value and the class of its row; every text is remembered."""

    def __init__(self, resolve: Callable[[Cell], int]) -> None:
        super().__init__()
        self[None] = self[""] = BLANK
        self._resolve = resolve

    def __missing__(self, raw: Cell) -> int:
        found = self._resolve(raw)
        if isinstance(raw, str):
            self[raw] = found
        return found


def _resolver(reference: Reference, year: int, areas: Areas, region: str) -> Callable[[Cell], int]:
    by_code = types(reference, year)

    def resolve(raw: Cell) -> int:
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
    return OKAND if code is None else LARGE


def _own_type(kind: int, region: str) -> int:
    if region != RIKET:
        raise BadValueError(
            f"Färdiga områdestyper går inte att placera i {region}; ange koder, eller omrade=00."
        )
    return kind

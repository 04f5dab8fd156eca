"""A register's shares area by area, each as far as it may be shown: what a map is drawn from.

A map of shares is a table with a row per area. An area where some, but fewer than the threshold,
are concerned, or are not concerned, is hidden: neither its share nor its class is in the answer.
No sum over areas is in it either, so that nothing can be subtracted from one. Where the sums by
type are published too, the map is one of the list beside them (`shares_beside_types`), and where
they are published by group too, of what may be listed beside those (`shares_beside_groups`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import fsum
from typing import Final, Literal, NamedTuple

from regso.core.areas import codes
from regso.core.areas.areas import Areas
from regso.core.areas.areatypes import TYPES
from regso.core.disclosure.siblings import are_settled
from regso.core.measures.aggregate import ASIDE, BLANK, OUTSIDE
from regso.core.measures.question.targeting import Persons
from regso.core.measures.reliability import is_reliable
from regso.errors import DomainError, NotFoundError
from regso.functions import rows
from regso.functions.arguments.contributors import BY_ROWS
from regso.functions.arguments.ranges import Numbers
from regso.functions.question.byarea import ByArea, by_area, register_of
from regso.functions.question.hidden import has_few, refuse_parts_of_persons
from regso.functions.question.inparts import in_parts
from regso.functions.question.listed import Listed, listed, listed_beside
from regso.functions.register import Register
from regso.functions.registry import Cell, Cells
from regso.functions.rowcodes import large_code, small_code
from regso.functions.totals import overlapping
from regso.store import Reference

Level = Literal["RegSO", "kommun"]
State = Literal["visad", "osäker", "dold"]
PERCENT: Final = 100


Columns = tuple[Cells, Numbers, Numbers | None]
"""Codes, cases and persons; without persons each row is one."""


class AreaShare(NamedTuple):
    """An area's share in per cent, None where it is hidden, and how far it may be read."""

    share: float | None
    state: State


_HIDDEN: Final = AreaShare(None, "dold")


class Groups(NamedTuple):
    """Sums by type and group that stand beside: the types none of whose are hidden, and the rows'.

    Attributes
    ----------
    kinds : set of int
    labels : sequence, shape (n,), the groups of each row
    """

    kinds: AbstractSet[int]
    labels: Sequence[Hashable]


class Shown(NamedTuple):
    """How shares are shown: the threshold, None for none, and the level of the intervals."""

    threshold: float | None
    level: float = 0.95


def area_shares(
    register: Columns,
    level: Level,
    shown: Shown,
    reference: Reference,
    year: int,
) -> dict[str, AreaShare]:
    """Return the share of each area that the rows of a register lie in, by code.

    Parameters
    ----------
    register : Columns
        Rows of RegSO or DeSO; for kommuner also those of kommuner. Totals are set aside.
    level : "RegSO" or "kommun"

    Raises
    ------
    BadValueError, DomainError
        A row is impossible, or an area stands beside its own parts.
    NotFoundError
        No row lies in an area.
    """
    koder, taljare, namnare = register
    read = register_of(koder, taljare, BY_ROWS if namnare is None else namnare)
    refuse_parts_of_persons(read, shown.threshold)
    found = rows.read(read.codes, reference, year, sizes=read.sizes)
    twice = overlapping(read.codes, found.areas, read.sizes)
    if twice:
        raise DomainError(
            f"RegSO {next(iter(twice))} står i registret tillsammans med sina egna DeSO och skulle "
            "räknas två gånger; behåll den ena nivån."
        )
    sums = _by_area(_rows(read, found, level))
    if not sums:
        raise NotFoundError(
            f"Ingen rad i registret ligger i ett område som finns i {year} års indelning; ange "
            "koder för RegSO eller DeSO, och kontrollera året."
        )
    return {code: _judged(group, shown) for code, group in sums.items() if group.persons}


def shares_beside_types(
    register: Columns,
    kinds: Mapping[str, int | None],
    shown: Shown,
    reference: Reference,
    year: int,
) -> dict[str, AreaShare]:
    """Return the shares of RegSO as the list of areas beside the table by type has them.

    Of a type that is not listed every RegSO is hidden, whether anyone of the register lives there
    or not, so that no more is told than which types those are.

    Parameters
    ----------
    register : Columns
    kinds : mapping of code to type
        Of the RegSO that are asked for; None has no type.

    Raises
    ------
    BadValueError, DomainError
        A row is impossible.
    """
    found = _found(register, shown, reference, year)
    if are_settled():
        return _all_hidden(kinds)
    return _shares(listed(found, shown.level, shown.threshold), kinds, shown.level)


def shares_beside_groups(
    register: Columns,
    beside: Groups,
    kinds: Mapping[str, int | None],
    shown: Shown,
    reference: Reference,
    year: int,
) -> dict[str, AreaShare]:
    """Return the shares of RegSO as they may stand beside their sums by type and group.

    Parameters
    ----------
    beside : Groups
    register, kinds, shown
        As for `shares_beside_types`.

    Raises
    ------
    BadValueError, DomainError
        A row is impossible.
    """
    found = _found(register, shown, reference, year)
    if are_settled():
        return _all_hidden(kinds)
    parts = in_parts(found.register, beside.labels, reference, year)
    of_areas = listed_beside(found, {*TYPES} - beside.kinds, shown.threshold, parts)
    return _shares(of_areas, kinds, shown.level)


def _found(register: Columns, shown: Shown, reference: Reference, year: int) -> ByArea:
    koder, taljare, namnare = register
    found = by_area(koder, taljare, BY_ROWS if namnare is None else namnare, reference, year)
    refuse_parts_of_persons(found.register, shown.threshold)
    return found


def _all_hidden(kinds: Mapping[str, int | None]) -> dict[str, AreaShare]:
    return {code: _HIDDEN for code, kind in kinds.items() if kind is not None}


def _shares(
    of_areas: Listed, kinds: Mapping[str, int | None], level: float
) -> dict[str, AreaShare]:
    shares = {
        code: _share(of_areas.shown[code], level) if code in of_areas.shown else _HIDDEN
        for code in of_areas.kinds
    }
    return shares | {c: _HIDDEN for c, kind in kinds.items() if kind in of_areas.withheld}


def _rows(register: Register, found: rows.Rows, level: Level) -> Iterator[tuple[str, float, float]]:
    """Yield area, cases and persons of each row that lies in an area of the level."""
    columns = register.codes.flat(), found.kinds, register.values or (), register.denominators or ()
    for cell, kind, x, n in zip(*columns, strict=True):
        if kind in {ASIDE, OUTSIDE, BLANK} or x is None or n is None:
            continue
        code = _area(cell, found.areas, level)
        if code:
            yield code, x, n


def _area(cell: Cell, areas: Areas, level: Level) -> str | None:
    code = small_code(cell, areas)
    if code is not None:
        return areas.parents.get(code, code) if level == "RegSO" else code[:4]
    large = large_code(cell) if level == "kommun" else None
    return large if large and codes.level(large) == codes.KOMMUN and large in areas.names else None


def _by_area(parts: Iterable[tuple[str, float, float]]) -> dict[str, Persons]:
    groups: dict[str, tuple[list[float], list[float]]] = {}
    for code, x, n in parts:
        cases, persons = groups.setdefault(code, ([], []))
        cases.append(x)
        persons.append(n)
    return {code: Persons(fsum(x), fsum(n)) for code, (x, n) in sorted(groups.items())}


def _judged(area: Persons, shown: Shown) -> AreaShare:
    if has_few([(area.cases, area.persons)], shown.threshold):
        return _HIDDEN
    return _share(area, shown.level)


def _share(area: Persons, level: float) -> AreaShare:
    reliable = is_reliable(area.cases, area.persons, level)
    # One division, so that a share which is a printed break is equal to it.
    return AreaShare(PERCENT * area.cases / area.persons, "visad" if reliable else "osäker")

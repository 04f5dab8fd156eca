"""What a map of a register's own shares shows, from the cells of the register and its settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regso.core.areas.areas import LABEL, vintage_of
from regso.core.areas.areatypes import TYPES
from regso.core.measures.classing import EQUAL, QUANTILES, Classes, classes_of
from regso.errors import CellError, DomainError, NotFoundError
from regso.functions import Cell, Rows, call
from regso.functions.arguments.ranges import Numbers, as_cells, as_counts
from regso.functions.question.areashares import (
    AreaShare,
    Groups,
    Level,
    Shown,
    area_shares,
    shares_beside_groups,
    shares_beside_types,
)
from regso.functions.registry import Cells
from regso.functions.sidebyside import is_empty, number
from regso.render.maps.borders import Borders, Rings, borders_of
from regso.render.maps.insets import chosen
from regso.render.maps.view import Inset, MapArea, Outline, OwnView
from regso.store import current

Columns = tuple[Sequence[Cell], Sequence[Cell], Sequence[Cell]]
_MOST_WITH_TYPES = 5
_QUALITY = {
    "exakta": "Gränserna är SCB:s egna.",
    "förenklade": "Gränserna kan vara förenklade.",
    "ungefärliga": "UNGEFÄRLIGA GRÄNSER.",
}


@dataclass(frozen=True)
class Asked:
    """What a map is asked to show.

    Attributes
    ----------
    area, year : cells, as in `area_map.picture`
    columns : codes, cases and persons; persons that are all empty make each row one
    heading : str, what the shares are
    level : "RegSO" or "kommun"
    how, number : the classes, see `core.measures.classing`
    shown : Shown
    has_types : bool
        Whether the types are drawn too.
    beside_types : bool
        Whether the sums by type are published beside it; the map is then one of RegSO, as the
        list of areas has them.
    groups : Groups or None
        Those by which the sums by type are published too.
    """

    area: Cell
    year: Cell
    columns: Columns
    heading: str
    level: Level
    how: str
    number: int
    shown: Shown
    has_types: bool
    beside_types: bool = False
    groups: Groups | None = None


def own_view(asked: Asked) -> OwnView:
    """Return what a map shows.

    Raises
    ------
    RegsoError
        There are no borders, or the register or the settings cannot be used; a sentence says why.
    """
    listed = _listed(asked)
    year = int(number(listed[0][-1]))
    reference, vintage = current(), vintage_of(year)
    kinds = {str(row[0]): _type(row[3]) for row in listed}
    shares = _shares(asked, kinds, year)
    borders = borders_of(reference, vintage, list(kinds), asked.level)
    names = reference.areas(vintage).names
    codes = list(kinds if asked.level == "RegSO" else dict.fromkeys(code[:4] for code in kinds))
    inside = {code: shares[code] for code in codes if code in shares}
    values = [area.share for area in inside.values() if area.share is not None]
    classes = classes_of(values, asked.how, asked.number)
    if asked.has_types and classes.number > _MOST_WITH_TYPES:
        raise DomainError(
            f"med typ ryms högst {_MOST_WITH_TYPES} klasser men klassningen ger {classes.number}; "
            "ange färre."
        )
    draw = _Areas(inside, classes, kinds)
    has_kommuner = len(borders.kommuner) > 1
    return OwnView(
        title=str(call("REGSO_NAMN", [asked.area, year])[0][0]) if asked.area else "Hela riket",
        heading=asked.heading,
        level=asked.level,
        year=year,
        areas=draw.areas(codes, borders.areas),
        classes=classes,
        kommuner=[Outline(c, names[c], borders.kommuner[c]) for c in borders.kommuner]
        if has_kommuner
        else [],
        insets=_insets(draw, borders, names, asked.level),
        has_types=asked.has_types and asked.level == "RegSO",
        notes=_notes(asked, len(codes) - len(borders.areas), borders.quality, year),
    )


def _shares(asked: Asked, kinds: Mapping[str, int | None], year: int) -> dict[str, AreaShare]:
    register, shown, reference = _register(asked.columns), asked.shown, current()
    if asked.groups is not None:
        return shares_beside_groups(register, asked.groups, kinds, shown, reference, year)
    if asked.beside_types:
        return shares_beside_types(register, kinds, shown, reference, year)
    return area_shares(register, asked.level, shown, reference, year)


@dataclass(frozen=True)
class _Areas:
    """What is known of areas, by code."""

    shares: Mapping[str, AreaShare]
    classes: Classes
    kinds: Mapping[str, int | None]

    def areas(self, codes: Iterable[str], rings: Rings) -> list[MapArea]:
        return [self._area(code, rings.get(code, [])) for code in codes]

    def _area(self, code: str, rings: list) -> MapArea:  # type: ignore[type-arg]
        found, typed = self.shares.get(code), self.kinds.get(code)
        if found is None:
            return MapArea(code, None, "saknas", None, typed, rings)
        place = None if found.share is None else self.classes.of(found.share)
        return MapArea(code, found.share, found.state, place, typed, rings)


def _type(cell: Cell) -> int | None:
    return cell if isinstance(cell, int) and cell in TYPES else None


def _listed(asked: Asked) -> Rows:
    """Return the rows of REGSO_LISTA for the area and the year."""
    header, *listed = call("REGSO_LISTA", [asked.area, None, asked.year])
    if isinstance(header[0], CellError):
        raise NotFoundError(header[0].message)
    return listed


def _register(columns: Columns) -> tuple[Cells, Numbers, Numbers | None]:
    koder, taljare, namnare = ([[cell] for cell in column] for column in columns)
    by_rows = all(is_empty(row[0]) for row in namnare)
    below = None if by_rows else as_counts(namnare, "namnare")
    return as_cells(koder, "kod"), as_counts(taljare, "taljare"), below


def _insets(draw: _Areas, borders: Borders, names: Mapping[str, str], level: Level) -> list[Inset]:
    found = []
    for letter, part in zip("ABC", chosen(borders.boxes), strict=False):
        codes = [code for code in borders.boxes if code.startswith(part)]
        rings = borders.finer(codes)
        kommuner = [Outline(c, names[c], rings[c]) for c in codes] if level == "kommun" else []
        found.append(Inset(letter, names[part], part, draw.areas(codes, rings), kommuner))
    return found


def _notes(asked: Asked, without_border: int, quality: str, year: int) -> list[str]:
    """Return how the classes were made, what is hidden, how good the borders are, the source."""
    method = asked.how.strip().casefold()
    made = {QUANTILES: QUANTILES, EQUAL: EQUAL}.get(method, "egna gränser")
    threshold = asked.shown.threshold
    also = ", eller det röjer sådana" if asked.beside_types else ""
    hidden = (
        f"Dold: 1–{threshold - 1:g} i täljaren eller i resten{also}. "
        if threshold is not None and threshold > 1
        else ""
    )
    lacking = f" {without_border} {asked.level} saknar gräns och är inte ritade."
    types = f", områdestyper {year}" if asked.has_types else ""
    return [
        f"Klasser: {made}; undre gränsen ingår.",
        f"{hidden}Osäker: under 30 personer eller brett intervall.",
        f"{_QUALITY.get(quality, '')}{lacking if without_border else ''}",
        f"Källa: eget register; SCB, {LABEL[vintage_of(year)].split('/')[0]}{types}. RegSO "
        "för Excel.",
    ]

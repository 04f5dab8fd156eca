"""The borders in the reference store, and where in them people are taken to live."""

from __future__ import annotations

from typing import NamedTuple

from regso.core.areas import codes
from regso.core.areas.areas import LEVEL_LABEL, vintage_of
from regso.core.places.geometry import AreaMap, nearest
from regso.core.places.projection import SWEREF99TM, Geodetic
from regso.errors import NotFoundError, NotInstalledError
from regso.functions import populations
from regso.functions.populations import Populations
from regso.store import Reference
from regso.store.messages import GET
from regso.store.schema import ANY_VINTAGE, BOUNDARIES


def regso_map(reference: Reference, vintage: int) -> AreaMap:
    """Return the RegSO of a vintage with their borders.

    Raises
    ------
    NotInstalledError
        No borders of RegSO of that vintage are installed.
    """
    areas = _area_map(reference, vintage, codes.REGSO)
    if not areas.codes:
        installed = [LEVEL_LABEL[v, codes.REGSO] for v in reference.years(BOUNDARIES)]
        raise NotInstalledError(
            f"Gränserna för {LEVEL_LABEL[vintage, codes.REGSO]} är inte inlästa (inlästa gränser: "
            f"{', '.join(installed) or 'inga'}); {GET}."
        )
    return areas


def kommun_map(reference: Reference) -> AreaMap:
    """Return the kommuner that have a border of their own; there may be none."""
    return _area_map(reference, ANY_VINTAGE, codes.KOMMUN)


def outside(vintage: int, areas: int) -> NotFoundError:
    """Return the error for a point that lies in none of the areas with borders."""
    return NotFoundError(
        f"Punkten ligger utanför alla {areas} {LEVEL_LABEL[vintage, codes.REGSO]} vars gränser är "
        "inlästa; kontrollera koordinaterna, eller läs in gränserna för fler områden."
    )


class Homes(NamedTuple):
    """Where people are taken to live: the centres of pieces of the country.

    Attributes
    ----------
    regso, persons, where : the RegSO, the persons and the centre of each piece
    left_out : int
        The RegSO that are left out, for want of border or population.
    """

    regso: list[str]
    persons: list[float]
    where: Geodetic
    left_out: int

    def within(self, kilometres: float, targets: Geodetic) -> list[float]:
        """Return the persons of each piece whose centre is near a target, else 0."""
        near = nearest(self.where, targets).kilometres <= kilometres
        return [n if is_near else 0.0 for n, is_near in zip(self.persons, near, strict=True)]


def homes(reference: Reference, year: int) -> Homes:
    """Return the pieces that a year's population is placed in.

    A RegSO whose DeSO all have border and population is placed DeSO by DeSO, else in one piece.

    Raises
    ------
    NotInstalledError
        No borders of RegSO of the year's vintage are installed.
    """
    return reference.memo(("homes", year), lambda: _homes(reference, year))


def _homes(reference: Reference, year: int) -> Homes:
    people = populations.of(reference, year, None, None)
    centres = _centres(reference, people.areas.vintage)
    parts: dict[str, list[str]] = {}
    for deso, code in sorted(people.areas.parents.items()):
        parts.setdefault(code, []).append(deso)
    found = {
        code: _placed(parts.get(code, []), people, centres) or _placed([code], people, centres)
        for code in sorted(people.areas.regso)
    }
    pieces = [(code, *piece) for code, placed in found.items() for piece in placed]
    if not pieces:
        raise NotFoundError(
            f"Inget RegSO har både gräns och folkmängd {year}; ange ett annat år eller läs in "
            "fler gränser."
        )
    left_out = sum(not placed for placed in found.values())
    regso, persons, north, east = zip(*pieces, strict=True)
    where = SWEREF99TM.to_geodetic(north, east)
    return Homes(list(regso), list(persons), where, left_out)


def unknown_targets(reference: Reference, year: int, homes: Homes, targets: Geodetic) -> int:
    """Return how many targets lie where it is not known who lives there.

    Where areas are left out, a target outside all others may lie in one of them.

    Raises
    ------
    NotFoundError
        All of them do: then nothing is known of who is near.
    """
    if not homes.left_out:
        return 0
    areas = regso_map(reference, vintage_of(year))
    places = SWEREF99TM.to_plane(targets.latitude, targets.longitude)
    outside_ = areas.locate(places).count(None)
    if outside_ == len(targets.latitude):
        raise NotFoundError(
            f"Alla punkter ligger utanför de {len(areas.codes)} RegSO vars gränser är inlästa, så "
            "befolkningen där är inte känd; läs in gränserna för fler områden."
        )
    return outside_


def left_out_note(homes: Homes, unknown: int) -> str:
    """Return what a table says of areas and points that it could not count; may be empty."""
    parts = []
    if homes.left_out:
        parts.append(f"{homes.left_out} RegSO utan gräns eller folkmängd räknas inte")
    if unknown:
        parts.append(f"{unknown} av punkterna ligger utanför inlästa gränser")
    return f" ({'; '.join(parts)})" if parts else ""


def _centres(reference: Reference, vintage: int) -> dict[str, tuple[float, float]]:
    """Return north and east of the centre of each RegSO and DeSO with a border."""
    found: dict[str, tuple[float, float]] = {}
    for areas in (regso_map(reference, vintage), _area_map(reference, vintage, codes.DESO)):
        north, east = areas.centres()
        places = zip(north.tolist(), east.tolist(), strict=True)
        found.update(zip(areas.codes, places, strict=True))
    return found


def _placed(
    areas: list[str], people: Populations, centres: dict[str, tuple[float, float]]
) -> list[tuple[float, float, float]]:
    """Return persons and place of areas; nothing unless all have both."""
    try:
        return [(people.persons(code), *centres[code]) for code in areas]
    except (KeyError, NotFoundError):
        return []


def _area_map(reference: Reference, vintage: int, level: str) -> AreaMap:
    def read() -> AreaMap:
        return AreaMap(reference.boundaries(vintage, level))

    return reference.memo(("area map", vintage, level), read)

"""The borders that a map draws: of its areas, and of the kommuner that they lie in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from regso.core.places.geometry import AreaMap
from regso.core.places.projection import Floats
from regso.errors import NotInstalledError
from regso.functions.borders import kommun_map, regso_map
from regso.functions.question.areashares import Level
from regso.render.maps.canvas import NO_BORDERS
from regso.store import Reference
from regso.store.provenance import quality_of_borders
from regso.store.schema import ANY_VINTAGE
from regso.workbook.mapplace import WIDTH

Rings = dict[str, list[Floats]]
Box = tuple[float, float, float, float]
_SHARPER = 6  # how many times finer an inset is drawn


@dataclass(frozen=True)
class Borders:
    """The borders of the areas of a map.

    Attributes
    ----------
    areas, kommuner : mapping of code to rings; areas without a border are not in it
    boxes : mapping of code of area to west, south, east and north
    quality : str, see `store.provenance.quality_of_borders`
    """

    areas: Rings
    kommuner: Rings
    boxes: dict[str, Box]
    quality: str
    _source: AreaMap
    _tolerance: float
    _parts: Mapping[str, str]  # of areas that are made up of others, those by code with their owner

    def finer(self, codes: Iterable[str]) -> Rings:
        """Return the rings of areas, to be drawn larger."""
        wanted, tolerance = [*codes], self._tolerance / _SHARPER
        if not self._parts:
            return self._source.outlines(wanted, tolerance)
        parts = {code: owner for code, owner in self._parts.items() if owner in wanted}
        return self._source.merged(parts, tolerance)


def borders_of(reference: Reference, vintage: int, regso: Sequence[str], level: Level) -> Borders:
    """Return the borders of some RegSO, or of their kommuner, to be drawn.

    A kommun has the border that is installed for it, where its areas have none to agree with;
    otherwise that of its RegSO together.

    Raises
    ------
    NotInstalledError
        No area has a border.
    """
    owners = {code: code[:4] for code in regso}
    own = kommun_map(reference)
    if level == "kommun" and {*owners.values()} <= {*own.codes}:
        kommuner = list(dict.fromkeys(owners.values()))
        tolerance = _tolerance(own, kommuner)
        rings = own.outlines(kommuner, tolerance)
        quality = quality_of_borders(reference, ANY_VINTAGE, kommuner)
        return Borders(rings, rings, own.boxes(kommuner), quality, own, tolerance, {})
    source = regso_map(reference, vintage)
    tolerance = _tolerance(source, regso)
    merged = source.merged(owners, tolerance)
    quality = quality_of_borders(reference, vintage, regso)
    boxes = source.boxes(regso)
    if level == "kommun":
        whole = boxes_of(merged)
        return Borders(merged, merged, whole, quality, source, tolerance, owners)
    areas = source.outlines(regso, tolerance)
    return Borders(areas, merged, boxes, quality, source, tolerance, {})


def boxes_of(rings: Rings) -> dict[str, Box]:
    """Return west, south, east and north of areas."""
    found = {}
    for code, each in rings.items():
        corners = np.concatenate(each)
        (west, south), (east, north) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        found[code] = west, south, east, north
    return found


def _tolerance(source: AreaMap, codes: Iterable[str]) -> float:
    wide = source.extent(codes)
    if not wide:
        raise NotInstalledError(NO_BORDERS)
    return wide / WIDTH / 2

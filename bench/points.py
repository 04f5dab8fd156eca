"""A million points: which RegSO each lies in, beside geopandas' sjoin with the same borders.

The peer gets its points as arrays and its borders ready; the worksheet function gets cells. Among
the points are corners of the borders, where the answers must be equal too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from measure import Result, in_turn
from regso.core.areas.areas import FIRST_YEAR_OF_2025
from regso.core.places.geometry import AreaMap
from regso.core.places.projection import Plane
from regso.functions import call
from regso.functions.borders import regso_map
from regso.store import Reference, using
from regso.store.schema import BOUNDARIES

POINTS, QUICK_POINTS, CORNERS = 1_000_000, 20_000, 5
LOCATE, FUNCTION = 1 / 10, 1 / 3  # of the peer's time, at most
_SWEREF99TM = 3006
_NONE = "ingen"


def run(store: Path, data: str, *, quick: bool) -> Iterator[Result]:
    """Time the look-up itself and the worksheet function; answers that differ are an error."""
    number = QUICK_POINTS if quick else POINTS
    reference = Reference(store)
    vintage = max(reference.years(BOUNDARIES), default=0)
    why = "needs geopandas" if not find_spec("geopandas") else "" if vintage else "no borders"
    if why:
        yield Result("points", f"{number:,} points", data, skipped=why)
        return
    with using(reference):
        areas = regso_map(reference, vintage)
        points, year = _points(areas, number), FIRST_YEAR_OF_2025 if vintage > 2020 else 2023  # noqa: PLR2004
        cells = [[[x] for x in axis.tolist()] for axis in points]
        products: tuple[tuple[str, Callable[[], object], float], ...] = (
            ("AreaMap.locate", lambda: areas.locate(points), LOCATE),
            ("REGSO_FRAN_KOORD", lambda: call("REGSO_FRAN_KOORD", [*cells, None, year]), FUNCTION),
        )
        peer = _peer(areas, points)
        _refuse_difference(areas, points, cells, year, peer)
        for title, product, limit in products:
            mine, other = in_turn(product, peer, 3 if quick else 1)
            yield Result(
                "points",
                f"{title}, {number:,} points, {len(areas.codes)} RegSO",
                data,
                product=mine,
                peer=other,
                peer_name="geopandas.sjoin",
                limit=limit if data == "real" else None,  # squares are quick for everybody
            )


def _shapes(areas: AreaMap) -> NDArray[np.object_]:
    shapes: NDArray[np.object_] = areas._areas  # noqa: SLF001 - the peer gets the same borders
    return shapes


def _points(areas: AreaMap, number: int) -> Plane:
    """Return random points in the boxes of areas drawn alike, after some corners of each."""
    rng = np.random.default_rng(2)
    boxes = shapely.bounds(_shapes(areas))[rng.integers(0, len(areas.codes), number)]
    west, south, east, north = boxes.T
    x, y = west + rng.random(number) * (east - west), south + rng.random(number) * (north - south)
    corners = np.concatenate([shapely.get_coordinates(a)[:CORNERS] for a in _shapes(areas)])
    x[: len(corners)], y[: len(corners)] = corners.T
    return Plane(y, x)


def _peer(areas: AreaMap, points: Plane) -> Callable[[], Any]:
    """Return what answers with geopandas: a row for each area that a point lies in."""
    geopandas = import_module("geopandas")
    held = geopandas.GeoDataFrame({"kod": areas.codes}, geometry=_shapes(areas), crs=_SWEREF99TM)

    def joined() -> Any:
        where = geopandas.points_from_xy(points.east, points.north)
        asked = geopandas.GeoDataFrame(geometry=where, crs=_SWEREF99TM)
        return geopandas.sjoin(asked, held, predicate="intersects", how="left")

    return joined


def _refuse_difference(
    areas: AreaMap,
    points: Plane,
    cells: list[list[list[float]]],
    year: int,
    peer: Callable[[], Any],
) -> None:
    located = [code or _NONE for code in areas.locate(points)]
    shown = [cell for [cell] in call("REGSO_FRAN_KOORD", [*cells, None, year, _NONE])]
    first = peer()["kod"].fillna(_NONE).groupby(level=0).min().tolist()  # the smallest code
    if not located == shown == first:
        raise AssertionError("the product and geopandas answer differently")

"""Points in areas by exact arithmetic, and nearest points against geodesics."""

import json
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from regso.core.places import geometry
from regso.core.places.geometry import LON_LAT, PLANE, AreaMap, nearest
from regso.core.places.projection import SWEREF99TM, Geodetic, Plane


def polygon(*rings):
    return json.dumps({"type": "Polygon", "coordinates": rings})


def square(west, south, size):
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def located(areas, *points):
    """Return the areas of points given as (east, north)."""
    east, north = np.array(points, dtype=float).reshape(-1, 2).T
    return areas.locate(Plane(north, east))


@pytest.fixture
def three():
    """Give two squares side by side, the second with a hole, and one in two parts."""
    parts = [[square(0, 20, 4)], [square(10, 20, 4)]]
    return AreaMap(
        [
            ("9901R002", PLANE, polygon(square(10, 0, 10), square(14, 4, 2))),
            ("9901R001", PLANE, polygon(square(0, 0, 10))),
            ("9901R003", PLANE, json.dumps({"type": "MultiPolygon", "coordinates": parts})),
        ]
    )


def test_a_point_inside_has_its_area_and_one_outside_has_none(three):
    found = located(three, (1, 1), (11, 1), (1, 21), (13, 23), (7, 21), (-1, 5), (5, 15))
    assert found == ["9901R001", "9901R002", "9901R003", "9901R003", None, None, None]


def test_a_point_on_a_shared_border_or_corner_has_the_area_with_the_smallest_code(three):
    assert located(three, (10, 5), (10, 0), (10, 10)) == ["9901R001"] * 3


def test_a_point_on_an_outer_border_lies_in_the_area(three):
    assert located(three, (0, 5), (20, 5), (5, 0), (0, 0)) == [
        "9901R001", "9901R002", "9901R001", "9901R001",
    ]  # fmt: skip


def test_a_hole_belongs_to_no_area_but_its_edge_does(three):
    assert located(three, (15, 5), (14, 5), (14, 4)) == [None, "9901R002", "9901R002"]


def test_a_point_in_a_gap_between_areas_has_none_however_narrow_the_gap():
    gap = 1e-9
    areas = AreaMap(
        [("A", PLANE, polygon(square(0, 0, 10))), ("B", PLANE, polygon(square(10 + gap, 0, 10)))]
    )
    assert located(areas, (10 + gap / 2, 5), (10, 5), (10 + gap, 5)) == [None, "A", "B"]


def test_the_order_of_the_areas_does_not_matter():
    one, two = ("A", PLANE, polygon(square(0, 0, 9))), ("B", PLANE, polygon(square(0, 0, 9)))
    assert located(AreaMap([one, two]), (5, 5)) == located(AreaMap([two, one]), (5, 5)) == ["A"]


def test_no_points_and_no_areas():
    areas = AreaMap([("A", PLANE, polygon(square(0, 0, 9)))])
    assert located(areas) == []
    assert located(AreaMap([]), (1, 1)) == [None]


RING = [(0, 0), (8, -3), (17, 2), (12, 6), (19, 13), (7, 11), (9, 18), (-4, 9), (3, 5), (0, 0)]
HOLE = [(6, 3), (10, 3), (9, 8), (5, 7), (6, 3)]


def holds_exactly(ring, x, y):
    """Return 1 inside, 0 on the ring and -1 outside, by rational arithmetic."""
    x, y, inside = Fraction(x), Fraction(y), False
    for (ax, ay), (bx, by) in pairwise(ring):
        turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        if turn == 0 and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by):
            return 0
        if (ay > y) != (by > y) and (turn > 0) == (by > ay):
            inside = not inside
    return 1 if inside else -1


quarters = st.integers(-24, 80).map(lambda i: i / 4)
coordinate = st.one_of(st.integers(-6, 20), st.floats(-6, 20), quarters)


@settings(max_examples=500)
@given(coordinate, coordinate)
def test_a_point_lies_in_a_polygon_with_a_hole_exactly_when_rational_arithmetic_says_so(x, y):
    areas = AreaMap([("A", PLANE, polygon(RING, HOLE))])
    inside = holds_exactly(RING, x, y) >= 0 and holds_exactly(HOLE, x, y) <= 0
    assert located(areas, (x, y)) == ["A" if inside else None]


@given(st.integers(0, len(RING) - 2), st.integers(0, 1024))
def test_a_point_on_an_edge_lies_in_the_polygon_as_far_as_numbers_can_be_on_it(edge, step):
    (ax, ay), (bx, by) = RING[edge], RING[edge + 1]
    x, y = ax + (bx - ax) * step / 1024, ay + (by - ay) * step / 1024  # exact in binary
    assert located(AreaMap([("A", PLANE, polygon(RING))]), (x, y)) == ["A"]


def test_corners_in_latitude_and_longitude_are_joined_by_straight_lines_in_sweref_99_tm():
    """The parallel 60° bends north of the line between its ends, by 97 m over one degree."""
    ring = [[18, 59.5], [19, 59.5], [19, 60], [18, 60], [18, 59.5]]
    areas = AreaMap([("A", LON_LAT, polygon(ring))])
    ends = SWEREF99TM.to_plane(np.array([60.0, 60.0]), np.array([18.0, 19.0]))
    middle = (ends.east.mean(), ends.north.mean())
    on_parallel = SWEREF99TM.to_plane(60.0, 18.5)
    found = located(areas, (middle[0], middle[1] - 0.01), (middle[0], middle[1] + 0.01))
    assert found == ["A", None]
    assert abs(float(on_parallel.north) - middle[1]) > 50


def test_areas_that_share_corners_in_latitude_and_longitude_share_them_in_the_plane():
    """Every corner of the border is in both, so the smaller code has it in any array."""
    lats = np.round(59 + np.random.default_rng(1).random(997) / 10, 6)
    line = [[18.05 + i * 1e-4, float(lat)] for i, lat in enumerate(lats)]
    start, end = line[0][0], line[-1][0]
    south = [[start, 58], *line, [end, 58], [start, 58]]
    north = [[start, 60], *line, [end, 60], [start, 60]]
    areas = AreaMap([("B", LON_LAT, polygon(south)), ("A", LON_LAT, polygon(north))])
    shared = SWEREF99TM.to_plane(lats, np.array([lon for lon, _ in line]))
    middles = Plane(
        (shared.north[1:] + shared.north[:-1]) / 2, (shared.east[1:] + shared.east[:-1]) / 2
    )
    assert None not in areas.locate(middles)


def test_a_centre_is_the_centroid_or_a_point_inside_where_the_centroid_is_not():
    u_shape = [[0, 0], [10, 0], [10, 10], [9, 10], [9, 1], [1, 1], [1, 10], [0, 10], [0, 0]]
    areas = AreaMap([("B", PLANE, polygon(u_shape)), ("A", PLANE, polygon(square(0, 0, 10)))])
    centres = areas.centres()
    assert (centres.north[0], centres.east[0]) == (5, 5)
    own = AreaMap([("B", PLANE, polygon(u_shape))])
    assert own.locate(own.centres()) == ["B"]


# -- nearest -----------------------------------------------------------------------------------


def test_distances_agree_with_geodesics():
    """GeographicLib (Karney 2013) through PROJ, GRS 80: 3e-7 within 300 km, 2e-5 within 1 500."""
    pyproj = pytest.importorskip("pyproj")
    rng = np.random.default_rng(0)
    geodesic = pyproj.Geod(ellps="GRS80")
    for km, tolerance in ((0.05, 1e-7), (30, 3e-9), (300, 3e-7), (1500, 2e-5)):
        lat, lon = rng.uniform(55, 69, 500), rng.uniform(10.5, 24, 500)
        there = geodesic.fwd(lon, lat, rng.uniform(0, 360, 500), np.full(500, km * 1000))
        for i in range(0, 500, 25):
            target = Geodetic(np.array([there[1][i]]), np.array([there[0][i]]))
            found = nearest(Geodetic(lat[i : i + 1], lon[i : i + 1]), target)
            assert found.kilometres[0] == pytest.approx(km, rel=tolerance)


def test_the_nearest_is_the_one_with_the_shortest_geodesic():
    pyproj = pytest.importorskip("pyproj")
    rng = np.random.default_rng(2)
    lat, lon = rng.uniform(55, 69, (2, 60)), rng.uniform(10.5, 24, (2, 60))
    points, targets = Geodetic(lat[0], lon[0]), Geodetic(lat[1], lon[1])
    geodesic = pyproj.Geod(ellps="GRS80")
    all_pairs = np.array(
        [[geodesic.inv(lo, la, lo2, la2)[2] for la2, lo2 in zip(*targets, strict=True)]
         for la, lo in zip(*points, strict=True)]
    )  # fmt: skip
    found = nearest(points, targets)
    assert found.which.tolist() == all_pairs.argmin(axis=1).tolist()
    assert found.kilometres * 1000 == pytest.approx(all_pairs.min(axis=1), rel=2e-6)


def test_of_targets_in_one_place_the_first_is_nearest_and_the_place_itself_is_at_no_distance():
    where = Geodetic(np.array([59.0, 60.0, 60.0]), np.array([18.0, 18.0, 18.0]))
    found = nearest(Geodetic(np.array([60.0]), np.array([18.0])), where)
    assert (found.which.tolist(), found.kilometres.tolist()) == ([1], [0.0])


def test_no_points_have_no_nearest():
    empty, one = np.array([]), np.array([59.0])
    found = nearest(Geodetic(empty, empty), Geodetic(one, one - 41))
    assert found.which.shape == found.kilometres.shape == (0,)


@given(st.lists(st.tuples(st.floats(55, 69), st.floats(11, 24)), min_size=2, max_size=9))
def test_distance_is_the_same_there_and_back(places):
    first, *rest = (Geodetic(np.array([la]), np.array([lo])) for la, lo in places)
    for other in rest:
        there, back = nearest(first, other).kilometres, nearest(other, first).kilometres
        assert there == pytest.approx(back, rel=3e-5, abs=1e-9)


@pytest.mark.slow
def test_many_threads_may_ask_a_map_at_once():
    """Spreadsheet engines calculate cells side by side; without a lock the process ends here."""
    turn = np.append(np.linspace(0, 2 * np.pi, 2000, endpoint=False), 0)  # closed
    circles = {
        f"9901R{i:03}": np.column_stack([100 * i + 40 * np.cos(turn), 40 * np.sin(turn)])
        for i in range(50)
    }
    rows = [(code, PLANE, polygon(ring.tolist())) for code, ring in circles.items()]
    middles = [(100 * i + 0.5, 0.5) for i in range(50)]
    for _ in range(20):
        areas = AreaMap(rows)
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda _, a=areas: located(a, *middles), range(32)))
        assert found == [areas.codes] * 32


def test_few_points_have_the_same_nearest_as_many(monkeypatch):
    """All pairs are measured of few points, and a tree is asked about many."""
    rng = np.random.default_rng(11)
    points, targets = (Geodetic(rng.uniform(55, 69, n), rng.uniform(11, 24, n)) for n in (300, 200))
    few = nearest(points, targets)
    monkeypatch.setattr(geometry, "_FEW_PAIRS", 0)
    many = nearest(points, targets)
    assert few.which.tolist() == many.which.tolist()
    np.testing.assert_allclose(few.kilometres, many.kilometres, rtol=1e-9)


# -- many points at once ---------------------------------------------------------------------

SIDE = 12
CELLS = st.lists(st.integers(0, 5), min_size=SIDE * SIDE, max_size=SIDE * SIDE)


def union_of_cells(cells):
    """Return areas that are unions of unit squares, without gaps, and their codes cell by cell."""
    parts = {}
    for i, area in enumerate(cells):
        parts.setdefault(f"9901R{area + 1:03}", []).append([square(i % SIDE, i // SIDE, 1)])
    rows = [
        (code, PLANE, json.dumps({"type": "MultiPolygon", "coordinates": rings}))
        for code, rings in parts.items()
    ]
    merged = [
        (code, PLANE, shapely.to_geojson(shapely.union_all(shapely.from_geojson(text))))
        for code, _, text in rows
    ]
    return AreaMap(merged)


@pytest.mark.slow
@settings(max_examples=15)
@given(CELLS, st.integers(0, 2**32 - 1))
def test_every_point_of_the_union_belongs_to_exactly_one_area_the_one_with_the_smallest_code(
    cells, seed
):
    """By exact arithmetic: the cells that a point touches are known; corners and sides too."""
    rng = np.random.default_rng(seed)
    east = np.concatenate([rng.integers(0, 2 * SIDE + 1, 4000) / 2, rng.random(2000) * SIDE])
    north = np.concatenate([rng.integers(0, 2 * SIDE + 1, 4000) / 2, rng.random(2000) * SIDE])
    found = union_of_cells(cells).locate(Plane(north, east))
    for x, y, code in zip(east.tolist(), north.tolist(), found, strict=True):
        columns = {int(x) - (x == int(x)), int(x)}
        rows = {int(y) - (y == int(y)), int(y)}
        touched = {
            cells[row * SIDE + column]
            for column in columns if 0 <= column < SIDE
            for row in rows if 0 <= row < SIDE
        }  # fmt: skip
        assert code == f"9901R{min(touched) + 1:03}"


@settings(max_examples=15)
@given(CELLS, st.integers(0, 2**32 - 1))
def test_one_point_at_a_time_and_many_at_once_have_the_same_areas(cells, seed):
    rng = np.random.default_rng(seed)
    east, north = rng.integers(-4, 2 * SIDE + 5, (2, 6000)) / 2
    areas = union_of_cells(cells)
    few = [areas.locate(Plane(north[i : i + 500], east[i : i + 500])) for i in range(0, 6000, 500)]
    assert areas.locate(Plane(north, east)) == [code for part in few for code in part]


def test_among_many_points_one_without_a_place_lies_in_none(three):
    east = np.full(6000, 5.0)
    east[[7, 4000]] = np.nan, np.inf
    found = three.locate(Plane(np.full(6000, 5.0), east))
    assert [i for i, code in enumerate(found) if code is None] == [7, 4000]


def test_many_points_and_no_areas():
    assert AreaMap([]).locate(Plane(np.zeros(6000), np.zeros(6000))) == [None] * 6000

"""Areas of points, nearest points and coverage, on the example and on real points."""

import csv
import json
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import regso.functions.coordinates  # noqa: F401 - registers the functions
from regso.core.places.projection import RT90, SWEREF99TM
from regso.errors import CellError
from regso.functions import call
from regso.functions.registry import last_error
from regso.store import EXAMPLE, Reference, using, writer
from regso.store.schema import Area, Boundary, Population, RowSet, Source, Statistic

NA, VALUE, NUM = CellError("#N/A"), CellError("#VALUE!"), CellError("#NUM!")
OUTSIDE = "Punkten ligger utanför alla"
SWAPPED = "n och o verkar vara omkastade; ange norrvärdet (latituden) först."
INSIDE = (6_820_500.0, 700_500.0)  # 9901R001 in the example


def one(name, *args):
    [[cell]] = call(name, args)
    return cell


def column(values):
    return [[value] for value in values]


def borders(reference, vintage, length=8):
    rows = reference.query(
        "SELECT code, geometry FROM boundary WHERE vintage = ? AND length(code) = ?",
        vintage, length,
    )  # fmt: skip
    return {code: json.loads(geometry)["coordinates"][0] for code, geometry in rows}


# -- REGSO_FRAN_KOORD --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def points(real_data):
    """Give the real points: 331, each inside its RegSO 2025."""
    with (real_data / "regso2025_points.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("system", "n", "o"), [(None, "sweref99tm_n", "sweref99tm_e"), ("WGS84", "lat", "lon")]
)
def test_the_real_points_lie_in_their_own_areas(real, points, system, n, o):
    """SCB's polygons, a point inside each: 331 of 331."""
    found = call(
        "REGSO_FRAN_KOORD",
        [
            column(float(row[n]) for row in points),
            column(float(row[o]) for row in points),
            system,
            2024,
        ],
    )
    assert found == column(row["regsokod"] for row in points)


def test_the_real_points_lie_in_their_own_areas_when_given_in_rt_90(real, points):
    north, east = RT90.to_plane(
        [float(row["lat"]) for row in points], [float(row["lon"]) for row in points]
    )
    found = call("REGSO_FRAN_KOORD", [column(north.tolist()), column(east.tolist()), "RT 90", 2024])
    assert found == column(row["regsokod"] for row in points)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(59.9139, 10.7522), (55.6761, 12.5683), (57.3, 11.2), (60.4518, 22.2666), (40.4, -3.7)],
    ids=["Oslo", "København", "Kattegatt", "Turku", "Madrid"],
)
def test_a_point_abroad_or_at_sea_is_outside_every_area(real, latitude, longitude):
    assert one("REGSO_FRAN_KOORD", latitude, longitude, "WGS84", 2024) == NA
    assert last_error().startswith(f"{OUTSIDE} 331 RegSO 2025")
    if latitude > 50:
        north, east = map(float, SWEREF99TM.to_plane(latitude, longitude))
        assert one("REGSO_FRAN_KOORD", north, east) == NA


@pytest.mark.usefixtures("example")
def test_a_text_can_stand_in_for_every_row_that_cannot_be_placed():
    n = [6_820_500.0, 6_653_000.0, 700_500.0, 6_820_500.0, None, "x"]
    east = [700_500.0, 262_000.0, 6_820_500.0, None, None, 700_500.0]
    plain = call("REGSO_FRAN_KOORD", [column(n), column(east), None, 2022])
    assert plain == column(["9901R001", NA, VALUE, VALUE, "", VALUE])
    given = call("REGSO_FRAN_KOORD", [column(n), column(east), None, 2022, "ingen plats"])
    assert given == column(["9901R001", *["ingen plats"] * 3, "", "ingen plats"])


def test_a_year_decides_the_vintage_of_the_borders(real):
    """Falun is in Dalarna, whose borders are installed for RegSO 2020 only."""
    assert one("REGSO_FRAN_KOORD", 60.6065, 15.6355, "WGS84", 2022).startswith("2080R")
    assert one("REGSO_FRAN_KOORD", 60.6065, 15.6355, "WGS84", 2024) == NA
    assert one("REGSO_AR") == 2022
    assert one("REGSO_FRAN_KOORD", 60.6065, 15.6355, "WGS84").startswith("2080R")


def test_the_latest_vintage_with_borders_is_the_default(example):
    for year in (2023, 2024):
        for code, ring in borders(example, 2020 if year == 2023 else 2025).items():
            east, north = np.mean(ring[:-1], axis=0)
            found = one("REGSO_FRAN_KOORD", float(north), float(east), None, year)
            assert found[:4] == code[:4]
    changed = "9904R003"  # ended in 2025
    east, north = np.mean(borders(example, 2020)[changed][:-1], axis=0)
    assert one("REGSO_FRAN_KOORD", float(north), float(east), "", 2023) == changed
    assert one("REGSO_FRAN_KOORD", float(north), float(east)) in ("9904R001", "9904R005")


def test_a_corner_and_the_middle_of_a_shared_border_have_the_smallest_code(example):
    rings = borders(example, 2025)
    sides = {}
    for code, ring in rings.items():
        for a, b in pairwise(map(tuple, ring)):
            sides.setdefault(frozenset([a, b]), []).append(code)
    corners = {}
    for code, ring in rings.items():
        for corner in map(tuple, ring):
            corners.setdefault(corner, set()).add(code)
    assert any(len(codes) == 3 for codes in corners.values())
    for (east, north), codes in corners.items():
        assert one("REGSO_FRAN_KOORD", float(north), float(east)) == min(codes)
    exact = [(side, codes) for side, codes in sides.items() if is_even(side) and len(codes) == 2]
    assert exact
    for side, codes in exact:
        east, north = (sum(values) / 2 for values in zip(*side, strict=True))
        assert one("REGSO_FRAN_KOORD", north, east) == min(codes)


def is_even(side):
    """Tell whether the middle of a side is a pair of numbers that lie on it exactly."""
    return all(isinstance(value, int) for corner in side for value in corner)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.floats(6_815_000, 6_845_000), st.floats(695_000, 715_000)), max_size=9)
)
def test_a_range_gives_what_its_cells_give(cells):
    with using(Reference(EXAMPLE)):
        n, o = column(a for a, _ in cells), column(b for _, b in cells)
        each = [[one("REGSO_FRAN_KOORD", a, b)] for a, b in cells]
        assert call("REGSO_FRAN_KOORD", [n, o]) == (each if cells else [])


def test_the_result_has_the_shape_of_the_range_and_a_bad_cell_spoils_no_other(example):
    n = [[INSIDE[0], None, "6 820 500", CellError("#REF!")], [INSIDE[0], "6820500,0", 59.3, True]]
    o = [[INSIDE[1], None, INSIDE[1], INSIDE[1]], [None, "700500", 18.1, INSIDE[1]]]
    assert call("REGSO_FRAN_KOORD", [n, o]) == [
        ["9901R001", "", VALUE, CellError("#REF!")],
        [VALUE, "9901R001", VALUE, VALUE],
    ]


def test_a_column_of_empty_cells_is_empty(example):
    assert call("REGSO_FRAN_KOORD", [column([None, ""]), column([None, None])]) == [[""], [""]]


def test_a_hundred_thousand_points(example):
    rows = 100_000
    found = call("REGSO_FRAN_KOORD", [column([INSIDE[0]] * rows), column([INSIDE[1]] * rows)])
    assert found == [["9901R001"]] * rows


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ((INSIDE[1], INSIDE[0]), SWAPPED),
        ((59.3, 18.1), "Talen ser ut som WGS84 och inte som SWEREF99TM; ange rätt system."),
        ((18.1, 59.3, "WGS84"), SWAPPED),
        ((*INSIDE, "WGS84"), "Talen ser ut som SWEREF99TM och inte som WGS84; ange rätt system."),
        ((6.58e6, 1.628e6), "Talen ser ut som RT90 och inte som SWEREF99TM; ange rätt system."),
        ((0, 0), "Talen kan inte vara koordinater i SWEREF99TM; kontrollera talen och systemet."),
        ((INSIDE[0], None), "Den ena av n och o saknas; fyll i båda eller ingen."),
        ((*INSIDE, "UTM"),
         'Koordinatsystemet "UTM" finns inte; ange SWEREF99TM eller WGS84 eller RT90.'),
        (([[1.0], [2.0]], 3.0), "Områdena n och o är olika stora; markera lika många celler."),
    ],
)  # fmt: skip
def test_what_is_no_position_is_refused_without_showing_the_numbers(example, args, sentence):
    assert one("REGSO_FRAN_KOORD", *args) == VALUE
    assert last_error() == sentence


def test_without_borders_the_functions_say_what_to_install(tmp_path):
    with using(small_store(tmp_path / "regso.sqlite", boundaries=[])):
        assert one("REGSO_FRAN_KOORD", *INSIDE, None, None, "ingen plats") == CellError("#REF!")
        assert one("REGSO_FRAN_KOORD", *INSIDE) == CellError("#REF!")
        assert last_error() == (
            "Gränserna för RegSO 2020 är inte inlästa (inlästa gränser: inga); "
            "hämta dem med regso data update, eller läs in egna filer med regso data import."
        )


# -- REGSO_NARMAST -----------------------------------------------------------------------------


def test_the_nearest_point_has_its_name_and_the_distance_in_km(example):
    points = [["Norr", 6_830_000.0, 700_500.0], ["Söder", 6_820_000.0, 700_500.0]]
    [[name, km]] = call("REGSO_NARMAST", [*INSIDE, points])
    assert name == "Söder"
    assert km == pytest.approx(0.5, rel=1e-3)


def test_without_names_the_number_of_the_row_is_given_and_empty_rows_count(example):
    points = [[None, None], ["", ""], [6_830_000.0, 700_500.0], [6_821_000.0, 700_500.0]]
    assert call("REGSO_NARMAST", [*INSIDE, points])[0][0] == 4


def test_distances_between_cities_are_geodesics():
    """GeographicLib through PROJ, GRS 80: Stockholm–Göteborg and Helsingborg–Malmö."""
    pyproj = pytest.importorskip("pyproj")
    sites = [["Göteborg", 57.7089, 11.9746], ["Malmö", 55.6050, 13.0038]]
    geodesic = pyproj.Geod(ellps="GRS80")
    n, o = column([59.3293, 56.0465]), column([18.0686, 12.6945])
    [first, second] = call("REGSO_NARMAST", [n, o, sites, "WGS84"])
    assert first[0] == "Göteborg"
    assert first[1] == pytest.approx(
        geodesic.inv(18.0686, 59.3293, 11.9746, 57.7089)[2] / 1000, rel=1e-6
    )
    assert second[0] == "Malmö"
    assert second[1] == pytest.approx(
        geodesic.inv(12.6945, 56.0465, 13.0038, 55.6050)[2] / 1000, rel=1e-7
    )


def test_a_bad_cell_spoils_its_own_row_only():
    n, o = column([INSIDE[0], None, 59.3]), column([INSIDE[1], None, 18.1])
    found = call("REGSO_NARMAST", [n, o, [[6_820_500.0, 700_500.0]]])
    assert found == [[1, 0.0], ["", ""], [VALUE, VALUE]]


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**5)), min_size=1, max_size=8))
def test_every_point_is_its_own_nearest_at_no_distance(offsets):
    places = [[6_200_000.0 + a, 400_000.0 + b] for a, b in offsets]
    found = call(
        "REGSO_NARMAST", [column(p[0] for p in places), column(p[1] for p in places), places]
    )
    for i, (number, km) in enumerate(found):
        assert places[int(number) - 1] == places[i]
        assert km == 0


def test_a_hundred_thousand_points_and_a_thousand_targets():
    rng = np.random.default_rng(4)
    n, o = rng.uniform(6.2e6, 7.6e6, 100_000).tolist(), rng.uniform(3e5, 9e5, 100_000).tolist()
    places = [[a, b] for a, b in zip(n[:1000], o[:1000], strict=True)]
    found = call("REGSO_NARMAST", [column(n), column(o), places])
    assert found[:1000] == [[i + 1, 0.0] for i in range(1000)]
    assert len(found) == 100_000


@pytest.mark.parametrize(
    ("points", "error", "sentence"),
    [
        ([["A"]], VALUE, "punkter har 1 kolumner; markera två (n, o) eller tre (namn, n, o)."),
        ([[None, None]], VALUE, "punkter har inga koordinater; markera kolumnerna n och o."),
        ([[*INSIDE], [INSIDE[1], INSIDE[0]]], VALUE,
         f"Rad 2 i punkter: {SWAPPED}"),
        ([["A", INSIDE[0], None]], VALUE,
         "Rad 1 i punkter: Den ena av n och o saknas; fyll i båda eller ingen."),
        ([["n", "o"]], VALUE, "Argumentet punkter ska vara ett tal."),
        ([[*INSIDE], [CellError("#REF!"), 1.0]], CellError("#REF!"), None),
    ],
)  # fmt: skip
def test_a_table_of_points_that_cannot_be_used_is_refused(points, error, sentence):
    assert one("REGSO_NARMAST", *INSIDE, points) == error
    assert sentence is None or last_error() == sentence


# -- REGSO_TACKNING ----------------------------------------------------------------------------


def small_store(path, boundaries=None, deso=()):
    """Make a store: RegSO 1 (type 1, 100 persons), 2 (type 5, 300) and 3 (no type, 50) in a row."""
    regso = {"9901R001": 100.0, "9901R002": 300.0, "9901R003": 50.0}
    west = {code: 700_000 + 10_000 * i for i, code in enumerate(regso)}
    if boundaries is None:
        boundaries = [*regso, *deso]
    pieces = {f"9901C10{i + 1}0": ("9901R002", 705_000 + 10_000 * i, 150.0) for i in range(2)}
    persons = regso | ({code: n for code, (_, _, n) in pieces.items()} if deso else {})
    rows = [
        *(Area(2020, code, code, "9901") for code in regso),
        *(Area(2020, code, "", parent) for code, (parent, _, _) in pieces.items()),
        *(Population(2022, "totalt", "totalt", code, n) for code, n in persons.items()),
        Statistic("typ", 2022, "9901R001", 1),
        Statistic("typ", 2022, "9901R002", 5),
    ]  # fmt: skip
    for code in boundaries:
        x = west.get(code) or pieces[code][1]
        ring = [[x, 6.8e6], [x + 1000, 6.8e6], [x + 1000, 6.801e6], [x, 6.801e6], [x, 6.8e6]]
        geometry = json.dumps({"type": "Polygon", "coordinates": [ring]})
        rows.append(Boundary(2020, code, "SWEREF99TM", geometry))
    source = Source("P", "T", "o", "2026-01-01", "", "CC0 1.0")
    writer.merge(path, [RowSet(source, rows)])
    return Reference(path)


def covered(table):
    return {row[0]: tuple(row[2:]) for row in table[1:]}


CENTRE_1 = [[6_800_500.0, 700_500.0]]


def test_people_live_at_the_centres_of_their_areas(tmp_path):
    """By hand: 100 of 450 within 1 km of the first centre, 400 within 10.1, all within 21."""
    with using(small_store(tmp_path / "regso.sqlite")):
        at_home, near, middle, far = (
            covered(call("REGSO_TACKNING", [CENTRE_1, km, 2022.0])) for km in (0.0, 1.0, 10.1, 21.0)
        )
    assert at_home[1.0] == near[1.0] == (100, 100, 1)
    assert near[5.0] == (300, 0, 0)
    assert near["okänd"] == (50, 0, 0)
    assert near[2.0] == (0, 0, "")
    assert near["1+2"] == (100, 100, 1)
    assert near["totalt"] == (450, 100, 100 / 450)
    assert middle["totalt"] == (450, 400, 400 / 450)
    assert far["totalt"] == (450, 450, 1)


def test_a_regso_is_placed_deso_by_deso_when_all_its_deso_have_border_and_population(tmp_path):
    """Half of RegSO 2 is 5 km away in one DeSO, half 15 km away in the other."""
    deso = ("9901C1010", "9901C1020")
    with using(small_store(tmp_path / "regso.sqlite", deso=deso)):
        found = covered(call("REGSO_TACKNING", [CENTRE_1, 6.0, 2022.0]))
    assert found[5.0] == (300, 150, 0.5)
    with using(small_store(tmp_path / "half.sqlite", deso=deso[:1])):
        found = covered(call("REGSO_TACKNING", [CENTRE_1, 6.0, 2022.0]))
    assert found[5.0] == (300, 0, 0)


def test_a_regso_without_border_is_not_counted_and_the_table_says_so(tmp_path):
    with using(small_store(tmp_path / "regso.sqlite", boundaries=["9901R001", "9901R003"])):
        table = call("REGSO_TACKNING", [CENTRE_1, 1.0, 2022.0])
    assert table[-1][:4] == [
        "totalt", "Totalt (1 RegSO utan gräns eller folkmängd räknas inte)", 150, 100,
    ]  # fmt: skip


def test_the_table_has_the_rows_of_the_table_by_type_and_its_populations(example):
    table = call("REGSO_TACKNING", [[list(INSIDE)], 1000.0, 2022.0])
    types = call("REGSO_TABELL", [column(range(1, 6)), None, "befolkning;omrade=00", 2022.0])
    assert table[0] == [
        "typ",
        "benämning; typer 2022, RegSO 2020",
        "befolkning",
        "inom räckhåll",
        "andel",
    ]
    assert [row[:2] for row in table[1:]] == [row[:2] for row in types[1:]]
    assert [row[2] for row in table[1:6]] == [row[3] for row in types[1:6]]
    assert table[-1][2:] == [147_768, 147_768, 1]


def test_the_year_left_out_is_the_latest_with_types_and_population(example):
    assert call("REGSO_TACKNING", [[list(INSIDE)], 5.0]) == call(
        "REGSO_TACKNING", [[list(INSIDE)], 5.0, 2024.0]
    )


def test_the_system_of_the_points_shows_in_their_numbers(example):
    lat, lon = map(float, SWEREF99TM.to_geodetic(*INSIDE))
    x, y = map(float, RT90.to_plane(lat, lon))
    tables = [
        call("REGSO_TACKNING", [[["Kontor", *point]], 7.0, 2022.0])
        for point in (INSIDE, (lat, lon), (x, y))
    ]
    assert tables[0] == tables[1] == tables[2]


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 30), st.floats(0, 30))
def test_a_longer_reach_covers_no_fewer(one_radius, other):
    with using(Reference(EXAMPLE)):
        short, long = (
            covered(call("REGSO_TACKNING", [[list(INSIDE)], radius, 2022.0]))
            for radius in sorted((one_radius, other))
        )
    assert all(short[row][0] == long[row][0] and short[row][1] <= long[row][1] for row in short)


def test_a_real_reach_is_what_a_plain_count_over_centroids_gives(real):
    """Brute force over shapely's centroids and plane distances, around Falun and Mora."""
    sites = [(60.607, 15.63), (61.007, 14.543)]
    plane = [tuple(map(float, SWEREF99TM.to_plane(*site))) for site in sites]
    people, types = real.population(2022), real.values("typ", 2022)
    expected = dict.fromkeys(range(1, 6), 0.0)
    for code, text in real.query("SELECT code, geometry FROM boundary WHERE vintage = 2020"):
        area = shapely.transform(
            shapely.from_geojson(text),
            lambda c: np.column_stack(SWEREF99TM.to_plane(c[:, 1], c[:, 0])[::-1]),
        )
        centre = area.centroid if area.intersects(area.centroid) else area.point_on_surface()
        if min(np.hypot(centre.y - n, centre.x - e) for n, e in plane) <= 10_000:
            expected[int(types[code])] += people[code]
    table = covered(call("REGSO_TACKNING", [[list(site) for site in sites], 10.0, 2022.0]))
    assert {kind: table[float(kind)][1] for kind in expected} == expected
    assert sum(expected.values()) > 50_000


@pytest.mark.parametrize(
    ("args", "error", "sentence"),
    [
        (([list(INSIDE)], -1.0), NUM,
         "Radien -1 km är negativ; ange ett avstånd från 0 och uppåt."),
        (([list(INSIDE)], "långt"), VALUE, "Argumentet radie_km ska vara ett tal."),
        (([list(INSIDE)], None), VALUE, "Argumentet radie_km saknas; fyll i det."),
        (([[18.1, 59.3]], 5.0), VALUE,
         "Talen ser ut som WGS84 med omkastade axlar och inte som SWEREF99TM; "
         "ange norrvärdet först, och rätt system."),
        (([list(INSIDE)], 5.0, 1999.0), NA, None),
    ],
)  # fmt: skip
def test_what_cannot_be_covered_is_refused(example, args, error, sentence):
    assert one("REGSO_TACKNING", *args) == error
    assert sentence is None or last_error().removeprefix("Rad 1 i punkter: ") == sentence


def test_a_year_whose_borders_are_not_installed_is_refused(tmp_path):
    store = small_store(tmp_path / "regso.sqlite", boundaries=[])
    with using(store):
        assert one("REGSO_TACKNING", CENTRE_1, 5.0, 2022.0) == CellError("#REF!")
        assert last_error().startswith("Gränserna för RegSO 2020 är inte inlästa")

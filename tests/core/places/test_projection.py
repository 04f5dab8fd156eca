"""Projections against Lantmäteriet's published values, PROJ and real points."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regso.core.places.projection import (
    RT90,
    SWEREF99TM,
    SYSTEMS,
    TransverseMercator,
    misreading,
    system_named,
    system_of,
)
from regso.errors import BadValueError

latitudes, longitudes = st.floats(55.0, 69.5), st.floats(10.0, 25.0)


def test_the_control_point_of_lantmateriets_paper():
    """Gauss Conformal Projection, Krüger's Formulas: 66°, 24° is 1135809.413803 555304.016555."""
    zone = TransverseMercator(13 + 35 / 60 + 7.692 / 3600, 1.00000254, -6226307.8640, 84182.8790)
    assert zone.to_plane(66, 24) == pytest.approx((1135809.413803, 555304.016555), abs=1e-5)
    assert zone.to_geodetic(1135809.413803, 555304.016555) == pytest.approx((66, 24), abs=1e-10)


def test_a_position_that_lantmateriets_own_service_transformed_to_the_millimetre():
    """Lantmäteriet, enkel koordinattransformation, as quoted in the tests of several libraries."""
    latitude, longitude = 59 + 58 / 60 + 55.23 / 3600, 17 + 50 / 60 + 6.12 / 3600
    assert SWEREF99TM.to_plane(latitude, longitude) == pytest.approx(
        (6652797.165, 658185.201), abs=0.0006
    )
    assert RT90.to_plane(latitude, longitude) == pytest.approx(
        (6653174.343, 1613318.742), abs=0.0006
    )


@pytest.fixture(scope="module")
def sweden():
    """Give a grid of latitudes and longitudes over Sweden and its sea."""
    latitude, longitude = np.meshgrid(np.arange(55, 69.5, 0.23), np.arange(10, 25, 0.31))
    return latitude.ravel(), longitude.ravel()


def test_sweref_99_tm_agrees_with_proj_within_a_tenth_of_a_millimetre(sweden):
    pyproj = pytest.importorskip("pyproj")
    latitude, longitude = sweden
    to_plane = pyproj.Transformer.from_crs(4619, 3006, always_xy=True)
    east, north = to_plane.transform(longitude, latitude)
    ours = SWEREF99TM.to_plane(latitude, longitude)
    assert np.hypot(ours.north - north, ours.east - east).max() < 1e-4
    back = SWEREF99TM.to_geodetic(north, east)
    assert np.abs(back.latitude - latitude).max() < 1e-9
    assert np.abs(back.longitude - longitude).max() < 1e-9


def test_rt_90_agrees_with_the_seven_parameter_transformation_within_what_both_promise(sweden):
    """PROJ, EPSG:1896 (0.5 m, Bessel); the direct projection is another model of the same."""
    pyproj = pytest.importorskip("pyproj")
    latitude, longitude = sweden
    east, north = pyproj.Transformer.from_crs(4619, 3021, always_xy=True).transform(
        longitude, latitude
    )
    ours = RT90.to_plane(latitude, longitude)
    assert np.hypot(ours.north - north, ours.east - east).max() < 0.6


def test_the_real_points_are_in_the_same_place_in_both_systems(real_data):
    """SCB's points: 0.1 m in SWEREF 99 TM, 0.000001 degrees in longitude and latitude."""
    with (real_data / "regso2025_points.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    north, east, lat, lon = (
        np.array([float(row[name]) for row in rows])
        for name in ("sweref99tm_n", "sweref99tm_e", "lat", "lon")
    )
    ours = SWEREF99TM.to_plane(lat, lon)
    assert len(rows) == 331
    assert np.hypot(ours.north - north, ours.east - east).max() < 0.12


@given(latitudes, longitudes)
def test_there_and_back_is_the_same_place(latitude, longitude):
    for projection in (SWEREF99TM, RT90):
        back = projection.to_geodetic(*projection.to_plane(latitude, longitude))
        assert back == pytest.approx((latitude, longitude), abs=1e-10)


@given(latitudes, longitudes)
def test_east_and_west_of_the_central_meridian_mirror_each_other(latitude, longitude):
    a = SWEREF99TM.to_plane(latitude, longitude)
    b = SWEREF99TM.to_plane(latitude, 30 - longitude)
    assert a.north == pytest.approx(float(b.north), abs=1e-6)
    assert a.east - 500_000 == pytest.approx(float(500_000 - b.east), abs=1e-6)


def test_scalars_and_arrays_of_any_length_give_the_same():
    many = SWEREF99TM.to_plane(np.full(100_000, 59.0), np.full(100_000, 18.0))
    one = SWEREF99TM.to_plane(59.0, 18.0)
    assert set(many.north.tolist()) == {float(one.north)}
    assert SWEREF99TM.to_plane([], []).north.shape == (0,)


def in_system(name, latitude, longitude):
    projection = SYSTEMS[name].projection
    if projection is None:
        return latitude, longitude
    return tuple(map(float, projection.to_plane(latitude, longitude)))


# Kiruna, Ystad, Strömstad, Haparanda, Visby, and the extreme corners of the mainland.
PLACES = [
    (67.8558, 20.2253), (55.4297, 13.8204), (58.9395, 11.1712), (65.8355, 24.1368),
    (57.6348, 18.2948), (69.0599, 20.5486), (55.3370, 13.3594), (65.71, 24.16), (58.98, 10.98),
]  # fmt: skip


@pytest.mark.parametrize("name", SYSTEMS)
@pytest.mark.parametrize("place", PLACES)
def test_numbers_of_a_place_in_sweden_tell_their_system_and_the_order_of_the_axes(name, place):
    north, east = in_system(name, *place)
    assert system_of(north, east) is SYSTEMS[name]
    assert system_of(east, north) is None
    for other in SYSTEMS.values():
        is_own = other.name == name
        assert (misreading(north, east, other) is None) == is_own
        swapped = misreading(east, north, other)
        assert "omkastade" in swapped
        assert (f"som {name} med" not in swapped) == is_own


@pytest.mark.parametrize(
    ("place", "name"), [((59.91, 10.75), "SWEREF99TM"), ((60.17, 24.94), "RT90")]
)
def test_a_place_in_a_neighbouring_country_can_be_a_position(place, name):
    assert misreading(*in_system(name, *place), SYSTEMS[name]) is None


@pytest.mark.parametrize(
    ("numbers", "name"),
    [((0, 0), "SWEREF99TM"), ((6580822, 67), "WGS84"), ((91, 18), "WGS84"), ((6.5, 1.6), "RT90"),
     ((float("nan"), 18), "WGS84"), ((59, float("inf")), "WGS84")],
)  # fmt: skip
def test_numbers_that_are_no_position_at_all(numbers, name):
    expected = f"Talen kan inte vara koordinater i {name}; kontrollera talen och systemet."
    assert misreading(*numbers, SYSTEMS[name]) == expected


def test_a_sentence_names_the_likely_system_and_no_coordinates():
    sentence = misreading(59.3, 18.1, SYSTEMS["SWEREF99TM"])
    assert sentence == "Talen ser ut som WGS84 och inte som SWEREF99TM; ange rätt system."
    sentence = misreading(674000, 6580000, SYSTEMS["SWEREF99TM"])
    assert sentence == "n och o verkar vara omkastade; ange norrvärdet (latituden) först."


@pytest.mark.parametrize(
    ("text", "name"),
    [("SWEREF99TM", "SWEREF99TM"), ("sweref 99 TM", "SWEREF99TM"), ("wgs-84", "WGS84"),
     ("RT 90", "RT90"), ("RT90 2,5 gon V", "RT90")],
)  # fmt: skip
def test_a_system_is_named_in_any_case_with_blanks_and_signs(text, name):
    assert system_named(text) is SYSTEMS[name]


@pytest.mark.parametrize("text", ["SWEREF 99 18 00", "UTM", "SWEREF99"])
def test_an_unknown_system_is_refused(text):
    with pytest.raises(BadValueError, match=f'"{text}" finns inte; ange SWEREF99TM eller WGS84'):
        system_named(text)

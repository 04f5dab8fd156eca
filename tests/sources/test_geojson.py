"""Borders in GeoJSON: made-up squares in län 99, and the real files where they are installed."""

import json
from collections import Counter

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from regso.cli import cli
from regso.errors import FileError
from regso.sources.geojson import is_boundaries, read_boundaries
from regso.sources.registry import in_merge_order
from regso.store.schema import Boundary

WHOLE_EARTH = "urn:ogc:def:crs:EPSG::4326"


def ring(west=18.0, south=60.0, size=0.01):
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(coordinates=None, kind="Polygon", identity=None, **properties):
    geometry = {"type": kind, "coordinates": [ring()] if coordinates is None else coordinates}
    found = {"type": "Feature", "properties": properties, "geometry": geometry}
    return found | ({"id": identity} if identity else {})


def regso(code="9901R001", version="2025_v1", **more):
    return feature(regsokod=code, version=version, **more)


def collection(*features, crs=None):
    found = {"type": "FeatureCollection", "features": list(features)}
    return found | ({"crs": {"type": "name", "properties": {"name": crs}}} if crs else {})


def text(*features, crs=None):
    return json.dumps(collection(*features, crs=crs))


def test_a_border_is_kept_as_it_is_written_with_its_code_and_vintage(read):
    (rows,) = read("a.geojson", text(regso())).row_sets
    geometry = json.dumps({"type": "Polygon", "coordinates": [ring()]}, separators=(",", ":"))
    assert list(rows.rows) == [Boundary(2025, "9901R001", "WGS84", geometry)]
    assert rows.source.title == "Gränser RegSO 2025"
    assert rows.source.note == "Gränsernas version enligt filen: 2025_v1."


@pytest.mark.parametrize(
    ("version", "vintage"),
    [("2025_v1", 2025), ("2025_v2", 2025), ("2018_v2", 2020), ("2020 (sammanslagen)", 2020)],
)
def test_the_version_names_the_vintage(version, vintage):
    """RegSO 2020 has the version 2018_v2 of the DeSO that it is made of."""
    [row] = read_boundaries(collection(regso(version=version)), "x").rows
    assert row.vintage == vintage


@pytest.mark.parametrize(("layer", "vintage"), [("RegSO_2025.1200", 2025), ("DeSO_2018.3", 2020)])
def test_the_id_of_the_layer_names_the_vintage(layer, vintage):
    [row] = read_boundaries(collection(regso(version="", identity=layer)), "x").rows
    assert row.vintage == vintage


def test_the_smallest_area_that_a_feature_names_is_the_one_that_it_is():
    features = [
        feature(desokod="9901C1010", regsokod="9901R001", kommunkod="9901", version="2025_v1"),
        feature(RegSOkod="9901R001_RegSO2025", kommunkod="9901", version="2025_v1"),
        feature(kommunkod="9901", lanskod="99"),
        feature(lanskod="99"),
    ]
    reading = read_boundaries(collection(*features), "x")
    assert [(r.vintage, r.code) for r in reading.rows] == [
        (2025, "9901C1010"), (2025, "9901R001"), (0, "9901"), (0, "99"),
    ]  # fmt: skip
    assert reading.title == "Gränser DeSO 2025, RegSO 2025, kommuner, län"


def test_borders_in_sweref_99_tm_say_so():
    """WFS in EPSG:3006: east before north, as GeoJSON has it."""
    plane = feature([ring(700_000, 6_820_000, 1000)], regsokod="9901R001", version="2025_v1")
    [row] = read_boundaries(collection(plane, crs="urn:ogc:def:crs:EPSG::3006"), "x").rows
    assert row.crs == "SWEREF99TM"
    [row] = read_boundaries(collection(regso(), crs=WHOLE_EARTH), "x").rows
    assert row.crs == "WGS84"


def test_approximate_borders_carry_a_warning():
    version = "2020 (ungefärlig, sammanslagen av förenklade DeSO 2018)"
    assert read_boundaries(collection(regso(version=version)), "x").note == (
        "Ungefärliga gränser: en punkt nära en gräns kan hamna i fel område. "
        f"Gränsernas version enligt filen: {version}."
    )


def test_a_multipolygon_with_a_hole_and_a_touching_ring_are_borders():
    """Rounded corners let a ring touch itself; what is inside is clear all the same."""
    parts = [[ring(), ring(18.002, 60.002, 0.001)], [ring(18.02, 60.02)]]
    west = [[18, 60.02], [18.01, 60.01], [18, 60]]
    touching = [[18, 60], [18.02, 60], [18.01, 60.01], [18.02, 60.02], *west]
    features = [
        feature(parts, "MultiPolygon", regsokod="9901R001", version="2025_v1"),
        regso("9901R002", coordinates=[touching]),
    ]
    assert len(read_boundaries(collection(*features), "x").rows) == 2


def test_properties_that_are_not_used_are_reported(read):
    outcome = read("a.json", text(regso(regsonamn="Norra", kalla="SCB")))
    assert outcome.unused == "regsonamn, kalla"


def test_one_area_twice_with_one_border_is_one_and_with_two_is_refused():
    assert read_boundaries(collection(regso(), regso()), "x").rows
    other = regso(coordinates=[ring(18.5)])
    with pytest.raises(FileError, match=r"^9901R001 står två gånger i x med olika gränser;"):
        read_boundaries(collection(regso(), other), "x")


HOURGLASS = [[[18, 60], [18.02, 60.02], [18.02, 60], [18, 60.02], [18, 60]]]
MALFORMED = {
    "open ring": ([ring()[:-1]], "är trasig: den är inte slutna ringar av koordinatpar"),
    "two corners": ([[[18, 60], [18, 60]]], "är trasig"),
    "text": ([[["18", "60"], [18.1, 60], [18.1, 60.1], ["18", "60"]]], "är trasig"),
    "single numbers": ([[18, 60, 18.1, 60]], "är trasig"),
    "null": ([[[18, None], [18.1, 60], [18.1, 60.1], [18, None]]], "är trasig"),
    "no coordinates": ([], "är tom eller korsar sig själv"),
    "no area": ([[[18, 60], [18.1, 60], [18, 60], [18, 60]]], "är tom eller korsar sig själv"),
    "hourglass": (HOURGLASS, "är tom eller korsar sig själv"),
    "swapped axes": ([ring(60.0, 18.0)], "ligger inte i Sverige i WGS84 med öst före norr"),
    "metres": ([ring(700_000, 6_820_000, 1000)], "ligger inte i Sverige i WGS84"),
    "abroad": ([ring(2.3, 48.8)], "ligger inte i Sverige"),
}


@pytest.mark.parametrize(("coordinates", "says"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_border_is_refused_in_one_sentence(coordinates, says):
    with pytest.raises(FileError, match=f"^Gränsen för 9901R001 i x {says}.*[^.]*[.]$"):
        read_boundaries(collection(regso(coordinates=coordinates)), "x")


@pytest.mark.parametrize(
    ("features", "crs", "says"),
    [
        ([feature(kind="Point", coordinates=[18, 60], regsokod="9901R001", version="2025")], None,
         "9901R001 i x har ingen yta"),
        ([regso() | {"geometry": None}], None, "9901R001 i x har ingen yta"),
        ([regso(), feature(namn="Norra")], None, "Område 2 i x har ingen kod"),
        ([regso(), {"type": "Feature", "properties": None}], None, "Område 2 i x har ingen kod"),
        ([regso("9901C1010")], None, 'Område 1 i x: "9901C1010" är ingen kod för regso'),
        ([regso(version="")], None, "x säger inte om koderna gäller RegSO 2020"),
        ([regso(version="2025_v1", identity="RegSO_2020.7")], None, "9901R001 i x säger inte"),
        ([regso(version="2030_v1")], None, r"hör till en indelning \(2030\) som den här versionen"),
        ([regso()], "urn:ogc:def:crs:EPSG::3857", "har koordinatsystemet urn:ogc:def"),
    ],
)  # fmt: skip
def test_a_feature_that_is_no_area_with_a_border_is_refused(features, crs, says):
    with pytest.raises(FileError, match=says):
        read_boundaries(collection(*features, crs=crs), "x")


@pytest.mark.parametrize(
    "data",
    [{}, {"type": "FeatureCollection"}, collection(), collection(feature(namn="Norra")),
     {"type": "Feature", "features": [regso()]}, collection(None, 5)],
)  # fmt: skip
def test_what_is_no_collection_of_areas_is_left_to_other_readers(data):
    assert not is_boundaries(data)


@given(st.permutations(["desokod", "regsokod", "kommunkod", "lanskod", "namn"]))
def test_the_order_of_the_properties_does_not_matter(order):
    values = {"desokod": "9901C1010", "regsokod": "9901R001", "kommunkod": "9901", "lanskod": "99"}
    properties = {name: values.get(name, "x") for name in order}
    [row] = read_boundaries(collection(feature(version="2018", **properties)), "x").rows
    assert row.code == "9901C1010"


def test_a_file_of_areas_without_codes_is_refused_by_name(read):
    with pytest.raises(FileError, match="används inte: ytorna har ingen områdeskod"):
        read("a.geojson", text(feature(namn="Norra")))


def test_a_border_from_a_later_file_wins_and_is_reported(make, tmp_path):
    make("d/a.geojson", text(regso(), regso("9901R002", coordinates=[ring(18.1)])))
    folder = make("d/b.geojson", text(regso(coordinates=[ring(18.5)]))).parent
    result = CliRunner().invoke(
        cli, ["data", "import", str(folder)], env={"REGSO_DATA": str(tmp_path / "s")}
    )
    assert result.exit_code == 0, result.output
    assert (
        "b.geojson ändrade 1 värden i gränser:\n  RegSO 2025 9901R001: gränsen är ersatt\n"
        in result.output
    )


# -- real files --------------------------------------------------------------------------------


def test_the_real_files_hold_as_many_borders_as_their_source_says(real_outcomes):
    expected = {
        "regso2025.geojson": {(2025, 8): 331},
        "deso2025.geojson": {(2025, 9): 641},
        "regso2020_dalarna.geojson": {(2020, 8): 119},
        "regso2020_stockholm_approx.geojson": {(2020, 8): 524},
        "regso2020_falkenberg.geojson": {(2020, 8): 14},
        "kommuner.geojson": {(0, 4): 290},
        "lan.geojson": {(0, 2): 21},
        "wfs_regso2025_karlstad.json": {(2025, 8): 31},
        "wfs_deso2025_karlstad.json": {(2025, 9): 57},
    }
    for file, counts in expected.items():
        (rows,) = real_outcomes[file].row_sets
        assert Counter((row.vintage, len(row.code)) for row in rows.rows) == counts


def test_only_the_approximate_real_file_is_marked_as_such(real_outcomes):
    marked = {
        name
        for name, outcome in real_outcomes.items()
        for rows in outcome.row_sets
        if "Ungefärliga gränser" in rows.source.note
    }
    assert marked == {"regso2020_stockholm_approx.geojson"}


def test_karlstad_stands_in_two_real_files_and_the_exact_borders_stay(real_outcomes, real_store):
    order = [s.source.origin for s in in_merge_order(real_outcomes.values())]
    files = ["wfs_regso2025_karlstad.json", "regso2025.geojson"]
    assert sorted(files, key=order.index) == files
    [(origin,)] = real_store.query(
        "SELECT DISTINCT s.origin FROM boundary b JOIN source s ON s.id = b.source "
        "WHERE b.vintage = 2025 AND b.code GLOB '1780R*'"
    )
    assert origin == "wfs_regso2025_karlstad.json"
